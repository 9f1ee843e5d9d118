//! Data sets from files, and what the other module needs of them.

use super::engine::Engine;
use super::wire::{Js, fault, to_js};
use crate::lab::session::{Files, ReadNetwork, Reader};
use wasm_bindgen::prelude::*;

/// Files of a data set, read piece by piece and unpacked already. Call `free()` when done.
#[wasm_bindgen]
#[derive(Default)]
pub struct DataFiles {
    files: Files,
    reader: Option<Reader>,
}

#[wasm_bindgen]
impl DataFiles {
    /// No files yet.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Begins a file; `packed`: it came packed, and there is a bound to what it may unpack to.
    pub fn begin(&mut self, name: &str, packed: bool) {
        self.reader = Some(Reader::new(name, packed));
    }

    /// Reads the bytes of it that come next.
    ///
    /// # Errors
    /// `idx-...`, `gzip-too-large` and the others of files.
    pub fn push(&mut self, bytes: &[u8]) -> Js<()> {
        let reader = self.reader.as_mut();
        reader
            .map_or(Ok(()), |reader| reader.push(bytes))
            .map_err(fault)
    }

    /// Ends it.
    ///
    /// # Errors
    /// As [`DataFiles::push`].
    pub fn end(&mut self) -> Js<()> {
        if let Some(reader) = self.reader.take() {
            self.files.add(reader.finish().map_err(fault)?);
        }
        Ok(())
    }
}

#[wasm_bindgen]
impl Engine {
    /// Puts the data set that `files` are into use, with a network that was read from the file `network_name` and must fit
    /// it, if there is one: its `digest`, and itself as the module of files gave it. On an error of either everything stays.
    /// `{ info, network }`, where `network` is the digest.
    ///
    /// # Errors
    /// Those of files that do not belong together; those of [`Engine::import_network`].
    #[wasm_bindgen(js_name = useFiles)]
    pub fn use_files(
        &mut self,
        name: &str,
        files: &mut DataFiles,
        network_name: Option<String>,
        digest: Option<String>,
        network: Option<Vec<u8>>,
    ) -> Js<JsValue> {
        let network = match (network_name, digest, network) {
            (Some(name), Some(digest), Some(bytes)) => {
                Some(ReadNetwork::taken(&name, &digest, &bytes).map_err(fault)?)
            }
            _ => None,
        };
        let files = std::mem::take(files).files;
        let data = files.dataset(name).map_err(fault)?;
        to_js(&self.session_mut().use_files(data, network).map_err(fault)?)
    }

    /// Takes the network of the file `name` with this digest, as the module of files gave it.
    ///
    /// # Errors
    /// `checkpoint-shape`, `no-dataset`, `bad-state`.
    #[wasm_bindgen(js_name = importNetwork)]
    pub fn import_network(&mut self, name: &str, digest: &str, network: &[u8]) -> Js<()> {
        let network = ReadNetwork::taken(name, digest, network).map_err(fault)?;
        self.session_mut().import_network(network).map_err(fault)?;
        Ok(())
    }
}
