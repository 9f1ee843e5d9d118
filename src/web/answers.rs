//! What the engine tells of single images: what networks answer to them, what neurons answer most to, how they look.

use super::engine::{Engine, pruning};
use super::wire::{Js, fault};
use crate::lab::session::{Answer, Subject};
use js_sys::Float32Array;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
impl Engine {
    /// What the network of a run (pruned at `ratio` unless `method` is null) or, without an id, that in the making answers
    /// to test image `index` or, without one, to `pixels`: what every layer sees, the logits, and the probabilities.
    ///
    /// # Errors
    /// `no-such-node`, `no-run`, `no-dataset`, `out-of-range`, `bad-experiment`, `method-mismatch`.
    pub fn answer(
        &mut self,
        id: Option<u32>,
        method: JsValue,
        ratio: f64,
        index: Option<usize>,
        pixels: Vec<u8>,
    ) -> Js<Vec<Float32Array>> {
        let prune = pruning(method, ratio)?;
        let place = id.map(|id| (id, prune));
        let Answer {
            layers,
            probabilities,
        } = self
            .session_mut()
            .answer(place, &subject(index, pixels))
            .map_err(fault)?;
        let all = layers.iter().chain([&probabilities]);
        Ok(all.map(|one| Float32Array::from(&one[..])).collect())
    }

    /// Probabilities of test image `index` or, without one, of `pixels` at every grid point of the ranked network,
    /// `[point * classes + class]`; `near` is the slider place around which the curve begins.
    ///
    /// # Errors
    /// `no-run`, `no-dataset`, `out-of-range`.
    pub fn fate(&mut self, near: u32, index: Option<usize>, pixels: Vec<u8>) -> Js<Vec<f32>> {
        let subject = subject(index, pixels);
        self.session_mut().fate(near, &subject).map_err(fault)
    }

    /// Begins to find the class that the ranked network's base gives to every test image, unless that is known.
    ///
    /// # Errors
    /// `no-run`, `no-such-node`.
    #[wasm_bindgen(js_name = beginDense)]
    pub fn begin_dense(&mut self) -> Js<()> {
        self.session_mut().begin_dense().map_err(fault)
    }

    /// Classes of all test images: at every grid point, `[point * images + image]`, and then of the base; 255 where they
    /// were not measured yet.
    ///
    /// # Errors
    /// `no-run`, `no-dataset`.
    pub fn predictions(&self) -> Js<Vec<u8>> {
        self.session().predictions().map_err(fault)
    }

    /// Begins to look for the test images that neuron `neuron` of hidden layer `layer` of a run answers most to; pruned at
    /// `ratio` unless `method` is null.
    ///
    /// # Errors
    /// `no-such-node`, `no-dataset`, `out-of-range`, `bad-experiment`, `method-mismatch`.
    #[wasm_bindgen(js_name = beginStrongest)]
    pub fn begin_strongest(
        &mut self,
        id: u32,
        method: JsValue,
        ratio: f64,
        layer: usize,
        neuron: usize,
    ) -> Js<()> {
        let place = (id, pruning(method, ratio)?);
        let begun = self.session_mut().begin_strongest(place, layer, neuron);
        begun.map_err(fault)
    }

    /// Goes on with what was begun last by about `max_images` images; true once it is through.
    #[wasm_bindgen(js_name = stepSurvey)]
    pub fn step_survey(&mut self, max_images: usize) -> bool {
        self.session_mut().step_survey(max_images)
    }

    /// The images that the neuron answers most to, at most nine, each followed by the neuron's activation.
    #[must_use]
    pub fn strongest(&self) -> Vec<f32> {
        let mut pairs = Vec::new();
        for (image, activation) in self.session().strongest() {
            // There are fewer than 2^24 images.
            pairs.extend([image as f32, activation]);
        }
        pairs
    }

    /// Images of the data set: their labels, then the pixels of one after another, row by row.
    ///
    /// # Errors
    /// `no-dataset`, `out-of-range`.
    pub fn images(&self, test: bool, indices: Vec<usize>) -> Js<Vec<u8>> {
        let (mut labels, pixels) = self.session().images(test, &indices).map_err(fault)?;
        labels.extend(pixels);
        Ok(labels)
    }

    /// Strokes, x, y, ... from 0 to 1 each, as grey levels of an image of the data set's size, row by row.
    ///
    /// # Errors
    /// `no-dataset`, `out-of-range`, `bad-experiment`.
    pub fn rasterize(&self, strokes: Vec<Float32Array>) -> Js<Vec<u8>> {
        let strokes: Vec<Vec<f32>> = strokes.iter().map(Float32Array::to_vec).collect();
        self.session().rasterize(&strokes).map_err(fault)
    }
}

fn subject(index: Option<usize>, pixels: Vec<u8>) -> Subject {
    index.map_or(Subject::Pixels(pixels), Subject::Test)
}
