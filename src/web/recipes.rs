//! The recipes of `lab/recipe.rs` for the page: lists of operations out of a few operations and numbers. Nothing is
//! computed here. What is asked for comes as operations, since those are read already: reading descriptions of their own
//! would make the module larger.

use super::wire::{Js, fault, from_js, to_js};
use crate::Error;
use crate::lab::ops::{FineTune, Init, Op, Prune, Train};
use crate::lab::recipe::{Iterative, Lottery, Trial};
use serde::Serialize;
use wasm_bindgen::prelude::*;

fn wanted(op: &Op, name: &str) -> JsValue {
    fault(Error::BadExperiment {
        reason: format!("{name} expected, not {}", op.name()),
    })
}

/// The operations of iterative pruning: `prune` says by what and how far, `tune` how to fine-tune.
///
/// # Errors
/// `bad-experiment`, `out-of-range`, `method-mismatch`.
#[wasm_bindgen(js_name = iterativeOps)]
pub fn iterative_ops(prune: JsValue, tune: JsValue, rounds: u32) -> Js<JsValue> {
    let op: Op = from_js(prune)?;
    let Op::Prune(Prune { method, ratio }) = op else {
        return Err(wanted(&op, "prune"));
    };
    let op: Op = from_js(tune)?;
    let Op::FineTune(FineTune { config, .. }) = op else {
        return Err(wanted(&op, "fineTune"));
    };
    let recipe = Iterative {
        method,
        ratio,
        rounds,
        config,
    };
    to_js(&recipe.ops().map_err(fault)?)
}

#[derive(Serialize)]
struct Trials {
    /// Share of all weights that is kept after every round from 0 on.
    kept: Vec<f64>,
    trials: Vec<Trial>,
}

/// The networks of a lottery for the seed of `init`, each trained as `train` says, and how much each round keeps.
/// `data`: pixels, classes and training images; `shares`: of a round, and of the output layer.
///
/// # Errors
/// `bad-experiment`, `out-of-range`.
#[wasm_bindgen(js_name = lotteryTrials)]
pub fn lottery_trials(
    init: JsValue,
    train: JsValue,
    data: &[u32],
    rounds: u32,
    shares: &[f64],
    to_step: Option<u32>,
) -> Js<JsValue> {
    let op: Op = from_js(init)?;
    let Op::Init(Init { hidden, seed }) = op else {
        return Err(wanted(&op, "init"));
    };
    let op: Op = from_js(train)?;
    let Op::Train(Train { config, .. }) = op else {
        return Err(wanted(&op, "train"));
    };
    let (&[pixels, classes, images], &[share, last_share]) = (data, shares) else {
        return Err(fault(Error::BadExperiment {
            reason: "pixels, classes and images and two shares expected".into(),
        }));
    };
    let recipe = Lottery {
        pixels: pixels as usize,
        hidden,
        classes: classes as usize,
        images: images as usize,
        seed,
        config,
        rounds,
        share,
        last_share,
        to_step,
        only_rounds: None,
    };
    let trials = recipe.trials().map_err(fault)?;
    to_js(&Trials {
        kept: recipe.kept(),
        trials,
    })
}
