//! The engine in the worker: a [`Session`] as JavaScript sees it.
//!
//! Nothing here knows of time: `www/worker` calls the `step...` methods in slices as long as it likes between two
//! messages of the page. What a method does, and which errors it throws, stands at the session's.

use super::wire::{Js, fault, from_js, to_js};
use crate::Error;
use crate::lab::experiment::DatasetSpec;
use crate::lab::ops::Method;
use crate::lab::session::{Cut, Mlp, Removal, Session, grid, ratios};
use wasm_bindgen::prelude::*;

/// One engine; everything it holds is private to it.
#[wasm_bindgen]
#[derive(Default)]
pub struct Engine {
    session: Session,
}

impl Engine {
    /// What it holds.
    pub(super) fn session(&self) -> &Session {
        &self.session
    }

    /// The same, to be changed.
    pub(super) fn session_mut(&mut self) -> &mut Session {
        &mut self.session
    }
}

#[wasm_bindgen]
impl Engine {
    /// An engine without a data set.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new() -> Self {
        console_error_panic_hook::set_once();
        Self::default()
    }

    /// Begins to draw built-in digits; the number of images.
    ///
    /// # Errors
    /// `out-of-range`, `bad-experiment`.
    #[wasm_bindgen(js_name = beginDigits)]
    pub fn begin_digits(&mut self, spec: JsValue) -> Js<usize> {
        let DatasetSpec::Digits(config) = from_js(spec)? else {
            return Err(fault(Error::BadExperiment {
                reason: "built-in digits expected".into(),
            }));
        };
        self.session.begin_digits(config).map_err(fault)
    }

    /// Draws up to `max_images` more; how many are left.
    #[wasm_bindgen(js_name = stepDigits)]
    pub fn step_digits(&mut self, max_images: usize) -> usize {
        self.session.step_digits(max_images)
    }

    /// Puts the drawn digits into use.
    ///
    /// # Errors
    /// `no-dataset`.
    #[wasm_bindgen(js_name = finishDigits)]
    pub fn finish_digits(&mut self) -> Js<JsValue> {
        to_js(&self.session.finish_digits().map_err(fault)?)
    }

    /// Begins an operation on what run `parent` left, or on nothing.
    ///
    /// # Errors
    /// `out-of-range`, `misplaced-op`, `needs-checkpoint`, `no-such-node`, `no-dataset`, `bad-experiment`.
    pub fn start(&mut self, parent: Option<u32>, op: JsValue, again: bool) -> Js<JsValue> {
        to_js(
            &self
                .session
                .start(parent, from_js(op)?, again)
                .map_err(fault)?,
        )
    }

    /// Goes on with the run.
    ///
    /// # Errors
    /// `no-run`.
    pub fn step(&mut self, max_batches: u32) -> Js<JsValue> {
        to_js(&self.session.step(max_batches).map_err(fault)?)
    }

    /// Losses of the batches done since the last call.
    #[wasm_bindgen(js_name = takeLosses)]
    pub fn take_losses(&mut self) -> Vec<f32> {
        self.session.take_losses()
    }

    /// Exchanges of weights since the last call: `{ batch, layers }`.
    ///
    /// # Errors
    /// What serde-wasm-bindgen says.
    #[wasm_bindgen(js_name = takeExchanges)]
    pub fn take_exchanges(&mut self) -> Js<JsValue> {
        to_js(&self.session.take_exchanges())
    }

    /// Of a layer, the weights that the last exchange dropped, or grew.
    #[must_use]
    pub fn swapped(&self, layer: usize, grown: bool) -> Vec<u32> {
        self.session.swapped(layer, grown).to_vec()
    }

    /// Of a layer of the run, which weights are there by its mask: 1 a weight.
    #[must_use]
    pub fn present(&self, layer: usize) -> Vec<u8> {
        self.session.present(layer)
    }

    /// Ends the run where it stands; false if there is nothing to keep.
    pub fn stop(&mut self) -> bool {
        self.session.stop()
    }

    /// Puts the run, once its phase is done, into the tree.
    ///
    /// # Errors
    /// `no-run`.
    pub fn finish(&mut self) -> Js<JsValue> {
        to_js(&self.session.finish().map_err(fault)?)
    }

    /// A run in the list.
    ///
    /// # Errors
    /// `no-such-node`.
    pub fn node(&self, id: u32) -> Js<JsValue> {
        to_js(&self.session.node(id).map_err(fault)?)
    }

    /// Mean loss of every batch of a run.
    ///
    /// # Errors
    /// `no-such-node`.
    #[wasm_bindgen(js_name = nodeLosses)]
    pub fn node_losses(&self, id: u32) -> Js<Vec<f32>> {
        Ok(self.session.losses(id).map_err(fault)?.to_vec())
    }

    /// The network of a run, or without an id the one in the making, to copy its matrices from.
    ///
    /// # Errors
    /// `no-such-node`, `no-run`.
    pub fn network(&self, id: Option<u32>) -> Js<Network> {
        let model = match id {
            Some(id) => self.session.model(id),
            None => self.session.model_at_work().cloned(),
        };
        Ok(Network {
            model: model.map_err(fault)?,
        })
    }

    /// The network of a run as bytes for the module of files, pruned at `ratio` unless `method` is null; with the largest
    /// inputs of its layers on the calibration images if they are `measured`.
    ///
    /// # Errors
    /// `no-such-node`, `out-of-range`, `bad-experiment`, `method-mismatch`, `no-dataset`.
    #[wasm_bindgen(js_name = exportNetwork)]
    pub fn export_network(
        &self,
        id: u32,
        method: JsValue,
        ratio: f64,
        measured: bool,
    ) -> Js<Vec<u8>> {
        let prune = pruning(method, ratio)?;
        let handed = self.session.handed(id, prune, measured).map_err(fault)?;
        handed.encode().map_err(fault)
    }

    /// Training images that the ranges of INT8 are measured on.
    ///
    /// # Errors
    /// `no-dataset`.
    #[wasm_bindgen(js_name = calibrationImages)]
    pub fn calibration_images(&self) -> Js<usize> {
        self.session.calibration_images().map_err(fault)
    }

    /// All that decides what comes after a run, as bytes for another engine.
    ///
    /// # Errors
    /// `no-such-node`, `bad-state`.
    #[wasm_bindgen(js_name = exportState)]
    pub fn export_state(&self, id: u32) -> Js<Vec<u8>> {
        self.session.export_state(id).map_err(fault)
    }

    /// The first training on the way to a run, null if there was none.
    ///
    /// # Errors
    /// `no-such-node`.
    #[wasm_bindgen(js_name = firstTraining)]
    pub fn first_training(&self, id: u32) -> Js<JsValue> {
        to_js(&self.session.first_training(id).map_err(fault)?)
    }

    /// Takes over a run of another engine, whose last operation was `op` and whose first training was `first` (null: there
    /// was none); its number here.
    ///
    /// # Errors
    /// `bad-state`, `checkpoint-shape`, `no-dataset`, `bad-experiment`, `out-of-range`.
    #[wasm_bindgen(js_name = importState)]
    pub fn import_state(&mut self, op: JsValue, first: JsValue, bytes: &[u8]) -> Js<u32> {
        let first = if first.is_null() {
            None
        } else {
            Some(from_js(first)?)
        };
        self.session
            .import_state(from_js(op)?, first, bytes)
            .map_err(fault)
    }

    /// Notes that the operations `ops` made the run `id` that was taken over: where they are to make a teacher, it is it.
    ///
    /// # Errors
    /// `no-such-node`.
    #[wasm_bindgen(js_name = tellOps)]
    pub fn tell_ops(&mut self, id: u32, ops: JsValue) -> Js<()> {
        self.session.tell_ops(id, from_js(ops)?).map_err(fault)
    }

    /// Forgets all runs and what was being done; the data set stays.
    #[wasm_bindgen(js_name = forgetRuns)]
    pub fn forget_runs(&mut self) {
        self.session.forget_runs();
    }

    /// Ranks the weights or neurons of a run; its network.
    ///
    /// # Errors
    /// `no-such-node`, `bad-experiment`, `out-of-range`, `method-mismatch`.
    pub fn rank(&mut self, base: u32, method: JsValue) -> Js<Network> {
        self.session.rank(base, from_js(method)?).map_err(fault)?;
        self.network(Some(base))
    }

    /// As [`Engine::rank`], with the curve measured at these slider places instead of those of [`Engine::grid`].
    ///
    /// # Errors
    /// `no-such-node`, `bad-experiment`, `out-of-range`, `method-mismatch`.
    #[wasm_bindgen(js_name = rankAt)]
    pub fn rank_at(&mut self, base: u32, method: JsValue, places: Vec<u32>) -> Js<Network> {
        self.session
            .rank_at(base, from_js(method)?, places)
            .map_err(fault)?;
        self.network(Some(base))
    }

    /// Ranks the weights of one layer (from 0) of a run, while the others stay as they are; the run's network.
    ///
    /// # Errors
    /// `no-such-node`, `bad-experiment`, `out-of-range`, `method-mismatch`.
    #[wasm_bindgen(js_name = rankLayer)]
    pub fn rank_layer(&mut self, base: u32, method: JsValue, layer: usize) -> Js<Network> {
        self.session
            .rank_layer(base, from_js(method)?, layer)
            .map_err(fault)?;
        self.network(Some(base))
    }

    /// All slider places.
    #[must_use]
    pub fn ratios() -> Vec<f64> {
        ratios()
    }

    /// The slider places the curve is measured at.
    #[must_use]
    pub fn grid() -> Vec<u32> {
        grid()
    }

    /// In which order a layer's weights go, and how many at every slider place; nothing before [`Engine::rank`].
    #[must_use]
    pub fn cuts(&self, layer: usize) -> Option<Cuts> {
        let trajectory = self.session.trajectory()?;
        Some(Cuts {
            removal: trajectory.removal(layer),
            cuts: trajectory.cuts(layer),
        })
    }

    /// Scores of a layer's weights, or of its neurons; nothing before [`Engine::rank`].
    #[must_use]
    pub fn scores(&self, layer: usize) -> Option<Vec<f32>> {
        Some(self.session.trajectory()?.order().scores(layer))
    }

    /// Goes on measuring the curve for a few milliseconds; the points that were completed.
    ///
    /// # Errors
    /// What serde-wasm-bindgen says.
    #[wasm_bindgen(js_name = stepTrajectory)]
    pub fn step_trajectory(&mut self, near: u32) -> Js<JsValue> {
        to_js(&self.session.step_trajectory(near))
    }

    /// How much of the curve is still to be measured, in grid points.
    #[must_use]
    #[wasm_bindgen(js_name = trajectoryRemaining)]
    pub fn trajectory_remaining(&self) -> f64 {
        self.session.trajectory().map_or(0.0, |t| t.remaining())
    }

    /// Begins to measure the ranked network pruned at `ratio`.
    ///
    /// # Errors
    /// `out-of-range`, `no-run`.
    #[wasm_bindgen(js_name = beginProbe)]
    pub fn begin_probe(&mut self, ratio: f64) -> Js<()> {
        self.session.begin_probe(ratio).map_err(fault)
    }

    /// Goes on measuring it by about `max_images` images; true once it is through.
    #[wasm_bindgen(js_name = stepProbe)]
    pub fn step_probe(&mut self, max_images: usize) -> bool {
        self.session.step_probe(max_images)
    }

    /// What it is and scores, once it is through; null before.
    ///
    /// # Errors
    /// What serde-wasm-bindgen says.
    pub fn probed(&self) -> Js<JsValue> {
        to_js(&self.session.probed())
    }
}

