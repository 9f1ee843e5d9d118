//! One operation at work: `step` by `step`, each ending on a batch's edge, knowing nothing of time or threads.
//!
//! An operation trains (if it is one that does), measures itself on the whole test set after every epoch and at
//! its end, and leaves a state. How the steps are cut never changes a bit of it.

use super::op::{MaskChoice, Op};
use super::past::{self, Past};
use super::plan::{self, TrainPlan};
use super::teaching::Teaching;
use crate::compress::coding::Coding;
use crate::compress::quantize::{self, Scheme};
use crate::compress::share;
use crate::data::dataset::{Dataset, Split};
use crate::nn::distil::Lesson;
use crate::nn::evaluate::{Evaluation, Pass};
use crate::nn::grouped::GroupTrainer;
use crate::nn::init::{self, Rng};
use crate::nn::mlp::Mlp;
use crate::nn::train::Trainer;
use crate::prune::importance::Evidence;
use crate::prune::method::within;
use crate::prune::movement::{Movement, Recorder};
use crate::prune::order::{Method, Order};
use crate::prune::rewire::{Rewirer, Swap};
use crate::prune::schedule::Cubic;
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
    /// What is remembered for rewinding and restoring.
    pub past: Past,
    /// How few numbers the weights are made of, as long as they are.
    pub coding: Option<Coding>,
}

impl State {
    /// Of a network that was just made.
    #[must_use]
    pub fn new(model: Mlp, rng: Rng) -> Self {
        Self {
            past: Past::new(&model),
            model,
            rng,
            movement: None,
            coding: None,
        }
    }

    /// Does an operation that trains nothing and makes no network; others are left alone.
    ///
    /// # Errors
    /// Those of [`Order::new`], [`plan::check_edits`], [`quantize::quantise`] and [`share::share`].
    pub fn change(&mut self, op: &Op, train: Option<&Split>) -> Result<()> {
        // The range of activations was that of the network before.
        self.model.set_grids(Vec::new());
        match op {
            Op::Prune { method, ratio } => self.prune(method, *ratio, train)?,
            Op::Rewind { to_step: None } => {
                let start = self.past.start.clone();
                self.take_weights(&start);
            }
            Op::Reinit { seed } => {
                let sizes = self.model.sizes();
                self.take_weights(&Mlp::random(&sizes, &mut init::rng(*seed)));
            }
            Op::Shuffle { seed } => {
                self.shuffle_masks(&mut init::rng(*seed));
                let start = self.past.start.clone();
                self.take_weights(&start);
            }
            Op::Edit { edits } => {
                plan::check_edits(edits, &self.model)?;
                past::edit(&mut self.model, &mut self.past, edits);
            }
            Op::Quantize { scheme } => {
                self.coding = Some(quantize::quantise(&mut self.model, scheme, train)?);
                self.movement = None;
            }
            Op::Share { bits } => {
                self.coding = Some(share::share(&mut self.model, bits)?);
                self.movement = None;
            }
            _ => {}
        }
        let coding = self.coding.as_ref();
        if coding.is_some_and(|coding| !coding.describes(&self.model)) {
            self.coding = None;
        }
        Ok(())
    }

    /// What weights are made of as the training `op` begins: its first batch, too, sees rounded ones.
    ///
    /// # Errors
    /// Those of [`quantize::quantise`].
    fn begin_coding(&mut self, op: &Op, train: &Split) -> Result<()> {
        match op {
            Op::ShareTune { .. } => {}
            Op::QuantizeTune { scheme, .. } => {
                self.coding = Some(quantize::quantise(&mut self.model, scheme, Some(train))?);
            }
            _ => self.coding = None,
        }
        Ok(())
    }

    /// Every weight that is not pruned, and every bias, as in `source`.
    fn take_weights(&mut self, source: &Mlp) {
        self.movement = None;
        self.coding = None;
        self.model.set_grids(Vec::new());
        past::take_weights(&mut self.model, &mut self.past, source);
    }

