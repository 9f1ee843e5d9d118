//! Random: drawn uniformly from 0 to 1 from the method's seed, group by group. The baseline every score has to beat.

use crate::prune::context::Context;
use crate::prune::definition::{Definition, Measure, Need, Ranks, Scale};
use crate::prune::formula::Formula;
use crate::prune::shape::ShapeKind;
use crate::prune::units::{self, Values};
use rand::RngExt;

/// s ~ U(0, 1).
pub const SCORE: Definition = Definition {
    name: "random",
    needs: &[Need::Seed],
    scale: Scale::Linear,
    ranks: Ranks::Both {
        weights: Measure {
            formula: Formula::baseline("s(w) ~ U(0, 1)"),
            score: |context| Ok(draw(context, ShapeKind::Weights)),
        },
        neurons: Measure {
            formula: Formula::baseline("s(j) ~ U(0, 1)"),
            score: |context| Ok(draw(context, ShapeKind::Neurons)),
        },
    },
};

fn draw(context: &Context<'_>, kind: ShapeKind) -> Values<f32> {
    let mut rng = context.rng();
    let counts = units::counts(kind, &context.model().sizes());
    let group = |count| (0..count).map(|_| rng.random()).collect();
    counts.into_iter().map(group).collect()
}
