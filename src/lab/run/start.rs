//! How an operation begins.

use super::execution::Execution;
use super::training::Training;
use crate::Result;
use crate::check::within;
use crate::data::dataset::Dataset;
use crate::lab::ops::Op;
use crate::lab::ops::base::{Needs, Trains, Work};
use crate::lab::ops::rewind::TO_STEP;
use crate::lab::ops::state::State;
use crate::nn::mlp::Mlp;

impl Execution {
    /// Begins `op` on what came before it; `imported` is the network of its file.
    pub(super) fn start(
        op: Op,
        before: Option<State>,
        imported: Option<Mlp>,
        data: &Dataset,
    ) -> Result<Self> {
        op.check()?;
        if let Some(missing) = before.as_ref().and_then(|state| op.needs().missing(state)) {
            return Err(op.misplaced(1, missing));
        }
        let (state, training, is_first) = match (op.work(), before) {
            (Work::Make(make), None) => (make.make(data, imported)?, None, false),
            (Work::Make(_), Some(_)) => {
                return Err(op.misplaced(1, "only the first operation makes a network"));
            }
            (Work::Change(_) | Work::Train(_) | Work::Repeat(_), None) => {
                return Err(op.misplaced(1, "there is no network to work on"));
            }
            (Work::Change(_), Some(mut state)) => {
                state.change(&op, Some(&data.train))?;
                (state, None, false)
            }
            (Work::Train(trains), Some(mut state)) => {
                let (training, is_first) = train(&op, trains, &mut state, data)?;
                (state, Some(training), is_first)
            }
            (Work::Repeat(step), Some(state)) => {
                let (state, training) = repeat(&op, step, state, data)?;
                (state, Some(training), false)
            }
        };
        Ok(Self::new(op, state, training, is_first))
    }
}

/// Begins to train `state`; whether this is the experiment's first training.
fn train(
    op: &Op,
    trains: &dyn Trains,
    state: &mut State,
    data: &Dataset,
) -> Result<(Training, bool)> {
    let plan = trains
        .config()
        .plan(trains.stop_after(), data.train.len())?;
    state.forget_rounding();
    state.movement = None;
    if !op.needs().sharing {
        state.encoding = None;
    }
    let is_first = state.past.begin_training(op, &state.model, &state.rng);
    let training = Training::new(trains, plan, state, data)?;
    Ok((training, is_first))
}

/// Begins to do the first training of `state` again, up to `step`.
fn repeat(op: &Op, step: u32, state: State, data: &Dataset) -> Result<(State, Training)> {
    let none = || op.misplaced(1, Needs::NO_TRAINING);
    let first = state.past.first.clone().ok_or_else(none)?;
    let trains = match first.op.work() {
        Work::Train(trains) => trains,
        Work::Make(_) | Work::Change(_) | Work::Repeat(_) => return Err(none()),
    };
    let (config, images) = (trains.config(), data.train.len());
    let all = config.plan(trains.stop_after(), images)?.total_batches;
    within(TO_STEP.what, step.into(), 1.0, all.into())?;
    let plan = config.plan(Some(step), images)?;
    let mut again = State::new((*first.model).clone(), first.rng.clone());
    let training = Training::repeat(trains, plan, &mut again, state, data)?;
    Ok((again, training))
}
