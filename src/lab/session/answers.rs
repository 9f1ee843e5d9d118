//! What networks answer to one image: all activations at a place, and probabilities along the whole trajectory.

use super::Session;
use crate::check::{below, check_ratio, within};
use crate::data::dataset::Split;
use crate::nn::evaluate::activations;
use crate::nn::loss::probabilities;
use crate::nn::mlp::Mlp;
use crate::prune::method::Method;
use crate::{Error, Result};

/// An image that is asked about.
#[derive(Debug, Clone, PartialEq)]
pub enum Subject {
    /// The test image of this index.
    Test(usize),
    /// Any grey levels, row by row, of the size of the data set's images.
    Pixels(Vec<u8>),
}

/// Where a network stands: that of a run, pruned at a ratio where a method is given.
pub type Place = (u32, Option<(Method, f64)>);

/// What a network answers to an image.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// What each layer sees, the pixels first, and then the logits; see [`activations`].
    pub layers: Vec<Vec<f32>>,
    /// Of every class.
    pub probabilities: Vec<f32>,
}

impl Session {
    /// Returns what the network at `place` answers to `subject`; without a place that in the making.
    ///
    /// # Errors
    /// [`Error::NoDataset`], [`Error::OutOfRange`] for the image; those of [`Session::export_model`]; [`Error::NoRun`] if
    /// none is in the making.
    pub fn answer(&mut self, place: Option<Place>, subject: &Subject) -> Result<Answer> {
        let drawn = self.drawn(subject)?;
        if let Some(place) = place {
            self.stand_at(place)?;
        } else {
            self.asked = None;
        }
        let model = match &self.asked {
            Some((_, model)) => model,
            None => self.model_at_work()?,
        };
        let layers = match subject {
            Subject::Test(index) => activations(model, &self.data()?.test, *index),
            Subject::Pixels(_) => activations(model, &drawn, 0),
        };
        let logits = layers.last().map_or(&[][..], Vec::as_slice);
        Ok(Answer {
            probabilities: probabilities(logits),
            layers,
        })
    }

    /// Returns the probabilities that the ranked network gives for `subject` at every point of its curve,
    /// `[point * classes + class]`. The class of a test image at a point is the curve's, to the bit. `near` is the slider
    /// place around which the curve is measured first, if it has not begun. NaN where the remaining weights are corrected.
    ///
    /// # Errors
    /// [`Error::NoDataset`], [`Error::OutOfRange`] for the image; [`Error::NoRun`] if nothing was ranked.
    pub fn fate(&mut self, near: u32, subject: &Subject) -> Result<Vec<f32>> {
        let drawn = self.drawn(subject)?;
        let (Some(trajectory), Some(data)) = (&mut self.trajectory, &self.data) else {
            return Err(Error::NoRun);
        };
        let logits = match subject {
            Subject::Test(index) => trajectory.logits(&data.test, near, *index),
            Subject::Pixels(_) => trajectory.logits_of(&data.test, near, &drawn),
        };
        let points = trajectory.places().len().max(1);
        let mut all = Vec::with_capacity(logits.len());
        for logits in logits.chunks((logits.len() / points).max(1)) {
            all.extend(probabilities(logits));
        }
        Ok(all)
    }

    /// Checks an image; those drawn as a split of one image.
    fn drawn(&self, subject: &Subject) -> Result<Split> {
        let data = self.data()?;
        match subject {
            Subject::Test(index) => {
                below("index of an image", *index, data.test.len())?;
                Ok(Split::new(data.pixels()))
            }
            Subject::Pixels(pixels) => {
                let (found, needed) = (pixels.len() as f64, data.pixels() as f64);
                within("pixels of an image", found, needed, needed)?;
                Ok(Split::of_one(pixels))
            }
        }
    }

    /// Returns the network at `place`, which is kept until another is asked.
    pub(super) fn stand_at(&mut self, place: Place) -> Result<&Mlp> {
        let model = match self.asked.take_if(|(old, _)| *old == place) {
            Some((_, model)) => model,
            None => self.network_at(&place)?,
        };
        let (_, model) = self.asked.insert((place, model));
        Ok(model)
    }

    fn network_at(&self, (id, prune): &Place) -> Result<Mlp> {
        if let (Some((method, ratio)), Some(trajectory)) = (prune, &self.trajectory)
            && self.ranked == Some(*id)
            && trajectory.order().is_by(method)
        {
            check_ratio(*ratio)?;
            return Ok(trajectory.order().pruned(trajectory.base(), *ratio));
        }
        self.pruned(*id, prune.clone())
    }
}
