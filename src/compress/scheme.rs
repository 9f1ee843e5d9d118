//! How a network is quantized: the settings of [`super::quantize`] and their ranges.

use crate::Result;
use crate::check::Limit;
use serde::{Deserialize, Serialize};

/// Bits of a weight, or of an activation.
pub const BITS: Limit = Limit::whole(2, 8);
/// Images to calibrate by.
pub const IMAGES: Limit = Limit::whole(1, 10_000);
/// Percent of the activations in their range.
pub const PERCENTILE: Limit = Limit::real(50.0, 100.0);

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
        BITS.check("bits of a weight", self.bits.into())?;
        let Some(calibration) = self.activations else {
            return Ok(());
        };
        BITS.check("bits of an activation", calibration.bits.into())?;
        IMAGES.check("calibration images", calibration.images.into())?;
        let percentile = calibration.percentile.unwrap_or(PERCENTILE.max);
        PERCENTILE.check("percentile", percentile)
    }
}
