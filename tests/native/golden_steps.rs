//! Gradients and twenty steps of every optimiser against PyTorch's (double precision) values.

use crate::common::{PLAIN, assert_near, fixture, load, matrix, network, vector};
use prunelab::nn::mlp::Mlp;
use prunelab::nn::optim::Optimizer;
use prunelab::nn::train::Trainer;
use serde_json::Value;

/// One full-batch step on the fixture's images.
fn step(trainer: &mut Trainer, model: &mut Mlp, steps: &Value) -> f32 {
    let x = matrix(&steps["x"]);
    trainer.step_on(model, |rows, labels| {
        load(rows, 12, &x);
        labels.extend(vector(&steps["y"]).iter().map(|&y| y as u8));
    })
}

fn assert_parameters(what: &str, model: &Mlp, expected: &Value) {
    for (l, layer) in model.layers().iter().enumerate() {
        for (o, row) in matrix(&expected[format!("fc{}.weight", l + 1)])
            .iter()
            .enumerate()
        {
            for (i, &w) in row.iter().enumerate() {
                let found = f64::from(layer.weights()[[i, o]]);
                assert_near(
                    &format!("{what} fc{}.weight[{o}][{i}]", l + 1),
                    found,
                    w,
                    1e-4,
                    2e-6,
                );
            }
        }
        for (o, &b) in vector(&expected[format!("fc{}.bias", l + 1)])
            .iter()
            .enumerate()
        {
            assert_near(
                &format!("{what} fc{}.bias[{o}]", l + 1),
                f64::from(layer.bias()[o]),
                b,
                1e-4,
                2e-6,
            );
        }
    }
}

#[test]
fn the_gradient_is_pytorchs() {
    let steps = fixture("steps.json");
    let before = network(&steps["init"], 2);
    let mut after = before.clone();
    step(&mut Trainer::new(&after, PLAIN), &mut after, &steps);
    for l in 0..2 {
        let gradient = matrix(&steps["grad0"][format!("fc{}.weight", l + 1)]);
        let (before, after) = (before.layers()[l].weights(), after.layers()[l].weights());
        for (o, row) in gradient.iter().enumerate() {
            for (i, &g) in row.iter().enumerate() {
                assert_near(
                    "gradient",
                    f64::from(before[[i, o]] - after[[i, o]]),
                    g,
                    1e-4,
                    2e-7,
                );
            }
        }
    }
}

#[test]
fn twenty_steps_of_every_optimiser_are_pytorchs() {
    let steps = fixture("steps.json");
    let adam = Optimizer::Adam { lr: 0.01 };
    let sgd = |nesterov, weight_decay| Optimizer::Sgd {
        lr: 0.1,
        momentum: 0.9,
        nesterov,
        weight_decay,
    };
    let cases = [
        ("adam_lr0.01", adam),
        ("adam_lr0.01_masked", adam),
        (
            "adamw_lr0.01_wd0.1",
            Optimizer::AdamW {
                lr: 0.01,
                weight_decay: 0.1,
            },
        ),
        ("sgd_lr0.1_momentum0.9", sgd(false, 0.0)),
        ("sgd_lr0.1_nesterov0.9_wd0.01", sgd(true, 0.01)),
    ];
    for (name, optimizer) in cases {
        let mut model = network(&steps["init"], 2);
        if name.ends_with("masked") {
            for (l, layer) in model.layers_mut().iter_mut().enumerate() {
                let mask = matrix(&steps["mask50"][l]);
                layer.prune(|i, o| mask[o][i] != 0.0);
            }
        }
        let mut trainer = Trainer::new(&model, optimizer);
        for (t, expected) in vector(&steps[name]["losses"]).into_iter().enumerate() {
            let loss = f64::from(step(&mut trainer, &mut model, &steps));
            assert_near(&format!("{name} loss {t}"), loss, expected, 1e-4, 0.0);
        }
        assert_parameters(name, &model, &steps[name]["final"]);
    }
}
