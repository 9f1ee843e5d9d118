//! How few numbers the weights of a network are made of: what later operations and files need to know of it.

use super::scheme::Scheme;
use crate::nn::dense::Dense;
use crate::nn::input_rounding::round;
use crate::nn::mlp::Mlp;
use serde::Serialize;

/// A step and which multiples of it there are.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Unit {
    /// The step; positive.
    pub scale: f32,
    /// The lowest multiple, at most 0.
    pub low: i16,
    /// The highest multiple, at least 0.
    pub high: i16,
}

impl Unit {
    /// Which multiple of the step is nearest to `w`.
    #[inline(always)]
    #[must_use]
    pub fn multiple(&self, w: f32) -> f32 {
        let (low, high) = (f32::from(self.low), f32::from(self.high));
        // Cut first: the rounding needs small numbers, and both bounds are whole.
        round((w / self.scale).max(low).min(high))
    }

    /// The level nearest to `w`.
    #[inline(always)]
    #[must_use]
    pub fn snap(&self, w: f32) -> f32 {
        self.multiple(w) * self.scale
    }

    /// The code of `w` in b bits, and back: [`Unit::value`].
    #[must_use]
    pub fn code(&self, w: f32) -> u8 {
        (self.multiple(w) as i16 - self.low) as u8
    }

    /// The level of a code.
    #[must_use]
    pub fn value(&self, code: u8) -> f32 {
        f32::from(i16::from(code) + self.low) * self.scale
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
    /// Whole multiples of a step.
    Quantized {
        /// How it was rounded.
        scheme: Scheme,
        /// Of every layer its step, or a step of every output.
        layers: Vec<Vec<Unit>>,
    },
    /// Values of a list; see [`super::sharing`].
    Shared {
        /// Bits of a code, of every layer.
        bits: Vec<u32>,
        /// The values of every layer, rising; zero is none of them.
        codebooks: Vec<Vec<f32>>,
    },
}

impl Encoding {
    /// Whether every weight of `model` is one of these numbers, as it no longer is once something moved it.
    #[must_use]
    pub fn describes(&self, model: &Mlp) -> bool {
        let layers = model.layers().iter().enumerate();
        match self {
            Self::Quantized { layers: units, .. } => layers.into_iter().all(|(l, layer)| {
                units.get(l).is_some_and(|units| {
                    each_weight(layer).all(|(o, w)| {
                        let unit = units.get(o).or(units.first());
                        unit.is_some_and(|unit| unit.snap(w) == w)
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

    /// Most different values that the weights of one unit (a layer, or an output where each has its own step) really
    /// have, zero among them where there is one; of every layer.
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

/// Every weight with its output.
fn each_weight(layer: &Dense) -> impl Iterator<Item = (usize, f32)> {
    let rows = layer.padded_weights().chunks_exact(layer.width());
    rows.flat_map(|row| row.iter().copied().take(layer.outputs()).enumerate())
}

/// Each value once, rising; zero is dropped.
#[must_use]
pub fn rising(mut values: Vec<f32>) -> Vec<f32> {
    values.retain(|&w| w != 0.0);
    values.sort_unstable_by(f32::total_cmp);
    values.dedup();
    values
}

/// Where `w` stands in a rising list.
#[must_use]
pub fn place(book: &[f32], w: f32) -> Option<usize> {
    book.binary_search_by(|value| value.total_cmp(&w)).ok()
}
