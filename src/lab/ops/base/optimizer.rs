//! The optimiser as a field: bounds of its numbers.

use super::field::{Field, Kind, Value};
use super::place::Place;
use crate::Result;
use crate::check::{self, Limit, within};
use crate::nn::optim::Optimizer;
use crate::piece::{LinkError, number_text, quoted};

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
/// What stands in a link for Nesterov's variant and for the plain one.
const NESTEROV: &str = "nesterov";
const PLAIN: &str = "plain";

/// Returns every optimiser with its defaults.
#[must_use]
pub fn all() -> [Optimizer; 3] {
    [
        Optimizer::Adam { lr: 0.001 },
        Optimizer::AdamW {
            lr: 0.001,
            weight_decay: 0.01,
        },
        Optimizer::Sgd {
            lr: 0.1,
            momentum: 0.9,
            nesterov: true,
            weight_decay: 0.0,
        },
    ]
}

/// Returns the fields of an optimiser in the order of its link.
#[must_use]
pub fn fields_of(optimizer: &Optimizer) -> &'static [Field] {
    match optimizer {
        Optimizer::Adam { .. } => &[LR],
        Optimizer::AdamW { .. } => &[LR, WEIGHT_DECAY],
        Optimizer::Sgd { .. } => &[LR, MOMENTUM, WEIGHT_DECAY],
    }
}

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

    fn write(&self, _: &[String]) -> String {
        let text = number_text;
        match *self {
            Self::Adam { lr } => format!("adam,{}", text(lr)),
            Self::AdamW { lr, weight_decay } => {
                format!("adamw,{},{}", text(lr), text(weight_decay))
            }
            Self::Sgd {
                lr,
                momentum,
                nesterov,
                weight_decay,
            } => {
                let kind = if nesterov { NESTEROV } else { PLAIN };
                let (lr, momentum) = (text(lr), text(momentum));
                format!("sgd,{lr},{momentum},{kind},{}", text(weight_decay))
            }
        }
    }

    fn read(&mut self, text: &str, _: &Field, _: &Place<'_>) -> std::result::Result<(), LinkError> {
        let parts: Vec<&str> = text.split(',').collect();
        *self = match parts[..] {
            ["adam", lr] => Self::Adam { lr: LR.read(lr)? },
            ["adamw", lr, weight_decay] => Self::AdamW {
                lr: LR.read(lr)?,
                weight_decay: WEIGHT_DECAY.read(weight_decay)?,
            },
            ["sgd", lr, momentum, kind @ (NESTEROV | PLAIN), weight_decay] => Self::Sgd {
                lr: LR.read(lr)?,
                momentum: MOMENTUM.read(momentum)?,
                nesterov: kind == NESTEROV,
                weight_decay: WEIGHT_DECAY.read(weight_decay)?,
            },
            _ => {
                return Err(LinkError::Optimizer {
                    piece: quoted(text),
                });
            }
        };
        Ok(())
    }

    fn kind(&self) -> Kind {
        Kind::Optimizer
    }
}
