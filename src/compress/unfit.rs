//! Why a network cannot be stored or run in a compact form.

use crate::nn::dense::Dense;
use serde::Serialize;

/// Why a network cannot be stored in a layout. Layers count from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(tag = "why", rename_all = "camelCase")]
pub enum Unfit {
    /// More than two weights of four consecutive inputs are not zero.
    NotTwoFour {
        /// First such layer.
        layer: usize,
    },
    /// More different values than there are codes.
    TooManyValues {
        /// First such layer.
        layer: usize,
        /// Different values in it.
        count: usize,
    },
}

/// Returns whether of every four consecutive inputs of an output at most two weights are not zero.
#[must_use]
pub fn is_two_four(layer: &Dense) -> bool {
    let weights = layer.weights();
    let mut columns = weights.columns().into_iter();
    let fits = |four: &[f32]| four.iter().filter(|&&w| w != 0.0).count() <= 2;
    columns.all(|column| column.to_vec().chunks_exact(4).all(fits))
}
