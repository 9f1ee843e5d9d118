//! Experiments: a model is the fold of a list of operations.

pub mod deep;
pub mod experiment;
pub mod formats;
pub mod handover;
pub mod ops;
pub mod recipe;
pub mod record;
pub mod report;
pub mod run;
pub mod session;
pub mod tree;
