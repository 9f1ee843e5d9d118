//! The trajectory against direct evaluation: the same predictions at every grid point.

use crate::common::{self, fixture_bytes, mnist};
use proptest::prelude::*;
use prunelab::data::dataset::Split;
use prunelab::files::network;
use prunelab::nn::evaluate::evaluate;
use prunelab::nn::init::rng;
use prunelab::nn::mlp::{Activations, Mlp};
use prunelab::prune::curve::{Curve, Reading};
use prunelab::prune::evidence::Evidence;
use prunelab::prune::method::Method;
use prunelab::prune::order::Order;
use prunelab::prune::rule::Rule;
use prunelab::prune::scope::Scope;
use prunelab::prune::trajectory::{Probe, STEPS, Trajectory, grid, ratios};
use prunelab_kernels::rows::Rows;

fn method(scope: Scope, rule: Rule) -> Method {
    Method::magnitude(scope, rule)
}

fn along(base: Mlp, method: Method, places: Vec<u32>) -> Trajectory {
    let order = Order::new(method, &base, Evidence::default()).unwrap();
    Trajectory::new(base, order, places)
}

/// Multiply-adds done so far, layer by layer.
fn work(trajectory: &Trajectory) -> &[u64] {
    trajectory.curve().unwrap().work()
}

/// All readings, in rising order.
fn measure(trajectory: &mut Trajectory, test: &Split, near: u32) -> Vec<Reading> {
    let mut readings = Vec::new();
    while trajectory.remaining() > 0.0 {
        let before = trajectory.remaining();
        readings.extend(trajectory.step(test, near));
        assert!(trajectory.remaining() < before, "every step goes on");
    }
    readings.sort_by_key(|reading| reading.point);
    readings
}

/// As [`measure`], of a curve.
fn measure_curve(curve: &mut Curve, test: &Split, near: usize) -> Vec<Reading> {
    let mut readings = Vec::new();
    while curve.remaining() > 0.0 {
        readings.extend(curve.step(test, near));
    }
    readings.sort_by_key(|reading| reading.point);
    readings
}

/// The slider places of readings.
fn places_of(trajectory: &Trajectory, readings: &[Reading]) -> Vec<u32> {
    let place = |reading: &Reading| trajectory.places()[reading.point];
    readings.iter().map(place).collect()
}

fn ratio(trajectory: &Trajectory, reading: &Reading) -> f64 {
    f64::from(trajectory.places()[reading.point]) / f64::from(STEPS)
}

fn digits(test: usize) -> Split {
    common::digits(100, test, 8).test
}

/// Logits of every image.
fn logits(model: &Mlp, test: &Split) -> Vec<Vec<f32>> {
    let mut activations = Activations::new(model);
    let last = model.layers().last().unwrap();
    let one = |i: usize| {
        let rows: &mut Rows = &mut activations.inputs[0];
        rows.clear(test.pixels());
        let (columns, levels) = test.row(i);
        rows.push_grey(columns, levels);
        activations.forward(model);
        activations.outputs.last().unwrap()[..last.outputs()].to_vec()
    };
    (0..test.len()).map(one).collect()
}

/// Counts images read otherwise than `model` reads them; such an image's two highest logits must be within 1e-3.
fn disagreements(model: &Mlp, predictions: &[u8], test: &Split) -> usize {
    let mut count = 0;
    for (logits, &found) in logits(model, test).iter().zip(predictions) {
        let best = logits.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let first = logits.iter().position(|&z| z == best).unwrap();
        if first != usize::from(found) {
            assert!(
                best - logits[usize::from(found)] < 1e-3,
                "read as {found}, {logits:?}"
            );
            count += 1;
        }
    }
    count
}

/// The network a trajectory has at a reading, evaluated directly.
fn direct(trajectory: &Trajectory, reading: &Reading) -> Mlp {
    let ratio = ratio(trajectory, reading);
    Probe::new(trajectory.base(), trajectory.order(), ratio)
        .model()
        .clone()
}

/// `base` without the weights that are gone at `point`.
fn masked(base: &Mlp, gone_from: &[Vec<u32>], point: usize) -> Mlp {
    let mut model = base.clone();
    for (layer, gone_from) in model.layers_mut().iter_mut().zip(gone_from) {
        let outputs = layer.outputs();
        layer.prune(|i, o| gone_from[i * outputs + o] as usize > point);
    }
    model
}

