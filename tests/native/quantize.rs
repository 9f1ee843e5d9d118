//! Quantization and weight sharing: levels, codes, masks and gradients, each found another way, too.

use crate::common;
use crate::common::double::{Parameters, derivative, loss, parameters, random_split};
use crate::common::{PLAIN, bits, load, perform};
use proptest::prelude::*;
use prunelab::Error;
use prunelab::compress::encoding::Encoding;
use prunelab::compress::quantize::{calibrate, quantize};
use prunelab::compress::scheme::{Calibration, Levels, Per, Scheme};
use prunelab::compress::sharing::{cluster, share};
use prunelab::data::dataset::Dataset;
use prunelab::lab::ops::{
    Edit, Edits, FineTune, Init, MaskChoice, Op, Prune, Quantize, QuantizeTune, Rewind, Share,
    ShareTune, Train, TrainConfig,
};
use prunelab::lab::run::{Phase, Run, State};
use prunelab::lab::tree::Tree;
use prunelab::nn::evaluate::evaluate;
use prunelab::nn::grouped::GroupTrainer;
use prunelab::nn::init::rng;
use prunelab::nn::mlp::Mlp;
use prunelab::nn::train::Trainer;
use prunelab::prune::method::Method;
use prunelab::prune::rule::Rule;
use prunelab::prune::scope::Scope;
use rand::RngExt;
use std::collections::BTreeSet;

fn scheme(bits: u32, levels: Levels, per: Per) -> Scheme {
    Scheme {
        bits,
        levels,
        per,
        activations: None,
    }
}

fn any_scheme() -> impl Strategy<Value = Scheme> {
    (2u32..=8, any::<bool>(), any::<bool>()).prop_map(|(bits, affine, row)| {
        let levels = if affine {
            Levels::Affine
        } else {
            Levels::Symmetric
        };
        scheme(bits, levels, if row { Per::Row } else { Per::Tensor })
    })
}