    /// Every layer keeps as many weights as before, drawn at random.
    fn shuffle_masks(&mut self, rng: &mut Rng) {
        for layer in self.model.layers_mut() {
            if layer.mask().is_none() {
                continue;
            }
            let (inputs, outputs) = (layer.inputs(), layer.outputs());
            let pairs = (0..inputs).flat_map(|i| (0..outputs).map(move |o| (i, o)));
            let mut kept: Vec<bool> = pairs.map(|(i, o)| layer.is_kept(i, o)).collect();
            kept.shuffle(rng);
            layer.forget_mask();
            layer.prune(|i, o| kept[i * outputs + o]);
        }
    }

    /// Exchanges weights if that is due after `step` batches.
    fn exchange(
        &mut self,
        rewirer: &mut Rewirer,
        step: u32,
        next: (&Split, &[u32]),
    ) -> Option<Vec<Swap>> {
        rewirer.due(step)?;
        let before = self.model.clone();
        let swaps = rewirer.exchange(step, &mut self.model, next, &mut self.rng)?;
        self.past.note_cut(&before, &self.model);
        Some(swaps)
    }

    /// Prunes what is zero.
    fn prune_zeros(&mut self) {
        let before = self.model.clone();
        let layers = self.model.layers_mut().iter_mut();
        layers.for_each(crate::nn::dense::Dense::mask_zeros);
        self.past.note_cut(&before, &self.model);
    }

    /// Prunes the network at `ratio`.
    ///
    /// # Errors
    /// Those of [`Order::new`].
    pub fn prune(&mut self, method: &Method, ratio: f64, train: Option<&Split>) -> Result<()> {
        let movement = self.movement.as_ref();
        let order = Order::new(method.clone(), &self.model, Evidence { train, movement })?;
        let before = self.model.clone();
        order.apply(&mut self.model, ratio);
        self.past.note_cut(&before, &self.model);
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
    /// Every exchange of weights during sparse training.
    pub exchanges: Vec<Exchange>,
}

/// An exchange of weights during sparse training: as many died as were born.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Exchange {
    /// Batches done before it.
    pub batch: u32,
    /// How many weights of every layer were exchanged.
    pub layers: Vec<u32>,
}

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

/// What a batch teaches.
#[derive(Debug, Clone)]
enum Way {
    /// The weights.
    Exact(Box<Trainer>),
    /// Exact weights behind rounded ones.
    Through {
        trainer: Box<Trainer>,
        scheme: Scheme,
        exact: Box<Mlp>,
    },
    /// Shared values.
    Shared(Box<GroupTrainer>),
}

impl Way {
    /// One step on `state`.
    fn step(&mut self, state: &mut State, train: &Split, batch: &[u32]) -> f32 {
        match self {
            Self::Exact(trainer) => trainer.step(&mut state.model, train, batch),
            Self::Through {
                trainer,
                scheme,
                exact,
            } => {
                let loss = trainer.step_through(&state.model, exact, train, batch);
                if loss.is_finite() {
                    let layers = quantize::round_into(exact, scheme, &mut state.model);
                    state.coding = Some(Coding::Quantised {
                        scheme: *scheme,
                        layers,
                    });
                }
                loss
            }
            Self::Shared(trainer) => {
                let loss = trainer.step(&mut state.model, train, batch);
                if let (true, Some(Coding::Shared { codebooks, .. })) =
                    (loss.is_finite(), &mut state.coding)
                {
                    for (l, book) in codebooks.iter_mut().enumerate() {
                        *book = share::rising(trainer.centroids(l).to_vec());
                    }
                }
                loss
            }
        }
    }
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
    trainer: Way,
    recorder: Option<Recorder>,
    gradual: Option<(Method, Cubic)>,
    rewirer: Option<Rewirer>,
    /// What the last exchange did to every layer.
    swaps: Vec<Swap>,
    /// A teacher in the making, and then what it says.
    teaching: Option<Box<Teaching>>,
    lesson: Option<Lesson>,
    /// How far a proximal step moves weights towards zero.
    shrink: Option<f32>,
    order: Vec<u32>,
    batch: u32,
    good: Option<Good>,
    /// Whether the first training is done again to rewind to one of its steps, and then what waits for its weights.
    rewinding: bool,
    waiting: Option<Box<State>>,
}

