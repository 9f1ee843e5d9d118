//! Scores of neurons, what removing one means, and the smaller network that is left.

use crate::common::double::{activations, images, parameters, random_split};
use crate::common::{self, perform};
use proptest::prelude::*;
use prunelab::data::dataset::Split;
use prunelab::files::{network, safetensors};
use prunelab::lab::ops::{FineTune, Init, MaskChoice, Op, Prune, TrainConfig};
use prunelab::nn::dense::Dense;
use prunelab::nn::gradient::{Trace, mean_gradients};
use prunelab::nn::init::rng;
use prunelab::nn::mlp::Mlp;
use prunelab::nn::optim::Optimizer;
use prunelab::prune::evidence::Evidence;
use prunelab::prune::method::Method;
use prunelab::prune::order::Order;
use prunelab::prune::scope::Scope;
use prunelab::prune::score::Score;
use prunelab::prune::shape::{Shape, ShapeChoice, ShapeKind};
use prunelab::prune::shrink::sweep;

const SIZES: [usize; 4] = [14, 11, 9, 4];
const IMAGES: usize = 70;

fn method(score: Score, scope: Scope) -> Method {
    Method {
        score,
        scope,
        shape: Shape::Neurons,
        calibration: IMAGES as u32,
        ..Method::default()
    }
}

fn network(seed: u64) -> (Mlp, Split) {
    (
        Mlp::random(&SIZES, &mut rng(seed)),
        random_split(SIZES[0], 4, IMAGES, seed + 1),
    )
}

/// Logits of every image.
fn logits(model: &Mlp, split: &Split) -> Vec<f32> {
    let mut trace = Trace::new(model);
    let mut all = Vec::new();
    for image in 0..split.len() {
        trace.forward(model, split, image..image + 1);
        all.extend_from_slice(trace.deltas(model.layers().len() - 1));
    }
    all
}

fn assert_same_outputs(a: &[f32], b: &[f32]) {
    assert_eq!(a.len(), b.len());
    for (a, b) in a.iter().zip(b) {
        assert!((a - b).abs() <= 1e-5, "{a}, {b}");
    }
}

#[test]
fn scores_are_their_formulas() {
    let (model, split) = network(3);
    let p = parameters(&model);
    let x: Vec<_> = images(&split)
        .iter()
        .map(|image| activations(&p, image))
        .collect();
    let column = |l: usize, j: usize| p[l].0[j].iter().copied();
    let row = |l: usize, j: usize| p[l].0.iter().map(move |out| out[j]);
    let mean = |f: &dyn Fn(&Vec<Vec<f64>>) -> f64| x.iter().map(f).sum::<f64>() / IMAGES as f64;
    let norm = |values: &mut dyn Iterator<Item = f64>| values.map(|v| v * v).sum::<f64>().sqrt();
    let check = |score: Score, expected: &dyn Fn(usize, usize) -> f64| {
        let method = method(score, Scope::Layer);
        let found = method.scores(&model, Evidence::images(&split)).unwrap();
        assert_eq!(found.iter().map(Vec::len).collect::<Vec<_>>(), [11, 9]);
        for (l, layer) in found.iter().enumerate() {
            for (j, &found) in layer.iter().enumerate() {
                let expected = expected(l, j);
                let off = (f64::from(found) - expected).abs();
                assert!(off < 1e-5, "{score:?} of {l}, {j}: {found}, {expected}");
            }
        }
    };
    check(Score::L1, &|l, j| column(l, j).map(f64::abs).sum());
    check(Score::L2, &|l, j| norm(&mut column(l, j)));
    check(Score::L2InOut, &|l, j| {
        norm(&mut column(l, j).chain(row(l + 1, j)))
    });
    check(Score::MeanActivation, &|l, j| mean(&|a| a[l + 1][j]));
    check(Score::Apoz, &|l, j| {
        mean(&|a| f64::from(u8::from(a[l + 1][j] > 0.0)))
    });
    check(Score::First, &|_, j| j as f64);
}

