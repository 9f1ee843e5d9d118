//! Few values: a network quantized or its weights shared, and what trains it then. Quantisation-aware training begins with
//! the exact network; shared values go on from where they are, if they are shared the same way already.

use super::checked;
use crate::Result;
use crate::choice::{Choice, by_name};
use crate::compress::scheme::{Calibration, Levels, Per, Scheme};
use crate::lab::ops::{Op, Quantize, QuantizeTune, Share, ShareTune, TrainConfig};
use serde::{Deserialize, Serialize};

/// Images to calibrate by, as far as there are so many.
const IMAGES: u32 = 1000;
/// Percent of the activations that lie in their range, where not all do.
pub const PERCENTILE: f64 = 99.9;

/// How activations are rounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Range {
    /// Not at all.
    Off,
    /// All of them lie in the range.
    MinMax,
    /// [`PERCENTILE`] of them do.
    Percentile,
}

impl Choice for Range {
    const WHAT: &'static str = "activations";
    const ALL: &'static [Self] = &[Self::Off, Self::MinMax, Self::Percentile];

    fn name(&self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::MinMax => "minMax",
            Self::Percentile => "percentile",
        }
    }
}

by_name!(Range);

/// Levels, as a form has them.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Quantization {
    /// Bits of a weight.
    pub bits: u32,
    /// Where the levels lie.
    pub levels: Levels,
    /// What shares a scale.
    pub per: Per,
    /// How activations are rounded.
    pub activations: Range,
    /// Bits of an activation.
    pub activation_bits: u32,
}

/// Few values of which kind.
#[derive(Debug, Clone, PartialEq)]
pub enum FewValues {
    /// Levels.
    Quantize(Scheme),
    /// Shared values: bits of every layer.
    Share(Vec<u32>),
}

/// Which network a list goes on from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum From {
    /// The one with exact weights that the current one was made of.
    Source,
    /// The current one.
    Current,
}

/// Training with few values.
#[derive(Debug, Clone, PartialEq)]
pub struct Tuning {
    /// Which few values.
    pub values: FewValues,
    /// The training.
    pub config: TrainConfig,
    /// Bits of the values the current network's weights share, if they do.
    pub shared: Option<Vec<u32>>,
}

/// What a tuning does to which network.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Tuned {
    /// Which network it goes on from.
    pub from: From,
    /// What is done.
    pub ops: Vec<Op>,
}

impl FewValues {
    /// Returns the values an operation gives; `None` where it is neither quantizing nor sharing.
    #[must_use]
    pub fn of(op: &Op) -> Option<Self> {
        if let Op::Quantize(Quantize { scheme }) = op {
            return Some(Self::Quantize(*scheme));
        }
        if let Op::Share(Share { bits }) = op {
            return Some(Self::Share(bits.clone()));
        }
        None
    }
}

impl Quantization {
    /// Returns what rounds a network so; `images` are the training images.
    ///
    /// # Errors
    /// Those of [`Op::check`].
    pub fn op(&self, images: usize) -> Result<Op> {
        let scheme = self.scheme(images);
        let op: Op = Quantize { scheme }.into();
        op.check()?;
        Ok(op)
    }

    /// Returns the scheme on so many training images.
    #[must_use]
    pub fn scheme(&self, images: usize) -> Scheme {
        let calibration = |percentile| Calibration {
            bits: self.activation_bits,
            images: images.min(IMAGES as usize) as u32,
            percentile,
        };
        Scheme {
            bits: self.bits,
            levels: self.levels,
            per: self.per,
            activations: match self.activations {
                Range::Off => None,
                Range::MinMax => Some(calibration(None)),
                Range::Percentile => Some(calibration(Some(PERCENTILE))),
            },
        }
    }
}

impl Tuning {
    /// Returns what is done to which network.
    ///
    /// # Errors
    /// Those of [`Op::check`].
    pub fn tuned(&self) -> Result<Tuned> {
        let config = self.config;
        let (from, ops) = match &self.values {
            FewValues::Quantize(scheme) => {
                let tune = QuantizeTune {
                    scheme: *scheme,
                    config,
                    stop_after: None,
                };
                (From::Source, vec![tune.into()])
            }
            FewValues::Share(bits) => {
                let stop_after = None;
                let tune: Op = ShareTune { config, stop_after }.into();
                if self.shared.as_ref() == Some(bits) {
                    (From::Current, vec![tune])
                } else {
                    let bits = bits.clone();
                    (From::Source, vec![Share { bits }.into(), tune])
                }
            }
        };
        let ops = checked(ops)?;
        Ok(Tuned { from, ops })
    }
}
