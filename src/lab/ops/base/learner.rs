//! What learns from a batch: usually the weights themselves.

use super::study::Study;
use crate::data::dataset::Split;
use crate::lab::ops::state::State;
use crate::nn::mlp::Mlp;
use crate::nn::optim::Optimizer;
use crate::nn::train::Trainer;
use std::fmt::Debug;

/// Learns from one batch after another.
pub trait Learner: Debug {
    /// Takes one step on the images `batch` of `train` and returns their mean loss before it. When that is not finite the
    /// network is left as it was.
    fn step(&mut self, state: &mut State, train: &Split, batch: &[u32]) -> f32;

    /// Forgets what the optimiser knows of weights that were pruned since the last step.
    fn forget_pruned(&mut self, model: &mut Mlp);

    /// Returns what has to be asked of a teacher before the first batch.
    fn study(&self) -> Option<&Study> {
        None
    }

    /// The same, to go on with it.
    fn study_mut(&mut self) -> Option<&mut Study> {
        None
    }
}

/// The weights learn.
#[derive(Debug)]
pub struct Exact(Trainer);

impl Exact {
    /// Begins with a fresh optimiser for `model`.
    #[must_use]
    pub fn new(model: &Mlp, optimizer: Optimizer) -> Self {
        Self(Trainer::new(model, optimizer))
    }
}

impl Learner for Exact {
    fn step(&mut self, state: &mut State, train: &Split, batch: &[u32]) -> f32 {
        self.0.step(&mut state.model, train, batch)
    }

    fn forget_pruned(&mut self, model: &mut Mlp) {
        self.0.forget_pruned(model);
    }
}
