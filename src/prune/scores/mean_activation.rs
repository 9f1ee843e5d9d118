//! Mean activation: the mean of a neuron's output over the calibration images (Molchanov et al. 2017, arXiv:1611.06440).

use crate::prune::definition::{Definition, Measure, Need, Ranks, Scale};
use crate::prune::formula::{Formula, papers};

/// s(j) = mean of a_j.
pub const SCORE: Definition = Definition {
    name: "mean-activation",
    needs: &[Need::Images],
    scale: Scale::Linear,
    ranks: Ranks::Neurons(Measure {
        formula: Formula::of("s(j) = (1/n) Σ aⱼ", &[papers::MOLCHANOV_2017]),
        score: |context| context.mean_activations(|a| a),
    }),
};
