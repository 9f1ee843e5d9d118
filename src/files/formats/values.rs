//! The weights of a layer as its storage formats see them: output by output, as in PyTorch, and those that are not
//! zero.

use crate::nn::dense::Dense;

/// Returns the weights, (outputs, inputs).
#[must_use]
pub fn weights(layer: &Dense) -> Vec<f32> {
    layer.weights().t().iter().copied().collect()
}

/// Returns places and values of what is not zero.
pub fn entries(weights: &[f32]) -> impl Iterator<Item = (usize, f32)> + Clone {
    let all = weights.iter().copied().enumerate();
    all.filter(|&(_, w)| w != 0.0)
}

/// Returns what is not zero.
#[must_use]
pub fn values(weights: &[f32]) -> Vec<f32> {
    entries(weights).map(|(_, w)| w).collect()
}
