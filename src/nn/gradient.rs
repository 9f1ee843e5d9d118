//! What images tell of a network beside its answers: every layer's inputs and the loss's gradient at its outputs.
//!
//! Forward: a_0 = pixels, z_l = a_l W_l + b_l, a_(l+1) = max(z_l, 0). Backward, for every image's own loss:
//! d_last = softmax(z) - onehot(label), d_(l-1) = (d_l W_l^T) where a_l > 0, else 0. The gradient of one image at
//! W_l is the outer product of its a_l and d_l. In contrast to training nothing is averaged before it is asked for,
//! so squares of single images' gradients can be had; sums over images are in double precision.
//!
//! Shapes: inputs (images, inputs of the layer), deltas (images, outputs of the layer), gradients (inputs, outputs).

use super::dense::Dense;
use super::loss::softmax;
use super::mlp::Mlp;
use crate::data::dataset::Split;
use prunelab_kernels::products::{add_products, add_scaled, dot};
use prunelab_kernels::rows::grey;

/// Images traced together: few enough to stay in cache.
pub const BLOCK: usize = 64;

/// Inputs and deltas of a block of images.
#[derive(Debug, Clone)]
pub struct Trace {
    images: usize,
    inputs: Vec<Vec<f32>>,
    deltas: Vec<Vec<f32>>,
}

impl Trace {
    /// Buffers for `model`.
    #[must_use]
    pub fn new(model: &Mlp) -> Self {
        let buffers = |width: fn(&Dense) -> usize| {
            let sizes = model.layers().iter().map(|layer| width(layer) * BLOCK);
            sizes.map(|size| vec![0.0; size]).collect()
        };
        Self {
            images: 0,
            inputs: buffers(Dense::inputs),
            deltas: buffers(Dense::outputs),
        }
    }

    /// Number of images in the block.
    #[must_use]
    pub fn images(&self) -> usize {
        self.images
    }

    /// Inputs of a layer, image by image.
    #[must_use]
    pub fn inputs(&self, layer: usize) -> &[f32] {
        &self.inputs[layer]
    }

    /// Gradient of every image's own loss at a layer's outputs, after [`Trace::backward`].
    #[must_use]
    pub fn deltas(&self, layer: usize) -> &[f32] {
        &self.deltas[layer]
    }

    /// Sends at most [`BLOCK`] images forward; the deltas then hold every layer's outputs before ReLU.
    pub fn forward(&mut self, model: &Mlp, split: &Split, images: impl Iterator<Item = usize>) {
        let pixels = split.pixels();
        self.images = 0;
        self.inputs[0].clear();
        for image in images.take(BLOCK) {
            let from = self.inputs[0].len();
            self.inputs[0].resize(from + pixels, 0.0);
            let (columns, levels) = split.row(image);
            for (&column, &level) in columns.iter().zip(levels) {
                self.inputs[0][from + usize::from(column)] = grey(level);
            }
            self.images += 1;
        }
        for (l, layer) in model.layers().iter().enumerate() {
            let outputs = &mut self.deltas[l];
            outputs.clear();
            for _ in 0..self.images {
                outputs.extend_from_slice(layer.bias());
            }
            let rows = self.inputs[l].chunks_exact(layer.inputs());
            for (x, z) in rows.zip(outputs.chunks_exact_mut(layer.outputs())) {
                for (&x, weights) in x.iter().zip(rows_of(layer)) {
                    add_scaled(x, weights, z);
                }
            }
            if let Some(next) = self.inputs.get_mut(l + 1) {
                next.clear();
                next.extend(self.deltas[l].iter().map(|z| z.max(0.0)));
            }
        }
    }

