//! Data sets from files, and what the other module needs of them.

use super::engine::Engine;
use super::wire::{Js, fault, to_js};
use crate::lab::session::{Files, ReadNetwork, Reader};
use wasm_bindgen::prelude::*;

/// Files of a data set in IDX's plain form, read piece by piece. Call `free()` when done.
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

    /// Begins a file.
    pub fn begin(&mut self, name: &str) {
        self.reader = Some(Reader::new(name, false));
    }

    /// Reads the bytes of it that come next.
    ///
    /// # Errors
    /// `idx-...` and the others of files.
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
    /// Puts the data set that `files` are into use, `turned`: with rows and columns of every image exchanged. With it
    /// networks that were read from files and must fit it: names and digests of the files, and the networks as the module of
    /// files gave them. On an error of any everything stays. `{ info, networks }`, where `networks` are the digests.
    ///
    /// # Errors
    /// Those of files that do not belong together; those of [`Engine::import_network`].
    #[wasm_bindgen(js_name = useFiles)]
    pub fn use_files(
        &mut self,
        name: &str,
        files: &mut DataFiles,
        turned: bool,
        names: Vec<String>,
        digests: Vec<String>,
        networks: Vec<js_sys::Uint8Array>,
    ) -> Js<JsValue> {
        let files_of_networks = names.iter().zip(&digests).zip(networks);
        let networks = files_of_networks
            .map(|((name, digest), bytes)| ReadNetwork::taken(name, digest, &bytes.to_vec()))
            .collect::<Result<_, _>>()
            .map_err(fault)?;
        let files = std::mem::take(files).files;
        let mut data = files.dataset(name).map_err(fault)?;
        if turned {
            data = data.transposed();
        }
        to_js(
            &self
                .session_mut()
                .use_files(data, networks)
                .map_err(fault)?,
        )
    }

    /// Returns how many of the calibration images a network reads correctly, and of how many, before it is in use.
    ///
    /// # Errors
    /// `no-dataset`, `network-inputs`, `network-classes`, `bad-state`.
    #[wasm_bindgen(js_name = tryNetwork)]
    pub fn try_network(&mut self, name: &str, network: &[u8]) -> Js<Vec<u32>> {
        let network = ReadNetwork::taken(name, "", network).map_err(fault)?;
        let (correct, total) = self.session_mut().try_network(&network).map_err(fault)?;
        Ok(vec![correct, total])
    }

    /// Takes the network of the file `name` with this digest, as the module of files gave it.
    ///
    /// # Errors
    /// `network-inputs`, `network-classes`, `no-dataset`, `bad-state`.
    #[wasm_bindgen(js_name = importNetwork)]
    pub fn import_network(&mut self, name: &str, digest: &str, network: &[u8]) -> Js<()> {
        let network = ReadNetwork::taken(name, digest, network).map_err(fault)?;
        self.session_mut().import_network(network).map_err(fault)?;
        Ok(())
    }
}
