//! From scores to an order of removal, from an order and a ratio to a mask.
//!
//! The lowest score goes first; equals go by index, which counts layer by layer and within a layer in PyTorch's order
//! (outputs x inputs). What an earlier pruning took is gone already and comes before all else, so a ratio is always
//! "of all prunable weights", or of all hidden neurons where neurons go. N:M takes the same at every ratio.
//!
//! A weight goes when the one thing it belongs to goes: itself, or either of the neurons it connects. So
//! [`Order::gone_from`] says all about any method: from which of some rising ratios on each weight is gone.

use super::importance::{self, Evidence};
pub use super::method::{Method, Rule, Scope, Shape};
use super::obs::{self, Hessian};
use super::ranking::{Counting, Ranking};
use super::{allotment, n_m, neurons};
use crate::check::{mismatch, within};
use crate::nn::dense::Dense;
use crate::nn::mlp::Mlp;
use crate::{Error, Result};

/// What goes from one layer at a ratio.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cut {
    /// Number of things ranked with this layer's that go: weights, or neurons (of the last layer: those before it).
    pub count: usize,
    /// Highest score that goes, 0 when nothing does.
    pub threshold: f32,
}

/// The order in which a network's weights go.
#[derive(Debug, Clone)]
pub struct Order {
    method: Method,
    /// (inputs, outputs) of every layer.
    sizes: Vec<(usize, usize)>,
    /// `pruned[layer][input * outputs + output]`: what is pruned already; empty for a layer without a mask.
    pruned: Vec<Vec<bool>>,
    things: Things,
    /// Every layer's, where what stays makes up for what goes.
    hessians: Vec<Hessian>,
    /// The one layer (of neurons: hidden layer) that is pruned; `None`: all are.
    only: Option<usize>,
}

/// What is ranked. A layer's rankings are one, its own or that of all, or one an output.
#[derive(Debug, Clone)]
enum Things {
    /// `places[layer][input * outputs + output]` in the weight's ranking.
    Weights {
        rankings: Vec<Ranking>,
        places: Vec<Vec<u32>>,
    },
    /// `places[layer][neuron]`, for hidden layers.
    Neurons {
        rankings: Vec<Ranking>,
        places: Vec<Vec<u32>>,
    },
    /// The same goes at every ratio: `gone[layer][input * outputs + output]`, each layer's highest score of these, and
    /// the scores.
    Fixed {
        gone: Vec<Vec<bool>>,
        thresholds: Vec<f32>,
        scores: Vec<Vec<f32>>,
    },
}

impl Order {
    /// Ranks the weights or neurons of `model`.
    ///
    /// # Errors
    /// Those of [`Method::check`]; [`Error::OutOfRange`] if there are not as many calibration images, or another number
    /// of own ratios than of layers; [`Error::MethodMismatch`] for neurons of a network without hidden layers and for
    /// movement that was not noted down; [`Error::NoDataset`] without images that are needed.
    pub fn new(method: Method, model: &Mlp, evidence: Evidence<'_>) -> Result<Self> {
        method.check()?;
        let layers = model.layers();
        if method.shape == Shape::Neurons && layers.len() < 2 {
            let with = "a network without hidden layers";
            return Err(mismatch("shape", "neurons", with, "weights"));
        }
        let groups = layers.len() - usize::from(method.shape == Shape::Neurons);
        if method.scope == Scope::Own && method.ratios.len() != groups {
            return Err(Error::OutOfRange {
                what: "number of ratios of single layers".into(),
                value: method.ratios.len() as f64,
                min: groups as f64,
                max: groups as f64,
            });
        }
        let hessians = if method.correct || method.score == importance::Score::Obs {
            let (train, images) = evidence.calibration(&method)?;
            obs::hessians(model, train, images)?
        } else {
            Vec::new()
        };
        let things = match method.shape {
            Shape::Weights => {
                let scores = importance::scores(&method, model, evidence, &hessians)?;
                rank_weights(method.scope, model, &scores)
            }
            Shape::Neurons => {
                let scores = neurons::scores(&method, model, evidence)?;
                rank_neurons(method.scope, model, &scores)
            }
            Shape::NOfM { keep, of } => {
                let scores = importance::scores(&method, model, evidence, &hessians)?;
                let pairs = || layers.iter().zip(&scores);
                let gone: Vec<_> = pairs()
                    .map(|(layer, s)| n_m::gone(layer, s, keep, of))
                    .collect();
                let highest = |(scores, gone): (&Vec<f32>, &Vec<bool>)| {
                    let gone = scores.iter().zip(gone).filter(|&(_, &gone)| gone);
                    gone.map(|(&score, _)| score)
                        .reduce(f32::max)
                        .unwrap_or(0.0)
                };
                let thresholds = scores.iter().zip(&gone).map(highest).collect();
                Things::Fixed {
                    gone,
                    thresholds,
                    scores,
                }
            }
        };
        Ok(Self {
            sizes: layers
                .iter()
                .map(|layer| (layer.inputs(), layer.outputs()))
                .collect(),
            pruned: layers.iter().map(pruned).collect(),
            things,
            hessians: if method.correct { hessians } else { Vec::new() },
            only: None,
            method,
        })
    }