/// A network with weights of very different sizes, some of them pruned.
fn network(sizes: &[usize], seed: u64, pruned: f32) -> Mlp {
    let mut rng = rng(seed);
    let mut model = Mlp::random(sizes, &mut rng);
    for layer in model.layers_mut() {
        let (inputs, outputs) = (layer.inputs(), layer.outputs());
        let shift = rng.random::<f32>() - 0.3;
        let values: Vec<f32> = (0..inputs * outputs)
            .map(|_| (rng.random::<f32>() - 0.5).powi(3) + 0.1 * shift)
            .collect();
        let gone: Vec<bool> = values
            .iter()
            .map(|_| rng.random::<f32>() < pruned)
            .collect();
        let bias = layer.bias().to_vec();
        layer.fill(|i, o| values[i * outputs + o], |o| bias[o]);
        if pruned > 0.0 {
            layer.prune(|i, o| !gone[i * outputs + o]);
        }
    }
    model
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn weights_go_to_the_nearest_of_few_levels(
        sizes in prop::collection::vec(1usize..40, 2..=4),
        seed: u64,
        pruned in prop::sample::select(vec![0.0f32, 0.5, 0.95, 1.1]),
        scheme in any_scheme(),
    ) {
        let before = network(&sizes, seed, pruned);
        let mut after = before.clone();
        let encoding = quantize(&mut after, &scheme, None).unwrap();
        prop_assert!(encoding.describes(&after));
        let Encoding::Quantized { layers, .. } = &encoding else { panic!("quantized") };
        let distinct = encoding.distinct(&after);
        for (l, (from, to)) in before.layers().iter().zip(after.layers()).enumerate() {
            prop_assert_eq!(from.mask(), to.mask());
            prop_assert_eq!(from.bias(), to.bias());
            let quantizers = &layers[l];
            prop_assert_eq!(quantizers.len(), if scheme.per == Per::Row { from.outputs() } else { 1 });
            let mut most = 0;
            for (o, quantizer) in quantizers.iter().enumerate() {
                prop_assert!((quantizer.low..=quantizer.high).contains(&0), "zero is a level");
                let mut values = BTreeSet::new();
                for (at, (&w, &q)) in from.weights().iter().zip(to.weights()).enumerate() {
                    if quantizers.len() > 1 && at % from.outputs() != o {
                        continue;
                    }
                    values.insert(q.to_bits());
                    let code = quantizer.multiple(w) - f32::from(quantizer.low);
                    prop_assert!(code.fract() == 0.0 && (0.0..(1 << scheme.bits) as f32).contains(&code));
                    let back = (code + f32::from(quantizer.low)) * quantizer.scale;
                    prop_assert_eq!(back.to_bits(), (q + 0.0).to_bits(), "codes come back");
                    prop_assert!(q.to_bits() != (-0.0f32).to_bits());
                    if w == 0.0 { prop_assert_eq!(q.to_bits(), 0) }
                    // The nearest of all levels, by looking at each. An affine range is moved so that zero is met:
                    // what sticks out lies half a step beyond at most.
                    let levels = (quantizer.low..=quantizer.high).map(|m| f64::from(m) * f64::from(quantizer.scale));
                    let nearest = levels.map(|x| (x - f64::from(w)).abs()).fold(f64::INFINITY, f64::min);
                    let off = (f64::from(q) - f64::from(w)).abs();
                    prop_assert!(off <= nearest + 5e-5 * f64::from(quantizer.scale));
                    let most = [0.501, 1.001][usize::from(scheme.levels == Levels::Affine)];
                    prop_assert!(off <= f64::from(quantizer.scale) * most);
                }
                most = most.max(values.len());
            }
            prop_assert!(most <= 1 << scheme.bits);
            prop_assert_eq!(distinct[l], most);
        }
        // A second time changes nothing where the steps are the same ones: the levels are already met.
        let mut again = after.clone();
        quantize(&mut again, &scheme, None).unwrap();
        let off = again.layers().iter().zip(after.layers()).flat_map(|(a, b)| {
            a.weights().iter().zip(&b.weights()).map(|(a, b)| (a - b).abs()).collect::<Vec<f32>>()
        });
        let step = layers.iter().flatten().map(|quantizer| quantizer.scale).fold(0.0, f32::max);
        prop_assert!(off.fold(0.0, f32::max) <= step);
    }

    #[test]
    fn shared_weights_are_what_a_plain_k_means_finds(
        sizes in prop::collection::vec(1usize..30, 2..=3),
        seed: u64,
        pruned in prop::sample::select(vec![0.0f32, 0.6, 1.1]),
        bits in 1u32..=6,
    ) {
        let before = network(&sizes, seed, pruned);
        let mut after = before.clone();
        let encoding = share(&mut after, &vec![bits; sizes.len() - 1]).unwrap();
        prop_assert!(encoding.describes(&after));
        let Encoding::Shared { codebooks, .. } = &encoding else { panic!("shared") };
        for ((from, to), book) in before.layers().iter().zip(after.layers()).zip(codebooks) {
            prop_assert_eq!(from.mask(), to.mask());
            prop_assert!(book.len() <= 1 << bits);
            prop_assert!(book.windows(2).all(|pair| pair[0] < pair[1]));
            for (&w, &shared) in from.weights().iter().zip(&to.weights()) {
                prop_assert!(book.contains(&shared) || shared.to_bits() == 0, "values of the list, or zero");
                if w == 0.0 { prop_assert_eq!(shared.to_bits(), 0) }
            }
            let mut sorted: Vec<f32> = from.weights().iter().copied().filter(|&w| w != 0.0).collect();
            sorted.sort_by(f32::total_cmp);
            let plain = plain_k_means(&sorted, 1 << bits);
            let found = cluster(&sorted, 1 << bits);
            prop_assert_eq!(plain.len(), found.centroids.len());
            for (a, b) in plain.iter().zip(&found.centroids) {
                prop_assert!((a - f64::from(*b)).abs() < 1e-5, "{} is not {}", b, a);
            }
            prop_assert!(found.rounds < 1000);
        }
    }

    #[test]
    fn activations_go_to_levels_from_zero_to_their_range(
        sizes in prop::collection::vec(1usize..20, 3..=4),
        seed: u64,
        bits in 2u32..=8,
        percentile in prop::option::of(50.0f64..100.0),
    ) {
        let model = network(&sizes, seed, 0.3);
        let classes = sizes[sizes.len() - 1] as u8;
        let train = random_split(sizes[0], classes, 23, seed);
        let images = 17;
        let grids = calibrate(&model, &train, &Calibration { bits, images, percentile }).unwrap();
        let p = parameters(&model);
        let seen = common::double::images(&train);
        let mut inputs: Vec<Vec<f64>> = vec![Vec::new(); p.len()];
        for image in &seen[..images as usize] {
            for (all, layer) in inputs.iter_mut().zip(common::double::activations(&p, image)) {
                all.extend(layer);
            }
        }
        for (grid, all) in grids.iter().zip(&mut inputs) {
            all.sort_by(f64::total_cmp);
            let within = (percentile.unwrap_or(100.0) / 100.0 * all.len() as f64).ceil() as usize;
            let most = all[within.max(1) - 1];
            if most > 1e-6 {
                prop_assert!((f64::from(grid.most()) - most).abs() < 1e-4 * most + 1e-6);
            }
            prop_assert_eq!(u32::from(grid.top), (1 << bits) - 1);
            prop_assert_eq!(grid.snap(0.0).to_bits(), 0);
            for i in 0..50 {
                let a = grid.most() * i as f32 / 40.0;
                let level = grid.snap(a);
                prop_assert!((level - a.min(grid.most())).abs() <= grid.scale * 0.5001);
                prop_assert!((level / grid.scale - (level / grid.scale).round()).abs() < 1e-3);
            }
        }
    }
}

