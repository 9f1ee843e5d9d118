//! LAMP, layer-adaptive magnitude: the square of the weight over the sum of squares of all weights of its layer that are
//! not smaller (Lee et al. 2021, arXiv:2010.07611). Of equals the one that is pruned later has the smaller sum, hence the
//! larger score.

use crate::nn::dense::Dense;
use crate::prune::definition::{Definition, Measure, Ranks, Scale};
use crate::prune::formula::{Formula, Paper};

/// s(w) = w^2 / sum of u^2 over the layer's weights u with abs(u) >= abs(w).
pub const SCORE: Definition = Definition {
    name: "lamp",
    needs: &[],
    scale: Scale::Log,
    ranks: Ranks::Weights(Measure {
        formula: Formula::of(
            "s(w) = w² / Σ u²,   |u| ≥ |w|",
            &[Paper::arxiv("Lee et al. 2021", "2010.07611")],
        ),
        score: |context| Ok(context.model().layers().iter().map(of_layer).collect()),
    }),
};

fn of_layer(layer: &Dense) -> Vec<f32> {
    let weights = layer.weights();
    let (inputs, outputs) = weights.dim();
    // In PyTorch's order (outputs, inputs), by which ties are broken.
    let mut order: Vec<(f32, usize)> = (0..outputs)
        .flat_map(|o| (0..inputs).map(move |i| (i, o)))
        .map(|(i, o)| (weights[[i, o]].abs(), i * outputs + o))
        .collect();
    order.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut scores = vec![0.0; inputs * outputs];
    let mut sum = 0.0f64;
    for &(w, index) in order.iter().rev() {
        let square = f64::from(w) * f64::from(w);
        sum += square;
        if square > 0.0 {
            scores[index] = (square / sum) as f32;
        }
    }
    scores
}
