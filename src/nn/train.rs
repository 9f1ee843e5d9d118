//! One step of training: forward, backward, update.
//!
//! Where weights are rounded ([`Trainer::step_through`]) the gradient at the rounded ones is taken for that at the exact
//! ones, which learn: the straight-through estimator (Bengio, Leonard & Courville 2013, arXiv:1308.3432). Where inputs of
//! layers are rounded it is the same with them, but nothing passes where they are cut at the highest level.

use super::distil::Lesson;
use super::input_rounding::InputRounding;
use super::loss;
use super::mlp::{Activations, Mlp};
use super::optim::{Optimizer, State};
use crate::data::dataset::Split;
use prunelab_kernels::dense;
use prunelab_kernels::rows::{Columns, Rows};

/// A network's optimiser and buffers during training.
#[derive(Debug, Clone)]
pub struct Trainer {
    state: State,
    activations: Activations,
    columns: Columns,
    labels: Vec<u8>,
    /// Hidden outputs that lie above the highest level.
    cut: Vec<usize>,
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
            cut: Vec::new(),
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
            Self::load(split, batch, images, labels);
        })
    }

    /// As [`Trainer::step`], but the loss is that of distillation: what `lesson` says of the images counts as well.
    pub fn step_taught(
        &mut self,
        model: &mut Mlp,
        split: &Split,
        batch: &[u32],
        lesson: &Lesson,
    ) -> f32 {
        let loss = self.gradients_by(
            model,
            |images, labels| Self::load(split, batch, images, labels),
            |logits, width, _, labels| lesson.backward(logits, width, labels, batch),
        );
        self.descend(loss, model);
        loss
    }

    /// The images `batch` of `split` as inputs and labels.
    pub(super) fn load(split: &Split, batch: &[u32], images: &mut Rows, labels: &mut Vec<u8>) {
        images.clear(split.pixels());
        for &i in batch {
            let (columns, levels) = split.row(i as usize);
            images.push_grey(columns, levels);
            labels.push(split.labels()[i as usize]);
        }
    }

    /// The same on a batch that `load` writes: inputs, and one label a row.
    pub fn step_on(&mut self, model: &mut Mlp, load: impl FnOnce(&mut Rows, &mut Vec<u8>)) -> f32 {
        let loss = self.gradients_on(model, load);
        self.descend(loss, model);
        loss
    }

    /// As [`Trainer::step`], but the images are seen through `seen`, while `exact`, of the same shape, learns.
    pub fn step_through(
        &mut self,
        seen: &Mlp,
        exact: &mut Mlp,
        split: &Split,
        batch: &[u32],
    ) -> f32 {
        self.step_through_on(seen, exact, |images, labels| {
            Self::load(split, batch, images, labels);
        })
    }

    /// The same on a batch that `load` writes: inputs, and one label a row.
    pub fn step_through_on(
        &mut self,
        seen: &Mlp,
        exact: &mut Mlp,
        load: impl FnOnce(&mut Rows, &mut Vec<u8>),
    ) -> f32 {
        let loss = self.gradients_on(seen, load);
        self.descend(loss, exact);
        loss
    }

    /// Forward and backward on a batch that `load` writes; its mean loss.
    pub(super) fn gradients_on(
        &mut self,
        model: &Mlp,
        load: impl FnOnce(&mut Rows, &mut Vec<u8>),
    ) -> f32 {
        self.gradients_by(model, load, loss::backward)
    }

    /// The same of another loss: `backward` turns logits, their width, the number of classes and labels into gradients
    /// in place and returns the mean.
    fn gradients_by(
        &mut self,
        model: &Mlp,
        load: impl FnOnce(&mut Rows, &mut Vec<u8>),
        backward: impl FnOnce(&mut [f32], usize, usize, &[u8]) -> f32,
    ) -> f32 {
        self.labels.clear();
        load(&mut self.activations.inputs[0], &mut self.labels);
        self.gradients(model, backward)
    }

    /// After [`Trainer::gradients_on`]: a layer's inputs, and the gradient at its outputs, (images, padded outputs).
    pub(super) fn gradients_of(&mut self, layer: usize) -> (&Columns, &[f32]) {
        self.columns.assign(&self.activations.inputs[layer]);
        (&self.columns, &self.activations.outputs[layer])
    }

    /// Takes the optimiser's step, unless the loss is not finite.
    fn descend(&mut self, loss: f32, model: &mut Mlp) {
        if loss.is_finite() {
            self.state.begin_step();
            for (l, layer) in model.layers_mut().iter_mut().enumerate() {
                self.columns.assign(&self.activations.inputs[l]);
                self.state
                    .descend(l, layer, &self.columns, &self.activations.outputs[l]);
            }
        }
    }

    /// Forward and backward: afterwards `outputs[l]` holds the gradient at layer l's outputs.
    fn gradients(
        &mut self,
        model: &Mlp,
        backward: impl FnOnce(&mut [f32], usize, usize, &[u8]) -> f32,
    ) -> f32 {
        self.activations.forward(model);
        let Activations { inputs, outputs } = &mut self.activations;
        let layers = model.layers();
        let last = layers.len() - 1;
        let loss = backward(
            &mut outputs[last],
            layers[last].width(),
            layers[last].outputs(),
            &self.labels,
        );
        for l in (1..=last).rev() {
            let (before, after) = outputs.split_at_mut(l);
            let layer = &layers[l];
            self.cut.clear();
            if let Some(most) = model.input_rounding().get(l).map(InputRounding::most) {
                let above = before[l - 1].iter().enumerate();
                self.cut
                    .extend(above.filter(|&(_, &z)| z > most).map(|(at, _)| at));
            }
            dense::backward(
                &inputs[l],
                layer.padded_weights(),
                &after[0],
                layer.outputs(),
                &mut before[l - 1],
            );
            for &at in &self.cut {
                before[l - 1][at] = 0.0;
            }
        }
        loss
    }
}
