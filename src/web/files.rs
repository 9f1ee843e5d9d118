//! What reads and writes foreign files: a module of its own, which is fetched when somebody opens or saves one. Networks
//! go from and to the engine as the bytes of a [`HandedNetwork`].

use super::wire::{Js, fault};
use crate::Error;
use crate::files::network::{self, FileKind};
use crate::files::state::HandedNetwork;
use crate::files::torch;
use crate::lab::ops::import;
use serde::Deserialize;
use serde::de::IntoDeserializer;
use wasm_bindgen::prelude::*;

/// Returns the digest by which an import operation names a network file.
#[wasm_bindgen]
#[must_use]
pub fn digest(bytes: &[u8]) -> String {
    import::digest(bytes)
}

/// Reads a network file of any kind.
///
/// # Errors
/// `checkpoint...`, `stored-network`, `onnx...`.
#[wasm_bindgen(js_name = readNetwork)]
pub fn read_network(name: &str, bytes: &[u8]) -> Js<Vec<u8>> {
    console_error_panic_hook::set_once();
    let model = network::read(name, bytes).map_err(fault)?;
    let handed = HandedNetwork {
        model,
        largest: None,
    };
    handed.encode().map_err(fault)
}

/// Writes a network as a file of a kind (`FileKind` of the protocol).
///
/// # Errors
/// `bad-experiment` if there is no such kind; `no-dataset` if it needs the largest inputs, which were not measured;
/// `bad-state`.
#[wasm_bindgen(js_name = writeNetwork)]
pub fn write_network(kind: &str, network: &[u8]) -> Js<Vec<u8>> {
    console_error_panic_hook::set_once();
    let kind = FileKind::deserialize(kind.into_deserializer());
    let kind = kind.map_err(|error: serde::de::value::Error| {
        let reason = error.to_string();
        fault(Error::BadExperiment { reason })
    })?;
    let HandedNetwork { model, largest } = HandedNetwork::decode(network).map_err(fault)?;
    network::write(kind, &model, largest.as_deref()).map_err(fault)
}

/// Writes a network as PyTorch's own pruning keeps it: `weight_orig` and `weight_mask`.
///
/// # Errors
/// `bad-state`, `checkpoint`.
#[wasm_bindgen(js_name = writeTorch)]
pub fn write_torch(network: &[u8]) -> Js<Vec<u8>> {
    console_error_panic_hook::set_once();
    let HandedNetwork { model, .. } = HandedNetwork::decode(network).map_err(fault)?;
    torch::write(&model).map_err(fault)
}
