//! Training after pruning.

use super::base::{
    Brought, Exact, Field, Needs, Operation, TrainConfig, TrainPlan, Trains, Work, field::fields,
};
use super::state::State;
use crate::Result;
use crate::choice::{Choice, by_name};
use crate::data::dataset::Dataset;
use crate::nn::dense::Dense;
use serde::{Deserialize, Serialize};

const MASK: Field = Field::other("mask", "mask");

/// What becomes of the mask while fine-tuning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum MaskChoice {
    /// Pruned weights stay zero after every step.
    #[default]
    Keep,
    /// The mask is forgotten and pruned weights regrow: the trap.
    Forget,
}

impl Choice for MaskChoice {
    const WHAT: &'static str = "mask";
    const ALL: &'static [Self] = &[Self::Keep, Self::Forget];

    fn name(&self) -> &'static str {
        match self {
            Self::Keep => "keep",
            Self::Forget => "forget",
        }
    }
}

by_name!(MaskChoice);

/// Training after pruning.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FineTune {
    /// How.
    pub config: TrainConfig,
    /// Whether pruned weights stay pruned.
    pub mask: MaskChoice,
    /// Batches after which it was ended early.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stop_after: Option<u32>,
}

impl FineTune {
    /// Fine-tuning that keeps the mask.
    #[must_use]
    pub fn keep(config: TrainConfig) -> Self {
        Self {
            config,
            mask: MaskChoice::Keep,
            stop_after: None,
        }
    }
}

impl Default for FineTune {
    fn default() -> Self {
        Self::keep(TrainConfig::default().with_epochs(5))
    }
}

impl Operation for FineTune {
    fields!(config, mask: MASK);

    fn needs(&self) -> Needs {
        Needs::IMAGES
    }

    fn work(&self) -> Work<'_> {
        Work::Train(self)
    }
}

impl Trains for FineTune {
    fn config(&self) -> &TrainConfig {
        &self.config
    }

    fn stop_after(&self) -> Option<u32> {
        self.stop_after
    }

    fn begin(&self, state: &mut State, plan: &TrainPlan, _: &Dataset) -> Result<Brought> {
        match self.mask {
            MaskChoice::Keep => {}
            MaskChoice::Forget => {
                let layers = state.model.layers_mut().iter_mut();
                layers.for_each(Dense::forget_mask);
                state.past.cut = None;
            }
        }
        Ok(Brought::learner(Exact::new(&state.model, plan.optimizer)))
    }
}