/// k-means as the textbook has it: every weight looks at every centroid.
fn plain_k_means(weights: &[f32], k: usize) -> Vec<f64> {
    let (Some(&min), Some(&max)) = (weights.first(), weights.last()) else {
        return Vec::new();
    };
    let (min, max) = (f64::from(min), f64::from(max));
    let mut centroids: Vec<f64> = (0..k)
        .map(|j| min + (max - min) * j as f64 / (k - 1) as f64)
        .collect();
    let mut owner: Vec<usize> = Vec::new();
    loop {
        let nearest = |&w: &f32| {
            let off = |j: usize| (f64::from(w) - centroids[j]).abs();
            (0..k).fold(0, |best, j| if off(j) < off(best) { j } else { best })
        };
        let next: Vec<usize> = weights.iter().map(nearest).collect();
        if next == owner {
            break;
        }
        owner = next;
        for (j, centroid) in centroids.iter_mut().enumerate() {
            let mine: Vec<f64> = weights
                .iter()
                .zip(&owner)
                .filter(|&(_, &o)| o == j)
                .map(|(&w, _)| f64::from(w))
                .collect();
            if !mine.is_empty() {
                *centroid = mine.iter().sum::<f64>() / mine.len() as f64;
            }
        }
    }
    let used: BTreeSet<usize> = owner.into_iter().collect();
    used.into_iter().map(|j| centroids[j]).collect()
}

/// Images whose pixels are dark half of the time, and labels.
fn images(inputs: usize, classes: u8, count: usize) -> (Vec<Vec<f64>>, Vec<u8>) {
    let mut rng = rng(17);
    let mut pixel = || {
        let lit = rng.random::<bool>();
        if lit {
            f64::from(rng.random::<f32>())
        } else {
            0.0
        }
    };
    let x = (0..count)
        .map(|_| (0..inputs).map(|_| pixel()).collect())
        .collect();
    (x, (0..count).map(|i| i as u8 % classes).collect())
}

