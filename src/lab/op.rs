//! Operations and experiments, as they stand in links and files (JSON with camelCase names).

pub use crate::compress::scheme::Scheme;
use crate::data::digits::DigitsConfig;
use crate::nn::optim::Optimizer;
pub use crate::prune::order::Method;
pub use crate::prune::rewire::Growth;
use serde::{Deserialize, Serialize};

/// Where the images come from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "source", rename_all = "camelCase", deny_unknown_fields)]
pub enum DatasetSpec {
    /// The built-in handwriting.
    Digits(DigitsConfig),
    /// Files in MNIST's format, known by what is in them.
    Files {
        /// What the person sees it called.
        name: String,
        /// [`crate::data::dataset::Dataset::digest`].
        digest: String,
    },
}

/// How long and by what a network is trained.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TrainConfig {
    /// Passes over the training images.
    pub epochs: u32,
    /// Images a step.
    pub batch_size: u32,
    /// The optimiser; it starts afresh in every operation.
    pub optimizer: Optimizer,
}

/// What becomes of the mask while fine-tuning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum MaskChoice {
    /// Pruned weights stay zero after every step.
    Keep,
    /// The mask is forgotten and pruned weights regrow: the trap.
    Forget,
}

/// A weight or neuron that is cut or restored by hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Edit {
    /// Layer, from 0.
    pub layer: usize,
    /// Input of the weight; without it the hidden neuron `output` is meant: all weights into and out of it, and its
    /// bias.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub input: Option<usize>,
    /// Output of the weight, or the neuron.
    pub output: usize,
    /// True restores what is cut, false cuts what is there.
    pub keep: bool,
}

/// One operation. `stop_after` (batches) stands where the person ended the operation early.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(
    tag = "op",
    rename_all = "camelCase",
    rename_all_fields = "camelCase",
    deny_unknown_fields
)]
pub enum Op {
    /// A network with random parameters.
    Init {
        /// Units of the hidden layers.
        hidden: Vec<usize>,
        /// Seed of all randomness that follows.
        seed: u64,
    },
    /// A network from a file.
    Import {
        /// The file's name.
        name: String,
        /// [`crate::lab::plan::digest`] of its bytes.
        digest: String,
        /// Seed of all randomness that follows.
        seed: u64,
    },
    /// Training; a mask that is there is kept.
    Train {
        /// How.
        config: TrainConfig,
        /// Batches after which it was ended early.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        stop_after: Option<u32>,
    },
    /// Pruning to a ratio of all prunable weights or hidden neurons.
    Prune {
        /// What goes first, and how many go.
        method: Method,
        /// Share that goes, 0 to 1; N:M takes its own.
        ratio: f64,
    },
    /// Training after pruning.
    FineTune {
        /// How.
        config: TrainConfig,
        /// Whether pruned weights stay pruned.
        mask: MaskChoice,
        /// Batches after which it was ended early.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        stop_after: Option<u32>,
    },
    /// Training during which more and more is pruned: at step t (batches done) the ratio is
    /// [`crate::prune::schedule::Cubic`] (Zhu & Gupta 2017, arXiv:1710.01878). What was pruned before stays.
    Gradual {
        /// What goes first. Weights or neurons; not by movement, which is not noted down here.
        method: Method,
        /// Ratio at the beginning.
        #[serde(default, skip_serializing_if = "is_zero")]
        from: f64,
        /// Ratio at the end, 0 to 1.
        ratio: f64,
        /// Batches before the first pruning.
        begin: u32,
        /// Batches before the last pruning; fewer than there are in all.
        end: u32,
        /// Batches from one pruning to the next.
        every: u32,
        /// How it is trained.
        config: TrainConfig,
        /// Batches after which it was ended early.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        stop_after: Option<u32>,
    },
    /// Weights go back to those the network began with, or to those after step `to_step` of its first training; the
    /// mask stays, and so does the generator, so that later training sees the images in another order. Rewinding the
    /// learning rate instead needs no operation of its own: learning rates are constant here and optimisers start
    /// afresh, so it is fine-tuning with the first training's settings for the epochs that are left
    /// (Renda, Frankle & Carbin 2020, arXiv:2003.02389).
    Rewind {
        /// Batches of the first training that are not taken back; they are done again, which gives the same bits.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        to_step: Option<u32>,
    },
    /// The weights are drawn anew; the mask stays.
    Reinit {
        /// Seed of the new weights.
        seed: u64,
    },
    /// The mask is shuffled within every layer, weight by weight; the weights go back to those at the beginning.
    Shuffle {
        /// Seed of the order.
        seed: u64,
    },
    /// Weights and neurons are cut or restored by hand, one after another. A restored weight gets back the value it had
    /// when it was pruned ([`super::past`]); one that is not pruned stays as it is.
    Edit {
        /// What is done to which.
        edits: Vec<Edit>,
    },
    /// The weights get the nearest of few levels ([`crate::compress::quantize`]); with activations the inputs of layers,
    /// too. The operation after it sees exact activations again: their range was that of this network.
    Quantize {
        /// How.
        scheme: Scheme,
    },
    /// Training with the straight-through estimator: every batch sees the weights on their levels, while exact weights
    /// behind them learn; it ends with those on the levels. The range of activations is found before.
    QuantizeTune {
        /// How the weights are rounded.
        scheme: Scheme,
        /// How it is trained.
        config: TrainConfig,
        /// Batches after which it was ended early.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        stop_after: Option<u32>,
    },
    /// Sparse training: a mask must be there, and while the network is trained its layers drop weights and grow as many
    /// elsewhere ([`crate::prune::rewire`]). With a mask that is random (pruning by random scores before any training)
    /// this is SET or RigL; training without exchanges on the same mask is the control.
    Rewire {
        /// Where weights are grown.
        grow: Growth,
        /// Share of a layer's weights that the first exchanges take, 0 to 1; it falls along a cosine.
        fraction: f64,
        /// Batches from one exchange to the next.
        every: u32,
        /// Batches from which on nothing is exchanged; at most as many as there are in all.
        end: u32,
        /// How it is trained.
        config: TrainConfig,
        /// Batches after which it was ended early.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        stop_after: Option<u32>,
    },
    /// The weights of every layer share 2^bits values ([`crate::compress::sharing`]).
    Share {
        /// Bits of every layer, 1 to 8.
        bits: Vec<u32>,
    },
    /// Training of shared values, each by the sum of its weights' gradients; which weight has which stays.
    ShareTune {
        /// How.
        config: TrainConfig,
        /// Batches after which it was ended early.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        stop_after: Option<u32>,
    },
    /// Training with an L1 penalty by proximal steps: after every step of the optimiser each weight moves towards zero
    /// by learning rate times `lambda` and stops there. What is zero at the end is pruned from then on.
    Proximal {
        /// Weight of the penalty lambda sum |w|.
        lambda: f64,
        /// How it is trained.
        config: TrainConfig,
        /// Batches after which it was ended early.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        stop_after: Option<u32>,
    },
    /// Training by a teacher ([`crate::nn::distil`]): loss (1 - alpha) CE + alpha T^2 KL. A mask that is there is kept.
    Distil {
        /// What makes the teacher, on the same images; its first operation, and only that, makes a network.
        teacher: Vec<Op>,
        /// T.
        temperature: f64,
        /// Share of the teacher, 0 to 1.
        alpha: f64,
        /// How the student is trained.
        config: TrainConfig,
        /// Batches after which it was ended early.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        stop_after: Option<u32>,
    },
    /// Training that notes down every weight's movement for the score of that name; a mask that is there is kept.
    Movement {
        /// How.
        config: TrainConfig,
        /// Batches after which it was ended early.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        stop_after: Option<u32>,
    },
}

