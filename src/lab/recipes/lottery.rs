//! The lottery-ticket experiment (Frankle & Carbin 2019, arXiv:1803.03635) and its controls, for one seed.

use super::{BUILT_IN, ROUNDS, SEEDS, checked, init, seed_after, train};
use crate::Result;
use crate::check::{Limit, RATIO};
use crate::lab::ops::base::config::EPOCHS;
use crate::lab::ops::base::{Field, INDEX, Value};
use crate::lab::ops::init::HIDDEN;
use crate::lab::ops::rewind::TO_STEP;
use crate::lab::ops::{
    FineTune, Init, Method, Op, Prune, Reinit, Rewind, Shuffle, Train, TrainConfig,
};
use crate::prune::allotment;
use crate::prune::rule::Rule;
use crate::prune::schedule;
use crate::prune::scope::Scope;
use crate::prune::shape::ShapeKind;
use crate::prune::units;
use serde::{Deserialize, Serialize};

/// Its numbers in forms.
pub const FIELDS: [Field; 5] = [
    Field::number("rounds", "rounds", Limit::whole(1, 15)),
    Field::number(
        "fraction",
        "fraction pruned in a round",
        Limit::real(0.01, 0.9),
    ),
    EPOCHS,
    Field::number("seeds", "seeds", SEEDS),
    Field::number("toStep", "step to rewind to", INDEX),
];

/// One of the four networks the lottery compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
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

impl Arm {
    /// All of them, in the order of tables.
    pub const ALL: [Self; 4] = [Self::Ticket, Self::Reinit, Self::Shuffle, Self::Kept];

    /// Returns its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Ticket => "ticket",
            Self::Reinit => "reinit",
            Self::Shuffle => "shuffle",
            Self::Kept => "kept",
        }
    }
}

/// The lottery for one seed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
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
    /// Fraction of what remains that a round prunes.
    pub fraction: f64,
    /// The same in the output layer; half of it where nothing is said, as in the paper.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_fraction: Option<f64>,
    /// Batches of the first training that the ticket keeps; none: back to the beginning.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to_step: Option<u32>,
    /// Rounds the controls are trained after; the ticket and the network never rewound go through all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub only_rounds: Option<Vec<u32>>,
}

impl Default for Lottery {
    fn default() -> Self {
        let Init { hidden, seed } = Init::default();
        Self {
            pixels: 784,
            hidden,
            classes: 10,
            images: BUILT_IN,
            seed,
            config: TrainConfig::default().with_epochs(3),
            rounds: 5,
            fraction: 0.4,
            last_fraction: None,
            to_step: None,
            only_rounds: None,
        }
    }
}

/// One network of the lottery: the list of operations at whose end it stands.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Trial {
    /// Which network.
    pub arm: Arm,
    /// After how many rounds; 0 is the whole network.
    pub round: u32,
    /// From the first operation to its training.
    pub ops: Vec<Op>,
}

impl Lottery {
    /// Returns all networks, round by round; round 0 is the whole network and stands once, as a ticket. Many lists begin
    /// alike: what is done once need not be done again.
    ///
    /// # Errors
    /// Those of [`Op::check`]; [`crate::Error::OutOfRange`] for rounds, fractions and the step.
    pub fn trials(&self) -> Result<Vec<Trial>> {
        ROUNDS.check("rounds", self.rounds.into())?;
        self.hidden.check(&HIDDEN)?;
        RATIO.check("fraction pruned in a round", self.fraction)?;
        RATIO.check("fraction pruned of the output layer", self.last_fraction())?;
        let again = self.retrain()?;
        let retrain = |stop_after| -> Op {
            let config = self.config;
            Train { config, stop_after }.into()
        };
        let to_step = self.to_step;
        let rewind: Op = Rewind { to_step }.into();
        let mut ticket = vec![init(&self.hidden, self.seed), train(self.config)];
        let mut kept = ticket.clone();
        let mut trials = vec![(Arm::Ticket, 0, ticket.clone())];
        for round in 1..=self.rounds {
            let prune = self.prune(round);
            ticket.push(prune.clone());
            // Apart from the seed of the network, and from one another.
            let seed = seed_after(self.seed, 104_729 + 7919 * u64::from(round));
            let control = |op: Op| {
                let mut ops = ticket.clone();
                ops.extend([op, train(self.config)]);
                ops
            };
            let controls = [
                (Arm::Reinit, round, control(Reinit { seed }.into())),
                (Arm::Shuffle, round, control(Shuffle { seed }.into())),
            ];
            ticket.extend([rewind.clone(), retrain(again)]);
            kept.extend([prune, FineTune::keep(self.config).into()]);
            trials.push((Arm::Ticket, round, ticket.clone()));
            let only = self.only_rounds.as_ref();
            if only.is_none_or(|only| only.contains(&round)) {
                trials.extend(controls);
            }
            trials.push((Arm::Kept, round, kept.clone()));
        }
        let trial = |(arm, round, ops)| checked(ops).map(|ops| Trial { arm, round, ops });
        trials.into_iter().map(trial).collect()
    }

    /// Returns the fractions of all weights that are kept after every round from 0 on.
    #[must_use]
    pub fn kept(&self) -> Vec<f64> {
        (0..=self.rounds)
            .map(|round| 1.0 - self.ratio(round))
            .collect()
    }

    fn last_fraction(&self) -> f64 {
        self.last_fraction.unwrap_or(self.fraction / 2.0)
    }

    fn counts(&self) -> Vec<usize> {
        let mut sizes = vec![self.pixels];
        sizes.extend(&self.hidden);
        sizes.push(self.classes);
        units::counts(ShapeKind::Weights, &sizes)
    }

    fn ratios(&self, round: u32) -> Vec<f64> {
        let layers = self.hidden.len() + 1;
        schedule::rounds(layers, self.fraction, self.last_fraction(), round)
    }

    fn ratio(&self, round: u32) -> f64 {
        allotment::overall(&self.counts(), &self.ratios(round))
    }

    fn prune(&self, round: u32) -> Op {
        let prune = Prune {
            method: Method {
                ratios: self.ratios(round),
                ..Method::magnitude(Scope::Own, Rule::Exact)
            },
            ratio: self.ratio(round).clamp(0.0, 1.0),
        };
        prune.into()
    }

    /// After rewinding to a step, training goes on for the batches that are left.
    fn retrain(&self) -> Result<Option<u32>> {
        let Some(step) = self.to_step else {
            return Ok(None);
        };
        let total = self.config.plan(None, self.images)?.total_batches;
        let before_last = u64::from(total).saturating_sub(1);
        Limit::whole(1, before_last).check(TO_STEP.what, step.into())?;
        Ok(Some(total - step))
    }
}
