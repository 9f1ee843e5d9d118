//! The optimiser as a field: bounds of its numbers.

use super::field::{Field, Value};
use crate::Result;
use crate::check::{self, Limit, within};
use crate::nn::optim::Optimizer;

/// The optimiser of a training.
pub const OPTIMIZER: Field = Field::other("optimizer", "optimizer");
/// Its learning rate.
pub const LR: Field = Field::number("lr", "learning rate", Limit::real(1e-8, 1000.0));
/// Momentum of stochastic gradient descent.
pub const MOMENTUM: Field = Field::number("momentum", "momentum", Limit::real(0.0, 0.999));
/// Weight decay.
pub const WEIGHT_DECAY: Field = Field::number("weightDecay", "weight decay", check::RATIO);
/// The least momentum that Nesterov's variant looks ahead along.
const LEAST_NESTEROV: f64 = 0.01;

impl Value for Optimizer {
    fn check(&self, _: &Field) -> Result<()> {
        LR.check(self.lr())?;
        match *self {
            Self::Adam { .. } => Ok(()),
            Self::AdamW { weight_decay, .. } => WEIGHT_DECAY.check(weight_decay),
            Self::Sgd {
                momentum,
                nesterov,
                weight_decay,
                ..
            } => {
                MOMENTUM.check(momentum)?;
                if nesterov {
                    within(MOMENTUM.what, momentum, LEAST_NESTEROV, 0.999)?;
                }
                WEIGHT_DECAY.check(weight_decay)
            }
        }
    }
}
