//! From scores to an order of removal, from an order and a ratio to a mask.
//!
//! The lowest score is pruned first; equals by index, which counts layer by layer and within a layer in PyTorch's order
//! (outputs x inputs). What is pruned already comes before all others, so a ratio is always "of all prunable weights", or
//! of all hidden neurons. N:M prunes the same at every ratio.
//!
//! A weight is pruned with the unit it belongs to: itself, or either of the neurons it connects. So
//! [`Order::pruned_from`] says all about any method: from which of some rising ratios on each weight is pruned.

use super::evidence::Evidence;
use super::method::Method;
use super::obs::Hessian;
pub use super::ranked::Cut;
use super::ranked::Ranked;
use super::ranking::Counting;
use super::scope::Scope;
use super::shape::Shape;
use super::units::{self, Values};
use super::{allotment, n_m};
use crate::Result;
use crate::check::{below, mismatch, within};
use crate::nn::dense::Dense;
use crate::nn::mlp::Mlp;

/// The order in which a network's weights are pruned.
#[derive(Debug, Clone)]
pub struct Order {
    method: Method,
    /// (inputs, outputs) of every layer.
    sizes: Vec<(usize, usize)>,
    /// `pruned[layer][input * outputs + output]`: what is pruned already; empty for a layer without a mask.
    pruned: Values<bool>,
    units: Units,
    /// Every layer's, where the remaining weights are corrected for the pruned ones.
    hessians: Vec<Hessian>,
    /// The one layer (of neurons: hidden layer) that is pruned; `None`: all are.
    only: Option<usize>,
}

/// What is pruned.
#[derive(Debug, Clone)]
enum Units {
    /// Single weights; groups are layers.
    Weights(Ranked),
    /// Hidden neurons; groups are hidden layers.
    Neurons(Ranked),
    /// The same weights at every ratio.
    Fixed(Fixed),
}

/// Weights that are pruned at every ratio; all are `[layer][input * outputs + output]`.
#[derive(Debug, Clone)]
struct Fixed {
    pruned: Values<bool>,
    scores: Values<f32>,
    /// Every layer's.
    cuts: Vec<Cut>,
}

impl Order {
    /// Ranks the units of `model`.
    ///
    /// # Errors
    /// Those of [`Method::check`]; [`crate::Error::OutOfRange`] if there are fewer calibration images, or another number
    /// of own ratios than of layers; [`crate::Error::MethodMismatch`] for neurons of a network without hidden layers and
    /// for movement that was not recorded; [`crate::Error::NoDataset`] without images that are needed.
    pub fn new(method: Method, model: &Mlp, evidence: Evidence<'_>) -> Result<Self> {
        method.check()?;
        let groups = units::counts(method.shape.kind(), &model.sizes()).len();
        if groups == 0 {
            let with = "a network without hidden layers";
            return Err(mismatch("shape", "neurons", with, "weights"));
        }
        if method.scope == Scope::Own {
            let (given, needed) = (method.ratios.len() as f64, groups as f64);
            within("number of ratios of single layers", given, needed, needed)?;
        }
        let context = method.context(model, evidence);
        let scores = method.score.score(method.shape, &context)?;
        let layers = model.layers();
        let units = match method.shape {
            Shape::Weights => Units::Weights(Ranked::weights(method.scope, model, &scores)),
            Shape::Neurons => Units::Neurons(Ranked::neurons(method.scope, model, &scores)),
            Shape::NOfM { keep, of } => {
                let pairs = layers.iter().zip(&scores);
                let pruned = pairs.map(|(layer, scores)| n_m::pruned(layer, scores, keep, of));
                Units::Fixed(Fixed::new(pruned.collect(), scores))
            }
        };
        Ok(Self {
            sizes: layers
                .iter()
                .map(|layer| (layer.inputs(), layer.outputs()))
                .collect(),
            pruned: layers.iter().map(pruned).collect(),
            units,
            hessians: if method.correct {
                context.into_hessians()?
            } else {
                Vec::new()
            },
            only: None,
            method,
        })
    }

