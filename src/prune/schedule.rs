//! How much is pruned when.
//!
//! Iterative: every round prunes a fraction of the remaining weights, in lottery tickets (Frankle & Carbin 2019,
//! arXiv:1803.03635) a smaller one in the output layer, so after round r a layer keeps (1 - fraction)^r of its weights.
//!
//! Gradual (Zhu & Gupta 2017, arXiv:1710.01878): while training goes on, s(t) = s_f + (s_i - s_f) (1 - (t - t_0) /
//! (n dt))^3, at t = t_0, t_0 + dt, ..., t_0 + n dt: fast at first, while many weights are redundant, then slower.

/// Fraction of the remaining weights that a round prunes.
pub const FRACTION: f64 = 0.2;
/// The same in the output layer.
pub const LAST_FRACTION: f64 = 0.1;

/// Returns the pruning ratio of every layer after `rounds` rounds, "of all" its weights, in a network of `layers` layers.
#[must_use]
pub fn rounds(layers: usize, fraction: f64, last_fraction: f64, rounds: u32) -> Vec<f64> {
    let pruned = |fraction: f64| {
        let remaining = |remaining: f64, _| remaining * (1.0 - fraction);
        1.0 - (1..=rounds).fold(1.0, remaining)
    };
    let is_last = |l: usize| l + 1 == layers;
    let layer = |l: usize| pruned(if is_last(l) { last_fraction } else { fraction });
    (0..layers).map(layer).collect()
}

/// Returns the pruning ratios, "of all", of `rounds` rounds that each prune the same fraction of the remaining weights and
/// end at `ratio`: 1 - (1 - ratio)^(r / rounds).
#[must_use]
pub fn iterative(ratio: f64, rounds: u32) -> Vec<f64> {
    let after = |round: u32| {
        if round == rounds {
            ratio
        } else {
            1.0 - libm::pow(1.0 - ratio, f64::from(round) / f64::from(rounds))
        }
    };
    (1..=rounds).map(after).collect()
}

/// The cubic schedule of gradual pruning. Steps are batches done.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cubic {
    /// First ratio s_i.
    pub from: f64,
    /// Last ratio s_f.
    pub to: f64,
    /// Step t_0 of the first pruning.
    pub begin: u32,
    /// Step t_0 + n dt of the last pruning; where dt does not divide the steps between, the last interval is shorter.
    pub end: u32,
    /// Steps dt from one pruning to the next.
    pub every: u32,
}

impl Cubic {
    /// Returns the ratio that is due after `step` batches; `None` where nothing is pruned then.
    #[must_use]
    pub fn due(&self, step: u32) -> Option<f64> {
        let is_due = (self.begin..=self.end).contains(&step)
            && (step == self.end || (step - self.begin).is_multiple_of(self.every.max(1)));
        is_due.then(|| self.at(step))
    }

    /// s(t) at a step between `begin` and `end`.
    fn at(&self, step: u32) -> f64 {
        if step == self.end {
            return self.to;
        }
        let left = f64::from(self.end - step) / f64::from(self.end - self.begin);
        self.to + (self.from - self.to) * left * left * left
    }
}
