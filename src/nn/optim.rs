//! Optimisers with PyTorch's equations: Adam (Kingma & Ba 2015, arXiv:1412.6980), AdamW (Loshchilov &
//! Hutter 2019, arXiv:1711.05101) and SGD with momentum, Nesterov's variant and weight decay
//! (Sutskever et al. 2013).
//!
//! A masked weight has zero gradient and zero moments, and weight decay multiplies it: it stays zero.

use super::dense::Dense;
use super::kernels::{self, Moments, Parameters, Rule};
use super::lanes::F4;
use super::rows::Columns;
use serde::{Deserialize, Serialize};

const BETA1: f64 = 0.9;
const BETA2: f64 = 0.999;
const EPS: f32 = 1e-8;
/// Steps between two flushes of tiny moments: 0.9^64 = 1e-3.
const FLUSH_STEPS: u64 = 64;

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
        /// Fraction (times `lr`) of every parameter that is subtracted in a step.
        weight_decay: f64,
    },
    /// Stochastic gradient descent.
    Sgd {
        /// Learning rate.
        lr: f64,
        /// Fraction of the last step's direction that is kept.
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

/// An optimiser at work on one network: its settings, moments and step count.
#[derive(Debug, Clone)]
pub struct State {
    optimizer: Optimizer,
    layers: Vec<Moments>,
    beta1_power: f64,
    beta2_power: f64,
    steps: u64,
}

impl State {
    /// A fresh state for `layers`.
    #[must_use]
    pub fn new(optimizer: Optimizer, layers: &[Dense]) -> Self {
        let two = match optimizer {
            Optimizer::Adam { .. } | Optimizer::AdamW { .. } => true,
            Optimizer::Sgd { .. } => false,
        };
        let moments = |layer: &Dense| Moments::zeros(layer.inputs(), layer.outputs(), two);
        Self {
            optimizer,
            layers: layers.iter().map(moments).collect(),
            beta1_power: 1.0,
            beta2_power: 1.0,
            steps: 0,
        }
    }

    /// Begins a step: every layer's [`State::descend`] belongs to it.
    pub fn begin_step(&mut self) {
        self.beta1_power *= BETA1;
        self.beta2_power *= BETA2;
        self.steps += 1;
        if self.steps.is_multiple_of(FLUSH_STEPS) {
            self.layers.iter_mut().for_each(Moments::flush);
        }
    }

    /// Forgets the direction of weights that were pruned since the last step.
    pub fn forget_pruned(&mut self, layers: &mut [Dense]) {
        for (moments, layer) in self.layers.iter_mut().zip(layers) {
            let outputs = layer.outputs();
            if let (_, _, Some(mask)) = layer.parameters_mut() {
                moments.forget_masked(mask, outputs);
            }
        }
    }

    /// Updates layer `index` by the gradient of a batch: its `inputs` and the loss's gradient `delta` at
    /// its outputs, (images, padded outputs).
    pub fn descend(&mut self, index: usize, layer: &mut Dense, inputs: &Columns, delta: &[f32]) {
        let moments = &mut self.layers[index];
        let outputs = layer.outputs();
        let (weights, bias, mask) = layer.parameters_mut();
        let p = &mut Parameters {
            weights,
            bias,
            mask,
        };
        let adam = |lr: f64, decay: f64| AdamRule {
            beta1: F4::splat(BETA1 as f32),
            rest1: F4::splat(1.0 - BETA1 as f32),
            beta2: F4::splat(BETA2 as f32),
            rest2: F4::splat(1.0 - BETA2 as f32),
            step: F4::splat((lr / (1.0 - self.beta1_power)) as f32),
            scale: F4::splat((1.0 / (1.0 - self.beta2_power).sqrt()) as f32),
            eps: F4::splat(EPS),
            keep: F4::splat((1.0 - lr * decay) as f32),
        };
        match self.optimizer {
            Optimizer::Adam { lr } => {
                kernels::descend(inputs, delta, outputs, &adam(lr, 0.0), p, moments);
            }
            Optimizer::AdamW { lr, weight_decay } => {
                let rule = DecayedRule(adam(lr, weight_decay));
                kernels::descend(inputs, delta, outputs, &rule, p, moments);
            }
            Optimizer::Sgd {
                lr,
                momentum,
                nesterov,
                weight_decay,
            } => {
                let rule = SgdRule {
                    lr: F4::splat(lr as f32),
                    momentum: F4::splat(momentum as f32),
                    nesterov,
                    weight_decay: F4::splat(weight_decay as f32),
                };
                kernels::descend(inputs, delta, outputs, &rule, p, moments);
            }
        }
    }
}

/// w -= step * m / (scale * sqrt(v) + eps), step = lr / (1 - beta1^t), scale = 1 / sqrt(1 - beta2^t).
#[derive(Clone, Copy)]
struct AdamRule {
    beta1: F4,
    /// 1 - beta1.
    rest1: F4,
    beta2: F4,
    /// 1 - beta2.
    rest2: F4,
    step: F4,
    scale: F4,
    eps: F4,
    keep: F4,
}

impl Rule for AdamRule {
    const IDLE_IS_FIXED: bool = true;
    const SECOND: bool = true;

    #[inline(always)]
    fn apply(&self, g: F4, w: &mut F4, m: &mut F4, v: &mut F4) {
        *m = self.beta1.madd(*m, self.rest1 * g);
        *v = self.beta2.madd(*v, self.rest2 * (g * g));
        *w = *w - self.step * *m / v.sqrt().madd(self.scale, self.eps);
    }
}

/// AdamW: every parameter shrinks by `keep` first, also where there is no gradient.
#[derive(Clone, Copy)]
struct DecayedRule(AdamRule);

impl Rule for DecayedRule {
    const IDLE_IS_FIXED: bool = false;
    const SECOND: bool = true;

    #[inline(always)]
    fn apply(&self, g: F4, w: &mut F4, m: &mut F4, v: &mut F4) {
        *w = *w * self.0.keep;
        self.0.apply(g, w, m, v);
    }
}

/// d = g + weight_decay w; m = momentum m + d; w -= lr (d + momentum m) with Nesterov, else lr m.
#[derive(Clone, Copy)]
struct SgdRule {
    lr: F4,
    momentum: F4,
    nesterov: bool,
    weight_decay: F4,
}

impl Rule for SgdRule {
    const IDLE_IS_FIXED: bool = false;
    const SECOND: bool = false;

    #[inline(always)]
    fn apply(&self, g: F4, w: &mut F4, m: &mut F4, _: &mut F4) {
        let d = self.weight_decay.madd(*w, g);
        *m = self.momentum.madd(*m, d);
        let direction = if self.nesterov {
            self.momentum.madd(*m, d)
        } else {
            *m
        };
        *w = *w - self.lr * direction;
    }
}
