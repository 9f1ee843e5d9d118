//! Optimisers with PyTorch's equations: Adam (Kingma & Ba 2015, arXiv:1412.6980), AdamW (Loshchilov &
//! Hutter 2019, arXiv:1711.05101) and SGD with momentum, Nesterov's variant and weight decay
//! (Sutskever et al. 2013).
//!
//! A masked weight has zero gradient and zero moments, and weight decay multiplies it: it stays zero.

use super::dense::Dense;
use super::kernels::{self, Columns, Parameters, Rule};
use serde::{Deserialize, Serialize};

const BETA1: f64 = 0.9;
const BETA2: f64 = 0.999;
const EPS: f32 = 1e-8;

/// Which optimiser, with the learning rate `lr` and its other settings.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase",
    deny_unknown_fields
)]
pub enum Optimizer {
    /// Adam with betas 0.9 and 0.999, eps 1e-8.
    Adam {
        /// Learning rate.
        lr: f64,
    },
    /// Adam with decoupled weight decay.
    AdamW {
        /// Learning rate.
        lr: f64,
        /// Share (times `lr`) of every parameter that is taken away a step.
        weight_decay: f64,
    },
    /// Stochastic gradient descent.
    Sgd {
        /// Learning rate.
        lr: f64,
        /// Share of the last step's direction that is kept.
        momentum: f64,
        /// Whether to look ahead along the momentum.
        nesterov: bool,
        /// Multiple of the parameters added to the gradient.
        weight_decay: f64,
    },
}

impl Optimizer {
    /// The learning rate.
    #[must_use]
    pub fn lr(&self) -> f64 {
        match *self {
            Self::Adam { lr } | Self::AdamW { lr, .. } | Self::Sgd { lr, .. } => lr,
        }
    }
}

/// Moments of one layer, biases in the last row: (inputs + 1, padded outputs).
#[derive(Debug, Clone)]
struct Moments {
    m: Vec<f32>,
    v: Vec<f32>,
    live: Vec<bool>,
}

/// An optimiser at work on one network: its settings, moments and step count.
#[derive(Debug, Clone)]
pub struct State {
    optimizer: Optimizer,
    layers: Vec<Moments>,
    beta1_power: f64,
    beta2_power: f64,
}

impl State {
    /// A fresh state for `layers`.
    #[must_use]
    pub fn new(optimizer: Optimizer, layers: &[Dense]) -> Self {
        let two = !matches!(optimizer, Optimizer::Sgd { .. });
        let moments = |layer: &Dense| {
            let rows = layer.inputs() + 1;
            let size = rows * layer.width();
            Moments {
                m: vec![0.0; size],
                v: vec![0.0; if two { size } else { 0 }],
                live: vec![false; rows],
            }
        };
        Self {
            optimizer,
            layers: layers.iter().map(moments).collect(),
            beta1_power: 1.0,
            beta2_power: 1.0,
        }
    }

    /// Begins a step: every layer's [`State::descend`] belongs to it.
    pub fn begin_step(&mut self) {
        self.beta1_power *= BETA1;
        self.beta2_power *= BETA2;
    }

    /// Updates layer `index` by the gradient of a batch: its `inputs` and the loss's gradient `delta` at
    /// its outputs, (images, padded outputs).
    pub fn descend(&mut self, index: usize, layer: &mut Dense, inputs: &Columns, delta: &[f32]) {
        let Moments { m, v, live } = &mut self.layers[index];
        let width = layer.width();
        let (weights, bias, mask) = layer.parameters_mut();
        let p = &mut Parameters {
            weights,
            bias,
            mask,
            m,
            v,
            live,
        };
        let adam = |lr: f64, decay: f64| AdamRule {
            beta1: BETA1 as f32,
            beta2: BETA2 as f32,
            step: (lr / (1.0 - self.beta1_power)) as f32,
            scale: (1.0 / (1.0 - self.beta2_power).sqrt()) as f32,
            keep: (1.0 - lr * decay) as f32,
        };
        match self.optimizer {
            Optimizer::Adam { lr } => kernels::descend(inputs, delta, width, &adam(lr, 0.0), p),
            Optimizer::AdamW { lr, weight_decay } => {
                kernels::descend(
                    inputs,
                    delta,
                    width,
                    &DecayedRule(adam(lr, weight_decay)),
                    p,
                );
            }
            Optimizer::Sgd {
                lr,
                momentum,
                nesterov,
                weight_decay,
            } => {
                let rule = SgdRule {
                    lr: lr as f32,
                    momentum: momentum as f32,
                    nesterov,
                    weight_decay: weight_decay as f32,
                };
                kernels::descend(inputs, delta, width, &rule, p);
            }
        }
    }
}

/// w -= step * m / (scale * sqrt(v) + eps), step = lr / (1 - beta1^t), scale = 1 / sqrt(1 - beta2^t).
#[derive(Clone, Copy)]
struct AdamRule {
    beta1: f32,
    beta2: f32,
    step: f32,
    scale: f32,
    keep: f32,
}

impl Rule for AdamRule {
    const IDLE_IS_FIXED: bool = true;

    #[inline(always)]
    fn apply<const C: usize>(
        &self,
        g: &[f32; C],
        w: &mut [f32; C],
        m: &mut [f32; C],
        v: &mut [f32; C],
    ) {
        for j in 0..C {
            m[j] = self.beta1 * m[j] + (1.0 - self.beta1) * g[j];
            v[j] = self.beta2 * v[j] + (1.0 - self.beta2) * (g[j] * g[j]);
            w[j] -= self.step * m[j] / (v[j].sqrt() * self.scale + EPS);
        }
    }
}

/// AdamW: every parameter shrinks by `keep` first, also where there is no gradient.
#[derive(Clone, Copy)]
struct DecayedRule(AdamRule);

impl Rule for DecayedRule {
    const IDLE_IS_FIXED: bool = false;

    #[inline(always)]
    fn apply<const C: usize>(
        &self,
        g: &[f32; C],
        w: &mut [f32; C],
        m: &mut [f32; C],
        v: &mut [f32; C],
    ) {
        for value in w.iter_mut() {
            *value *= self.0.keep;
        }
        self.0.apply(g, w, m, v);
    }
}

/// d = g + weight_decay w; m = momentum m + d; w -= lr (d + momentum m) with Nesterov, else lr m.
#[derive(Clone, Copy)]
struct SgdRule {
    lr: f32,
    momentum: f32,
    nesterov: bool,
    weight_decay: f32,
}

impl Rule for SgdRule {
    const IDLE_IS_FIXED: bool = false;

    #[inline(always)]
    fn apply<const C: usize>(
        &self,
        g: &[f32; C],
        w: &mut [f32; C],
        m: &mut [f32; C],
        _: &mut [f32; C],
    ) {
        for j in 0..C {
            let d = g[j] + self.weight_decay * w[j];
            m[j] = self.momentum * m[j] + d;
            let direction = if self.nesterov {
                d + self.momentum * m[j]
            } else {
                m[j]
            };
            w[j] -= self.lr * direction;
        }
    }
}
