//! Operations and experiments, as they stand in links and files (JSON with camelCase names).

use crate::data::digits::DigitsConfig;
use crate::nn::optim::Optimizer;
pub use crate::prune::order::Method;
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
    /// Training that notes down every weight's movement for the score of that name; a mask that is there is kept.
    Movement {
        /// How.
        config: TrainConfig,
        /// Batches after which it was ended early.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        stop_after: Option<u32>,
    },
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
        }
    }

    /// Whether it makes a network instead of changing one.
    #[must_use]
    pub fn is_root(&self) -> bool {
        matches!(self, Self::Init { .. } | Self::Import { .. })
    }

    /// The same operation, ended after `batches`.
    #[must_use]
    pub fn stopped(mut self, batches: u32) -> Self {
        if let Self::Train { stop_after, .. }
        | Self::FineTune { stop_after, .. }
        | Self::Movement { stop_after, .. } = &mut self
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
