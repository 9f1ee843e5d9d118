//! Quantisation-aware training with the straight-through estimator: every batch sees the weights on their levels, while
//! exact weights behind them learn; it ends with those on the levels. The range of activations is found before.

use super::base::{
    Brought, Learner, Needs, Operation, TrainConfig, TrainPlan, Trains, Work, field::fields,
};
use super::quantize::{DEFAULT_SCHEME, SCHEME};
use super::state::State;
use crate::Result;
use crate::compress::encoding::Encoding;
use crate::compress::quantize::{quantize, round_into};
use crate::compress::scheme::Scheme;
use crate::data::dataset::{Dataset, Split};
use crate::nn::mlp::Mlp;
use crate::nn::train::Trainer;
use serde::{Deserialize, Serialize};

/// Quantisation-aware training.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct QuantizeTune {
    /// How the weights are rounded.
    pub scheme: Scheme,
    /// How it is trained.
    pub config: TrainConfig,
    /// Batches after which it was ended early.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stop_after: Option<u32>,
}

impl Default for QuantizeTune {
    fn default() -> Self {
        Self {
            scheme: DEFAULT_SCHEME,
            config: TrainConfig::default().with_epochs(5),
            stop_after: None,
        }
    }
}

impl Operation for QuantizeTune {
    fields!(config, scheme: SCHEME);

    fn needs(&self) -> Needs {
        Needs::IMAGES
    }

    fn work(&self) -> Work<'_> {
        Work::Train(self)
    }
}

impl Trains for QuantizeTune {
    fn config(&self) -> &TrainConfig {
        &self.config
    }

    fn stop_after(&self) -> Option<u32> {
        self.stop_after
    }

    fn begin(&self, state: &mut State, plan: &TrainPlan, data: &Dataset) -> Result<Brought> {
        let learner = Through {
            trainer: Trainer::new(&state.model, plan.optimizer),
            scheme: self.scheme,
            exact: state.model.clone(),
        };
        // The first batch, too, sees rounded weights.
        let encoding = quantize(&mut state.model, &self.scheme, Some(&data.train))?;
        state.encoding = Some(encoding);
        Ok(Brought::learner(learner))
    }
}

/// Exact weights behind rounded ones learn.
#[derive(Debug)]
struct Through {
    trainer: Trainer,
    scheme: Scheme,
    exact: Mlp,
}

impl Learner for Through {
    fn step(&mut self, state: &mut State, train: &Split, batch: &[u32]) -> f32 {
        let exact = &mut self.exact;
        let loss = self.trainer.step_through(&state.model, exact, train, batch);
        if loss.is_finite() {
            let layers = round_into(exact, &self.scheme, &mut state.model);
            state.encoding = Some(Encoding::Quantized {
                scheme: self.scheme,
                layers,
            });
        }
        loss
    }

    fn forget_pruned(&mut self, _: &mut Mlp) {
        self.trainer.forget_pruned(&mut self.exact);
    }
}
