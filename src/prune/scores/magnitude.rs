//! Magnitude: the absolute value of the weight (Han et al. 2015, arXiv:1506.02626).

use crate::Result;
use crate::nn::dense::Dense;
use crate::prune::context::Context;
use crate::prune::definition::{Definition, Measure, Ranks, Scale};
use crate::prune::formula::{Formula, papers};
use crate::prune::units::Values;

/// s(w) = abs(w).
pub const SCORE: Definition = Definition {
    name: "magnitude",
    needs: &[],
    scale: Scale::Log,
    ranks: Ranks::Weights(Measure {
        formula: Formula::of("s(w) = |w|", &[papers::HAN_2015]),
        score,
    }),
};

fn score(context: &Context<'_>) -> Result<Values<f32>> {
    let sizes = |layer: &Dense| layer.weights().iter().map(|w| w.abs()).collect();
    Ok(context.model().layers().iter().map(sizes).collect())
}
