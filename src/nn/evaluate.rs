//! Measuring a network on a split: predictions, confusion matrix and mean loss, in slices.

use super::loss;
use super::mlp::{Activations, Mlp};
use crate::data::dataset::Split;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// Images whose activations are worked out together: few enough to stay in cache.
const BLOCK: usize = 128;

/// What one pass over a whole split gave.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
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
    /// Fraction of images classified correctly.
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
    /// Images that were read.
    done: usize,
    classes: usize,
    activations: Activations,
    evaluation: Option<Evaluation>,
}

impl Pass {
    /// A pass that has not begun. Every label of the split must be one of the network's classes.
    #[must_use]
    pub fn new(model: &Mlp) -> Self {
        Self {
            done: 0,
            classes: model.layers().last().map_or(0, |layer| layer.outputs()),
            activations: Activations::new(model),
            evaluation: None,
        }
    }

    /// Goes on by at least one and about `max_images` images; the result once the split is through.
    pub fn step(&mut self, model: &Mlp, split: &Split, max_images: usize) -> Option<Evaluation> {
        let wanted = max_images.max(1).next_multiple_of(BLOCK);
        let stop = self.done.saturating_add(wanted).min(split.len());
        let begin = || Evaluation::begin(self.classes, split.len());
        let evaluation = self.evaluation.get_or_insert_with(begin);
        while self.done < stop {
            let images = self.done..stop.min(self.done + BLOCK);
            self.done = images.end;
            // One by one in their order, so that it does not matter how a split is cut.
            read(model, split, images, &mut self.activations, |label, row| {
                let loss = loss::cross_entropy(row, usize::from(label));
                evaluation.add(label, loss::argmax(row), loss);
            });
        }
        (self.done == split.len()).then(|| evaluation.clone())
    }
}

/// Tells of every image its label and what `model` answers, before softmax.
fn read(
    model: &Mlp,
    split: &Split,
    images: Range<usize>,
    activations: &mut Activations,
    mut tell: impl FnMut(u8, &[f32]),
) {
    let rows = &mut activations.inputs[0];
    rows.clear(split.pixels());
    for i in images.clone() {
        let (columns, levels) = split.row(i);
        rows.push_grey(columns, levels);
    }
    activations.forward(model);
    let (Some(logits), Some(layer)) = (activations.outputs.last(), model.layers().last()) else {
        return;
    };
    let labels = &split.labels()[images];
    for (row, &label) in logits.chunks_exact(layer.width()).zip(labels) {
        tell(label, &row[..layer.outputs()]);
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

/// The class that `model` gives to each image of `split`.
#[must_use]
pub fn predictions(model: &Mlp, split: &Split) -> Vec<u8> {
    let mut activations = Activations::new(model);
    let mut classes = Vec::with_capacity(split.len());
    for from in (0..split.len()).step_by(BLOCK) {
        let images = from..split.len().min(from + BLOCK);
        read(model, split, images, &mut activations, |_, row| {
            classes.push(loss::argmax(row));
        });
    }
    classes
}

/// What `model` answers to image `image` of `split`, before softmax.
#[must_use]
pub fn logits(model: &Mlp, split: &Split, image: usize) -> Vec<f32> {
    let mut logits = Vec::new();
    let mut activations = Activations::new(model);
    read(
        model,
        split,
        image..image + 1,
        &mut activations,
        |_, row| {
            logits.extend_from_slice(row);
        },
    );
    logits
}
