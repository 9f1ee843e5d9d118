//! The gradient of every layer against central finite differences of the loss, in double precision.

use crate::common::double::{Parameters, loss, parameters};
use crate::common::{PLAIN, load};
use prunelab::nn::init::{Rng, rng};
use prunelab::nn::mlp::Mlp;
use prunelab::nn::train::Trainer;
use rand::RngExt;

/// Images whose pixels are zero two times in three, and labels.
fn images(inputs: usize, classes: u8, count: usize, rng: &mut Rng) -> (Vec<Vec<f64>>, Vec<u8>) {
    let mut pixel = || {
        if rng.random::<f32>() < 0.66 {
            0.0
        } else {
            f64::from(rng.random::<f32>())
        }
    };
    let x = (0..count)
        .map(|_| (0..inputs).map(|_| pixel()).collect())
        .collect();
    (x, (0..count).map(|i| i as u8 % classes).collect())
}

#[test]
fn gradients_are_finite_differences() {
    let mut rng = rng(3);
    let (x, y) = images(20, 3, 9, &mut rng);
    let before = Mlp::random(&[20, 17, 33, 3], &mut rng);
    let mut after = before.clone();
    let found = Trainer::new(&after, PLAIN).step_on(&mut after, |rows, labels| {
        load(rows, 20, &x);
        labels.extend(&y);
    });
    let point = parameters(&before);
    assert!((f64::from(found) - loss(&point, &x, &y)).abs() < 1e-6);
    let difference = |change: &dyn Fn(&mut Parameters, f64)| {
        let at = |h: f64| {
            let mut moved = point.clone();
            change(&mut moved, h);
            loss(&moved, &x, &y)
        };
        (at(1e-6) - at(-1e-6)) / 2e-6
    };
    let mut largest = 0.0f64;
    for l in 0..3 {
        let (a, b) = (&before.layers()[l], &after.layers()[l]);
        for o in 0..a.outputs() {
            let bias = f64::from(a.bias()[o] - b.bias()[o]);
            let expected = difference(&|p, h| p[l].1[o] += h);
            assert!(
                (bias - expected).abs() < 1e-6,
                "layer {l} bias {o}: {bias}, {expected}"
            );
            for i in 0..a.inputs() {
                let g = f64::from(a.weights()[[i, o]] - b.weights()[[i, o]]);
                let expected = difference(&|p, h| p[l].0[o][i] += h);
                assert!(
                    (g - expected).abs() < 1e-6,
                    "layer {l} weight {o} {i}: {g}, {expected}"
                );
                largest = largest.max(g.abs());
            }
        }
    }
    assert!(
        largest > 1e-3,
        "the gradients are not all tiny, or the test would prove nothing"
    );
}
