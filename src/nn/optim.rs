//! Optimisers with PyTorch's equations: Adam (Kingma & Ba 2015, arXiv:1412.6980), AdamW (Loshchilov &
//! Hutter 2019, arXiv:1711.05101) and SGD with momentum, Nesterov's variant and weight decay
//! (Sutskever et al. 2013).
//!
//! A masked weight has zero gradient and zero moments, and weight decay multiplies it: it stays zero.

use super::dense::Dense;
use prunelab_kernels::descend::{Adam, Moments, Parameters, Sgd, Step, descend};
use prunelab_kernels::rows::Columns;
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
        let adam = |lr: f64, decay: f64| Adam {
            beta1: BETA1 as f32,
            beta2: BETA2 as f32,
            step: (lr / (1.0 - self.beta1_power)) as f32,
            scale: (1.0 / (1.0 - self.beta2_power).sqrt()) as f32,
            eps: EPS,
            keep: (1.0 - lr * decay) as f32,
        };
        let step = match self.optimizer {
            Optimizer::Adam { lr } => Step::Adam(adam(lr, 0.0)),
            Optimizer::AdamW { lr, weight_decay } => Step::AdamW(adam(lr, weight_decay)),
            Optimizer::Sgd {
                lr,
                momentum,
                nesterov,
                weight_decay,
            } => Step::Sgd(Sgd {
                lr: lr as f32,
                momentum: momentum as f32,
                nesterov,
                weight_decay: weight_decay as f32,
            }),
        };
        descend(inputs, delta, outputs, &step, p, moments);
    }
}