    /// Ranks one layer of `model` alone, from 0 (its neurons, where neurons go); of the others nothing goes at any ratio,
    /// and a ratio is of that layer.
    ///
    /// # Errors
    /// As [`Order::new`]; [`Error::OutOfRange`] if there is no such layer.
    pub fn of_layer(
        method: Method,
        model: &Mlp,
        layer: usize,
        evidence: Evidence<'_>,
    ) -> Result<Self> {
        let scope = match method.scope {
            Scope::Row => Scope::Row,
            _ => Scope::Layer,
        };
        let method = Method {
            scope,
            ratios: Vec::new(),
            ..method
        };
        let order = Self::new(method, model, evidence)?;
        let last = order.counts().len() - 1;
        within("layer", layer as f64, 0.0, last as f64)?;
        Ok(Self {
            only: Some(layer),
            ..order
        })
    }

    /// The method this order follows.
    #[must_use]
    pub fn method(&self) -> &Method {
        &self.method
    }

    /// Whether what stays keeps its weights, so that a mask says all about the pruned network.
    #[must_use]
    pub fn is_mask_only(&self) -> bool {
        self.hessians.is_empty()
    }

    /// For every weight of a layer, `[input * outputs + output]`: the index of the first of the rising `ratios` at
    /// which it is gone; their number for never.
    #[must_use]
    pub fn gone_from(&self, layer: usize, ratios: &[f64]) -> Vec<u32> {
        let (inputs, outputs) = self.sizes[layer];
        let shares: Vec<Vec<f64>> = ratios.iter().map(|&ratio| self.shares(ratio)).collect();
        // The first ratio at which a thing of `group` (a layer) at a place of a ranking is gone.
        let firsts = |ranking: &Ranking, group: usize| {
            ranking.gone_from(
                Counting::of(&self.method),
                shares.iter().map(|shares| shares[group]),
            )
        };
        let mut first = match &self.things {
            Things::Weights { rankings, places } => {
                let of_layer = self.rankings_of(layer);
                let firsts: Vec<Vec<u32>> = rankings[of_layer]
                    .iter()
                    .map(|ranking| firsts(ranking, layer))
                    .collect();
                let at = |(index, &place): (usize, &u32)| {
                    let row = if firsts.len() == 1 {
                        0
                    } else {
                        index % outputs
                    };
                    firsts[row][place as usize]
                };
                places[layer].iter().enumerate().map(at).collect()
            }
            Things::Neurons { rankings, places } => {
                let of_hidden = |hidden: usize| -> Vec<u32> {
                    let firsts = firsts(&rankings[self.rankings_of(hidden).start], hidden);
                    places[hidden]
                        .iter()
                        .map(|&place| firsts[place as usize])
                        .collect()
                };
                let never = ratios.len() as u32;
                let before = if layer == 0 {
                    vec![never; inputs]
                } else {
                    of_hidden(layer - 1)
                };
                let after = if layer < places.len() {
                    of_hidden(layer)
                } else {
                    vec![never; outputs]
                };
                let row = |&from: &u32| {
                    after
                        .iter()
                        .map(move |&to| from.min(to))
                        .collect::<Vec<_>>()
                };
                before.iter().flat_map(row).collect()
            }
            Things::Fixed { gone, .. } => {
                let spared = self.is_spared(layer);
                let at = |&gone: &bool| {
                    if gone && !spared {
                        0
                    } else {
                        ratios.len() as u32
                    }
                };
                gone[layer].iter().map(at).collect::<Vec<_>>()
            }
        };
        for (first, _) in first
            .iter_mut()
            .zip(&self.pruned[layer])
            .filter(|&(_, &gone)| gone)
        {
            *first = 0;
        }
        first
    }

