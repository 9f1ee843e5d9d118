//! Wanda: the absolute value of the weight times the 2-norm of its input over the calibration images (Sun et al. 2024,
//! arXiv:2306.11695).

use crate::Result;
use crate::data::dataset::Split;
use crate::nn::dense::Dense;
use crate::nn::gradient::visit_inputs;
use crate::nn::mlp::Mlp;
use crate::prune::context::Context;
use crate::prune::definition::{Definition, Measure, Need, Ranks, Scale};
use crate::prune::formula::{Formula, papers};
use crate::prune::units::{self, Values};

/// s(w) = abs(w) norm(x_j), j being the weight's input.
pub const SCORE: Definition = Definition {
    name: "wanda",
    needs: &[Need::Images],
    scale: Scale::Log,
    ranks: Ranks::Weights(Measure {
        formula: Formula::of("s(w) = |w| · ‖xⱼ‖₂", &[papers::SUN_2024]),
        score,
    }),
};

fn score(context: &Context<'_>) -> Result<Values<f32>> {
    let (train, images) = context.images()?;
    let norms = input_norms(context.model(), train, images);
    let product = |w: f64, norm: f64| w.abs() * norm;
    Ok(units::by_input(context.model(), &norms, product))
}

/// Returns the 2-norm of every input of every layer over the first `images`.
fn input_norms(model: &Mlp, split: &Split, images: usize) -> Values<f64> {
    let widths = model.layers().iter().map(Dense::inputs);
    let mut squares: Values<f64> = widths.map(|width| vec![0.0; width]).collect();
    visit_inputs(model, split, images, |trace| {
        for (l, sums) in squares.iter_mut().enumerate() {
            for row in trace.inputs(l).chunks_exact(sums.len()) {
                for (sum, &x) in sums.iter_mut().zip(row) {
                    *sum += f64::from(x) * f64::from(x);
                }
            }
        }
    });
    squares
        .iter_mut()
        .flatten()
        .for_each(|sum| *sum = sum.sqrt());
    squares
}
