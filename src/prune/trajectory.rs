//! The whole way from 0 to 100 % of one pruning method on one network: what every test image is read as at every
//! grid point, exactly, at the cost of a few evaluations.
//!
//! A slider place is a ratio of [`ratios`]; the curve is measured at the places of [`grid`]. The way is walked
//! downwards, from sparse to dense: going from one grid point to the next adds just the weights between them to the
//! pre-activations of a block of images that stays in cache, so every weight of the first layer is used once, and
//! since sums only grow nothing is lost by cancellation: predictions differ from a direct evaluation's by the
//! rounding of another order of summation, no more. Layers behind a changed one are computed afresh.
//!
//! Where what stays makes up for what goes ([`super::obs`]) nothing is shared between grid points: every one is measured
//! by itself.
//!
//! Images stand in columns: inputs (pixels, `BLOCK`), pre-activations (units, `BLOCK`); a unit's weights are a
//! list from the last to go to the first, so that at any grid point a prefix of it is what is kept.

use super::order::{Cut, Order};
use super::walk::{BLOCK, Walk};
use crate::data::dataset::Split;
use crate::nn::evaluate::{Evaluation, Pass};
use crate::nn::mlp::Mlp;

/// Steps of the slider between 0 and 1: twentieths of a percent.
pub const STEPS: u32 = 2000;
/// Grid points on either side of the slider that are measured first.
const NEAR: usize = 12;

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

/// What goes from one layer along the slider, ready to look up: at slider place k it is the weights whose position is
/// below `removed[k]`.
#[derive(Debug, Clone, PartialEq)]
pub struct Removal {
    /// Of every weight, `[input * outputs + output]`: its place among the layer's weights in order of removal.
    pub positions: Vec<u32>,
    /// How many of the layer's weights are gone, of every slider place.
    pub removed: Vec<u32>,
}

/// What was measured at one grid point.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// Slider place.
    pub place: u32,
    /// The class each test image is read as.
    pub predictions: Vec<u8>,
    /// The same counted up.
    pub evaluation: Evaluation,
}

/// A stretch of the grid (indices `from..to`) being measured, block of images by block.
#[derive(Debug, Clone)]
struct Section {
    from: usize,
    to: usize,
    next_image: usize,
    readings: Vec<Reading>,
}

/// The order of removal of a base network, and which grid points are still to be measured.
#[derive(Debug, Clone)]
pub struct Trajectory {
    base: Mlp,
    order: Order,
    grid: Vec<u32>,
    walk: Option<Walk>,
    /// Stretches still to be measured; the first step cuts the whole grid around the slider.
    waiting: Option<Vec<(usize, usize)>>,
    current: Option<Section>,
}

impl Trajectory {
    /// The way of `base` along its own `order`; nothing is measured yet. `places` are slider places in rising order,
    /// such as [`grid`].
    #[must_use]
    pub fn new(base: Mlp, order: Order, places: Vec<u32>) -> Self {
        Self {
            order,
            base,
            grid: places,
            walk: None,
            waiting: None,
            current: None,
        }
    }

