//! Measuring a network on a split: predictions, confusion matrix and mean loss, in slices.

use super::loss;
use super::mlp::{Activations, Mlp};
use crate::data::dataset::Split;
use serde::Serialize;

/// Images whose activations are worked out together: few enough to stay in cache.
const BLOCK: usize = 128;

/// What one pass over a whole split gave.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Evaluation {
    /// Images read correctly.
    pub correct: u32,
    /// Images.
    pub total: u32,
    /// Mean cross-entropy in nats.
    pub loss: f64,
    /// `confusion[actual * classes + predicted]`, in images.
    pub confusion: Vec<u32>,
}

impl Evaluation {
    /// Share of images read correctly.
    #[must_use]
    pub fn accuracy(&self) -> f64 {
        f64::from(self.correct) / f64::from(self.total)
    }
}

impl Evaluation {
    /// An evaluation of `images` images of which none has been added yet.
    #[must_use]
    pub fn begin(classes: usize, images: usize) -> Self {
        Self {
            correct: 0,
            total: images as u32,
            loss: 0.0,
            confusion: vec![0; classes * classes],
        }
    }

    /// Adds an image of class `label` that was read as `class` with `loss`.
    pub fn add(&mut self, label: u8, class: u8, loss: f32) {
        let classes = self.confusion.len().isqrt();
        self.confusion[usize::from(label) * classes + usize::from(class)] += 1;
        self.correct += u32::from(label == class);
        self.loss += f64::from(loss) / f64::from(self.total);
    }
}

/// A pass over a split that can be taken in slices.
#[derive(Debug, Clone)]
pub struct Pass {
    next: usize,
    classes: usize,
    evaluation: Option<Evaluation>,
    activations: Activations,
}

impl Pass {
    /// A pass that has not begun. Every label of the split must be one of the network's classes.
    #[must_use]
    pub fn new(model: &Mlp) -> Self {
        let classes = model.layers().last().map_or(0, |layer| layer.outputs());
        Self {
            next: 0,
            classes,
            evaluation: None,
            activations: Activations::new(model),
        }
    }

    /// Goes on by at least one and about `max_images` images; the result once the split is through.
    pub fn step(&mut self, model: &Mlp, split: &Split, max_images: usize) -> Option<Evaluation> {
        let stop = split
            .len()
            .min(self.next + max_images.max(1).next_multiple_of(BLOCK));
        while self.next < stop {
            let end = stop.min(self.next + BLOCK);
            self.block(model, split, self.next..end);
            self.next = end;
        }
        if self.next == split.len() {
            self.evaluation.clone()
        } else {
            None
        }
    }

    fn block(&mut self, model: &Mlp, split: &Split, images: std::ops::Range<usize>) {
        let rows = &mut self.activations.inputs[0];
        rows.clear(split.pixels());
        for i in images.clone() {
            let (columns, levels) = split.row(i);
            rows.push_grey(columns, levels);
        }
        self.activations.forward(model);
        let (Some(logits), Some(layer)) = (self.activations.outputs.last(), model.layers().last())
        else {
            return;
        };
        let classes = self.classes;
        let evaluation = self
            .evaluation
            .get_or_insert_with(|| Evaluation::begin(classes, split.len()));
        for (row, &label) in logits
            .chunks_exact(layer.width())
            .zip(&split.labels()[images])
        {
            let row = &row[..classes];
            evaluation.add(
                label,
                loss::argmax(row),
                loss::cross_entropy(row, usize::from(label)),
            );
        }
    }
}

/// Measures `model` on all of `split` at once.
#[must_use]
pub fn evaluate(model: &Mlp, split: &Split) -> Evaluation {
    let mut pass = Pass::new(model);
    loop {
        if let Some(evaluation) = pass.step(model, split, split.len()) {
            return evaluation;
        }
    }
}
