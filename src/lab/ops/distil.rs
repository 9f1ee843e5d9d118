//! Distillation: training by a teacher ([`crate::nn::distil`]), with the loss (1 - alpha) CE + alpha T^2 KL. A mask that is
//! there is kept.

use super::base::{
    Brought, Field, Learner, Needs, Operation, Study, TrainConfig, TrainPlan, Trains, Value, Work,
    field::fields, within_fields,
};
use super::init::Init;
use super::state::State;
use super::train::Train;
use super::{Op, check_list};
use crate::Result;
use crate::check::{self, Limit, within};
use crate::data::dataset::{Dataset, Split};
use crate::nn::mlp::Mlp;
use crate::nn::train::Trainer;
use serde::{Deserialize, Serialize};

/// How many teachers may have had teachers, one after another.
pub const MAX_TEACHERS: u32 = 3;

const TEMPERATURE: Field = Field::number("temperature", "temperature", Limit::real(0.1, 100.0));
const ALPHA: Field = Field::number("alpha", "weight of the teacher", check::RATIO);
const TEACHER: Field = Field::other("teacher", "teacher");

/// Training by a teacher.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Distil {
    /// What makes the teacher, on the same images; its first operation, and only that, makes a network.
    pub teacher: Vec<Op>,
    /// T.
    pub temperature: f64,
    /// Weight of the teacher, 0 to 1.
    pub alpha: f64,
    /// How the student is trained.
    pub config: TrainConfig,
    /// Batches after which it was ended early.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stop_after: Option<u32>,
}

impl Default for Distil {
    fn default() -> Self {
        let init = Init {
            hidden: vec![800],
            ..Init::default()
        };
        let train = Train {
            config: TrainConfig::default().with_epochs(3),
            stop_after: None,
        };
        Self {
            teacher: vec![init.into(), train.into()],
            temperature: 2.5,
            alpha: 0.5,
            config: TrainConfig::default(),
            stop_after: None,
        }
    }
}

impl Operation for Distil {
    fields!(config, temperature: TEMPERATURE, alpha: ALPHA, teacher: TEACHER);

    fn check(&self) -> Result<()> {
        let teachers = 1 + teachers(&self.teacher);
        let most = f64::from(MAX_TEACHERS);
        within("teachers of teachers", teachers.into(), 1.0, most)?;
        within_fields(&self.fields())
    }

    fn needs(&self) -> Needs {
        Needs::IMAGES
    }

    fn work(&self) -> Work<'_> {
        Work::Train(self)
    }

    fn teacher(&self) -> Option<&[Op]> {
        Some(&self.teacher)
    }
}

/// Returns how many teachers taught one another, at most, in a list.
#[must_use]
pub fn teachers(ops: &[Op]) -> u32 {
    let of = |op: &Op| op.teacher().map_or(0, |teacher| 1 + teachers(teacher));
    ops.iter().map(of).max().unwrap_or(0)
}

impl Trains for Distil {
    fn config(&self) -> &TrainConfig {
        &self.config
    }

    fn stop_after(&self) -> Option<u32> {
        self.stop_after
    }

    fn begin(&self, state: &mut State, plan: &TrainPlan, _: &Dataset) -> Result<Brought> {
        Ok(Brought::learner(Student {
            trainer: Trainer::new(&state.model, plan.optimizer),
            study: Study::new(self.teacher.clone(), self.temperature, self.alpha),
        }))
    }
}

/// The weights learn from labels and from a teacher.
#[derive(Debug)]
struct Student {
    trainer: Trainer,
    study: Study,
}

impl Learner for Student {
    fn step(&mut self, state: &mut State, train: &Split, batch: &[u32]) -> f32 {
        match self.study.lesson() {
            Some(lesson) => self
                .trainer
                .step_taught(&mut state.model, train, batch, lesson),
            // No batch comes before the lesson.
            None => f32::NAN,
        }
    }

    fn forget_pruned(&mut self, model: &mut Mlp) {
        self.trainer.forget_pruned(model);
    }

    fn study(&self) -> Option<&Study> {
        Some(&self.study)
    }

    fn study_mut(&mut self) -> Option<&mut Study> {
        Some(&mut self.study)
    }
}

/// A teacher's operations.
impl Value for Vec<Op> {
    fn check(&self, _: &Field) -> Result<()> {
        check_list(self)
    }
}