    /// The network at ratio 0.
    #[must_use]
    pub fn base(&self) -> &Mlp {
        &self.base
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

    /// The slider place at which each weight of a layer goes, `[input * outputs + output]`; `STEPS + 1` for never.
    #[must_use]
    pub fn gone_at(&self, layer: usize) -> Vec<u16> {
        let gone_from = self.order.gone_from(layer, &ratios());
        gone_from.into_iter().map(|place| place as u16).collect()
    }

    /// The order in which a layer's own weights go along the slider.
    #[must_use]
    pub fn removal(&self, layer: usize) -> Removal {
        let gone_at = self.gone_at(layer);
        // Weights by slider place: a counting sort.
        let mut removed = vec![0u32; STEPS as usize + 2];
        for &place in &gone_at {
            removed[usize::from(place)] += 1;
        }
        let mut next: Vec<u32> = removed.clone();
        let mut sum = 0;
        for (removed, next) in removed.iter_mut().zip(&mut next) {
            *next = sum;
            sum += *removed;
            *removed = sum;
        }
        removed.truncate(STEPS as usize + 1);
        let place = |&gone: &u16| {
            let next = &mut next[usize::from(gone)];
            *next += 1;
            *next - 1
        };
        Removal {
            positions: gone_at.iter().map(place).collect(),
            removed,
        }
    }

    /// How many of a layer's own weights are gone at every slider place.
    #[must_use]
    pub fn removed(&self, layer: usize) -> Vec<u32> {
        self.removal(layer).removed
    }

    /// How much of the grid is still to be measured, in points; a stretch at work counts by its images left.
    #[must_use]
    pub fn remaining(&self) -> f64 {
        let waiting: usize = match &self.waiting {
            None => self.grid.len(),
            Some(waiting) => waiting.iter().map(|(from, to)| to - from).sum(),
        };
        let current = self.current.as_ref().map_or(0.0, |section| {
            let images = section.readings[0].predictions.len();
            (section.to - section.from) as f64 * (images - section.next_image) as f64
                / images as f64
        });
        waiting as f64 + current
    }

    /// Goes on by one block of images, on the stretch of the grid around slider place `near` first; the points that
    /// were completed: most often none, then a whole stretch.
    pub fn step(&mut self, test: &Split, near: u32) -> Vec<Reading> {
        let Some(mut section) = self
            .current
            .take()
            .or_else(|| self.next_section(near, test))
        else {
            return Vec::new();
        };
        let walk = self.walk.get_or_insert_with(|| {
            let ratios: Vec<f64> = self.grid.iter().map(|&place| ratio(place)).collect();
            let layers = 0..self.base.layers().len();
            if self.order.is_mask_only() {
                let gone_from: Vec<_> = layers.map(|l| self.order.gone_from(l, &ratios)).collect();
                return Walk::new(&self.base, &gone_from, ratios.len(), test);
            }
            let mut pruned = self.base.clone();
            self.order.apply(&mut pruned, ratios[section.from]);
            let never = |l: usize| vec![ratios.len() as u32; pruned.layers()[l].len()];
            Walk::new(
                &pruned,
                &layers.map(never).collect::<Vec<_>>(),
                ratios.len(),
                test,
            )
        });
        let images = section.next_image..test.len().min(section.next_image + BLOCK);
        walk.block(
            test,
            images.clone(),
            section.from..section.to,
            |point, image, class, loss| {
                let Reading {
                    predictions,
                    evaluation,
                    ..
                } = &mut section.readings[point - section.from];
                predictions[image] = class;
                evaluation.add(test.labels()[image], class, loss);
            },
        );
        section.next_image = images.end;
        if section.next_image < test.len() {
            self.current = Some(section);
            return Vec::new();
        }
        if !self.order.is_mask_only() {
            self.walk = None;
        }
        section.readings
    }

    /// The stretch nearest to `near` of those that wait.
    fn next_section(&mut self, near: u32, test: &Split) -> Option<Section> {
        let grid = &self.grid;
        let single = !self.order.is_mask_only();
        let waiting = self.waiting.get_or_insert_with(|| {
            if single {
                (0..grid.len()).map(|point| (point, point + 1)).collect()
            } else {
                around(grid, near)
            }
        });
        let distance = |(from, to): (usize, usize)| {
            grid[from]
                .saturating_sub(near)
                .max(near.saturating_sub(grid[to - 1]))
        };
        let nearest = (0..waiting.len()).min_by_key(|&i| distance(waiting[i]))?;
        let (from, to) = waiting.remove(nearest);
        let classes = self.base.layers().last().map_or(0, |layer| layer.outputs());
        let reading = |&place: &u32| Reading {
            place,
            predictions: vec![0; test.len()],
            evaluation: Evaluation::begin(classes, test.len()),
        };
        let readings = grid[from..to].iter().map(reading).collect();
        Some(Section {
            from,
            to,
            next_image: 0,
            readings,
        })
    }
}

/// Cuts the grid in the stretch around slider place `near` and what lies below and above; a rest that is too short
/// to be worth a beginning of its own goes with it.
fn around(grid: &[u32], near: u32) -> Vec<(usize, usize)> {
    let center = grid.partition_point(|&place| place < near);
    let from = center.saturating_sub(NEAR);
    let from = if from <= NEAR { 0 } else { from };
    let to = grid.len().min(center + NEAR + 1);
    let to = if grid.len() - to <= NEAR {
        grid.len()
    } else {
        to
    };
    [(0, from), (from, to), (to, grid.len())]
        .into_iter()
        .filter(|(from, to)| from < to)
        .collect()
}
