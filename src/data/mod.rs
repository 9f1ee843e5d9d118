//! Data sets: what they are, how they are read from IDX and foreign files, and the built-in handwriting.

pub mod dataset;
pub mod digits;
pub mod foreign;
mod glyphs;
pub mod gzip;
mod hand;
pub mod idx;
pub mod idx_file;
mod path;
mod raster;
pub mod role;
pub mod shuffled;
pub mod strokes;
