//! Weight sharing: the weights of every layer share 2^bits values ([`crate::compress::sharing`]).

use super::base::{Changes, Field, Kind, Needs, Operation, Place, Value, Work, field::fields};
use super::state::State;
use crate::Result;
use crate::compress::sharing::{self, CODE_BITS};
use crate::data::dataset::Split;
use crate::nn::mlp::MAX_LAYERS;
use crate::piece::LinkError;
use serde::{Deserialize, Serialize};

const BITS: Field = Field::number("bits", "bits of a code", CODE_BITS);

/// The weights of every layer share few values.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Share {
    /// Bits of every layer, 1 to 8.
    pub bits: Vec<u32>,
}

impl Default for Share {
    fn default() -> Self {
        Self { bits: vec![4, 4] }
    }
}

impl Operation for Share {
    fields!(bits: BITS);

    fn needs(&self) -> Needs {
        Needs::NETWORK
    }

    fn work(&self) -> Work<'_> {
        Work::Change(self)
    }
}

impl Changes for Share {
    fn change(&self, state: &mut State, _: Option<&Split>) -> Result<()> {
        state.encoding = Some(sharing::share(&mut state.model, &self.bits)?);
        state.movement = None;
        Ok(())
    }

    fn is_instant(&self) -> bool {
        false
    }
}

/// Bits of every layer.
impl Value for Vec<u32> {
    fn check(&self, _: &Field) -> Result<()> {
        sharing::check(self)
    }

    fn write(&self, _: &[String]) -> String {
        let bits: Vec<String> = self.iter().map(ToString::to_string).collect();
        bits.join(",")
    }

    fn read(
        &mut self,
        text: &str,
        field: &Field,
        place: &Place<'_>,
    ) -> std::result::Result<(), LinkError> {
        let bits: Vec<&str> = text.split(',').collect();
        if bits.len() > MAX_LAYERS {
            return Err(place.refused());
        }
        let bits = bits.into_iter().map(|bits| Ok(field.read(bits)? as u32));
        *self = bits.collect::<std::result::Result<_, LinkError>>()?;
        Ok(())
    }

    fn kind(&self) -> Kind {
        Kind::Numbers
    }
}
