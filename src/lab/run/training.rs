//! What a training holds from batch to batch.

use super::state::State;
use crate::Result;
use crate::compress::encoding::{self, Encoding};
use crate::compress::quantize;
use crate::compress::scheme::Scheme;
use crate::data::dataset::{Dataset, Split};
use crate::lab::op::Op;
use crate::lab::plan::{self, TrainPlan};
use crate::lab::teaching::Teaching;
use crate::nn::distil::Lesson;
use crate::nn::evaluate::Evaluation;
use crate::nn::grouped::GroupTrainer;
use crate::nn::mlp::Mlp;
use crate::nn::train::Trainer;
use crate::prune::importance::Evidence;
use crate::prune::method::Method;
use crate::prune::movement::Recorder;
use crate::prune::order::Order;
use crate::prune::rewire::{Rewirer, Swap};
use crate::prune::schedule::Cubic;

/// What a batch teaches.
#[derive(Debug, Clone)]
pub(super) enum Way {
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
    pub(super) fn step(&mut self, state: &mut State, train: &Split, batch: &[u32]) -> f32 {
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
                    state.encoding = Some(Encoding::Quantized {
                        scheme: *scheme,
                        layers,
                    });
                }
                loss
            }
            Self::Shared(trainer) => {
                let loss = trainer.step(&mut state.model, train, batch);
                if let (true, Some(Encoding::Shared { codebooks, .. })) =
                    (loss.is_finite(), &mut state.encoding)
                {
                    for (l, book) in codebooks.iter_mut().enumerate() {
                        *book = encoding::rising(trainer.centroids(l).to_vec());
                    }
                }
                loss
            }
        }
    }
}

/// Where a diverged run goes back to.
#[derive(Debug, Clone)]
pub(super) struct Good {
    pub(super) state: State,
    pub(super) evaluation: Evaluation,
    pub(super) batch: u32,
}

#[derive(Debug, Clone)]
pub(super) struct Training {
    pub(super) plan: TrainPlan,
    pub(super) trainer: Way,
    pub(super) recorder: Option<Recorder>,
    pub(super) gradual: Option<(Method, Cubic)>,
    pub(super) rewirer: Option<Rewirer>,
    /// What the last exchange did to every layer.
    pub(super) swaps: Vec<Swap>,
    /// A teacher in the making, and then what it says.
    pub(super) teaching: Option<Box<Teaching>>,
    pub(super) lesson: Option<Lesson>,
    /// How far a proximal step moves weights towards zero.
    pub(super) shrink: Option<f32>,
    pub(super) order: Vec<u32>,
    pub(super) batch: u32,
    pub(super) good: Option<Good>,
    /// Whether the first training is done again to rewind to one of its steps, and then what waits for its weights.
    pub(super) rewinding: bool,
    pub(super) waiting: Option<Box<State>>,
}

impl Training {
    /// Begins to do what `op` does to `state`, for `batches` if not to the end.
    pub(super) fn new(
        op: &Op,
        batches: Option<u32>,
        state: &State,
        data: &Dataset,
    ) -> Result<Option<Self>> {
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
