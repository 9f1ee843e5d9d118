//! One step of training: forward, backward, update.

use super::kernels;
use super::loss;
use super::mlp::{Activations, Mlp};
use super::optim::{Optimizer, State};
use super::rows::{Columns, Rows};
use crate::data::dataset::Split;

/// A network's optimiser and buffers during training.
#[derive(Debug, Clone)]
pub struct Trainer {
    state: State,
    activations: Activations,
    columns: Columns,
    labels: Vec<u8>,
}

impl Trainer {
    /// A trainer with a fresh optimiser for `model`.
    #[must_use]
    pub fn new(model: &Mlp, optimizer: Optimizer) -> Self {
        Self {
            state: State::new(optimizer, model.layers()),
            activations: Activations::new(model),
            columns: Columns::default(),
            labels: Vec::new(),
        }
    }

    /// To be called when `model` was pruned between two steps: what the optimiser knows of pruned weights is forgotten.
    pub fn forget_pruned(&mut self, model: &mut Mlp) {
        self.state.forget_pruned(model.layers_mut());
    }

    /// Takes one optimiser step on the images `batch` of `split` and returns their mean loss before it.
    /// When that loss is not finite the network is left as it was.
    pub fn step(&mut self, model: &mut Mlp, split: &Split, batch: &[u32]) -> f32 {
        self.step_on(model, |images, labels| {
            images.clear(split.pixels());
            for &i in batch {
                let (columns, levels) = split.row(i as usize);
                images.push_grey(columns, levels);
                labels.push(split.labels()[i as usize]);
            }
        })
    }

    /// The same on a batch that `load` writes: inputs, and one label a row.
    pub fn step_on(&mut self, model: &mut Mlp, load: impl FnOnce(&mut Rows, &mut Vec<u8>)) -> f32 {
        self.labels.clear();
        load(&mut self.activations.inputs[0], &mut self.labels);
        let loss = self.gradients(model);
        if loss.is_finite() {
            self.state.begin_step();
            for (l, layer) in model.layers_mut().iter_mut().enumerate() {
                self.columns.assign(&self.activations.inputs[l]);
                self.state
                    .descend(l, layer, &self.columns, &self.activations.outputs[l]);
            }
        }
        loss
    }

    /// Forward and backward: afterwards `outputs[l]` holds the gradient at layer l's outputs.
    fn gradients(&mut self, model: &Mlp) -> f32 {
        self.activations.forward(model);
        let Activations { inputs, outputs } = &mut self.activations;
        let layers = model.layers();
        let last = layers.len() - 1;
        let loss = loss::backward(
            &mut outputs[last],
            layers[last].width(),
            layers[last].outputs(),
            &self.labels,
        );
        for l in (1..=last).rev() {
            let (before, after) = outputs.split_at_mut(l);
            let layer = &layers[l];
            kernels::backward(
                &inputs[l],
                layer.padded_weights(),
                &after[0],
                layer.outputs(),
                &mut before[l - 1],
            );
        }
        loss
    }
}
