//! Deep Compression as a list of operations (Han, Mao & Dally 2016, arXiv:1510.00149): train, prune in rounds, share
//! values, tune these. What comes after it is Huffman coding, which is [`crate::files::compact`]'s.

use super::{as_written, checked, init, sgd, train};
use crate::Result;
use crate::lab::ops::{Distil, FineTune, Method, Op, Prune, Share, ShareTune, TrainConfig};
use crate::nn::optim::Optimizer;
use crate::prune::allotment;
use crate::prune::rule::Rule;
use crate::prune::scope::Scope;
use crate::prune::shape::ShapeKind;
use crate::prune::units;

/// Pruning and what heals it.
#[derive(Debug, Clone, PartialEq)]
pub struct Round {
    /// Fraction of every layer's weights that remains after it.
    pub keep: Vec<f64>,
    /// Fine-tuning, the mask kept.
    pub config: TrainConfig,
}

/// The experiment for one seed.
#[derive(Debug, Clone, PartialEq)]
pub struct DeepCompression {
    /// Widths from pixels to classes.
    pub widths: Vec<usize>,
    /// Seed of the network.
    pub seed: u64,
    /// Trainings of the whole network, one after another.
    pub training: Vec<TrainConfig>,
    /// Rounds of pruning by magnitude inside every layer.
    pub rounds: Vec<Round>,
    /// Fine-tunings after all rounds.
    pub last: Vec<TrainConfig>,
    /// Temperature and weight of the teacher, if the whole network teaches every fine-tuning.
    pub taught: Option<(f64, f64)>,
    /// Bits of every layer's codes.
    pub bits: Vec<u32>,
    /// Training of the shared values.
    pub tune: TrainConfig,
}

impl DeepCompression {
    /// 300-100 on MNIST, to 4, 6 and 30 % of its layers' weights.
    #[must_use]
    pub fn mnist(seed: u64) -> Self {
        let round = |(keep, epochs): ([f64; 3], u32)| Round {
            keep: keep.to_vec(),
            config: training(0.02, epochs),
        };
        let rounds = [
            ([0.35, 0.40, 0.80], 5),
            ([0.18, 0.20, 0.60], 5),
            ([0.10, 0.12, 0.45], 8),
            ([0.06, 0.08, 0.35], 10),
            ([0.04, 0.06, 0.30], 12),
        ];
        Self {
            widths: vec![784, 300, 100, 10],
            seed,
            training: vec![training(0.05, 15), training(0.005, 8)],
            rounds: rounds.map(round).to_vec(),
            last: vec![training(0.003, 6)],
            taught: None,
            bits: vec![4, 4, 5],
            tune: TrainConfig {
                epochs: 4,
                batch_size: 64,
                optimizer: Optimizer::Adam { lr: 1e-4 },
            },
        }
    }

    /// Returns the operations.
    ///
    /// # Errors
    /// Those of [`Op::check`].
    pub fn ops(&self) -> Result<Vec<Op>> {
        let hidden = match &self.widths[..] {
            [_, hidden @ .., _] => hidden,
            [] | [_] => &[],
        };
        let mut ops = vec![init(hidden, self.seed)];
        ops.extend(self.training.iter().copied().map(train));
        let teacher = ops.clone();
        let heal = |config| match self.taught {
            Some((temperature, alpha)) => Op::from(Distil {
                teacher: teacher.clone(),
                temperature,
                alpha,
                config,
                stop_after: None,
            }),
            None => FineTune::keep(config).into(),
        };
        let counts = units::counts(ShapeKind::Weights, &self.widths);
        for round in &self.rounds {
            let keep = round.keep.iter();
            let ratios: Vec<f64> = keep.map(|&keep| as_written(1.0 - keep)).collect();
            let ratio = allotment::overall(&counts, &ratios);
            let method = Method {
                ratios,
                ..Method::magnitude(Scope::Own, Rule::Exact)
            };
            ops.extend([Prune { method, ratio }.into(), heal(round.config)]);
        }
        ops.extend(self.last.iter().copied().map(heal));
        let tune = ShareTune {
            config: self.tune,
            stop_after: None,
        };
        let bits = self.bits.clone();
        ops.extend([Share { bits }.into(), tune.into()]);
        checked(ops)
    }

    /// The same to 7, 9 and 40 % of the weights, taught by the network it was before: larger, and closer to it.
    #[must_use]
    pub fn mnist_taught(seed: u64) -> Self {
        let mut recipe = Self::mnist(seed);
        recipe.rounds.truncate(3);
        recipe.rounds.push(Round {
            keep: vec![0.07, 0.09, 0.40],
            config: training(0.02, 12),
        });
        Self {
            last: vec![training(0.005, 8), training(0.001, 4)],
            taught: Some((3.0, 0.7)),
            ..recipe
        }
    }
}

/// Stochastic gradient descent with momentum and weight decay, batches of 64.
fn training(lr: f64, epochs: u32) -> TrainConfig {
    sgd(lr, 1e-4, 64, epochs)
}
