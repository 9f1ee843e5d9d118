//! What a score function sees: a network, and what the method lets it look at.

use super::evidence::Evidence;
use super::movement::Movement;
use super::obs::{self, Hessian};
use super::shape::ShapeKind;
use super::units::{self, Values};
use crate::Result;
use crate::check::mismatch;
use crate::data::dataset::Split;
use crate::nn::gradient::visit_inputs;
use crate::nn::init::{self, Rng};
use crate::nn::mlp::Mlp;
use std::cell::OnceCell;

/// What a score function sees.
#[derive(Debug)]
pub struct Context<'a> {
    model: &'a Mlp,
    evidence: Evidence<'a>,
    calibration: u32,
    seed: u64,
    hessians: OnceCell<Vec<Hessian>>,
}

impl<'a> Context<'a> {
    /// A network, what may be looked at beside it, how many calibration images to use, and the seed of random scores.
    #[must_use]
    pub fn new(model: &'a Mlp, evidence: Evidence<'a>, calibration: u32, seed: u64) -> Self {
        Self {
            model,
            evidence,
            calibration,
            seed,
            hessians: OnceCell::new(),
        }
    }

    /// The network.
    #[must_use]
    pub fn model(&self) -> &'a Mlp {
        self.model
    }

    /// Returns the calibration images: the training images and how many of them, from the first.
    ///
    /// # Errors
    /// Those of [`Evidence::calibration`].
    pub fn images(&self) -> Result<(&'a Split, usize)> {
        self.evidence.calibration(self.calibration)
    }

    /// Returns the movement recorded during the training before.
    ///
    /// # Errors
    /// [`crate::Error::MethodMismatch`] where none was recorded.
    pub fn movement(&self) -> Result<&'a Movement> {
        self.evidence.movement.ok_or_else(|| {
            mismatch(
                "score",
                "movement",
                "a network whose training did not record movement",
                "training that does, just before",
            )
        })
    }

    /// A generator from the method's seed.
    #[must_use]
    pub fn rng(&self) -> Rng {
        init::rng(self.seed)
    }

    /// Returns the damped Hessian of every layer, computed once.
    ///
    /// # Errors
    /// Those of [`Context::images`] and [`obs::hessians`].
    pub fn hessians(&self) -> Result<&[Hessian]> {
        if let Some(hessians) = self.hessians.get() {
            return Ok(hessians);
        }
        let (train, images) = self.images()?;
        let hessians = obs::hessians(self.model, train, images)?;
        Ok(self.hessians.get_or_init(|| hessians))
    }

    /// Returns the same to keep.
    ///
    /// # Errors
    /// Those of [`Context::hessians`].
    pub fn into_hessians(self) -> Result<Vec<Hessian>> {
        self.hessians()?;
        Ok(self.hessians.into_inner().unwrap_or_default())
    }

    /// Means over the calibration images of `f` of every hidden neuron's output.
    ///
    /// # Errors
    /// Those of [`Context::images`].
    pub fn mean_activations(&self, f: fn(f32) -> f32) -> Result<Values<f32>> {
        let (train, images) = self.images()?;
        let counts = units::counts(ShapeKind::Neurons, &self.model.sizes());
        let mut sums: Values<f64> = counts.iter().map(|&count| vec![0.0; count]).collect();
        visit_inputs(self.model, train, images, |trace| {
            for (l, sums) in sums.iter_mut().enumerate() {
                for row in trace.inputs(l + 1).chunks_exact(sums.len()) {
                    for (sum, &a) in sums.iter_mut().zip(row) {
                        *sum += f64::from(f(a));
                    }
                }
            }
        });
        let mean = |sum: &f64| (sum / images as f64) as f32;
        Ok(sums
            .iter()
            .map(|layer| layer.iter().map(mean).collect())
            .collect())
    }
}
