//! Movement: how far training moves a weight away from zero (Sanh, Wolf & Rush 2020, arXiv:2005.07683).
//!
//! S = -sum over steps of g w, where g is the gradient of the batch's mean loss at weight w, both before the step. A step of plain gradient descent moves w by -lr g, so S grows where |w| grows. It may be negative.
//! The paper's step size only scales all scores alike, so it is left out.

use crate::data::dataset::Split;
use crate::nn::gradient::{BLOCK, Trace};
use crate::nn::mlp::Mlp;
use serde::{Deserialize, Serialize};

/// Movement of every weight since recording began.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Movement {
    /// `layers[layer][input * outputs + output]`.
    layers: Vec<Vec<f32>>,
}

impl Movement {
    /// No movement yet.
    #[must_use]
    pub fn new(model: &Mlp) -> Self {
        let sizes = model.layers().iter().map(|layer| layer.len());
        Self {
            layers: sizes.map(|size| vec![0.0; size]).collect(),
        }
    }

    /// Returns whether it is of a network with as many weights in every layer as `model`.
    #[must_use]
    pub fn fits(&self, model: &Mlp) -> bool {
        let weights = model.layers().iter().map(|layer| layer.len());
        self.layers.iter().map(Vec::len).eq(weights)
    }

    /// Movement of a layer's weights, (inputs, outputs).
    #[must_use]
    pub fn layer(&self, layer: usize) -> &[f32] {
        &self.layers[layer]
    }
}

/// Records movement, batch by batch.
#[derive(Debug, Clone)]
pub struct Recorder {
    movement: Movement,
    trace: Trace,
    gradients: Vec<Vec<f32>>,
}

impl Recorder {
    /// Starts with no movement.
    #[must_use]
    pub fn new(model: &Mlp) -> Self {
        let movement = Movement::new(model);
        Self {
            trace: Trace::new(model),
            gradients: movement.layers.clone(),
            movement,
        }
    }

    /// Records the step that is about to be taken on the images `batch` of `split`.
    pub fn observe(&mut self, model: &Mlp, split: &Split, batch: &[u32]) {
        let Self {
            movement,
            trace,
            gradients,
        } = self;
        gradients.iter_mut().for_each(|sum| sum.fill(0.0));
        for block in batch.chunks(BLOCK) {
            let images = block.iter().map(|&image| image as usize);
            trace.forward(model, split, images.clone());
            trace.backward(model, images.map(|image| split.labels()[image]));
            for (l, sum) in gradients.iter_mut().enumerate() {
                trace.add_gradient(l, sum);
            }
        }
        let scale = 1.0 / batch.len() as f32;
        for ((layer, sums), moved) in model
            .layers()
            .iter()
            .zip(gradients)
            .zip(&mut movement.layers)
        {
            for ((moved, g), w) in moved.iter_mut().zip(sums.iter()).zip(layer.weights()) {
                *moved -= g * scale * w;
            }
        }
    }

    /// What has been recorded so far.
    #[must_use]
    pub fn movement(&self) -> &Movement {
        &self.movement
    }
}
