//! The seeded generator and the initial parameters of a layer.
//!
//! PyTorch's default for `Linear`: weights and biases uniform in +-1/sqrt(fan_in)
//! (`kaiming_uniform_` with a = sqrt(5), He et al. 2015, arXiv:1502.01852).

use rand::{RngExt, SeedableRng};

/// The generator all randomness of a model comes from; a snapshot of a model includes it.
pub type Rng = rand_pcg::Pcg32;

/// The generator for a seed.
#[must_use]
pub fn rng(seed: u64) -> Rng {
    Rng::seed_from_u64(seed)
}

/// Fills `out` uniformly in +-1/sqrt(`fan_in`).
pub fn uniform(fan_in: usize, out: &mut [f32], rng: &mut Rng) {
    let bound = 1.0 / (fan_in as f32).sqrt();
    for value in out {
        *value = (rng.random::<f32>() * 2.0 - 1.0) * bound;
    }
}
