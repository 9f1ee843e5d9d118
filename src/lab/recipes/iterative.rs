//! Iterative pruning: prune a fraction of what remains, fine-tune, and again, until a ratio is reached.

use super::{ROUNDS, checked};
use crate::Result;
use crate::check::mismatch;
use crate::lab::ops::base::Field;
use crate::lab::ops::{FineTune, Method, Op, Prune, TrainConfig};
use crate::prune::schedule;
use crate::prune::shape::Shape;
use serde::{Deserialize, Serialize};

/// Its numbers in forms.
pub const FIELDS: [Field; 1] = [Field::number("rounds", "rounds", ROUNDS)];

/// Iterative pruning.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Iterative {
    /// What is pruned first; weights or neurons.
    pub method: Method,
    /// Ratio after the last round.
    pub ratio: f64,
    /// How many rounds.
    pub rounds: u32,
    /// Fine-tuning after every round.
    pub config: TrainConfig,
}

impl Default for Iterative {
    fn default() -> Self {
        Self {
            method: Method::default(),
            ratio: 0.9,
            rounds: 5,
            config: TrainConfig::default().with_epochs(5),
        }
    }
}

impl Iterative {
    /// Returns the operations: prune, fine-tune, prune, fine-tune, ...
    ///
    /// # Errors
    /// Those of [`Op::check`]; [`crate::Error::OutOfRange`] for the rounds, [`crate::Error::MethodMismatch`] for N:M.
    pub fn ops(&self) -> Result<Vec<Op>> {
        ROUNDS.check("rounds", self.rounds.into())?;
        if let Shape::NOfM { .. } = self.method.shape {
            let shape = self.method.shape.to_string();
            let allowed = "weights, neurons";
            return Err(mismatch("shape", &shape, "iterative pruning", allowed));
        }
        let round = |ratio: f64| {
            let method = self.method.clone();
            [
                Prune { method, ratio }.into(),
                FineTune::keep(self.config).into(),
            ]
        };
        let ratios = schedule::iterative(self.ratio, self.rounds).into_iter();
        checked(ratios.flat_map(round).collect())
    }
}
