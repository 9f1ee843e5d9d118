//! Drop-and-grow, or sparse training: a mask must be there, and while the network is trained its layers drop weights and
//! grow as many elsewhere ([`crate::prune::drop_grow`]). With a mask that is random (pruning by random scores before any
//! training) this is SET (Mocanu et al. 2018, arXiv:1707.04780) or RigL (Evci et al. 2020, arXiv:1911.11134); training
//! on the same mask without dropping and growing is the control.

use super::base::{
    BATCHES, Batch, Brought, Exact, Field, Hook, Needs, Operation, TrainConfig, TrainPlan, Trains,
    Work, field::fields,
};
use super::state::State;
use crate::Result;
use crate::check::{self, within};
use crate::data::dataset::Dataset;
use crate::lab::record::Exchange;
use crate::prune::drop_grow::{DropGrower, Growth, MaskUpdate, UpdateSchedule};
use serde::{Deserialize, Serialize};

const GROW: Field = Field::other("grow", "where weights are grown");
/// What the first drop-and-grow step takes.
pub const FRACTION: Field = Field::number(
    "fraction",
    "fraction of weights dropped and grown",
    check::RATIO,
);
/// Batches between drop-and-grow steps.
pub const EVERY: Field = Field::number(
    "every",
    "batches from one drop-and-grow step to the next",
    BATCHES,
);
const END: Field = Field::number("end", "batches until the last drop-and-grow step", BATCHES);

/// Sparse training that drops weights and grows others.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DropGrow {
    /// Where weights are grown.
    pub grow: Growth,
    /// Fraction of a layer's weights that the first step drops and grows, 0 to 1; it falls along a cosine.
    pub fraction: f64,
    /// Batches from one step to the next.
    pub every: u32,
    /// Batches from which on nothing is dropped; at most as many as there are in all.
    pub end: u32,
    /// How it is trained.
    pub config: TrainConfig,
    /// Batches after which it was ended early.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stop_after: Option<u32>,
}

impl Default for DropGrow {
    fn default() -> Self {
        Self {
            grow: Growth::Gradient,
            fraction: 0.3,
            every: 50,
            end: 1410,
            config: TrainConfig::default(),
            stop_after: None,
        }
    }
}

impl Operation for DropGrow {
    fields!(config, grow: GROW, fraction: FRACTION, every: EVERY, end: END);

    fn needs(&self) -> Needs {
        Needs {
            mask: true,
            ..Needs::IMAGES
        }
    }

    fn work(&self) -> Work<'_> {
        Work::Train(self)
    }
}

impl Trains for DropGrow {
    fn config(&self) -> &TrainConfig {
        &self.config
    }

    fn stop_after(&self) -> Option<u32> {
        self.stop_after
    }

    fn begin(&self, state: &mut State, plan: &TrainPlan, data: &Dataset) -> Result<Brought> {
        let all = self.config.batches(data.train.len());
        within(END.what, self.end.into(), 1.0, all.into())?;
        let steps = UpdateSchedule {
            growth: self.grow,
            fraction: self.fraction,
            every: self.every,
            end: self.end,
        };
        let brought = Brought::learner(Exact::new(&state.model, plan.optimizer));
        Ok(brought.with(DropAndGrow {
            grower: DropGrower::new(steps, &state.model),
            updates: Vec::new(),
        }))
    }
}

/// Drops and grows before a batch, where that is due.
#[derive(Debug)]
struct DropAndGrow {
    grower: DropGrower,
    updates: Vec<MaskUpdate>,
}

impl Hook for DropAndGrow {
    fn before_batch(&mut self, batch: &mut Batch<'_>) -> Result<()> {
        let Batch { number, state, .. } = batch;
        if self.grower.due(*number).is_none() {
            return Ok(());
        }
        let before = state.model.clone();
        let next = (batch.train, batch.images);
        let updates = self
            .grower
            .update(*number, &mut state.model, next, &mut state.rng);
        let Some(updates) = updates else {
            return Ok(());
        };
        state.past.note_cut(&before, &state.model);
        batch.learner.forget_pruned(&mut state.model);
        batch.record.exchanges.push(Exchange {
            batch: *number,
            layers: updates
                .iter()
                .map(|update| update.grown.len() as u32)
                .collect(),
        });
        self.updates = updates;
        Ok(())
    }

    fn swaps(&self) -> &[MaskUpdate] {
        &self.updates
    }
}
