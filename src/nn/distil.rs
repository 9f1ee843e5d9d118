//! Distillation (Hinton, Vinyals & Dean 2015, arXiv:1503.02531): a network learns from the labels and from what another,
//! the teacher, answers.
//!
//! With logits z of the student and v of the teacher, q = softmax(z), q_T = softmax(z / T), p_T = softmax(v / T):
//! loss_i = (1 - alpha) (-log q_y) + alpha T^2 sum_k p_T,k log(p_T,k / q_T,k), averaged over the batch. Its gradient at
//! z is (1 - alpha) (q - onehot(y)) + alpha T (q_T - p_T), over the batch's size; the factor T^2 keeps the second
//! part's weight the same at every temperature.
//!
//! The teacher is asked once about every training image; its p_T (images, classes) are kept, 2.4 MB for MNIST. Asking
//! anew for every batch would cost more than the student's own training, since the teacher is the larger network.

use super::evaluate::Reader;
use super::loss::{argmax, exponentials, softmax};
use super::mlp::Mlp;
use crate::data::dataset::Split;

/// As many as labels can tell apart.
const MAX_CLASSES: usize = 256;

/// What a teacher says of all training images, and how much it counts.
#[derive(Debug, Clone)]
pub struct Lesson {
    temperature: f32,
    alpha: f32,
    classes: usize,
    /// p_T, (images, classes).
    soft: Vec<f32>,
    reader: Reader,
}

impl Lesson {
    /// A lesson of `teacher` in which no image was asked about yet.
    #[must_use]
    pub fn new(teacher: &Mlp, temperature: f64, alpha: f64) -> Self {
        Self {
            temperature: temperature as f32,
            alpha: alpha as f32,
            classes: teacher.sizes().last().copied().unwrap_or_default(),
            soft: Vec::new(),
            reader: Reader::new(teacher),
        }
    }

    /// Asks `teacher` about at least one and about `max_images` more images of `split`; true once all were.
    pub fn ask(&mut self, teacher: &Mlp, split: &Split, max_images: usize) -> bool {
        self.soft
            .reserve_exact(split.len() * self.classes - self.soft.len());
        let (temperature, soft) = (self.temperature, &mut self.soft);
        let tell = |_, logits: &[f32]| soften(logits, temperature, soft);
        self.reader.step(teacher, split, max_images, tell)
    }

    /// p_T of a training image.
    #[must_use]
    pub fn soft(&self, image: usize) -> &[f32] {
        &self.soft[image * self.classes..][..self.classes]
    }

    /// Turns logits (images, `width`; the first `classes` of each row count) of the training images `batch` into the
    /// gradient of the mean loss in place and returns that mean.
    pub fn backward(&self, logits: &mut [f32], width: usize, labels: &[u8], batch: &[u32]) -> f32 {
        let soft = batch.iter().map(|&image| self.soft(image as usize));
        backward(logits, width, labels, soft, (self.temperature, self.alpha))
    }
}

/// Appends softmax(`logits` / `temperature`) to `out`.
pub fn soften(logits: &[f32], temperature: f32, out: &mut Vec<f32>) {
    let from = out.len();
    out.extend(logits.iter().map(|z| z / temperature));
    softmax(&mut out[from..]);
}

/// Turns logits (images, `width`) into the gradient of the mean loss in place and returns that mean; `soft` are the
/// teacher's p_T, as many of each as there are classes.
pub fn backward<'a>(
    logits: &mut [f32],
    width: usize,
    labels: &[u8],
    soft: impl Iterator<Item = &'a [f32]>,
    (temperature, alpha): (f32, f32),
) -> f32 {
    let share = 1.0 / labels.len() as f32;
    let mut total = 0.0f64;
    let mut tempered = [0.0; MAX_CLASSES];
    for ((row, &label), soft) in logits.chunks_exact_mut(width).zip(labels).zip(soft) {
        let (row, padding) = row.split_at_mut(soft.len());
        padding.fill(0.0);
        let tempered = &mut tempered[..row.len()];
        let top = row[usize::from(argmax(row))];
        for (z, at) in tempered.iter_mut().zip(row.iter()) {
            *z = (at - top) / temperature;
        }
        let label = usize::from(label);
        let target = row[label] - top;
        let (_, hard_sum) = exponentials(row);
        let hard_loss = libm::logf(hard_sum) - target;
        // The divergence needs log q_T before it becomes q_T.
        let told = soft.iter().zip(tempered.iter()).filter(|&(&p, _)| p > 0.0);
        let crossed: f32 = told.map(|(&p, z)| p * (libm::logf(p) - z)).sum();
        let (_, soft_sum) = exponentials(tempered);
        let soft_loss = crossed + libm::logf(soft_sum);
        total += f64::from((1.0 - alpha) * hard_loss)
            + f64::from(alpha * temperature * temperature * soft_loss);
        for ((z, q), p) in row.iter_mut().zip(tempered.iter()).zip(soft) {
            let (hard, soft) = (*z / hard_sum, q / soft_sum - p);
            *z = share * ((1.0 - alpha) * hard + alpha * temperature * soft);
        }
        row[label] -= share * (1.0 - alpha);
    }
    (total * f64::from(share)) as f32
}
