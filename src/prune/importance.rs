//! Scores of single weights: how much each matters. The lowest go first.
//!
//! | score | formula | source |
//! | --- | --- | --- |
//! | magnitude | abs(w) | Han et al. 2015, arXiv:1506.02626 |
//! | random | uniform in 0..1, from the method's seed | |
//! | gradient | abs(g) | |
//! | taylor | abs(w g) | SNIP: Lee et al. 2019, arXiv:1810.02340; Molchanov et al. 2017, arXiv:1611.06440 |
//! | fisher | w^2 F / 2 | Theis et al. 2018, arXiv:1801.05787 |
//! | obs | w^2 / (2 (H^-1)_jj) | [`super::obs`] |
//! | wanda | abs(w) norm(x_j) | Sun et al. 2024, arXiv:2306.11695 |
//! | lamp | w^2 / sum of v^2 over the layer's weights v with abs(v) >= abs(w) | Lee et al. 2021, arXiv:2010.07611 |
//! | movement | -sum of g w | [`super::movement`] |
//!
//! g is the gradient of the mean loss over the calibration images, so the absolute value comes after averaging; F is
//! the mean of the squares of each image's own gradient; x_j is the weight's input over all calibration images.
//! Calibration images are the first ones of the training set. Scores of neurons are in [`super::neurons`].

use super::method::{Method, Shape};
use super::movement::Movement;
use super::obs::Hessian;
use crate::check::{mismatch, within};
use crate::data::dataset::Split;
use crate::nn::dense::Dense;
use crate::nn::gradient::{mean_gradients, mean_squared_gradients, visit_inputs};
use crate::nn::init;
use crate::nn::mlp::Mlp;
use crate::{Error, Result};
use rand::RngExt;
use serde::{Deserialize, Serialize};

/// What is ranked by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Score {
    /// Size of the weight.
    Magnitude,
    /// Chance.
    Random,
    /// Size of the gradient.
    Gradient,
    /// First-order change of the loss when it goes.
    Taylor,
    /// Second-order change of the loss, by the empirical Fisher information.
    Fisher,
    /// Error of the layer's outputs when it goes and the others make up for it.
    Obs,
    /// Size of the weight times size of its input.
    Wanda,
    /// Share of the layer's energy among the weights not smaller.
    Lamp,
    /// How far fine-tuning drove it away from zero.
    Movement,
    /// Neurons: sum of the sizes of incoming weights.
    L1,
    /// Neurons: length of the vector of incoming weights.
    L2,
    /// Neurons: length of the vector of incoming and outgoing weights.
    L2InOut,
    /// Neurons: mean output.
    MeanActivation,
    /// Neurons: share of images it answers with zero; the most silent go first.
    Apoz,
    /// Neurons: the first go first, whatever they do.
    First,
}

impl Score {
    /// The scores that rank what `shape` prunes.
    #[must_use]
    pub fn of(shape: Shape) -> &'static [Self] {
        match shape {
            Shape::Weights | Shape::NOfM { .. } => &[
                Self::Magnitude,
                Self::Random,
                Self::Gradient,
                Self::Taylor,
                Self::Fisher,
                Self::Obs,
                Self::Wanda,
                Self::Lamp,
                Self::Movement,
            ],
            Shape::Neurons => &[
                Self::L1,
                Self::L2,
                Self::L2InOut,
                Self::MeanActivation,
                Self::Apoz,
                Self::Taylor,
                Self::Random,
                Self::First,
            ],
        }
    }

    /// Its name in links and files.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Magnitude => "magnitude",
            Self::Random => "random",
            Self::Gradient => "gradient",
            Self::Taylor => "taylor",
            Self::Fisher => "fisher",
            Self::Obs => "obs",
            Self::Wanda => "wanda",
            Self::Lamp => "lamp",
            Self::Movement => "movement",
            Self::L1 => "l1",
            Self::L2 => "l2",
            Self::L2InOut => "l2-in-out",
            Self::MeanActivation => "mean-activation",
            Self::Apoz => "apoz",
            Self::First => "first",
        }
    }

    /// Whether it looks at training images.
    #[must_use]
    pub fn needs_images(&self) -> bool {
        matches!(
            self,
            Self::Gradient
                | Self::Taylor
                | Self::Fisher
                | Self::Obs
                | Self::Wanda
                | Self::MeanActivation
                | Self::Apoz
        )
    }
}

/// What scores may look at beside the network.
#[derive(Debug, Clone, Copy, Default)]
pub struct Evidence<'a> {
    /// Training images.
    pub train: Option<&'a Split>,
    /// What the training before noted down.
    pub movement: Option<&'a Movement>,
}

impl<'a> Evidence<'a> {
    /// Training images only.
    #[must_use]
    pub fn images(train: &'a Split) -> Self {
        Self {
            train: Some(train),
            movement: None,
        }
    }

