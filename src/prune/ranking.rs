//! One ranking: things in the order in which they go, and how many of them go at a share.

use super::method::{Method, Rule, Scope};

/// How many of `all` things go at a share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counting {
    /// `round_half_even(share * all)`.
    Rounded,
    /// `int(share * all)`.
    RoundedDown,
    /// Those strictly below `kthvalue(score, int(share * all))`.
    BelowKth,
}

impl Counting {
    /// The way of `method`.
    pub fn of(method: &Method) -> Self {
        match (method.rule, method.scope) {
            (Rule::SeedNote, _) => Self::BelowKth,
            (Rule::Exact, Scope::Row) => Self::RoundedDown,
            (Rule::Exact, _) => Self::Rounded,
        }
    }
}

/// Things ranked against each other. The lowest score goes first, equals by index; what is pruned already comes
/// before all else.
#[derive(Debug, Clone)]
pub struct Ranking {
    /// Scores in order of removal, rising; what is pruned already counts as 0, or as the lowest where that is negative.
    scores: Vec<f32>,
    /// How many are pruned already.
    gone: usize,
}

impl Ranking {
    /// Ranks things by (score, whether it is still there); also each one's place, from 0.
    pub fn new(things: impl Iterator<Item = (f32, bool)>) -> (Self, Vec<u32>) {
        let mut gone = Vec::new();
        let mut keys = Vec::new();
        for (index, (score, kept)) in things.enumerate() {
            if kept {
                keys.push(u64::from(rising(score)) << 32 | index as u64);
            } else {
                gone.push(index as u32);
            }
        }
        keys.sort_unstable();
        let lowest = keys
            .first()
            .map_or(0.0, |key| value((key >> 32) as u32))
            .min(0.0);
        let mut places = vec![0; gone.len() + keys.len()];
        let order = gone
            .iter()
            .copied()
            .chain(keys.iter().map(|&key| key as u32));
        for (place, index) in order.enumerate() {
            places[index as usize] = place as u32;
        }
        let mut scores = vec![lowest; gone.len()];
        scores.extend(keys.iter().map(|key| value((key >> 32) as u32)));
        let gone = gone.len();
        (Self { scores, gone }, places)
    }

    /// How many go at a share of 0 to 1; never fewer than are gone already.
    pub fn count(&self, counting: Counting, share: f64) -> usize {
        let all = self.scores.len();
        let count = match counting {
            Counting::Rounded => (share * all as f64).round_ties_even() as usize,
            Counting::RoundedDown => (share * all as f64) as usize,
            Counting::BelowKth => match (share * all as f64) as usize {
                0 => 0,
                k => {
                    let threshold = self.scores[k.min(all) - 1];
                    self.scores.partition_point(|&score| score < threshold)
                }
            },
        };
        count.clamp(self.gone, all)
    }

    /// Of every place, the index of the first of the rising `shares` at which it is gone; their number for never.
    pub fn gone_from(&self, counting: Counting, shares: impl Iterator<Item = f64>) -> Vec<u32> {
        let mut first = Vec::with_capacity(self.scores.len());
        let mut index = 0;
        for share in shares {
            let count = self.count(counting, share).max(first.len());
            first.resize(count, index);
            index += 1;
        }
        first.resize(self.scores.len(), index);
        first
    }

    /// Score of what is at a place of the order.
    pub fn score(&self, place: u32) -> f32 {
        self.scores[place as usize]
    }

    /// The highest of the first `count` scores; `None` when nothing goes.
    pub fn threshold(&self, count: usize) -> Option<f32> {
        count.checked_sub(1).map(|last| self.scores[last])
    }
}

/// Bits that sort as the numbers do.
fn rising(score: f32) -> u32 {
    let bits = score.to_bits();
    if bits >> 31 == 0 {
        bits | 1 << 31
    } else {
        !bits
    }
}

/// The number whose [`rising`] bits these are.
fn value(bits: u32) -> f32 {
    f32::from_bits(if bits >> 31 == 1 {
        bits & !(1 << 31)
    } else {
        !bits
    })
}
