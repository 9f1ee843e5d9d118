//! Movement: how far training moved the weight away from zero (Sanh et al. 2020, arXiv:2005.07683). It is recorded during
//! training by [`crate::prune::movement`], and may be negative.

use crate::Result;
use crate::prune::context::Context;
use crate::prune::definition::{Definition, Measure, Need, Ranks, Scale};
use crate::prune::formula::{Formula, Paper};
use crate::prune::units::Values;

/// s(w) = -sum over steps t of g_t w_t.
pub const SCORE: Definition = Definition {
    name: "movement",
    needs: &[Need::Movement],
    scale: Scale::Signed,
    ranks: Ranks::Weights(Measure {
        formula: Formula::of(
            "s(w) = −Σₜ gₜ · wₜ",
            &[Paper::arxiv("Sanh et al. 2020", "2005.07683")],
        ),
        score,
    }),
};

fn score(context: &Context<'_>) -> Result<Values<f32>> {
    let movement = context.movement()?;
    let layers = 0..context.model().layers().len();
    Ok(layers.map(|layer| movement.layer(layer).to_vec()).collect())
}
