//! The recipes of `lab/recipe.rs` for the page: descriptions in, lists of operations out. Nothing is computed here.

use super::wire::{Js, fault, from_js, to_js};
use crate::lab::recipe::{Iterative, Lottery, Trial};
use serde::Serialize;
use wasm_bindgen::prelude::*;

/// The operations of iterative pruning.
///
/// # Errors
/// `bad-experiment`, `out-of-range`, `method-mismatch`.
#[wasm_bindgen(js_name = iterativeOps)]
pub fn iterative_ops(spec: JsValue) -> Js<JsValue> {
    let spec: Iterative = from_js(spec)?;
    to_js(&spec.ops().map_err(fault)?)
}

#[derive(Serialize)]
struct Trials {
    /// Share of all weights that is kept after every round from 0 on.
    kept: Vec<f64>,
    trials: Vec<Trial>,
}

/// The networks of a lottery for one seed, and how much each round keeps.
///
/// # Errors
/// `bad-experiment`, `out-of-range`.
#[wasm_bindgen(js_name = lotteryTrials)]
pub fn lottery_trials(spec: JsValue) -> Js<JsValue> {
    let spec: Lottery = from_js(spec)?;
    let trials = spec.trials().map_err(fault)?;
    to_js(&Trials {
        kept: spec.kept(),
        trials,
    })
}