/// A neuron's output times the loss's derivative by it, averaged, is what its outgoing weights say.
#[test]
fn taylor_is_the_sum_over_outgoing_weights_times_their_gradients() {
    let (model, split) = network(5);
    let found = method(Score::Taylor, Scope::Layer)
        .scores(&model, Evidence::images(&split))
        .unwrap();
    let gradients = mean_gradients(&model, &split, IMAGES);
    let mut trace = Trace::new(&model);
    let mut sums: Vec<Vec<f64>> = vec![vec![0.0; 11], vec![0.0; 9]];
    for image in 0..IMAGES {
        trace.forward(&model, &split, image..image + 1);
        trace.backward(&model, split.labels()[image..=image].iter().copied());
        for (l, sums) in sums.iter_mut().enumerate() {
            let after = &model.layers()[l + 1];
            for (j, sum) in sums.iter_mut().enumerate() {
                let deltas = trace.deltas(l + 1).iter();
                let by_output: f32 = deltas.zip(after.weights().row(j)).map(|(d, w)| d * w).sum();
                *sum += f64::from(by_output * trace.inputs(l + 1)[j]) / IMAGES as f64;
            }
        }
    }
    let mut largest = 0.0f64;
    for l in 0..2 {
        let after = &model.layers()[l + 1];
        for j in 0..SIZES[l + 1] {
            let weights = after.weights();
            let outputs = after.outputs();
            let terms = (0..outputs)
                .map(|k| f64::from(weights[[j, k]]) * gradients[l + 1][j * outputs + k]);
            let identity = terms.sum::<f64>().abs();
            let found = f64::from(found[l][j]);
            assert!((found - identity).abs() < 1e-7, "{found}, {identity}");
            assert!(
                (found - sums[l][j].abs()).abs() < 1e-6,
                "{found}, {}",
                sums[l][j]
            );
            largest = largest.max(found);
        }
    }
    assert!(largest > 1e-3);
}

#[test]
fn removing_a_neuron_is_masking_it() {
    let (model, split) = network(7);
    for scope in [Scope::Layer, Scope::Global] {
        for score in Score::of(ShapeKind::Neurons) {
            let order =
                Order::new(method(*score, scope), &model, Evidence::images(&split)).unwrap();
            for ratio in [0.0, 0.3, 0.6, 0.9] {
                let mut masked = model.clone();
                order.apply(&mut masked, ratio);
                let gone: Vec<Vec<usize>> =
                    (0..2).map(|l| order.pruned_neurons(l, ratio)).collect();
                let counts: Vec<usize> = gone.iter().map(Vec::len).collect();
                match scope {
                    Scope::Global => assert_eq!(
                        counts.iter().sum::<usize>(),
                        (ratio * 20.0f64).round_ties_even() as usize
                    ),
                    _ => assert_eq!(
                        counts,
                        [11.0, 9.0].map(|n: f64| (ratio * n).round_ties_even() as usize)
                    ),
                }
                // By hand: the neurons' columns, biases and rows are left out.
                let left = |l: usize| -> Vec<usize> {
                    (0..SIZES[l])
                        .filter(|j| l == 0 || l == 3 || !gone[l - 1].contains(j))
                        .collect()
                };
                if (1..3).any(|l| left(l).is_empty()) {
                    continue;
                }
                let layers = (0..3).map(|l| model.layers()[l].select(&left(l), &left(l + 1)));
                let by_hand = Mlp::from_layers(layers.collect());
                assert_same_outputs(&logits(&masked, &split), &logits(&by_hand, &split));
                let shrunk = sweep(&masked).shrink();
                assert_eq!(shrunk, by_hand, "{score:?}");
                for (l, gone) in gone.iter().enumerate() {
                    assert!(gone.iter().all(|&j| masked.layers()[l].bias()[j] == 0.0));
                }
            }
        }
    }
}

#[test]
fn neurons_pruned_twice_are_those_pruned_once() {
    let (model, split) = network(9);
    let method = method(Score::L2, Scope::Layer);
    let prune = |model: &Mlp, ratio| {
        let mut out = model.clone();
        let order = Order::new(method.clone(), model, Evidence::images(&split)).unwrap();
        order.apply(&mut out, ratio);
        out
    };
    assert_eq!(
        sweep(&prune(&prune(&model, 0.3), 0.3)).shrink().sizes(),
        sweep(&prune(&model, 0.3)).shrink().sizes(),
        "a ratio is of all neurons, those that are gone among them"
    );
}

fn layer(inputs: usize, outputs: usize, weights: &[f32], biases: &[f32]) -> Dense {
    let mut layer = Dense::zeros(inputs, outputs);
    layer.fill(|i, o| weights[i * outputs + o], |o| biases[o]);
    layer
}

