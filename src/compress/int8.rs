//! Weights in a byte each, symmetric and row by row: w = s_o q with q whole, |q| <= 127, and one scale s_o = max |w| /
//! 127 for each output o (Jacob et al. 2018, arXiv:1712.05877, with a zero point of 0). Zero stays zero, so what is
//! pruned stays pruned.

use crate::nn::dense::Dense;
use crate::nn::mlp::Mlp;

/// The largest q.
pub const LEVELS: f32 = 127.0;

/// The weights of one layer: q (outputs, inputs), and a scale of every output.
#[derive(Debug, Clone, PartialEq)]
pub struct Int8Layer {
    /// Whole numbers from -127 to 127, output by output.
    pub weights: Vec<i8>,
    /// What they are times; 0 of an output without weights.
    pub scales: Vec<f32>,
}

/// Rounds a layer, half to even.
#[must_use]
pub fn quantize(layer: &Dense) -> Int8Layer {
    let (inputs, outputs) = (layer.inputs(), layer.outputs());
    let all = layer.weights();
    let mut weights = Vec::with_capacity(inputs * outputs);
    let mut scales = Vec::with_capacity(outputs);
    for row in all.columns() {
        let largest = row.iter().fold(0.0f32, |most, w| most.max(w.abs()));
        let scale = exact_scale(row.iter().copied(), largest / LEVELS);
        scales.push(scale);
        weights.extend(row.iter().map(|&w| level(w, scale)));
    }
    Int8Layer { weights, scales }
}

/// Returns the nearest level; 0 where the scale is.
fn level(weight: f32, scale: f32) -> i8 {
    if scale == 0.0 {
        return 0;
    }
    (weight / scale).round_ties_even().clamp(-LEVELS, LEVELS) as i8
}

/// Returns `scale`, or a neighbour of it that gives every weight back to the bit: a network that was rounded already is
/// stored as it is, though its largest weight over 127 need not round to the scale it was made with.
fn exact_scale(weights: impl Iterator<Item = f32> + Clone, scale: f32) -> f32 {
    let is_exact = |&scale: &f32| {
        weights
            .clone()
            .all(|w| f32::from(level(w, scale)) * scale == w)
    };
    [scale, scale.next_up(), scale.next_down()]
        .into_iter()
        .filter(|scale| scale.is_finite() && *scale > 0.0)
        .find(is_exact)
        .unwrap_or(scale)
}

/// Returns the weight that a whole number stands for; zero has no sign.
#[inline]
#[must_use]
pub fn value(q: i8, scale: f32) -> f32 {
    match q {
        0 => 0.0,
        q => f32::from(q) * scale,
    }
}

/// Returns the network whose weights are what the bytes stand for.
#[must_use]
pub fn rounded(model: &Mlp) -> Mlp {
    Mlp::from_layers(model.layers().iter().map(rounded_layer).collect())
}

/// Returns the layer whose weights are what the bytes stand for; zeros in it are pruned.
#[must_use]
pub fn rounded_layer(layer: &Dense) -> Dense {
    let Int8Layer { weights, scales } = quantize(layer);
    let (inputs, bias) = (layer.inputs(), layer.bias());
    let mut rounded = Dense::zeros(inputs, layer.outputs());
    rounded.fill(
        |i, o| value(weights[o * inputs + i], scales[o]),
        |o| bias[o],
    );
    rounded.mask_zeros();
    rounded
}
