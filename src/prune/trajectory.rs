//! The whole way from 0 to 100 % of one pruning method on one network, as a slider moves along it.
//!
//! A slider place is a ratio of [`ratios`]. Where each of them cuts the order of removal is a look-up; what the network
//! scores is measured at the places of [`grid`] by the [`Curve`], and anywhere else by a [`Probe`].

use super::curve::{Curve, Reading};
use super::order::{Cut, Method, Order};
use crate::data::dataset::Split;
use crate::nn::evaluate::{Evaluation, Pass};
use crate::nn::mlp::Mlp;

/// Steps of the slider between 0 and 1: twentieths of a percent.
pub const STEPS: u32 = 2000;
/// All slider places: 0, 0.0005, ... 1.
#[must_use]
pub fn ratios() -> Vec<f64> {
    (0..=STEPS).map(ratio).collect()
}

fn ratio(place: u32) -> f64 {
    f64::from(place) / f64::from(STEPS)
}

/// The slider places the curve is measured at: every percent up to 90, every quarter up to 99, every tenth up to 100.
#[must_use]
pub fn grid() -> Vec<u32> {
    (0..1800)
        .step_by(20)
        .chain((1800..1980).step_by(5))
        .chain((1980..=STEPS).step_by(2))
        .collect()
}

/// A network pruned at one ratio, being measured in slices.
#[derive(Debug, Clone)]
pub struct Probe {
    model: Mlp,
    pass: Pass,
}

impl Probe {
    /// `base` pruned at `ratio` of `order`.
    #[must_use]
    pub fn new(base: &Mlp, order: &Order, ratio: f64) -> Self {
        let mut model = base.clone();
        order.apply(&mut model, ratio);
        Self {
            pass: Pass::new(&model),
            model,
        }
    }

    /// The pruned network.
    #[must_use]
    pub fn model(&self) -> &Mlp {
        &self.model
    }

    /// Goes on by about `max_images` images; the result once all are through.
    pub fn step(&mut self, test: &Split, max_images: usize) -> Option<Evaluation> {
        self.pass.step(&self.model, test, max_images)
    }
}

/// The order of removal of a base network, and its curve.
#[derive(Debug, Clone)]
pub struct Trajectory {
    order: Order,
    places: Vec<u32>,
    curve: Curve,
}

impl Trajectory {
    /// Ranks `base`; nothing is measured yet. `places` are slider places in rising order, such as [`grid`].
    #[must_use]
    pub fn new(base: Mlp, method: Method, places: Vec<u32>) -> Self {
        let order = Order::new(method, &base);
        Self::along(base, order, places)
    }

    /// The way along which only one layer is pruned, counted from 0; a ratio is of that layer's weights.
    #[must_use]
    pub fn of_layer(base: Mlp, method: Method, layer: usize, places: Vec<u32>) -> Self {
        let order = Order::of_layer(method, &base, layer);
        Self::along(base, order, places)
    }

    fn along(base: Mlp, order: Order, places: Vec<u32>) -> Self {
        let ratios: Vec<f64> = places.iter().map(|&place| ratio(place)).collect();
        let layers = 0..base.layers().len();
        let gone_from = layers.map(|l| order.gone_from(l, &ratios)).collect();
        Self {
            curve: Curve::new(base, gone_from, places.len()),
            order,
            places,
        }
    }

    /// The network at ratio 0.
    #[must_use]
    pub fn base(&self) -> &Mlp {
        self.curve.base()
    }

    /// The order of removal.
    #[must_use]
    pub fn order(&self) -> &Order {
        &self.order
    }

    /// Where every slider place cuts the ranking of a layer.
    #[must_use]
    pub fn cuts(&self, layer: usize) -> Vec<Cut> {
        ratios()
            .into_iter()
            .map(|ratio| self.order.cut(layer, ratio))
            .collect()
    }

    /// How many of a layer's own weights go at every slider place.
    #[must_use]
    pub fn removed(&self, layer: usize) -> Vec<u32> {
        let cuts = self.cuts(layer);
        let mut removed = vec![0; cuts.len() + 1];
        for &position in self.order.positions(layer) {
            removed[cuts.partition_point(|cut| cut.count <= position as usize)] += 1;
        }
        removed.pop();
        for place in 1..removed.len() {
            removed[place] += removed[place - 1];
        }
        removed
    }

    /// The slider places the curve is measured at.
    #[must_use]
    pub fn places(&self) -> &[u32] {
        &self.places
    }

    /// Its curve, as far as it has been measured.
    #[must_use]
    pub fn curve(&self) -> &Curve {
        &self.curve
    }

    /// Goes on measuring the curve, around slider place `near` first; see [`Curve::step`]. A reading's point is an index
    /// of [`Trajectory::places`].
    pub fn step(&mut self, test: &Split, near: u32) -> Vec<Reading> {
        let near = self.places.partition_point(|&place| place < near);
        self.curve.step(test, near)
    }

    /// How much of the curve is still to be measured, in points.
    #[must_use]
    pub fn remaining(&self) -> f64 {
        self.curve.remaining()
    }
}
