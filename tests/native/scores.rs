//! Scores of single weights, each against another way to compute it.

use crate::common::double::{
    Parameters, activations, derivative, images, parameters, random_split,
};
use prunelab::data::dataset::Split;
use prunelab::nn::dense::Dense;
use prunelab::nn::init::rng;
use prunelab::nn::mlp::Mlp;
use prunelab::nn::optim::Optimizer;
use prunelab::nn::train::Trainer;
use prunelab::prune::evidence::Evidence;
use prunelab::prune::method::Method;
use prunelab::prune::movement::Recorder;
use prunelab::prune::obs::{DAMPING, hessians};
use prunelab::prune::score::Score;

const SIZES: [usize; 4] = [14, 11, 9, 4];
const IMAGES: usize = 70;

/// A network, more images than are looked at, and both in double precision.
struct Case {
    model: Mlp,
    split: Split,
    p: Parameters,
    x: Vec<Vec<f64>>,
    y: Vec<u8>,
}

fn case() -> Case {
    let model = Mlp::random(&SIZES, &mut rng(4));
    let split = random_split(SIZES[0], 4, IMAGES + 30, 8);
    Case {
        p: parameters(&model),
        x: images(&split)[..IMAGES].to_vec(),
        y: split.labels()[..IMAGES].to_vec(),
        model,
        split,
    }
}

fn method(score: Score) -> Method {
    Method {
        score,
        calibration: IMAGES as u32,
        ..Method::default()
    }
}

fn found(score: Score, case: &Case) -> Vec<Vec<f32>> {
    let evidence = Evidence::images(&case.split);
    method(score).scores(&case.model, evidence).unwrap()
}

/// Asserts every score against `expected(layer, input, output)`; some must be well above the tolerance.
fn assert_scores(score: Score, case: &Case, expected: impl Fn(usize, usize, usize) -> f64) {
    let mut largest = 0.0f64;
    for (l, scores) in found(score, case).iter().enumerate() {
        let outputs = SIZES[l + 1];
        assert_eq!(scores.len(), SIZES[l] * outputs);
        for (index, &found) in scores.iter().enumerate() {
            let (input, output) = (index / outputs, index % outputs);
            let (found, expected) = (f64::from(found), expected(l, input, output));
            assert!(
                (found - expected).abs() <= 2e-4 * expected.abs() + 1e-7,
                "{score:?} of layer {l}, {input} to {output}: {found}, expected {expected}"
            );
            largest = largest.max(expected);
        }
    }
    assert!(
        largest > 1e-5,
        "{score:?}: all scores are within the tolerance of zero"
    );
}

#[test]
fn gradient_and_taylor_are_finite_differences_of_the_mean_loss() {
    let case = case();
    let Case { p, x, y, .. } = &case;
    assert_scores(Score::Gradient, &case, |l, i, o| {
        derivative(p, l, i, o, x, y).abs()
    });
    assert_scores(Score::Taylor, &case, |l, i, o| {
        (p[l].0[o][i] * derivative(p, l, i, o, x, y)).abs()
    });
}

#[test]
fn fisher_squares_each_images_own_gradient() {
    let case = case();
    let Case { p, x, y, .. } = &case;
    assert_scores(Score::Fisher, &case, |l, i, o| {
        let own = |k: usize| derivative(p, l, i, o, &x[k..=k], &y[k..=k]).powi(2);
        let mean = (0..IMAGES).map(own).sum::<f64>() / IMAGES as f64;
        0.5 * p[l].0[o][i].powi(2) * mean
    });
}

#[test]
fn wanda_is_the_weight_times_the_length_of_its_input() {
    let case = case();
    let Case { p, x, .. } = &case;
    let inputs: Vec<_> = x.iter().map(|image| activations(p, image)).collect();
    assert_scores(Score::Wanda, &case, |l, i, o| {
        let length = inputs.iter().map(|a| a[l][i].powi(2)).sum::<f64>().sqrt();
        p[l].0[o][i].abs() * length
    });
    assert!(
        inputs.iter().all(|a| a[0][0] == 0.0),
        "pixel 0 is never lit"
    );
}

#[test]
fn lamp_is_the_share_among_those_not_smaller() {
    let case = case();
    let p = &case.p;
    assert_scores(Score::Lamp, &case, |l, i, o| {
        let square = p[l].0[o][i].powi(2);
        let all = p[l].0.iter().flatten().map(|w| w * w);
        square / all.filter(|&other| other >= square).sum::<f64>()
    });
}

#[test]
fn magnitude_and_chance() {
    let case = case();
    assert_scores(Score::Magnitude, &case, |l, i, o| case.p[l].0[o][i].abs());
    let random = |seed| {
        let method = Method {
            seed,
            ..method(Score::Random)
        };
        method.scores(&case.model, Evidence::default()).unwrap()
    };
    assert_eq!(random(1), random(1));
    assert_ne!(random(1), random(2));
    assert!(random(1).iter().flatten().all(|s| (0.0..1.0).contains(s)));
}

/// Damped Hessian of a layer, written out.
fn hessian(case: &Case, l: usize) -> Vec<Vec<f64>> {
    let inputs: Vec<_> = case
        .x
        .iter()
        .map(|image| activations(&case.p, image))
        .collect();
    let n = SIZES[l];
    let entry =
        |i: usize, j: usize| inputs.iter().map(|a| a[l][i] * a[l][j]).sum::<f64>() / IMAGES as f64;
    let mut h: Vec<Vec<f64>> = (0..n)
        .map(|i| (0..n).map(|j| entry(i, j)).collect())
        .collect();
    let damping = DAMPING * (0..n).map(|i| h[i][i]).sum::<f64>() / n as f64;
    (0..n).for_each(|i| h[i][i] += damping);
    h
}

