//! A fully connected layer: z = x W + b, with W (inputs, outputs) and b (outputs).
//!
//! One input's fan-out is contiguous and padded with zeros to whole SIMD blocks, so W is stored as
//! (inputs, width). PyTorch's (outputs, inputs) exists only in network files.
//!
//! The mask is an invariant kept here: `weights * mask == weights` holds after every public call.

use super::init::{self, Rng};
use ndarray::{Array2, ArrayView2, ShapeBuilder, s};
use prunelab_kernels::dense::padded;
use prunelab_kernels::lanes::Floats;

/// Weights, biases and the mask of one layer.
#[derive(Debug, Clone, PartialEq)]
pub struct Dense {
    inputs: usize,
    outputs: usize,
    /// (inputs, width), row by row.
    weights: Floats,
    bias: Floats,
    mask: Option<Array2<f32>>,
}

impl Dense {
    /// A layer of zeros.
    #[must_use]
    pub fn zeros(inputs: usize, outputs: usize) -> Self {
        let width = padded(outputs);
        Self {
            inputs,
            outputs,
            weights: Floats::zeros(inputs * width),
            bias: Floats::zeros(width),
            mask: None,
        }
    }

    /// A layer with PyTorch's default initialisation.
    #[must_use]
    pub fn random(inputs: usize, outputs: usize, rng: &mut Rng) -> Self {
        let mut layer = Self::zeros(inputs, outputs);
        let width = layer.width();
        for row in layer.weights.chunks_exact_mut(width) {
            init::uniform(inputs, &mut row[..outputs], rng);
        }
        init::uniform(inputs, &mut layer.bias[..outputs], rng);
        layer
    }

    /// Number of inputs.
    #[must_use]
    pub fn inputs(&self) -> usize {
        self.inputs
    }

    /// Number of outputs.
    #[must_use]
    pub fn outputs(&self) -> usize {
        self.outputs
    }

    /// Length of a stored row: outputs and padding.
    #[must_use]
    pub fn width(&self) -> usize {
        padded(self.outputs)
    }

    /// Number of weights, biases not counted.
    #[must_use]
    pub fn len(&self) -> usize {
        self.inputs() * self.outputs
    }

