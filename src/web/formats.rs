//! A network in every format and by every kernel. The clock stays in JavaScript: a kernel runs the images it is
//! told to, and the worker looks at the time.

use super::wire::{Js, fault, to_js};
use crate::check::below;
use crate::data::dataset::{MAX_PIXELS, Split};
use crate::files::state::{HandedNetwork, bad};
use crate::lab::formats::{Formats as Lab, Kernel};
use wasm_bindgen::prelude::*;

/// The kernels' names in the order of their numbers are those of `www/protocol.js`.
fn kernel(number: usize) -> Js<Kernel> {
    below("number of a kernel", number, Kernel::ALL.len()).map_err(fault)?;
    Ok(Kernel::ALL[number])
}

/// Images of the engine's data set to run a network on. Call `free()` when done.
#[wasm_bindgen]
pub struct Images {
    split: Split,
}

#[wasm_bindgen]
impl Images {
    /// No images of `pixels` pixels yet.
    ///
    /// # Errors
    /// `bad-state` if no image has as many.
    #[wasm_bindgen(constructor)]
    pub fn new(pixels: usize) -> Js<Self> {
        if !(1..=MAX_PIXELS).contains(&pixels) {
            return Err(fault(bad(format!("images of {pixels} pixels"))));
        }
        let split = Split::new(pixels);
        Ok(Self { split })
    }

    /// Adds images as the engine gives them: their labels, then the pixels of one after another.
    pub fn push(&mut self, images: &[u8]) {
        let size = self.split.pixels();
        let (labels, pixels) = images.split_at(images.len() / (1 + size));
        for (&label, image) in labels.iter().zip(pixels.chunks_exact(size)) {
            self.split.push(image, label);
        }
    }
}

/// A network to be stored and run. Call `free()` when done.
#[wasm_bindgen]
pub struct Formats {
    lab: Lab,
}

#[wasm_bindgen]
impl Formats {
    /// Takes a network of the engine; with the largest inputs of its layers if it is to run in INT8.
    ///
    /// # Errors
    /// `bad-state`.
    #[wasm_bindgen(constructor)]
    pub fn new(network: &[u8]) -> Js<Self> {
        console_error_panic_hook::set_once();
        let network = HandedNetwork::decode(network).map_err(fault)?;
        let lab = Lab::new(network);
        Ok(Self { lab })
    }

    /// Checks that the network can be run on `images`.
    fn check(&self, Images { split }: &Images) -> Js<()> {
        let (here, there) = (self.lab.pixels(), split.pixels());
        if here == there {
            return Ok(());
        }
        let reason = format!("images of {there} pixels for a network of {here}");
        Err(fault(bad(reason)))
    }

    /// Share of the weights that are not zero, and that of the network without its dead neurons.
    #[must_use]
    pub fn densities(&self) -> Vec<f64> {
        vec![self.lab.density(), self.lab.shrunk_density()]
    }

    /// Share above which a bitmask is smaller than CSR.
    #[must_use]
    #[wasm_bindgen(js_name = bitmaskBeatsCsr)]
    pub fn bitmask_beats_csr() -> f64 {
        Lab::bitmask_beats_csr()
    }

    /// Writes format number `at`, reads it back and compares; null past the last.
    ///
    /// # Errors
    /// What serde-wasm-bindgen says.
    pub fn write(&self, at: usize) -> Js<JsValue> {
        to_js(&self.lab.write(at))
    }

    /// The bytes of format number `at`.
    #[must_use]
    pub fn file(&self, at: usize) -> Option<Vec<u8>> {
        self.lab.file(at)
    }

    /// Makes it ready to run by a kernel; null, or why it does not fit.
    ///
    /// # Errors
    /// `out-of-range`; `no-dataset` if INT8 does not have the largest inputs.
    pub fn prepare(&mut self, kind: usize) -> Js<JsValue> {
        to_js(&self.lab.prepare(kernel(kind)?).map_err(fault)?)
    }

    /// Runs images `from..to` by a kernel that is ready; how many it classifies correctly.
    ///
    /// # Errors
    /// `out-of-range`, `bad-state`.
    pub fn run(&mut self, images: &Images, kind: usize, from: usize, to: usize) -> Js<Option<u32>> {
        self.check(images)?;
        Ok(self.lab.run(kernel(kind)?, &images.split, from, to))
    }

    /// Compares a kernel's answers with the dense one's on all images.
    ///
    /// # Errors
    /// `out-of-range`, `bad-state`.
    pub fn compare(&mut self, images: &Images, kind: usize) -> Js<JsValue> {
        self.check(images)?;
        to_js(&self.lab.compare(kernel(kind)?, &images.split))
    }
}
