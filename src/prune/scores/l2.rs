//! L2: the 2-norm of a neuron's incoming weights (Li et al. 2017, arXiv:1608.08710).

use crate::Result;
use crate::prune::context::Context;
use crate::prune::definition::{Definition, Measure, Ranks, Scale};
use crate::prune::formula::{Formula, papers};
use crate::prune::units::{self, Neuron, Values, norm};

/// s(j) = sqrt(sum over i of W_ij^2).
pub const SCORE: Definition = Definition {
    name: "l2",
    needs: &[],
    scale: Scale::Linear,
    ranks: Ranks::Neurons(Measure {
        formula: Formula::of("s(j) = √(Σᵢ wᵢⱼ²)", &[papers::LI_2017]),
        score,
    }),
};

fn score(context: &Context<'_>) -> Result<Values<f32>> {
    let length = |neuron: &Neuron<'_>| norm(neuron.incoming());
    Ok(units::by_neuron(context.model(), length))
}
