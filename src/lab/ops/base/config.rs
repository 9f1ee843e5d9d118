//! How long and by what a network is trained, and what follows from that on a data set.

use super::field::{BATCHES, Entry, EntryMut, Field, within_fields};
use super::optimizer::OPTIMIZER;
use crate::Result;
use crate::check::Limit;
use crate::nn::optim::Optimizer;
use serde::{Deserialize, Serialize};

/// Images a step.
pub const BATCH_SIZE: Field = Field::number("batchSize", "batch size", Limit::whole(1, 4096));
/// Passes over the training images.
pub const EPOCHS: Field = Field::number("epochs", "epochs", Limit::whole(1, 1000));
/// After how many batches an operation that trains was ended early.
pub const STOP_AFTER: Field = Field::number("stopAfter", "batches before the early end", BATCHES);

/// How long and by what a network is trained.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TrainConfig {
    /// Passes over the training images.
    pub epochs: u32,
    /// Images a step.
    pub batch_size: u32,
    /// The optimiser; it starts afresh in every operation.
    pub optimizer: Optimizer,
}

impl Default for TrainConfig {
    fn default() -> Self {
        Self {
            epochs: 10,
            batch_size: 64,
            optimizer: Optimizer::Adam { lr: 0.001 },
        }
    }
}

/// A training whose numbers are in range, on a data set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TrainPlan {
    /// The optimiser.
    pub optimizer: Optimizer,
    /// Images a step; the last of an epoch takes what is left.
    pub batch_size: usize,
    /// Steps an epoch.
    pub batches_per_epoch: u32,
    /// Steps in all, an early end taken into account.
    pub total_batches: u32,
}

impl TrainConfig {
    /// The same for so many epochs.
    #[must_use]
    pub fn with_epochs(self, epochs: u32) -> Self {
        Self { epochs, ..self }
    }

    /// Its fields in the order of a link.
    #[must_use]
    pub fn fields(&self) -> Vec<Entry<'_>> {
        vec![
            Entry {
                field: &OPTIMIZER,
                value: &self.optimizer,
            },
            Entry {
                field: &BATCH_SIZE,
                value: &self.batch_size,
            },
            Entry {
                field: &EPOCHS,
                value: &self.epochs,
            },
        ]
    }

    /// The same, to be set.
    #[must_use]
    pub fn fields_mut(&mut self) -> Vec<EntryMut<'_>> {
        vec![
            EntryMut {
                field: &OPTIMIZER,
                value: &mut self.optimizer,
            },
            EntryMut {
                field: &BATCH_SIZE,
                value: &mut self.batch_size,
            },
            EntryMut {
                field: &EPOCHS,
                value: &mut self.epochs,
            },
        ]
    }

    /// Returns the number of batches in an epoch of `images` training images.
    #[must_use]
    pub fn batches_per_epoch(&self, images: usize) -> u32 {
        images.div_ceil(self.batch_size.max(1) as usize) as u32
    }

    /// Returns the number of batches in all.
    #[must_use]
    pub fn batches(&self, images: usize) -> u32 {
        self.batches_per_epoch(images).saturating_mul(self.epochs)
    }

    /// Plans this training on `images` training images, for `stop_after` batches if not to its end.
    ///
    /// # Errors
    /// [`crate::Error::OutOfRange`] if a number is out of range or the early end comes after the last batch.
    pub fn plan(&self, stop_after: Option<u32>, images: usize) -> Result<TrainPlan> {
        within_fields(&self.fields())?;
        let total = self.batches(images);
        if let Some(stop) = stop_after {
            crate::check::within(STOP_AFTER.what, stop.into(), 1.0, total.into())?;
        }
        Ok(TrainPlan {
            optimizer: self.optimizer,
            batch_size: self.batch_size as usize,
            batches_per_epoch: self.batches_per_epoch(images),
            total_batches: stop_after.unwrap_or(total),
        })
    }
}
