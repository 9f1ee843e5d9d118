//! From unchecked operations to checked ones.

use super::op::{Edit, Experiment, Op, TrainConfig};
use crate::check::{below, check_ratio, check_seed, mismatch, within};
use crate::compress::sharing;
use crate::nn::mlp::MAX_UNITS;
use crate::nn::mlp::Mlp;
use crate::nn::optim::Optimizer;
use crate::prune::importance::Score;
use crate::prune::method::{Method, Shape};
use crate::prune::rewire::Rewiring;
use crate::prune::schedule::Cubic;
use crate::{Error, Result};

/// The most hidden layers.
pub const MAX_HIDDEN: usize = 4;
/// The largest weight of an L1 penalty.
pub const MAX_LAMBDA: f64 = 100.0;
/// The most weights and neurons cut or restored in one operation.
pub const MAX_EDITS: usize = 100_000;
/// The highest temperature of a teacher.
pub const MAX_TEMPERATURE: f64 = 100.0;
/// How many teachers may have had teachers, one after another.
pub const MAX_TEACHERS: u32 = 3;
/// The most operations in a list.
pub const MAX_OPS: usize = 200;

/// A training operation whose numbers are in range.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TrainPlan {
    /// The optimiser.
    pub optimizer: Optimizer,
    /// Images a step; the last of an epoch takes what is left.
    pub batch_size: usize,
    /// Steps an epoch.
    pub batches_per_epoch: u32,
    /// Steps in all, an early end taken into account.
    pub total_batches: u32,
}

/// Checks the numbers of one operation.
///
/// # Errors
/// [`Error::OutOfRange`] names the number that is wrong and its range, [`Error::MethodMismatch`] a choice that does not
/// go with another.
pub fn check(op: &Op) -> Result<()> {
    check_taught(op, 1)
}

/// The same for an operation of a list that makes the teacher of a teacher of ... (`depth`).
fn check_taught(op: &Op, depth: u32) -> Result<()> {
    match op {
        Op::Init { hidden, seed } => {
            within(
                "number of hidden layers",
                hidden.len() as f64,
                1.0,
                MAX_HIDDEN as f64,
            )?;
            for &units in hidden {
                within(
                    "units of a hidden layer",
                    units as f64,
                    1.0,
                    MAX_UNITS as f64,
                )?;
            }
            check_seed(*seed)
        }
        Op::Rewind { to_step } => to_step.map_or(Ok(()), |step| {
            within("step to rewind to", step.into(), 1.0, f64::from(u32::MAX))
        }),
        Op::Edit { edits } => {
            let (count, max) = (edits.len() as f64, MAX_EDITS as f64);
            within("number of weights and neurons", count, 1.0, max)
        }
        Op::Gradual {
            method,
            from,
            ratio,
            begin,
            end,
            every,
            config,
            stop_after,
        } => {
            check_config(config)?;
            check_gradual(method)?;
            check_ratio(*ratio)?;
            within("ratio at the beginning", *from, 0.0, *ratio)?;
            let most = f64::from(u32::MAX);
            within("batches between prunings", (*every).into(), 1.0, most)?;
            let least = f64::from(*begin);
            within(
                "batches before the last pruning",
                (*end).into(),
                least,
                most,
            )?;
            check_stop(*stop_after)
        }
        Op::Rewire {
            fraction,
            every,
            end,
            config,
            stop_after,
            ..
        } => {
            check_config(config)?;
            let most = f64::from(u32::MAX);
            within("share of weights that is exchanged", *fraction, 0.0, 1.0)?;
            within("batches between exchanges", (*every).into(), 1.0, most)?;
            within(LAST_EXCHANGE, (*end).into(), 1.0, most)?;
            check_stop(*stop_after)
        }
        Op::Distil {
            teacher,
            temperature,
            alpha,
            config,
            stop_after,
        } => {
            within("temperature", *temperature, 0.1, MAX_TEMPERATURE)?;
            within("share of the teacher", *alpha, 0.0, 1.0)?;
            let most = f64::from(MAX_TEACHERS);
            within("teachers of teachers", depth.into(), 1.0, most)?;
            check_list(teacher, depth + 1)?;
            check_config(config)?;
            check_stop(*stop_after)
        }
        Op::Proximal {
            lambda,
            config,
            stop_after,
        } => {
            check_config(config)?;
            within("weight of the L1 penalty", *lambda, 0.0, MAX_LAMBDA)?;
            check_stop(*stop_after)
        }
        Op::Reinit { seed } | Op::Shuffle { seed } | Op::Import { seed, .. } => check_seed(*seed),
        Op::Prune { method, ratio } => {
            method.check()?;
            check_ratio(*ratio)
        }
        Op::Quantize { scheme } => scheme.check(),
        Op::QuantizeTune {
            scheme,
            config,
            stop_after,
        } => {
            scheme.check()?;
            check_config(config)?;
            check_stop(*stop_after)
        }
        Op::Share { bits } => sharing::check(bits),
        Op::Train { config, stop_after }
        | Op::Movement { config, stop_after }
        | Op::ShareTune { config, stop_after }
        | Op::FineTune {
            config, stop_after, ..
        } => {
            check_config(config)?;
            check_stop(*stop_after)
        }
    }
}

fn check_stop(stop_after: Option<u32>) -> Result<()> {
    let what = "batches before the early end";
    stop_after.map_or(Ok(()), |batches| {
        within(what, batches.into(), 1.0, f64::from(u32::MAX))
    })
}

/// Which methods can prune bit by bit while training.
fn check_gradual(method: &Method) -> Result<()> {
    method.check()?;
    let with = "gradual pruning";
    if let Shape::NOfM { .. } = method.shape {
        let shape = method.shape.to_string();
        return Err(mismatch("shape", &shape, with, "weights, neurons"));
    }
    if method.score == Score::Movement {
        return Err(mismatch("score", "movement", with, "another score"));
    }
    Ok(())
}

