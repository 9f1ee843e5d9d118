//! The run at work.

use super::Session;
use crate::lab::ops::Op;
use crate::lab::report::{Fault, Finished, Started, StepReport};
use crate::lab::run::{Exchange, Phase, Run};
use crate::nn::mlp::Mlp;
use crate::{Error, Result};

/// A run at work, and how much of its record has been told.
pub(super) struct Work {
    parent: Option<u32>,
    run: Run,
    told_losses: usize,
    told_epochs: usize,
    told_exchanges: usize,
}

impl Session {
    /// Begins an operation on what run `parent` left, or on nothing. One that was done already is not
    /// done again, unless `again` asks for it; it then ends in the run that is there.
    ///
    /// # Errors
    /// Those of [`Run::start`]; [`Error::NoSuchNode`], [`Error::NoDataset`].
    pub fn start(&mut self, parent: Option<u32>, op: Op, again: bool) -> Result<Started> {
        if let (Some(known), false) = (self.tree.find(parent, &op), again) {
            return Ok(Started {
                known: Some(known),
                batches_per_epoch: 0,
                total_batches: 0,
            });
        }
        let data = self.data()?;
        let before = parent.map(|id| self.tree.state(id)).transpose()?;
        let imported = self.imported_for(&op, data)?;
        let mut run = Run::start(op, before, imported, data)?;
        if let Some(teacher) = run.teacher().map(<[Op]>::to_vec) {
            match (self.tree.follow(&teacher), teacher.first()) {
                (Some(id), _) => run.take_teacher(self.tree.state(id)?.model),
                (None, Some(first)) => run.import_teacher(self.imported_for(first, data)?),
                (None, None) => {}
            }
        }
        let plan = run.plan();
        self.run = Some(Work {
            parent,
            run,
            told_losses: 0,
            told_epochs: 0,
            told_exchanges: 0,
        });
        Ok(Started {
            known: None,
            batches_per_epoch: plan.map_or(0, |plan| plan.batches_per_epoch),
            total_batches: plan.map_or(0, |plan| plan.total_batches),
        })
    }

    /// Goes on with the run by at most `max_batches` batches, or by measuring for about as long.
    ///
    /// # Errors
    /// [`Error::NoRun`] if none was begun.
    pub fn step(&mut self, max_batches: u32) -> Result<StepReport> {
        let (Some(work), Some(data)) = (&mut self.run, &self.data) else {
            return Err(Error::NoRun);
        };
        let phase = work.run.step(data, max_batches);
        let epochs = &work.run.record().epochs;
        let new = epochs.get(work.told_epochs..).unwrap_or_default().to_vec();
        work.told_epochs = epochs.len();
        Ok(StepReport {
            phase,
            batch: work.run.batch(),
            epochs: new,
        })
    }

    /// Losses of the batches done since the last call.
    pub fn take_losses(&mut self) -> Vec<f32> {
        let Some(work) = &mut self.run else {
            return Vec::new();
        };
        let losses = &work.run.record().losses;
        let new = losses.get(work.told_losses..).unwrap_or_default().to_vec();
        work.told_losses = losses.len();
        new
    }

    /// Exchanges of weights since the last call.
    pub fn take_exchanges(&mut self) -> &[Exchange] {
        let Some(work) = &mut self.run else {
            return &[];
        };
        let exchanges = &work.run.record().exchanges;
        let new = exchanges.get(work.told_exchanges..).unwrap_or_default();
        work.told_exchanges = exchanges.len();
        new
    }

    /// Of a layer, the weights that the last exchange dropped, or grew: input * outputs + output.
    #[must_use]
    pub fn swapped(&self, layer: usize, grown: bool) -> &[u32] {
        let swap = self
            .run
            .as_ref()
            .and_then(|work| work.run.swaps().get(layer));
        swap.map_or(&[], |swap| if grown { &swap.grown } else { &swap.dropped })
    }

    /// Of a layer of the run, which weights are there by its mask: 1 a weight, input * outputs + output. One that was grown
    /// and did not move yet is zero, but there.
    #[must_use]
    pub fn present(&self, layer: usize) -> Vec<u8> {
        let layer = self
            .run
            .as_ref()
            .and_then(|work| work.run.model().layers().get(layer));
        layer.map_or_else(Vec::new, |layer| {
            let outputs = layer.outputs();
            let kept = |i: usize| u8::from(layer.is_kept(i / outputs, i % outputs));
            (0..layer.len()).map(kept).collect()
        })
    }

    /// The network in the making.
    ///
    /// # Errors
    /// [`Error::NoRun`] if there is none.
    pub fn model_at_work(&self) -> Result<&Mlp> {
        self.run
            .as_ref()
            .map(|work| work.run.model())
            .ok_or(Error::NoRun)
    }

    /// Ends the run where it stands; false if there is nothing to keep (the run is dropped then).
    pub fn stop(&mut self) -> bool {
        let keep = self.run.as_mut().is_some_and(|work| work.run.stop());
        if !keep {
            self.run = None;
        }
        keep
    }

    /// Puts the run, once its phase is done, into the tree.
    ///
    /// # Errors
    /// [`Error::NoRun`] if no run is done.
    pub fn finish(&mut self) -> Result<Finished> {
        let done = self.run.take_if(|work| work.run.phase() == Phase::Done);
        let Work { parent, run, .. } = done.ok_or(Error::NoRun)?;
        let diverged = run.diverged().cloned().map(Fault::from);
        let node = run
            .finish()
            .map(|outcome| match self.tree.find(parent, &outcome.op) {
                Some(known) => known,
                None => self.tree.push(parent, outcome),
            });
        Ok(Finished { node, diverged })
    }
}
