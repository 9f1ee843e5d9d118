//! Gradient: the absolute value of the mean loss's gradient over the calibration images, taken after averaging.

use crate::Result;
use crate::nn::gradient::mean_gradients;
use crate::prune::context::Context;
use crate::prune::definition::{Definition, Measure, Need, Ranks, Scale};
use crate::prune::formula::Formula;
use crate::prune::units::{self, Values};

/// s(w) = abs(g).
pub const SCORE: Definition = Definition {
    name: "gradient",
    needs: &[Need::Images],
    scale: Scale::Log,
    ranks: Ranks::Weights(Measure {
        formula: Formula::baseline("s(w) = |g|,   g = ∂L/∂w"),
        score,
    }),
};

fn score(context: &Context<'_>) -> Result<Values<f32>> {
    let (train, images) = context.images()?;
    let gradients = mean_gradients(context.model(), train, images);
    Ok(units::by_weight(context.model(), &gradients, |_, g| {
        g.abs()
    }))
}