impl Training {
    /// Begins to do what `op` does to `state`, for `batches` if not to the end.
    fn new(op: &Op, batches: Option<u32>, state: &State, data: &Dataset) -> Result<Option<Self>> {
        let Some((config, _)) = op.training() else {
            return Ok(None);
        };
        let images = data.train.len();
        let plan = plan::training(config, batches, images)?;
        let cubic = plan::cubic(op, images)?;
        let gradual = match op {
            Op::Gradual { method, .. } => {
                // What cannot be ranked is refused now, not in the middle.
                let evidence = Evidence {
                    train: Some(&data.train),
                    movement: None,
                };
                Order::new(method.clone(), &state.model, evidence)?;
                cubic.map(|cubic| (method.clone(), cubic))
            }
            _ => None,
        };
        let rewirer = plan::rewiring(op, &state.model, images)?;
        Ok(Some(Self {
            trainer: match op {
                Op::QuantizeTune { scheme, .. } => Way::Through {
                    trainer: Box::new(Trainer::new(&state.model, plan.optimizer)),
                    scheme: *scheme,
                    exact: Box::new(state.model.clone()),
                },
                Op::ShareTune { .. } => {
                    Way::Shared(Box::new(GroupTrainer::new(&state.model, plan.optimizer)))
                }
                _ => Way::Exact(Box::new(Trainer::new(&state.model, plan.optimizer))),
            },
            rewirer: rewirer.map(|plan| Rewirer::new(plan, &state.model)),
            swaps: Vec::new(),
            teaching: match op {
                Op::Distil {
                    teacher,
                    temperature,
                    alpha,
                    ..
                } => {
                    let teaching = Teaching::new(teacher, *temperature, *alpha);
                    Some(Box::new(teaching))
                }
                _ => None,
            },
            lesson: None,
            shrink: match op {
                Op::Proximal { lambda, .. } => Some((lambda * plan.optimizer.lr()) as f32),
                _ => None,
            },
            plan,
            recorder: matches!(op, Op::Movement { .. }).then(|| Recorder::new(&state.model)),
            gradual,
            order: (0..images as u32).collect(),
            batch: 0,
            good: None,
            rewinding: false,
            waiting: None,
        }))
    }
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
    /// Begins `op` on what came before it; `imported` is the network an import asks for.
    ///
    /// # Errors
    /// Those of [`plan::check`], for a pruning those of [`Order::new`], and [`Error::OutOfRange`] for what this network
    /// has not; [`Error::MisplacedOp`] if the operation needs a network before it, or none, or training to rewind to;
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
                State::new(Mlp::random(&sizes, &mut rng), rng)
            }
            (Op::Import { name, digest, seed }, None) => {
                let needs = || Error::NeedsCheckpoint {
                    name: name.clone(),
                    digest: digest.clone(),
                };
                State::new(imported.ok_or_else(needs)?, init::rng(*seed))
            }
            (_, Some(_)) if op.is_root() => {
                return Err(misplaced("only the first operation makes a network"));
            }
            (_, None) => return Err(misplaced("there is no network to work on")),
            (_, Some(before)) => before,
        };
        let mut is_first = false;
        let training = if let Op::Rewind {
            to_step: Some(step),
        } = op
        {
            let first = state.past.first.clone();
            let first = first.ok_or_else(|| misplaced("there was no training to rewind to"))?;
            let (config, stop) = first
                .op
                .training()
                .ok_or_else(|| misplaced("there was no training to rewind to"))?;
            let most = plan::training(config, stop, data.train.len())?.total_batches;
            within("step to rewind to", step.into(), 1.0, most.into())?;
            let again = State::new((*first.model).clone(), first.rng.clone());
            let waiting = std::mem::replace(&mut state, again);
            let training = Training::new(&first.op, Some(step), &state, data)?;
            state.begin_coding(&first.op, &data.train)?;
            training.map(|training| Training {
                recorder: None,
                rewinding: true,
                waiting: Some(Box::new(waiting)),
                ..training
            })
        } else {
            state.change(&op, Some(&data.train))?;
            if let Op::FineTune {
                mask: MaskChoice::Forget,
                ..
            } = op
            {
                state
                    .model
                    .layers_mut()
                    .iter_mut()
                    .for_each(crate::nn::dense::Dense::forget_mask);
                state.past.cut = None;
            }
            let stop_after = op.training().and_then(|(_, stop_after)| stop_after);
            if matches!(op, Op::ShareTune { .. })
                && !matches!(state.coding, Some(Coding::Shared { .. }))
            {
                let reason = "it needs weights that are shared; share them first (share)";
                return Err(misplaced(reason));
            }
            let training = Training::new(&op, stop_after, &state, data)?;
            if training.is_some() {
                state.movement = None;
                is_first = state.past.begin_training(&op, &state.model, &state.rng);
                state.begin_coding(&op, &data.train)?;
            }
            training
        };
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
            is_first,
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

    fn ask_teacher(&mut self, data: &Dataset, max_batches: u32) {
        let Some(training) = &mut self.training else {
            return;
        };
        let Some(teaching) = &mut training.teaching else {
            return;
        };
        let images = max_batches as usize * IMAGES_PER_BATCH;
        match teaching.step(data, max_batches, images) {
            Ok(None) => {}
            Ok(lesson) => {
                training.lesson = lesson;
                training.teaching = None;
            }
            Err(error) => {
                training.teaching = None;
                self.fall_back(error);
            }
        }
    }

    fn train(&mut self, data: &Dataset, max_batches: u32) {
        let Some(training) = &mut self.training else {
            return;
        };
        let per_epoch = training.plan.batches_per_epoch;
        for _ in 0..max_batches {
            if let Some((method, cubic)) = &training.gradual
                && let Some(ratio) = cubic.due(training.batch)
            {
                if let Err(error) = self.state.prune(method, ratio, Some(&data.train)) {
                    return self.fall_back(error);
                }
                if let Way::Exact(trainer) = &mut training.trainer {
                    trainer.forget_pruned(&mut self.state.model);
                }
            }
            let in_epoch = training.batch % per_epoch;
            if in_epoch == 0 {
                training.order.shuffle(&mut self.state.rng);
            }
            let from = in_epoch as usize * training.plan.batch_size;
            let to = training.order.len().min(from + training.plan.batch_size);
            let batch = &training.order[from..to];
            if let Some(recorder) = &mut training.recorder {
                recorder.observe(&self.state.model, &data.train, batch);
            }
            if let Some(rewirer) = &mut training.rewirer
                && let Some(swaps) =
                    self.state
                        .exchange(rewirer, training.batch, (&data.train, batch))
            {
                if let Way::Exact(trainer) = &mut training.trainer {
                    trainer.forget_pruned(&mut self.state.model);
                }
                self.record.exchanges.push(Exchange {
                    batch: training.batch,
                    layers: swaps.iter().map(|swap| swap.born.len() as u32).collect(),
                });
                training.swaps = swaps;
            }
            let loss = match (&mut training.trainer, &training.lesson) {
                (Way::Exact(trainer), Some(lesson)) => {
                    trainer.step_taught(&mut self.state.model, &data.train, batch, lesson)
                }
                (way, _) => way.step(&mut self.state, &data.train, batch),
            };
            if !loss.is_finite() {
                return self.diverge(loss);
            }
            if let Some(by) = training.shrink {
                let layers = self.state.model.layers_mut().iter_mut();
                layers.for_each(|layer| layer.soft_threshold(by));
            }
            training.batch += 1;
            let last = training.batch == training.plan.total_batches;
            if training.rewinding {
                if !last {
                    continue;
                }
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
            if let Some(recorder) = &training.recorder {
                self.state.movement = Some(recorder.movement().clone());
            }
            let (batch, per_epoch) = (training.batch, training.plan.batches_per_epoch);
            if batch.is_multiple_of(per_epoch) && !training.rewinding {
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
    fn fall_back(&mut self, error: Error) {
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
