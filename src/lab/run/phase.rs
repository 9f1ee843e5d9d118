//! What a run says of itself: after each step, and at its end.

use crate::lab::ops::Op;
use crate::lab::ops::state::State;
use crate::lab::record::Record;
use crate::nn::evaluate::Evaluation;
use serde::Serialize;

/// What a step did and what comes next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Phase {
    /// The teacher is made ready.
    Teaching,
    /// Training goes on.
    Training,
    /// Measuring goes on.
    Measuring,
    /// All is done: [`finish`](super::Run::finish).
    Done,
}

/// An operation that has ended.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// The operation as it was really done, an early end included.
    pub op: Op,
    /// What it left.
    pub state: State,
    /// The measurement of that.
    pub evaluation: Evaluation,
    /// What was recorded on the way.
    pub record: Record,
}
