//! Well-known experiments as lists of operations: pure functions, used by the page and by `examples/pipeline.rs`.

use super::ops::base::Value;
use super::ops::init::HIDDEN;
use super::ops::{
    Distil, DropGrow, FineTune, Growth, Init, MaskChoice, Method, Op, Prune, Reinit, Rewind,
    Shuffle, Train, TrainConfig,
};
use crate::check::{MAX_SEED, mismatch, within};
use crate::prune::allotment;
use crate::prune::rule::Rule;
use crate::prune::schedule;
use crate::prune::scope::Scope;
use crate::prune::score::Score;
use crate::prune::shape::Shape;
use crate::{Error, Result};
use serde::Serialize;

/// The most rounds of a recipe.
pub const MAX_ROUNDS: u32 = 30;

/// Iterative pruning: prune a share of what is left, fine-tune, and again, until `ratio` is reached.
#[derive(Debug, Clone, PartialEq)]
pub struct Iterative {
    /// What goes first; weights or neurons.
    pub method: Method,
    /// Ratio after the last round.
    pub ratio: f64,
    /// How many rounds.
    pub rounds: u32,
    /// Fine-tuning after every round.
    pub config: TrainConfig,
}

impl Iterative {
    /// The operations: prune, fine-tune, prune, fine-tune, ...
    ///
    /// # Errors
    /// Those of [`Op::check`]; [`Error::OutOfRange`] for the rounds, [`Error::MethodMismatch`] for N:M.
    pub fn ops(&self) -> Result<Vec<Op>> {
        check_rounds(self.rounds)?;
        if let Shape::NOfM { .. } = self.method.shape {
            let shape = self.method.shape.to_string();
            let allowed = "weights, neurons";
            return Err(mismatch("shape", &shape, "iterative pruning", allowed));
        }
        let round = |ratio: f64| {
            [
                Op::Prune(Prune {
                    method: self.method.clone(),
                    ratio,
                }),
                Op::FineTune(FineTune {
                    config: self.config,
                    mask: MaskChoice::Keep,
                    stop_after: None,
                }),
            ]
        };
        let ratios = schedule::iterative(self.ratio, self.rounds).into_iter();
        checked(ratios.flat_map(round).collect())
    }
}

/// One of the four ways the lottery compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Arm {
    /// The ticket: the mask that was found, with the weights it began with.
    Ticket,
    /// The same mask with weights drawn anew.
    Reinit,
    /// The mask shuffled within the layers, with the weights the network began with.
    Shuffle,
    /// Never rewound: pruned and trained on for as long, which is rewinding the learning rate, since it is constant.
    Kept,
}

/// The lottery-ticket experiment (Frankle & Carbin 2019, arXiv:1803.03635) and its controls, for one seed.
#[derive(Debug, Clone, PartialEq)]
pub struct Lottery {
    /// Pixels of an image.
    pub pixels: usize,
    /// Units of the hidden layers.
    pub hidden: Vec<usize>,
    /// Number of classes.
    pub classes: usize,
    /// Training images; needed only to rewind to a step.
    pub images: usize,
    /// Seed of the network.
    pub seed: u64,
    /// Every training: of the whole network, of the ticket, of the controls.
    pub config: TrainConfig,
    /// Rounds of train, prune, rewind.
    pub rounds: u32,
    /// Share of what is left that a round takes.
    pub share: f64,
    /// The same in the output layer.
    pub last_share: f64,
    /// Batches of the first training that the ticket keeps; none: back to the beginning.
    pub to_step: Option<u32>,
    /// Rounds the controls are trained after; the ticket and the network never rewound go through all.
    pub only_rounds: Option<Vec<u32>>,
}

/// One network of the lottery: the list of operations at whose end it stands.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Trial {
    /// Which way.
    pub arm: Arm,
    /// After how many rounds; 0 is the whole network.
    pub round: u32,
    /// From the first operation to its training.
    pub ops: Vec<Op>,
}

