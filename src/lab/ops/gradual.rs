//! Gradual pruning: training during which more and more is pruned. At step t (batches done) the ratio is that of
//! [`crate::prune::schedule::Cubic`] (Zhu & Gupta 2017, arXiv:1710.01878). What was pruned before stays pruned.

use super::base::{
    BATCHES, Batch, Brought, Exact, Field, Hook, INDEX, Needs, Operation, TrainConfig, TrainPlan,
    Trains, Work, field::fields, within_fields,
};
use super::prune::{METHOD, RATIO};
use super::state::State;
use crate::Result;
use crate::check::{self, mismatch, within};
use crate::data::dataset::Dataset;
use crate::prune::evidence::Evidence;
use crate::prune::method::Method;
use crate::prune::order::Order;
use crate::prune::schedule::Cubic;
use crate::prune::score::Score;
use crate::prune::shape::Shape;
use serde::{Deserialize, Serialize};

const FROM: Field = Field::number("from", "ratio at the beginning", check::RATIO);
const BEGIN: Field = Field::number("begin", "batches before the first pruning", INDEX);
const END: Field = Field::number("end", "batches before the last pruning", INDEX);
const EVERY: Field = Field::number("every", "batches between prunings", BATCHES);

/// Training during which more and more is pruned.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Gradual {
    /// What is pruned first. Weights or neurons; not by movement, which is not recorded here.
    pub method: Method,
    /// Ratio at the beginning.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub from: f64,
    /// Ratio at the end, 0 to 1.
    pub ratio: f64,
    /// Batches before the first pruning.
    pub begin: u32,
    /// Batches before the last pruning; fewer than there are in all.
    pub end: u32,
    /// Batches from one pruning to the next.
    pub every: u32,
    /// How it is trained.
    pub config: TrainConfig,
    /// Batches after which it was ended early.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stop_after: Option<u32>,
}

#[allow(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes a reference"
)]
fn is_zero(value: &f64) -> bool {
    *value == 0.0
}

impl Default for Gradual {
    fn default() -> Self {
        Self {
            method: Method::default(),
            from: 0.0,
            ratio: 0.9,
            begin: 0,
            end: 700,
            every: 20,
            config: TrainConfig::default().with_epochs(5),
            stop_after: None,
        }
    }
}

impl Operation for Gradual {
    fields!(config, method: METHOD, from: FROM, ratio: RATIO, begin: BEGIN, end: END, every: EVERY);

    fn check(&self) -> Result<()> {
        within_fields(&self.fields())?;
        let with = "gradual pruning";
        if let Shape::NOfM { .. } = self.method.shape {
            let shape = self.method.shape.to_string();
            return Err(mismatch("shape", &shape, with, "weights, neurons"));
        }
        if self.method.score == Score::Movement {
            return Err(mismatch("score", "movement", with, "another score"));
        }
        within(FROM.what, self.from, 0.0, self.ratio)?;
        let (begin, end) = (self.begin.into(), self.end.into());
        within(END.what, end, begin, u32::MAX.into())
    }

    fn needs(&self) -> Needs {
        Needs::IMAGES
    }

    fn work(&self) -> Work<'_> {
        Work::Train(self)
    }

    fn prunes_neurons(&self) -> bool {
        self.method.shape == Shape::Neurons
    }
}

impl Trains for Gradual {
    fn config(&self) -> &TrainConfig {
        &self.config
    }

    fn stop_after(&self) -> Option<u32> {
        self.stop_after
    }

    fn begin(&self, state: &mut State, plan: &TrainPlan, data: &Dataset) -> Result<Brought> {
        let last = self.config.batches(data.train.len()).saturating_sub(1);
        within(END.what, self.end.into(), self.begin.into(), last.into())?;
        // What cannot be ranked is refused now, not in the middle.
        let evidence = Evidence {
            train: Some(&data.train),
            movement: None,
        };
        Order::new(self.method.clone(), &state.model, evidence)?;
        let brought = Brought::learner(Exact::new(&state.model, plan.optimizer));
        Ok(brought.with(Prunings {
            method: self.method.clone(),
            cubic: Cubic {
                from: self.from,
                to: self.ratio,
                begin: self.begin,
                end: self.end,
                every: self.every,
            },
        }))
    }
}

/// Prunes before a batch, where that is due.
#[derive(Debug)]
struct Prunings {
    method: Method,
    cubic: Cubic,
}

impl Hook for Prunings {
    fn before_batch(&mut self, batch: &mut Batch<'_>) -> Result<()> {
        if let Some(ratio) = self.cubic.due(batch.number) {
            batch.state.prune(&self.method, ratio, Some(batch.train))?;
            batch.learner.forget_pruned(&mut batch.state.model);
        }
        Ok(())
    }
}
