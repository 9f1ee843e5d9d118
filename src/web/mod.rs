//! The only code that knows JavaScript. Two modules are made of it: the feature `engine` has the engine in the worker and
//! the charts on the page, `files` what reads and writes foreign files, which is fetched when one is opened or saved.

#[cfg(feature = "engine")]
pub mod answers;
#[cfg(feature = "engine")]
pub mod charts;
#[cfg(feature = "engine")]
pub mod data;
#[cfg(feature = "files")]
pub mod data_files;
#[cfg(feature = "engine")]
pub mod engine;
#[cfg(feature = "files")]
pub mod files;
#[cfg(feature = "files")]
pub mod formats;
#[cfg(feature = "engine")]
pub mod link;
#[cfg(feature = "engine")]
pub mod method;
#[cfg(feature = "engine")]
pub mod recipes;
pub mod wire;
