//! Linear layers on their way from a file into a network, in f64: y = W x + b, with W (outputs, inputs) and b (outputs).
//!
//! What stands before or after a layer and is linear in every feature, y = a x + s (a normalization, a scale), is folded
//! into it exactly: after it, `W'[o, i] = a[o] W[o, i]` and `b'[o] = a[o] b[o] + s[o]`; before it,
//! `b'[o] = b[o] + sum_i W[o, i] s[i]` and `W'[o, i] = W[o, i] a[i]`. Only the result is rounded to f32.

use super::names;
use super::refusal::Refusal;
use crate::Result;
use crate::data::dataset::MAX_PIXELS;
use crate::nn::dense::Dense;
use crate::nn::input_rounding::InputRounding;
use crate::nn::mlp::{MAX_LAYERS, MAX_UNITS, Mlp};

/// A linear layer.
#[derive(Debug, Clone, PartialEq)]
pub struct Layer {
    /// What its weights are called in the file.
    pub name: String,
    /// Number of inputs.
    pub inputs: usize,
    /// Number of outputs.
    pub outputs: usize,
    /// (outputs, inputs), row by row.
    pub weights: Vec<f64>,
    /// (outputs).
    pub bias: Vec<f64>,
    /// Which weights are not pruned; without it those that are not zero.
    pub kept: Option<Vec<bool>>,
}

/// A function linear in every feature, y = scale x + shift; a single number stands for all features.
#[derive(Debug, Clone, PartialEq)]
pub struct Affine {
    /// One number, or one a feature.
    pub scale: Vec<f64>,
    /// One number, or one a feature.
    pub shift: Vec<f64>,
}

/// Returns number `index` of a list in which a single number stands for all.
fn at(numbers: &[f64], index: usize) -> f64 {
    let only = if numbers.len() == 1 { 0 } else { index };
    numbers.get(only).copied().unwrap_or(f64::NAN)
}

impl Affine {
    /// Changes nothing.
    #[must_use]
    pub fn identity() -> Self {
        Self {
            scale: vec![1.0],
            shift: vec![0.0],
        }
    }

    /// Returns the function of a normalization, gamma (x - mean) / sqrt(variance + epsilon) + beta.
    #[must_use]
    pub fn normalization(
        gamma: &[f64],
        beta: &[f64],
        mean: &[f64],
        variance: &[f64],
        epsilon: f64,
    ) -> Self {
        let features = mean.len();
        let scale = |f: usize| at(gamma, f) / (at(variance, f) + epsilon).sqrt();
        Self {
            scale: (0..features).map(scale).collect(),
            shift: (0..features)
                .map(|f| at(beta, f) - at(mean, f) * scale(f))
                .collect(),
        }
    }

    /// Returns whether it changes nothing.
    #[must_use]
    pub fn is_identity(&self) -> bool {
        self.scale.iter().all(|&a| a == 1.0) && self.shift.iter().all(|&s| s == 0.0)
    }

    /// Returns the one factor it multiplies all features by, if it does nothing else.
    #[must_use]
    pub fn factor(&self) -> Option<f64> {
        let first = at(&self.scale, 0);
        let is_factor =
            self.scale.iter().all(|&a| a == first) && self.shift.iter().all(|&s| s == 0.0);
        is_factor.then_some(first)
    }

    /// Returns how many features it is for; 1 where it is the same for all.
    #[must_use]
    pub fn features(&self) -> usize {
        self.scale.len().max(self.shift.len())
    }

    /// Returns the function of both, this one first.
    #[must_use]
    pub fn then(&self, next: &Self) -> Self {
        let features = self.features().max(next.features());
        let scale = |f: usize| at(&self.scale, f) * at(&next.scale, f);
        let shift = |f: usize| at(&self.shift, f) * at(&next.scale, f) + at(&next.shift, f);
        Self {
            scale: (0..features).map(scale).collect(),
            shift: (0..features).map(shift).collect(),
        }
    }
}

impl Layer {
    /// Notes which weights are pruned before they change.
    pub fn note_pruned(&mut self) {
        let weights = &self.weights;
        self.kept
            .get_or_insert_with(|| weights.iter().map(|&w| w != 0.0).collect());
    }