#[test]
fn the_dead_are_swept_up_to_a_fixed_point() {
    // Neuron 1 of the first hidden layer has no input: it is the constant 2 (and -3 would be 0).
    // Neuron 0 of the second leads nowhere, and neuron 0 of the first leads only there.
    let model = Mlp::from_layers(vec![
        layer(
            3,
            4,
            &[1.0, 0.0, 0.5, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0],
            &[0.1, 2.0, 0.3, -3.0],
        ),
        layer(
            4,
            3,
            &[1.0, 0.0, 0.0, 0.0, 1.5, 0.0, 0.0, 1.0, 0.0, 0.0, 7.0, 0.0],
            &[0.2, 0.4, 5.0],
        ),
        layer(3, 2, &[0.0, 0.0, 1.0, 2.0, 0.5, 0.0], &[0.0, 1.0]),
    ]);
    let split = random_split(3, 2, 40, 1);
    let swept = sweep(&model);
    assert_eq!(swept.alive, [vec![0], vec![2], vec![1]]);
    assert_eq!(
        swept.model.layers()[1].bias(),
        [0.0, 3.4, 0.0],
        "0.4 + 2 * 1.5"
    );
    assert_eq!(swept.model.layers()[2].bias(), [2.5, 1.0], "0 + 5 * 0.5");
    let expected = logits(&model, &split);
    assert_same_outputs(&logits(&swept.model, &split), &expected);
    let (shrunk, narrow) = (swept.shrink(), swept.shrink_pixels());
    assert_eq!(shrunk.sizes(), [3, 1, 1, 2]);
    assert_eq!(narrow.sizes(), [1, 1, 1, 2]);
    assert_same_outputs(&logits(&shrunk, &split), &expected);
    assert_same_outputs(&logits(&narrow, &swept.narrow(&split)), &expected);
    assert_eq!(sweep(&swept.model), swept, "nothing is left to do");
    let file = safetensors::write(&shrunk).unwrap();
    assert_eq!(
        network::read("small.safetensors", &file).unwrap().sizes(),
        [3, 1, 1, 2]
    );
}

proptest! {
    #[test]
    fn sweeping_changes_no_output(seed: u64, gone in 0.0..1.0f64) {
        let (mut model, split) = network(seed % 1000);
        let method = Method { score: Score::Random, scope: Scope::Global, seed: seed % 1000, ..Method::default() };
        Order::new(method, &model, Evidence::default()).unwrap().apply(&mut model, gone);
        let expected = logits(&model, &split);
        let swept = sweep(&model);
        let found = [
            logits(&swept.model, &split),
            logits(&swept.shrink(), &split),
            logits(&swept.shrink_pixels(), &swept.narrow(&split)),
        ];
        for found in found {
            for (a, b) in found.iter().zip(&expected) {
                prop_assert!((a - b).abs() <= 1e-5, "{} {}", a, b);
            }
        }
        prop_assert!(swept.model.kept() <= model.kept());
    }
}

#[test]
fn fine_tuning_with_the_mask_leaves_removed_neurons_dead_biases_too() {
    let data = common::digits(300, 100, 2);
    let init = perform(
        Op::Init(Init {
            hidden: vec![24, 16],
            seed: 3,
        }),
        None,
        &data,
        64,
    )
    .state;
    let method = Method {
        calibration: 100,
        ..method(Score::Apoz, Scope::Layer)
    };
    let pruned = perform(
        Op::Prune(Prune { method, ratio: 0.5 }),
        Some(init),
        &data,
        64,
    )
    .state;
    let sgd = Optimizer::Sgd {
        lr: 0.05,
        momentum: 0.9,
        nesterov: true,
        weight_decay: 0.01,
    };
    let adam = Optimizer::AdamW {
        lr: 0.01,
        weight_decay: 0.1,
    };
    for optimizer in [Optimizer::Adam { lr: 0.01 }, adam, sgd] {
        let config = TrainConfig {
            epochs: 2,
            batch_size: 32,
            optimizer,
        };
        let op = Op::FineTune(FineTune {
            config,
            mask: MaskChoice::Keep,
            stop_after: None,
        });
        let after = perform(op, Some(pruned.clone()), &data, 64).state.model;
        assert_ne!(after, pruned.model);
        for (before, after) in pruned.model.layers()[..2].iter().zip(after.layers()) {
            let dead: Vec<usize> = (0..before.outputs())
                .filter(|&j| before.weights().column(j).iter().all(|&w| w == 0.0))
                .collect();
            assert_eq!(dead.len(), before.outputs() / 2);
            assert!(
                dead.iter().all(|&j| after.bias()[j] == 0.0),
                "{optimizer:?}"
            );
        }
        assert_eq!(sweep(&after).shrink().sizes(), [784, 12, 8, 10]);
    }
}