#[test]
fn straight_through_the_gradient_at_rounded_weights_moves_the_exact_ones() {
    let (x, y) = images(14, 3, 9);
    let exact = network(&[14, 11, 18, 3], 5, 0.4);
    let mut seen = exact.clone();
    quantize(&mut seen, &scheme(3, Levels::Symmetric, Per::Row), None).unwrap();
    let mut moved = exact.clone();
    let found = Trainer::new(&exact, PLAIN).step_through_on(&seen, &mut moved, |rows, labels| {
        load(rows, 14, &x);
        labels.extend(&y);
    });
    let p = parameters(&seen);
    assert!((f64::from(found) - loss(&p, &x, &y)).abs() < 1e-6);
    let mut largest = 0.0f64;
    for (l, (a, b)) in exact.layers().iter().zip(moved.layers()).enumerate() {
        for ((i, o), &before) in a.weights().indexed_iter() {
            let g = f64::from(before - b.weights()[[i, o]]);
            if !a.is_kept(i, o) {
                assert_eq!(g, 0.0, "pruned weights stay");
                continue;
            }
            let expected = derivative(&p, l, i, o, &x, &y);
            assert!(
                (g - expected).abs() < 1e-6,
                "layer {l} weight {o} {i}: {g}, {expected}"
            );
            largest = largest.max(g.abs());
        }
    }
    assert!(
        largest > 1e-3,
        "gradients that are all tiny would prove nothing"
    );
}

/// Mean loss when the inputs of layers are rounded, where what rounding adds stands still: a' = min(a, most) + `added`.
/// Without `added`, what it is at these parameters is written there.
fn rounded_loss(
    p: &Parameters,
    x: &[Vec<f64>],
    y: &[u8],
    steps: &[(f64, f64)],
    added: &mut Vec<Vec<Vec<f64>>>,
) -> f64 {
    let measure = added.is_empty();
    let mut total = 0.0;
    for (n, (image, &label)) in x.iter().zip(y).enumerate() {
        let mut a = image.clone();
        if measure {
            added.push(Vec::new());
        }
        for (l, (weights, bias)) in p.iter().enumerate() {
            let (step, most) = steps[l];
            if measure {
                let add = |&a: &f64| (a.min(most) / step).round() * step - a.min(most);
                added[n].push(a.iter().map(add).collect());
            }
            let seen: Vec<f64> = a
                .iter()
                .zip(&added[n][l])
                .map(|(a, add)| a.min(most) + add)
                .collect();
            let z = weights
                .iter()
                .zip(bias)
                .map(|(row, b)| b + row.iter().zip(&seen).map(|(w, x)| w * x).sum::<f64>());
            let hidden = l + 1 < p.len();
            a = z.map(|z| if hidden { z.max(0.0) } else { z }).collect();
        }
        let sum: f64 = a.iter().map(|z| z.exp()).sum();
        total += sum.ln() - a[usize::from(label)];
    }
    total / x.len() as f64
}