    /// Folds in what comes after it.
    pub fn fold_after(&mut self, affine: &Affine) {
        if affine.is_identity() {
            return;
        }
        self.note_pruned();
        for (o, row) in self
            .weights
            .chunks_exact_mut(self.inputs.max(1))
            .enumerate()
        {
            for weight in row {
                *weight *= at(&affine.scale, o);
            }
        }
        for (o, bias) in self.bias.iter_mut().enumerate() {
            *bias = *bias * at(&affine.scale, o) + at(&affine.shift, o);
        }
    }

    /// Folds in what comes before it.
    pub fn fold_before(&mut self, affine: &Affine) {
        if affine.is_identity() {
            return;
        }
        self.note_pruned();
        let rows = self.weights.chunks_exact_mut(self.inputs.max(1));
        for (bias, row) in self.bias.iter_mut().zip(rows) {
            let shifts = row
                .iter()
                .enumerate()
                .map(|(i, w)| w * at(&affine.shift, i));
            *bias += shifts.sum::<f64>();
            for (i, weight) in row.iter_mut().enumerate() {
                *weight *= at(&affine.scale, i);
            }
        }
    }

    fn dense(&self, file: &str, is_first: bool) -> Result<Dense> {
        let (inputs, outputs) = (self.inputs, self.outputs);
        let most = if is_first { MAX_PIXELS } else { MAX_UNITS };
        for (width, max) in [(inputs, most), (outputs, MAX_UNITS)] {
            if !(1..=max).contains(&width) {
                return Err(Refusal::NetworkWidth {
                    file: file.into(),
                    tensor: names::short(&self.name),
                    width,
                    max,
                }
                .into());
            }
        }
        let all = self.weights.iter().chain(&self.bias);
        if let Some(index) = all.map(|&w| w as f32).position(|w| !w.is_finite()) {
            return Err(Refusal::NetworkNotFinite {
                file: file.into(),
                tensor: names::short(&self.name),
                index,
            }
            .into());
        }
        let number = |numbers: &[f64], index: usize| numbers.get(index).map_or(0.0, |&w| w as f32);
        let mut layer = Dense::zeros(inputs, outputs);
        let weight = |i: usize, o: usize| number(&self.weights, o * inputs + i);
        layer.fill(weight, |o| number(&self.bias, o));
        let Some(kept) = &self.kept else {
            layer.mask_zeros();
            return Ok(layer);
        };
        let is_kept = |i: usize, o: usize| kept.get(o * inputs + i).copied().unwrap_or(true);
        if !layer.take_mask(is_kept) {
            let places = (0..outputs).flat_map(|o| (0..inputs).map(move |i| (i, o)));
            let wrong = |&(i, o): &(usize, usize)| !is_kept(i, o) && weight(i, o) != 0.0;
            let (i, o) = places.into_iter().find(wrong).unwrap_or_default();
            return Err(Refusal::NetworkMask {
                file: file.into(),
                tensor: names::short(&self.name),
                weight: format!("{}[{o}, {i}]", names::short(&self.name)),
                value: weight(i, o).into(),
            }
            .into());
        }
        layer.drop_full_mask();
        Ok(layer)
    }
}

/// Makes a network of layers that fit each other, with the roundings of their inputs.
///
/// # Errors
/// [`Refusal::NetworkLayers`], [`Refusal::NetworkWidth`], [`Refusal::NetworkNotFinite`], [`Refusal::NetworkMask`].
pub fn network(file: &str, layers: &[Layer], roundings: Vec<InputRounding>) -> Result<Mlp> {
    let count = layers.len();
    if !(1..=MAX_LAYERS).contains(&count) {
        return Err(Refusal::NetworkLayers {
            file: file.into(),
            count,
            max: MAX_LAYERS,
        }
        .into());
    }
    let dense = (0..).zip(layers);
    let dense = dense.map(|(at, layer): (usize, _)| layer.dense(file, at == 0));
    let mut model = Mlp::from_layers(dense.collect::<Result<_>>()?);
    model.set_input_rounding(roundings);
    Ok(model)
}
