//! The recipes of `lab/recipes` for the page: lists of operations out of a few operations and numbers. Nothing is
//! computed here. What is asked for comes as operations, since those are read already: reading descriptions of their own
//! would make the module larger.

use super::wire::{Js, fault, from_js, to_js};
use crate::choice::Choice;
use crate::lab::ops::{Distil, FineTune, Init, Op, Prune, TrainConfig};
use crate::lab::recipes::distillation::Distillation;
use crate::lab::recipes::few_values::{FewValues, Quantization, Tuning};
use crate::lab::recipes::gradual::Gradual;
use crate::lab::recipes::iterative::Iterative;
use crate::lab::recipes::lottery::{Lottery, Trial};
use crate::lab::recipes::preset::Pipeline;
use crate::lab::recipes::sparse::Sparse;
use crate::lab::recipes::trap::Trap;
use crate::{Error, Result};
use serde::Serialize;
use wasm_bindgen::prelude::*;

fn wanted(name: &str, found: &str) -> JsValue {
    let reason = [name, " expected, not ", found].concat();
    fault(Error::BadExperiment { reason })
}

#[inline(never)]
fn op(value: JsValue) -> Js<Op> {
    from_js(value)
}

fn init(value: JsValue) -> Js<Init> {
    let op = op(value)?;
    let Op::Init(init) = op else {
        return Err(wanted("init", op.name()));
    };
    Ok(init)
}

fn prune(value: JsValue) -> Js<Prune> {
    let op = op(value)?;
    let Op::Prune(prune) = op else {
        return Err(wanted("prune", op.name()));
    };
    Ok(prune)
}

fn tune(value: JsValue) -> Js<TrainConfig> {
    let op = op(value)?;
    let Op::FineTune(FineTune { config, .. }) = op else {
        return Err(wanted("fineTune", op.name()));
    };
    Ok(config)
}

fn choice<C: Choice>(name: &str) -> Js<C> {
    C::from_name(name).ok_or_else(|| wanted(&C::names(C::ALL), name))
}

#[inline(never)]
fn list(ops: Result<Vec<Op>>) -> Js<JsValue> {
    to_js(&ops.map_err(fault)?)
}

/// The operations of iterative pruning: `pruned` says by what and how far, `tuned` how to fine-tune.
///
/// # Errors
/// `bad-experiment`, `out-of-range`, `method-mismatch`.
#[wasm_bindgen(js_name = iterativeOps)]
pub fn iterative_ops(pruned: JsValue, tuned: JsValue, rounds: u32) -> Js<JsValue> {
    let (Prune { method, ratio }, config) = (prune(pruned)?, tune(tuned)?);
    let recipe = Iterative {
        method,
        ratio,
        rounds,
        config,
    };
    list(recipe.ops())
}

/// The operations of gradual pruning on so many training images; the others as in [`iterative_ops`].
///
/// # Errors
/// `bad-experiment`, `out-of-range`, `method-mismatch`.
#[wasm_bindgen(js_name = gradualOps)]
pub fn gradual_ops(pruned: JsValue, tuned: JsValue, images: usize) -> Js<JsValue> {
    let (Prune { method, ratio }, config) = (prune(pruned)?, tune(tuned)?);
    let recipe = Gradual {
        method,
        ratio,
        config,
        images,
    };
    list(recipe.ops())
}

/// The operations of sparse training by a technique: the network of `made`, trained as `tuned` says on so many training
/// images. `numbers`: density, fraction, batches from one step to the next, lambda.
///
/// # Errors
/// `bad-experiment`, `out-of-range`.
#[wasm_bindgen(js_name = sparseOps)]
pub fn sparse_ops(
    technique: &str,
    made: JsValue,
    tuned: JsValue,
    numbers: &[f64],
    images: usize,
) -> Js<JsValue> {
    let (Init { hidden, seed }, config) = (init(made)?, tune(tuned)?);
    let &[density, fraction, every, lambda] = numbers else {
        return Err(wanted("four numbers", "others"));
    };
    let recipe = Sparse {
        technique: choice(technique)?,
        hidden,
        seed,
        density,
        fraction,
        every: every as u32,
        end: None,
        lambda,
        config,
        images,
    };
    list(recipe.ops())
}

/// The networks of a lottery, and how much each round keeps.
#[derive(Serialize)]
struct Trials {
    /// Fraction of all weights that is kept after every round from 0 on.
    kept: Vec<f64>,
    trials: Vec<Trial>,
}

