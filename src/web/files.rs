//! What reads and writes foreign files: a module of its own, which is fetched when somebody opens or saves one. Networks
//! go from and to the engine as the bytes of a [`HandedNetwork`].

use super::wire::{Js, fault, to_js};
use crate::Error;
use crate::choice::Choice;
use crate::files::network::{self, FileKind};
use crate::files::pixels::PixelScale;
use crate::files::state::HandedNetwork;
use crate::files::torch;
use crate::lab::ops::import;
use serde::Deserialize;
use serde::de::IntoDeserializer;
use wasm_bindgen::prelude::*;

/// Reads a network file of any kind, with what lies in other files that were chosen together with it. Call `free()` when
/// done.
#[wasm_bindgen]
#[derive(Default)]
pub struct NetworkReader {
    beside: Vec<(String, Vec<u8>)>,
    opened: Option<network::Opened>,
    digest: String,
}

#[wasm_bindgen]
impl NetworkReader {
    /// Begins without other files.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new() -> Self {
        console_error_panic_hook::set_once();
        Self::default()
    }

    /// Adds a file that was chosen together with the network.
    pub fn add(&mut self, name: &str, bytes: Vec<u8>) {
        self.beside.push((name.into(), bytes));
    }

    /// Reads the network, which `take` then gives.
    ///
    /// # Errors
    /// `stored-network` and the codes of `files/refusal.rs`.
    pub fn read(&mut self, name: &str, bytes: &[u8]) -> Js<()> {
        let beside = self.beside.iter();
        let beside: Vec<(&str, &[u8])> = beside.map(|(name, bytes)| (&**name, &**bytes)).collect();
        let opened = network::open(name, bytes, &beside).map_err(fault)?;
        let mut all = bytes.to_vec();
        for (name, bytes) in &beside {
            if opened.needed.iter().any(|needed| needed == name) {
                all.extend_from_slice(bytes);
            }
        }
        self.digest = import::digest(&all);
        self.opened = Some(opened);
        Ok(())
    }

    /// Returns the scales of pixels that a network may have been trained on, by name; the images' own is the first.
    #[must_use]
    pub fn scales() -> Vec<String> {
        let names = PixelScale::ALL.iter().map(Choice::name);
        names.map(str::to_owned).collect()
    }

    /// Returns the network that was read, with this scale of pixels folded into its first layer; nothing where it cannot be.
    ///
    /// # Errors
    /// `bad-state`.
    pub fn take(&self, scale: &str) -> Js<Option<Vec<u8>>> {
        let scale = PixelScale::from_name(scale);
        let both = scale.zip(self.opened.as_ref());
        let Some(model) = both.and_then(|(scale, opened)| scale.fold(&opened.model)) else {
            return Ok(None);
        };
        let largest = None;
        let handed = HandedNetwork { model, largest };
        handed.encode().map(Some).map_err(fault)
    }

    /// Returns the digest by which an import operation names the network that was read: of its bytes and those of the files
    /// that its weights lie in, and its scale of pixels where that is not the images' own.
    #[must_use]
    pub fn digest(&self, scale: &str) -> String {
        match PixelScale::from_name(scale) {
            None | Some(PixelScale::Unit) => self.digest.clone(),
            Some(scale) => format!("{}-{scale}", self.digest),
        }
    }

    /// Returns what is to be said of it (`Remark` of the protocol).
    ///
    /// # Errors
    /// What serde-wasm-bindgen says.
    pub fn remarks(&self) -> Js<JsValue> {
        let remarks = self.opened.as_ref().map(|opened| &opened.remarks);
        to_js(&remarks.into_iter().flatten().collect::<Vec<_>>())
    }
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
