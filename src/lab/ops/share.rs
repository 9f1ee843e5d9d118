//! Weight sharing: the weights of every layer share 2^bits values ([`crate::compress::sharing`]).

use super::base::{Changes, Field, Needs, Operation, Value, Work, field::fields};
use super::state::State;
use crate::Result;
use crate::check::Limit;
use crate::compress::sharing::{self, MAX_BITS};
use crate::data::dataset::Split;
use serde::{Deserialize, Serialize};

const BITS: Field = Field::number("bits", "bits of a code", Limit::whole(1, MAX_BITS as u64));

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
}
