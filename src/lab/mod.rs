//! Experiments: a model is the fold of a list of operations.

pub mod describe;
pub mod experiment;
pub mod formats;
pub mod handover;
pub mod link;
pub mod ops;
pub mod recipes;
pub mod record;
pub mod report;
pub mod run;
pub mod session;
pub mod tree;
