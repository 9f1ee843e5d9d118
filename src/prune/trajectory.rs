//! The whole way from 0 to 100 % of one pruning method on one network, measured on the test set.
//!
//! A slider place is a ratio of [`ratios`]; the curve is measured at the places of [`grid`], nearest to
//! the slider first, and kept, so that moving the slider is a look-up.

use super::order::{Cut, Method, Order};
use crate::data::dataset::Split;
use crate::nn::evaluate::{Evaluation, Pass};
use crate::nn::mlp::Mlp;

/// Steps of the slider between 0 and 1.
pub const STEPS: u32 = 1000;

/// All slider places: 0, 0.001, ... 1.
#[must_use]
pub fn ratios() -> Vec<f64> {
    (0..=STEPS)
        .map(|k| f64::from(k) / f64::from(STEPS))
        .collect()
}

/// The slider places the curve is measured at: every percent up to 90, every half up to 99, every tenth
/// up to 100.
#[must_use]
pub fn grid() -> Vec<u32> {
    (0..90)
        .map(|p| p * 10)
        .chain((900..990).step_by(5))
        .chain(990..=STEPS)
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

/// The order of removal of a base network, and which grid points are still to be measured.
#[derive(Debug, Clone)]
pub struct Trajectory {
    base: Mlp,
    order: Order,
    todo: Vec<u32>,
    current: Option<(u32, Probe)>,
}

impl Trajectory {
    /// Ranks `base`; nothing is measured yet.
    #[must_use]
    pub fn new(base: Mlp, method: Method) -> Self {
        Self {
            order: Order::new(method, &base),
            base,
            todo: grid(),
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

    /// Grid points still to be measured.
    #[must_use]
    pub fn remaining(&self) -> usize {
        self.todo.len() + usize::from(self.current.is_some())
    }

    /// Goes on by about `max_images` images at the grid point nearest to slider place `near`; the place
    /// and its result once it is measured.
    pub fn step(
        &mut self,
        test: &Split,
        near: u32,
        max_images: usize,
    ) -> Option<(u32, Evaluation)> {
        let (place, mut probe) = match self.current.take() {
            Some(current) => current,
            None => {
                let next = (0..self.todo.len()).min_by_key(|&i| self.todo[i].abs_diff(near))?;
                let place = self.todo.remove(next);
                (
                    place,
                    Probe::new(&self.base, &self.order, f64::from(place) / f64::from(STEPS)),
                )
            }
        };
        match probe.step(test, max_images) {
            Some(evaluation) => Some((place, evaluation)),
            None => {
                self.current = Some((place, probe));
                None
            }
        }
    }
}
