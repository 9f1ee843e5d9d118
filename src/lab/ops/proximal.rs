//! Training with an L1 penalty by proximal steps: after every step of the optimiser each weight moves towards zero by
//! learning rate times lambda and stops there. What is zero at the end is pruned from then on.

use super::base::{
    Brought, Exact, Field, Hook, Needs, Operation, TrainConfig, TrainPlan, Trains, Work,
    field::fields,
};
use super::state::State;
use crate::Result;
use crate::check::Limit;
use crate::data::dataset::Dataset;
use crate::nn::dense::Dense;
use serde::{Deserialize, Serialize};

/// Weight of the penalty.
pub const LAMBDA: Field = Field::number(
    "lambda",
    "weight of the L1 penalty",
    Limit::real(0.0, 100.0),
);

/// Training with an L1 penalty.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Proximal {
    /// Weight of the penalty lambda sum |w|.
    pub lambda: f64,
    /// How it is trained.
    pub config: TrainConfig,
    /// Batches after which it was ended early.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stop_after: Option<u32>,
}

impl Default for Proximal {
    fn default() -> Self {
        Self {
            lambda: 0.03,
            config: TrainConfig::default(),
            stop_after: None,
        }
    }
}

impl Operation for Proximal {
    fields!(config, lambda: LAMBDA);

    fn needs(&self) -> Needs {
        Needs::IMAGES
    }

    fn work(&self) -> Work<'_> {
        Work::Train(self)
    }
}

impl Trains for Proximal {
    fn config(&self) -> &TrainConfig {
        &self.config
    }

    fn stop_after(&self) -> Option<u32> {
        self.stop_after
    }

    fn begin(&self, state: &mut State, plan: &TrainPlan, _: &Dataset) -> Result<Brought> {
        let by = (self.lambda * plan.optimizer.lr()) as f32;
        let brought = Brought::learner(Exact::new(&state.model, plan.optimizer));
        Ok(brought.with(Shrinkage { by }))
    }
}

/// Moves every weight towards zero after a batch.
#[derive(Debug)]
struct Shrinkage {
    by: f32,
}

impl Hook for Shrinkage {
    fn after_batch(&mut self, state: &mut State) {
        let layers = state.model.layers_mut().iter_mut();
        layers.for_each(|layer| layer.soft_threshold(self.by));
    }

    fn at_end(&mut self, state: &mut State) {
        let before = state.model.clone();
        let layers = state.model.layers_mut().iter_mut();
        layers.for_each(Dense::mask_zeros);
        state.past.note_cut(&before, &state.model);
    }
}