    /// Whether the layer has no weight.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The weights (inputs, outputs), without padding.
    #[must_use]
    pub fn weights(&self) -> ArrayView2<'_, f32> {
        let shape = (self.inputs, self.outputs).strides((self.width(), 1));
        ArrayView2::from_shape(shape, &self.weights)
            .unwrap_or_else(|_| unreachable!("rows of the layer's width"))
    }

    /// The mask (inputs, outputs), 1 = kept, 0 = pruned; `None` when nothing is pruned.
    #[must_use]
    pub fn mask(&self) -> Option<ArrayView2<'_, f32>> {
        self.mask
            .as_ref()
            .map(|mask| mask.slice(s![.., ..self.outputs]))
    }

    /// The biases.
    #[must_use]
    pub fn bias(&self) -> &[f32] {
        &self.bias[..self.outputs]
    }

    /// Whether the weight from `input` to `output` is kept.
    #[must_use]
    pub fn is_kept(&self, input: usize, output: usize) -> bool {
        self.mask
            .as_ref()
            .is_none_or(|mask| mask[[input, output]] != 0.0)
    }

    /// Sets every weight and bias; `weight(input, output)` and `bias(output)` give the values. Drops the mask.
    pub fn fill(&mut self, weight: impl Fn(usize, usize) -> f32, bias: impl Fn(usize) -> f32) {
        self.mask = None;
        for input in 0..self.inputs() {
            for output in 0..self.outputs {
                let at = self.index(input, output);
                self.weights[at] = weight(input, output);
            }
        }
        for output in 0..self.outputs {
            self.bias[output] = bias(output);
        }
    }

    /// Prunes: of the weights kept so far, keeps those for which `keep(input, output)` holds.
    pub fn prune(&mut self, keep: impl Fn(usize, usize) -> bool) {
        let (inputs, outputs, width) = (self.inputs, self.outputs, self.width());
        self.mask_mut();
        let Some(mask) = &mut self.mask else { return };
        for input in 0..inputs {
            for output in 0..outputs {
                if !keep(input, output) {
                    mask[[input, output]] = 0.0;
                    self.weights[input * width + output] = 0.0;
                }
            }
        }
    }

    /// Prunes one weight.
    pub fn cut(&mut self, input: usize, output: usize) {
        let at = self.index(input, output);
        self.mask_mut()[[input, output]] = 0.0;
        self.weights[at] = 0.0;
    }

    /// Restores a pruned weight and sets it to `value`; a weight that is not pruned is left alone.
    pub fn restore(&mut self, input: usize, output: usize, value: f32) {
        let at = self.index(input, output);
        if let Some(mask) = &mut self.mask
            && mask[[input, output]] == 0.0
        {
            mask[[input, output]] = 1.0;
            self.weights[at] = value;
        }
    }

    /// Moves every weight towards zero by `by`, and not beyond: w = sign(w) max(|w| - by, 0), the proximal step of
    /// by |w| (Parikh & Boyd 2014, section 6.5.2).
    pub fn soft_threshold(&mut self, by: f32) {
        for w in self.weights.iter_mut() {
            *w = if *w > by {
                *w - by
            } else if *w < -by {
                *w + by
            } else {
                0.0
            };
        }
    }

    /// Drops a mask that prunes nothing.
    pub fn drop_full_mask(&mut self) {
        if self
            .mask()
            .is_some_and(|mask| mask.iter().all(|&m| m != 0.0))
        {
            self.mask = None;
        }
    }

    /// The mask, made where there is none.
    fn mask_mut(&mut self) -> &mut Array2<f32> {
        let (inputs, outputs, width) = (self.inputs, self.outputs, self.width());
        self.mask.get_or_insert_with(|| {
            let mut mask = Array2::zeros((inputs, width));
            mask.slice_mut(s![.., ..outputs]).fill(1.0);
            mask
        })
    }

    /// Takes over a mask as it was: `keep(input, output)` says what is kept. The weights stay as they are; false, and
    /// nothing is changed, where one that is not kept is not zero.
    pub fn take_mask(&mut self, keep: impl Fn(usize, usize) -> bool) -> bool {
        let mut mask = Array2::zeros((self.inputs, self.width()));
        for input in 0..self.inputs() {
            for output in 0..self.outputs {
                if keep(input, output) {
                    mask[[input, output]] = 1.0;
                } else if self.weights[self.index(input, output)] != 0.0 {
                    return false;
                }
            }
        }
        self.mask = Some(mask);
        true
    }

    /// Sets every weight that is not pruned to `weight(input, output)`.
    pub fn assign(&mut self, weight: impl Fn(usize, usize) -> f32) {
        for input in 0..self.inputs() {
            for output in 0..self.outputs {
                if self.is_kept(input, output) {
                    let at = self.index(input, output);
                    self.weights[at] = weight(input, output);
                }
            }
        }
    }

    /// Sets every weight to `f(output, weight of source)` and takes over the biases; `source` has the same widths. What
    /// is pruned here stays zero, and no zero is a negative one.
    pub fn map_from(&mut self, source: &Self, f: impl Fn(usize, f32) -> f32) {
        assert_eq!((self.inputs, self.outputs), (source.inputs, source.outputs));
        let (outputs, width) = (self.outputs, self.width());
        let rows = source.weights.chunks_exact(width);
        for (to, from) in self.weights.chunks_exact_mut(width).zip(rows) {
            for (o, (to, &from)) in to.iter_mut().zip(from).take(outputs).enumerate() {
                *to = f(o, from) + 0.0;
            }
        }
        if let Some(mask) = &self.mask {
            for (w, &kept) in self.weights.iter_mut().zip(mask) {
                *w = *w * kept + 0.0;
            }
        }
        self.bias.copy_from_slice(&source.bias);
    }

    /// Sets the bias of an output to zero. Without weights in and out it then stays zero in training: no gradient
    /// reaches it.
    pub fn silence(&mut self, output: usize) {
        self.bias[output] = 0.0;
    }

    /// Sets the bias of an output.
    pub fn set_bias(&mut self, output: usize, value: f32) {
        self.bias[output] = value;
    }

    /// Adds `value` to the bias of an output.
    pub fn add_to_bias(&mut self, output: usize, value: f32) {
        self.bias[output] += value;
    }

    /// The layer that is left of `inputs` and `outputs`, mask included.
    #[must_use]
    pub fn select(&self, inputs: &[usize], outputs: &[usize]) -> Self {
        let mut layer = Self::zeros(inputs.len(), outputs.len());
        let weights = self.weights();
        layer.fill(
            |i, o| weights[[inputs[i], outputs[o]]],
            |o| self.bias()[outputs[o]],
        );
        let is_kept = |i: usize, o: usize| self.is_kept(inputs[i], outputs[o]);
        let pairs = || (0..inputs.len()).flat_map(|i| (0..outputs.len()).map(move |o| (i, o)));
        if pairs().any(|(i, o)| !is_kept(i, o)) {
            layer.prune(is_kept);
        }
        layer
    }

    /// Forgets the mask: pruned weights stay zero until training moves them.
    pub fn forget_mask(&mut self) {
        self.mask = None;
    }

    /// Makes every weight that is exactly zero a pruned one (and drops the mask if there is none).
    pub fn mask_zeros(&mut self) {
        self.mask = None;
        if self.kept() < self.len() {
            let (weights, width) = (self.weights.clone(), self.width());
            self.prune(|input, output| weights[input * width + output] != 0.0);
        }
    }

    /// Number of weights that are not zero. Without a mask this counts what has regrown.
    #[must_use]
    pub fn kept(&self) -> usize {
        self.weights().iter().filter(|&&w| w != 0.0).count()
    }

    /// All weights with padding, row by row.
    #[must_use]
    pub fn padded_weights(&self) -> &[f32] {
        &self.weights
    }

    /// All biases with padding.
    #[must_use]
    pub fn padded_bias(&self) -> &[f32] {
        &self.bias
    }

    fn index(&self, input: usize, output: usize) -> usize {
        input * self.width() + output
    }

    /// What an optimiser works on: weights, biases and mask, padded. Crate-private, since only an
    /// optimiser that honours the mask may write through it.
    pub(super) fn parameters_mut(&mut self) -> (&mut [f32], &mut [f32], Option<&[f32]>) {
        let Self {
            weights,
            bias,
            mask,
            ..
        } = self;
        (
            weights,
            bias,
            mask.as_ref()
                .map(|mask| mask.as_slice().unwrap_or_default()),
        )
    }
}
