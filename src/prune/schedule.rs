//! How much is pruned when.
//!
//! Iterative: every round takes a share of the weights that are left, in lottery tickets (Frankle & Carbin 2019,
//! arXiv:1803.03635) a smaller one in the output layer, so after round r a layer keeps (1 - share)^r of its weights.
//!
//! Gradual (Zhu & Gupta 2017, arXiv:1710.01878): while training goes on, s(t) = s_f + (s_i - s_f) (1 - (t - t_0) /
//! (n dt))^3, at t = t_0, t_0 + dt, ..., t_0 + n dt: fast at first, when there is much to choose from, then slower.

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

/// Pruning ratios, "of all", of `rounds` rounds that each take the same share of what is left and end at `ratio`:
/// 1 - (1 - ratio)^(r / rounds).
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
    /// Ratio s_i it begins with.
    pub from: f64,
    /// Ratio s_f it ends with.
    pub to: f64,
    /// First step t_0 at which is pruned.
    pub begin: u32,
    /// Last step t_0 + n dt; where dt does not divide the way, the last stretch is shorter.
    pub end: u32,
    /// Steps dt from one pruning to the next.
    pub every: u32,
}

impl Cubic {
    /// The ratio that is due after `step` batches; `None` where nothing is to be pruned then.
    #[must_use]
    pub fn due(&self, step: u32) -> Option<f64> {
        let is_due = (self.begin..=self.end).contains(&step)
            && (step == self.end || (step - self.begin).is_multiple_of(self.every.max(1)));
        is_due.then(|| self.at(step))
    }

    /// s(t) at a step from begin to end.
    fn at(&self, step: u32) -> f64 {
        if step == self.end {
            return self.to;
        }
        let left = f64::from(self.end - step) / f64::from(self.end - self.begin);
        self.to + (self.from - self.to) * left * left * left
    }
}
