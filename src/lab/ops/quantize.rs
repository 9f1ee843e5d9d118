//! Quantising: the weights get the nearest of few levels ([`crate::compress::quantize`]); with activations the inputs of
//! layers, too. The operation after it sees exact activations again: their range was that of this network.

use super::base::{Changes, Field, Needs, Operation, Value, Work, field::fields};
use super::state::State;
use crate::Result;
use crate::compress::quantize::quantize;
use crate::compress::scheme::{Levels, Per, Scheme};
use crate::data::dataset::Split;
use serde::{Deserialize, Serialize};

/// How a network is quantized.
pub const SCHEME: Field = Field::other("scheme", "scheme");

/// 4 bits of every weight, a scale for every layer.
pub const DEFAULT_SCHEME: Scheme = Scheme {
    bits: 4,
    levels: Levels::Symmetric,
    per: Per::Tensor,
    activations: None,
};

/// The weights get the nearest of few levels.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Quantize {
    /// How.
    pub scheme: Scheme,
}

impl Default for Quantize {
    fn default() -> Self {
        Self {
            scheme: DEFAULT_SCHEME,
        }
    }
}

impl Operation for Quantize {
    fields!(scheme: SCHEME);

    fn needs(&self) -> Needs {
        Needs {
            images: self.scheme.activations.is_some(),
            ..Needs::NETWORK
        }
    }

    fn work(&self) -> Work<'_> {
        Work::Change(self)
    }
}

impl Changes for Quantize {
    fn change(&self, state: &mut State, train: Option<&Split>) -> Result<()> {
        state.encoding = Some(quantize(&mut state.model, &self.scheme, train)?);
        state.movement = None;
        Ok(())
    }

    fn is_instant(&self) -> bool {
        self.scheme.activations.is_none()
    }
}

impl Value for Scheme {
    fn check(&self, _: &Field) -> Result<()> {
        Self::check(self)
    }
}
