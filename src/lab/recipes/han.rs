//! Pruning in proportion, layer by layer (Han, Pool, Tran & Dally 2015, arXiv:1506.02626): 300-100 on MNIST at 12x, keeping
//! 8, 9 and 26 % of its layers. Four rounds, each healed at a smaller learning rate than the first training's.

use super::{checked, init, sgd, train};
use crate::Result;
use crate::lab::ops::{FineTune, Method, Op, Prune};
use crate::prune::allotment::overall;
use crate::prune::rule::Rule;
use crate::prune::scope::Scope;

/// Returns the operations for a seed.
///
/// # Errors
/// Those of [`Op::check`].
pub fn ops(seed: u64) -> Result<Vec<Op>> {
    let ratios = vec![0.92, 0.91, 0.74];
    let whole = overall(&[784 * 300, 300 * 100, 100 * 10], &ratios);
    let method = Method {
        ratios,
        ..Method::magnitude(Scope::Own, Rule::Exact)
    };
    let config = |lr, epochs| sgd(lr, 1e-4, 64, epochs);
    let mut ops = vec![
        init(&[300, 100], seed),
        train(config(0.05, 15)),
        train(config(0.005, 8)),
    ];
    for (ratio, epochs) in [
        (0.7 * whole, 6),
        (0.85 * whole, 6),
        (0.93 * whole, 8),
        (whole, 12),
    ] {
        let method = method.clone();
        let tune = FineTune::keep(config(0.02, epochs));
        ops.extend([Prune { method, ratio }.into(), tune.into()]);
    }
    checked(ops)
}
