//! What crosses the boundary: small objects through serde.

use crate::Error;
use crate::lab::report::Fault;
use serde::de::{DeserializeOwned, Deserializer, Visitor};
use serde::{Serialize, forward_to_deserialize_any};
use wasm_bindgen::{JsCast, JsError, JsValue};

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

/// Takes a small object. What is not known in it is refused, as far down as its types deny unknown fields and are
/// read within a tagged enum; a plain struct is watched at the top only.
///
/// # Errors
/// `bad-experiment` with what serde says.
pub fn from_js<T: DeserializeOwned>(value: JsValue) -> Js<T> {
    T::deserialize(Whole(value.into())).map_err(|error| {
        let error = JsValue::from(error);
        let reason = match error.dyn_ref::<js_sys::Error>() {
            Some(error) => error.message().into(),
            None => format!("{error:?}"),
        };
        fault(Error::BadExperiment { reason })
    })
}

/// Reads an object with all its fields. serde-wasm-bindgen alone asks for those that a struct has and overlooks
/// the others.
struct Whole(serde_wasm_bindgen::Deserializer);

impl<'de> Deserializer<'de> for Whole {
    type Error = serde_wasm_bindgen::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        self.0.deserialize_any(visitor)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit
        unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}