/// Checks a curve against direct evaluation of the masked network at every point.
fn check_curve(curve: &mut Curve, gone_from: &[Vec<u32>], points: usize, test: &Split) {
    let base = curve.base().clone();
    let readings = measure_curve(curve, test, points / 2);
    let found: Vec<usize> = readings.iter().map(|reading| reading.point).collect();
    assert_eq!(found, (0..points).collect::<Vec<_>>());
    for reading in &readings {
        let model = masked(&base, gone_from, reading.point);
        let count = disagreements(&model, &reading.predictions, test);
        assert!(count <= 1, "{count} images at point {}", reading.point);
        let loss = evaluate(&model, test).loss;
        assert!((loss - reading.evaluation.loss).abs() < 1e-5);
    }
}

#[test]
fn on_mnist_at_most_one_image_a_point_is_read_otherwise() {
    let Some(data) = mnist("on_mnist_at_most_one_image_a_point_is_read_otherwise") else {
        return;
    };
    let name = "mnist-784-256-10.safetensors";
    let model = network::read(name, &fixture_bytes(name)).unwrap();
    for scope in [Scope::Layer, Scope::Global] {
        let mut trajectory = along(model.clone(), method(scope, Rule::Exact), grid());
        let readings = measure(&mut trajectory, &data.test, 1000);
        assert_eq!(places_of(&trajectory, &readings), grid());
        for reading in &readings {
            let model = direct(&trajectory, reading);
            let count = disagreements(&model, &reading.predictions, &data.test);
            let ratio = ratio(&trajectory, reading);
            assert!(count <= 1, "{scope:?} at {ratio}: {count} of 10,000");
        }
    }
}

#[test]
fn what_comes_first_is_around_the_slider() {
    let data = common::digits(100, 200, 3);
    let model = Mlp::random(&[784, 30, 10], &mut rng(1));
    for near in [0, 700, 1000, 1700, 1900, STEPS] {
        let mut trajectory = along(model.clone(), method(Scope::Layer, Rule::Exact), grid());
        let mut first = Vec::new();
        while first.is_empty() {
            first = trajectory.step(&data.test, near);
        }
        let nearest = grid()
            .into_iter()
            .min_by_key(|place| place.abs_diff(near))
            .unwrap();
        assert!(places_of(&trajectory, &first).contains(&nearest), "{near}");
        assert!(first.len() <= 60, "{near}: {} points at once", first.len());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_network_any_method_any_grid_agrees_with_direct_evaluation(
        hidden in prop::collection::vec(1usize..40, 0..4),
        near in 0..=STEPS,
        places in prop::collection::btree_set(0..=STEPS, 1..40),
        global: bool,
        textbook: bool,
        gone in 0.0..0.9f64,
        seed: u64,
    ) {
        let test = digits(150);
        let sizes: Vec<usize> = [784].into_iter().chain(hidden).chain([10]).collect();
        let base = Mlp::random(&sizes, &mut rng(seed));
        let scope = if global { Scope::Global } else { Scope::Layer };
        let rule = if textbook { Rule::KthValue } else { Rule::Exact };
        // A network that was pruned before.
        let base = along(base, method(Scope::Layer, Rule::Exact), vec![0]);
        let base = Probe::new(base.base(), base.order(), gone).model().clone();
        let places: Vec<u32> = places.into_iter().collect();
        let mut trajectory = along(base, method(scope, rule), places.clone());
        let readings = measure(&mut trajectory, &test, near);
        prop_assert_eq!(places_of(&trajectory, &readings), places);
        for reading in &readings {
            let model = direct(&trajectory, reading);
            prop_assert!(disagreements(&model, &reading.predictions, &test) <= 1);
            let direct = evaluate(&model, &test);
            prop_assert!((direct.loss - reading.evaluation.loss).abs() < 1e-5);
            prop_assert_eq!(reading.evaluation.confusion.iter().sum::<u32>(), 150);
            prop_assert!(direct.correct.abs_diff(reading.evaluation.correct) <= 1);
        }
    }

    #[test]
    fn a_way_need_not_come_from_an_order(
        hidden in prop::collection::vec(1usize..30, 0..4),
        points in 1usize..30,
        seed: u64,
    ) {
        let test = digits(150);
        let sizes: Vec<usize> = [784].into_iter().chain(hidden).chain([10]).collect();
        let base = Mlp::random(&sizes, &mut rng(seed));
        // Any grid point for any weight, never among them.
        let mut state = seed | 1;
        let mut any = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            ((state >> 33) % (points as u64 + 1)) as u32
        };
        let gone_from: Vec<Vec<u32>> = base
            .layers()
            .iter()
            .map(|layer| (0..layer.len()).map(|_| any()).collect())
            .collect();
        check_curve(&mut Curve::new(base, gone_from.clone(), points), &gone_from, points, &test);
    }

    #[test]
    fn any_rising_ratios_make_a_grid(
        ratios in prop::collection::vec(0.0..=1.0f64, 1..20),
        global: bool,
        seed: u64,
    ) {
        let mut ratios = ratios;
        ratios.sort_by(f64::total_cmp);
        let base = Mlp::random(&[20, 12, 10], &mut rng(seed));
        let scope = if global { Scope::Global } else { Scope::Layer };
        let order = Order::new(method(scope, Rule::Exact), &base, Evidence::default()).unwrap();
        let gone_from: Vec<Vec<u32>> = (0..2).map(|l| order.pruned_from(l, &ratios)).collect();
        for (point, &ratio) in ratios.iter().enumerate() {
            let mut pruned = base.clone();
            order.apply(&mut pruned, ratio);
            prop_assert_eq!(masked(&base, &gone_from, point), pruned, "at {}", ratio);
        }
    }
}

