//! What every test image is read as at every grid point of a way along which weights go, exactly, at the cost of a few
//! evaluations.
//!
//! How the way was chosen does not matter: it is given by the grid point at which each weight is gone. A neuron that
//! goes is a group of weights, those that come in and those that go out, with the same grid point.
//!
//! The way is walked downwards, from sparse to dense. Going from one grid point to the next adds just the weights
//! between them to the pre-activations of a block of images that stays in cache, so every weight of the first layer is
//! used once. Since sums only grow, nothing is lost by cancellation; and they begin from scratch for every block of
//! images and every stretch of the grid. So predictions differ from a direct evaluation's by the rounding of another
//! order of summation, no more. A layer whose inputs are unchanged is treated like the first, those behind a changed
//! one are computed afresh, and those before it are left alone.

use super::walk::Walk;
use crate::data::dataset::Split;
use crate::nn::evaluate::Evaluation;
use crate::nn::mlp::Mlp;
use crate::nn::walk_kernels::BLOCK;
use std::ops::Range;

/// Grid points on either side of the nearest one that are measured first.
const NEAR: usize = 12;
/// Multiply-adds of a step, unless the block of images ends before: two or three milliseconds in a browser.
const STEP: u64 = 1 << 24;

/// What was measured at one grid point.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// Index of the grid point.
    pub point: usize,
    /// The class each test image is read as.
    pub predictions: Vec<u8>,
    /// The same counted up.
    pub evaluation: Evaluation,
}

/// A stretch of the grid being measured, block of images by block, each from its last grid point to its first.
#[derive(Debug, Clone)]
struct Stretch {
    points: Range<usize>,
    block: usize,
    /// Grid points from here on are done for this block.
    at: usize,
    readings: Vec<Reading>,
}

impl Stretch {
    fn new(points: Range<usize>, classes: usize, images: usize) -> Self {
        let reading = |point| Reading {
            point,
            predictions: vec![0; images],
            evaluation: Evaluation::begin(classes, images),
        };
        Self {
            block: 0,
            at: points.end,
            readings: points.clone().map(reading).collect(),
            points,
        }
    }

    /// How much is left, in grid points.
    fn remaining(&self) -> f64 {
        let images = self.readings[0].predictions.len();
        let (blocks, points) = (images.div_ceil(BLOCK), self.points.len());
        let done = self.block * points + (self.points.end - self.at);
        (blocks * points - done) as f64 / blocks as f64
    }

    /// Goes on within the block until `STEP` is done; whether it was the last block's end.
    fn step(&mut self, walk: &mut Walk, test: &Split) -> bool {
        let mut before = (self.at < self.points.end).then_some(self.at);
        if before.is_none() {
            walk.load(test, self.block);
        }
        let work = |walk: &Walk| walk.work().iter().sum::<u64>();
        let stop = work(walk) + STEP;
        while self.at > self.points.start && work(walk) < stop {
            self.at -= 1;
            walk.go_to(self.at, before);
            before = Some(self.at);
            self.note(walk, test);
        }
        if self.at > self.points.start {
            return false;
        }
        self.at = self.points.end;
        self.block += 1;
        self.block * BLOCK >= test.len()
    }

    /// Notes what the block's images are read as.
    fn note(&mut self, walk: &Walk, test: &Split) {
        let Reading {
            predictions,
            evaluation,
            ..
        } = &mut self.readings[self.at - self.points.start];
        let classes = evaluation.confusion.len().isqrt();
        for (&image, &class) in walk.images().iter().zip(&walk.answers().classes) {
            let label = test.labels()[image as usize];
            predictions[image as usize] = class;
            evaluation.confusion[usize::from(label) * classes + usize::from(class)] += 1;
            evaluation.correct += u32::from(label == class);
        }
        evaluation.loss += walk.answers().loss / f64::from(evaluation.total);
    }
}

/// A network, the way along which its weights go, and which grid points are still to be measured.
#[derive(Debug, Clone)]
pub struct Curve {
    base: Mlp,
    points: usize,
    /// Given to the walk when that begins.
    gone_from: Vec<Vec<u32>>,
    walk: Option<Walk>,
    /// Stretches still to be measured; the first step cuts the whole grid around the nearest point.
    waiting: Option<Vec<Range<usize>>>,
    current: Option<Stretch>,
}

impl Curve {
    /// The curve of `base` on a grid of `points`, where weight `[input * outputs + output]` of layer l is gone from
    /// grid point `gone_from[l]` on (`points` for one that never goes). Nothing is measured yet.
    ///
    /// # Panics
    /// If `gone_from` does not name every weight.
    #[must_use]
    pub fn new(base: Mlp, gone_from: Vec<Vec<u32>>, points: usize) -> Self {
        let named = gone_from.iter().map(Vec::len);
        assert!(
            named.eq(base.layers().iter().map(|layer| layer.len())),
            "one entry a weight"
        );
        Self {
            base,
            points,
            gone_from,
            walk: None,
            waiting: None,
            current: None,
        }
    }

    /// The network of which all is kept that never goes.
    #[must_use]
    pub fn base(&self) -> &Mlp {
        &self.base
    }

    /// How much of the grid is still to be measured, in points; a stretch at work counts by what is left of it.
    #[must_use]
    pub fn remaining(&self) -> f64 {
        let waiting = match &self.waiting {
            None => self.points,
            Some(waiting) => waiting.iter().map(Range::len).sum(),
        };
        waiting as f64 + self.current.as_ref().map_or(0.0, Stretch::remaining)
    }

    /// Multiply-adds done so far, layer by layer.
    #[must_use]
    pub fn work(&self) -> &[u64] {
        self.walk.as_ref().map_or(&[], Walk::work)
    }

    /// Goes on for a few milliseconds, on the stretch of the grid around point `near` first; the points that were
    /// completed: most often none, then a whole stretch. All steps must be given the same test set.
    pub fn step(&mut self, test: &Split, near: usize) -> Vec<Reading> {
        let current = self.current.take();
        let Some(mut stretch) = current.or_else(|| self.next_stretch(near, test)) else {
            return Vec::new();
        };
        let walk = self.walk.get_or_insert_with(|| {
            let gone_from = std::mem::take(&mut self.gone_from);
            Walk::new(&self.base, &gone_from, self.points, test)
        });
        if stretch.step(walk, test) {
            return stretch.readings;
        }
        self.current = Some(stretch);
        Vec::new()
    }

    /// The stretch nearest to `near` of those that wait.
    fn next_stretch(&mut self, near: usize, test: &Split) -> Option<Stretch> {
        let points = self.points;
        let waiting = self.waiting.get_or_insert_with(|| around(points, near));
        let distance = |stretch: &Range<usize>| {
            let below = near.saturating_sub(stretch.end - 1);
            stretch.start.saturating_sub(near).max(below)
        };
        let nearest = (0..waiting.len()).min_by_key(|&i| distance(&waiting[i]))?;
        let classes = self.base.layers().last().map_or(0, |layer| layer.outputs());
        Some(Stretch::new(waiting.remove(nearest), classes, test.len()))
    }
}

/// Cuts a grid in the stretch around point `near` and what lies below and above; a rest that is too short to be worth a
/// beginning of its own goes with it.
fn around(points: usize, near: usize) -> Vec<Range<usize>> {
    let from = near.min(points).saturating_sub(NEAR);
    let from = if from <= NEAR { 0 } else { from };
    let to = points.min(near + NEAR + 1);
    let to = if points - to <= NEAR { points } else { to };
    [0..from, from..to, to..points]
        .into_iter()
        .filter(|stretch| !stretch.is_empty())
        .collect()
}
