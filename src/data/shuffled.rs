//! The order of images that were sorted by class.

use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_pcg::Pcg32;

/// One seed for all data sets: the same files are the same data set everywhere.
const SEED: u64 = 0x5eed;

/// Returns the numbers from 0 to `count` in an order drawn by a fixed seed.
#[must_use]
pub fn shuffled(count: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    order.shuffle(&mut Pcg32::seed_from_u64(SEED));
    order
}
