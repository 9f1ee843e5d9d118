//! What weights are made of in plain numbers, and back with every number checked.

use super::frame::{bad, finite};
use crate::compress::encoding::{Encoding, Quantizer};
use crate::compress::scheme::{Calibration, Levels, Per, Scheme};
use crate::compress::sharing;
use crate::nn::mlp::Mlp;
use crate::{Error, Result};
use serde::{Deserialize, Serialize};

/// What weights are made of ([`Encoding`]). It and what is in it leave fields out in JSON, which postcard cannot.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum EncodingParts {
    /// [`Encoding::Quantized`].
    Quantized {
        /// Bits of a weight.
        bits: u32,
        /// Where the levels lie.
        levels: Levels,
        /// Which weights have a scale in common.
        per: Per,
        /// Bits of an activation, images, percentile.
        activations: Option<(u32, u32, Option<f64>)>,
        /// Of every layer its quantizer, or one of every output.
        layers: Vec<Vec<Quantizer>>,
    },
    /// [`Encoding::Shared`].
    Shared {
        /// Bits of a code, of every layer.
        bits: Vec<u32>,
        /// The values of every layer.
        codebooks: Vec<Vec<f32>>,
    },
}

impl From<&Encoding> for EncodingParts {
    fn from(encoding: &Encoding) -> Self {
        match encoding {
            Encoding::Quantized { scheme, layers } => Self::Quantized {
                bits: scheme.bits,
                levels: scheme.levels,
                per: scheme.per,
                activations: scheme
                    .activations
                    .map(|by| (by.bits, by.images, by.percentile)),
                layers: layers.clone(),
            },
            Encoding::Shared { bits, codebooks } => Self::Shared {
                bits: bits.clone(),
                codebooks: codebooks.clone(),
            },
        }
    }
}

impl EncodingParts {
    /// Returns the encoding, which must be true of `model`.
    ///
    /// # Errors
    /// [`Error::BadState`] with what is wrong.
    pub fn into_encoding(self, model: &Mlp) -> Result<Encoding> {
        let wrong = |error: Error| bad(error.to_string());
        let encoding = match self {
            Self::Quantized {
                bits,
                levels,
                per,
                activations,
                layers,
            } => {
                let calibration = |(bits, images, percentile)| Calibration {
                    bits,
                    images,
                    percentile,
                };
                let scheme = Scheme {
                    bits,
                    levels,
                    per,
                    activations: activations.map(calibration),
                };
                scheme.check().map_err(wrong)?;
                check_quantizers(&layers, model)?;
                Encoding::Quantized { scheme, layers }
            }
            Self::Shared { bits, codebooks } => {
                sharing::check(&bits).map_err(wrong)?;
                let layers = model.layers().len();
                if bits.len() != layers || codebooks.len() != layers {
                    let (bits, books) = (bits.len(), codebooks.len());
                    return Err(bad(format!(
                        "{layers} layers, {bits} bits, {books} codebooks"
                    )));
                }
                for (bits, book) in bits.iter().zip(&codebooks) {
                    if book.len() > 1 << bits {
                        let count = book.len();
                        return Err(bad(format!("a codebook of {bits} bits has {count} values")));
                    }
                    finite(book)?;
                }
                Encoding::Shared { bits, codebooks }
            }
        };
        if encoding.describes(model) {
            Ok(encoding)
        } else {
            Err(bad("a weight is none of the levels"))
        }
    }
}

/// Checks that every layer has a quantizer, or one for each output, with a scale and multiples that there can be.
fn check_quantizers(layers: &[Vec<Quantizer>], model: &Mlp) -> Result<()> {
    if layers.len() != model.layers().len() {
        return Err(bad(format!("{} layers have scales", layers.len())));
    }
    for (quantizers, layer) in layers.iter().zip(model.layers()) {
        let (count, outputs) = (quantizers.len(), layer.outputs());
        if count != 1 && count != outputs {
            return Err(bad(format!("it has {count} scales for {outputs} outputs")));
        }
        for &Quantizer { scale, low, high } in quantizers {
            if !scale.is_finite() || scale <= 0.0 {
                return Err(bad(format!("a scale is {scale}")));
            }
            if !(-255..=0).contains(&low) || !(0..=255).contains(&high) {
                return Err(bad(format!("it has multiples from {low} to {high}")));
            }
        }
    }
    Ok(())
}
