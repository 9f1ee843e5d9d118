//! Data sets: what they are, how they are read from IDX files, and the built-in handwriting.

pub mod dataset;
pub mod digits;
mod glyphs;
pub mod gzip;
mod hand;
pub mod idx;
pub mod idx_file;
mod path;
mod raster;
pub mod strokes;
