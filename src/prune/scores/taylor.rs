//! Taylor: the first-order change of the mean loss when a unit is pruned, from the mean gradient g over the calibration
//! images; the absolute value is taken after averaging.
//!
//! Weights: SNIP's connection sensitivity (Lee et al. 2019, arXiv:1810.02340) on a trained network. Neurons: the mean of
//! a_j dL/da_j (Molchanov et al. 2017, arXiv:1611.06440), which is the sum over k of V_jk g_jk, g the gradient at the
//! outgoing weights V.

use crate::Result;
use crate::nn::gradient::mean_gradients;
use crate::prune::context::Context;
use crate::prune::definition::{Definition, Measure, Need, Ranks, Scale};
use crate::prune::formula::{Formula, Paper, papers};
use crate::prune::units::{self, Neuron, Values};

/// s(w) = abs(w g); s(j) = abs(sum over k of V_jk g_jk).
pub const SCORE: Definition = Definition {
    name: "taylor",
    needs: &[Need::Images],
    scale: Scale::Log,
    ranks: Ranks::Both {
        weights: Measure {
            formula: Formula::of(
                "s(w) = |w · g|,   g = ∂L/∂w",
                &[
                    Paper::arxiv("SNIP: Lee et al. 2019", "1810.02340"),
                    papers::MOLCHANOV_2017,
                ],
            ),
            score: weights,
        },
        neurons: Measure {
            formula: Formula::of("s(j) = |Σₖ vⱼₖ · gⱼₖ|", &[papers::MOLCHANOV_2017]),
            score: neurons,
        },
    },
};

fn weights(context: &Context<'_>) -> Result<Values<f32>> {
    let change = |w: f64, g: f64| (w * g).abs();
    Ok(units::by_weight(
        context.model(),
        &gradients(context)?,
        change,
    ))
}

fn neurons(context: &Context<'_>) -> Result<Values<f32>> {
    let gradients = gradients(context)?;
    let change = |neuron: &Neuron<'_>| {
        let pairs = neuron.outgoing().zip(neuron.of_outgoing(&gradients));
        pairs.map(|(v, g)| v * g).sum::<f64>().abs()
    };
    Ok(units::by_neuron(context.model(), change))
}

fn gradients(context: &Context<'_>) -> Result<Values<f64>> {
    let (train, images) = context.images()?;
    Ok(mean_gradients(context.model(), train, images))
}
