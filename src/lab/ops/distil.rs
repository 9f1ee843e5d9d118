//! Distillation: training by a teacher ([`crate::nn::distil`]), with the loss (1 - alpha) CE + alpha T^2 KL. A mask that is
//! there is kept.

use super::base::name::{escaped, unescaped};
use super::base::{
    Brought, Field, Kind, Learner, Needs, Operation, Place, Study, TrainConfig, TrainPlan, Trains,
    Value, Work, field::fields, within_fields,
};
use super::init::Init;
use super::state::State;
use super::train::Train;
use super::{Op, list};
use crate::Result;
use crate::check::{self, Limit, within};
use crate::data::dataset::{Dataset, Split};
use crate::nn::mlp::Mlp;
use crate::nn::train::Trainer;
use crate::piece::{LinkError, number, quoted};
use serde::{Deserialize, Serialize};

/// How many teachers may have had teachers, one after another.
pub const MAX_TEACHERS: u32 = 3;

/// How a teacher made by the first operations of its list begins in a link.
const FIRST: &str = "first=";

/// T.
pub const TEMPERATURE: Field = Field::number("temperature", "temperature", Limit::real(0.1, 100.0));
/// Weight of the teacher.
pub const ALPHA: Field = Field::number("alpha", "weight of the teacher", check::RATIO);
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
        list::check(self)
    }

    /// Where they are the first N of the list they are in: `first=N`; else a list with every mark escaped.
    fn write(&self, before: &[String]) -> String {
        let pieces = list::write(self);
        if before.starts_with(&pieces) {
            format!("{FIRST}{}", pieces.len())
        } else {
            escaped(&pieces.join("~"))
        }
    }

    fn read(
        &mut self,
        text: &str,
        _: &Field,
        place: &Place<'_>,
    ) -> std::result::Result<(), LinkError> {
        let Place { before, .. } = *place;
        let depth = place.depth + 1;
        let refused = || LinkError::Op {
            piece: quoted(&format!("distil({text})")),
        };
        if depth > MAX_TEACHERS {
            return Err(refused());
        }
        *self = match text.strip_prefix(FIRST) {
            None => list::read(&unescaped(text)?, depth)?,
            Some(_) if before.is_empty() => return Err(refused()),
            Some(count) => {
                let count = number(count, Limit::whole(1, before.len() as u64))? as usize;
                let first = before.get(..count).unwrap_or_default();
                if depth + teachers(first) > MAX_TEACHERS {
                    return Err(refused());
                }
                first.to_vec()
            }
        };
        if self.is_empty() {
            return Err(refused());
        }
        Ok(())
    }

    fn kind(&self) -> Kind {
        Kind::Teacher
    }
}
