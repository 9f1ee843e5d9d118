//! APoZ, average percentage of zeros (Hu et al. 2016, arXiv:1607.03250): one minus the fraction of calibration images for
//! which a neuron's output is zero, so that the neurons that are most often silent are pruned first.

use crate::prune::definition::{Definition, Measure, Need, Ranks, Scale};
use crate::prune::formula::{Formula, Paper};

/// s(j) = fraction of images with a_j > 0.
pub const SCORE: Definition = Definition {
    name: "apoz",
    needs: &[Need::Images],
    scale: Scale::Linear,
    ranks: Ranks::Neurons(Measure {
        formula: Formula::of(
            "s(j) = 1 − APoZ(j) = #{aⱼ > 0} / n",
            &[Paper::arxiv("Hu et al. 2016", "1607.03250")],
        ),
        score: |context| context.mean_activations(|a| f32::from(u8::from(a > 0.0))),
    }),
};
