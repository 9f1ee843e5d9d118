//! Methods for the page's instance of the module: changed by a person, and as text.

use super::wire::{Js, from_js, to_js};
use crate::choice::Choice;
use crate::lab::ops::fit::{Facts, fit};
use crate::lab::ops::{Method, Score};
use wasm_bindgen::prelude::*;

/// Replaces what does not go together in a method that a person wants; `before` is the score there was: see [`fit`].
///
/// # Errors
/// `bad-experiment`.
#[wasm_bindgen(js_name = fitMethod)]
pub fn fit_method(
    wanted: JsValue,
    before: &str,
    sizes: Vec<usize>,
    images: u32,
    movement: bool,
    ratio: f64,
) -> Js<JsValue> {
    let wanted: Method = from_js(wanted)?;
    let before = Score::from_name(before).unwrap_or(wanted.score);
    let facts = Facts {
        sizes,
        images,
        movement,
        ratio,
    };
    to_js(&fit(wanted, before, &facts))
}

/// Writes a method as it stands in links: two that do the same are written alike.
///
/// # Errors
/// `bad-experiment`.
#[wasm_bindgen(js_name = methodText)]
pub fn method_text(method: JsValue) -> Js<String> {
    Ok(from_js::<Method>(method)?.to_string())
}