#[allow(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes a reference"
)]
fn is_zero(value: &f64) -> bool {
    *value == 0.0
}

impl Op {
    /// Its name in links and messages.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Init { .. } => "init",
            Self::Import { .. } => "import",
            Self::Train { .. } => "train",
            Self::Prune { .. } => "prune",
            Self::FineTune { .. } => "fineTune",
            Self::Movement { .. } => "movement",
            Self::Gradual { .. } => "gradual",
            Self::Rewind { .. } => "rewind",
            Self::Reinit { .. } => "reinit",
            Self::Shuffle { .. } => "shuffle",
            Self::Edit { .. } => "edit",
            Self::Quantize { .. } => "quantize",
            Self::QuantizeTune { .. } => "quantizeTune",
            Self::Share { .. } => "share",
            Self::ShareTune { .. } => "shareTune",
            Self::Rewire { .. } => "rewire",
            Self::Proximal { .. } => "proximal",
            Self::Distil { .. } => "distil",
        }
    }

    /// Whether it makes a network instead of changing one.
    #[must_use]
    pub fn is_root(&self) -> bool {
        matches!(self, Self::Init { .. } | Self::Import { .. })
    }

    /// Whether it is done in no time and without images, so that what it leaves need not be kept.
    #[must_use]
    pub fn is_instant(&self) -> bool {
        match self {
            Self::Prune { method, .. } => !method.needs_images(),
            Self::Rewind { to_step } => to_step.is_none(),
            Self::Quantize { scheme } => scheme.activations.is_none(),
            Self::Reinit { .. } | Self::Shuffle { .. } | Self::Edit { .. } => true,
            _ => false,
        }
    }

    /// How it trains, if it is an operation that does.
    #[must_use]
    pub fn training(&self) -> Option<(&TrainConfig, Option<u32>)> {
        match self {
            Self::Train { config, stop_after }
            | Self::FineTune {
                config, stop_after, ..
            }
            | Self::Movement { config, stop_after }
            | Self::ShareTune { config, stop_after }
            | Self::QuantizeTune {
                config, stop_after, ..
            }
            | Self::Gradual {
                config, stop_after, ..
            }
            | Self::Rewire {
                config, stop_after, ..
            }
            | Self::Proximal {
                config, stop_after, ..
            }
            | Self::Distil {
                config, stop_after, ..
            } => Some((config, *stop_after)),
            _ => None,
        }
    }

    /// The same operation, ended after `batches`.
    #[must_use]
    pub fn stopped(mut self, batches: u32) -> Self {
        if let Self::Train { stop_after, .. }
        | Self::FineTune { stop_after, .. }
        | Self::Movement { stop_after, .. }
        | Self::QuantizeTune { stop_after, .. }
        | Self::ShareTune { stop_after, .. }
        | Self::Gradual { stop_after, .. }
        | Self::Rewire { stop_after, .. }
        | Self::Proximal { stop_after, .. }
        | Self::Distil { stop_after, .. } = &mut self
        {
            *stop_after = Some(batches);
        }
        self
    }
}

/// A data set and what is done on it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Experiment {
    /// Where the images come from.
    pub dataset: DatasetSpec,
    /// What is done, first to last; the first makes the network.
    pub ops: Vec<Op>,
}