/// When and how much a gradual pruning takes; `images` are the training images.
///
/// # Errors
/// [`Error::OutOfRange`] if it would prune after the last batch.
pub fn cubic(op: &Op, images: usize) -> Result<Option<Cubic>> {
    let Op::Gradual {
        from,
        ratio,
        begin,
        end,
        every,
        config,
        ..
    } = op
    else {
        return Ok(None);
    };
    let last = training(config, None, images)?.total_batches - 1;
    within(
        "batches before the last pruning",
        (*end).into(),
        (*begin).into(),
        last.into(),
    )?;
    Ok(Some(Cubic {
        from: *from,
        to: *ratio,
        begin: *begin,
        end: *end,
        every: *every,
    }))
}

const LAST_EXCHANGE: &str = "batches until the last exchange";

/// When and how many weights are exchanged during sparse training on `images` training images.
///
/// # Errors
/// [`Error::OutOfRange`] if it would go on after the last batch; [`Error::MisplacedOp`] where nothing is pruned, so that
/// there is nowhere to grow.
pub fn rewiring(op: &Op, model: &Mlp, images: usize) -> Result<Option<Rewiring>> {
    let Op::Rewire {
        grow,
        fraction,
        every,
        end,
        config,
        ..
    } = op
    else {
        return Ok(None);
    };
    if model.layers().iter().all(|layer| layer.mask().is_none()) {
        let reason = "nothing is pruned, so there is nowhere to grow; prune first, at random for a sparse start";
        return Err(Error::MisplacedOp {
            index: 1,
            op: op.name().into(),
            reason: reason.into(),
        });
    }
    let all = training(config, None, images)?.total_batches;
    within(LAST_EXCHANGE, (*end).into(), 1.0, all.into())?;
    Ok(Some(Rewiring {
        growth: *grow,
        fraction: *fraction,
        every: *every,
        end: *end,
    }))
}

/// Checks that what is edited by hand is there.
///
/// # Errors
/// [`Error::OutOfRange`] with the number that is none of `model`'s.
pub fn check_edits(edits: &[Edit], model: &Mlp) -> Result<()> {
    for edit in edits {
        let layers = model.layers();
        // The outputs of the last layer are classes; they are no neurons that could go.
        let count = layers.len() - usize::from(edit.input.is_none());
        if count == 0 {
            let with = "a network without hidden layers";
            return Err(mismatch("shape", "neurons", with, "weights"));
        }
        below("layer", edit.layer, count)?;
        let layer = &layers[edit.layer];
        below("output", edit.output, layer.outputs())?;
        edit.input
            .map_or(Ok(()), |input| below("input", input, layer.inputs()))?;
    }
    Ok(())
}

fn check_config(config: &TrainConfig) -> Result<()> {
    within("epochs", f64::from(config.epochs), 1.0, 1000.0)?;
    within("batch size", f64::from(config.batch_size), 1.0, 4096.0)?;
    within("learning rate", config.optimizer.lr(), 1e-8, 1000.0)?;
    match config.optimizer {
        Optimizer::Adam { .. } => Ok(()),
        Optimizer::AdamW { weight_decay, .. } => within("weight decay", weight_decay, 0.0, 1.0),
        Optimizer::Sgd {
            momentum,
            nesterov,
            weight_decay,
            ..
        } => {
            within(
                "momentum",
                momentum,
                if nesterov { 0.01 } else { 0.0 },
                0.999,
            )?;
            within("weight decay", weight_decay, 0.0, 1.0)
        }
    }
}

/// The plan of a training operation on `images` training images.
///
/// # Errors
/// As [`check`].
pub fn training(config: &TrainConfig, stop_after: Option<u32>, images: usize) -> Result<TrainPlan> {
    check_config(config)?;
    let batch_size = config.batch_size as usize;
    let batches_per_epoch = images.div_ceil(batch_size) as u32;
    let total = batches_per_epoch.saturating_mul(config.epochs);
    if let Some(stop) = stop_after {
        within(
            "batches before the early end",
            f64::from(stop),
            1.0,
            f64::from(total),
        )?;
    }
    let total_batches = stop_after.unwrap_or(total);
    Ok(TrainPlan {
        optimizer: config.optimizer,
        batch_size,
        batches_per_epoch,
        total_batches,
    })
}

/// Checks a whole experiment: every number, and that the first operation, and only the first, makes a network.
///
/// # Errors
/// [`Error::OutOfRange`] or [`Error::MisplacedOp`].
pub fn check_experiment(experiment: &Experiment) -> Result<()> {
    if let super::op::DatasetSpec::Digits(config) = &experiment.dataset {
        config.check()?;
    }
    check_list(&experiment.ops, 1)
}

fn check_list(ops: &[Op], depth: u32) -> Result<()> {
    within(
        "number of operations",
        ops.len() as f64,
        1.0,
        MAX_OPS as f64,
    )?;
    for (index, op) in ops.iter().enumerate() {
        check_taught(op, depth)?;
        if op.is_root() != (index == 0) {
            let reason = if index == 0 {
                "the first operation must make a network (init or import)"
            } else {
                "only the first operation makes a network"
            };
            return Err(Error::MisplacedOp {
                index: index + 1,
                op: op.name().into(),
                reason: reason.into(),
            });
        }
    }
    Ok(())
}

/// The digest by which an imported network file is known: CRC-32 of its bytes, in hexadecimal. It tells files
/// apart; it protects against nothing.
#[must_use]
pub fn digest(bytes: &[u8]) -> String {
    format!("{:08x}", crc32fast::hash(bytes))
}