#[test]
fn gradients_pass_rounded_activations_and_stop_where_they_are_cut() {
    let (x, y) = images(14, 3, 9);
    let mut exact = network(&[14, 11, 18, 3], 6, 0.0);
    for layer in exact.layers_mut() {
        let weights = layer.weights().to_owned();
        layer.assign(|i, o| 8.0 * weights[[i, o]]);
    }
    let mut train = random_split(14, 3, 20, 2);
    train.push(&[200; 14], 0);
    let mut seen = exact.clone();
    let scheme = Scheme {
        activations: Some(Calibration {
            bits: 4,
            images: 20,
            percentile: Some(85.0),
        }),
        ..scheme(4, Levels::Affine, Per::Tensor)
    };
    quantize(&mut seen, &scheme, Some(&train)).unwrap();
    let steps: Vec<(f64, f64)> = seen
        .input_rounding()
        .iter()
        .map(|grid| (f64::from(grid.scale), f64::from(grid.most())))
        .collect();
    let mut moved = exact.clone();
    let found = Trainer::new(&exact, PLAIN).step_through_on(&seen, &mut moved, |rows, labels| {
        load(rows, 14, &x);
        labels.extend(&y);
    });
    let p = parameters(&seen);
    let mut added = Vec::new();
    let expected = rounded_loss(&p, &x, &y, &steps, &mut added);
    assert!(
        (f64::from(found) - expected).abs() < 1e-5,
        "{found}, {expected}"
    );
    let (mut largest, mut cut) = (0.0f64, 0);
    for hidden in common::double::activations(&p, &x[0])
        .iter()
        .skip(1)
        .zip(&steps[1..])
    {
        cut += hidden.0.iter().filter(|&&a| a > hidden.1.1).count();
    }
    assert!(
        cut > 0,
        "nothing is cut, so this would prove less than it says"
    );
    for (l, (a, b)) in exact.layers().iter().zip(moved.layers()).enumerate() {
        for ((i, o), &before) in a.weights().indexed_iter() {
            let g = f64::from(before - b.weights()[[i, o]]);
            let mut at = |h: f64| {
                let mut other = p.clone();
                other[l].0[o][i] += h;
                rounded_loss(&other, &x, &y, &steps, &mut added)
            };
            let expected = (at(1e-6) - at(-1e-6)) / 2e-6;
            assert!(
                (g - expected).abs() < 2e-5,
                "layer {l} weight {o} {i}: {g}, {expected}"
            );
            largest = largest.max(g.abs());
        }
    }
    assert!(largest > 1e-2);
}

#[test]
fn a_shared_value_moves_by_the_sum_of_its_weights_gradients() {
    let (x, y) = images(14, 3, 9);
    let mut model = network(&[14, 11, 18, 3], 7, 0.4);
    share(&mut model, &[2, 3, 4]).unwrap();
    let before = model.clone();
    let mut trainer = GroupTrainer::new(&model, PLAIN);
    let found = trainer.step_on(&mut model, |rows, labels| {
        load(rows, 14, &x);
        labels.extend(&y);
    });
    let p = parameters(&before);
    assert!((f64::from(found) - loss(&p, &x, &y)).abs() < 1e-6);
    for (l, (a, b)) in before.layers().iter().zip(model.layers()).enumerate() {
        let values: BTreeSet<u32> = a
            .weights()
            .iter()
            .filter(|&&w| w != 0.0)
            .map(|w| w.to_bits())
            .collect();
        assert!(values.len() > 2);
        for value in values.into_iter().map(f32::from_bits) {
            let weights = a.weights();
            let mine: Vec<(usize, usize)> = weights
                .indexed_iter()
                .filter(|&(_, &w)| w == value)
                .map(|(at, _)| at)
                .collect();
            let at = |h: f64| {
                let mut other = p.clone();
                mine.iter().for_each(|&(i, o)| other[l].0[o][i] += h);
                loss(&other, &x, &y)
            };
            let expected = (at(1e-6) - at(-1e-6)) / 2e-6;
            let now: BTreeSet<u32> = mine
                .iter()
                .map(|&(i, o)| b.weights()[[i, o]].to_bits())
                .collect();
            assert_eq!(now.len(), 1, "they stay together");
            let g = f64::from(value - f32::from_bits(*now.first().unwrap()));
            assert!(
                (g - expected).abs() < 2e-6,
                "layer {l} value {value}: {g}, {expected}"
            );
        }
        for o in 0..a.outputs() {
            let at = |h: f64| {
                let mut other = p.clone();
                other[l].1[o] += h;
                loss(&other, &x, &y)
            };
            let expected = (at(1e-6) - at(-1e-6)) / 2e-6;
            assert!((f64::from(a.bias()[o] - b.bias()[o]) - expected).abs() < 1e-6);
        }
        let zeros = a
            .weights()
            .iter()
            .zip(&b.weights())
            .filter(|(w, _)| **w == 0.0)
            .all(|(_, w)| *w == 0.0);
        assert!(zeros && a.mask() == b.mask());
    }
}

