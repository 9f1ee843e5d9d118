//! A network with random parameters.

use super::base::{
    Field, Kind, Makes, Needs, NetworkFile, Operation, Place, Value, Work, field::fields,
};
use super::state::State;
use crate::Result;
use crate::check::{self, Limit};
use crate::data::dataset::Dataset;
use crate::nn::init;
use crate::nn::mlp::MAX_UNITS;
use crate::nn::mlp::Mlp;
use crate::piece::{LinkError, quoted};
use serde::{Deserialize, Serialize};

/// How many hidden layers there may be.
pub const HIDDEN_LAYERS: Limit = Limit::whole(1, 4);

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
        HIDDEN_LAYERS.check("number of hidden layers", self.len() as f64)?;
        let mut each = self.iter();
        each.try_for_each(|&units| field.check(units as f64))
    }

    fn write(&self, _: &[String]) -> String {
        let widths: Vec<String> = self.iter().map(ToString::to_string).collect();
        widths.join(",")
    }

    fn read(
        &mut self,
        text: &str,
        field: &Field,
        _: &Place<'_>,
    ) -> std::result::Result<(), LinkError> {
        let widths: Vec<&str> = text.split(',').collect();
        if !HIDDEN_LAYERS.allows(widths.len() as f64) {
            return Err(LinkError::Op {
                piece: quoted(&format!("init({text}")),
            });
        }
        let widths = widths
            .into_iter()
            .map(|width| Ok(field.read(width)? as usize));
        *self = widths.collect::<std::result::Result<_, LinkError>>()?;
        Ok(())
    }

    fn kind(&self) -> Kind {
        Kind::Numbers
    }
}
