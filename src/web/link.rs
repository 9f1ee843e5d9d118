//! Links for the page's instance of the module.

use super::wire::{Js, from_js, to_js};
use crate::lab::link::Link;
use wasm_bindgen::prelude::*;

/// Reads a link, with or without the leading `#`; null when it says nothing.
///
/// # Errors
/// `{ code, params }`, those of [`LinkError`](crate::piece::LinkError).
#[wasm_bindgen(js_name = parseLink)]
pub fn parse_link(hash: &str) -> Js<JsValue> {
    match Link::parse(hash) {
        Ok(link) => to_js(&link),
        Err(error) => Err(to_js(&error)?),
    }
}

/// Writes a link, without the leading `#`: the data set, what is done, how the slider prunes and where it stands, and
/// whether it prunes what the last operation left.
///
/// # Errors
/// `bad-experiment`.
#[wasm_bindgen(js_name = writeLink)]
pub fn write_link(
    dataset: JsValue,
    ops: Vec<JsValue>,
    method: JsValue,
    ratio: f64,
    pinned: bool,
) -> Js<String> {
    let ops = ops.into_iter().map(from_js).collect::<Js<_>>()?;
    let link = Link {
        dataset: from_js(dataset)?,
        ops,
        method: from_js(method)?,
        ratio,
        pinned,
    };
    Ok(link.to_string())
}