/// How a network is pruned; not at all where `method` is null.
///
/// # Errors
/// `bad-experiment`.
pub(super) fn pruning(method: JsValue, ratio: f64) -> Js<Option<(Method, f64)>> {
    if method.is_null() {
        return Ok(None);
    }
    Ok(Some((from_js(method)?, ratio)))
}

/// A network's matrices, copied out layer by layer; inputs x outputs, without padding.
#[wasm_bindgen]
pub struct Network {
    model: Mlp,
}

#[wasm_bindgen]
impl Network {
    /// Widths from inputs to classes.
    #[must_use]
    pub fn sizes(&self) -> Vec<usize> {
        self.model.sizes()
    }

    /// Weights of a layer.
    #[must_use]
    pub fn weights(&self, layer: usize) -> Vec<f32> {
        self.model.layers()[layer]
            .weights()
            .iter()
            .copied()
            .collect()
    }

    /// Which weights of a layer are there: 1 = not zero, 0 = pruned and not regrown.
    #[must_use]
    pub fn mask(&self, layer: usize) -> Vec<u8> {
        self.model.layers()[layer]
            .weights()
            .iter()
            .map(|&w| u8::from(w != 0.0))
            .collect()
    }
}

/// What goes from one layer along the slider.
#[wasm_bindgen]
pub struct Cuts {
    removal: Removal,
    cuts: Vec<Cut>,
}

#[wasm_bindgen]
impl Cuts {
    /// Place of every weight, (inputs, outputs), in the order in which the layer's weights go.
    #[must_use]
    pub fn positions(&self) -> Vec<u32> {
        self.removal.positions.clone()
    }

    /// Highest score that goes, of every slider place.
    #[must_use]
    pub fn thresholds(&self) -> Vec<f32> {
        self.cuts.iter().map(|cut| cut.threshold).collect()
    }

    /// How many go, of every slider place: those whose position lies below it.
    #[must_use]
    pub fn removed(&self) -> Vec<u32> {
        self.removal.removed.clone()
    }
}