fn digits() -> Dataset {
    common::digits(600, 200, 5)
}

fn config(epochs: u32) -> TrainConfig {
    common::adam(epochs, 0.002)
}

/// A network trained and pruned.
fn pruned(data: &Dataset) -> State {
    let hidden = vec![40, 20];
    let init = perform(Op::Init(Init { hidden, seed: 7 }), None, data, 99);
    let train = Op::Train(Train {
        config: config(3),
        stop_after: None,
    });
    let trained = perform(train, Some(init.state), data, 99);
    perform(prune(0.7), Some(trained.state), data, 99).state
}

fn prune(ratio: f64) -> Op {
    let method = Method::magnitude(Scope::Layer, Rule::Exact);
    Op::Prune(Prune { method, ratio })
}

fn quantize_tune() -> Op {
    Op::QuantizeTune(QuantizeTune {
        scheme: Scheme {
            activations: Some(Calibration {
                bits: 6,
                images: 100,
                percentile: Some(99.9),
            }),
            ..scheme(3, Levels::Affine, Per::Row)
        },
        config: config(2),
        stop_after: None,
    })
}

#[test]
fn how_steps_are_cut_changes_no_bit_and_an_early_end_can_be_repeated() {
    let data = digits();
    let base = pruned(&data);
    let bits_of = vec![3, 4, 5];
    let shared = perform(
        Op::Share(Share { bits: bits_of }),
        Some(base.clone()),
        &data,
        1,
    )
    .state;
    let share_tune = Op::ShareTune(ShareTune {
        config: config(2),
        stop_after: None,
    });
    for (op, before) in [(quantize_tune(), &base), (share_tune, &shared)] {
        let whole = perform(op.clone(), Some(before.clone()), &data, u32::MAX);
        let cut = perform(op.clone(), Some(before.clone()), &data, 3);
        assert_eq!(cut.state, whole.state);
        assert_eq!(cut.evaluation, whole.evaluation);
        assert_eq!(evaluate(&whole.state.model, &data.test), whole.evaluation);
        let encoding = whole.state.encoding.as_ref().unwrap();
        assert!(encoding.describes(&whole.state.model));
        for (l, layer) in whole.state.model.layers().iter().enumerate() {
            assert_eq!(
                layer.mask(),
                before.model.layers()[l].mask(),
                "the mask stays"
            );
            let most = match encoding {
                Encoding::Quantized { .. } => 8,
                Encoding::Shared { bits, .. } => (1 << bits[l]) + 1,
            };
            assert!(encoding.distinct(&whole.state.model)[l] <= most);
        }
        let mut run = Run::start(op, Some(before.clone()), None, &data).unwrap();
        while run.batch() < 7 {
            run.step(&data, 1);
        }
        assert!(run.stop());
        while run.step(&data, 1) != Phase::Done {}
        let ended = run.finish().unwrap();
        assert_eq!(ended.op.training().unwrap().1, Some(7));
        let again = perform(ended.op, Some(before.clone()), &data, 99);
        assert_eq!(again.state, ended.state);
    }
}

#[test]
fn training_on_the_levels_recovers_what_rounding_costs() {
    let data = digits();
    let base = pruned(&data);
    let scheme = scheme(3, Levels::Symmetric, Per::Tensor);
    let rounded = perform(
        Op::Quantize(Quantize { scheme }),
        Some(base.clone()),
        &data,
        99,
    );
    let tune = Op::QuantizeTune(QuantizeTune {
        scheme,
        config: config(6),
        stop_after: None,
    });
    let tuned = perform(tune, Some(base.clone()), &data, 99);
    assert!(
        tuned.evaluation.loss < 0.8 * rounded.evaluation.loss,
        "{} after {}",
        tuned.evaluation.loss,
        rounded.evaluation.loss
    );
    let shared = perform(
        Op::Share(Share {
            bits: vec![1, 1, 1],
        }),
        Some(base),
        &data,
        99,
    );
    let tune = Op::ShareTune(ShareTune {
        config: config(25),
        stop_after: None,
    });
    let tuned = perform(tune, Some(shared.state), &data, 99);
    assert!(
        tuned.evaluation.loss < 0.8 * shared.evaluation.loss,
        "{} after {}",
        tuned.evaluation.loss,
        shared.evaluation.loss
    );
}

