//! Scores: how much a weight matters. The lowest go first.

use crate::nn::dense::Dense;
use crate::nn::mlp::Mlp;
use serde::{Deserialize, Serialize};

/// What a weight is ranked by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Score {
    /// |w| (Han et al. 2015, arXiv:1506.02626).
    Magnitude,
}

/// Scores of every layer's weights, each in PyTorch's order: outputs x inputs, row by row. Not negative.
#[must_use]
pub fn scores(score: Score, model: &Mlp) -> Vec<Vec<f32>> {
    match score {
        Score::Magnitude => model.layers().iter().map(magnitude).collect(),
    }
}

fn magnitude(layer: &Dense) -> Vec<f32> {
    layer.weights().t().iter().map(|w| w.abs()).collect()
}
