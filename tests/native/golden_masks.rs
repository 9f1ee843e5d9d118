//! Every mask of the fixture, weight by weight, against torch.nn.utils.prune.

use crate::common::{dense, fixture, matrix};
use prunelab::nn::dense::Dense;
use prunelab::nn::mlp::Mlp;
use prunelab::prune::evidence::Evidence;
use prunelab::prune::method::Method;
use prunelab::prune::order::Order;
use prunelab::prune::rule::Rule;
use prunelab::prune::scope::Scope;
use prunelab::prune::score::Score;
use prunelab::prune::shape::Shape;

fn method(scope: Scope) -> Method {
    Method::magnitude(scope, Rule::Exact)
}

fn assert_mask(what: &str, layer: &Dense, expected: &serde_json::Value) {
    for (o, row) in matrix(expected).iter().enumerate() {
        for (i, &keep) in row.iter().enumerate() {
            assert_eq!(
                layer.is_kept(i, o),
                keep != 0.0,
                "{what}: weight [{o}][{i}]"
            );
        }
    }
}

#[test]
fn every_magnitude_mask_is_pytorchs() {
    let masks = fixture("masks.json");
    let (fc1, fc2) = (matrix(&masks["fc1"]), matrix(&masks["fc2"]));
    let model = Mlp::from_layers(vec![dense(&fc1, &[0.1; 8]), dense(&fc2, &[0.1; 4])]);
    let mut seen = 0;
    for case in masks["cases"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|case| case["kind"] == "magnitude")
    {
        let scope = if case["scope"] == "layer" {
            Scope::Layer
        } else {
            Scope::Global
        };
        let mut pruned = model.clone();
        Order::new(method(scope), &model, Evidence::default())
            .unwrap()
            .apply(&mut pruned, case["ratio"].as_f64().unwrap());
        let what = format!("{} {}", case["scope"], case["ratio"]);
        assert_mask(&what, &pruned.layers()[0], &case["fc1"]);
        assert_mask(&what, &pruned.layers()[1], &case["fc2"]);
        seen += 1;
    }
    assert_eq!(seen, 16);
}

#[test]
fn repeated_pruning_is_pytorchs() {
    let masks = fixture("masks.json");
    let mut model = Mlp::from_layers(vec![dense(&matrix(&masks["fc1"]), &[0.0; 8])]);
    // PyTorch counts each amount of what remains; ours are shares of all 48 weights.
    let mut remaining = 48.0f64;
    for amount in [0.5, 0.5, 0.2] {
        remaining -= (amount * remaining).round_ties_even();
        let order = Order::new(method(Scope::Layer), &model, Evidence::default()).unwrap();
        order.apply(&mut model, 1.0 - remaining / 48.0);
    }
    let cases = masks["cases"].as_array().unwrap();
    let case = cases
        .iter()
        .find(|case| case["kind"].as_str().unwrap().contains("repeated"))
        .unwrap();
    assert_mask("repeated", &model.layers()[0], &case["fc1"]);
}

#[test]
fn every_neuron_mask_is_pytorchs() {
    let masks = fixture("masks.json");
    let (fc1, fc2) = (matrix(&masks["fc1"]), matrix(&masks["fc2"]));
    let model = Mlp::from_layers(vec![dense(&fc1, &[0.1; 8]), dense(&fc2, &[0.1; 4])]);
    let method = Method {
        score: Score::L2,
        shape: Shape::Neurons,
        ..Method::default()
    };
    let order = Order::new(method, &model, Evidence::default()).unwrap();
    let cases = masks["cases"].as_array().unwrap().iter();
    let mut seen = 0;
    for case in cases.filter(|case| case["kind"] == "neuron_l2") {
        let mut pruned = model.clone();
        let ratio = case["ratio"].as_f64().unwrap();
        order.apply(&mut pruned, ratio);
        assert_mask(
            &format!("neurons {ratio}"),
            &pruned.layers()[0],
            &case["fc1"],
        );
        let mask = matrix(&case["fc1"]);
        for (j, row) in mask.iter().enumerate() {
            let is_kept = (0..4).all(|k| pruned.layers()[1].is_kept(j, k));
            assert_eq!(is_kept, row[0] != 0.0, "weights out of neuron {j}");
        }
        seen += 1;
    }
    assert_eq!(seen, 7);
}
