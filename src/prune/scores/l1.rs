//! L1: the 1-norm of a neuron's incoming weights (Li et al. 2017, arXiv:1608.08710).

use crate::Result;
use crate::prune::context::Context;
use crate::prune::definition::{Definition, Measure, Ranks, Scale};
use crate::prune::formula::{Formula, papers};
use crate::prune::units::{self, Neuron, Values};

/// s(j) = sum over i of abs(W_ij).
pub const SCORE: Definition = Definition {
    name: "l1",
    needs: &[],
    scale: Scale::Linear,
    ranks: Ranks::Neurons(Measure {
        formula: Formula::of("s(j) = Σᵢ |wᵢⱼ|", &[papers::LI_2017]),
        score,
    }),
};

fn score(context: &Context<'_>) -> Result<Values<f32>> {
    let norm = |neuron: &Neuron<'_>| neuron.incoming().map(f64::abs).sum();
    Ok(units::by_neuron(context.model(), norm))
}
