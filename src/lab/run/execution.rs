//! One operation at work, its teacher's network given: training, measuring, and the way back when a loss is not finite any
//! more.

use super::phase::{Outcome, Phase};
use super::training::{Good, Training};
use crate::Error;
use crate::data::dataset::Dataset;
use crate::lab::ops::Op;
use crate::lab::ops::base::Batch;
use crate::lab::ops::state::State;
use crate::lab::record::{EpochPoint, Record};
use crate::nn::evaluate::{Evaluation, Pass};
use crate::nn::mlp::Mlp;
use rand::seq::SliceRandom;

/// Test images measured in the time of about one training batch.
const IMAGES_PER_BATCH: usize = 256;

/// An operation at work.
#[derive(Debug)]
pub(super) struct Execution {
    pub(super) op: Op,
    pub(super) state: State,
    pub(super) training: Option<Training>,
    pub(super) record: Record,
    pub(super) diverged: Option<Error>,
    pass: Option<Pass>,
    evaluation: Option<Evaluation>,
    /// Whether this is the experiment's first training.
    is_first: bool,
}

impl Execution {
    /// Goes on with `state` by `training`, or else measures it.
    pub(super) fn new(op: Op, state: State, training: Option<Training>, is_first: bool) -> Self {
        let pass = training.is_none().then(|| Pass::new(&state.model));
        Self {
            op,
            state,
            training,
            record: Record::default(),
            diverged: None,
            pass,
            evaluation: None,
            is_first,
        }
    }

    /// Returns what the next step will do.
    pub(super) fn phase(&self) -> Phase {
        match (&self.pass, &self.training) {
            (Some(_), _) => Phase::Measuring,
            (None, Some(training)) if self.diverged.is_none() && !training.is_through() => {
                if training.is_studying() {
                    Phase::Teaching
                } else {
                    Phase::Training
                }
            }
            (None, _) => Phase::Done,
        }
    }

    /// Asks the teacher about images, trains for at most `max_batches` batches, or measures for about as long; a step does
    /// one of these.
    pub(super) fn step(&mut self, data: &Dataset, max_batches: u32) {
        let images = max_batches as usize * IMAGES_PER_BATCH;
        match self.phase() {
            Phase::Teaching => {
                let training = self.training.as_mut();
                if let Some(study) = training.and_then(|training| training.learner.study_mut()) {
                    study.ask(&data.train, images);
                }
            }
            Phase::Training => self.train(data, max_batches),
            Phase::Measuring => self.measure(data, images),
            Phase::Done => {}
        }
    }

    /// Returns the operations that make the teacher, if one is to be asked.
    pub(super) fn teacher(&self) -> Option<&[Op]> {
        let study = self.training.as_ref()?.learner.study()?;
        Some(study.ops())
    }

    /// Takes the teacher's network.
    pub(super) fn take_teacher(&mut self, teacher: Mlp) {
        let training = self.training.as_mut();
        if let Some(study) = training.and_then(|training| training.learner.study_mut()) {
            study.take(teacher);
        }
    }

    /// Ends the operation where it stands: what was learned so far is kept and measured.
    /// False when not a batch was done, so that there is nothing to keep.
    pub(super) fn stop(&mut self) -> bool {
        let Some(training) = &mut self.training else {
            return true;
        };
        if training.is_through() {
            return true;
        }
        if training.batch == 0 || training.repeats {
            return false;
        }
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
        true
    }

