//! From scores to an order of removal, from an order and a ratio to a mask.
//!
//! The lowest score goes first; equals go by index, which counts layer by layer and within a layer in
//! PyTorch's order (outputs x inputs). What an earlier pruning took is gone already and comes before all else,
//! so a ratio is always "of all prunable weights".

use super::importance::{self, Score};
use crate::nn::mlp::Mlp;
use crate::{Error, Result};
use serde::{Deserialize, Serialize};

/// Which weights are ranked against each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Scope {
    /// The ratio is met inside every layer.
    Layer,
    /// One ranking over all layers.
    Global,
}

/// How many weights a ratio takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// Exactly `round_half_even(ratio * N)`.
    Exact,
    /// The textbook rule: threshold = kthvalue(score, int(ratio * N)); what lies strictly below goes.
    SeedNote,
}

/// How weights are ranked and how many go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Method {
    /// What weights are ranked by.
    pub score: Score,
    /// Which weights are ranked against each other.
    pub scope: Scope,
    /// How many go.
    pub rule: Rule,
}

/// One ranking of weights: of a layer, or of the whole network.
#[derive(Debug, Clone)]
struct Ranking {
    /// Scores in order of removal; what is pruned already counts as 0.
    scores: Vec<f32>,
    /// How many are pruned already.
    gone: usize,
}

/// The order in which a network's weights go.
#[derive(Debug, Clone)]
pub struct Order {
    method: Method,
    /// One for scope `Global`, else one a layer.
    rankings: Vec<Ranking>,
    /// `positions[layer][input * outputs + output]`: place in the layer's ranking, from 0.
    positions: Vec<Vec<u32>>,
    /// The one layer that is pruned; `None`: all are.
    only: Option<usize>,
}

/// Where a ratio cuts an order: what stands before the cut goes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cut {
    /// Number of weights that go from this ranking.
    pub count: usize,
    /// Highest score that goes, 0 when nothing does.
    pub threshold: f32,
}

/// Checks that a pruning ratio lies between 0 and 1.
///
/// # Errors
/// [`Error::OutOfRange`] otherwise.
pub fn check_ratio(ratio: f64) -> Result<()> {
    if (0.0..=1.0).contains(&ratio) {
        return Ok(());
    }
    Err(Error::OutOfRange {
        what: "pruning ratio".into(),
        value: ratio,
        min: 0.0,
        max: 1.0,
    })
}

impl Order {
    /// Ranks the weights of `model`.
    #[must_use]
    pub fn new(method: Method, model: &Mlp) -> Self {
        let scores = importance::scores(method.score, model);
        let layers: Vec<usize> = (0..scores.len()).collect();
        let groups: Vec<&[usize]> = match method.scope {
            Scope::Layer => layers.chunks(1).collect(),
            Scope::Global => vec![&layers],
        };
        let mut positions: Vec<Vec<u32>> = scores.iter().map(|s| vec![0; s.len()]).collect();
        let rankings = groups
            .iter()
            .map(|group| rank(model, group, &scores, &mut positions))
            .collect();
        Self {
            method,
            rankings,
            positions,
            only: None,
        }
    }

    /// Ranks the weights of one layer of `model`, from 0; of the others nothing goes at any ratio.
    #[must_use]
    pub fn of_layer(method: Method, model: &Mlp, layer: usize) -> Self {
        let scope = Scope::Layer;
        Self {
            only: Some(layer),
            ..Self::new(Method { scope, ..method }, model)
        }
    }

    /// The method this order follows.
    #[must_use]
    pub fn method(&self) -> Method {
        self.method
    }

    /// Place of every weight of a layer in its ranking: `[input * outputs + output]`.
    #[must_use]
    pub fn positions(&self, layer: usize) -> &[u32] {
        &self.positions[layer]
    }

    /// Where `ratio` (0 to 1) cuts the ranking of a layer.
    #[must_use]
    pub fn cut(&self, layer: usize, ratio: f64) -> Cut {
        let ranking = match self.method.scope {
            Scope::Layer => &self.rankings[layer],
            Scope::Global => &self.rankings[0],
        };
        let spared = self.only.is_some_and(|only| only != layer);
        let ratio = if spared { 0.0 } else { ratio };
        let all = ranking.scores.len();
        let count = match self.method.rule {
            Rule::Exact => (ratio * all as f64).round_ties_even() as usize,
            Rule::SeedNote => match (ratio * all as f64) as usize {
                0 => 0,
                k => {
                    let threshold = ranking.scores[k.min(all) - 1];
                    ranking.scores.partition_point(|&score| score < threshold)
                }
            },
        };
        let count = count.clamp(ranking.gone, all);
        Cut {
            count,
            threshold: if count == 0 {
                0.0
            } else {
                ranking.scores[count - 1]
            },
        }
    }

    /// Of every weight of a layer, `[input * outputs + output]`: index of the first of `ratios` (rising) at which it
    /// is gone, `ratios.len()` for one that is never gone.
    #[must_use]
    pub fn gone_from(&self, layer: usize, ratios: &[f64]) -> Vec<u32> {
        let cuts: Vec<usize> = ratios
            .iter()
            .map(|&ratio| self.cut(layer, ratio).count)
            .collect();
        self.positions[layer]
            .iter()
            .map(|&position| cuts.partition_point(|&cut| cut <= position as usize) as u32)
            .collect()
    }

    /// Prunes `model`, the network that was ranked, at `ratio` (0 to 1).
    pub fn apply(&self, model: &mut Mlp, ratio: f64) {
        for (l, layer) in model.layers_mut().iter_mut().enumerate() {
            let (cut, outputs) = (self.cut(l, ratio).count as u32, layer.outputs());
            layer.prune(|input, output| self.positions[l][input * outputs + output] >= cut);
        }
    }
}

/// Sorts the weights of the layers in `group` into one ranking and notes their places.
fn rank(model: &Mlp, group: &[usize], scores: &[Vec<f32>], positions: &mut [Vec<u32>]) -> Ranking {
    // Scores are not negative, so their bits sort as they do; 0 is kept for what is pruned already.
    let mut keys: Vec<u64> = Vec::with_capacity(group.iter().map(|&l| scores[l].len()).sum());
    let mut gone = 0;
    for &l in group {
        let layer = &model.layers()[l];
        let inputs = layer.inputs();
        for (i, &score) in scores[l].iter().enumerate() {
            let kept = layer.is_kept(i % inputs, i / inputs);
            gone += usize::from(!kept);
            let key = if kept {
                u64::from(score.to_bits()) + 1
            } else {
                0
            };
            let index = keys.len() as u64;
            keys.push(key << 32 | index);
        }
    }
    keys.sort_unstable();
    let mut place = vec![0u32; keys.len()];
    for (position, &key) in keys.iter().enumerate() {
        place[key as u32 as usize] = position as u32;
    }
    let mut next = 0;
    for &l in group {
        let (inputs, outputs) = (model.layers()[l].inputs(), model.layers()[l].outputs());
        for output in 0..outputs {
            for input in 0..inputs {
                positions[l][input * outputs + output] = place[next];
                next += 1;
            }
        }
    }
    let score = |&key: &u64| {
        ((key >> 32) as u32)
            .checked_sub(1)
            .map_or(0.0, f32::from_bits)
    };
    Ranking {
        scores: keys.iter().map(score).collect(),
        gone,
    }
}
