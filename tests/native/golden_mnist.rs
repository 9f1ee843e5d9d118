//! A network PyTorch trained, pruned in every way: correct answers on MNIST's test set.

use crate::common::{fixture, fixture_bytes, mnist};
use prunelab::choice::Choice;
use prunelab::compress::quantize::quantize;
use prunelab::compress::scheme::{Levels, Per, Scheme};
use prunelab::data::dataset::Dataset;
use prunelab::files::network;
use prunelab::nn::evaluate::evaluate;
use prunelab::nn::mlp::Mlp;
use prunelab::prune::evidence::Evidence;
use prunelab::prune::method::Method;
use prunelab::prune::order::Order;
use prunelab::prune::rule::Rule;
use prunelab::prune::scope::Scope;
use prunelab::prune::score::Score;
use prunelab::prune::shape::Shape;
use prunelab::prune::shrink::sweep;
use serde_json::Value;

/// MNIST, PyTorch's network, and what it found.
fn golden(test: &str) -> Option<(Dataset, Mlp, Value)> {
    let name = "mnist-784-256-10.safetensors";
    let model = network::read(name, &fixture_bytes(name)).unwrap();
    Some((mnist(test)?, model, fixture("mnist-784-256-10.json")))
}

fn numbers(list: &Value) -> Vec<f64> {
    let list = list.as_array().expect("a list of the fixture");
    list.iter().map(|n| n.as_f64().unwrap()).collect()
}

/// Counts at every ratio, each within `off` of 10,000.
fn assert_counts(
    (data, model, golden): &(Dataset, Mlp, Value),
    key: &str,
    ratios: &str,
    method: Method,
    off: f64,
) {
    let order = Order::new(method, model, Evidence::images(&data.train)).unwrap();
    let (ratios, expected) = (numbers(&golden[ratios]), numbers(&golden[key]));
    assert_eq!(ratios.len(), expected.len());
    for (ratio, expected) in ratios.into_iter().zip(expected) {
        let mut pruned = model.clone();
        order.apply(&mut pruned, ratio);
        let correct = f64::from(evaluate(&pruned, &data.test).correct);
        assert!(
            (correct - expected).abs() <= off,
            "{key} at {ratio}: {correct}, PyTorch has {expected}"
        );
        if order.method().shape == Shape::Neurons {
            let smaller = sweep(&pruned).shrink();
            let shrunk = evaluate(&smaller, &data.test).correct;
            assert!(
                (f64::from(shrunk) - correct).abs() <= 1.0,
                "{key} at {ratio}, shrunk"
            );
            let left = 256 - (ratio * 256.0).round_ties_even() as usize;
            assert_eq!(smaller.sizes(), [784, left, 10]);
        }
    }
}

#[test]
fn correct_answers_of_magnitude_are_pytorchs() {
    let Some(golden) = golden("correct_answers_of_magnitude_are_pytorchs") else {
        return;
    };
    let dense = f64::from(evaluate(&golden.1, &golden.0.test).correct);
    assert!(
        (dense - golden.2["dense"].as_f64().unwrap()).abs() <= 1.0,
        "dense {dense}"
    );
    for (key, scope, rule) in [
        ("seed_note_kthvalue", Scope::Layer, Rule::KthValue),
        ("magnitude/layer", Scope::Layer, Rule::Exact),
        ("magnitude/global", Scope::Global, Rule::Exact),
    ] {
        assert_counts(&golden, key, "ratios", Method::magnitude(scope, rule), 3.0);
    }
}

#[test]
fn correct_answers_of_scores_from_data_are_pytorchs() {
    let Some(golden) = golden("correct_answers_of_scores_from_data_are_pytorchs") else {
        return;
    };
    for (score, off) in [
        (Score::Gradient, 20.0),
        (Score::Taylor, 20.0),
        (Score::Fisher, 20.0),
        (Score::Wanda, 3.0),
    ] {
        for scope in [Scope::Layer, Scope::Global, Scope::Row] {
            if scope == Scope::Row && score != Score::Wanda {
                continue;
            }
            let key = format!("{}/{}", score.name(), scope.name());
            let method = Method {
                score,
                scope,
                ..Method::default()
            };
            assert_counts(&golden, &key, "ratios", method, off);
        }
    }
}

#[test]
fn correct_answers_without_neurons_are_pytorchs() {
    let Some(golden) = golden("correct_answers_without_neurons_are_pytorchs") else {
        return;
    };
    for (key, score) in [
        ("neuron/l1", Score::L1),
        ("neuron/l2", Score::L2),
        ("neuron/mean_activation", Score::MeanActivation),
    ] {
        let method = Method {
            score,
            shape: Shape::Neurons,
            ..Method::default()
        };
        assert_counts(&golden, key, "neuron_ratios", method, 3.0);
    }
}

#[test]
fn correct_answers_at_n_of_m_are_pytorchs() {
    let Some((data, model, golden)) = golden("correct_answers_at_n_of_m_are_pytorchs") else {
        return;
    };
    let cases = golden["n_m"].as_object().unwrap();
    assert_eq!(cases.len(), 4);
    for (name, expected) in cases {
        let method = Method {
            shape: name.parse().unwrap(),
            ..Method::default()
        };
        let mut pruned = model.clone();
        Order::new(method, &model, Evidence::default())
            .unwrap()
            .apply(&mut pruned, 0.0);
        let correct = f64::from(evaluate(&pruned, &data.test).correct);
        let expected = expected.as_f64().unwrap();
        assert!(
            (correct - expected).abs() <= 3.0,
            "{name}: {correct}, PyTorch has {expected}"
        );
    }
}

#[test]
fn correct_answers_of_quantized_weights_are_pytorchs() {
    let Some((data, model, golden)) = golden("correct_answers_of_quantized_weights_are_pytorchs")
    else {
        return;
    };
    let cases = golden["weight_only_symmetric"].as_object().unwrap();
    assert_eq!(cases.len(), 10);
    for (name, expected) in cases {
        let (bits, per) = name.strip_prefix("int").unwrap().split_once('/').unwrap();
        let scheme = Scheme {
            bits: bits.parse().unwrap(),
            levels: Levels::Symmetric,
            per: if per == "row" { Per::Row } else { Per::Tensor },
            activations: None,
        };
        let mut quantized = model.clone();
        quantize(&mut quantized, &scheme, None).unwrap();
        let correct = f64::from(evaluate(&quantized, &data.test).correct);
        let expected = expected.as_f64().unwrap();
        assert!(
            (correct - expected).abs() <= 3.0,
            "{name}: {correct}, PyTorch has {expected}"
        );
    }
}
