//! SNIP (Lee, Ajanthan & Torr 2019, arXiv:1810.02340): 300-100 pruned by |w g| before any training.

use super::{checked, init, sgd, train};
use crate::Result;
use crate::lab::ops::{Method, Op, Prune};
use crate::prune::rule::Rule;
use crate::prune::scope::Scope;
use crate::prune::score::Score;

/// Ratios of the paper's table.
pub const RATIOS: [f64; 2] = [0.95, 0.98];

/// Returns the operations for a seed and a ratio.
///
/// # Errors
/// Those of [`Op::check`].
pub fn ops(seed: u64, ratio: f64) -> Result<Vec<Op>> {
    let method = Method {
        score: Score::Taylor,
        // The paper's one batch; ranked by ten times as many images, the network learns worse.
        calibration: 100,
        ..Method::magnitude(Scope::Global, Rule::Exact)
    };
    checked(vec![
        init(&[300, 100], seed),
        Prune { method, ratio }.into(),
        train(sgd(0.05, 2e-4, 50, 25)),
        train(sgd(0.005, 2e-4, 50, 12)),
        train(sgd(0.0005, 2e-4, 50, 3)),
    ])
}
