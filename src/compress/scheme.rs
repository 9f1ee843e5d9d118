//! How a network is quantized: the settings of [`super::quantize`] and their ranges.

use crate::Result;
use crate::check::within;
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

/// Which weights have a scale in common.
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
    /// Which weights have a scale in common.
    pub per: Per,
    /// How activations are rounded, if they are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub activations: Option<Calibration>,
}

impl Scheme {
    /// Checks the numbers against their ranges.
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
}