impl Lottery {
    /// All networks, round by round; round 0 is the whole network and stands once, as a ticket. Many lists begin alike:
    /// what is done once need not be done again.
    ///
    /// # Errors
    /// Those of [`Op::check`]; [`Error::OutOfRange`] for rounds, shares and the step.
    pub fn trials(&self) -> Result<Vec<Trial>> {
        check_rounds(self.rounds)?;
        self.hidden.check(&HIDDEN)?;
        within("share of a round", self.share, 0.0, 1.0)?;
        within("share of the output layer", self.last_share, 0.0, 1.0)?;
        let again = self.retrain()?;
        let train = |stop_after| {
            Op::Train(Train {
                config: self.config,
                stop_after,
            })
        };
        let rewind = Op::Rewind(Rewind {
            to_step: self.to_step,
        });
        let init = Op::Init(Init {
            hidden: self.hidden.clone(),
            seed: self.seed,
        });
        let mut ticket = vec![init, train(None)];
        let mut kept = ticket.clone();
        let mut trials = vec![(Arm::Ticket, 0, ticket.clone())];
        for round in 1..=self.rounds {
            let prune = self.prune(round);
            ticket.push(prune.clone());
            // Apart from the seed of the network, and from one another.
            let seed = (self.seed + 104_729 + 7919 * u64::from(round)) % (MAX_SEED + 1);
            let control = |op: Op| {
                let mut ops = ticket.clone();
                ops.extend([op, train(None)]);
                ops
            };
            let controls = [
                (Arm::Reinit, round, control(Op::Reinit(Reinit { seed }))),
                (Arm::Shuffle, round, control(Op::Shuffle(Shuffle { seed }))),
            ];
            ticket.extend([rewind.clone(), train(again)]);
            kept.extend([
                prune,
                Op::FineTune(FineTune {
                    config: self.config,
                    mask: MaskChoice::Keep,
                    stop_after: None,
                }),
            ]);
            trials.push((Arm::Ticket, round, ticket.clone()));
            if self
                .only_rounds
                .as_ref()
                .is_none_or(|only| only.contains(&round))
            {
                trials.extend(controls);
            }
            trials.push((Arm::Kept, round, kept.clone()));
        }
        let trial = |(arm, round, ops)| checked(ops).map(|ops| Trial { arm, round, ops });
        trials.into_iter().map(trial).collect()
    }

    /// Shares of weights that are kept after every round from 0 on, of all weights.
    #[must_use]
    pub fn kept(&self) -> Vec<f64> {
        (0..=self.rounds)
            .map(|round| 1.0 - self.ratio(round))
            .collect()
    }

    fn counts(&self) -> Vec<usize> {
        let mut sizes = vec![self.pixels];
        sizes.extend(&self.hidden);
        sizes.push(self.classes);
        sizes.windows(2).map(|pair| pair[0] * pair[1]).collect()
    }

    fn ratios(&self, round: u32) -> Vec<f64> {
        let layers = self.hidden.len() + 1;
        schedule::rounds(layers, self.share, self.last_share, round)
    }

    fn ratio(&self, round: u32) -> f64 {
        allotment::overall(&self.counts(), &self.ratios(round))
    }

    fn prune(&self, round: u32) -> Op {
        Op::Prune(Prune {
            method: Method {
                ratios: self.ratios(round),
                ..Method::magnitude(Scope::Own, Rule::Exact)
            },
            ratio: self.ratio(round).clamp(0.0, 1.0),
        })
    }

    /// After rewinding to a step, training goes on for the batches that are left.
    fn retrain(&self) -> Result<Option<u32>> {
        let Some(step) = self.to_step else {
            return Ok(None);
        };
        let total = self.config.plan(None, self.images)?.total_batches;
        within(
            "step to rewind to",
            step.into(),
            1.0,
            f64::from(total) - 1.0,
        )?;
        Ok(Some(total - step))
    }
}

