//! Tensors by name, as files hold them.

use crate::files::number::Type;
use std::borrow::Cow;

/// A tensor as it stands in a file, row by row.
#[derive(Debug, Clone)]
pub struct Entry<'a> {
    /// Its name.
    pub name: String,
    /// Its type; the name of one that is not read.
    pub dtype: std::result::Result<Type, String>,
    /// Its shape.
    pub shape: Vec<usize>,
    /// Its numbers, little-endian.
    pub data: Cow<'a, [u8]>,
}

/// Words in the names of what a training keeps beside the network.
const ASIDE: [&str; 16] = [
    "optimizer",
    "optimizers",
    "optim",
    "optimizer_state",
    "optimizer_states",
    "optimizer_state_dict",
    "optim_state_dict",
    "exp_avg",
    "exp_avg_sq",
    "max_exp_avg_sq",
    "momentum_buffer",
    "scheduler",
    "lr_scheduler",
    "lr_schedulers",
    "rng_state",
    "num_batches_tracked",
];

/// Returns whether a tensor, or anything else of this name, belongs to a training and not to the network.
#[must_use]
pub fn is_aside(name: &str) -> bool {
    name.split('.').any(|word| ASIDE.contains(&word))
}

/// What is known while a state dict is read.
pub struct Source<'a> {
    /// Name of the file.
    pub file: &'a str,
    /// Whether tensors stand in the order of the network's definition.
    pub is_ordered: bool,
}
