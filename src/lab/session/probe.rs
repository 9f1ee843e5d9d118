//! The network at the slider, measured and timed.

use super::Session;
use crate::check::check_ratio;
use crate::lab::report::ModelResult;
use crate::nn::evaluate::{Evaluation, Pass};
use crate::nn::mlp::Mlp;
use crate::prune::shape::Shape;
use crate::prune::shrink::sweep;
use crate::prune::trajectory::Probe;
use crate::{Error, Result};

/// A network at the slider: its measurement, once that is through.
pub(super) struct Probing {
    probe: Probe,
    /// Whether whole neurons are gone from it.
    whole_neurons: bool,
    evaluation: Option<Evaluation>,
}

/// A network whose passes are timed, one after another.
pub(super) struct Timing {
    model: Mlp,
    pass: Pass,
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

    /// Begins passes to be timed: of the network of run `id`, or without one of that at the slider; where whole neurons
    /// were pruned, of the smaller network without them.
    ///
    /// # Errors
    /// [`Error::NoSuchNode`]; [`Error::NoRun`] if there is nothing at the slider.
    pub fn begin_timing(&mut self, id: Option<u32>) -> Result<()> {
        let (model, whole) = match id {
            Some(id) => (self.model(id)?, self.tree.lost_neurons(id)?),
            None => {
                let probing = self.probe.as_ref().ok_or(Error::NoRun)?;
                (probing.probe.model().clone(), probing.whole_neurons)
            }
        };
        let model = if whole { sweep(&model).shrink() } else { model };
        let pass = Pass::new(&model);
        self.timing = Some(Timing { model, pass });
        Ok(())
    }

    /// Goes on with the pass by about `max_images` images; true at its end, and the next begins. True when none was begun.
    pub fn step_timing(&mut self, max_images: usize) -> bool {
        let (Some(Timing { model, pass }), Some(data)) = (&mut self.timing, &self.data) else {
            return true;
        };
        let ends = pass.step(model, &data.test, max_images).is_some();
        if ends {
            *pass = Pass::new(model);
        }
        ends
    }
}
