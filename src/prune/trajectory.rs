//! The trajectory of one pruning method on one network from 0 to 100 %, as a slider moves along it.
//!
//! A slider place is a ratio of [`ratios`]. Where each of them cuts the order of removal is a look-up. How accurate the
//! network is, is measured at the places of [`grid`] by the [`Curve`], and anywhere else by a [`Probe`]. Where the
//! remaining weights are corrected ([`super::obs`]), the places have no weights in common, so each has a curve of one
//! point.

use super::curve::{Curve, Reading};
use super::order::{Cut, Order};
use crate::data::dataset::Split;
use crate::nn::dense::Dense;
use crate::nn::evaluate::{Evaluation, Pass};
use crate::nn::mlp::Mlp;

/// Steps of the slider between 0 and 1: twentieths of a percent.
pub const STEPS: u32 = 2000;
/// Returns the ratios of all slider places: 0, 0.0005, ... 1.
#[must_use]
pub fn ratios() -> Vec<f64> {
    (0..=STEPS).map(ratio).collect()
}

fn ratio(place: u32) -> f64 {
    f64::from(place) / f64::from(STEPS)
}

/// Returns the slider places the curve is measured at: every percent up to 90, every quarter up to 99, every tenth up to 100.
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
    /// Prunes `base` at `ratio` of `order`.
    #[must_use]
    pub fn new(base: &Mlp, order: &Order, ratio: f64) -> Self {
        let model = order.pruned(base, ratio);
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

    /// Evaluates about `max_images` more images; returns the result once all are evaluated.
    pub fn step(&mut self, test: &Split, max_images: usize) -> Option<Evaluation> {
        self.pass.step(&self.model, test, max_images)
    }
}

/// What is pruned of one layer along the slider, ready to look up: at slider place k the weights whose position is below
/// `removed[k]`.
#[derive(Debug, Clone, PartialEq)]
pub struct Removal {
    /// Of every weight, `[input * outputs + output]`: its place among the layer's weights in order of removal.
    pub positions: Vec<u32>,
    /// How many of the layer's weights are pruned at every slider place.
    pub removed: Vec<u32>,
}

/// How the curve is measured.
#[derive(Debug, Clone)]
enum Measuring {
    /// All points in one walk.
    Together(Curve),
    /// Every point by itself: those that wait, and the one being measured.
    Apart {
        base: Mlp,
        waiting: Vec<usize>,
        current: Option<(usize, Curve)>,
    },
}

/// The order of removal of a base network, and its curve.
#[derive(Debug, Clone)]
pub struct Trajectory {
    order: Order,
    places: Vec<u32>,
    measuring: Measuring,
    /// `predictions[point * images + image]`, once the first point is measured.
    predictions: Vec<u8>,
}

/// A class that is not known yet; there are at most 100.
pub const UNKNOWN: u8 = u8::MAX;

impl Trajectory {
    /// The trajectory of `base` along its own `order`, of which nothing is measured yet. `places` are slider places in
    /// rising order, such as [`grid`].
    #[must_use]
    pub fn new(base: Mlp, order: Order, places: Vec<u32>) -> Self {
        let measuring = if order.is_mask_only() {
            let ratios: Vec<f64> = places.iter().map(|&place| ratio(place)).collect();
            let layers = 0..base.layers().len();
            let pruned_from = layers.map(|l| order.pruned_from(l, &ratios)).collect();
            Measuring::Together(Curve::new(base, pruned_from, places.len()))
        } else {
            Measuring::Apart {
                base,
                waiting: (0..places.len()).collect(),
                current: None,
            }
        };
        Self {
            order,
            places,
            measuring,
            predictions: Vec::new(),
        }
    }

    /// The network at ratio 0.
    #[must_use]
    pub fn base(&self) -> &Mlp {
        match &self.measuring {
            Measuring::Together(curve) => curve.base(),
            Measuring::Apart { base, .. } => base,
        }
    }

    /// The order of removal.
    #[must_use]
    pub fn order(&self) -> &Order {
        &self.order
    }

    /// Returns where every slider place cuts the ranking of a layer.
    #[must_use]
    pub fn cuts(&self, layer: usize) -> Vec<Cut> {
        ratios()
            .into_iter()
            .map(|ratio| self.order.cut(layer, ratio))
            .collect()
    }

