//! Quantization: weights as whole multiples q of a scale s, so that q is all a weight needs (Jacob et al. 2018,
//! arXiv:1712.05877; Krishnamoorthi 2018, arXiv:1806.08342).
//!
//! With b bits, w' = s q, q = round(w / s) (half to even), cut to low <= q <= high:
//! - symmetric: high = 2^(b - 1) - 1 = -low, s = max |w| / high;
//! - affine: s = (max - min) / (2^b - 1) with min <= 0 <= max, the zero point z = round(-min / s), low = -z,
//!   high = 2^b - 1 - z, so that the code q + z needs b bits.
//!
//! Zero is a level either way, so what is pruned stays zero. A layer has one scale, or one for each output (a row in
//! PyTorch's order). Biases stay as they are. With activations the inputs of every layer are rounded, too
//! ([`crate::nn::input_rounding`]), to levels that are found by sending images through the network as it was before.

use super::encoding::{Encoding, Quantizer};
use super::scheme::{Calibration, Levels, Per, Scheme};
use crate::Result;
use crate::check::within;
use crate::data::dataset::Split;
use crate::nn::dense::Dense;
use crate::nn::gradient::visit_inputs;
use crate::nn::input_rounding::InputRounding;
use crate::nn::mlp::Mlp;

/// Returns the quantizer of weights between `min` and `max`.
fn quantizer(scheme: &Scheme, min: f32, max: f32) -> Quantizer {
    let top = (1i16 << scheme.bits) - 1;
    let (span, steps) = match scheme.levels {
        Levels::Symmetric => (max.max(-min), top >> 1),
        // In double precision, since the difference of two large numbers may be none in single.
        Levels::Affine => (
            ((f64::from(max) - f64::from(min)) / f64::from(top)) as f32,
            1,
        ),
    };
    let scale = span / f32::from(steps);
    // Where all weights are zero, any scale will do.
    let scale = if scale >= f32::MIN_POSITIVE {
        scale
    } else {
        1.0
    };
    let low = match scheme.levels {
        Levels::Symmetric => -steps,
        Levels::Affine => -((-min / scale).round_ties_even().min(f32::from(top)) as i16),
    };
    let high = match scheme.levels {
        Levels::Symmetric => steps,
        Levels::Affine => top + low,
    };
    Quantizer { scale, low, high }
}

/// Returns the quantizers of a layer: one, or one for each output.
#[must_use]
pub fn quantizers(scheme: &Scheme, layer: &Dense) -> Vec<Quantizer> {
    let outputs = layer.outputs();
    let mut ranges = vec![(0.0f32, 0.0f32); outputs];
    for row in layer.padded_weights().chunks_exact(layer.width()) {
        for ((min, max), &w) in ranges.iter_mut().zip(row) {
            *min = min.min(w);
            *max = max.max(w);
        }
    }
    if scheme.per == Per::Tensor {
        let whole = ranges.iter().fold((0.0f32, 0.0f32), |all, range| {
            (all.0.min(range.0), all.1.max(range.1))
        });
        ranges = vec![whole];
    }
    let each = ranges.into_iter();
    each.map(|(min, max)| quantizer(scheme, min, max)).collect()
}

/// Gives the weights of `target` the levels nearest to those of `source`, which has the same widths; biases are taken
/// over. Returns the quantizers of every layer.
pub fn round_into(source: &Mlp, scheme: &Scheme, target: &mut Mlp) -> Vec<Vec<Quantizer>> {
    let pairs = source.layers().iter().zip(target.layers_mut());
    let layers = pairs.map(|(from, to)| {
        let quantizers = quantizers(scheme, from);
        match quantizers.as_slice() {
            [all] => to.map_from(from, |_, w| all.snap(w)),
            each => to.map_from(from, |o, w| each[o].snap(w)),
        }
        quantizers
    });
    layers.collect()
}

/// Quantizes `model`: weights, and with activations what it rounds its inputs to; `train` are the images to calibrate
/// by.
///
/// # Errors
/// Those of [`Scheme::check`]; [`crate::Error::OutOfRange`] if there are fewer images than asked for.
pub fn quantize(model: &mut Mlp, scheme: &Scheme, train: Option<&Split>) -> Result<Encoding> {
    scheme.check()?;
    let roundings = match (&scheme.activations, train) {
        (Some(calibration), Some(train)) => calibrate(model, train, calibration)?,
        (Some(_), None) => return Err(crate::Error::NoDataset),
        (None, _) => Vec::new(),
    };
    let source = model.clone();
    let layers = round_into(&source, scheme, model);
    model.set_input_rounding(roundings);
    Ok(Encoding::Quantized {
        scheme: *scheme,
        layers,
    })
}

/// Finds levels for the inputs of every layer by sending the first images through `model`.
///
/// # Errors
/// [`crate::Error::OutOfRange`] if there are fewer images than asked for.
pub fn calibrate(
    model: &Mlp,
    train: &Split,
    calibration: &Calibration,
) -> Result<Vec<InputRounding>> {
    let Calibration {
        bits,
        images,
        percentile,
    } = *calibration;
    within("calibration images", images.into(), 1.0, train.len() as f64)?;
    let mut positive = vec![Vec::new(); model.layers().len()];
    visit_inputs(model, train, images as usize, |trace| {
        for (l, seen) in positive.iter_mut().enumerate() {
            let inputs = trace.inputs(l).iter().copied().filter(|&a| a > 0.0);
            match percentile {
                Some(_) => seen.extend(inputs),
                None => {
                    *seen = inputs
                        .chain(seen.first().copied())
                        .reduce(f32::max)
                        .into_iter()
                        .collect()
                }
            }
        }
    });
    let layers = positive.iter_mut().zip(model.layers());
    let rounding = |(seen, layer): (&mut Vec<f32>, &Dense)| {
        let all = images as usize * layer.inputs();
        let most = match percentile {
            Some(percent) => rank(seen, all, percent),
            None => seen.first().copied(),
        };
        InputRounding::new(most.unwrap_or(0.0), bits)
    };
    Ok(layers.map(rounding).collect())
}

/// Returns the smallest number that at least `percent` of `all` numbers do not exceed; `positive` are those of them
/// that are not zero, and `None` stands for zero.
fn rank(positive: &mut [f32], all: usize, percent: f64) -> Option<f32> {
    let within = (percent / 100.0 * all as f64).ceil().max(1.0) as usize;
    let at = within.checked_sub(all - positive.len() + 1)?;
    // The sort that codebooks need, too: a selection would make the module larger.
    positive.sort_unstable_by(f32::total_cmp);
    positive.get(at).copied()
}
