//! Data sets: what they are, how they are read from IDX and foreign files, and the built-in handwriting.

pub mod dataset;
pub mod digits;
#[cfg(feature = "files")]
pub mod foreign;
mod glyphs;
#[cfg(feature = "files")]
pub mod gzip;
mod hand;
pub mod idx;
pub mod idx_file;
mod path;
mod raster;
pub mod role;
pub mod shuffled;
pub mod strokes;
