//! Optimal brain surgeon: the error of the layer's outputs when a weight is pruned and the others of its output are
//! corrected (Hassibi & Stork 1993; layer by layer: Dong et al. 2017, arXiv:1705.07565). See [`crate::prune::obs`].

use crate::Result;
use crate::prune::context::Context;
use crate::prune::definition::{Definition, Measure, Need, Ranks, Scale};
use crate::prune::formula::{Formula, Paper, papers};
use crate::prune::obs::Hessian;
use crate::prune::units::{self, Values};

/// s(w) = w^2 / (2 (H^-1)_jj), j being the weight's input.
pub const SCORE: Definition = Definition {
    name: "obs",
    needs: &[Need::Images, Need::Hessian],
    scale: Scale::Log,
    ranks: Ranks::Weights(Measure {
        formula: Formula::of(
            "s(w) = w² / (2 (H⁻¹)ⱼⱼ),   H = XᵀX / n + λI",
            &[
                papers::HASSIBI_1993,
                Paper::arxiv("Dong et al. 2017", "1705.07565"),
            ],
        ),
        score,
    }),
};

fn score(context: &Context<'_>) -> Result<Values<f32>> {
    let costs: Values<f64> = context.hessians()?.iter().map(Hessian::costs).collect();
    let error = |w: f64, cost: f64| w * w / 2.0 * cost;
    Ok(units::by_input(context.model(), &costs, error))
}
