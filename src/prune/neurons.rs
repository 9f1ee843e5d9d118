//! Scores of hidden neurons: how much each matters. The lowest go first.
//!
//! With W the weights into neuron j, V those out of it and a_j its output over the calibration images:
//!
//! | score | formula | source |
//! | --- | --- | --- |
//! | l1, l2 | sum of abs(W_ij); its 2-norm | Li et al. 2017, arXiv:1608.08710 |
//! | l2-in-out | 2-norm of all W_ij and V_jk | |
//! | mean-activation | mean of a_j | Molchanov et al. 2017, arXiv:1611.06440 |
//! | apoz | share of images with a_j > 0: one less the "average percentage of zeros" | Hu et al. 2016, arXiv:1607.03250 |
//! | taylor | abs(mean of a_j dL/da_j) = abs(sum over k of V_jk g_jk), g the gradient at V | Molchanov et al. 2017 |
//! | random | uniform in 0..1, from the method's seed | |
//! | first | j: the naive contrast | |
//!
//! Removing a neuron drops its column of W, its bias and its row of V: masked, all three are zero.

use super::importance::{Evidence, Score};
use super::method::{Method, Shape};
use crate::Result;
use crate::check::mismatch;
use crate::nn::gradient::{mean_gradients, visit_inputs};
use crate::nn::init;
use crate::nn::mlp::Mlp;
use rand::RngExt;

/// Scores of every hidden layer's neurons.
///
/// # Errors
/// Those of [`Evidence::calibration`]; [`crate::Error::MethodMismatch`] for scores of weights.
pub fn scores(method: &Method, model: &Mlp, evidence: Evidence<'_>) -> Result<Vec<Vec<f32>>> {
    let hidden = model.layers().len() - 1;
    // Of every hidden layer and neuron of it.
    let each = |score: &dyn Fn(usize, usize) -> f64| -> Vec<Vec<f32>> {
        let layers = (0..hidden).map(|l| {
            let neurons = 0..model.layers()[l].outputs();
            neurons.map(|j| score(l, j) as f32).collect()
        });
        layers.collect()
    };
    let incoming = |l: usize, j: usize| {
        let weights = model.layers()[l].weights();
        weights.column(j).to_vec().into_iter().map(f64::from)
    };
    let outgoing = |l: usize, j: usize| {
        let weights = model.layers()[l + 1].weights();
        weights.row(j).to_vec().into_iter().map(f64::from)
    };
    let images = || evidence.calibration(method);
    Ok(match method.score {
        Score::L1 => each(&|l, j| incoming(l, j).map(f64::abs).sum()),
        Score::L2 => each(&|l, j| norm(incoming(l, j))),
        Score::L2InOut => each(&|l, j| norm(incoming(l, j).chain(outgoing(l, j)))),
        Score::MeanActivation => {
            let (train, count) = images()?;
            let means = mean_outputs(model, |a| a, train, count);
            each(&|l, j| means[l][j])
        }
        Score::Apoz => {
            let (train, count) = images()?;
            let shares = mean_outputs(model, |a| f32::from(u8::from(a > 0.0)), train, count);
            each(&|l, j| shares[l][j])
        }
        Score::Taylor => {
            let (train, count) = images()?;
            let gradients = mean_gradients(model, train, count);
            each(&|l, j| {
                let outputs = model.layers()[l + 1].outputs();
                let row = &gradients[l + 1][j * outputs..(j + 1) * outputs];
                outgoing(l, j)
                    .zip(row)
                    .map(|(v, g)| v * g)
                    .sum::<f64>()
                    .abs()
            })
        }
        Score::Random => {
            let mut rng = init::rng(method.seed);
            let widths = model.layers()[..hidden].iter().map(|layer| layer.outputs());
            widths
                .map(|width| (0..width).map(|_| rng.random()).collect())
                .collect()
        }
        Score::First => each(&|_, j| j as f64),
        weights => {
            let allowed: Vec<&str> = Score::of(Shape::Neurons).iter().map(Score::name).collect();
            return Err(mismatch(
                "score",
                weights.name(),
                "neurons",
                &allowed.join(", "),
            ));
        }
    })
}

fn norm(values: impl Iterator<Item = f64>) -> f64 {
    values.map(|v| v * v).sum::<f64>().sqrt()
}

/// Mean of `f(output)` of every hidden layer's neurons over the first `images`.
fn mean_outputs(
    model: &Mlp,
    f: impl Fn(f32) -> f32,
    split: &crate::data::dataset::Split,
    images: usize,
) -> Vec<Vec<f64>> {
    let hidden = &model.layers()[..model.layers().len() - 1];
    let widths = hidden.iter().map(|layer| layer.outputs());
    let mut means: Vec<Vec<f64>> = widths.map(|width| vec![0.0; width]).collect();
    visit_inputs(model, split, images, |trace| {
        for (l, means) in means.iter_mut().enumerate() {
            for row in trace.inputs(l + 1).chunks_exact(means.len()) {
                for (mean, &a) in means.iter_mut().zip(row) {
                    *mean += f64::from(f(a));
                }
            }
        }
    });
    means
        .iter_mut()
        .flatten()
        .for_each(|sum| *sum /= images as f64);
    means
}
