//! Charts with axes, drawn with plotters on any of its backends: [`plot`] draws every one of them, [`histogram`] the
//! one whose bars the slider moves.
//!
//! Slices and small spec structs come in, a picture and a [`Frame`] (which pixel is which value) go
//! out. No engine module is imported here, and every text and colour comes in by spec. Sizes are CSS
//! pixels times [`Look::ratio`] (the screen's `devicePixelRatio`), so that charts are sharp on any screen.
//!
//! Of plotters we use backends, drawing areas, elements and coordinate translation, but not its mesh:
//! in a browser the mesh measures its labels by inserting a `<span style=...>` into the page, which a
//! strict Content-Security-Policy forbids and which costs a layout per label; and it strokes grid lines
//! between two pixels, which blurs them. [`frame`] lays out axes itself and fills whole pixels.

mod bounds;
mod clip;
pub mod dto;
pub mod error;
pub mod frame;
pub mod histogram;
mod labels;
pub mod plot;
mod plot_names;
pub mod plot_spec;
pub mod scale;
mod series;
mod sheet;
pub mod theme;
pub mod ticks;

pub use error::ChartError;
pub use frame::Frame;
pub use theme::{Look, Rgb, Theme};
