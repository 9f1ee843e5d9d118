//! What an operation brings into a training besides its learner: something to do before or after batches.
//!
//! A hook sees what is trained and changes it; how a training is cut into steps never changes what it sees.

use super::learner::Learner;
use crate::Result;
use crate::data::dataset::Split;
use crate::lab::ops::state::State;
use crate::lab::record::Record;
use crate::prune::drop_grow::MaskUpdate;
use std::fmt::Debug;

/// A batch that is about to be learned from.
pub struct Batch<'a> {
    /// Batches done before it.
    pub number: u32,
    /// Its training images.
    pub images: &'a [u32],
    /// All training images.
    pub train: &'a Split,
    /// The network and all that goes with it.
    pub state: &'a mut State,
    /// What learns from the batch.
    pub learner: &'a mut dyn Learner,
    /// What is recorded of the run.
    pub record: &'a mut Record,
}

/// Something that is done during a training.
pub trait Hook: Debug {
    /// Is called before every batch.
    ///
    /// # Errors
    /// Whatever makes it impossible to go on: the run then ends as one that diverged does.
    fn before_batch(&mut self, _batch: &mut Batch<'_>) -> Result<()> {
        Ok(())
    }

    /// Is called after every batch.
    fn after_batch(&mut self, _state: &mut State) {}

    /// Is called once the network was measured: after every epoch and at the end.
    fn after_measuring(&mut self, _state: &mut State) {}

    /// Is called when the run has ended, an early end included.
    fn at_end(&mut self, _state: &mut State) {}

    /// Returns whether it only records, so that it may be left out where a training is repeated for its weights.
    fn only_records(&self) -> bool {
        false
    }

    /// Returns what was last dropped and grown in every layer.
    fn swaps(&self) -> &[MaskUpdate] {
        &[]
    }
}
