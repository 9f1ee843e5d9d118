//! The trap: the same pruned network fine-tuned with its mask and without it, so that pruned weights regrow.

use super::checked;
use crate::Result;
use crate::lab::ops::{FineTune, MaskChoice, Method, Op, Prune, TrainConfig};
use serde::{Deserialize, Serialize};

/// Pruning, and fine-tuning with and without the mask.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Trap {
    /// What is pruned first.
    pub method: Method,
    /// Fraction that is pruned.
    pub ratio: f64,
    /// The fine-tuning.
    pub config: TrainConfig,
}

/// One of the two lists.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Side {
    /// What becomes of the mask.
    pub mask: MaskChoice,
    /// Prune, fine-tune.
    pub ops: Vec<Op>,
}

impl Trap {
    /// Returns both lists; the one that keeps the mask first.
    ///
    /// # Errors
    /// Those of [`Op::check`].
    pub fn trials(&self) -> Result<Vec<Side>> {
        let side = |mask: MaskChoice| {
            let prune = Prune {
                method: self.method.clone(),
                ratio: self.ratio,
            };
            let tune = FineTune {
                config: self.config,
                mask,
                stop_after: None,
            };
            let ops = checked(vec![prune.into(), tune.into()])?;
            Ok(Side { mask, ops })
        };
        [MaskChoice::Keep, MaskChoice::Forget]
            .into_iter()
            .map(side)
            .collect()
    }
}
