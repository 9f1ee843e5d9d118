//! A network with random parameters.

use super::base::{Field, Makes, Needs, NetworkFile, Operation, Value, Work, field::fields};
use super::state::State;
use crate::Result;
use crate::check::{self, Limit, within};
use crate::data::dataset::Dataset;
use crate::nn::init;
use crate::nn::mlp::MAX_UNITS;
use crate::nn::mlp::Mlp;
use serde::{Deserialize, Serialize};

/// The most hidden layers.
pub const MAX_HIDDEN: usize = 4;

/// Units of the hidden layers.
pub const HIDDEN: Field = Field::number(
    "hidden",
    "units of a hidden layer",
    Limit::whole(1, MAX_UNITS as u64),
);
/// The seed of an operation that has one.
pub const SEED: Field = Field::number("seed", "seed", check::SEED);

/// A network with random parameters.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Init {
    /// Units of the hidden layers.
    pub hidden: Vec<usize>,
    /// Seed of all randomness that follows.
    pub seed: u64,
}

impl Default for Init {
    fn default() -> Self {
        Self {
            hidden: vec![256],
            seed: 42,
        }
    }
}

impl Operation for Init {
    fields!(hidden: HIDDEN, seed: SEED);

    fn needs(&self) -> Needs {
        Needs::default()
    }

    fn work(&self) -> Work<'_> {
        Work::Make(self)
    }
}

impl Makes for Init {
    fn file(&self) -> Option<NetworkFile<'_>> {
        None
    }

    fn make(&self, data: &Dataset, _: Option<Mlp>) -> Result<State> {
        let mut rng = init::rng(self.seed);
        let mut sizes = vec![data.pixels()];
        sizes.extend(&self.hidden);
        sizes.push(data.classes);
        Ok(State::new(Mlp::random(&sizes, &mut rng), rng))
    }
}

/// Widths of hidden layers.
impl Value for Vec<usize> {
    fn check(&self, field: &Field) -> Result<()> {
        let most = MAX_HIDDEN as f64;
        within("number of hidden layers", self.len() as f64, 1.0, most)?;
        let mut each = self.iter();
        each.try_for_each(|&units| field.check(units as f64))
    }
}
