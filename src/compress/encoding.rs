//! What the weights of a network are made of where they take few values: multiples of a scale after
//! [quantization](super::quantize), values of a codebook after [weight sharing](super::sharing).

use super::scheme::Scheme;
use crate::nn::dense::Dense;
use crate::nn::input_rounding::round;
use crate::nn::mlp::Mlp;
use serde::{Deserialize, Serialize};

/// The levels of a layer or of one output: a scale and which multiples of it there are.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Quantizer {
    /// The scale; positive.
    pub scale: f32,
    /// The lowest multiple, at most 0.
    pub low: i16,
    /// The highest multiple, at least 0.
    pub high: i16,
}

impl Quantizer {
    /// Returns the multiple of the scale that is nearest to `w`.
    #[inline(always)]
    #[must_use]
    pub fn multiple(&self, w: f32) -> f32 {
        let (low, high) = (f32::from(self.low), f32::from(self.high));
        // Cut first: the rounding needs small numbers, and both bounds are whole.
        round((w / self.scale).max(low).min(high))
    }

    /// Returns the level that is nearest to `w`.
    #[inline(always)]
    #[must_use]
    pub fn snap(&self, w: f32) -> f32 {
        self.multiple(w) * self.scale
    }
}

/// What weights are restricted to.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum Encoding {
    /// Whole multiples of a scale.
    Quantized {
        /// How it was rounded.
        scheme: Scheme,
        /// Of every layer its quantizer, or one of every output.
        layers: Vec<Vec<Quantizer>>,
    },
    /// Values of a list; see [`super::sharing`].
    Shared {
        /// Bits of a code, of every layer.
        bits: Vec<u32>,
        /// The values of every layer, ascending; zero is none of them.
        codebooks: Vec<Vec<f32>>,
    },
}

impl Encoding {
    /// Returns whether every weight of `model` is one of these values, as it no longer is once something has moved it.
    #[must_use]
    pub fn describes(&self, model: &Mlp) -> bool {
        let layers = model.layers().iter().enumerate();
        match self {
            Self::Quantized {
                layers: quantizers, ..
            } => layers.into_iter().all(|(l, layer)| {
                quantizers.get(l).is_some_and(|quantizers| {
                    each_weight(layer).all(|(o, w)| {
                        let quantizer = quantizers.get(o).or(quantizers.first());
                        quantizer.is_some_and(|quantizer| quantizer.snap(w) == w)
                    })
                })
            }),
            Self::Shared { codebooks, .. } => layers.into_iter().all(|(l, layer)| {
                codebooks.get(l).is_some_and(|book| {
                    each_weight(layer).all(|(_, w)| w == 0.0 || place(book, w).is_some())
                })
            }),
        }
    }

    /// Counts, for every layer, the most different values that the weights with one scale (the layer's, or an output's
    /// where each has its own) really have, zero among them where there is one.
    #[must_use]
    pub fn distinct(&self, model: &Mlp) -> Vec<usize> {
        let most = |(l, layer): (usize, &Dense)| {
            let count = |values: Vec<f32>| {
                let zero = usize::from(values.contains(&0.0));
                rising(values).len() + zero
            };
            if matches!(self, Self::Quantized { layers, .. } if layers[l].len() > 1) {
                let outputs = 0..layer.outputs();
                let of = |o| count(layer.weights().column(o).to_vec());
                return outputs.map(of).max().unwrap_or(0);
            }
            count(layer.weights().iter().copied().collect())
        };
        model.layers().iter().enumerate().map(most).collect()
    }
}

/// Iterates over every weight with its output.
fn each_weight(layer: &Dense) -> impl Iterator<Item = (usize, f32)> {
    let rows = layer.padded_weights().chunks_exact(layer.width());
    rows.flat_map(|row| row.iter().copied().take(layer.outputs()).enumerate())
}

/// Returns each value once, in ascending order, without zero.
#[must_use]
pub fn rising(mut values: Vec<f32>) -> Vec<f32> {
    values.retain(|&w| w != 0.0);
    values.sort_unstable_by(f32::total_cmp);
    values.dedup();
    values
}

/// Returns the place of `w` in an ascending list.
#[must_use]
pub fn place(book: &[f32], w: f32) -> Option<usize> {
    book.binary_search_by(|value| value.total_cmp(&w)).ok()
}
