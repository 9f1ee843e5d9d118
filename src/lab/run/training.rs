//! What a training holds from batch to batch.

use crate::Result;
use crate::data::dataset::Dataset;
use crate::lab::ops::base::{Brought, Hook, Learner, TrainPlan, Trains};
use crate::lab::ops::state::State;
use crate::nn::evaluate::Evaluation;

/// Where a diverged run goes back to.
#[derive(Debug)]
pub(super) struct Good {
    pub(super) state: State,
    pub(super) evaluation: Evaluation,
    pub(super) batch: u32,
}

#[derive(Debug)]
pub(super) struct Training {
    pub(super) plan: TrainPlan,
    pub(super) learner: Box<dyn Learner>,
    pub(super) hooks: Vec<Box<dyn Hook>>,
    /// Training images in this epoch's order.
    pub(super) order: Vec<u32>,
    /// Batches done.
    pub(super) batch: u32,
    pub(super) good: Option<Good>,
    /// Whether the first training is done again for its weights.
    pub(super) repeats: bool,
    /// What waits for them.
    pub(super) waiting: Option<Box<State>>,
}

impl Training {
    /// Begins to train `state` as `trains` says.
    pub(super) fn new(
        trains: &dyn Trains,
        plan: TrainPlan,
        state: &mut State,
        data: &Dataset,
    ) -> Result<Self> {
        let Brought { learner, hooks } = trains.begin(state, &plan, data)?;
        Ok(Self {
            plan,
            learner,
            hooks,
            order: (0..data.train.len() as u32).collect(),
            batch: 0,
            good: None,
            repeats: false,
            waiting: None,
        })
    }

    /// Returns the first `step` batches of a training that was done before, for their weights, which `waiting` then takes.
    pub(super) fn repeat(
        trains: &dyn Trains,
        plan: TrainPlan,
        again: &mut State,
        waiting: State,
        data: &Dataset,
    ) -> Result<Self> {
        let mut training = Self::new(trains, plan, again, data)?;
        training.hooks.retain(|hook| !hook.only_records());
        training.repeats = true;
        training.waiting = Some(Box::new(waiting));
        Ok(training)
    }

    /// Returns whether all batches are done.
    pub(super) fn is_through(&self) -> bool {
        self.batch >= self.plan.total_batches
    }

    /// Returns whether a teacher is still to be asked.
    pub(super) fn is_studying(&self) -> bool {
        let study = self.learner.study();
        study.is_some_and(|study| !study.is_whole())
    }
}
