//! Drop-and-grow for sparse training: the network has few weights from the beginning to the end, but not always the same
//! ones. Every few batches each layer drops its weights of smallest magnitude and grows as many where it has none.
//!
//! How many: the fraction f(t) = alpha / 2 (1 + cos(pi t / T_end)) of the layer's weights, t being the batches done
//! (Dettmers & Zettlemoyer 2019, arXiv:1907.04840, eq. 1 of RigL). Where it grows: at random (SET, Mocanu et al. 2018,
//! arXiv:1707.04780) or where the gradient of the next batch, taken as if the layer were dense, is largest (RigL, Evci et
//! al. 2020, arXiv:1911.11134). A grown weight is zero at first, and the optimiser has no momentum of it.
//!
//! Unlike in the papers, a weight that was just dropped is not grown in the same update, so that "dropped" and "grown" are
//! different weights; and the batch whose gradient chose the grown weights is trained on as well. A dense layer stays as
//! it is. What counts here is the mask: a weight that was grown and has not moved yet is zero, but remains.
//!
//! Indices of weights are input * outputs + output.

use crate::choice::{Choice, by_name};
use crate::data::dataset::Split;
use crate::nn::dense::Dense;
use crate::nn::gradient::{BLOCK, Trace};
use crate::nn::init::Rng;
use crate::nn::mlp::Mlp;
use rand::seq::SliceRandom;

/// Where new weights are grown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Growth {
    /// Anywhere: SET.
    Random,
    /// Where the gradient is largest: RigL.
    Gradient,
}

impl Choice for Growth {
    const WHAT: &'static str = "growth";
    const ALL: &'static [Self] = &[Self::Random, Self::Gradient];

    fn name(&self) -> &'static str {
        match self {
            Self::Random => "random",
            Self::Gradient => "gradient",
        }
    }
}

by_name!(Growth);

/// When and how many weights are dropped and grown. Steps are batches done.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct UpdateSchedule {
    /// Where new weights are grown.
    pub growth: Growth,
    /// Fraction alpha of a layer's weights that the first updates drop and grow.
    pub fraction: f64,
    /// Steps from one update to the next.
    pub every: u32,
    /// Step T_end from which on there are no updates.
    pub end: u32,
}

impl UpdateSchedule {
    /// Returns the fraction that is due after `step` batches; `None` where there is no update then.
    #[must_use]
    pub fn due(&self, step: u32) -> Option<f64> {
        let is_due = step > 0 && step < self.end && step.is_multiple_of(self.every.max(1));
        is_due.then(|| {
            let progress = f64::from(step) / f64::from(self.end);
            self.fraction / 2.0 * (1.0 + libm::cos(std::f64::consts::PI * progress))
        })
    }
}

/// What one update did to a layer's mask: as many weights were grown as were dropped. Both rise.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MaskUpdate {
    /// Weights that were dropped.
    pub dropped: Vec<u32>,
    /// Weights that were grown, and are zero.
    pub grown: Vec<u32>,
}

/// Drops and grows weights during training.
#[derive(Debug, Clone)]
pub struct DropGrower {
    schedule: UpdateSchedule,
    trace: Trace,
}

impl DropGrower {
    /// Follows `schedule` on networks like `model`.
    #[must_use]
    pub fn new(schedule: UpdateSchedule, model: &Mlp) -> Self {
        Self {
            schedule,
            trace: Trace::new(model),
        }
    }

    /// Returns the fraction that is due after `step` batches; `None` where there is no update then.
    #[must_use]
    pub fn due(&self, step: u32) -> Option<f64> {
        self.schedule.due(step)
    }

