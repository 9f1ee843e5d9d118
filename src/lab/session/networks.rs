//! Networks from files, and into them.

use super::Session;
use crate::Result;
use crate::check::check_ratio;
use crate::compress::inference::{CALIBRATION, largest_inputs};
use crate::data::dataset::{Dataset, Split};
use crate::files::network::{self, FileKind};
use crate::files::state::HandedNetwork;
use crate::lab::ops::Op;
use crate::lab::ops::base::NetworkFile;
use crate::lab::ops::import::digest;
use crate::nn::evaluate::evaluate;
use crate::nn::mlp::Mlp;
use crate::prune::method::Method;

/// A network that was read from a file.
pub struct ReadNetwork {
    name: String,
    digest: String,
    model: Mlp,
}

impl ReadNetwork {
    /// Reads a network file.
    ///
    /// # Errors
    /// Those of [`network::read`].
    pub fn new(name: &str, bytes: &[u8]) -> Result<Self> {
        Ok(Self {
            name: name.into(),
            digest: digest(bytes),
            model: network::read(name, bytes)?,
        })
    }

    /// Takes the network of file `name` with this digest, which was read elsewhere: the bytes of a [`HandedNetwork`].
    ///
    /// # Errors
    /// [`crate::Error::BadState`].
    pub fn taken(name: &str, digest: &str, bytes: &[u8]) -> Result<Self> {
        Ok(Self {
            name: name.into(),
            digest: digest.into(),
            model: HandedNetwork::decode(bytes)?.model,
        })
    }

    /// Checks that the network reads the images of `data` and answers with its classes.
    ///
    /// # Errors
    /// Those of [`network::check_fit`].
    pub(super) fn check_fit(&self, data: &Dataset) -> Result<()> {
        network::check_fit(&self.name, &self.model, data.pixels(), data.classes)
    }
}

impl Session {
    /// Reads a network file and checks that it fits the data; the digest by which an import operation names it.
    ///
    /// # Errors
    /// Those of [`network::read`] and [`Session::import_network`].
    pub fn import_model(&mut self, name: &str, bytes: &[u8]) -> Result<String> {
        self.data()?;
        self.import_network(ReadNetwork::new(name, bytes)?)
    }

    /// Takes a network that was read from a file, if it fits the data; the digest by which an import operation names it.
    ///
    /// # Errors
    /// Those of [`network::check_fit`]; [`crate::Error::NoDataset`].
    pub fn import_network(&mut self, network: ReadNetwork) -> Result<String> {
        network.check_fit(self.data()?)?;
        Ok(self.keep(network))
    }

    /// Returns how many of the calibration images a network that was read answers correctly, and how many these are.
    ///
    /// # Errors
    /// Those of [`network::check_fit`]; [`crate::Error::NoDataset`].
    pub fn try_network(&self, network: &ReadNetwork) -> Result<(u32, u32)> {
        let data = self.data()?;
        network.check_fit(data)?;
        let mut images = Split::new(data.pixels());
        let mut image = vec![0; data.pixels()];
        for (i, &label) in data.train.labels().iter().enumerate().take(CALIBRATION) {
            data.train.copy_image(i, &mut image);
            images.push(&image, label);
        }
        let found = evaluate(&network.model, &images);
        Ok((found.correct, found.total))
    }

    /// Keeps a network for import operations; the digest by which they name it.
    pub(super) fn keep(&mut self, ReadNetwork { digest, model, .. }: ReadNetwork) -> String {
        self.imported.insert(digest.clone(), model);
        digest
    }

    /// The network of the file that `op` names, if it names one and it is here; it must fit the data.
    pub(super) fn imported_for(&self, op: &Op, data: &Dataset) -> Result<Option<Mlp>> {
        let Some(NetworkFile { name, digest }) = op.file() else {
            return Ok(None);
        };
        let model = self.imported.get(digest);
        model.map_or(Ok(()), |m| {
            network::check_fit(name, m, data.pixels(), data.classes)
        })?;
        Ok(model.cloned())
    }

    /// The network of a run, pruned if `prune` says how, as a file.
    ///
    /// # Errors
    /// Those of [`Session::handed`] and [`network::write`].
    pub fn export_model(
        &self,
        id: u32,
        prune: Option<(Method, f64)>,
        kind: FileKind,
    ) -> Result<Vec<u8>> {
        let needs_images = kind.definition().needs_images;
        let HandedNetwork { model, largest } = self.handed(id, prune, needs_images)?;
        network::write(kind, &model, largest.as_deref())
    }

    /// Training images that the ranges of INT8 are measured on.
    ///
    /// # Errors
    /// [`crate::Error::NoDataset`].
    pub fn calibration_images(&self) -> Result<usize> {
        Ok(self.data()?.train.len().min(CALIBRATION))
    }

    /// The network of a run, pruned if `prune` says how, for what writes files; with the largest inputs of its layers on
    /// the calibration images if they are `measured`.
    ///
    /// # Errors
    /// [`crate::Error::NoSuchNode`], [`crate::Error::OutOfRange`], those of [`Order::new`](crate::prune::order::Order::new);
    /// [`crate::Error::NoDataset`] if there are no images to measure on.
    pub fn handed(
        &self,
        id: u32,
        prune: Option<(Method, f64)>,
        measured: bool,
    ) -> Result<HandedNetwork> {
        let model = self.pruned(id, prune)?;
        let largest = if measured {
            Some(largest_inputs(&model, &self.data()?.train))
        } else {
            None
        };
        Ok(HandedNetwork { model, largest })
    }

    pub(super) fn pruned(&self, id: u32, prune: Option<(Method, f64)>) -> Result<Mlp> {
        let mut state = self.tree.state(id)?;
        if let Some((method, ratio)) = prune {
            check_ratio(ratio)?;
            let train = self.data.as_ref().map(|data| &data.train);
            state.prune(&method, ratio, train)?;
            state.model.set_input_rounding(Vec::new());
        }
        Ok(state.model)
    }
}