    /// Returns the order in which a layer's own weights are pruned along the slider.
    #[must_use]
    pub fn removal(&self, layer: usize) -> Removal {
        let pruned_from = self.order.pruned_from(layer, &ratios());
        // Weights by slider place: a counting sort.
        let mut removed = vec![0u32; STEPS as usize + 2];
        for &place in &pruned_from {
            removed[place as usize] += 1;
        }
        let mut next: Vec<u32> = removed.clone();
        let mut sum = 0;
        for (removed, next) in removed.iter_mut().zip(&mut next) {
            *next = sum;
            sum += *removed;
            *removed = sum;
        }
        removed.truncate(STEPS as usize + 1);
        let place = |&first: &u32| {
            let next = &mut next[first as usize];
            *next += 1;
            *next - 1
        };
        Removal {
            positions: pruned_from.iter().map(place).collect(),
            removed,
        }
    }

    /// The slider places the curve is measured at.
    #[must_use]
    pub fn places(&self) -> &[u32] {
        &self.places
    }

    /// Its curve, as far as it is measured; none where every point has its own.
    #[must_use]
    pub fn curve(&self) -> Option<&Curve> {
        match &self.measuring {
            Measuring::Together(curve) => Some(curve),
            Measuring::Apart { .. } => None,
        }
    }

    /// The class predicted for every test image at every point of [`Trajectory::places`], `[point * images + image]`;
    /// [`UNKNOWN`] at those that are not measured yet, and empty before the first is.
    #[must_use]
    pub fn predictions(&self) -> &[u8] {
        &self.predictions
    }

    /// Measures more of the curve, around slider place `near` first; see [`Curve::step`]. A reading's point is an index of
    /// [`Trajectory::places`].
    pub fn step(&mut self, test: &Split, near: u32) -> Vec<Reading> {
        let readings = self.measure(test, near);
        if !readings.is_empty() {
            let size = self.places.len() * test.len();
            self.predictions.resize(size, UNKNOWN);
        }
        for Reading {
            point, predictions, ..
        } in &readings
        {
            let images = predictions.len();
            self.predictions[point * images..][..images].copy_from_slice(predictions);
        }
        readings
    }

    /// Returns what test image `image` gets at every point, before softmax: (points, classes). Its predictions are read from
    /// the same bits. NaN where the remaining weights are corrected: each point then is a network of its own, made while the
    /// curve is measured and not kept.
    pub fn logits(&mut self, test: &Split, near: u32, image: usize) -> Vec<f32> {
        let near = self.point_at(near);
        match &mut self.measuring {
            Measuring::Together(curve) => curve.logits(test, near, image),
            Measuring::Apart { .. } => self.no_logits(),
        }
    }

    /// Returns what the only image of `drawn` gets at every point, as [`Trajectory::logits`].
    pub fn logits_of(&mut self, test: &Split, near: u32, drawn: &Split) -> Vec<f32> {
        let near = self.point_at(near);
        match &mut self.measuring {
            Measuring::Together(curve) => {
                let ratios: Vec<f64> = self.places.iter().map(|&place| ratio(place)).collect();
                let pruned_from = self.order.pruned_from(0, &ratios);
                curve.logits_of(test, near, drawn, &pruned_from)
            }
            Measuring::Apart { .. } => self.no_logits(),
        }
    }

    fn no_logits(&self) -> Vec<f32> {
        let classes = self.base().layers().last().map_or(0, Dense::outputs);
        vec![f32::NAN; self.places.len() * classes]
    }

    fn point_at(&self, place: u32) -> usize {
        self.places.partition_point(|&found| found < place)
    }

    fn measure(&mut self, test: &Split, near: u32) -> Vec<Reading> {
        let near = self.point_at(near);
        let (base, waiting, current) = match &mut self.measuring {
            Measuring::Together(curve) => return curve.step(test, near),
            Measuring::Apart {
                base,
                waiting,
                current,
            } => (base, waiting, current),
        };
        let (point, mut curve) = match current.take() {
            Some(current) => current,
            None => {
                let nearest = (0..waiting.len()).min_by_key(|&i| waiting[i].abs_diff(near));
                let Some(nearest) = nearest else {
                    return Vec::new();
                };
                let point = waiting.remove(nearest);
                let pruned = self.order.pruned(base, ratio(self.places[point]));
                let never = |layer: &Dense| vec![1; layer.len()];
                let pruned_from = pruned.layers().iter().map(never).collect();
                (point, Curve::new(pruned, pruned_from, 1))
            }
        };
        let mut readings = curve.step(test, 0);
        if readings.is_empty() {
            *current = Some((point, curve));
        }
        for reading in &mut readings {
            reading.point = point;
        }
        readings
    }

    /// Returns how much of the curve is still to be measured, in points.
    #[must_use]
    pub fn remaining(&self) -> f64 {
        match &self.measuring {
            Measuring::Together(curve) => curve.remaining(),
            Measuring::Apart {
                waiting, current, ..
            } => {
                let current = current.as_ref().map_or(0.0, |(_, curve)| curve.remaining());
                waiting.len() as f64 + current
            }
        }
    }
}
