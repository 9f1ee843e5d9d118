//! Prunelab trains, prunes and fine-tunes multilayer perceptrons, natively and in a browser.
//!
//! A model is the fold of a list of operations ([`lab::ops::Op`]): the same data set, seed and list give
//! the same bits on every machine of the same build. See `ARCHITECTURE.md` for the map.
#![deny(missing_docs)]
// A new variant of an enum must be met by the compiler wherever the enum is matched.
#![deny(clippy::wildcard_enum_match_arm)]
#![deny(clippy::match_wildcard_for_single_variants)]

pub mod chart;
pub mod check;
pub mod checksum;
pub mod choice;
pub mod compress;
pub mod data;
pub mod error;
pub mod files;
pub mod lab;
pub mod nn;
pub mod piece;
pub mod prune;
#[cfg(target_arch = "wasm32")]
pub mod web;

pub use error::{Error, Result};
