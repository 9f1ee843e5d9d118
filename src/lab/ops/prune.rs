//! Pruning to a ratio of all prunable weights or hidden neurons.

use super::base::{Changes, Field, Kind, Needs, Operation, Place, Value, Work, field::fields};
use super::state::State;
use crate::Result;
use crate::check;
use crate::data::dataset::Split;
use crate::piece::LinkError;
use crate::prune::method::Method;
use crate::prune::score::Score;
use crate::prune::shape::Shape;
use serde::{Deserialize, Serialize};

/// What is ranked, and how.
pub const METHOD: Field = Field::other("method", "method");
/// How much is pruned.
pub const RATIO: Field = Field::number("ratio", "pruning ratio", check::RATIO);

/// Pruning to a ratio of all prunable weights or hidden neurons.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Prune {
    /// What is pruned first, and how a ratio is met.
    pub method: Method,
    /// Fraction that is pruned, 0 to 1; N:M takes its own.
    pub ratio: f64,
}

impl Default for Prune {
    fn default() -> Self {
        Self {
            method: Method::default(),
            ratio: 0.5,
        }
    }
}

impl Operation for Prune {
    fields!(method: METHOD, ratio: RATIO);

    fn needs(&self) -> Needs {
        Needs {
            images: self.method.needs_images(),
            movement: self.method.score == Score::Movement,
            ..Needs::NETWORK
        }
    }

    fn work(&self) -> Work<'_> {
        Work::Change(self)
    }

    fn prunes_neurons(&self) -> bool {
        self.method.shape == Shape::Neurons
    }
}

impl Changes for Prune {
    fn change(&self, state: &mut State, train: Option<&Split>) -> Result<()> {
        state.prune(&self.method, self.ratio, train)
    }

    fn is_instant(&self) -> bool {
        !self.method.needs_images()
    }
}

impl Value for Method {
    fn check(&self, _: &Field) -> Result<()> {
        Self::check(self)
    }

    fn write(&self, _: &[String]) -> String {
        self.to_string()
    }

    fn read(&mut self, text: &str, _: &Field, _: &Place<'_>) -> std::result::Result<(), LinkError> {
        *self = text.parse()?;
        Ok(())
    }

    fn kind(&self) -> Kind {
        Kind::Method
    }
}