/// Solves h x = b by elimination with pivots.
fn solve(mut h: Vec<Vec<f64>>, mut b: Vec<f64>) -> Vec<f64> {
    let n = b.len();
    for c in 0..n {
        let pivot = (c..n)
            .max_by(|&i, &j| h[i][c].abs().total_cmp(&h[j][c].abs()))
            .unwrap();
        h.swap(c, pivot);
        b.swap(c, pivot);
        for r in (0..n).filter(|&r| r != c) {
            let factor = h[r][c] / h[c][c];
            let above = h[c].clone();
            h[r].iter_mut()
                .zip(above)
                .for_each(|(to, from)| *to -= factor * from);
            b[r] -= factor * b[c];
        }
    }
    (0..n).map(|i| b[i] / h[i][i]).collect()
}

#[test]
fn brain_surgeon_divides_by_the_inverse_hessian() {
    let case = case();
    let inverse: Vec<Vec<f64>> = (0..3)
        .map(|l| {
            let unit = |j: usize| (0..SIZES[l]).map(|i| f64::from(u8::from(i == j))).collect();
            (0..SIZES[l])
                .map(|j| solve(hessian(&case, l), unit(j))[j])
                .collect()
        })
        .collect();
    assert_scores(Score::Obs, &case, |l, i, o| {
        case.p[l].0[o][i].powi(2) / (2.0 * inverse[l][i])
    });
}

#[test]
fn what_stays_makes_up_for_what_goes_as_well_as_it_can() {
    let case = case();
    let hessians = hessians(&case.model, &case.split, IMAGES).unwrap();
    for (l, layer) in case.model.layers().iter().enumerate() {
        let (inputs, outputs) = (SIZES[l], SIZES[l + 1]);
        let gone: Vec<bool> = (0..inputs * outputs)
            .map(|k| (k / outputs * 5 + k * 3) % 7 < 3)
            .collect();
        let corrected = hessians[l].correct(layer, &gone);
        let h = hessian(&case, l);
        let mut moved = 0.0f64;
        for o in 0..outputs {
            let old = &case.p[l].0[o];
            let kept: Vec<usize> = (0..inputs).filter(|&i| !gone[i * outputs + o]).collect();
            let rhs = |&k: &usize| (0..inputs).map(|j| h[k][j] * old[j]).sum();
            let part = kept
                .iter()
                .map(|&r| kept.iter().map(|&c| h[r][c]).collect())
                .collect();
            let best = solve(part, kept.iter().map(rhs).collect());
            for (&i, best) in kept.iter().zip(best) {
                let found = f64::from(corrected[i * outputs + o]);
                assert!(
                    (found - best).abs() < 1e-5,
                    "layer {l}: {found}, best is {best}"
                );
                moved = moved.max((best - old[i]).abs());
            }
            assert!((0..inputs).all(|i| kept.contains(&i) || corrected[i * outputs + o] == 0.0));
        }
        assert!(moved > 1e-3, "there was something to make up for");
        let nothing = hessians[l].correct(layer, &vec![false; gone.len()]);
        assert!(
            nothing
                .iter()
                .zip(layer.weights())
                .all(|(a, b)| a.to_bits() == b.to_bits())
        );
    }
}

#[test]
fn too_many_live_inputs_are_refused_for_brain_surgeon() {
    let model = Mlp::from_layers(vec![Dense::zeros(1100, 2)]);
    let mut split = Split::new(1100);
    split.push(&[1; 1100], 0);
    let error = hessians(&model, &split, 1).unwrap_err();
    assert!(error.to_string().contains("1100"), "{error}");
}

#[test]
fn movement_sums_minus_gradient_times_weight_over_the_steps() {
    let case = case();
    let mut model = case.model.clone();
    let optimizer = Optimizer::Adam { lr: 0.02 };
    let mut trainer = Trainer::new(&model, optimizer);
    let mut recorder = Recorder::new(&model);
    let all = images(&case.split);
    let mut expected: Vec<Vec<f64>> = model.layers().iter().map(|l| vec![0.0; l.len()]).collect();
    // The first batch is larger than a block.
    for batch in [
        (0..70).collect::<Vec<u32>>(),
        (20..60).collect(),
        (5..9).collect(),
    ] {
        let p = parameters(&model);
        let x: Vec<_> = batch.iter().map(|&i| all[i as usize].clone()).collect();
        let y: Vec<_> = batch
            .iter()
            .map(|&i| case.split.labels()[i as usize])
            .collect();
        for (l, sums) in expected.iter_mut().enumerate() {
            let outputs = SIZES[l + 1];
            for (index, sum) in sums.iter_mut().enumerate() {
                let (i, o) = (index / outputs, index % outputs);
                *sum -= p[l].0[o][i] * derivative(&p, l, i, o, &x, &y);
            }
        }
        recorder.observe(&model, &case.split, &batch);
        trainer.step(&mut model, &case.split, &batch);
    }
    let evidence = Evidence {
        train: None,
        movement: Some(recorder.movement()),
    };
    let found = method(Score::Movement).scores(&model, evidence).unwrap();
    let pairs = || found.iter().flatten().zip(expected.iter().flatten());
    for (&found, &expected) in pairs() {
        assert!(
            (f64::from(found) - expected).abs() < 1e-6,
            "{found}, expected {expected}"
        );
    }
    assert!(pairs().any(|(_, e)| *e > 1e-3) && pairs().any(|(_, e)| *e < -1e-3));
}
