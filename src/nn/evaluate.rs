//! Measuring a network on a split, in slices: predictions, confusion matrix and mean loss, or anything else that follows
//! from the logits of every image; and all activations of one image.

use super::loss;
use super::mlp::{Activations, Mlp, fill};
use crate::data::dataset::Split;
use prunelab_kernels::rows::Rows;
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

/// How far a split has been read.
#[derive(Debug, Clone)]
pub(super) struct Reader {
    /// Images that were read.
    done: usize,
    activations: Activations,
}

impl Reader {
    pub(super) fn new(model: &Mlp) -> Self {
        Self {
            done: 0,
            activations: Activations::new(model),
        }
    }

    /// Goes on by at least one and about `max_images` images, telling label and logits of one after another in their order,
    /// so that it does not matter how a split is cut; returns whether it is through.
    pub(super) fn step(
        &mut self,
        model: &Mlp,
        split: &Split,
        max_images: usize,
        mut tell: impl FnMut(u8, &[f32]),
    ) -> bool {
        let wanted = max_images.max(1).next_multiple_of(BLOCK);
        let stop = self.done.saturating_add(wanted).min(split.len());
        while self.done < stop {
            let images = self.done..stop.min(self.done + BLOCK);
            self.done = images.end;
            read(model, split, images, &mut self.activations, &mut tell);
        }
        self.done == split.len()
    }
}

/// A number that follows from a network's logits, of each image of a split, found in slices.
#[derive(Debug, Clone)]
pub struct Survey {
    model: Mlp,
    reader: Reader,
    of_logits: fn(&[f32]) -> f32,
    found: Vec<f32>,
}

impl Survey {
    /// A survey of `model` that has not begun.
    #[must_use]
    pub fn new(model: Mlp, of_logits: fn(&[f32]) -> f32) -> Self {
        Self {
            reader: Reader::new(&model),
            model,
            of_logits,
            found: Vec::new(),
        }
    }

    /// Goes on by at least one and about `max_images` images; returns whether it is through.
    pub fn step(&mut self, split: &Split, max_images: usize) -> bool {
        let (found, of_logits) = (&mut self.found, self.of_logits);
        let tell = |_, logits: &[f32]| found.push(of_logits(logits));
        self.reader.step(&self.model, split, max_images, tell)
    }

    /// What was found of the images that were read, in their order.
    #[must_use]
    pub fn found(&self) -> &[f32] {
        &self.found
    }
}

/// A pass over a split that can be taken in slices.
#[derive(Debug, Clone)]
pub struct Pass {
    reader: Reader,
    classes: usize,
    evaluation: Option<Evaluation>,
}

impl Pass {
    /// A pass that has not begun. Every label of the split must be one of the network's classes.
    #[must_use]
    pub fn new(model: &Mlp) -> Self {
        Self {
            reader: Reader::new(model),
            classes: model.layers().last().map_or(0, |layer| layer.outputs()),
            evaluation: None,
        }
    }

    /// Goes on by at least one and about `max_images` images; the result once the split is through.
    pub fn step(&mut self, model: &Mlp, split: &Split, max_images: usize) -> Option<Evaluation> {
        let begin = || Evaluation::begin(self.classes, split.len());
        let evaluation = self.evaluation.get_or_insert_with(begin);
        let through = self.reader.step(model, split, max_images, |label, row| {
            let loss = loss::cross_entropy(row, usize::from(label));
            evaluation.add(label, loss::argmax(row), loss);
        });
        through.then(|| evaluation.clone())
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
    fill(&mut activations.inputs[0], split, images.clone());
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
    let mut classes = Vec::with_capacity(split.len());
    let tell = |_, row: &[f32]| classes.push(loss::argmax(row));
    Reader::new(model).step(model, split, split.len(), tell);
    classes
}

/// What each layer of `model` sees when it is shown image `image` of `split`, and then the logits: the pixels, and after
/// ReLU every hidden layer's activations, as rounded as the network rounds them.
#[must_use]
pub fn activations(model: &Mlp, split: &Split, image: usize) -> Vec<Vec<f32>> {
    let mut seen = Activations::new(model);
    let mut logits = Vec::new();
    read(model, split, image..image + 1, &mut seen, |_, row| {
        logits.extend_from_slice(row);
    });
    let mut layers: Vec<Vec<f32>> = seen.inputs.iter().map(dense_row).collect();
    layers.push(logits);
    layers
}

/// The first of `rows`, zeros included.
fn dense_row(rows: &Rows) -> Vec<f32> {
    let mut dense = vec![0.0; rows.columns()];
    let (columns, values) = rows.row(0);
    for (&column, &value) in columns.iter().zip(values) {
        dense[usize::from(column)] = value;
    }
    dense
}
