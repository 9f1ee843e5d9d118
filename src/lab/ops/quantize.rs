//! Quantising: the weights get the nearest of few levels ([`crate::compress::quantize`]); with activations the inputs of
//! layers, too. The operation after it sees exact activations again: their range was that of this network.

use super::base::{Changes, Field, Kind, Needs, Operation, Place, Value, Work, field::fields};
use super::state::State;
use crate::Result;
use crate::check::Limit;
use crate::choice::Choice;
use crate::compress::quantize::quantize;
use crate::compress::scheme::{BITS, Calibration, IMAGES, Levels, PERCENTILE, Per, Scheme};
use crate::data::dataset::Split;
use crate::piece::{LinkError, choice, number, number_text, quoted};
use serde::{Deserialize, Serialize};

/// How a network is quantized.
pub const SCHEME: Field = Field::other("scheme", "scheme");

/// 4 bits of every weight, a scale for every layer.
pub const DEFAULT_SCHEME: Scheme = Scheme {
    bits: 4,
    levels: Levels::Symmetric,
    per: Per::Tensor,
    activations: None,
};

impl Choice for Levels {
    const WHAT: &'static str = "levels";
    const ALL: &'static [Self] = &[Self::Symmetric, Self::Affine];

    fn name(&self) -> &'static str {
        match self {
            Self::Symmetric => "symmetric",
            Self::Affine => "affine",
        }
    }
}

impl Choice for Per {
    const WHAT: &'static str = "per";
    const ALL: &'static [Self] = &[Self::Tensor, Self::Row];

    fn name(&self) -> &'static str {
        match self {
            Self::Tensor => "tensor",
            Self::Row => "row",
        }
    }
}

/// The weights get the nearest of few levels.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Quantize {
    /// How.
    pub scheme: Scheme,
}

impl Default for Quantize {
    fn default() -> Self {
        Self {
            scheme: DEFAULT_SCHEME,
        }
    }
}

impl Operation for Quantize {
    fields!(scheme: SCHEME);

    fn needs(&self) -> Needs {
        Needs {
            images: self.scheme.activations.is_some(),
            ..Needs::NETWORK
        }
    }

    fn work(&self) -> Work<'_> {
        Work::Change(self)
    }
}

impl Changes for Quantize {
    fn change(&self, state: &mut State, train: Option<&Split>) -> Result<()> {
        state.encoding = Some(quantize(&mut state.model, &self.scheme, train)?);
        state.movement = None;
        Ok(())
    }

    fn is_instant(&self) -> bool {
        self.scheme.activations.is_none()
    }
}

impl Value for Scheme {
    fn check(&self, _: &Field) -> Result<()> {
        Self::check(self)
    }

    fn write(&self, _: &[String]) -> String {
        let mut parts = vec![
            self.bits.to_string(),
            self.levels.name().into(),
            self.per.name().into(),
        ];
        if let Some(calibration) = self.activations {
            parts.push(calibration.bits.to_string());
            parts.push(calibration.images.to_string());
            parts.extend(calibration.percentile.map(number_text));
        }
        parts.join(",")
    }

    fn read(&mut self, text: &str, _: &Field, _: &Place<'_>) -> std::result::Result<(), LinkError> {
        let parts: Vec<&str> = text.split(',').collect();
        let (bits, levels, per, range) = match parts[..] {
            [bits, levels, per] => (bits, levels, per, None),
            [bits, levels, per, of, images] => (bits, levels, per, Some((of, images, None))),
            [bits, levels, per, of, images, percentile] => {
                (bits, levels, per, Some((of, images, Some(percentile))))
            }
            _ => {
                return Err(LinkError::Op {
                    piece: quoted(&format!("quantize({text})")),
                });
            }
        };
        let whole = |text: &str, limit: Limit| Ok::<_, LinkError>(number(text, limit)? as u32);
        *self = Self {
            bits: whole(bits, BITS)?,
            levels: choice(levels)?,
            per: choice(per)?,
            activations: None,
        };
        if let Some((bits, images, percentile)) = range {
            self.activations = Some(Calibration {
                bits: whole(bits, BITS)?,
                images: whole(images, IMAGES)?,
                percentile: percentile
                    .map(|percentile| number(percentile, PERCENTILE))
                    .transpose()?,
            });
        }
        Ok(())
    }

    fn kind(&self) -> Kind {
        Kind::Scheme
    }
}
