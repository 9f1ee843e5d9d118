//! Gradual pruning (Zhu & Gupta 2017, arXiv:1710.01878): about ten prunings an epoch, and the last quarter of the training
//! heals what the last of them hurt.

use super::{BUILT_IN, checked, three_quarters};
use crate::Result;
use crate::lab::ops::{self, Method, Op, TrainConfig};
use serde::{Deserialize, Serialize};

/// Prunings an epoch.
const AN_EPOCH: u32 = 10;

/// Gradual pruning on a data set.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Gradual {
    /// What is pruned first; weights or neurons.
    pub method: Method,
    /// Ratio at the end.
    pub ratio: f64,
    /// The training during which is pruned.
    pub config: TrainConfig,
    /// Training images.
    pub images: usize,
}

impl Default for Gradual {
    fn default() -> Self {
        Self {
            method: Method::default(),
            ratio: 0.9,
            config: TrainConfig::default().with_epochs(5),
            images: BUILT_IN,
        }
    }
}

impl Gradual {
    /// Returns the operation.
    ///
    /// # Errors
    /// Those of [`Op::check`].
    pub fn ops(&self) -> Result<Vec<Op>> {
        let op = ops::Gradual {
            method: self.method.clone(),
            from: 0.0,
            ratio: self.ratio,
            begin: 0,
            end: three_quarters(&self.config, self.images),
            every: (self.config.batches_per_epoch(self.images) / AN_EPOCH).max(1),
            config: self.config,
            stop_after: None,
        };
        checked(vec![op.into()])
    }
}
