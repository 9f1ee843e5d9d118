//! An experiment: a data set and what is done on it.

use super::ops::{Op, list};
use crate::Result;
use crate::data::digits::DigitsConfig;
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

/// A data set and what is done on it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Experiment {
    /// Where the images come from.
    pub dataset: DatasetSpec,
    /// What is done, first to last; the first makes the network.
    pub ops: Vec<Op>,
}

impl Experiment {
    /// Checks every number, and that the first operation, and only the first, makes a network.
    ///
    /// # Errors
    /// Those of [`list::check`] and of the data set's configuration.
    pub fn check(&self) -> Result<()> {
        match &self.dataset {
            DatasetSpec::Digits(config) => config.check()?,
            DatasetSpec::Files { .. } => {}
        }
        list::check(&self.ops)
    }
}
