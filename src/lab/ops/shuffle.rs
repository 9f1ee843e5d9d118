//! The mask is shuffled within every layer, weight by weight; the weights go back to those at the beginning.

use super::base::{Changes, Needs, Operation, Work, field::fields};
use super::init::SEED;
use super::state::State;
use crate::Result;
use crate::data::dataset::Split;
use crate::nn::init::{self, Rng};
use crate::nn::mlp::Mlp;
use rand::seq::SliceRandom;
use serde::{Deserialize, Serialize};

/// The mask is shuffled within every layer; the weights go back to those at the beginning.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Shuffle {
    /// Seed of the order.
    pub seed: u64,
}

impl Operation for Shuffle {
    fields!(seed: SEED);

    fn needs(&self) -> Needs {
        Needs::NETWORK
    }

    fn work(&self) -> Work<'_> {
        Work::Change(self)
    }
}

impl Changes for Shuffle {
    fn change(&self, state: &mut State, _: Option<&Split>) -> Result<()> {
        shuffle_masks(&mut state.model, &mut init::rng(self.seed));
        let start = state.past.start.clone();
        state.take_weights(&start);
        Ok(())
    }

    fn is_instant(&self) -> bool {
        true
    }
}

/// Lets every layer keep as many weights as before, drawn at random.
fn shuffle_masks(model: &mut Mlp, rng: &mut Rng) {
    for layer in model.layers_mut() {
        if layer.mask().is_none() {
            continue;
        }
        let (inputs, outputs) = (layer.inputs(), layer.outputs());
        let pairs = (0..inputs).flat_map(|i| (0..outputs).map(move |o| (i, o)));
        let mut kept: Vec<bool> = pairs.map(|(i, o)| layer.is_kept(i, o)).collect();
        kept.shuffle(rng);
        layer.forget_mask();
        layer.prune(|i, o| kept[i * outputs + o]);
    }
}