    /// Turns the outputs of [`Trace::forward`] into deltas; `labels` are the same images'.
    pub fn backward(&mut self, model: &Mlp, labels: impl Iterator<Item = u8>) {
        let layers = model.layers();
        let last = layers.len() - 1;
        let rows = self.deltas[last].chunks_exact_mut(layers[last].outputs());
        for (row, label) in rows.zip(labels) {
            softmax(row);
            row[usize::from(label)] -= 1.0;
        }
        for l in (1..=last).rev() {
            let (before, after) = self.deltas.split_at_mut(l);
            let inputs = self.inputs[l].chunks_exact(layers[l].inputs());
            let rows = after[0].chunks_exact(layers[l].outputs());
            let targets = before[l - 1].chunks_exact_mut(layers[l].inputs());
            for ((a, delta), out) in inputs.zip(rows).zip(targets) {
                for ((&a, weights), out) in a.iter().zip(rows_of(&layers[l])).zip(out) {
                    *out = if a > 0.0 { dot(weights, delta) } else { 0.0 };
                }
            }
        }
    }

    /// Adds the sum of the block's gradients at a layer's weights to `sum`.
    pub fn add_gradient(&self, layer: usize, sum: &mut [f32]) {
        add_products(&self.inputs[layer], &self.deltas[layer], self.images, sum);
    }
}

/// Sends the first `images` of `split` through `model` block by block, forward only.
pub fn visit_inputs(model: &Mlp, split: &Split, images: usize, mut visit: impl FnMut(&Trace)) {
    let mut trace = Trace::new(model);
    for from in (0..images).step_by(BLOCK) {
        trace.forward(model, split, from..images.min(from + BLOCK));
        visit(&trace);
    }
}

/// The same forward and backward.
pub fn visit_gradients(model: &Mlp, split: &Split, images: usize, mut visit: impl FnMut(&Trace)) {
    let mut trace = Trace::new(model);
    for from in (0..images).step_by(BLOCK) {
        let to = images.min(from + BLOCK);
        trace.forward(model, split, from..to);
        trace.backward(model, split.labels()[from..to].iter().copied());
        visit(&trace);
    }
}

/// Gradient of the mean loss of the first `images` at every layer's weights, (inputs, outputs).
#[must_use]
pub fn mean_gradients(model: &Mlp, split: &Split, images: usize) -> Vec<Vec<f64>> {
    mean_products(model, split, images, |value| value)
}

/// Mean over the first `images` of the square of each image's own gradient, at every layer's weights,
/// (inputs, outputs): the diagonal of the empirical Fisher information.
#[must_use]
pub fn mean_squared_gradients(model: &Mlp, split: &Split, images: usize) -> Vec<Vec<f64>> {
    mean_products(model, split, images, |value| value * value)
}

/// Mean over images of `f(input) * f(delta)`.
fn mean_products(
    model: &Mlp,
    split: &Split,
    images: usize,
    f: impl Fn(f32) -> f32,
) -> Vec<Vec<f64>> {
    let sizes = model.layers().iter().map(Dense::len);
    let mut means: Vec<Vec<f64>> = sizes.map(|size| vec![0.0; size]).collect();
    let (mut inputs, mut deltas, mut sum) = (Vec::new(), Vec::new(), Vec::new());
    visit_gradients(model, split, images, |trace| {
        for (l, mean) in means.iter_mut().enumerate() {
            inputs.clear();
            inputs.extend(trace.inputs(l).iter().map(|&x| f(x)));
            deltas.clear();
            deltas.extend(trace.deltas(l).iter().map(|&d| f(d)));
            sum.clear();
            sum.resize(mean.len(), 0.0);
            add_products(&inputs, &deltas, trace.images(), &mut sum);
            for (mean, &part) in mean.iter_mut().zip(&sum) {
                *mean += f64::from(part) / images as f64;
            }
        }
    });
    means
}

/// The fan-out of every input, without padding.
fn rows_of(layer: &Dense) -> impl Iterator<Item = &[f32]> {
    let rows = layer.padded_weights().chunks_exact(layer.width());
    rows.map(|row| &row[..layer.outputs()])
}
