//! A network on its way between the engine and what reads and writes files.

use super::frame::{bad, finite, pack, unpack};
use super::network::NetworkParts;
use crate::Result;
use crate::nn::mlp::Mlp;
use serde::{Deserialize, Serialize};

/// A network, with what training images say of it where that is asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct HandedNetwork {
    /// The network.
    pub model: Mlp,
    /// Of every layer the largest input on calibration images
    /// ([`largest_inputs`](crate::compress::inference::largest_inputs)).
    pub largest: Option<Vec<f32>>,
}

#[derive(Serialize, Deserialize)]
struct Parts {
    network: NetworkParts,
    largest: Option<Vec<f32>>,
}

impl HandedNetwork {
    /// Returns it as bytes.
    ///
    /// # Errors
    /// [`Error::BadState`](crate::Error::BadState).
    pub fn encode(&self) -> Result<Vec<u8>> {
        pack(&Parts {
            network: NetworkParts::from(&self.model),
            largest: self.largest.clone(),
        })
    }

    /// Reads bytes.
    ///
    /// # Errors
    /// [`Error::BadState`](crate::Error::BadState) with what is wrong with them.
    pub fn decode(bytes: &[u8]) -> Result<Self> {
        let Parts { network, largest } = unpack(bytes)?;
        let model = Mlp::try_from(network)?;
        if let Some(largest) = &largest {
            finite(largest)?;
            if largest.len() != model.layers().len() {
                return Err(bad("it has inputs of another network's layers"));
            }
        }
        Ok(Self { model, largest })
    }
}
