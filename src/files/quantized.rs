//! Zeros among weights that were rounded to whole numbers: those that were pruned, told from those that rounding made.
//!
//! Rounding makes a zero of what lies within half a step of it. The level 0 is as wide as its neighbours, so where nobody
//! pruned about as many weights are there as at each of the levels near it. Where there are more than twice as many, beyond
//! three standard deviations of such a count, pruning made them.

/// What the zeros of a layer are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Zeros {
    /// All were pruned, or there are none.
    Pruned,
    /// Rounding made them, so many.
    Rounded(usize),
}

/// Tells what the zeros among the levels of a layer's weights are.
#[must_use]
pub fn pruned_zeros(levels: &[f64]) -> Zeros {
    let count = |level: f64| levels.iter().filter(|&&q| q == level).count();
    let near: usize = [-3.0, -2.0, -1.0, 1.0, 2.0, 3.0]
        .into_iter()
        .map(count)
        .sum();
    let (zeros, expected) = (count(0.0), near as f64 / 6.0);
    if zeros > 0 && zeros as f64 <= 2.0 * expected + 3.0 * expected.sqrt() + 1.0 {
        Zeros::Rounded(zeros)
    } else {
        Zeros::Pruned
    }
}
