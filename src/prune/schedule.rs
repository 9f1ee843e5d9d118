//! How much is pruned when.
//!
//! Lottery tickets (Frankle & Carbin 2019, arXiv:1803.03635): every round takes a share of the weights that are left,
//! in the output layer a smaller one, so after round r a layer keeps (1 - share)^r of its weights.

/// Share of what is left that a round takes.
pub const SHARE: f64 = 0.2;
/// The same in the output layer.
pub const LAST_SHARE: f64 = 0.1;

/// Pruning ratio of every layer after `rounds` rounds, "of all" its weights, in a network of `layers` layers.
#[must_use]
pub fn rounds(layers: usize, share: f64, last_share: f64, rounds: u32) -> Vec<f64> {
    let gone = |share: f64| 1.0 - (1..=rounds).fold(1.0, |left: f64, _| left * (1.0 - share));
    let layer = |l: usize| gone(if l + 1 == layers { last_share } else { share });
    (0..layers).map(layer).collect()
}
