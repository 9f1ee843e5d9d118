//! How a run begins.

use super::training::Training;
use super::{Record, Run, State};
use crate::check::within;
use crate::compress::encoding::Encoding;
use crate::data::dataset::Dataset;
use crate::lab::op::{MaskChoice, Op};
use crate::lab::plan;
use crate::nn::evaluate::Pass;
use crate::nn::init;
use crate::nn::mlp::Mlp;
use crate::{Error, Result};

impl Run {
    /// Begins `op` on what came before it; `imported` is the network an import asks for.
    ///
    /// # Errors
    /// Those of [`plan::check`], for a pruning those of [`Order::new`](crate::prune::order::Order::new), and
    /// [`Error::OutOfRange`] for what this network has not; [`Error::MisplacedOp`] if the operation needs a network before it, or none, or training to rewind to;
    /// [`Error::NeedsCheckpoint`] if the imported network is not there.
    pub fn start(
        op: Op,
        before: Option<State>,
        imported: Option<Mlp>,
        data: &Dataset,
    ) -> Result<Self> {
        plan::check(&op)?;
        let misplaced = |reason: &str| Error::MisplacedOp {
            index: 1,
            op: op.name().into(),
            reason: reason.into(),
        };
        let mut state = match (&op, before) {
            (Op::Init { hidden, seed }, None) => {
                let mut rng = init::rng(*seed);
                let mut sizes = vec![data.pixels()];
                sizes.extend(hidden);
                sizes.push(data.classes);
                State::new(Mlp::random(&sizes, &mut rng), rng)
            }
            (Op::Import { name, digest, seed }, None) => {
                let needs = || Error::NeedsCheckpoint {
                    name: name.clone(),
                    digest: digest.clone(),
                };
                State::new(imported.ok_or_else(needs)?, init::rng(*seed))
            }
            (_, Some(_)) if op.is_root() => {
                return Err(misplaced("only the first operation makes a network"));
            }
            (_, None) => return Err(misplaced("there is no network to work on")),
            (_, Some(before)) => before,
        };
        let mut is_first = false;
        let training = if let Op::Rewind {
            to_step: Some(step),
        } = op
        {
            let first = state.past.first.clone();
            let first = first.ok_or_else(|| misplaced("there was no training to rewind to"))?;
            let (config, stop) = first
                .op
                .training()
                .ok_or_else(|| misplaced("there was no training to rewind to"))?;
            let most = plan::training(config, stop, data.train.len())?.total_batches;
            within("step to rewind to", step.into(), 1.0, most.into())?;
            let again = State::new((*first.model).clone(), first.rng.clone());
            let waiting = std::mem::replace(&mut state, again);
            let training = Training::new(&first.op, Some(step), &state, data)?;
            state.begin_encoding(&first.op, &data.train)?;
            training.map(|training| Training {
                recorder: None,
                rewinding: true,
                waiting: Some(Box::new(waiting)),
                ..training
            })
        } else {
            state.change(&op, Some(&data.train))?;
            if let Op::FineTune {
                mask: MaskChoice::Forget,
                ..
            } = op
            {
                state
                    .model
                    .layers_mut()
                    .iter_mut()
                    .for_each(crate::nn::dense::Dense::forget_mask);
                state.past.cut = None;
            }
            let stop_after = op.training().and_then(|(_, stop_after)| stop_after);
            if matches!(op, Op::ShareTune { .. })
                && !matches!(state.encoding, Some(Encoding::Shared { .. }))
            {
                let reason = "it needs weights that are shared; share them first (share)";
                return Err(misplaced(reason));
            }
            let training = Training::new(&op, stop_after, &state, data)?;
            if training.is_some() {
                state.movement = None;
                is_first = state.past.begin_training(&op, &state.model, &state.rng);
                state.begin_encoding(&op, &data.train)?;
            }
            training
        };
        let pass = training.is_none().then(|| Pass::new(&state.model));
        let record = Record::default();
        Ok(Self {
            op,
            state,
            training,
            pass,
            evaluation: None,
            record,
            diverged: None,
            is_first,
        })
    }
}