    /// Drops and grows weights of every layer if that is due after `step` batches, and returns what was done to each. The
    /// images `batch` of `split` are those of the next step. The optimiser has then to forget what was dropped.
    pub fn update(
        &mut self,
        step: u32,
        model: &mut Mlp,
        (split, batch): (&Split, &[u32]),
        rng: &mut Rng,
    ) -> Option<Vec<MaskUpdate>> {
        let fraction = self.schedule.due(step)?;
        let gradients = match self.schedule.growth {
            Growth::Random => None,
            Growth::Gradient => Some(self.gradients(model, split, batch)),
        };
        let layers = model.layers_mut().iter_mut().enumerate();
        let updates = layers.map(|(l, layer)| {
            let (kept, empty) = sites(layer);
            let count = (fraction * kept.len() as f64).round_ties_even() as usize;
            let count = count.min(empty.len());
            let update = MaskUpdate {
                dropped: smallest(layer, kept, count),
                grown: match &gradients {
                    None => at_random(empty, count, rng),
                    Some(gradients) => steepest(&gradients[l], empty, count),
                },
            };
            apply(layer, &update);
            update
        });
        Some(updates.collect())
    }

    /// The gradient of the batch's mean loss at all weights, pruned ones included, but for a factor.
    fn gradients(&mut self, model: &Mlp, split: &Split, batch: &[u32]) -> Vec<Vec<f32>> {
        let sizes = model.layers().iter().map(Dense::len);
        let mut sums: Vec<Vec<f32>> = sizes.map(|size| vec![0.0; size]).collect();
        for block in batch.chunks(BLOCK) {
            let images = block.iter().map(|&image| image as usize);
            self.trace.forward(model, split, images.clone());
            let labels = images.map(|image| split.labels()[image]);
            self.trace.backward(model, labels);
            for (l, sum) in sums.iter_mut().enumerate() {
                self.trace.add_gradient(l, sum);
            }
        }
        sums
    }
}

/// Indices of the weights that remain, and of the pruned ones.
fn sites(layer: &Dense) -> (Vec<u32>, Vec<u32>) {
    let outputs = layer.outputs();
    let indices = 0..layer.len() as u32;
    indices.partition(|&i| layer.is_kept(i as usize / outputs, i as usize % outputs))
}

/// The `count` weights of smallest magnitude among `kept`; of equals the first.
fn smallest(layer: &Dense, kept: Vec<u32>, count: usize) -> Vec<u32> {
    let (weights, outputs) = (layer.weights(), layer.outputs());
    first(kept, count, |i| {
        weights[[i as usize / outputs, i as usize % outputs]]
            .abs()
            .to_bits()
    })
}

/// The `count` sites of largest gradient among `empty`; of equals the first.
fn steepest(gradient: &[f32], empty: Vec<u32>, count: usize) -> Vec<u32> {
    first(empty, count, |i| !gradient[i as usize].abs().to_bits())
}

/// The `count` indices of lowest key, rising; of equals those that come first.
fn first(indices: Vec<u32>, count: usize, key: impl Fn(u32) -> u32) -> Vec<u32> {
    let keys = indices
        .into_iter()
        .map(|i| u64::from(key(i)) << 32 | u64::from(i));
    let mut keys: Vec<u64> = keys.collect();
    if count < keys.len() {
        keys.select_nth_unstable(count);
        keys.truncate(count);
    }
    let mut chosen: Vec<u32> = keys.into_iter().map(|key| key as u32).collect();
    chosen.sort_unstable();
    chosen
}

/// `count` sites of `empty`, each as likely as any other.
fn at_random(mut empty: Vec<u32>, count: usize, rng: &mut Rng) -> Vec<u32> {
    let mut chosen = empty.partial_shuffle(rng, count).0.to_vec();
    chosen.sort_unstable();
    chosen
}

fn apply(layer: &mut Dense, update: &MaskUpdate) {
    let outputs = layer.outputs();
    for &i in &update.dropped {
        layer.cut(i as usize / outputs, i as usize % outputs);
    }
    for &i in &update.grown {
        layer.restore(i as usize / outputs, i as usize % outputs, 0.0);
    }
}