    /// The calibration images: a split and how many of its first images.
    ///
    /// # Errors
    /// [`Error::NoDataset`] without images, [`Error::OutOfRange`] where there are not as many.
    pub fn calibration(&self, method: &Method) -> Result<(&'a Split, usize)> {
        let train = self.train.ok_or(Error::NoDataset)?;
        let images = f64::from(method.calibration);
        within("calibration images", images, 1.0, train.len() as f64)?;
        Ok((train, method.calibration as usize))
    }
}

/// Scores of every layer's weights, (inputs, outputs). Higher ones matter more; only movement may be negative.
/// `hessians` are every layer's, needed for [`Score::Obs`] alone.
///
/// # Errors
/// Those of [`Evidence::calibration`]; [`Error::MethodMismatch`] for movement that was not noted down and for scores of
/// neurons.
pub fn scores(
    method: &Method,
    model: &Mlp,
    evidence: Evidence<'_>,
    hessians: &[Hessian],
) -> Result<Vec<Vec<f32>>> {
    let each = |score: &dyn Fn(usize, &Dense) -> Vec<f32>| -> Vec<Vec<f32>> {
        let layers = model.layers().iter().enumerate();
        layers.map(|(l, layer)| score(l, layer)).collect()
    };
    let images = || evidence.calibration(method);
    Ok(match method.score {
        Score::Magnitude => each(&|_, layer| layer.weights().iter().map(|w| w.abs()).collect()),
        Score::Random => random(model, method.seed),
        Score::Gradient => {
            let (train, count) = images()?;
            let gradients = mean_gradients(model, train, count);
            each(&|l, _| gradients[l].iter().map(|g| g.abs() as f32).collect())
        }
        Score::Taylor => {
            let (train, count) = images()?;
            let gradients = mean_gradients(model, train, count);
            each(&|l, layer| by_weight(layer, &gradients[l], |w, g| (w * g).abs()))
        }
        Score::Fisher => {
            let (train, count) = images()?;
            let squares = mean_squared_gradients(model, train, count);
            each(&|l, layer| by_weight(layer, &squares[l], |w, f| 0.5 * w * w * f))
        }
        Score::Obs => {
            let costs: Vec<Vec<f64>> = hessians.iter().map(Hessian::costs).collect();
            each(&|l, layer| by_input(layer, &costs[l], |w, cost| w * w / 2.0 * cost))
        }
        Score::Wanda => {
            let (train, count) = images()?;
            let norms = input_norms(model, train, count);
            each(&|l, layer| by_input(layer, &norms[l], |w, norm| w.abs() * norm))
        }
        Score::Lamp => each(&|_, layer| lamp(layer)),
        Score::Movement => {
            let movement = evidence.movement.ok_or_else(|| {
                mismatch(
                    "score",
                    "movement",
                    "a network whose training did not note movement down",
                    "training that does, just before",
                )
            })?;
            each(&|l, _| movement.layer(l).to_vec())
        }
        neurons => {
            let allowed: Vec<&str> = Score::of(Shape::Weights).iter().map(Score::name).collect();
            return Err(mismatch(
                "score",
                neurons.name(),
                "single weights",
                &allowed.join(", "),
            ));
        }
    })
}

/// Combines every weight with a value of its own.
fn by_weight(layer: &Dense, values: &[f64], f: impl Fn(f64, f64) -> f64) -> Vec<f32> {
    let pairs = layer.weights().into_iter().zip(values);
    pairs
        .map(|(&w, &value)| f(f64::from(w), value) as f32)
        .collect()
}

/// Combines every weight with a value of its input.
fn by_input(layer: &Dense, values: &[f64], f: impl Fn(f64, f64) -> f64) -> Vec<f32> {
    let rows = layer.weights();
    let mut scores = Vec::with_capacity(layer.len());
    for (row, &value) in rows.rows().into_iter().zip(values) {
        scores.extend(row.iter().map(|&w| f(f64::from(w), value) as f32));
    }
    scores
}

/// Chance, drawn layer by layer.
fn random(model: &Mlp, seed: u64) -> Vec<Vec<f32>> {
    let mut rng = init::rng(seed);
    let sizes = model.layers().iter().map(Dense::len);
    sizes
        .map(|size| (0..size).map(|_| rng.random()).collect())
        .collect()
}

/// Length of the vector of every input of every layer over the first `images`.
fn input_norms(model: &Mlp, split: &Split, images: usize) -> Vec<Vec<f64>> {
    let widths = model.layers().iter().map(Dense::inputs);
    let mut squares: Vec<Vec<f64>> = widths.map(|width| vec![0.0; width]).collect();
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

/// Layer-adaptive magnitude. Among equals the one that goes later has the smaller sum, hence the larger score.
fn lamp(layer: &Dense) -> Vec<f32> {
    let weights = layer.weights();
    let (inputs, outputs) = weights.dim();
    // In PyTorch's order (outputs, inputs), as ties go by that index.
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