/// The networks of a lottery for the seed of `made`, each trained as `tuned` says, and how much each round keeps.
/// `data`: pixels, classes and training images; `fraction`: of a round.
///
/// # Errors
/// `bad-experiment`, `out-of-range`.
#[wasm_bindgen(js_name = lotteryTrials)]
pub fn lottery_trials(
    made: JsValue,
    tuned: JsValue,
    data: &[u32],
    rounds: u32,
    fraction: f64,
    to_step: Option<u32>,
) -> Js<JsValue> {
    let (Init { hidden, seed }, config) = (init(made)?, tune(tuned)?);
    let &[pixels, classes, images] = data else {
        return Err(wanted("pixels, classes and images", "others"));
    };
    let recipe = Lottery {
        pixels: pixels as usize,
        hidden,
        classes: classes as usize,
        images: images as usize,
        seed,
        config,
        rounds,
        fraction,
        last_fraction: None,
        to_step,
        only_rounds: None,
    };
    let trials = recipe.trials().map_err(fault)?;
    let kept = recipe.kept();
    to_js(&Trials { kept, trials })
}

/// Students alone and taught as `distilled` says, seed by seed from that of `made` on.
///
/// # Errors
/// `bad-experiment`, `out-of-range`, `misplaced-op`.
#[wasm_bindgen(js_name = distillationTrials)]
pub fn distillation_trials(made: JsValue, distilled: JsValue, seeds: u32) -> Js<JsValue> {
    let Init { hidden, seed } = init(made)?;
    let distilled = op(distilled)?;
    let Op::Distil(distilled) = distilled else {
        return Err(wanted("distil", distilled.name()));
    };
    let Distil {
        teacher,
        temperature,
        alpha,
        config,
        ..
    } = distilled;
    let recipe = Distillation {
        hidden,
        seed,
        seeds,
        teacher,
        temperature,
        alpha,
        config,
    };
    to_js(&recipe.trials().map_err(fault)?)
}

/// The operation that rounds weights to levels, and inputs to a range measured on some of so many training images.
///
/// # Errors
/// `bad-experiment`, `out-of-range`.
#[wasm_bindgen(js_name = quantizeOp)]
pub fn quantize_op(
    bits: u32,
    levels: &str,
    per: &str,
    activations: &str,
    activation_bits: u32,
    images: usize,
) -> Js<JsValue> {
    let choices = Quantization {
        bits,
        levels: choice(levels)?,
        per: choice(per)?,
        activations: choice(activations)?,
        activation_bits,
    };
    to_js(&choices.op(images).map_err(fault)?)
}

/// Training with the few values that `rounded` gives a network: from which network, and what is done to it. `shared`: bits
/// of the values that the current network's weights share, if they do.
///
/// # Errors
/// `bad-experiment`, `out-of-range`.
#[wasm_bindgen(js_name = tuningOps)]
pub fn tuning_ops(rounded: JsValue, tuned: JsValue, shared: Option<Vec<u32>>) -> Js<JsValue> {
    let rounded = op(rounded)?;
    let values =
        FewValues::of(&rounded).ok_or_else(|| wanted("quantize or share", rounded.name()))?;
    let config = tune(tuned)?;
    let recipe = Tuning {
        values,
        config,
        shared,
    };
    to_js(&recipe.tuned().map_err(fault)?)
}

/// Pruning and fine-tuning with and without the mask.
///
/// # Errors
/// `bad-experiment`, `out-of-range`, `method-mismatch`.
#[wasm_bindgen(js_name = trapTrials)]
pub fn trap_trials(pruned: JsValue, tuned: JsValue) -> Js<JsValue> {
    let (Prune { method, ratio }, config) = (prune(pruned)?, tune(tuned)?);
    let recipe = Trap {
        method,
        ratio,
        config,
    };
    to_js(&recipe.trials().map_err(fault)?)
}

/// The operations of a well-known pipeline.
///
/// # Errors
/// `bad-experiment`, `out-of-range`.
#[wasm_bindgen(js_name = presetOps)]
pub fn preset_ops(preset: &str, pixels: usize, classes: usize, seed: f64) -> Js<JsValue> {
    let recipe = Pipeline {
        preset: choice(preset)?,
        pixels,
        classes,
        seed: seed as u64,
    };
    list(recipe.ops())
}
