//! The ranking under the slider, and its curve.

use super::Session;
use crate::lab::report::GridPoint;
use crate::nn::mlp::Mlp;
use crate::prune::evidence::Evidence;
use crate::prune::method::Method;
use crate::prune::order::Order;
use crate::prune::trajectory::{STEPS, Trajectory, grid};
use crate::{Error, Result};

impl Session {
    /// Ranks the weights or neurons of a run; what was being measured of another ranking is dropped.
    ///
    /// # Errors
    /// [`Error::NoSuchNode`], those of [`Order::new`].
    pub fn rank(&mut self, base: u32, method: Method) -> Result<()> {
        self.rank_at(base, method, grid())
    }

    /// As [`Session::rank`], with the curve measured at these slider places, in rising order.
    ///
    /// # Errors
    /// Those of [`Session::rank`]; [`Error::BadExperiment`] if places do not rise or are none of the slider's.
    pub fn rank_at(&mut self, base: u32, method: Method, places: Vec<u32>) -> Result<()> {
        let rises = places.windows(2).all(|pair| pair[0] < pair[1]);
        if let Some(&last) = places.last()
            && (!rises || last > STEPS)
        {
            let reason = format!(
                "places of a curve rise from 0 to at most {STEPS}; these are {} and end with {last}",
                places.len()
            );
            return Err(Error::BadExperiment { reason });
        }
        self.rank_by(base, places, |model, evidence| {
            Order::new(method, model, evidence)
        })
    }

    /// As [`Session::rank`], but only of one layer, counted from 0, while the others stay as they are.
    ///
    /// # Errors
    /// [`Error::NoSuchNode`], those of [`Order::of_layer`].
    pub fn rank_layer(&mut self, base: u32, method: Method, layer: usize) -> Result<()> {
        self.rank_by(base, grid(), |model, evidence| {
            Order::of_layer(method, model, layer, evidence)
        })
    }

    fn rank_by(
        &mut self,
        base: u32,
        places: Vec<u32>,
        rank: impl FnOnce(&Mlp, Evidence<'_>) -> Result<Order>,
    ) -> Result<()> {
        let mut state = self.tree.state(base)?;
        let evidence = Evidence {
            train: self.data.as_ref().map(|data| &data.train),
            movement: state.movement.as_ref(),
        };
        let order = rank(&state.model, evidence)?;
        // What is pruned sees exact activations again, as it does in the operation.
        state.model.set_input_rounding(Vec::new());
        self.probe = None;
        if self.ranked != Some(base) {
            self.dense.clear();
        }
        self.ranked = Some(base);
        self.trajectory = Some(Trajectory::new(state.model, order, places));
        Ok(())
    }

    /// The ranking under the slider, if there is one.
    #[must_use]
    pub fn trajectory(&self) -> Option<&Trajectory> {
        self.trajectory.as_ref()
    }

    /// Goes on measuring its curve for a few milliseconds, nearest to slider place `near` first; the points that were
    /// completed.
    pub fn step_trajectory(&mut self, near: u32) -> Vec<GridPoint> {
        let (Some(trajectory), Some(data)) = (&mut self.trajectory, &self.data) else {
            return Vec::new();
        };
        let readings = trajectory.step(&data.test, near).into_iter();
        readings
            .map(|reading| GridPoint {
                place: trajectory.places()[reading.point],
                evaluation: reading.evaluation,
            })
            .collect()
    }
}
