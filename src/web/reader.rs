//! What a second worker reads images with, as JavaScript sees it.

use super::wire::{Js, fault};
use crate::lab::reader;
use wasm_bindgen::prelude::*;

/// Half of the test images, read for another engine ([`crate::lab::reader`]).
#[wasm_bindgen]
pub struct Reader {
    reader: reader::Reader,
}

#[wasm_bindgen]
impl Reader {
    /// A reader without images of `pixels` pixels.
    ///
    /// # Errors
    /// `out-of-range`.
    #[wasm_bindgen(constructor)]
    pub fn new(pixels: usize) -> Js<Self> {
        console_error_panic_hook::set_once();
        let reader = reader::Reader::new(pixels).map_err(fault)?;
        Ok(Self { reader })
    }

    /// Adds images with their labels.
    ///
    /// # Errors
    /// `bad-state`.
    pub fn add(&mut self, pixels: &[u8], labels: &[u8]) -> Js<()> {
        self.reader.add(pixels, labels).map_err(fault)
    }

    /// What a network reads in them.
    ///
    /// # Errors
    /// `bad-state`.
    pub fn read(&self, sizes: &[usize], parameters: &[f32]) -> Js<Readings> {
        let readings = self.reader.read(sizes, parameters).map_err(fault)?;
        let reader::Readings { classes, losses } = readings;
        Ok(Readings { classes, losses })
    }
}

/// What was read, an entry an image.
#[wasm_bindgen(getter_with_clone)]
pub struct Readings {
    /// Classes.
    pub classes: Vec<u8>,
    /// Losses.
    pub losses: Vec<f32>,
}

/// The second half of the test images.
#[wasm_bindgen(getter_with_clone)]
pub struct Half {
    /// Image by image, row by row.
    pub pixels: Vec<u8>,
    /// One an image.
    pub labels: Vec<u8>,
}

/// A network that is to be read with.
#[wasm_bindgen(getter_with_clone)]
pub struct Share {
    /// Widths from inputs to classes.
    pub sizes: Vec<usize>,
    /// As [`Reader::read`] takes them.
    pub parameters: Vec<f32>,
}