    /// How much of what is ranked with a layer's weights goes at `ratio` (0 to 1).
    #[must_use]
    pub fn cut(&self, layer: usize, ratio: f64) -> Cut {
        let (rankings, group) = match &self.things {
            Things::Weights { rankings, .. } => (rankings, layer),
            Things::Neurons { rankings, places } => (rankings, layer.min(places.len() - 1)),
            Things::Fixed {
                gone, thresholds, ..
            } => {
                return Cut {
                    count: gone[layer].iter().filter(|&&gone| gone).count(),
                    threshold: thresholds[layer],
                };
            }
        };
        let share = self.shares(ratio)[group];
        let mut cut = Cut {
            count: 0,
            threshold: 0.0,
        };
        let mut highest: Option<f32> = None;
        for ranking in &rankings[self.rankings_of(group)] {
            let count = ranking.count(Counting::of(&self.method), share);
            cut.count += count;
            let threshold = ranking.threshold(count);
            highest = highest.into_iter().chain(threshold).reduce(f32::max);
        }
        cut.threshold = highest.unwrap_or(0.0);
        cut
    }

    /// Scores of a layer's weights, `[input * outputs + output]`; where neurons go, of the neurons it leads to (the last
    /// layer: of those before it). What was pruned before has the lowest.
    #[must_use]
    pub fn scores(&self, layer: usize) -> Vec<f32> {
        match &self.things {
            Things::Weights { rankings, places } => {
                let rankings = &rankings[self.rankings_of(layer)];
                let places = places[layer].iter().enumerate();
                // One ranking for all, or one an output.
                places
                    .map(|(index, &place)| rankings[index % rankings.len()].score(place))
                    .collect()
            }
            Things::Neurons { rankings, places } => {
                let layer = layer.min(places.len() - 1);
                let ranking = &rankings[self.rankings_of(layer).start];
                let places = places[layer].iter();
                places.map(|&place| ranking.score(place)).collect()
            }
            Things::Fixed { scores, .. } => scores[layer].clone(),
        }
    }

    /// Prunes `model`, the network that was ranked, at `ratio` (0 to 1).
    pub fn apply(&self, model: &mut Mlp, ratio: f64) {
        for (l, layer) in model.layers_mut().iter_mut().enumerate() {
            let gone: Vec<bool> = self
                .gone_from(l, &[ratio])
                .iter()
                .map(|&first| first == 0)
                .collect();
            let outputs = layer.outputs();
            let corrected = self
                .hessians
                .get(l)
                .map(|hessian| hessian.correct(layer, &gone));
            layer.prune(|input, output| !gone[input * outputs + output]);
            if let Some(weights) = corrected {
                layer.assign(|input, output| weights[input * outputs + output]);
            }
            for neuron in self.neurons_gone(l, ratio) {
                layer.silence(neuron);
            }
        }
    }

    /// The neurons of a layer that go at `ratio`; none where weights go.
    #[must_use]
    pub fn neurons_gone(&self, layer: usize, ratio: f64) -> Vec<usize> {
        match &self.things {
            Things::Neurons { places, .. } if layer < places.len() => {
                let ranking = self.rankings_of(layer).start;
                let count = self.count(ranking, layer, ratio);
                let places = places[layer].iter().enumerate();
                places
                    .filter(|&(_, &place)| (place as usize) < count)
                    .map(|(j, _)| j)
                    .collect()
            }
            _ => Vec::new(),
        }
    }

    /// Whether another layer alone is pruned.
    fn is_spared(&self, layer: usize) -> bool {
        self.only.is_some_and(|only| only != layer)
    }

    /// Share of each layer's things that goes at `ratio`.
    fn shares(&self, ratio: f64) -> Vec<f64> {
        if let Some(only) = self.only {
            let mut shares = vec![0.0; self.sizes.len()];
            shares[only] = ratio;
            return shares;
        }
        match self.method.scope {
            Scope::ErdosRenyi => allotment::erdos_renyi(&self.sizes, ratio),
            Scope::Own => allotment::own(&self.counts(), &self.method.ratios, ratio),
            Scope::Layer | Scope::Global | Scope::Row => vec![ratio; self.sizes.len()],
        }
    }

