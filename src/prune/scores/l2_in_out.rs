//! L2 in and out: the 2-norm of all weights into and out of a neuron.

use crate::Result;
use crate::prune::context::Context;
use crate::prune::definition::{Definition, Measure, Ranks, Scale};
use crate::prune::formula::Formula;
use crate::prune::units::{self, Neuron, Values, norm};

/// s(j) = sqrt(sum over i of W_ij^2 + sum over k of V_jk^2).
pub const SCORE: Definition = Definition {
    name: "l2-in-out",
    needs: &[],
    scale: Scale::Linear,
    ranks: Ranks::Neurons(Measure {
        formula: Formula::baseline("s(j) = √(Σᵢ wᵢⱼ² + Σₖ vⱼₖ²)"),
        score,
    }),
};

fn score(context: &Context<'_>) -> Result<Values<f32>> {
    let length = |neuron: &Neuron<'_>| norm(neuron.incoming().chain(neuron.outgoing()));
    Ok(units::by_neuron(context.model(), length))
}
