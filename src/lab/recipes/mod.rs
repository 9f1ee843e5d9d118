//! Well-known experiments as lists of operations: pure functions, used by the page and by `examples/pipeline.rs`.
//!
//! One file each: what is asked for as a struct with its defaults, and `ops` or `trials`, which make the lists. A list is
//! checked as far as that can be said without a network.

pub mod deep;
pub mod describe;
pub mod distillation;
pub mod few_values;
pub mod gradual;
pub mod han;
pub mod iterative;
pub mod lottery;
pub mod preset;
pub mod snip;
pub mod sparse;
pub mod trap;

use super::ops::{Init, Op, Train, TrainConfig};
use crate::Result;
use crate::check::{Limit, MAX_SEED};
use crate::nn::optim::Optimizer;

/// Training images of the built-in digits, where nothing else is known of the data set.
const BUILT_IN: usize = 12_000;

/// Rounds of a recipe.
pub const ROUNDS: Limit = Limit::whole(1, 30);
/// Seeds an experiment is done with.
pub const SEEDS: Limit = Limit::whole(1, 20);

/// Checks every operation of a list.
fn checked(ops: Vec<Op>) -> Result<Vec<Op>> {
    ops.iter().try_for_each(Op::check)?;
    Ok(ops)
}

/// Returns a fraction as a person writes it: 1 - 0.8 is not 0.2 in binary, and 99.9 / 100 is not 0.999.
#[must_use]
pub fn as_written(fraction: f64) -> f64 {
    (fraction * 1e12).round() / 1e12
}

/// Returns the seed that comes `by` after another. They go round rather than beyond what is exact.
#[must_use]
pub fn seed_after(seed: u64, by: u64) -> u64 {
    (seed + by) % (MAX_SEED + 1)
}

/// Returns a network and its training.
#[must_use]
pub fn trained(hidden: &[usize], seed: u64, config: TrainConfig) -> Vec<Op> {
    vec![init(hidden, seed), train(config)]
}

fn init(hidden: &[usize], seed: u64) -> Op {
    let hidden = hidden.to_vec();
    Init { hidden, seed }.into()
}

fn train(config: TrainConfig) -> Op {
    let stop_after = None;
    Train { config, stop_after }.into()
}

/// Stochastic gradient descent with momentum 0.9.
fn sgd(lr: f64, weight_decay: f64, batch_size: u32, epochs: u32) -> TrainConfig {
    TrainConfig {
        epochs,
        batch_size,
        optimizer: Optimizer::Sgd {
            lr,
            momentum: 0.9,
            nesterov: false,
            weight_decay,
        },
    }
}

/// Returns the number of batches that three quarters of a training have: what is changed while it goes on heals in the
/// last quarter.
fn three_quarters(config: &TrainConfig, images: usize) -> u32 {
    let batches = u64::from(config.batches(images));
    (batches * 3 / 4) as u32
}
