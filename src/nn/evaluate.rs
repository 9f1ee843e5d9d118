//! Measuring a network on a split: predictions, confusion matrix and mean loss, in slices.

use super::loss;
use super::mlp::{Activations, Mlp};
use crate::data::dataset::Split;
use serde::{Deserialize, Serialize};

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

/// The first image of the second half of a split. The first is a little larger, in whole blocks: who reads the second
/// has to be told the network first.
#[must_use]
pub fn half(images: usize) -> usize {
    (images / 100 * 52).next_multiple_of(BLOCK).min(images)
}

/// What a network read in consecutive images, an entry an image.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Readings {
    /// The class.
    pub classes: Vec<u8>,
    /// Cross-entropy in nats.
    pub losses: Vec<f32>,
}

impl Readings {
    /// The evaluation of a split that was read to its end.
    fn evaluation(&self, classes: usize, labels: &[u8]) -> Evaluation {
        let mut evaluation = Evaluation::begin(classes, labels.len());
        for ((&label, &class), &loss) in labels.iter().zip(&self.classes).zip(&self.losses) {
            evaluation.add(label, class, loss);
        }
        evaluation
    }

    fn len(&self) -> usize {
        self.classes.len()
    }
}

/// A pass over a split that can be taken in slices, and of which another engine can read a part. Images are read one by
/// one and added up in their order at the end, so that the result is the same bits however the work was shared.
#[derive(Debug, Clone)]
pub struct Pass {
    /// Images that are read here, where others are read elsewhere.
    own: Option<usize>,
    readings: Readings,
    /// What was read elsewhere.
    rest: Option<Readings>,
    classes: usize,
    activations: Activations,
}

impl Pass {
    /// A pass that has not begun. Every label of the split must be one of the network's classes.
    #[must_use]
    pub fn new(model: &Mlp) -> Self {
        let classes = model.layers().last().map_or(0, |layer| layer.outputs());
        Self {
            own: None,
            readings: Readings::default(),
            rest: None,
            classes,
            activations: Activations::new(model),
        }
    }

    /// Leaves the images from [`half`] on to somebody else, whose readings are to be [added](Pass::add); false where the
    /// pass has begun already or there is too little to share.
    pub fn share(&mut self, images: usize) -> bool {
        let shares = self.readings.len() == 0 && half(images) < images;
        if shares {
            self.own = Some(half(images));
        }
        shares
    }

    /// Adds what was read elsewhere.
    pub fn add(&mut self, readings: Readings) {
        self.rest = Some(readings);
    }

    /// Reads all images here after all.
    pub fn take_back(&mut self) {
        self.own = None;
    }

    /// Images still to be read here.
    #[must_use]
    pub fn left(&self, split: &Split) -> usize {
        self.own
            .unwrap_or(split.len())
            .saturating_sub(self.readings.len())
    }

    /// Goes on by at least one and about `max_images` images; the result once the split is through.
    pub fn step(&mut self, model: &Mlp, split: &Split, max_images: usize) -> Option<Evaluation> {
        let stop = self.readings.len()
            + self
                .left(split)
                .min(max_images.max(1).next_multiple_of(BLOCK));
        while self.readings.len() < stop {
            let from = self.readings.len();
            self.block(model, split, from..stop.min(from + BLOCK));
        }
        if self.left(split) == 0
            && let Some(rest) = self.rest.take()
        {
            self.readings.classes.extend(rest.classes);
            self.readings.losses.extend(rest.losses);
            self.own = None;
        }
        (self.readings.len() == split.len())
            .then(|| self.readings.evaluation(self.classes, split.labels()))
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
        for (row, &label) in logits
            .chunks_exact(layer.width())
            .zip(&split.labels()[images])
        {
            let row = &row[..self.classes];
            self.readings.classes.push(loss::argmax(row));
            self.readings
                .losses
                .push(loss::cross_entropy(row, usize::from(label)));
        }
    }
}

/// Reads all of `split`, image by image.
#[must_use]
pub fn read(model: &Mlp, split: &Split) -> Readings {
    let mut pass = Pass::new(model);
    pass.step(model, split, split.len());
    pass.readings
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

/// What `model` answers to one image of `split`, before softmax.
#[must_use]
pub fn logits(model: &Mlp, split: &Split, image: usize) -> Vec<f32> {
    let mut activations = Activations::new(model);
    let rows = &mut activations.inputs[0];
    rows.clear(split.pixels());
    let (columns, levels) = split.row(image);
    rows.push_grey(columns, levels);
    activations.forward(model);
    let classes = model.layers().last().map_or(0, |layer| layer.outputs());
    let outputs = activations.outputs.last();
    outputs.map_or(Vec::new(), |row| row[..classes].to_vec())
}
