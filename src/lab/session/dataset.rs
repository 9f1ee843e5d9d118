//! The data set in use: drawn or from files.

use super::Session;
use super::networks::ReadNetwork;
use crate::check::below;
use crate::data::dataset::Dataset;
use crate::data::digits::{DigitsConfig, Generator};
#[cfg(feature = "files")]
use crate::data::idx::{self, NamedFile};
use crate::data::strokes::rasterize;
use crate::lab::experiment::DatasetSpec;
use crate::lab::report::{DatasetInfo, Loaded};
use crate::{Error, Result};
#[cfg(feature = "files")]
use std::borrow::Borrow;

impl Session {
    /// Begins to draw built-in digits; the number of images. The data set in use stays until
    /// [`Session::finish_digits`].
    ///
    /// # Errors
    /// [`Error::OutOfRange`] from the configuration.
    pub fn begin_digits(&mut self, config: DigitsConfig) -> Result<usize> {
        let generator = Generator::new(config)?;
        let total = generator.total();
        self.generator = Some((config, generator));
        Ok(total)
    }

    /// Draws up to `max_images` more; how many are left.
    pub fn step_digits(&mut self, max_images: usize) -> usize {
        self.generator
            .as_mut()
            .map_or(0, |(_, generator)| generator.step(max_images))
    }

    /// Puts the drawn digits into use; the runs on what was there before are gone.
    ///
    /// # Errors
    /// [`Error::NoDataset`] if no drawing was begun.
    pub fn finish_digits(&mut self) -> Result<DatasetInfo> {
        let (config, generator) = self.generator.take().ok_or(Error::NoDataset)?;
        let data = generator.finish()?;
        Ok(self.put(data, DatasetSpec::Digits(config)))
    }

    /// Reads a data set from IDX files, one after another, and puts it into use; with it a network file that was chosen
    /// together with them and must fit it. On an error of either everything stays.
    ///
    /// # Errors
    /// Those of [`idx::read_dataset`] and [`Session::import_model`].
    #[cfg(feature = "files")]
    pub fn load_files(
        &mut self,
        name: &str,
        files: impl IntoIterator<Item = impl Borrow<NamedFile>>,
        network: Option<&NamedFile>,
    ) -> Result<Loaded> {
        // The network first: it is small, and a broken one is refused before the images are read.
        let network = network
            .map(|file| ReadNetwork::new(&file.name, &file.bytes))
            .transpose()?;
        self.use_files(
            idx::read_dataset(name, files)?,
            network.into_iter().collect(),
        )
    }

    /// Puts a data set from files into use; with it networks that must fit it. On an error everything stays.
    ///
    /// # Errors
    /// Those of [`check_fit`](crate::files::network::check_fit).
    pub fn use_files(&mut self, data: Dataset, networks: Vec<ReadNetwork>) -> Result<Loaded> {
        for network in &networks {
            network.check_fit(&data)?;
        }
        let spec = DatasetSpec::Files {
            name: data.name.clone(),
            digest: data.digest(),
        };
        let info = self.put(data, spec);
        let networks = networks.into_iter().map(|network| self.keep(network));
        let networks = networks.collect();
        Ok(Loaded { info, networks })
    }

    fn put(&mut self, data: Dataset, spec: DatasetSpec) -> DatasetInfo {
        let info = DatasetInfo::new(&data, spec);
        // Networks from files outlive a change of data: `start` checks whether they fit.
        let imported = std::mem::take(&mut self.imported);
        *self = Self {
            data: Some(data),
            imported,
            ..Self::default()
        };
        info
    }

    /// Images of the data set: their labels, then the pixels of one after another, row by row.
    ///
    /// # Errors
    /// [`Error::NoDataset`], [`Error::OutOfRange`].
    pub fn images(&self, test: bool, indices: &[usize]) -> Result<(Vec<u8>, Vec<u8>)> {
        let data = self.data()?;
        let split = if test { &data.test } else { &data.train };
        let size = data.pixels();
        let mut labels = Vec::with_capacity(indices.len());
        let mut pixels = vec![0; indices.len() * size];
        for (&index, pixels) in indices.iter().zip(pixels.chunks_exact_mut(size)) {
            below("index of an image", index, split.len())?;
            labels.push(split.labels()[index]);
            split.copy_image(index, pixels);
        }
        Ok((labels, pixels))
    }

    /// Strokes as an image of the data set's size; see [`rasterize`].
    ///
    /// # Errors
    /// [`Error::NoDataset`], those of [`rasterize`].
    pub fn rasterize(&self, strokes: &[Vec<f32>]) -> Result<Vec<u8>> {
        let data = self.data()?;
        rasterize(strokes, data.height, data.width)
    }

    /// The data set in use.
    ///
    /// # Errors
    /// [`Error::NoDataset`].
    pub fn data(&self) -> Result<&Dataset> {
        self.data.as_ref().ok_or(Error::NoDataset)
    }
}
