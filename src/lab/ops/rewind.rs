//! Rewinding: weights go back to those the network began with, or to those after a step of its first training.
//!
//! The mask stays, and so does the generator, so that later training sees the images in another order. Rewinding the
//! learning rate instead needs no operation of its own: learning rates are constant here and optimisers start afresh, so
//! it is fine-tuning with the first training's settings for the epochs that are left (Renda, Frankle & Carbin 2020,
//! arXiv:2003.02389).

use super::base::{BATCHES, Changes, Field, Needs, Operation, Work, field::fields};
use super::state::State;
use crate::Result;
use crate::data::dataset::Split;
use serde::{Deserialize, Serialize};

/// The step of the first training whose weights are taken.
pub const TO_STEP: Field = Field::number("toStep", "step to rewind to", BATCHES);

/// Weights go back.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Rewind {
    /// Batches of the first training that are not taken back; they are done again, which gives the same bits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to_step: Option<u32>,
}

impl Operation for Rewind {
    fields!(to_step: TO_STEP);

    fn needs(&self) -> Needs {
        Needs {
            images: self.to_step.is_some(),
            training: self.to_step.is_some(),
            ..Needs::NETWORK
        }
    }

    fn work(&self) -> Work<'_> {
        match self.to_step {
            None => Work::Change(self),
            Some(step) => Work::Repeat(step),
        }
    }
}

/// Without a step.
impl Changes for Rewind {
    fn change(&self, state: &mut State, _: Option<&Split>) -> Result<()> {
        let start = state.past.start.clone();
        state.take_weights(&start);
        Ok(())
    }

    fn is_instant(&self) -> bool {
        true
    }
}
