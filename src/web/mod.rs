//! The only code that knows JavaScript: the engine in the worker, the charts on the page.

pub mod answers;
pub mod charts;
pub mod engine;
pub mod formats;
pub mod link;
pub mod method;
pub mod recipes;
pub mod wire;
