//! Quantization: weights as whole multiples q of a step s, so that q is all a weight needs (Jacob et al. 2018,
//! arXiv:1712.05877; Krishnamoorthi 2018, arXiv:1806.08342).
//!
//! With b bits, w' = s q, q = round(w / s) (half to even), cut to low <= q <= high:
//! - symmetric: high = 2^(b - 1) - 1 = -low, s = max |w| / high;
//! - affine: s = (max - min) / (2^b - 1) with min <= 0 <= max, the zero point z = round(-min / s), low = -z,
//!   high = 2^b - 1 - z, so that the code q + z needs b bits.
//!
//! Zero is a level either way, so what is pruned stays zero. A step goes for a whole layer, or for one output (a row in
//! PyTorch's order). Biases stay as they are. With activations the inputs of every layer are rounded, too
//! ([`crate::nn::input_rounding`]), to levels that are found by sending images through the network as it was before.

use super::encoding::Encoding;
use crate::Result;
use crate::check::within;
use crate::data::dataset::Split;
use crate::nn::dense::Dense;
use crate::nn::gradient::visit_inputs;
use crate::nn::input_rounding::{InputRounding, round};
use crate::nn::mlp::Mlp;
use serde::{Deserialize, Serialize};

/// The fewest bits.
pub const MIN_BITS: u32 = 2;
/// The most bits.
pub const MAX_BITS: u32 = 8;
/// The most images to calibrate by.
pub const MAX_CALIBRATION: u32 = 10_000;

/// Where the levels lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Levels {
    /// As many below zero as above.
    Symmetric,
    /// From the smallest weight to the largest.
    Affine,
}

/// What shares a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Per {
    /// All weights of a layer.
    Tensor,
    /// All weights into one output.
    Row,
}

/// How the range of activations is found.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Calibration {
    /// Bits of an activation, 2 to 8.
    pub bits: u32,
    /// How many of the first training images are looked at.
    pub images: u32,
    /// Percent of the activations, zeros among them, that lie in the range; all of them without it (min-max).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub percentile: Option<f64>,
}

/// How a network is quantized.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Scheme {
    /// Bits of a weight, 2 to 8.
    pub bits: u32,
    /// Where the levels lie.
    pub levels: Levels,
    /// What shares a step.
    pub per: Per,
    /// How activations are rounded, if they are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub activations: Option<Calibration>,
}

impl Scheme {
    /// Checks the numbers.
    ///
    /// # Errors
    /// [`crate::Error::OutOfRange`] names the number that is wrong and its range.
    pub fn check(&self) -> Result<()> {
        let (min, max) = (f64::from(MIN_BITS), f64::from(MAX_BITS));
        within("bits of a weight", self.bits.into(), min, max)?;
        let Some(calibration) = self.activations else {
            return Ok(());
        };
        within("bits of an activation", calibration.bits.into(), min, max)?;
        let most = f64::from(MAX_CALIBRATION);
        within("calibration images", calibration.images.into(), 1.0, most)?;
        within(
            "percentile",
            calibration.percentile.unwrap_or(100.0),
            50.0,
            100.0,
        )
    }

    /// Step and range of weights between `min` and `max`.
    fn unit(&self, min: f32, max: f32) -> Unit {
        let top = (1i16 << self.bits) - 1;
        let (span, steps) = match self.levels {
            Levels::Symmetric => (max.max(-min), top >> 1),
            // In double precision, since the difference of two large numbers may be none in single.
            Levels::Affine => (
                ((f64::from(max) - f64::from(min)) / f64::from(top)) as f32,
                1,
            ),
        };
        let scale = span / f32::from(steps);
        // Where all weights are zero, any step will do.
        let scale = if scale >= f32::MIN_POSITIVE {
            scale
        } else {
            1.0
        };
        let low = match self.levels {
            Levels::Symmetric => -steps,
            Levels::Affine => -((-min / scale).round_ties_even().min(f32::from(top)) as i16),
        };
        let high = match self.levels {
            Levels::Symmetric => steps,
            Levels::Affine => top + low,
        };
        Unit { scale, low, high }
    }

    /// Steps and ranges of a layer.
    #[must_use]
    pub fn units(&self, layer: &Dense) -> Vec<Unit> {
        let outputs = layer.outputs();
        let mut ranges = vec![(0.0f32, 0.0f32); outputs];
        for row in layer.padded_weights().chunks_exact(layer.width()) {
            for ((min, max), &w) in ranges.iter_mut().zip(row) {
                *min = min.min(w);
                *max = max.max(w);
            }
        }
        if self.per == Per::Tensor {
            let whole = ranges.iter().fold((0.0f32, 0.0f32), |all, range| {
                (all.0.min(range.0), all.1.max(range.1))
            });
            ranges = vec![whole];
        }
        let units = ranges.into_iter().map(|(min, max)| self.unit(min, max));
        units.collect()
    }
}

/// A step and which multiples of it there are.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Unit {
    /// The step; positive.
    pub scale: f32,
    /// The lowest multiple, at most 0.
    pub low: i16,
    /// The highest multiple, at least 0.
    pub high: i16,
}

impl Unit {
    /// Which multiple of the step is nearest to `w`.
    #[inline(always)]
    #[must_use]
    pub fn multiple(&self, w: f32) -> f32 {
        let (low, high) = (f32::from(self.low), f32::from(self.high));
        // Cut first: the rounding needs small numbers, and both bounds are whole.
        round((w / self.scale).max(low).min(high))
    }

    /// The level nearest to `w`.
    #[inline(always)]
    #[must_use]
    pub fn snap(&self, w: f32) -> f32 {
        self.multiple(w) * self.scale
    }

    /// The code of `w` in b bits, and back: [`Unit::value`].
    #[must_use]
    pub fn code(&self, w: f32) -> u8 {
        (self.multiple(w) as i16 - self.low) as u8
    }

    /// The level of a code.
    #[must_use]
    pub fn value(&self, code: u8) -> f32 {
        f32::from(i16::from(code) + self.low) * self.scale
    }
}

/// Gives the weights of `target` the levels nearest to those of `source`, which has the same widths; biases are taken
/// over. Steps and ranges of every layer.
pub fn round_into(source: &Mlp, scheme: &Scheme, target: &mut Mlp) -> Vec<Vec<Unit>> {
    let pairs = source.layers().iter().zip(target.layers_mut());
    let layers = pairs.map(|(from, to)| {
        let units = scheme.units(from);
        match units.as_slice() {
            [unit] => to.map_from(from, |_, w| unit.snap(w)),
            units => to.map_from(from, |o, w| units[o].snap(w)),
        }
        units
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

/// Levels for the inputs of every layer, found by sending the first images through `model`.
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

/// The smallest number that at least `percent` of `all` numbers do not exceed; `positive` are those of them that are
/// not zero, and `None` stands for zero.
fn rank(positive: &mut [f32], all: usize, percent: f64) -> Option<f32> {
    let within = (percent / 100.0 * all as f64).ceil().max(1.0) as usize;
    let at = within.checked_sub(all - positive.len() + 1)?;
    // The sort that codebooks need, too: a selection would make the module larger.
    positive.sort_unstable_by(f32::total_cmp);
    positive.get(at).copied()
}
