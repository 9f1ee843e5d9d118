//! The weights are drawn anew; the mask stays.

use super::base::{Changes, Needs, Operation, Work, field::fields};
use super::init::SEED;
use super::state::State;
use crate::Result;
use crate::data::dataset::Split;
use crate::nn::init;
use crate::nn::mlp::Mlp;
use serde::{Deserialize, Serialize};

/// The weights are drawn anew; the mask stays.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Reinit {
    /// Seed of the new weights.
    pub seed: u64,
}

impl Operation for Reinit {
    fields!(seed: SEED);

    fn needs(&self) -> Needs {
        Needs::NETWORK
    }

    fn work(&self) -> Work<'_> {
        Work::Change(self)
    }
}

impl Changes for Reinit {
    fn change(&self, state: &mut State, _: Option<&Split>) -> Result<()> {
        let sizes = state.model.sizes();
        state.take_weights(&Mlp::random(&sizes, &mut init::rng(self.seed)));
        Ok(())
    }

    fn is_instant(&self) -> bool {
        true
    }
}
