//! What a run records on its way.

use serde::Serialize;

/// A measurement at the end of an epoch.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct EpochPoint {
    /// Batches done since the operation began.
    pub batch: u32,
    /// Mean of the epoch's batch losses.
    pub train_loss: f64,
    /// Share of test images read correctly.
    pub test_accuracy: f64,
    /// Mean loss on the test images.
    pub test_loss: f64,
    /// Share of weights that are zero.
    pub sparsity: f64,
}

/// What was recorded on the way.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Record {
    /// Mean loss of every batch.
    pub losses: Vec<f32>,
    /// A point an epoch.
    pub epochs: Vec<EpochPoint>,
    /// Every drop-and-grow step.
    pub exchanges: Vec<Exchange>,
}

/// A drop-and-grow step: as many weights were dropped as were grown.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Exchange {
    /// Batches done before it.
    pub batch: u32,
    /// How many weights of every layer were dropped and grown.
    pub layers: Vec<u32>,
}
