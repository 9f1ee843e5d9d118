//! Training; a mask that is there is kept.

use super::base::{
    Brought, Exact, Needs, Operation, TrainConfig, TrainPlan, Trains, Work, field::fields,
};
use super::state::State;
use crate::Result;
use crate::data::dataset::Dataset;
use serde::{Deserialize, Serialize};

/// Training; a mask that is there is kept.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Train {
    /// How.
    pub config: TrainConfig,
    /// Batches after which it was ended early.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stop_after: Option<u32>,
}

impl Operation for Train {
    fields!(config);

    fn needs(&self) -> Needs {
        Needs::IMAGES
    }

    fn work(&self) -> Work<'_> {
        Work::Train(self)
    }
}

impl Trains for Train {
    fn config(&self) -> &TrainConfig {
        &self.config
    }

    fn stop_after(&self) -> Option<u32> {
        self.stop_after
    }

    fn begin(&self, state: &mut State, plan: &TrainPlan, _: &Dataset) -> Result<Brought> {
        Ok(Brought::learner(Exact::new(&state.model, plan.optimizer)))
    }
}
