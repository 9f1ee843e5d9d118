//! One ranking: units in the order in which they are pruned, and how many of them are pruned at a ratio.

use super::method::Method;
use super::rule::Rule;
use super::scope::Scope;
use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_pcg::Pcg32;

/// Scores cannot tell units apart where at least so many of them are equal.
const TIED: f64 = 0.9;
/// Where so few are ranked, no place is favoured by much.
const FEW: usize = 64;
/// Seed of the order of units that scores cannot tell apart.
const SEED: u64 = 0x71ed;

/// How many of `all` units are pruned at a ratio.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counting {
    /// `round_half_even(ratio * all)`.
    Rounded,
    /// `int(ratio * all)`.
    RoundedDown,
    /// Those strictly below `kthvalue(score, int(ratio * all))`.
    BelowKth,
}

impl Counting {
    /// How `method` counts.
    pub fn of(method: &Method) -> Self {
        match (method.rule, method.scope) {
            (Rule::KthValue, _) => Self::BelowKth,
            (Rule::Exact, Scope::Row) => Self::RoundedDown,
            (Rule::Exact, Scope::Layer | Scope::Global | Scope::ErdosRenyi | Scope::Own) => {
                Self::Rounded
            }
        }
    }
}

/// Units ranked against each other. The lowest score is pruned first, equals by index; what is pruned already comes
/// before all others.
///
/// Where nine of ten units or more have one score that is not zero, as in a network whose weights are all of one size, the
/// index would decide all: the first outputs would be pruned whole. These units come in an order drawn by a fixed seed.
/// Fewer equals, and those without any effect, stay by index, which any other program does too.
#[derive(Debug, Clone)]
pub struct Ranking {
    /// Scores in order of removal, rising; what is pruned already counts as 0, or as the lowest where that is negative.
    scores: Vec<f32>,
    /// How many are pruned already.
    pruned: usize,
}

impl Ranking {
    /// Ranks units by (score, whether it remains); also returns the place of each, from 0.
    pub fn new(units: impl Iterator<Item = (f32, bool)>) -> (Self, Vec<u32>) {
        let mut pruned = Vec::new();
        let mut keys = Vec::new();
        for (index, (score, kept)) in units.enumerate() {
            if kept {
                keys.push(u64::from(rising(score)) << 32 | index as u64);
            } else {
                pruned.push(index as u32);
            }
        }
        keys.sort_unstable();
        shuffle_ties(&mut keys);
        let lowest = keys
            .first()
            .map_or(0.0, |key| value((key >> 32) as u32))
            .min(0.0);
        let mut places = vec![0; pruned.len() + keys.len()];
        let order = pruned
            .iter()
            .copied()
            .chain(keys.iter().map(|&key| key as u32));
        for (place, index) in order.enumerate() {
            places[index as usize] = place as u32;
        }
        let mut scores = vec![lowest; pruned.len()];
        scores.extend(keys.iter().map(|key| value((key >> 32) as u32)));
        let pruned = pruned.len();
        (Self { scores, pruned }, places)
    }

    /// Returns how many units are pruned at a ratio of 0 to 1; never fewer than are pruned already.
    pub fn count(&self, counting: Counting, ratio: f64) -> usize {
        let all = self.scores.len();
        let count = match counting {
            Counting::Rounded => (ratio * all as f64).round_ties_even() as usize,
            Counting::RoundedDown => (ratio * all as f64) as usize,
            Counting::BelowKth => match (ratio * all as f64) as usize {
                0 => 0,
                k => {
                    let threshold = self.scores[k.min(all) - 1];
                    self.scores.partition_point(|&score| score < threshold)
                }
            },
        };
        count.clamp(self.pruned, all)
    }

    /// Returns, for every place, the index of the first of the rising `ratios` at which it is pruned; their number for
    /// never.
    pub fn pruned_from(&self, counting: Counting, ratios: impl Iterator<Item = f64>) -> Vec<u32> {
        let mut first = Vec::with_capacity(self.scores.len());
        let mut index = 0;
        for ratio in ratios {
            let count = self.count(counting, ratio).max(first.len());
            first.resize(count, index);
            index += 1;
        }
        first.resize(self.scores.len(), index);
        first
    }

    /// Score of the unit at a place.
    pub fn score(&self, place: u32) -> f32 {
        self.scores[place as usize]
    }

    /// The highest of the first `count` scores; `None` when there is none.
    pub fn threshold(&self, count: usize) -> Option<f32> {
        count.checked_sub(1).map(|last| self.scores[last])
    }
}

/// Puts the units of a score that nearly all have into an order drawn by a fixed seed.
fn shuffle_ties(keys: &mut [u64]) {
    let score = |key: &u64| key >> 32;
    let Some(middle) = keys.get(keys.len() / 2).map(score) else {
        return;
    };
    let from = keys.partition_point(|key| score(key) < middle);
    let to = keys.partition_point(|key| score(key) <= middle);
    let is_most = (to - from) as f64 >= TIED * keys.len() as f64;
    if is_most && keys.len() >= FEW && value(middle as u32) != 0.0 {
        keys[from..to].shuffle(&mut Pcg32::seed_from_u64(SEED));
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
