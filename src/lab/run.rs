//! One operation at work: `step` by `step`, each ending on a batch's edge, knowing nothing of time or threads.
//!
//! An operation trains (if it is one that does), measures itself on the whole test set after every epoch and at
//! its end, and leaves a state. How the steps are cut never changes a bit of it.

use super::op::{MaskChoice, Op};
use super::plan::{self, TrainPlan};
use crate::data::dataset::{Dataset, Split};
use crate::nn::evaluate::{Evaluation, Pass};
use crate::nn::init::{self, Rng};
use crate::nn::mlp::Mlp;
use crate::nn::train::Trainer;
use crate::prune::importance::Evidence;
use crate::prune::movement::{Movement, Recorder};
use crate::prune::order::{Method, Order};
use crate::{Error, Result};
use rand::seq::SliceRandom;
use serde::Serialize;

/// Test images measured in the time of about one training batch.
const IMAGES_PER_BATCH: usize = 256;

/// What an operation starts from and leaves: all that decides what comes next.
#[derive(Debug, Clone, PartialEq)]
pub struct State {
    /// The network, mask included.
    pub model: Mlp,
    /// The generator.
    pub rng: Rng,
    /// What the training just before noted down for pruning by movement.
    pub movement: Option<Movement>,
}

impl State {
    /// Prunes the network at `ratio`.
    ///
    /// # Errors
    /// Those of [`Order::new`].
    pub fn prune(&mut self, method: &Method, ratio: f64, train: Option<&Split>) -> Result<()> {
        let movement = self.movement.as_ref();
        let order = Order::new(method.clone(), &self.model, Evidence { train, movement })?;
        order.apply(&mut self.model, ratio);
        Ok(())
    }
}

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

/// What was noted down on the way.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Record {
    /// Mean loss of every batch.
    pub losses: Vec<f32>,
    /// A point an epoch.
    pub epochs: Vec<EpochPoint>,
}

/// What a step did and what comes next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Phase {
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

/// Where a diverged run goes back to.
#[derive(Debug, Clone)]
struct Good {
    state: State,
    evaluation: Evaluation,
    batch: u32,
}

#[derive(Debug, Clone)]
struct Training {
    plan: TrainPlan,
    trainer: Trainer,
    recorder: Option<Recorder>,
    order: Vec<u32>,
    batch: u32,
    good: Option<Good>,
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
}

impl Run {
    /// Begins `op` on what came before it; `imported` is the network an import asks for.
    ///
    /// # Errors
    /// Those of [`plan::check`], and for a pruning of [`Order::new`]; [`Error::MisplacedOp`] if the operation needs a network before it, or none;
    /// [`Error::NeedsCheckpoint`] if the imported network is not there.
    pub fn start(
        op: Op,
        before: Option<State>,
        imported: Option<Mlp>,
        data: &Dataset,
    ) -> Result<Self> {
        plan::check(&op)?;
        let misplaced = |reason: &str| Error::MisplacedOp {
            index: 1,
            op: op.name().into(),
            reason: reason.into(),
        };
        let mut state = match (&op, before) {
            (Op::Init { hidden, seed }, None) => {
                let mut rng = init::rng(*seed);
                let mut sizes = vec![data.pixels()];
                sizes.extend(hidden);
                sizes.push(data.classes);
                State {
                    model: Mlp::random(&sizes, &mut rng),
                    rng,
                    movement: None,
                }
            }
            (Op::Import { name, digest, seed }, None) => {
                let needs = || Error::NeedsCheckpoint {
                    name: name.clone(),
                    digest: digest.clone(),
                };
                State {
                    model: imported.ok_or_else(needs)?,
                    rng: init::rng(*seed),
                    movement: None,
                }
            }
            (_, Some(_)) if op.is_root() => {
                return Err(misplaced("only the first operation makes a network"));
            }
            (_, None) => return Err(misplaced("there is no network to work on")),
            (_, Some(before)) => before,
        };
        let training = match &op {
            Op::Train { config, stop_after }
            | Op::Movement { config, stop_after }
            | Op::FineTune {
                config, stop_after, ..
            } => {
                state.movement = None;
                let plan = plan::training(config, *stop_after, data.train.len())?;
                let order = (0..data.train.len() as u32).collect();
                let trainer = Trainer::new(&state.model, plan.optimizer);
                Some(Training {
                    plan,
                    trainer,
                    recorder: matches!(op, Op::Movement { .. })
                        .then(|| Recorder::new(&state.model)),
                    order,
                    batch: 0,
                    good: None,
                })
            }
            Op::Prune { method, ratio } => {
                state.prune(method, *ratio, Some(&data.train))?;
                None
            }
            Op::Init { .. } | Op::Import { .. } => None,
        };
        if matches!(
            op,
            Op::FineTune {
                mask: MaskChoice::Forget,
                ..
            }
        ) {
            state
                .model
                .layers_mut()
                .iter_mut()
                .for_each(crate::nn::dense::Dense::forget_mask);
        }
        let pass = training.is_none().then(|| Pass::new(&state.model));
        let record = Record::default();
        Ok(Self {
            op,
            state,
            training,
            pass,
            evaluation: None,
            record,
            diverged: None,
        })
    }

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
        if training.batch == 0 {
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
            state,
            evaluation,
            record,
            ..
        } = self;
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
            let (model, batch) = (&mut self.state.model, &training.order[from..to]);
            if let Some(recorder) = &mut training.recorder {
                recorder.observe(model, &data.train, batch);
            }
            let loss = training.trainer.step(model, &data.train, batch);
            if !loss.is_finite() {
                return self.diverge(loss);
            }
            training.batch += 1;
            self.record.losses.push(loss);
            let last = training.batch == training.plan.total_batches;
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
            if let Some(recorder) = &training.recorder {
                self.state.movement = Some(recorder.movement().clone());
            }
            let (batch, per_epoch) = (training.batch, training.plan.batches_per_epoch);
            if batch.is_multiple_of(per_epoch) {
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

    /// Notes why and goes back to the end of the last good epoch, if there was one.
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
        self.diverged = Some(Error::Diverged {
            epoch: at / per_epoch + 1,
            batch: at % per_epoch + 1,
            loss: loss.to_string(),
            lr: training.plan.optimizer.lr(),
        });
        self.pass = None;
        self.evaluation = None;
        if let Some(good) = training.good.take() {
            self.state = good.state;
            self.evaluation = Some(good.evaluation);
            self.op = self.op.clone().stopped(good.batch);
            self.record.losses.truncate(good.batch as usize);
            self.record.epochs.retain(|point| point.batch <= good.batch);
        }
    }
}