    /// What the operation left, once it is done; `None` when it diverged before anything was worth keeping.
    pub(super) fn finish(self) -> Option<Outcome> {
        let Self {
            op,
            mut state,
            training,
            evaluation,
            record,
            is_first,
            ..
        } = self;
        for mut hook in training.into_iter().flat_map(|training| training.hooks) {
            hook.at_end(&mut state);
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

    fn train(&mut self, data: &Dataset, max_batches: u32) {
        let Some(training) = &mut self.training else {
            return;
        };
        let per_epoch = training.plan.batches_per_epoch;
        for _ in 0..max_batches {
            let in_epoch = training.batch % per_epoch;
            if in_epoch == 0 {
                training.order.shuffle(&mut self.state.rng);
            }
            let from = in_epoch as usize * training.plan.batch_size;
            let to = training.order.len().min(from + training.plan.batch_size);
            let images = &training.order[from..to];
            for hook in &mut training.hooks {
                let mut batch = Batch {
                    number: training.batch,
                    images,
                    train: &data.train,
                    state: &mut self.state,
                    learner: &mut *training.learner,
                    record: &mut self.record,
                };
                if let Err(error) = hook.before_batch(&mut batch) {
                    return self.fall_back(error);
                }
            }
            let learner = &mut training.learner;
            let loss = learner.step(&mut self.state, &data.train, images);
            if !loss.is_finite() {
                return self.diverge(loss);
            }
            for hook in &mut training.hooks {
                hook.after_batch(&mut self.state);
            }
            training.batch += 1;
            let last = training.is_through();
            if training.repeats {
                if !last {
                    continue;
                }
                // Its hooks were about the training that is done again, not about what takes its weights.
                training.hooks.clear();
                if let Some(waiting) = training.waiting.take() {
                    let there = std::mem::replace(&mut self.state, *waiting);
                    self.state.take_weights(&there.model);
                }
                self.pass = Some(Pass::new(&self.state.model));
                return;
            }
            self.record.losses.push(loss);
            if last || training.batch.is_multiple_of(per_epoch) {
                self.pass = Some(Pass::new(&self.state.model));
                return;
            }
        }
    }

    fn measure(&mut self, data: &Dataset, images: usize) {
        let Some(pass) = &mut self.pass else { return };
        let Some(evaluation) = pass.step(&self.state.model, &data.test, images) else {
            return;
        };
        if !evaluation.loss.is_finite() && self.training.is_some() {
            return self.diverge(evaluation.loss as f32);
        }
        self.pass = None;
        if let Some(training) = &mut self.training {
            for hook in &mut training.hooks {
                hook.after_measuring(&mut self.state);
            }
            let (batch, per_epoch) = (training.batch, training.plan.batches_per_epoch);
            if batch.is_multiple_of(per_epoch) && !training.repeats {
                let losses = &self.record.losses[(batch - per_epoch) as usize..];
                let sum: f64 = losses.iter().map(|&loss| f64::from(loss)).sum();
                self.record.epochs.push(EpochPoint {
                    batch,
                    train_loss: sum / losses.len() as f64,
                    test_accuracy: evaluation.accuracy(),
                    test_loss: evaluation.loss,
                    sparsity: self.state.model.sparsity(),
                });
                training.good = Some(Good {
                    state: self.state.clone(),
                    evaluation: evaluation.clone(),
                    batch,
                });
            }
        }
        self.evaluation = Some(evaluation);
    }

    /// The loss is not finite any more.
    fn diverge(&mut self, loss: f32) {
        let Some(training) = &mut self.training else {
            return;
        };
        let per_epoch = training.plan.batches_per_epoch;
        // A batch that failed is not counted yet; a measurement that failed blames the last one counted.
        let at = if self.pass.is_some() {
            training.batch - 1
        } else {
            training.batch
        };
        let error = Error::Diverged {
            epoch: at / per_epoch + 1,
            batch: at % per_epoch + 1,
            loss: loss.to_string(),
            lr: training.plan.optimizer.lr(),
        };
        self.fall_back(error);
    }

    /// Ends early because of `error`, at the end of the last good epoch, if there was one.
    pub(super) fn fall_back(&mut self, error: Error) {
        let Some(training) = &mut self.training else {
            return;
        };
        self.diverged = Some(error);
        self.pass = None;
        self.evaluation = None;
        if let Some(good) = training.good.take() {
            self.state = good.state;
            self.evaluation = Some(good.evaluation);
            self.op = self.op.clone().stopped(good.batch);
            self.record.losses.truncate(good.batch as usize);
            self.record.exchanges.retain(|one| one.batch < good.batch);
            self.record.epochs.retain(|point| point.batch <= good.batch);
        }
    }
}
