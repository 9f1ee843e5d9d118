//! Experiments: a model is the fold of a list of operations.

pub mod deep;
pub mod formats;
pub mod handover;
pub mod op;
pub mod past;
pub mod plan;
pub mod reader;
pub mod recipe;
pub mod report;
pub mod run;
pub mod session;
pub mod teaching;
pub mod tree;
