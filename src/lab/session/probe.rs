//! The network at the slider, measured.

use super::Session;
use crate::check::check_ratio;
use crate::lab::report::ModelResult;
use crate::nn::evaluate::Evaluation;
use crate::prune::shape::Shape;
use crate::prune::trajectory::Probe;
use crate::{Error, Result};

/// A network at the slider: its measurement, once that is through.
pub(super) struct Probing {
    probe: Probe,
    /// Whether whole neurons are gone from it.
    whole_neurons: bool,
    evaluation: Option<Evaluation>,
}

impl Session {
    /// Begins to measure the ranked network pruned at `ratio`.
    ///
    /// # Errors
    /// [`Error::OutOfRange`]; [`Error::NoRun`] if nothing was ranked.
    pub fn begin_probe(&mut self, ratio: f64) -> Result<()> {
        check_ratio(ratio)?;
        let (Some(trajectory), Some(base)) = (&self.trajectory, self.ranked) else {
            return Err(Error::NoRun);
        };
        let by_neurons = trajectory.order().method().shape == Shape::Neurons;
        self.probe = Some(Probing {
            probe: Probe::new(trajectory.base(), trajectory.order(), ratio),
            whole_neurons: by_neurons || self.tree.lost_neurons(base)?,
            evaluation: None,
        });
        Ok(())
    }

    /// Goes on measuring it by about `max_images` images; true once it is through, or when none was begun.
    pub fn step_probe(&mut self, max_images: usize) -> bool {
        let (Some(probing), Some(data)) = (&mut self.probe, &self.data) else {
            return true;
        };
        if probing.evaluation.is_none() {
            probing.evaluation = probing.probe.step(&data.test, max_images);
        }
        probing.evaluation.is_some()
    }

    /// What it is and scores, once it is through.
    #[must_use]
    pub fn probed(&self) -> Option<ModelResult> {
        let probing = self.probe.as_ref()?;
        let evaluation = probing.evaluation.clone()?;
        let (model, whole) = (probing.probe.model(), probing.whole_neurons);
        Some(ModelResult::new(model, evaluation, whole))
    }
}