/// How a sparse network's weights move about during training.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wiring {
    /// Not at all: the control.
    Static,
    /// Dropped by magnitude, grown at random (Mocanu et al. 2018, arXiv:1707.04780).
    Set,
    /// Dropped by magnitude, grown by gradient (Evci et al. 2020, arXiv:1911.11134).
    Rigl,
}

/// Sparse training from a random start with Erdos-Renyi densities.
#[derive(Debug, Clone, PartialEq)]
pub struct Sparse {
    /// Units of the hidden layers.
    pub hidden: Vec<usize>,
    /// Seed of the network; the mask has one of its own.
    pub seed: u64,
    /// Share of all weights that is never there.
    pub ratio: f64,
    /// What moves about.
    pub wiring: Wiring,
    /// Share of a layer's weights that the first exchanges take.
    pub fraction: f64,
    /// Batches from one exchange to the next.
    pub every: u32,
    /// Batches from which on nothing is exchanged.
    pub end: u32,
    /// The training.
    pub config: TrainConfig,
}

impl Sparse {
    /// The operations: init, prune at random, train.
    ///
    /// # Errors
    /// Those of [`Op::check`].
    pub fn ops(&self) -> Result<Vec<Op>> {
        let rewire = |grow| {
            Op::DropGrow(DropGrow {
                grow,
                fraction: self.fraction,
                every: self.every,
                end: self.end,
                config: self.config,
                stop_after: None,
            })
        };
        checked(vec![
            Op::Init(Init {
                hidden: self.hidden.clone(),
                seed: self.seed,
            }),
            Op::Prune(Prune {
                method: Method {
                    score: Score::Random,
                    seed: self.seed,
                    ..Method::magnitude(Scope::ErdosRenyi, Rule::Exact)
                },
                ratio: self.ratio,
            }),
            match self.wiring {
                Wiring::Static => Op::Train(Train {
                    config: self.config,
                    stop_after: None,
                }),
                Wiring::Set => rewire(Growth::Random),
                Wiring::Rigl => rewire(Growth::Gradient),
            },
        ])
    }
}

/// A small network alone and the same taught by a larger one (Hinton, Vinyals & Dean 2015, arXiv:1503.02531).
#[derive(Debug, Clone, PartialEq)]
pub struct Distillation {
    /// Units of the student's hidden layers.
    pub hidden: Vec<usize>,
    /// Seed of the student.
    pub seed: u64,
    /// What makes the teacher.
    pub teacher: Vec<Op>,
    /// Temperature T.
    pub temperature: f64,
    /// Share of the teacher.
    pub alpha: f64,
    /// The student's training, alone or taught.
    pub config: TrainConfig,
}

impl Distillation {
    /// The operations of the student alone, and taught: the same weights at the beginning and the same order of images.
    ///
    /// # Errors
    /// Those of [`Op::check`].
    pub fn ops(&self) -> Result<[Vec<Op>; 2]> {
        let list = |op: Op| {
            let hidden = self.hidden.clone();
            let init = Op::Init(Init {
                hidden,
                seed: self.seed,
            });
            checked(vec![init, op])
        };
        let alone = list(Op::Train(Train {
            config: self.config,
            stop_after: None,
        }))?;
        let taught = list(Op::Distil(Distil {
            teacher: self.teacher.clone(),
            temperature: self.temperature,
            alpha: self.alpha,
            config: self.config,
            stop_after: None,
        }))?;
        Ok([alone, taught])
    }
}

fn check_rounds(rounds: u32) -> Result<()> {
    within("rounds", rounds.into(), 1.0, MAX_ROUNDS.into())
}

fn checked(ops: Vec<Op>) -> Result<Vec<Op>> {
    ops.iter().try_for_each(Op::check)?;
    Ok::<_, Error>(ops)
}
