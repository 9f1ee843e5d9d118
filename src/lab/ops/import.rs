//! A network from a file.

use super::base::{Field, Makes, Needs, NetworkFile, Operation, Work, field::fields};
use super::init::SEED;
use super::state::State;
use crate::checksum::Checksum;
use crate::data::dataset::Dataset;
use crate::nn::init;
use crate::nn::mlp::Mlp;
use crate::{Error, Result};
use serde::{Deserialize, Serialize};

const NAME: Field = Field::other("name", "name of a file");
const DIGEST: Field = Field::other("digest", "digest of a file");

/// A network from a file; what it rounds its inputs to is the file's.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Import {
    /// The file's name.
    pub name: String,
    /// [`digest`] of its bytes.
    pub digest: String,
    /// Seed of all randomness that follows.
    pub seed: u64,
}

impl Default for Import {
    fn default() -> Self {
        Self {
            name: "network.safetensors".into(),
            digest: digest(&[]),
            seed: 42,
        }
    }
}

impl Operation for Import {
    fields!(name: NAME, digest: DIGEST, seed: SEED);

    fn needs(&self) -> Needs {
        Needs::default()
    }

    fn work(&self) -> Work<'_> {
        Work::Make(self)
    }
}

impl Makes for Import {
    fn file(&self) -> Option<NetworkFile<'_>> {
        Some(NetworkFile {
            name: &self.name,
            digest: &self.digest,
        })
    }

    fn make(&self, _: &Dataset, imported: Option<Mlp>) -> Result<State> {
        let needs = || Error::NeedsCheckpoint {
            name: self.name.clone(),
            digest: self.digest.clone(),
        };
        let model = imported.ok_or_else(needs)?;
        Ok(State::new(model, init::rng(self.seed)))
    }
}

/// Returns the digest by which an imported network file is known: CRC-32 of its bytes, in hexadecimal. It tells files
/// apart; it protects against nothing.
#[must_use]
pub fn digest(bytes: &[u8]) -> String {
    let mut sum = Checksum::default();
    sum.update(bytes);
    sum.hex()
}
