//! Recipes: the lists of operations the page has always made of what a person asks for.

use crate::common;
use prunelab::choice::Choice;
use prunelab::lab::ops::{Init, MaskChoice, Method, Op, TrainConfig, list};
use prunelab::lab::recipes::distillation::{Distillation, Pair};
use prunelab::lab::recipes::few_values::{FewValues, Quantization, Tuning};
use prunelab::lab::recipes::gradual::Gradual;
use prunelab::lab::recipes::preset::{Pipeline, Preset};
use prunelab::lab::recipes::sparse::{Sparse, Technique};
use prunelab::lab::recipes::trap::Trap;
use prunelab::lab::recipes::{as_written, han, seed_after, snip, trained};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// What a recipe was asked for, and all that it made.
fn cases<T: DeserializeOwned>(recipe: &str) -> Vec<(T, Value)> {
    let cases = common::fixture("recipes.json")[recipe].clone();
    let cases = cases.as_array().unwrap().clone();
    let read = |case: Value| (serde_json::from_value(case["asked"].clone()).unwrap(), case);
    cases.into_iter().map(read).collect()
}

fn ops(value: &Value) -> Vec<Op> {
    serde_json::from_value(value.clone()).unwrap()
}

#[test]
fn gradual_pruning_leaves_the_last_quarter_to_heal() {
    for (asked, made) in cases::<Gradual>("gradual") {
        assert_eq!(asked.ops().unwrap(), ops(&made["ops"]), "{asked:?}");
    }
}

#[test]
fn sparse_training_in_every_technique() {
    let cases = cases::<Sparse>("sparse");
    for &technique in Technique::ALL {
        assert!(cases.iter().any(|(asked, _)| asked.technique == technique));
    }
    for (asked, made) in cases {
        assert_eq!(asked.ops().unwrap(), ops(&made["ops"]), "{asked:?}");
        // Where nothing else is said drop-and-grow ends after three quarters.
        let early = Sparse {
            end: Some(1),
            ..asked.clone()
        };
        let differs = early.ops().unwrap() != asked.ops().unwrap();
        let has_steps = matches!(asked.technique, Technique::Rigl | Technique::Set);
        let three_quarters = asked.config.batches(asked.images) * 3 / 4;
        assert_eq!(differs, has_steps && three_quarters > 1, "{asked:?}");
    }
}

#[test]
fn students_alone_and_taught_seed_by_seed() {
    for (asked, made) in cases::<Distillation>("distillation") {
        let pairs = asked.trials().unwrap();
        let known = made["trials"].as_array().unwrap();
        assert_eq!(pairs.len(), known.len());
        for (
            Pair {
                seed,
                alone,
                taught,
            },
            known,
        ) in pairs.into_iter().zip(known)
        {
            assert_eq!(json!(seed), known["seed"]);
            assert_eq!(alone, ops(&known["alone"]));
            assert_eq!(taught, ops(&known["taught"]));
        }
        assert_eq!(asked.teacher, ops(&made["teacher"]));
    }
}

/// What rounds a network as a form of the page says.
fn rounding(asked: &Value, images: usize) -> Op {
    let mut asked = asked.clone();
    let kind = asked.as_object_mut().unwrap().remove("kind").unwrap();
    if kind == "share" {
        asked["op"] = kind;
        return serde_json::from_value(asked).unwrap();
    }
    let choices: Quantization = serde_json::from_value(asked).unwrap();
    choices.op(images).unwrap()
}

#[test]
fn few_values_and_what_trains_them() {
    let known = common::fixture("recipes.json");
    for case in known["fewValues"].as_array().unwrap() {
        let images = case["images"].as_u64().unwrap() as usize;
        let op: Op = serde_json::from_value(case["op"].clone()).unwrap();
        assert_eq!(rounding(&case["asked"], images), op);
    }
    for case in known["tuning"].as_array().unwrap() {
        let asked = &case["asked"];
        let images = asked["images"].as_u64().unwrap() as usize;
        let recipe = Tuning {
            values: FewValues::of(&rounding(&asked["values"], images)).unwrap(),
            config: serde_json::from_value(asked["config"].clone()).unwrap(),
            shared: serde_json::from_value(asked["shared"].clone()).unwrap(),
        };
        let tuned = recipe.tuned().unwrap();
        assert_eq!(json!(tuned.from), case["from"], "{asked:?}");
        assert_eq!(tuned.ops, ops(&case["ops"]), "{asked:?}");
    }
    assert_eq!(FewValues::of(&Init::default().into()), None);
}

#[test]
fn presets_are_whole_experiments() {
    let cases = cases::<Pipeline>("preset");
    for &preset in Preset::ALL {
        assert!(cases.iter().any(|(asked, _)| asked.preset == preset));
    }
    for (asked, made) in cases {
        let made = ops(&made["ops"]);
        assert_eq!(asked.ops().unwrap(), made, "{asked:?}");
        list::check(&made).unwrap();
    }
}

#[test]
fn the_trap_differs_in_its_mask_alone() {
    let trap = Trap {
        method: Method::default(),
        ratio: 0.9,
        config: TrainConfig::default(),
    };
    let [keep, forget] = &trap.trials().unwrap()[..] else {
        panic!("two lists");
    };
    assert_eq!(
        (keep.mask, forget.mask),
        (MaskChoice::Keep, MaskChoice::Forget)
    );
    assert_eq!(keep.ops[0], forget.ops[0]);
    let mut tuned = json!(keep.ops[1]);
    tuned["mask"] = json!("forget");
    assert_eq!(tuned, json!(forget.ops[1]));
}

#[test]
fn published_recipes_are_lists_that_can_be_done() {
    list::check(&han::ops(42).unwrap()).unwrap();
    for ratio in snip::RATIOS {
        list::check(&snip::ops(42, ratio).unwrap()).unwrap();
    }
    list::check(&trained(&[300], 1, TrainConfig::default())).unwrap();
}

#[test]
fn numbers_are_as_a_person_writes_them() {
    for (fraction, written) in [(1.0 - 0.9, 0.1), (99.9 / 100.0, 0.999), (1.0 - 0.8, 0.2)] {
        assert_eq!(as_written(fraction), written);
    }
    let last = prunelab::check::MAX_SEED;
    assert_eq!(seed_after(last, 0), last);
    assert_eq!(seed_after(last, 3), 2);
}

#[test]
fn what_is_not_known_is_refused() {
    let mut asked = common::fixture("recipes.json")["sparse"][0]["asked"].clone();
    asked["colour"] = json!("red");
    assert!(serde_json::from_value::<Sparse>(asked).is_err());
}
