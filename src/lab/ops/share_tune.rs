//! Training of shared values, each by the sum of its weights' gradients; which weight has which value stays.

use super::base::{
    Brought, Learner, Needs, Operation, TrainConfig, TrainPlan, Trains, Work, field::fields,
};
use super::state::State;
use crate::Result;
use crate::compress::encoding;
use crate::compress::encoding::Encoding;
use crate::data::dataset::{Dataset, Split};
use crate::nn::grouped::GroupTrainer;
use crate::nn::mlp::Mlp;
use serde::{Deserialize, Serialize};

/// Training of shared values.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ShareTune {
    /// How.
    pub config: TrainConfig,
    /// Batches after which it was ended early.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stop_after: Option<u32>,
}

impl Default for ShareTune {
    fn default() -> Self {
        Self {
            config: TrainConfig::default().with_epochs(5),
            stop_after: None,
        }
    }
}

impl Operation for ShareTune {
    fields!(config);

    fn needs(&self) -> Needs {
        Needs {
            sharing: true,
            ..Needs::IMAGES
        }
    }

    fn work(&self) -> Work<'_> {
        Work::Train(self)
    }
}

impl Trains for ShareTune {
    fn config(&self) -> &TrainConfig {
        &self.config
    }

    fn stop_after(&self) -> Option<u32> {
        self.stop_after
    }

    fn begin(&self, state: &mut State, plan: &TrainPlan, _: &Dataset) -> Result<Brought> {
        let trainer = GroupTrainer::new(&state.model, plan.optimizer);
        Ok(Brought::learner(Shared(trainer)))
    }
}

/// Shared values learn.
#[derive(Debug)]
struct Shared(GroupTrainer);

impl Learner for Shared {
    fn step(&mut self, state: &mut State, train: &Split, batch: &[u32]) -> f32 {
        let loss = self.0.step(&mut state.model, train, batch);
        if let (true, Some(Encoding::Shared { codebooks, .. })) =
            (loss.is_finite(), &mut state.encoding)
        {
            for (l, book) in codebooks.iter_mut().enumerate() {
                *book = encoding::rising(self.0.centroids(l).to_vec());
            }
        }
        loss
    }

    /// A weight that was pruned keeps no group, so there is nothing to forget of it alone.
    fn forget_pruned(&mut self, _: &mut Mlp) {}
}
