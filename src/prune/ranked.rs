//! All units of a network in their rankings: one ranking for all groups, one a group, or one an output.

use super::ranking::{Counting, Ranking};
use super::scope::Scope;
use super::units::{self, Values};
use crate::nn::mlp::Mlp;
use std::ops::Range;

/// Units in their rankings.
#[derive(Debug, Clone)]
pub struct Ranked {
    rankings: Vec<Ranking>,
    /// The rankings of each group. Where they are several, unit k is in the one at k modulo their number.
    of_group: Vec<Range<usize>>,
    /// `places[group][unit]` in the unit's ranking.
    places: Values<u32>,
}

/// What a ratio prunes of one group.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cut {
    /// Number of pruned units among those ranked together with the group's.
    pub count: usize,
    /// Highest score that is pruned, 0 when nothing is.
    pub threshold: f32,
}

impl Ranked {
    /// Ranks single weights by their scores, `[layer][input * outputs + output]`.
    pub fn weights(scope: Scope, model: &Mlp, scores: &Values<f32>) -> Self {
        let layers = model.layers();
        // Indices of an output's weights, and of a layer's, in PyTorch's order.
        let row =
            |l: usize, output: usize| (0..layers[l].inputs()).map(move |input| (l, input, output));
        let all = |l: usize| (0..layers[l].outputs()).flat_map(move |output| row(l, output));
        let outputs = |l: usize| layers[l].outputs();
        let sets: Vec<Vec<(usize, usize, usize)>> = match scope {
            Scope::Global => vec![(0..layers.len()).flat_map(all).collect()],
            Scope::Row => {
                let rows = (0..layers.len()).flat_map(|l| (0..outputs(l)).map(move |o| (l, o)));
                rows.map(|(l, output)| row(l, output).collect()).collect()
            }
            Scope::Layer | Scope::ErdosRenyi | Scope::Own => {
                (0..layers.len()).map(|l| all(l).collect()).collect()
            }
        };
        let mut places: Values<u32> = scores.iter().map(|scores| vec![0; scores.len()]).collect();
        let rank = |set: &Vec<(usize, usize, usize)>| {
            let index = |l: usize, input: usize, output: usize| input * outputs(l) + output;
            let unit = |&(l, i, o): &(usize, usize, usize)| {
                (scores[l][index(l, i, o)], layers[l].is_kept(i, o))
            };
            let (ranking, found) = Ranking::new(set.iter().map(unit));
            for (&(l, i, o), place) in set.iter().zip(found) {
                places[l][index(l, i, o)] = place;
            }
            ranking
        };
        Self {
            rankings: sets.iter().map(rank).collect(),
            of_group: rankings_of(scope, (0..layers.len()).map(outputs)),
            places,
        }
    }

    /// Ranks hidden neurons by their scores, `[hidden layer][neuron]`.
    pub fn neurons(scope: Scope, model: &Mlp, scores: &Values<f32>) -> Self {
        let layers: Vec<Vec<(f32, bool)>> = units::neurons(model)
            .zip(scores)
            .map(|(neurons, scores)| {
                let pairs = scores.iter().zip(&neurons);
                pairs
                    .map(|(&score, neuron)| (score, neuron.is_kept()))
                    .collect()
            })
            .collect();
        let (rankings, places) = match scope {
            Scope::Global => {
                let (ranking, found) = Ranking::new(layers.iter().flatten().copied());
                let mut rest = found.into_iter();
                let places = layers
                    .iter()
                    .map(|layer| rest.by_ref().take(layer.len()).collect());
                (vec![ranking], places.collect())
            }
            Scope::Layer | Scope::Row | Scope::ErdosRenyi | Scope::Own => layers
                .iter()
                .map(|layer| Ranking::new(layer.iter().copied()))
                .unzip(),
        };
        Self {
            rankings,
            of_group: rankings_of(scope, layers.iter().map(|_| 1)),
            places,
        }
    }

    /// Number of units of each group.
    pub fn counts(&self) -> Vec<usize> {
        self.places.iter().map(Vec::len).collect()
    }

    /// Returns, for every unit of a group, the index of the first of the rising `ratios` of the group at which it is
    /// pruned; their number for never.
    pub fn pruned_from(&self, group: usize, counting: Counting, ratios: &[f64]) -> Vec<u32> {
        let firsts: Vec<Vec<u32>> = self
            .rankings(group)
            .iter()
            .map(|ranking| ranking.pruned_from(counting, ratios.iter().copied()))
            .collect();
        let first = |ranking: usize, place: u32| firsts[ranking][place as usize];
        self.by_unit(group, first)
    }

    /// Scores of a group's units; what was pruned before has the lowest.
    pub fn scores(&self, group: usize) -> Vec<f32> {
        let rankings = self.rankings(group);
        self.by_unit(group, |ranking, place| rankings[ranking].score(place))
    }

    /// Returns what a ratio of the group prunes of what is ranked together with it.
    pub fn cut(&self, group: usize, counting: Counting, ratio: f64) -> Cut {
        let mut count = 0;
        let mut highest: Option<f32> = None;
        for ranking in self.rankings(group) {
            let pruned = ranking.count(counting, ratio);
            count += pruned;
            let threshold = ranking.threshold(pruned);
            highest = highest.into_iter().chain(threshold).reduce(f32::max);
        }
        let threshold = highest.unwrap_or(0.0);
        Cut { count, threshold }
    }

    fn rankings(&self, group: usize) -> &[Ranking] {
        &self.rankings[self.of_group[group].clone()]
    }

    /// Maps every unit of a group by its ranking among the group's and its place in it.
    fn by_unit<T>(&self, group: usize, f: impl Fn(usize, u32) -> T) -> Vec<T> {
        let rankings = self.of_group[group].len();
        let places = self.places[group].iter().enumerate();
        places
            .map(|(unit, &place)| f(if rankings == 1 { 0 } else { unit % rankings }, place))
            .collect()
    }
}

/// The rankings of every group, of which each has so many outputs.
fn rankings_of(scope: Scope, outputs: impl Iterator<Item = usize>) -> Vec<Range<usize>> {
    let mut next = 0;
    let mut range = |outputs: usize| {
        let count = match scope {
            Scope::Global => return 0..1,
            Scope::Row => outputs,
            Scope::Layer | Scope::ErdosRenyi | Scope::Own => 1,
        };
        next += count;
        next - count..next
    };
    outputs.map(&mut range).collect()
}
