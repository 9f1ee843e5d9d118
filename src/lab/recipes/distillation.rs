//! Distillation (Hinton, Vinyals & Dean 2015, arXiv:1503.02531): a small network alone and the same taught by a larger one,
//! seed by seed.

use super::{checked, init, seed_after, train};
use crate::Result;
use crate::check::Limit;
use crate::lab::ops::base::Field;
use crate::lab::ops::base::config::EPOCHS;
use crate::lab::ops::distil::{ALPHA, TEMPERATURE};
use crate::lab::ops::{Distil, Op, TrainConfig};
use serde::{Deserialize, Serialize};

/// Its numbers in forms.
pub const FIELDS: [Field; 4] = [
    TEMPERATURE,
    ALPHA,
    EPOCHS,
    Field::number("seeds", "seeds", Limit::whole(1, 10)),
];

/// Students alone and taught.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Distillation {
    /// Units of the student's hidden layers.
    pub hidden: Vec<usize>,
    /// Seed of the first student.
    pub seed: u64,
    /// How many seeds.
    pub seeds: u32,
    /// What makes the teacher.
    pub teacher: Vec<Op>,
    /// Temperature T.
    pub temperature: f64,
    /// Weight of the teacher.
    pub alpha: f64,
    /// The student's training, alone or taught.
    pub config: TrainConfig,
}

/// One seed's two students: the same weights at the beginning and the same order of images.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Pair {
    /// The seed.
    pub seed: u64,
    /// The student alone.
    pub alone: Vec<Op>,
    /// The student taught.
    pub taught: Vec<Op>,
}

impl Default for Distillation {
    fn default() -> Self {
        let Distil {
            teacher,
            temperature,
            alpha,
            config,
            ..
        } = Distil::default();
        Self {
            hidden: vec![30],
            seed: 42,
            seeds: 3,
            teacher,
            temperature,
            alpha,
            config,
        }
    }
}

impl Distillation {
    /// Returns every seed's students.
    ///
    /// # Errors
    /// Those of [`Op::check`].
    pub fn trials(&self) -> Result<Vec<Pair>> {
        (0..self.seeds)
            .map(|at| self.pair(seed_after(self.seed, at.into())))
            .collect()
    }

    fn pair(&self, seed: u64) -> Result<Pair> {
        let taught = Distil {
            teacher: self.teacher.clone(),
            temperature: self.temperature,
            alpha: self.alpha,
            config: self.config,
            stop_after: None,
        };
        let list = |op: Op| checked(vec![init(&self.hidden, seed), op]);
        Ok(Pair {
            seed,
            alone: list(train(self.config))?,
            taught: list(taught.into())?,
        })
    }
}
