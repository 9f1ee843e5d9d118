//! The engine in a browser's worker, driven through the boundary as `www/worker` drives it.
#![cfg(target_arch = "wasm32")]

use js_sys::{Array, Float32Array, JSON, Reflect};
use prunelab::web::engine::Engine;
use prunelab::web::files::{NetworkReader, write_network};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

#[path = "common/answers.rs"]
mod answers;

#[path = "common/reference.rs"]
mod reference;

#[path = "common/sparse.rs"]
mod sparse;

wasm_bindgen_test_configure!(run_in_dedicated_worker);

fn js(json: &str) -> JsValue {
    JSON::parse(json).unwrap()
}

fn get(value: &JsValue, path: &str) -> JsValue {
    path.split('.').fold(value.clone(), |value, key| {
        Reflect::get(&value, &key.into()).unwrap()
    })
}

fn number(value: &JsValue, path: &str) -> f64 {
    get(value, path)
        .as_f64()
        .unwrap_or_else(|| panic!("{path} is no number"))
}

fn text(value: &JsValue, path: &str) -> String {
    get(value, path)
        .as_string()
        .unwrap_or_else(|| panic!("{path} is no text"))
}

/// An engine with 300 + 100 built-in digits.
fn engine() -> Engine {
    let mut engine = Engine::new();
    let total = engine
        .begin_digits(js(r#"{"source":"digits","train":300,"test":100,"seed":4}"#))
        .unwrap();
    assert_eq!(total, 400);
    while engine.step_digits(64) > 0 {}
    let info = engine.finish_digits().unwrap();
    assert_eq!(number(&info, "train"), 300.0);
    assert_eq!(text(&info, "spec.source"), "digits");
    engine
}

fn perform(engine: &mut Engine, parent: Option<u32>, op: &str) -> u32 {
    let started = engine.start(parent, js(op), false).unwrap();
    assert!(get(&started, "known").is_null() || get(&started, "known").is_undefined());
    while text(&engine.step(3).unwrap(), "phase") != "done" {}
    number(&engine.finish().unwrap(), "node") as u32
}

const INIT: &str = r#"{"op":"init","hidden":[24],"seed":42}"#;
const TRAIN: &str =
    r#"{"op":"train","config":{"epochs":2,"batchSize":50,"optimizer":{"kind":"adam","lr":0.005}}}"#;
const METHOD: &str = r#"{"score":"magnitude","scope":"layer","rule":"exact"}"#;

/// A run's network as a safetensors file.
fn saved(engine: &Engine, id: u32, method: JsValue, ratio: f64) -> Vec<u8> {
    let network = engine.export_network(id, method, ratio, false).unwrap();
    write_network("safetensors", &network).unwrap()
}

#[wasm_bindgen_test]
fn the_browser_computes_the_same_bits_as_the_native_build() {
    assert_eq!(reference::run(5), reference::EXPECTED.trim());
}

#[wasm_bindgen_test]
fn and_the_same_bits_of_few_values() {
    assert_eq!(
        reference::run_compressed(5),
        reference::EXPECTED_COMPRESSED.trim()
    );
}

#[wasm_bindgen_test]
fn a_run_reports_every_loss_and_ends_in_the_list() {
    let mut engine = engine();
    let init = perform(&mut engine, None, INIT);
    let started = engine.start(Some(init), js(TRAIN), false).unwrap();
    assert_eq!(
        (
            number(&started, "batchesPerEpoch"),
            number(&started, "totalBatches")
        ),
        (6.0, 12.0)
    );
    let mut losses = Vec::new();
    let mut epochs = 0;
    loop {
        let report = engine.step(2).unwrap();
        losses.extend(engine.take_losses());
        epochs += Array::from(&get(&report, "epochs")).length();
        if text(&report, "phase") == "done" {
            break;
        }
    }
    assert_eq!((losses.len(), epochs), (12, 2));
    let node = number(&engine.finish().unwrap(), "node") as u32;
    let info = engine.node(node).unwrap();
    assert_eq!(engine.node_losses(node).unwrap(), losses);
    assert_eq!(number(&info, "parent"), f64::from(init));
    assert_eq!(number(&info, "result.evaluation.total"), 100.0);
    assert_eq!(number(&info, "result.kept"), f64::from(784 * 24 + 240));
    let again = engine.start(Some(init), js(TRAIN), false).unwrap();
    assert_eq!(
        number(&again, "known"),
        f64::from(node),
        "what was done is known"
    );
}

#[wasm_bindgen_test]
fn the_slider_looks_up_what_a_pruning_does() {
    let mut engine = engine();
    let init = perform(&mut engine, None, INIT);
    let base = perform(&mut engine, Some(init), TRAIN);
    let network = engine.rank(base, js(METHOD)).unwrap();
    let (weights, cuts) = (network.weights(0), engine.cuts(0).unwrap());
    let positions = cuts.positions();
    let place = 1400;
    let cut = cuts.removed()[place];
    engine.begin_probe(Engine::ratios()[place]).unwrap();
    while !engine.step_probe(64) {}
    let probe = engine.probed().unwrap();
    let scores = engine.scores(0).unwrap();
    assert!(scores.iter().zip(&weights).all(|(s, w)| *s == w.abs()));
    let op = format!(r#"{{"op":"prune","method":{METHOD},"ratio":0.7}}"#);
    let pruned = perform(&mut engine, Some(base), &op);
    let info = engine.node(pruned).unwrap();
    for path in ["kept", "bytes", "evaluation.correct", "evaluation.loss"] {
        assert_eq!(
            number(&probe, path),
            number(&info, &format!("result.{path}")),
            "{path}"
        );
    }
    let mask = engine.network(Some(pruned)).unwrap().mask(0);
    for ((w, position), keep) in weights.iter().zip(positions).zip(mask) {
        assert_eq!(keep == 1, position >= cut);
        assert!(keep == 1 || w.abs() <= cuts.thresholds()[place]);
    }
    let mut points = Vec::new();
    while engine.trajectory_remaining() > 0.0 {
        points.extend(Array::from(&engine.step_trajectory(1400).unwrap()));
    }
    assert_eq!(points.len(), Engine::grid().len());
    let here = points
        .iter()
        .find(|point| number(point, "place") == 1400.0)
        .unwrap();
    assert_eq!(
        number(here, "evaluation.correct"),
        number(&probe, "evaluation.correct")
    );
}

#[wasm_bindgen_test]
fn broken_input_is_told_by_code_and_changes_nothing() {
    let mut engine = engine();
    let init = perform(&mut engine, None, INIT);
    let before = saved(&engine, init, JsValue::NULL, 0.0);
    let refused = |op: &str, engine: &mut Engine| {
        text(
            &engine.start(Some(init), js(op), false).unwrap_err(),
            "code",
        )
    };
    assert_eq!(refused(r#"{"op":"train"}"#, &mut engine), "bad-experiment");
    assert_eq!(refused(r#"{"op":"fly"}"#, &mut engine), "bad-experiment");
    assert_eq!(
        refused(&TRAIN.replace("batchSize", "batch"), &mut engine),
        "bad-experiment"
    );
    assert_eq!(
        refused(
            &TRAIN.replace(r#""lr":0.005"#, r#""lr":0.005,"x":1"#),
            &mut engine
        ),
        "bad-experiment"
    );
    assert_eq!(
        refused(
            &TRAIN.replace(r#""epochs":2"#, r#""epochs":0"#),
            &mut engine
        ),
        "out-of-range"
    );
    assert_eq!(
        text(
            &engine.start(Some(99), js(TRAIN), false).unwrap_err(),
            "code"
        ),
        "no-such-node"
    );
    assert_eq!(saved(&engine, init, JsValue::NULL, 0.0), before);
}

#[wasm_bindgen_test]
fn a_network_goes_out_as_a_file_and_comes_back() {
    let mut engine = engine();
    let init = perform(&mut engine, None, INIT);
    let base = perform(&mut engine, Some(init), TRAIN);
    let bytes = saved(&engine, base, js(METHOD), 0.5);
    let mut reader = NetworkReader::new();
    reader.read("mine.safetensors", &bytes).unwrap();
    let (digest, network) = (reader.digest("unit"), reader.take("unit").unwrap().unwrap());
    engine
        .import_network("mine.safetensors", &digest, &network)
        .unwrap();
    let op = format!(r#"{{"op":"import","name":"mine.safetensors","digest":"{digest}","seed":1}}"#);
    let back = perform(&mut engine, None, &op);
    assert_eq!(saved(&engine, back, JsValue::NULL, 0.0), bytes);
    let kept = f64::from((784 * 24 + 240) / 2);
    assert_eq!(number(&engine.node(back).unwrap(), "result.kept"), kept);
}

#[wasm_bindgen_test]
fn another_engine_goes_on_from_a_hand_over_to_the_same_bits() {
    let mut here = engine();
    let init = perform(&mut here, None, INIT);
    let base = perform(&mut here, Some(init), TRAIN);
    let prune = format!(r#"{{"op":"prune","method":{METHOD},"ratio":0.9}}"#);
    let tune = TRAIN.replace(r#""train""#, r#""fineTune","mask":"keep""#);
    let bytes = here.export_state(base).unwrap();
    let mut there = engine();
    perform(&mut there, None, INIT);
    there.forget_runs();
    let first = here.first_training(base).unwrap();
    assert_eq!(text(&first, "op"), "train");
    let taken = there.import_state(js(TRAIN), first, &bytes).unwrap();
    assert_eq!(text(&there.node(taken).unwrap(), "op.op"), "train");
    let states = [(&mut here, base), (&mut there, taken)].map(|(engine, from)| {
        let pruned = perform(engine, Some(from), &prune);
        let tuned = perform(engine, Some(pruned), &tune);
        (
            engine.export_state(tuned).unwrap(),
            engine.node_losses(tuned).unwrap(),
        )
    });
    assert!(states[0] == states[1]);
    let mut broken = bytes;
    broken[200] ^= 1;
    let error = there
        .import_state(js(TRAIN), JsValue::NULL, &broken)
        .unwrap_err();
    assert_eq!(text(&error, "code"), "bad-state");
    assert!(text(&error, "params.reason").contains("checksum"));
    let error = there
        .import_state(js(r#"{"op":"fly"}"#), JsValue::NULL, &broken)
        .unwrap_err();
    assert_eq!(text(&error, "code"), "bad-experiment");
    assert_eq!(
        text(&here.export_state(99).unwrap_err(), "code"),
        "no-such-node"
    );
}

#[wasm_bindgen_test]
fn one_layer_is_ranked_alone() {
    let mut engine = engine();
    let init = perform(&mut engine, None, INIT);
    engine.rank_layer(init, js(METHOD), 1).unwrap();
    assert!(
        engine
            .cuts(0)
            .unwrap()
            .removed()
            .iter()
            .all(|&count| count == 0)
    );
    assert_eq!(engine.cuts(1).unwrap().removed()[1000], 120);
    let error = engine.rank_layer(init, js(METHOD), 2).err().unwrap();
    assert_eq!(text(&error, "code"), "out-of-range");
}

#[wasm_bindgen_test]
fn stopping_keeps_what_was_learned() {
    let mut engine = engine();
    let init = perform(&mut engine, None, INIT);
    engine.start(Some(init), js(TRAIN), false).unwrap();
    assert!(!engine.stop(), "nothing was done yet");
    engine.start(Some(init), js(TRAIN), false).unwrap();
    engine.step(4).unwrap();
    assert!(engine.stop());
    while text(&engine.step(4).unwrap(), "phase") != "done" {}
    let node = number(&engine.finish().unwrap(), "node") as u32;
    assert_eq!(number(&engine.node(node).unwrap(), "op.stopAfter"), 4.0);
    assert!(engine.finish().is_err(), "a run ends once");
}

#[wasm_bindgen_test]
fn recipes_become_operations_the_engine_takes() {
    use prunelab::web::recipes::{iterative_ops, lottery_trials};
    let config = r#"{"epochs":1,"batchSize":50,"optimizer":{"kind":"adam","lr":0.005}}"#;
    let lottery = |init: &str, data: &[u32]| {
        let tune = js(&format!(
            r#"{{"op":"fineTune","config":{config},"mask":"keep"}}"#
        ));
        lottery_trials(js(init), tune, data, 1, 0.5, None)
    };
    let told = lottery(INIT, &[784, 10, 300]).unwrap();
    for error in [lottery(TRAIN, &[784, 10, 300]), lottery(INIT, &[784])] {
        assert_eq!(text(&error.unwrap_err(), "code"), "bad-experiment");
    }
    let kept: Array = get(&told, "kept").into();
    assert_eq!(kept.length(), 2);
    let trials: Array = get(&told, "trials").into();
    assert_eq!(trials.length(), 5);
    let mut engine = engine();
    for trial in trials.iter() {
        let mut at = None;
        let ops: Array = get(&trial, "ops").into();
        for op in ops.iter() {
            let op = String::from(JSON::stringify(&op).unwrap());
            let started = engine.start(at, js(&op), false).unwrap();
            at = get(&started, "known").as_f64().map(|id| id as u32);
            if at.is_none() {
                while text(&engine.step(9).unwrap(), "phase") != "done" {}
                at = Some(number(&engine.finish().unwrap(), "node") as u32);
            }
        }
        let node = engine.node(at.unwrap()).unwrap();
        let share = number(&node, "result.kept") / number(&node, "result.weights");
        let round = number(&trial, "round") as u32;
        assert!((share - kept.get(round).as_f64().unwrap()).abs() < 1e-3);
    }
    let prune = format!(r#"{{"op":"prune","method":{METHOD},"ratio":0.9}}"#);
    let tune = format!(r#"{{"op":"fineTune","config":{config},"mask":"keep"}}"#);
    let ops: Array = iterative_ops(js(&prune), js(&tune), 3).unwrap().into();
    assert_eq!(ops.length(), 6);
    let error = iterative_ops(js(&tune), js(&prune), 3).unwrap_err();
    assert_eq!(text(&error, "code"), "bad-experiment");
    let error = iterative_ops(js(&prune), js(&tune), 31).unwrap_err();
    assert_eq!(text(&error, "code"), "out-of-range");
}

#[wasm_bindgen_test]
fn sparse_training_gives_the_stored_bits() {
    assert_eq!(sparse::run(64), sparse::EXPECTED.trim());
}

#[wasm_bindgen_test]
fn single_images_are_answered_by_the_stored_bits() {
    assert_eq!(answers::run(), answers::EXPECTED.trim());
}

#[wasm_bindgen_test]
fn images_cross_as_typed_arrays() {
    let mut engine = engine();
    let init = perform(&mut engine, None, INIT);
    let base = perform(&mut engine, Some(init), TRAIN);
    let seven = Float32Array::from(&[0.1, 0.1, 0.6, 0.1, 0.4, 0.9][..]);
    let pixels = engine.rasterize(vec![seven]).unwrap();
    assert_eq!(pixels.len(), 784);
    let two = engine.images(true, vec![3, 4]).unwrap();
    assert_eq!(two.len(), 2 + 2 * 784);
    let drawn = engine.answer(Some(base), js(METHOD), 0.5, None, pixels.clone());
    let lengths: Vec<u32> = drawn.unwrap().iter().map(Float32Array::length).collect();
    assert_eq!(lengths, [784, 24, 10, 10]);
    let error = engine.fate(0, Some(3), Vec::new()).unwrap_err();
    assert_eq!(text(&error, "code"), "no-run");
    engine.rank(base, js(METHOD)).unwrap();
    let points = Engine::grid().len();
    assert_eq!(engine.fate(0, None, pixels).unwrap().len(), points * 10);
    let error = engine.fate(0, None, vec![0; 5]).unwrap_err();
    assert_eq!(text(&error, "code"), "out-of-range");
    engine.begin_dense().unwrap();
    while !engine.step_survey(64) {}
    assert_eq!(engine.predictions().unwrap().len(), (points + 1) * 100);
    engine
        .begin_strongest(base, JsValue::NULL, 0.0, 0, 5)
        .unwrap();
    while !engine.step_survey(64) {}
    assert!(engine.strongest().len() <= 18);
    let pair = Float32Array::from(&[f32::NAN, 0.5][..]);
    let error = engine.rasterize(vec![pair]).unwrap_err();
    assert_eq!(text(&error, "code"), "out-of-range");
    let error = engine.answer(None, JsValue::NULL, 0.0, Some(0), Vec::new());
    assert_eq!(text(&error.unwrap_err(), "code"), "no-run");
}
