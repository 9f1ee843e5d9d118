//! Foreign data files for the engine, which reads plain IDX: a part of the module of foreign files.

use super::wire::{Js, fault, to_js};
use crate::data::foreign::Collector;
use crate::data::foreign::stream::Stream;
use wasm_bindgen::prelude::*;

/// Reads data files of any kind and gives their images and labels as IDX files, piece by piece. Call `free()` when done.
#[wasm_bindgen]
#[derive(Default)]
pub struct DataReader {
    collector: Collector,
    streams: Vec<Stream>,
}

#[wasm_bindgen]
impl DataReader {
    /// No files yet.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new() -> Self {
        console_error_panic_hook::set_once();
        Self::default()
    }

    /// Reads a whole file; of one in a folder `name` is its path.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn add(&mut self, name: &str, bytes: Vec<u8>) -> Js<()> {
        self.collector.add(name, bytes).map_err(fault)
    }

    /// Ends reading; what is to be said of it, a list of `{ code, params }`.
    ///
    /// # Errors
    /// Pictures that do not belong together.
    pub fn finish(&mut self) -> Js<JsValue> {
        let collector = std::mem::take(&mut self.collector);
        let collected = collector.finish().map_err(fault)?;
        self.streams = collected.files.into_iter().map(Stream::new).collect();
        self.streams.reverse();
        to_js(&collected.remarks)
    }

    /// Returns the name of the IDX file that comes next; nothing after the last.
    #[must_use]
    pub fn name(&self) -> Option<String> {
        self.streams.last().map(|stream| stream.name().into())
    }

    /// Returns the bytes of it that come next; none at its end, and then the next file is at hand.
    pub fn piece(&mut self) -> Vec<u8> {
        let piece = self.streams.last_mut().map_or_else(Vec::new, Stream::piece);
        if piece.is_empty() {
            self.streams.pop();
        }
        piece
    }
}
