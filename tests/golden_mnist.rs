//! A network PyTorch trained, pruned here and there: correct answers on MNIST's test set.
#![cfg(not(target_arch = "wasm32"))]

mod common;

use common::{fixture, fixture_bytes, mnist};
use prunelab::nn::checkpoint;
use prunelab::nn::evaluate::evaluate;
use prunelab::prune::importance::Score;
use prunelab::prune::order::{Method, Order, Rule, Scope};

#[test]
fn correct_answers_at_every_ratio_are_pytorchs() {
    let Some(data) = mnist("correct_answers_at_every_ratio_are_pytorchs") else {
        return;
    };
    let golden = fixture("mnist-784-256-10.json");
    let name = "mnist-784-256-10.safetensors";
    let model = checkpoint::import(name, &fixture_bytes(name)).unwrap();
    let numbers = |key: &str| -> Vec<i64> {
        golden[key]
            .as_array()
            .unwrap()
            .iter()
            .map(|n| n.as_i64().unwrap())
            .collect()
    };
    let ratios: Vec<f64> = golden["ratios"]
        .as_array()
        .unwrap()
        .iter()
        .map(|r| r.as_f64().unwrap())
        .collect();
    let dense = i64::from(evaluate(&model, &data.test).correct);
    assert!(
        (dense - golden["dense"].as_i64().unwrap()).abs() <= 1,
        "dense {dense}"
    );
    for (key, scope, rule) in [
        ("seed_note_kthvalue", Scope::Layer, Rule::SeedNote),
        ("magnitude/layer", Scope::Layer, Rule::Exact),
        ("magnitude/global", Scope::Global, Rule::Exact),
    ] {
        let order = Order::new(
            Method {
                score: Score::Magnitude,
                scope,
                rule,
            },
            &model,
        );
        for (&ratio, expected) in ratios.iter().zip(numbers(key)) {
            let mut pruned = model.clone();
            order.apply(&mut pruned, ratio);
            let correct = i64::from(evaluate(&pruned, &data.test).correct);
            assert!(
                (correct - expected).abs() <= 3,
                "{key} at {ratio}: {correct}, PyTorch has {expected}"
            );
        }
    }
}
