//! One operation at work: `step` by `step`, each ending on a batch's edge, knowing nothing of time or threads.
//!
//! An operation trains (if it is one that does), measures itself on the whole test set after every epoch and at
//! its end, and leaves a state. How the steps are cut never changes a bit of it. Where a teacher is needed whose network
//! is not at hand, its operations are done first, each of them a run as well; they give the same bits as those they
//! repeat.

mod execution;
mod phase;
mod start;
mod training;

pub use super::ops::state::State;
pub use super::record::{EpochPoint, Exchange, Record};
pub use phase::{Outcome, Phase};

use super::ops::Op;
use super::ops::base::TrainPlan;
use crate::data::dataset::Dataset;
use crate::nn::mlp::Mlp;
use crate::prune::drop_grow::MaskUpdate;
use crate::{Error, Result};
use execution::Execution;

/// An operation at work.
#[derive(Debug)]
pub struct Run {
    execution: Execution,
    /// The teacher's network in the making, as long as it is not there.
    teacher: Option<Teacher>,
}

/// A teacher's operations, done one after another.
#[derive(Debug)]
struct Teacher {
    ops: Vec<Op>,
    imported: Option<Mlp>,
    /// Operations done.
    done: usize,
    run: Option<Box<Run>>,
    state: Option<State>,
}

impl Run {
    /// Begins `op` on what came before it; `imported` is the network an import asks for.
    ///
    /// # Errors
    /// Those of [`Op::check`] and of what the operation does; [`Error::OutOfRange`] for what this network or data set has
    /// not; [`Error::MisplacedOp`] if the operation needs a network before it, or none, or what is missing in it;
    /// [`Error::NeedsCheckpoint`] if the imported network is not there.
    pub fn start(
        op: Op,
        before: Option<State>,
        imported: Option<Mlp>,
        data: &Dataset,
    ) -> Result<Self> {
        let execution = Execution::start(op, before, imported, data)?;
        let teacher = execution.teacher().map(|ops| Teacher {
            ops: ops.to_vec(),
            imported: None,
            done: 0,
            run: None,
            state: None,
        });
        Ok(Self { execution, teacher })
    }

    /// Returns the operation.
    #[must_use]
    pub fn op(&self) -> &Op {
        &self.execution.op
    }

    /// Returns the plan, where the operation trains.
    #[must_use]
    pub fn plan(&self) -> Option<TrainPlan> {
        self.execution
            .training
            .as_ref()
            .map(|training| training.plan)
    }

    /// Returns the number of batches done.
    #[must_use]
    pub fn batch(&self) -> u32 {
        let training = self.execution.training.as_ref();
        training.map_or(0, |training| training.batch)
    }

    /// Returns the network as it is now.
    #[must_use]
    pub fn model(&self) -> &Mlp {
        &self.execution.state.model
    }

    /// Returns what has been recorded so far.
    #[must_use]
    pub fn record(&self) -> &Record {
        &self.execution.record
    }

    /// Returns what the last drop-and-grow step did to every layer; nothing before it.
    #[must_use]
    pub fn swaps(&self) -> &[MaskUpdate] {
        let hooks = self.execution.training.iter().flat_map(|t| &t.hooks);
        let mut each = hooks.map(|hook| hook.swaps());
        each.find(|swaps| !swaps.is_empty()).unwrap_or_default()
    }

    /// Returns the operations that make the teacher, as long as its network is not there.
    #[must_use]
    pub fn teacher(&self) -> Option<&[Op]> {
        self.teacher.as_ref().map(|teacher| &teacher.ops[..])
    }

    /// Takes the teacher's network as it is at hand, so that nothing is done again; it must be that of
    /// [`Run::teacher`]'s operations.
    pub fn take_teacher(&mut self, teacher: Mlp) {
        self.teacher = None;
        self.execution.take_teacher(teacher);
    }

    /// Takes the network from a file that the teacher's operations begin with.
    pub fn import_teacher(&mut self, imported: Option<Mlp>) {
        if let Some(teacher) = &mut self.teacher {
            teacher.imported = imported;
        }
    }

    /// Returns why the run ended early, if its loss stopped being finite.
    #[must_use]
    pub fn diverged(&self) -> Option<&Error> {
        self.execution.diverged.as_ref()
    }

    /// Returns what the next step will do.
    #[must_use]
    pub fn phase(&self) -> Phase {
        self.execution.phase()
    }

    /// Trains for at most `max_batches` batches, or measures or asks the teacher for about as long; a step does one of
    /// these.
    pub fn step(&mut self, data: &Dataset, max_batches: u32) -> Phase {
        let max_batches = max_batches.max(1);
        match self.teacher.as_mut() {
            None => self.execution.step(data, max_batches),
            Some(teacher) => match teacher.step(data, max_batches) {
                Ok(None) => {}
                Ok(Some(network)) => self.take_teacher(network),
                Err(error) => {
                    self.teacher = None;
                    self.execution.fall_back(error);
                }
            },
        }
        self.phase()
    }

    /// Ends the operation where it stands: what was learned so far is kept and measured.
    /// False when not a batch was done, so that there is nothing to keep.
    pub fn stop(&mut self) -> bool {
        self.execution.stop()
    }

    /// Returns what the operation left, once it is done; `None` when it diverged before anything was worth keeping.
    #[must_use]
    pub fn finish(self) -> Option<Outcome> {
        self.execution.finish()
    }
}

impl Teacher {
    /// Goes on by at most `max_batches` batches; the network once all is done.
    fn step(&mut self, data: &Dataset, max_batches: u32) -> Result<Option<Mlp>> {
        let mut run = match (self.run.take(), self.ops.get(self.done)) {
            (Some(run), _) => run,
            (None, Some(op)) => {
                let (before, imported) = (self.state.take(), self.imported.take());
                Box::new(Run::start(op.clone(), before, imported, data)?)
            }
            (None, None) => return Err(Error::NoRun),
        };
        if run.step(data, max_batches) != Phase::Done {
            self.run = Some(run);
            return Ok(None);
        }
        if let Some(error) = run.diverged() {
            return Err(error.clone());
        }
        let state = run.finish().ok_or(Error::NoRun)?.state;
        self.done += 1;
        if self.done == self.ops.len() {
            return Ok(Some(state.model));
        }
        self.state = Some(state);
        Ok(None)
    }
}
