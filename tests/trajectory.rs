//! The trajectory against direct evaluation: the same predictions at every grid point.
#![cfg(not(target_arch = "wasm32"))]

mod common;

use common::{fixture_bytes, mnist};
use proptest::prelude::*;
use prunelab::data::dataset::Split;
use prunelab::data::digits::{DigitsConfig, generate};
use prunelab::nn::checkpoint;
use prunelab::nn::init::rng;
use prunelab::nn::mlp::{Activations, Mlp};
use prunelab::nn::rows::Rows;
use prunelab::prune::importance::Evidence;
use prunelab::prune::order::{Method, Order, Rule, Scope};
use prunelab::prune::trajectory::{Probe, Reading, STEPS, Trajectory, grid};

fn method(scope: Scope, rule: Rule) -> Method {
    Method::magnitude(scope, rule)
}

fn along(base: Mlp, method: Method, places: Vec<u32>) -> Trajectory {
    let order = Order::new(method, &base, Evidence::default()).unwrap();
    Trajectory::new(base, order, places)
}

/// All readings, in rising order.
fn measure(trajectory: &mut Trajectory, test: &Split, near: u32) -> Vec<Reading> {
    let mut readings = Vec::new();
    while trajectory.remaining() > 0.0 {
        let before = trajectory.remaining();
        readings.extend(trajectory.step(test, near));
        assert!(trajectory.remaining() < before, "every step goes on");
    }
    readings.sort_by_key(|reading| reading.place);
    readings
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

/// Counts images read otherwise than by direct evaluation; such an image's two highest logits must be within 1e-3.
fn disagreements(trajectory: &Trajectory, reading: &Reading, test: &Split) -> usize {
    let ratio = f64::from(reading.place) / f64::from(STEPS);
    let probe = Probe::new(trajectory.base(), trajectory.order(), ratio);
    let mut count = 0;
    for (logits, &found) in logits(probe.model(), test).iter().zip(&reading.predictions) {
        let best = logits.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let first = logits.iter().position(|&z| z == best).unwrap();
        if first != usize::from(found) {
            assert!(
                best - logits[usize::from(found)] < 1e-3,
                "{ratio}: read as {found}, {logits:?}"
            );
            count += 1;
        }
    }
    count
}

#[test]
fn on_mnist_at_most_one_image_a_point_is_read_otherwise() {
    let Some(data) = mnist("on_mnist_at_most_one_image_a_point_is_read_otherwise") else {
        return;
    };
    let name = "mnist-784-256-10.safetensors";
    let model = checkpoint::import(name, &fixture_bytes(name)).unwrap();
    for scope in [Scope::Layer, Scope::Global] {
        let mut trajectory = along(model.clone(), method(scope, Rule::Exact), grid());
        let readings = measure(&mut trajectory, &data.test, 1000);
        assert_eq!(readings.iter().map(|r| r.place).collect::<Vec<_>>(), grid());
        for reading in &readings {
            let count = disagreements(&trajectory, reading, &data.test);
            assert!(
                count <= 1,
                "{scope:?} at {}: {count} of 10,000",
                reading.place
            );
        }
    }
}

#[test]
fn what_comes_first_is_around_the_slider() {
    let data = generate(&DigitsConfig {
        train: 100,
        test: 200,
        seed: 3,
    })
    .unwrap();
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
        assert!(
            first.iter().any(|reading| reading.place == nearest),
            "{near}"
        );
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
        let data = generate(&DigitsConfig { train: 100, test: 150, seed: 8 }).unwrap();
        let sizes: Vec<usize> = [784].into_iter().chain(hidden).chain([10]).collect();
        let base = Mlp::random(&sizes, &mut rng(seed));
        let scope = if global { Scope::Global } else { Scope::Layer };
        let rule = if textbook { Rule::SeedNote } else { Rule::Exact };
        // A network that was pruned before.
        let base = along(base, method(Scope::Layer, Rule::Exact), vec![0]);
        let base = Probe::new(base.base(), base.order(), gone).model().clone();
        let places: Vec<u32> = places.into_iter().collect();
        let mut trajectory = along(base, method(scope, rule), places.clone());
        let readings = measure(&mut trajectory, &data.test, near);
        prop_assert_eq!(readings.iter().map(|r| r.place).collect::<Vec<_>>(), places);
        for reading in &readings {
            prop_assert!(disagreements(&trajectory, reading, &data.test) <= 1);
            let ratio = f64::from(reading.place) / f64::from(STEPS);
            let mut probe = Probe::new(trajectory.base(), trajectory.order(), ratio);
            let direct = probe.step(&data.test, 150).unwrap();
            prop_assert!((direct.loss - reading.evaluation.loss).abs() < 1e-5);
            prop_assert_eq!(reading.evaluation.confusion.iter().sum::<u32>(), 150);
            prop_assert!(direct.correct.abs_diff(reading.evaluation.correct) <= 1);
        }
    }
}
