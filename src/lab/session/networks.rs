//! Networks from files, and into them.

use super::Session;
use crate::Result;
use crate::check::check_ratio;
use crate::compress::inference::CALIBRATION;
use crate::data::dataset::Dataset;
use crate::files::network::{self, FileKind};
use crate::lab::formats::Formats;
use crate::lab::ops::Op;
use crate::lab::ops::base::NetworkFile;
use crate::lab::ops::import::digest;
use crate::nn::mlp::Mlp;
use crate::prune::method::Method;

/// A network that was read from a file.
pub(super) struct ReadNetwork {
    name: String,
    digest: String,
    model: Mlp,
}

impl ReadNetwork {
    /// Reads a network file.
    ///
    /// # Errors
    /// Those of [`network::read`].
    pub(super) fn new(name: &str, bytes: &[u8]) -> Result<Self> {
        Ok(Self {
            name: name.into(),
            digest: digest(bytes),
            model: network::read(name, bytes)?,
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
    /// Those of [`network::read`] and [`network::check_fit`]; [`crate::Error::NoDataset`].
    pub fn import_model(&mut self, name: &str, bytes: &[u8]) -> Result<String> {
        let data = self.data()?;
        let network = ReadNetwork::new(name, bytes)?;
        network.check_fit(data)?;
        Ok(self.keep(network))
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
    /// [`crate::Error::NoSuchNode`], [`crate::Error::OutOfRange`], those of [`Order::new`](crate::prune::order::Order::new)
    /// and [`network::write`].
    pub fn export_model(
        &self,
        id: u32,
        prune: Option<(Method, f64)>,
        kind: FileKind,
    ) -> Result<Vec<u8>> {
        network::write(kind, &self.pruned(id, prune)?, self.data.as_ref())
    }

    /// Training images that the ranges of INT8 are measured on.
    ///
    /// # Errors
    /// [`crate::Error::NoDataset`].
    pub fn calibration_images(&self) -> Result<usize> {
        Ok(self.data()?.train.len().min(CALIBRATION))
    }

    /// The network of a run, pruned if `prune` says how, to be stored in every format and run by every kernel.
    ///
    /// # Errors
    /// As [`Session::export_model`].
    pub fn formats(&self, id: u32, prune: Option<(Method, f64)>) -> Result<Formats> {
        Ok(Formats::new(self.pruned(id, prune)?))
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
