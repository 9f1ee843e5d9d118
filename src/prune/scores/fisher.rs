//! Fisher: the second-order change of the loss, by the empirical Fisher information F, the mean of the squares of each
//! calibration image's own gradient (Theis et al. 2018, arXiv:1801.05787).

use crate::Result;
use crate::nn::gradient::mean_squared_gradients;
use crate::prune::context::Context;
use crate::prune::definition::{Definition, Measure, Need, Ranks, Scale};
use crate::prune::formula::{Formula, Paper};
use crate::prune::units::{self, Values};

/// s(w) = w^2 F / 2.
pub const SCORE: Definition = Definition {
    name: "fisher",
    needs: &[Need::Images],
    scale: Scale::Log,
    ranks: Ranks::Weights(Measure {
        formula: Formula::of(
            "s(w) = w² · F / 2,   F = (1/n) Σᵢ gᵢ²",
            &[Paper::arxiv("Theis et al. 2018", "1801.05787")],
        ),
        score,
    }),
};

fn score(context: &Context<'_>) -> Result<Values<f32>> {
    let (train, images) = context.images()?;
    let squares = mean_squared_gradients(context.model(), train, images);
    let change = |w: f64, f: f64| 0.5 * w * w * f;
    Ok(units::by_weight(context.model(), &squares, change))
}
