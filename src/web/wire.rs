//! What crosses the boundary: small objects through serde.

use crate::Error;
use crate::lab::report::Fault;
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::{JsError, JsValue};

/// A result as JavaScript gets it: a value, or a thrown `{ code, params, message }`.
pub type Js<T> = Result<T, JsValue>;

/// Turns an error into what JavaScript catches.
#[must_use]
pub fn fault(error: Error) -> JsValue {
    to_js(&Fault::from(error)).unwrap_or_else(|failed| failed)
}

/// Sends a small object. Maps become plain objects; numbers stay numbers.
///
/// # Errors
/// What serde-wasm-bindgen says.
pub fn to_js<T: Serialize>(value: &T) -> Js<JsValue> {
    let serializer = serde_wasm_bindgen::Serializer::json_compatible();
    value
        .serialize(&serializer)
        .map_err(|e| JsError::new(&e.to_string()).into())
}

/// Takes a small object. It goes through a JSON value, since serde-wasm-bindgen alone overlooks unknown fields.
///
/// # Errors
/// `bad-experiment` with what serde says.
pub fn from_js<T: DeserializeOwned>(value: JsValue) -> Js<T> {
    let bad = |reason: String| fault(Error::BadExperiment { reason });
    let value: serde_json::Value =
        serde_wasm_bindgen::from_value(value).map_err(|e| bad(e.to_string()))?;
    serde_json::from_value(value).map_err(|e| bad(e.to_string()))
}
