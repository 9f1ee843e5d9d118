//! A run's network in every format and by every kernel. The clock stays in JavaScript: a kernel runs the images it is
//! told to, and the worker looks at the time.

use super::engine::{Engine, pruning};
use super::wire::{Js, fault, to_js};
use crate::check::below;
use crate::lab::formats::{Formats as Lab, Kernel};
use wasm_bindgen::prelude::*;

/// The kernels' names in the order of their numbers are those of `www/protocol.js`.
fn kernel(number: usize) -> Js<Kernel> {
    below("number of a kernel", number, Kernel::ALL.len()).map_err(fault)?;
    Ok(Kernel::ALL[number])
}

/// A network to be stored and run. Call `free()` when done.
#[wasm_bindgen]
pub struct Formats {
    lab: Lab,
}

#[wasm_bindgen]
impl Formats {
    /// The network of run `id`, pruned at `ratio` unless `method` is null.
    ///
    /// # Errors
    /// `no-such-node`, `out-of-range`, `bad-experiment`, `method-mismatch`.
    #[wasm_bindgen(constructor)]
    pub fn new(engine: &Engine, id: u32, method: JsValue, ratio: f64) -> Js<Self> {
        let prune = pruning(method, ratio)?;
        let lab = engine.session().formats(id, prune).map_err(fault)?;
        Ok(Self { lab })
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

    /// Makes it ready to run by a kernel; null, or why it cannot.
    ///
    /// # Errors
    /// `no-dataset`, `bad-experiment`.
    pub fn prepare(&mut self, engine: &Engine, kind: usize) -> Js<JsValue> {
        let data = engine.session().data().map_err(fault)?;
        to_js(&self.lab.prepare(kernel(kind)?, data))
    }

    /// Runs test images `from..to` by a kernel that is ready; how many it reads correctly.
    ///
    /// # Errors
    /// `no-dataset`, `bad-experiment`.
    pub fn run(&mut self, engine: &Engine, kind: usize, from: usize, to: usize) -> Js<Option<u32>> {
        let data = engine.session().data().map_err(fault)?;
        Ok(self.lab.run(kernel(kind)?, data, from, to))
    }

    /// Compares a kernel's answers with the dense one's on all test images.
    ///
    /// # Errors
    /// `no-dataset`, `bad-experiment`.
    pub fn compare(&mut self, engine: &Engine, kind: usize) -> Js<JsValue> {
        let data = engine.session().data().map_err(fault)?;
        to_js(&self.lab.compare(kernel(kind)?, data))
    }
}
