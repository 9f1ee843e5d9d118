//! One operation at work: `step` by `step`, each ending on a batch's edge, knowing nothing of time or threads.
//!
//! An operation trains (if it is one that does), measures itself on the whole test set after every epoch and at
//! its end, and leaves a state. How the steps are cut never changes a bit of it.

mod record;
mod start;
mod state;
mod steps;
mod training;

pub use record::{EpochPoint, Exchange, Record};
pub use state::State;

use super::op::Op;
use super::plan::TrainPlan;
use crate::Error;
use crate::data::dataset::Dataset;
use crate::nn::evaluate::{Evaluation, Pass};
use crate::nn::mlp::Mlp;
use crate::prune::rewire::Swap;
use serde::Serialize;
use training::Training;

/// Test images measured in the time of about one training batch.
const IMAGES_PER_BATCH: usize = 256;

/// What a step did and what comes next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Phase {
    /// The teacher is made ready.
    Teaching,
    /// Training goes on.
    Training,
    /// Measuring goes on.
    Measuring,
    /// All is done: [`Run::finish`].
    Done,
}

/// An operation that has ended.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// The operation as it was really done, an early end included.
    pub op: Op,
    /// What it left.
    pub state: State,
    /// The measurement of that.
    pub evaluation: Evaluation,
    /// What was noted down on the way.
    pub record: Record,
}

/// An operation at work.
#[derive(Debug, Clone)]
pub struct Run {
    op: Op,
    state: State,
    training: Option<Training>,
    pass: Option<Pass>,
    evaluation: Option<Evaluation>,
    record: Record,
    diverged: Option<Error>,
    /// Whether this is the experiment's first training.
    is_first: bool,
}

impl Run {
    /// The operation.
    #[must_use]
    pub fn op(&self) -> &Op {
        &self.op
    }

    /// The plan, where the operation trains.
    #[must_use]
    pub fn plan(&self) -> Option<TrainPlan> {
        self.training.as_ref().map(|training| training.plan)
    }

    /// Batches done.
    #[must_use]
    pub fn batch(&self) -> u32 {
        self.training.as_ref().map_or(0, |training| training.batch)
    }

    /// The network as it is now.
    #[must_use]
    pub fn model(&self) -> &Mlp {
        &self.state.model
    }

    /// What has been noted down so far.
    #[must_use]
    pub fn record(&self) -> &Record {
        &self.record
    }

    /// What the last exchange of sparse training did to every layer; nothing before it.
    #[must_use]
    pub fn swaps(&self) -> &[Swap] {
        self.training
            .as_ref()
            .map_or(&[], |training| &training.swaps)
    }

    /// The operations that make the teacher, as long as it is not ready.
    #[must_use]
    pub fn teacher(&self) -> Option<&[Op]> {
        let teaching = self.training.as_ref()?.teaching.as_ref()?;
        Some(teaching.ops())
    }

    /// Takes the teacher as it is at hand, so that nothing is done again; it must be the network of
    /// [`Run::teacher`]'s operations.
    pub fn take_teacher(&mut self, teacher: Mlp) {
        if let Some(training) = &mut self.training
            && let Some(teaching) = &mut training.teaching
        {
            teaching.take(teacher);
        }
    }

    /// The network from a file that the teacher's operations begin with.
    pub fn import_teacher(&mut self, imported: Option<Mlp>) {
        if let Some(training) = &mut self.training
            && let Some(teaching) = &mut training.teaching
        {
            teaching.import(imported);
        }
    }

    /// Why the run ended early, if its loss stopped being finite.
    #[must_use]
    pub fn diverged(&self) -> Option<&Error> {
        self.diverged.as_ref()
    }

    /// What the next step will do.
    #[must_use]
    pub fn phase(&self) -> Phase {
        match (&self.pass, &self.training) {
            (Some(_), _) => Phase::Measuring,
            (None, Some(training)) if self.diverged.is_none() && training.teaching.is_some() => {
                Phase::Teaching
            }
            (None, Some(training))
                if self.diverged.is_none() && training.batch < training.plan.total_batches =>
            {
                Phase::Training
            }
            _ => Phase::Done,
        }
    }

    /// Trains for at most `max_batches` batches, or measures for about as long; a step never does both.
    pub fn step(&mut self, data: &Dataset, max_batches: u32) -> Phase {
        match self.phase() {
            Phase::Teaching => self.ask_teacher(data, max_batches.max(1)),
            Phase::Training => self.train(data, max_batches.max(1)),
            Phase::Measuring => self.measure(data, max_batches.max(1) as usize * IMAGES_PER_BATCH),
            Phase::Done => {}
        }
        self.phase()
    }

    /// Ends the operation where it stands: what was learned so far is kept and measured.
    /// False when not a batch was done, so that there is nothing to keep.
    pub fn stop(&mut self) -> bool {
        let Some(training) = &mut self.training else {
            return true;
        };
        let is_through = training.batch == training.plan.total_batches;
        if training.batch == 0 || (training.rewinding && !is_through) {
            return false;
        }
        if training.batch < training.plan.total_batches {
            training.plan.total_batches = training.batch;
            self.op = self.op.clone().stopped(training.batch);
            let measured = self
                .record
                .epochs
                .last()
                .is_some_and(|point| point.batch == training.batch);
            if self.pass.is_none() && !measured {
                self.pass = Some(Pass::new(&self.state.model));
            }
        }
        true
    }

    /// What the operation left, once it is done; `None` when it diverged before anything was worth keeping.
    #[must_use]
    pub fn finish(self) -> Option<Outcome> {
        let Self {
            op,
            mut state,
            evaluation,
            record,
            is_first,
            ..
        } = self;
        if let Op::Proximal { .. } = op {
            state.prune_zeros();
        }
        if let (true, Some(first)) = (is_first, &mut state.past.first) {
            // As it was really done, an early end included.
            std::sync::Arc::make_mut(first).op = op.clone();
        }
        evaluation.map(|evaluation| Outcome {
            op,
            state,
            evaluation,
            record,
        })
    }
}