    /// Ranks one layer of `model` alone, from 0 (of neurons: hidden layer); a ratio is of that layer, and nothing of the
    /// others is pruned at any ratio.
    ///
    /// # Errors
    /// As [`Order::new`]; [`crate::Error::OutOfRange`] if there is no such layer.
    pub fn of_layer(
        method: Method,
        model: &Mlp,
        layer: usize,
        evidence: Evidence<'_>,
    ) -> Result<Self> {
        let scope = match method.scope {
            Scope::Row => Scope::Row,
            Scope::Layer | Scope::Global | Scope::ErdosRenyi | Scope::Own => Scope::Layer,
        };
        let method = Method {
            scope,
            ratios: Vec::new(),
            ..method
        };
        let order = Self::new(method, model, evidence)?;
        below("layer", layer, order.counts().len())?;
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

    /// Whether this is the order of all weights, or neurons, by `method`.
    #[must_use]
    pub fn is_by(&self, method: &Method) -> bool {
        self.only.is_none() && self.method == *method
    }

    /// Whether the remaining weights are as before, so that a mask says all about the pruned network.
    #[must_use]
    pub fn is_mask_only(&self) -> bool {
        self.hessians.is_empty()
    }

    /// Returns, for every weight of a layer, `[input * outputs + output]`, the index of the first of the rising `ratios`
    /// at which it is pruned; their number for never.
    #[must_use]
    pub fn pruned_from(&self, layer: usize, ratios: &[f64]) -> Vec<u32> {
        let never = ratios.len() as u32;
        let of_group = |ranked: &Ranked, group: usize| {
            let of_ratio = ratios.iter().map(|&ratio| self.group_ratios(ratio)[group]);
            let ratios: Vec<f64> = of_ratio.collect();
            ranked.pruned_from(group, Counting::of(&self.method), &ratios)
        };
        let mut first = match &self.units {
            Units::Weights(ranked) => of_group(ranked, layer),
            Units::Neurons(ranked) => {
                let hidden = ranked.counts().len();
                units::least_of_ends(layer, self.sizes[layer], hidden, never, |hidden| {
                    of_group(ranked, hidden)
                })
            }
            Units::Fixed(fixed) => {
                let is_spared = self.only.is_some_and(|only| only != layer);
                let first = |&pruned: &bool| if pruned && !is_spared { 0 } else { never };
                fixed.pruned[layer].iter().map(first).collect()
            }
        };
        for (first, _) in first
            .iter_mut()
            .zip(&self.pruned[layer])
            .filter(|&(_, &pruned)| pruned)
        {
            *first = 0;
        }
        first
    }

    /// Returns what `ratio` (0 to 1) prunes of what is ranked with a layer's weights, or with the neurons it leads to (the
    /// last layer: those before it).
    #[must_use]
    pub fn cut(&self, layer: usize, ratio: f64) -> Cut {
        let of_group = |ranked: &Ranked, group: usize| {
            let ratio = self.group_ratios(ratio)[group];
            ranked.cut(group, Counting::of(&self.method), ratio)
        };
        match &self.units {
            Units::Weights(ranked) => of_group(ranked, layer),
            Units::Neurons(ranked) => of_group(ranked, layer.min(ranked.counts().len() - 1)),
            Units::Fixed(fixed) => fixed.cuts[layer],
        }
    }

    /// Scores of a layer's weights, `[input * outputs + output]`, or of the neurons it leads to (the last layer: of those
    /// before it). What was pruned before has the lowest.
    #[must_use]
    pub fn scores(&self, layer: usize) -> Vec<f32> {
        match &self.units {
            Units::Weights(ranked) => ranked.scores(layer),
            Units::Neurons(ranked) => ranked.scores(layer.min(ranked.counts().len() - 1)),
            Units::Fixed(fixed) => fixed.scores[layer].clone(),
        }
    }

    /// Returns `base`, the network that was ranked, pruned at `ratio` (0 to 1).
    #[must_use]
    pub fn pruned(&self, base: &Mlp, ratio: f64) -> Mlp {
        let mut model = base.clone();
        self.apply(&mut model, ratio);
        model
    }

    /// Prunes `model`, the network that was ranked, at `ratio` (0 to 1).
    pub fn apply(&self, model: &mut Mlp, ratio: f64) {
        for (l, layer) in model.layers_mut().iter_mut().enumerate() {
            let first = self.pruned_from(l, &[ratio]);
            let pruned: Vec<bool> = first.iter().map(|&first| first == 0).collect();
            let outputs = layer.outputs();
            let corrected = self
                .hessians
                .get(l)
                .map(|hessian| hessian.correct(layer, &pruned));
            layer.prune(|input, output| !pruned[input * outputs + output]);
            if let Some(weights) = corrected {
                layer.assign(|input, output| weights[input * outputs + output]);
            }
            for neuron in self.pruned_neurons(l, ratio) {
                layer.silence(neuron);
            }
        }
    }

    /// The neurons of a hidden layer that are pruned at `ratio`; none where weights are.
    #[must_use]
    pub fn pruned_neurons(&self, layer: usize, ratio: f64) -> Vec<usize> {
        match &self.units {
            Units::Neurons(ranked) if layer < ranked.counts().len() => {
                let ratios = [self.group_ratios(ratio)[layer]];
                let first = ranked.pruned_from(layer, Counting::of(&self.method), &ratios);
                (0..first.len())
                    .filter(|&neuron| first[neuron] == 0)
                    .collect()
            }
            Units::Neurons(_) | Units::Weights(_) | Units::Fixed(_) => Vec::new(),
        }
    }

    /// The ratio of every group at `ratio` of the whole.
    fn group_ratios(&self, ratio: f64) -> Vec<f64> {
        let counts = self.counts();
        if let Some(only) = self.only {
            let mut ratios = vec![0.0; counts.len()];
            ratios[only] = ratio;
            return ratios;
        }
        match self.method.scope {
            Scope::ErdosRenyi => allotment::erdos_renyi(&self.sizes, ratio),
            Scope::Own => allotment::own(&counts, &self.method.ratios, ratio),
            Scope::Layer | Scope::Global | Scope::Row => vec![ratio; counts.len()],
        }
    }

    /// How many units each group has.
    fn counts(&self) -> Vec<usize> {
        match &self.units {
            Units::Weights(ranked) | Units::Neurons(ranked) => ranked.counts(),
            Units::Fixed(fixed) => fixed.scores.iter().map(Vec::len).collect(),
        }
    }
}

impl Fixed {
    fn new(pruned: Values<bool>, scores: Values<f32>) -> Self {
        let cut = |(pruned, scores): (&Vec<bool>, &Vec<f32>)| {
            let pairs = scores.iter().zip(pruned);
            let cut_off = pairs
                .filter(|&(_, &pruned)| pruned)
                .map(|(&score, _)| score);
            Cut {
                count: cut_off.clone().count(),
                threshold: cut_off.reduce(f32::max).unwrap_or(0.0),
            }
        };
        Self {
            cuts: pruned.iter().zip(&scores).map(cut).collect(),
            pruned,
            scores,
        }
    }
}

fn pruned(layer: &Dense) -> Vec<bool> {
    layer.mask().map_or_else(Vec::new, |mask| {
        mask.iter().map(|&kept| kept == 0.0).collect()
    })
}