#[test]
fn what_follows_knows_whether_the_levels_still_hold() {
    let data = digits();
    let base = pruned(&data);
    let activations = Some(Calibration {
        bits: 8,
        images: 100,
        percentile: None,
    });
    let scheme = Scheme {
        activations,
        ..scheme(4, Levels::Symmetric, Per::Tensor)
    };
    let quantized = perform(
        Op::Quantize(Quantize { scheme }),
        Some(base.clone()),
        &data,
        99,
    )
    .state;
    assert_eq!(quantized.model.input_rounding().len(), 3);
    let mut more = quantized.clone();
    more.change(&prune(0.9), None).unwrap();
    assert!(more.encoding == quantized.encoding && more.model.input_rounding().is_empty());
    let (i, o) = (0..784)
        .flat_map(|i| (0..40).map(move |o| (i, o)))
        .find(|&(i, o)| {
            !quantized.model.layers()[0].is_kept(i, o) && {
                let cut = base.past.cut.as_ref().unwrap();
                cut[0].weights[i * 40 + o] != 0.0
            }
        })
        .unwrap();
    let edit = |keep| {
        Op::Edit(Edits {
            edits: vec![Edit {
                layer: 0,
                input: Some(i),
                output: o,
                keep,
            }],
        })
    };
    let mut restored = quantized.clone();
    restored.change(&edit(true), None).unwrap();
    assert_eq!(
        restored.encoding, None,
        "a weight came back that is on no level"
    );
    let fine_tune = Op::FineTune(FineTune {
        config: config(1),
        mask: MaskChoice::Keep,
        stop_after: None,
    });
    let tuned = perform(fine_tune, Some(quantized.clone()), &data, 99).state;
    assert!(tuned.encoding.is_none() && tuned.model.input_rounding().is_empty());
    let mut rewound = quantized.clone();
    rewound
        .change(&Op::Rewind(Rewind { to_step: None }), None)
        .unwrap();
    assert!(rewound.encoding.is_none() && rewound.model.input_rounding().is_empty());
}

#[test]
fn rewinding_to_a_step_of_training_on_levels_gives_its_bits() {
    let data = digits();
    let hidden = vec![20];
    let init = perform(Op::Init(Init { hidden, seed: 3 }), None, &data, 99);
    let early = quantize_tune().stopped(8);
    let eight = perform(early, Some(init.state.clone()), &data, 99).state;
    let whole = perform(quantize_tune(), Some(init.state), &data, 99).state;
    assert_ne!(bits(&whole.model), bits(&eight.model));
    let to_step = Some(8);
    let rewound = perform(Op::Rewind(Rewind { to_step }), Some(whole), &data, 3).state;
    assert_eq!(bits(&rewound.model), bits(&eight.model));
}

