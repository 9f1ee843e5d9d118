//! First: a neuron's index. The baseline that prunes the first neurons, whatever they do.

use crate::prune::definition::{Definition, Measure, Ranks, Scale};
use crate::prune::formula::Formula;
use crate::prune::units;

/// s(j) = j.
pub const SCORE: Definition = Definition {
    name: "first",
    needs: &[],
    scale: Scale::Linear,
    ranks: Ranks::Neurons(Measure {
        formula: Formula::baseline("s(j) = j"),
        score: |context| {
            Ok(units::by_neuron(context.model(), |neuron| {
                neuron.index as f64
            }))
        },
    }),
};