    /// How many things each layer has.
    fn counts(&self) -> Vec<usize> {
        match &self.things {
            Things::Neurons { places, .. } => places.iter().map(Vec::len).collect(),
            _ => self
                .sizes
                .iter()
                .map(|(inputs, outputs)| inputs * outputs)
                .collect(),
        }
    }

    /// Where a layer's rankings stand.
    fn rankings_of(&self, layer: usize) -> std::ops::Range<usize> {
        match self.method.scope {
            Scope::Global => 0..1,
            Scope::Row => {
                let before: usize = self.sizes[..layer].iter().map(|(_, outputs)| outputs).sum();
                before..before + self.sizes[layer].1
            }
            Scope::Layer | Scope::ErdosRenyi | Scope::Own => layer..layer + 1,
        }
    }

    fn count(&self, ranking: usize, layer: usize, ratio: f64) -> usize {
        match &self.things {
            Things::Weights { rankings, .. } | Things::Neurons { rankings, .. } => {
                rankings[ranking].count(Counting::of(&self.method), self.shares(ratio)[layer])
            }
            Things::Fixed { .. } => 0,
        }
    }
}

fn pruned(layer: &Dense) -> Vec<bool> {
    layer.mask().map_or_else(Vec::new, |mask| {
        mask.iter().map(|&kept| kept == 0.0).collect()
    })
}

fn rank_weights(scope: Scope, model: &Mlp, scores: &[Vec<f32>]) -> Things {
    let layers = model.layers();
    // Indices of an output's weights, and of a layer's, in PyTorch's order.
    let row =
        |l: usize, output: usize| (0..layers[l].inputs()).map(move |input| (l, input, output));
    let all = |l: usize| (0..layers[l].outputs()).flat_map(move |output| row(l, output));
    let groups: Vec<Vec<(usize, usize, usize)>> = match scope {
        Scope::Global => vec![(0..layers.len()).flat_map(all).collect()],
        Scope::Row => {
            let rows =
                (0..layers.len()).flat_map(|l| (0..layers[l].outputs()).map(move |o| (l, o)));
            rows.map(|(l, output)| row(l, output).collect()).collect()
        }
        Scope::Layer | Scope::ErdosRenyi | Scope::Own => {
            (0..layers.len()).map(|l| all(l).collect()).collect()
        }
    };
    let mut places: Vec<Vec<u32>> = scores.iter().map(|scores| vec![0; scores.len()]).collect();
    let rank = |group: &Vec<(usize, usize, usize)>| {
        let index = |l: usize, input: usize, output: usize| input * layers[l].outputs() + output;
        let thing = |&(l, i, o): &(usize, usize, usize)| {
            (scores[l][index(l, i, o)], layers[l].is_kept(i, o))
        };
        let (ranking, found) = Ranking::new(group.iter().map(thing));
        for (&(l, i, o), place) in group.iter().zip(found) {
            places[l][index(l, i, o)] = place;
        }
        ranking
    };
    let rankings = groups.iter().map(rank).collect();
    Things::Weights { rankings, places }
}

fn rank_neurons(scope: Scope, model: &Mlp, scores: &[Vec<f32>]) -> Things {
    let layers = model.layers();
    let is_kept = |l: usize, j: usize| {
        let (into, out) = (&layers[l], &layers[l + 1]);
        (0..into.inputs()).any(|i| into.is_kept(i, j))
            || (0..out.outputs()).any(|k| out.is_kept(j, k))
    };
    let things = |l: usize| {
        let scores = scores[l].iter().enumerate();
        scores.map(move |(j, &score)| (score, is_kept(l, j)))
    };
    let hidden = 0..scores.len();
    if scope == Scope::Global {
        let (ranking, found) = Ranking::new(hidden.flat_map(things));
        let mut rest = found.into_iter();
        let places = scores
            .iter()
            .map(|layer| rest.by_ref().take(layer.len()).collect())
            .collect();
        return Things::Neurons {
            rankings: vec![ranking],
            places,
        };
    }
    let (rankings, places) = hidden.map(|l| Ranking::new(things(l))).unzip();
    Things::Neurons { rankings, places }
}
