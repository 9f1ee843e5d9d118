//! The multilayer perceptron: Linear, ReLU, Linear, ..., logits.

use super::dense::Dense;
use super::init::Rng;
use super::input_rounding::InputRounding;
use crate::data::dataset::Split;
use prunelab_kernels::dense::affine;
use prunelab_kernels::lanes::Floats;
use prunelab_kernels::rows::Rows;
use std::ops::Range;

/// The most layers a network may have: 4 hidden ones and the output layer.
pub const MAX_LAYERS: usize = 5;
/// The most units a hidden layer may have.
pub const MAX_UNITS: usize = 1024;

/// A network: layer after layer, ReLU between them.
#[derive(Debug, Clone, PartialEq)]
pub struct Mlp {
    layers: Vec<Dense>,
    /// Of each layer's inputs, the levels they are rounded to; empty where they are not.
    roundings: Vec<InputRounding>,
}

impl Mlp {
    /// A network with random parameters. `sizes` are the widths from inputs to classes; at least two.
    #[must_use]
    pub fn random(sizes: &[usize], rng: &mut Rng) -> Self {
        Self {
            layers: sizes
                .windows(2)
                .map(|pair| Dense::random(pair[0], pair[1], rng))
                .collect(),
            roundings: Vec::new(),
        }
    }

    /// A network of given layers, each with as many inputs as the one before has outputs.
    #[must_use]
    pub fn from_layers(layers: Vec<Dense>) -> Self {
        assert!(!layers.is_empty(), "a network has a layer");
        assert!(
            layers
                .windows(2)
                .all(|pair| pair[0].outputs() == pair[1].inputs()),
            "layers that fit"
        );
        Self {
            layers,
            roundings: Vec::new(),
        }
    }

    /// The layers, first to last.
    #[must_use]
    pub fn layers(&self) -> &[Dense] {
        &self.layers
    }

    /// The layers, to prune them. Their masks hold whatever is done to them.
    #[must_use]
    pub fn layers_mut(&mut self) -> &mut [Dense] {
        &mut self.layers
    }

    /// Returns the levels the inputs of each layer are rounded to; none where they are not.
    #[must_use]
    pub fn input_rounding(&self) -> &[InputRounding] {
        &self.roundings
    }

    /// Rounds the inputs of every layer from now on, by one rounding for each layer, or of none.
    pub fn set_input_rounding(&mut self, roundings: Vec<InputRounding>) {
        assert!(
            roundings.is_empty() || roundings.len() == self.layers.len(),
            "a rounding for each layer"
        );
        self.roundings = roundings;
    }

    /// Returns the network that ends with neuron `neuron` of hidden layer `layer` as its only output, before ReLU. Both must
    /// be there.
    #[must_use]
    pub fn up_to(&self, layer: usize, neuron: usize) -> Self {
        let mut layers = self.layers[..=layer].to_vec();
        if let Some(last) = layers.last_mut() {
            let inputs: Vec<usize> = (0..last.inputs()).collect();
            *last = last.select(&inputs, &[neuron]);
        }
        Self {
            roundings: self.roundings.iter().take(layers.len()).copied().collect(),
            layers,
        }
    }

    /// Widths from inputs to classes, such as 784, 256, 10.
    #[must_use]
    pub fn sizes(&self) -> Vec<usize> {
        let inputs = self.layers.iter().take(1).map(Dense::inputs);
        inputs
            .chain(self.layers.iter().map(Dense::outputs))
            .collect()
    }

    /// Number of weights, biases not counted.
    #[must_use]
    pub fn weights(&self) -> usize {
        self.layers.iter().map(Dense::len).sum()
    }

    /// Number of weights that are not zero.
    #[must_use]
    pub fn kept(&self) -> usize {
        self.layers.iter().map(Dense::kept).sum()
    }

    /// Fraction of weights that are zero.
    #[must_use]
    pub fn sparsity(&self) -> f64 {
        1.0 - self.kept() as f64 / self.weights() as f64
    }
}

/// Replaces `rows` by images of `split`, one a row.
pub fn fill(rows: &mut Rows, split: &Split, images: Range<usize>) {
    rows.clear(split.pixels());
    for i in images {
        let (columns, levels) = split.row(i);
        rows.push_grey(columns, levels);
    }
}

/// Activations of a batch, kept between batches so that nothing is allocated.
#[derive(Debug, Clone, Default)]
pub struct Activations {
    /// Sparse inputs of every layer; the first are the images.
    pub inputs: Vec<Rows>,
    /// Outputs of every layer before ReLU, (images, padded outputs).
    pub outputs: Vec<Floats>,
}

impl Activations {
    /// Buffers for `model`.
    #[must_use]
    pub fn new(model: &Mlp) -> Self {
        let layers = model.layers.len();
        Self {
            inputs: vec![Rows::default(); layers],
            outputs: vec![Floats::default(); layers],
        }
    }

    /// Fills all outputs from the images in `inputs[0]`; the last ones are the logits.
    pub fn forward(&mut self, model: &Mlp) {
        for (l, layer) in model.layers.iter().enumerate() {
            if let Some(rounding) = model.roundings.get(l) {
                self.inputs[l].map_values(|a| rounding.snap(a));
            }
            let images = self.inputs[l].len();
            self.outputs[l].resize(images * layer.width());
            affine(
                &self.inputs[l],
                layer.padded_weights(),
                layer.padded_bias(),
                layer.outputs(),
                &mut self.outputs[l],
            );
            if l + 1 < model.layers.len() {
                self.inputs[l + 1].assign_positive(
                    &self.outputs[l],
                    layer.width(),
                    layer.outputs(),
                );
            }
        }
    }
}