/// A neuron goes as a group: the weights that come in and those that go out.
#[test]
fn neurons_go_as_groups_of_weights() {
    let test = digits(300);
    let sizes = [784, 30, 20, 10];
    let base = Mlp::random(&sizes, &mut rng(5));
    let points = 40;
    // Neuron j of hidden layer h is gone from a grid point of its own on; some never go.
    let neuron = |h: usize, j: usize| (7 * j + 11 * h) as u32 % (points as u32 + 5);
    let of_layer = |l: usize| {
        let (inputs, outputs) = (sizes[l], sizes[l + 1]);
        let mut gone_from = Vec::with_capacity(inputs * outputs);
        for i in 0..inputs {
            for o in 0..outputs {
                let before = if l > 0 { neuron(l, i) } else { u32::MAX };
                let behind = if l < 2 { neuron(l + 1, o) } else { u32::MAX };
                gone_from.push(before.min(behind).min(points as u32));
            }
        }
        gone_from
    };
    let gone_from: Vec<Vec<u32>> = (0..3).map(of_layer).collect();
    let mut curve = Curve::new(base, gone_from.clone(), points);
    check_curve(&mut curve, &gone_from, points, &test);
}

/// Of a network of four layers one is pruned: those before it are worked out once a block of images and stretch of the
/// grid, never again from grid point to grid point; it is itself taken back weight by weight, those behind it afresh.
#[test]
fn layers_before_the_first_changed_one_are_left_alone() {
    let test = digits(128);
    let base = Mlp::random(&[784, 24, 20, 16, 10], &mut rng(2));
    let images = test.len() as u64;
    // One stretch: grids of so few points are not cut.
    let places: Vec<u32> = (0..10).map(|i| 200 * i).collect();
    let exact = method(Scope::Layer, Rule::Exact);
    for only in 1..4 {
        let order = Order::of_layer(exact.clone(), &base, only, Evidence::default()).unwrap();
        let mut trajectory = Trajectory::new(base.clone(), order, places.clone());
        measure(&mut trajectory, &test, 0);
        let work = work(&trajectory).to_vec();
        let weights = |l: usize| base.layers()[l].len() as u64 * images;
        assert!(work[0] <= weights(0), "pixels: {work:?}");
        for l in 1..4 {
            match l.cmp(&only) {
                // Once; and of the pruned layer every weight comes back just once.
                std::cmp::Ordering::Less | std::cmp::Ordering::Equal => {
                    assert_eq!(work[l], weights(l), "layer {l} of {only}: {work:?}");
                }
                std::cmp::Ordering::Greater => {
                    let all = weights(l) * places.len() as u64;
                    assert_eq!(work[l], all, "layer {l} of {only}: {work:?}");
                }
            }
        }
    }
}

/// A step is bounded by what it multiplies, whatever the network, so that a worker hears its page in between.
#[test]
fn steps_stay_small() {
    let test = digits(130);
    let base = Mlp::random(&[784, 300, 200, 10], &mut rng(4));
    let mut trajectory = along(base, method(Scope::Global, Rule::Exact), grid());
    let total = |trajectory: &Trajectory| work(trajectory).iter().sum::<u64>();
    let mut steps = 0;
    while trajectory.remaining() > 0.0 {
        let before = total(&trajectory);
        trajectory.step(&test, 1000);
        let most = (1 << 24) + 64 * (784 * 300 + 300 * 200 + 200 * 10);
        assert!(total(&trajectory) - before <= most);
        steps += 1;
    }
    assert!(steps > 3 * 3, "blocks are cut: {steps} steps");
}

#[test]
fn a_grid_of_every_slider_place_can_be_asked_for() {
    let test = digits(128);
    let base = Mlp::random(&[784, 5, 10], &mut rng(6));
    let all: Vec<u32> = (0..=STEPS).collect();
    let mut trajectory = along(base, method(Scope::Layer, Rule::Exact), all);
    let readings = measure(&mut trajectory, &test, 700);
    assert_eq!(readings.len(), ratios().len());
}
