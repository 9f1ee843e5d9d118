//! Sparse training: from a random start with Erdos-Renyi densities, whose weights stay (the control), or are dropped by
//! magnitude and grown at random (SET, Mocanu et al. 2018, arXiv:1707.04780) or by gradient (RigL, Evci et al. 2020,
//! arXiv:1911.11134); or from a dense start with an L1 penalty. Drop-and-grow ends after three
//! quarters of the training, so that the last quarter heals.

use super::{BUILT_IN, as_written, checked, init, three_quarters, train};
use crate::Result;
use crate::check::Limit;
use crate::choice::{Choice, by_name};
use crate::lab::ops::base::Field;
use crate::lab::ops::base::config::EPOCHS;
use crate::lab::ops::drop_grow::{EVERY, FRACTION};
use crate::lab::ops::proximal::LAMBDA;
use crate::lab::ops::{DropGrow, Growth, Init, Method, Op, Proximal, Prune, TrainConfig};
use crate::prune::rule::Rule;
use crate::prune::scope::Scope;
use crate::prune::score::Score;
use serde::{Deserialize, Serialize};

/// Its numbers in forms.
pub const FIELDS: [Field; 5] = [
    Field::number("density", "density", Limit::real(0.001, 0.99)),
    Field::number("fraction", FRACTION.what, Limit::real(0.001, 1.0)),
    EVERY,
    LAMBDA,
    EPOCHS,
];

/// What makes a network sparse while it is trained.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Technique {
    /// Weights are dropped by magnitude and grown by gradient.
    Rigl,
    /// Weights are dropped by magnitude and grown at random.
    Set,
    /// The random mask stays: the control.
    Static,
    /// An L1 penalty by proximal steps.
    L1,
}

impl Choice for Technique {
    const WHAT: &'static str = "technique";
    const ALL: &'static [Self] = &[Self::Rigl, Self::Set, Self::Static, Self::L1];

    fn name(&self) -> &'static str {
        match self {
            Self::Rigl => "rigl",
            Self::Set => "set",
            Self::Static => "static",
            Self::L1 => "l1",
        }
    }
}

by_name!(Technique);

impl Technique {
    /// Returns the names of its numbers, beside the epochs.
    #[must_use]
    pub fn fields(self) -> &'static [&'static str] {
        match self {
            Self::Rigl | Self::Set => &["density", "fraction", "every"],
            Self::Static => &["density"],
            Self::L1 => &["lambda"],
        }
    }
}

/// Sparse training on a data set.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Sparse {
    /// What makes it sparse.
    pub technique: Technique,
    /// Units of the hidden layers.
    pub hidden: Vec<usize>,
    /// Seed of the network and of its mask.
    pub seed: u64,
    /// Fraction of all weights that there are; not with L1.
    pub density: f64,
    /// Fraction of a layer's weights that the first drop-and-grow step takes.
    pub fraction: f64,
    /// Batches from one drop-and-grow step to the next.
    pub every: u32,
    /// Batches from which on nothing is dropped; three quarters of the training where nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<u32>,
    /// Weight of the L1 penalty.
    pub lambda: f64,
    /// The training.
    pub config: TrainConfig,
    /// Training images.
    pub images: usize,
}

impl Default for Sparse {
    fn default() -> Self {
        let Init { hidden, seed } = Init::default();
        Self {
            technique: Technique::Rigl,
            hidden,
            seed,
            density: 0.1,
            fraction: 0.3,
            every: 50,
            end: None,
            lambda: 0.03,
            config: TrainConfig::default(),
            images: BUILT_IN,
        }
    }
}

impl Sparse {
    /// Returns the operations: init, prune at random, train; or init and train with the penalty.
    ///
    /// # Errors
    /// Those of [`Op::check`].
    pub fn ops(&self) -> Result<Vec<Op>> {
        let start = init(&self.hidden, self.seed);
        let mask = Prune {
            method: Method {
                score: Score::Random,
                seed: self.seed,
                ..Method::magnitude(Scope::ErdosRenyi, Rule::Exact)
            },
            ratio: as_written(1.0 - self.density),
        };
        checked(match self.technique {
            Technique::Rigl => vec![start, mask.into(), self.drop_grow(Growth::Gradient)],
            Technique::Set => vec![start, mask.into(), self.drop_grow(Growth::Random)],
            Technique::Static => vec![start, mask.into(), train(self.config)],
            Technique::L1 => {
                let proximal = Proximal {
                    lambda: self.lambda,
                    config: self.config,
                    stop_after: None,
                };
                vec![start, proximal.into()]
            }
        })
    }

    fn drop_grow(&self, grow: Growth) -> Op {
        let three_quarters = three_quarters(&self.config, self.images);
        let op = DropGrow {
            grow,
            fraction: self.fraction,
            every: self.every,
            end: self.end.unwrap_or(three_quarters.max(1)),
            config: self.config,
            stop_after: None,
        };
        op.into()
    }
}
