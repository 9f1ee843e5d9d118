//! The whole experiment in the link:
//!
//! ```text
//! data=digits,12000,2000,1&ops=init(256;42)~train(adam,0.001;64;10)&prune=magnitude,layer,exact&at=0.8&base=here
//! ```
//!
//! How operations are written stands in [`super::ops::list`], how a method is in `prune/method_text.rs`. Everything read
//! is checked; what does not fit is a [`LinkError`] that names the offending piece. Writing and reading undo each other
//! exactly.

use super::experiment::DatasetSpec;
use super::ops::base::name::{escaped, read_name};
use super::ops::{Method, Op, list};
use crate::check::{RATIO, SEED};
use crate::data::digits::{DigitsConfig, TEST_LIMIT, TRAIN_LIMIT};
use crate::piece::{LinkError, number, number_text, quoted};
use serde::{Deserialize, Serialize};
use std::fmt;

/// The longest link that is read, in UTF-16 code units.
pub const MAX_LENGTH: usize = 20_000;

/// The parts a link may have.
const PARTS: [&str; 5] = ["data", "ops", "prune", "at", "base"];
/// What `base` says where the last operation is what the slider prunes.
const HERE: &str = "here";

/// What a link says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Link {
    /// Where the images come from.
    pub dataset: DatasetSpec,
    /// What is done, first to last; nothing, or the first makes a network.
    pub ops: Vec<Op>,
    /// How the slider prunes.
    pub method: Method,
    /// Where the slider stands, 0 to 1.
    pub ratio: f64,
    /// Whether the slider prunes what the last operation left, rather than what it began with.
    pub pinned: bool,
}

impl fmt::Display for Link {
    /// Writes the link, without the leading `#`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("data=")?;
        match &self.dataset {
            DatasetSpec::Digits(DigitsConfig { train, test, seed }) => {
                write!(f, "digits,{train},{test},{seed}")?;
            }
            DatasetSpec::Files { name, digest } => {
                write!(f, "files,{},{}", escaped(name), escaped(digest))?;
            }
        }
        if !self.ops.is_empty() {
            write!(f, "&ops={}", list::write(&self.ops).join("~"))?;
        }
        write!(f, "&prune={}&at={}", self.method, number_text(self.ratio))?;
        if self.pinned {
            write!(f, "&base={HERE}")?;
        }
        Ok(())
    }
}

impl Link {
    /// Reads a link, with or without the leading `#`; `None` when it says nothing.
    ///
    /// # Errors
    /// [`LinkError`] names the first piece that is wrong.
    pub fn parse(hash: &str) -> Result<Option<Self>, LinkError> {
        let text = hash.strip_prefix('#').unwrap_or(hash);
        if text.is_empty() {
            return Ok(None);
        }
        if text.len() > MAX_LENGTH && text.encode_utf16().count() > MAX_LENGTH {
            return Err(LinkError::Long {
                piece: quoted(text),
                max: MAX_LENGTH,
            });
        }
        let [data, ops, method, ratio, base] = parts(text)?;
        let data = data.ok_or_else(|| LinkError::Missing {
            piece: "data=".into(),
        })?;
        let pinned = match base {
            None => false,
            Some(HERE) => true,
            Some(other) => {
                return Err(LinkError::Part {
                    piece: quoted(&format!("base={other}")),
                });
            }
        };
        Ok(Some(Self {
            dataset: dataset(data)?,
            ops: list::read(ops.unwrap_or_default(), 0)?,
            method: method.map_or_else(|| Ok(Method::default()), str::parse)?,
            ratio: ratio.map_or(Ok(0.0), |at| number(at, RATIO))?,
            pinned,
        }))
    }
}

/// Returns the values of [`PARTS`] that are there.
fn parts(text: &str) -> Result<[Option<&str>; PARTS.len()], LinkError> {
    let mut values = [None; PARTS.len()];
    for part in text.split('&') {
        let known = part.split_once('=').and_then(|(key, value)| {
            let at = PARTS.iter().position(|&name| name == key)?;
            Some((key, value, &mut values[at]))
        });
        let (key, value, found) = known.ok_or_else(|| LinkError::Part {
            piece: quoted(part),
        })?;
        if found.replace(value).is_some() {
            return Err(LinkError::Twice {
                piece: [key, "="].concat(),
            });
        }
    }
    Ok(values)
}

fn dataset(piece: &str) -> Result<DatasetSpec, LinkError> {
    let fields: Vec<&str> = piece.split(',').collect();
    match fields[..] {
        ["digits", train, test, seed] => Ok(DatasetSpec::Digits(DigitsConfig {
            train: number(train, TRAIN_LIMIT)? as usize,
            test: number(test, TEST_LIMIT)? as usize,
            seed: number(seed, SEED)? as u64,
        })),
        ["files", name, digest] => Ok(DatasetSpec::Files {
            name: read_name(name)?,
            digest: read_name(digest)?,
        }),
        _ => Err(LinkError::Data {
            piece: quoted(piece),
        }),
    }
}
