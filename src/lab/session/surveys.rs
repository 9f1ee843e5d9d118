//! What a network gives to every test image, in slices: the classes of the ranking's base, and a neuron's activations.

use super::{Place, Session};
use crate::check::below;
use crate::nn::evaluate::Survey;
use crate::nn::loss::argmax;
use crate::prune::trajectory::UNKNOWN;
use crate::{Error, Result};

/// The most images that are told of a neuron.
const STRONGEST: usize = 9;

/// What a survey is for.
pub(super) enum Question {
    /// The classes of the ranking's base.
    Dense,
    /// The activations of a neuron.
    Neuron,
}

impl Session {
    /// Begins to find the class that the ranking's base, before any pruning, gives to every test image, unless that is
    /// known.
    ///
    /// # Errors
    /// [`Error::NoRun`] if nothing was ranked.
    pub fn begin_dense(&mut self) -> Result<()> {
        let base = self.ranked.ok_or(Error::NoRun)?;
        self.survey = None;
        if self.dense.is_empty() {
            let class = |logits: &[f32]| f32::from(argmax(logits));
            self.survey = Some((Question::Dense, Survey::new(self.model(base)?, class)));
        }
        Ok(())
    }

    /// Begins to look for the test images that neuron `neuron` of hidden layer `layer` (both from 0) of the network at
    /// `place` answers most to.
    ///
    /// # Errors
    /// [`Error::NoDataset`], [`Error::OutOfRange`] if there is no such neuron, [`Error::BadExperiment`] if there is none at
    /// all; those of [`Session::export_model`].
    pub fn begin_strongest(&mut self, place: Place, layer: usize, neuron: usize) -> Result<()> {
        self.data()?;
        let model = self.stand_at(place)?;
        let hidden = &model.layers()[..model.layers().len() - 1];
        if hidden.is_empty() {
            let reason = "a network without hidden layers has no hidden neurons".into();
            return Err(Error::BadExperiment { reason });
        }
        below("hidden layer", layer, hidden.len())?;
        below("neuron", neuron, hidden[layer].outputs())?;
        let survey = Survey::new(model.up_to(layer, neuron), |z| z[0]);
        self.survey = Some((Question::Neuron, survey));
        Ok(())
    }

    /// Goes on with what was begun last by about `max_images` images; true once it is through, or when nothing was begun.
    pub fn step_survey(&mut self, max_images: usize) -> bool {
        let (Some((question, survey)), Some(data)) = (&mut self.survey, &self.data) else {
            return true;
        };
        let through = survey.step(&data.test, max_images);
        if through && matches!(question, Question::Dense) {
            self.dense = survey.found().iter().map(|&class| class as u8).collect();
        }
        through
    }

    /// Returns the classes of all test images: at every grid point of the ranked network, `[point * images + image]`, and
    /// then as its base has them, after [`Session::begin_dense`]; [`UNKNOWN`] where they were not measured yet.
    ///
    /// # Errors
    /// [`Error::NoDataset`]; [`Error::NoRun`] if nothing was ranked.
    pub fn predictions(&self) -> Result<Vec<u8>> {
        let images = self.data()?.test.len();
        let trajectory = self.trajectory.as_ref().ok_or(Error::NoRun)?;
        let points = trajectory.places().len();
        let mut classes = trajectory.predictions().to_vec();
        classes.resize(points * images, UNKNOWN);
        classes.extend_from_slice(&self.dense);
        classes.resize((points + 1) * images, UNKNOWN);
        Ok(classes)
    }

    /// Returns the images that [`Session::begin_strongest`] found, at most nine, with the neuron's activations: the highest first, of equals the
    /// image that comes first. Images that it does not answer to are none of them.
    #[must_use]
    pub fn strongest(&self) -> Vec<(usize, f32)> {
        let Some((Question::Neuron, survey)) = &self.survey else {
            return Vec::new();
        };
        let mut best: Vec<(usize, f32)> = Vec::with_capacity(STRONGEST + 1);
        for (image, &activation) in survey.found().iter().enumerate() {
            let place = best.partition_point(|&(_, higher)| higher >= activation);
            if place < STRONGEST && activation > 0.0 {
                best.truncate(STRONGEST - 1);
                best.insert(place, (image, activation));
            }
        }
        best
    }
}
