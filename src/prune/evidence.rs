//! What scores may look at beside the network.

use super::movement::Movement;
use crate::check::within;
use crate::data::dataset::Split;
use crate::{Error, Result};

/// What scores may look at beside the network.
#[derive(Debug, Clone, Copy, Default)]
pub struct Evidence<'a> {
    /// Training images.
    pub train: Option<&'a Split>,
    /// The movement recorded during the training before.
    pub movement: Option<&'a Movement>,
}

impl<'a> Evidence<'a> {
    /// Training images only.
    #[must_use]
    pub fn images(train: &'a Split) -> Self {
        Self {
            train: Some(train),
            movement: None,
        }
    }

    /// Returns the calibration images: the training images and how many of them, the first `count`.
    ///
    /// # Errors
    /// [`Error::NoDataset`] without images, [`Error::OutOfRange`] where there are fewer.
    pub fn calibration(&self, count: u32) -> Result<(&'a Split, usize)> {
        let train = self.train.ok_or(Error::NoDataset)?;
        let most = train.len() as f64;
        within("calibration images", f64::from(count), 1.0, most)?;
        Ok((train, count as usize))
    }
}
