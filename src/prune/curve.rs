//! The class predicted for every test image at every grid point of a trajectory, exactly, at the cost of a few
//! evaluations.
//!
//! How the trajectory was chosen does not matter: it is given by the grid point from which on each weight is pruned. A
//! pruned neuron is a group of weights, those into it and those out of it, with the same grid point.
//!
//! The grid is walked downwards, from sparse to dense. Going from one grid point to the next adds just the weights
//! between them to the pre-activations of a block of images that stays in cache, so every weight of the first layer is
//! used once. Weights are only added and never subtracted, so nothing is lost by cancellation; and sums begin from scratch
//! for every block of images and every stretch of the grid. So predictions differ from a direct evaluation's by the
//! rounding of another order of summation, no more. A layer whose inputs are unchanged is treated like the first, those
//! behind a changed one are computed afresh, and those before it are left alone.

use super::walk::Walk;
use crate::data::dataset::Split;
use crate::nn::evaluate::Evaluation;
use crate::nn::mlp::Mlp;
use prunelab_kernels::walk::BLOCK;
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
    /// The class predicted for each test image.
    pub predictions: Vec<u8>,
    /// The same, counted.
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

    /// Returns how much is left, in grid points.
    fn remaining(&self) -> f64 {
        let images = self.readings[0].predictions.len();
        let (blocks, points) = (images.div_ceil(BLOCK), self.points.len());
        let done = self.block * points + (self.points.end - self.at);
        (blocks * points - done) as f64 / blocks as f64
    }

    /// Goes on within the block until `STEP` is done; returns whether the last block is done.
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
            self.record(walk, test);
        }
        if self.at > self.points.start {
            return false;
        }
        self.at = self.points.end;
        self.block += 1;
        self.block * BLOCK >= test.len()
    }

    /// Records the predictions for the block's images.
    fn record(&mut self, walk: &Walk, test: &Split) {
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

/// What the first question settles.
#[derive(Debug, Clone)]
struct Begun {
    walk: Walk,
    /// The whole grid, cut around the point that was asked for first.
    stretches: Vec<Range<usize>>,
}

/// A network, the grid points from which on its weights are pruned, and those that are still to be measured.
#[derive(Debug, Clone)]
pub struct Curve {
    base: Mlp,
    points: usize,
    /// Handed to the walk when that begins.
    pruned_from: Vec<Vec<u32>>,
    begun: Option<Begun>,
    /// Stretches still to be measured.
    waiting: Vec<Range<usize>>,
    current: Option<Stretch>,
}

impl Curve {
    /// The curve of `base` on a grid of `points`, where weight `[input * outputs + output]` of layer l is pruned from grid
    /// point `pruned_from[l]` on (`points` for one that never is). Nothing is measured yet.
    ///
    /// # Panics
    /// If `pruned_from` does not name every weight.
    #[must_use]
    pub fn new(base: Mlp, pruned_from: Vec<Vec<u32>>, points: usize) -> Self {
        let named = pruned_from.iter().map(Vec::len);
        assert!(
            named.eq(base.layers().iter().map(|layer| layer.len())),
            "one entry a weight"
        );
        Self {
            base,
            points,
            pruned_from,
            begun: None,
            waiting: Vec::new(),
            current: None,
        }
    }

    /// The network at grid point 0, where only weights that are pruned at all points are missing.
    #[must_use]
    pub fn base(&self) -> &Mlp {
        &self.base
    }

    /// Returns how much of the grid is still to be measured, in points; a stretch being measured counts by what is left of
    /// it.
    #[must_use]
    pub fn remaining(&self) -> f64 {
        let waiting = match &self.begun {
            None => self.points,
            Some(_) => self.waiting.iter().map(Range::len).sum(),
        };
        waiting as f64 + self.current.as_ref().map_or(0.0, Stretch::remaining)
    }

    /// Multiply-adds done so far, layer by layer.
    #[must_use]
    pub fn work(&self) -> &[u64] {
        self.begun.as_ref().map_or(&[], |begun| begun.walk.work())
    }

    /// Measures for a few milliseconds, on the stretch of the grid around point `near` first, and returns the points that
    /// were completed: most often none, then a whole stretch. All steps must be given the same test set.
    pub fn step(&mut self, test: &Split, near: usize) -> Vec<Reading> {
        self.begin(test, near);
        let current = self.current.take();
        let Some(mut stretch) = current.or_else(|| self.next_stretch(near, test)) else {
            return Vec::new();
        };
        let walk = &mut self.begin(test, near).walk;
        if stretch.step(walk, test) {
            return stretch.readings;
        }
        self.current = Some(stretch);
        Vec::new()
    }

    /// Returns the logits of test image `image` at every grid point, (points, classes): those that its predictions are, or
    /// will be, read from. `near` is as for [`Curve::step`].
    pub fn logits(&mut self, test: &Split, near: usize, image: usize) -> Vec<f32> {
        let Begun { walk, stretches } = self.begin(test, near);
        walk.logits(test, image, stretches)
    }

    /// Returns the logits of the only image of `drawn` at every grid point, (points, classes); `pruned_from` is that of the
    /// first layer.
    pub fn logits_of(
        &mut self,
        test: &Split,
        near: usize,
        drawn: &Split,
        pruned_from: &[u32],
    ) -> Vec<f32> {
        self.begin(test, near);
        let (Some(begun), Some(first)) = (&self.begun, self.base.layers().first()) else {
            return Vec::new();
        };
        begun.walk.logits_of(drawn, first, pruned_from, self.points)
    }

    /// Cuts the grid around point `near` and prepares the walk, the first time.
    fn begin(&mut self, test: &Split, near: usize) -> &mut Begun {
        self.begun.get_or_insert_with(|| {
            let pruned_from = std::mem::take(&mut self.pruned_from);
            let stretches = around(self.points, near);
            self.waiting.clone_from(&stretches);
            Begun {
                walk: Walk::new(&self.base, &pruned_from, self.points, test),
                stretches,
            }
        })
    }

    /// The stretch nearest to `near` of those that wait.
    fn next_stretch(&mut self, near: usize, test: &Split) -> Option<Stretch> {
        let waiting = &mut self.waiting;
        let distance = |stretch: &Range<usize>| {
            let below = near.saturating_sub(stretch.end - 1);
            stretch.start.saturating_sub(near).max(below)
        };
        let nearest = (0..waiting.len()).min_by_key(|&i| distance(&waiting[i]))?;
        let classes = self.base.layers().last().map_or(0, |layer| layer.outputs());
        Some(Stretch::new(waiting.remove(nearest), classes, test.len()))
    }
}

/// Cuts a grid into the stretch around point `near` and those below and above; a rest too short to be worth a start from
/// scratch is joined to it.
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