#[test]
fn undo_restores_bits() {
    let data = digits();
    let mut tree = Tree::default();
    let state = pruned(&data);
    let hash = bits(&state.model);
    let outcome = |op: Op, state: &State| perform(op, Some(state.clone()), &data, 99);
    let base = tree.push(None, outcome(prune(0.7), &state));
    let base = tree.adopt(
        tree.node(base).unwrap().op.clone(),
        state.clone(),
        evaluate(&state.model, &data.test),
    );
    let scheme = scheme(4, Levels::Affine, Per::Row);
    for op in [
        Op::Quantize(Quantize { scheme }),
        Op::Share(Share {
            bits: vec![2, 2, 2],
        }),
    ] {
        let done = outcome(op.clone(), &state);
        let (after, encoding) = (bits(&done.state.model), done.state.encoding.clone());
        assert_ne!(after, hash);
        let id = tree.push(Some(base), done);
        assert_eq!(tree.find(Some(base), &op), Some(id));
        assert_eq!(bits(&tree.state(base).unwrap().model), hash);
        assert_eq!(bits(&tree.state(id).unwrap().model), after);
        assert_eq!(tree.state(id).unwrap().encoding, encoding);
    }
}

#[test]
fn what_is_wrong_is_named() {
    let data = digits();
    let base = pruned(&data);
    let error = |op: Op| {
        Run::start(op, Some(base.clone()), None, &data)
            .unwrap_err()
            .to_string()
    };
    let with = |bits| {
        Op::Quantize(Quantize {
            scheme: scheme(bits, Levels::Symmetric, Per::Row),
        })
    };
    assert_eq!(
        error(with(1)),
        "bits of a weight is 1; it must lie between 2 and 8"
    );
    assert_eq!(
        error(with(9)),
        "bits of a weight is 9; it must lie between 2 and 8"
    );
    let calibrated = |bits, images, percentile| {
        Op::Quantize(Quantize {
            scheme: Scheme {
                activations: Some(Calibration {
                    bits,
                    images,
                    percentile,
                }),
                ..scheme(4, Levels::Symmetric, Per::Row)
            },
        })
    };
    assert!(error(calibrated(1, 10, None)).starts_with("bits of an activation is 1;"));
    assert!(error(calibrated(8, 0, None)).starts_with("calibration images is 0;"));
    assert_eq!(
        error(calibrated(8, 601, None)),
        "calibration images is 601; it must lie between 1 and 600"
    );
    assert!(error(calibrated(8, 10, Some(101.0))).starts_with("percentile is 101;"));
    assert!(
        error(Op::Share(Share { bits: vec![] })).starts_with("number of layers with bits is 0;")
    );
    assert!(
        error(Op::Share(Share {
            bits: vec![9, 4, 4]
        }))
        .starts_with("bits of a code is 9;")
    );
    assert_eq!(
        error(Op::Share(Share { bits: vec![4, 4] })),
        "number of layers with bits is 2; it must lie between 3 and 3"
    );
    let tune = Op::ShareTune(ShareTune {
        config: config(1),
        stop_after: None,
    });
    assert!(tune.check().is_ok());
    let failed = Run::start(tune, Some(base.clone()), None, &data).unwrap_err();
    assert!(matches!(&failed, Error::MisplacedOp { op, .. } if op == "shareTune"));
    assert!(failed.to_string().contains("share them first"), "{failed}");
}

#[test]
fn operations_are_read_and_written() {
    for (op, text) in [
        (
            Op::Quantize(Quantize {
                scheme: scheme(4, Levels::Symmetric, Per::Row),
            }),
            r#"{"op":"quantize","scheme":{"bits":4,"levels":"symmetric","per":"row"}}"#,
        ),
        (
            quantize_tune(),
            r#"{"op":"quantizeTune","scheme":{"bits":3,"levels":"affine","per":"row","activations":{"bits":6,"images":100,"percentile":99.9}},"config":{"epochs":2,"batchSize":64,"optimizer":{"kind":"adam","lr":0.002}}}"#,
        ),
        (
            Op::Share(Share { bits: vec![4, 5] }),
            r#"{"op":"share","bits":[4,5]}"#,
        ),
    ] {
        assert_eq!(serde_json::to_string(&op).unwrap(), text);
        assert_eq!(serde_json::from_str::<Op>(text).unwrap(), op);
        let unknown = text.replacen('{', r#"{"more":1,"#, 1);
        assert!(serde_json::from_str::<Op>(&unknown).is_err());
    }
}
