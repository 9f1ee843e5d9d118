//! Training that records every weight's movement for the score of that name; a mask that is there is kept.

use super::base::{
    Batch, Brought, Exact, Hook, Needs, Operation, TrainConfig, TrainPlan, Trains, Work,
    field::fields,
};
use super::state::State;
use crate::Result;
use crate::data::dataset::Dataset;
use crate::prune::movement::Recorder;
use serde::{Deserialize, Serialize};

/// Training that records movement.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Movement {
    /// How.
    pub config: TrainConfig,
    /// Batches after which it was ended early.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stop_after: Option<u32>,
}

impl Operation for Movement {
    fields!(config);

    fn needs(&self) -> Needs {
        Needs::IMAGES
    }

    fn work(&self) -> Work<'_> {
        Work::Train(self)
    }
}

impl Trains for Movement {
    fn config(&self) -> &TrainConfig {
        &self.config
    }

    fn stop_after(&self) -> Option<u32> {
        self.stop_after
    }

    fn begin(&self, state: &mut State, plan: &TrainPlan, _: &Dataset) -> Result<Brought> {
        let brought = Brought::learner(Exact::new(&state.model, plan.optimizer));
        Ok(brought.with(Recording {
            recorder: Recorder::new(&state.model),
        }))
    }
}

/// Records movement before every batch.
#[derive(Debug)]
struct Recording {
    recorder: Recorder,
}

impl Hook for Recording {
    fn before_batch(&mut self, batch: &mut Batch<'_>) -> Result<()> {
        self.recorder
            .observe(&batch.state.model, batch.train, batch.images);
        Ok(())
    }

    fn after_measuring(&mut self, state: &mut State) {
        state.movement = Some(self.recorder.movement().clone());
    }

    fn only_records(&self) -> bool {
        true
    }
}
