//! Networks that answer from compact forms: the same images, the same answers as the dense kernel's.

use prunelab::Error;
use prunelab::compress::inference::{Kernel, Runner, largest_inputs};
use prunelab::compress::int8;
use prunelab::compress::unfit::Unfit;
use prunelab::data::dataset::{Dataset, Split};
use prunelab::data::digits::{DigitsConfig, Generator};
use prunelab::files::formats::same_bits;
use prunelab::files::state::HandedNetwork;
use prunelab::lab::formats::Formats;
use prunelab::nn::evaluate::evaluate;
use prunelab::nn::init::rng;
use prunelab::nn::mlp::Mlp;
use rand::RngExt;

fn digits() -> Dataset {
    let config = DigitsConfig {
        train: 500,
        test: 300,
        seed: 3,
    };
    let mut generator = Generator::new(config).unwrap();
    while generator.step(500) > 0 {}
    generator.finish().unwrap()
}

/// Random, and pruned so that every kernel takes it: two of every four inputs, less of those, and some neurons gone.
fn network(sizes: &[usize], density: f64, seed: u64) -> Mlp {
    let mut rng = rng(seed);
    let mut model = Mlp::random(sizes, &mut rng);
    for (l, layer) in model.layers_mut().iter_mut().enumerate() {
        let draws: Vec<f64> = (0..layer.len()).map(|_| rng.random()).collect();
        let outputs = layer.outputs();
        let last = l + 2 == sizes.len();
        layer.prune(|i, o| {
            let dead = !last && o % 5 == 0;
            let left_over = i >= layer_inputs(sizes[l]);
            (left_over || (i + o) % 4 < 2) && draws[i * outputs + o] < density && !dead
        });
    }
    model
}

fn layer_inputs(inputs: usize) -> usize {
    inputs / 4 * 4
}

fn logits(kind: Kernel, model: &Mlp, data: &Dataset) -> Vec<f32> {
    let mut runner = Runner::new(kind, model, &largest_inputs(model, &data.train)).unwrap();
    let mut all = Vec::new();
    // In pieces that do not match the blocks.
    for from in (0..data.test.len()).step_by(170) {
        runner.run(&data.test, from..from + 170, |_, row| all.extend(row));
    }
    all
}

#[test]
fn every_kernel_of_floats_gives_the_dense_answers() {
    let data = digits();
    for sizes in [&[784, 10][..], &[784, 70, 10], &[784, 33, 35, 10]] {
        for (density, seed) in [(1.0, 1), (0.4, 2), (0.02, 3), (0.0, 4)] {
            let model = network(sizes, density, seed);
            let dense = logits(Kernel::Dense, &model, &data);
            for kind in [
                Kernel::Csr,
                Kernel::Bitmask,
                Kernel::Shrunk,
                Kernel::TwoFour,
            ] {
                let found = logits(kind, &model, &data);
                assert_eq!(found.len(), dense.len());
                for (a, b) in found.iter().zip(&dense) {
                    assert!(
                        (a - b).abs() <= 1e-5 * b.abs().max(1.0),
                        "{kind:?} {sizes:?}: {a} {b}"
                    );
                }
            }
            let mut runner = Runner::new(Kernel::Csr, &model, &[]).unwrap();
            let correct = runner.correct(&data.test, 0..data.test.len());
            assert_eq!(correct, evaluate(&model, &data.test).correct);
        }
    }
}

/// The same in floats, from the definition: inputs and weights at their levels.
#[test]
fn int8_computes_what_its_levels_stand_for() {
    let data = digits();
    let model = network(&[784, 41, 37, 10], 0.6, 7);
    let rounded = int8::rounded(&model);
    let largest = largest_inputs(&model, &data.train);
    assert_eq!(largest[0], 1.0);
    let found = logits(Kernel::Int8, &model, &data);
    let mut pixels = vec![0u8; 784];
    for (image, found) in found.chunks_exact(10).enumerate() {
        data.test.copy_image(image, &mut pixels);
        let mut x: Vec<f64> = pixels.iter().map(|&p| f64::from(p) / 255.0).collect();
        for (layer, &largest) in rounded.layers().iter().zip(&largest) {
            let step = f64::from(largest) / 127.0;
            let level = |x: f64| (x.max(0.0) / step).min(127.0).round_ties_even() * step;
            let inputs: Vec<f64> = x.iter().map(|&x| level(x)).collect();
            let weights = layer.weights();
            x = (0..layer.outputs())
                .map(|o| {
                    let sum: f64 = (0..layer.inputs())
                        .map(|i| inputs[i] * f64::from(weights[[i, o]]))
                        .sum();
                    sum + f64::from(layer.bias()[o])
                })
                .collect();
        }
        // A level that lies on the edge between two may fall to either; it weighs one step.
        let gap = found
            .iter()
            .zip(&x)
            .map(|(&a, &b)| (f64::from(a) - b).abs());
        assert!(gap.fold(0.0, f64::max) < 2e-2, "image {image}");
    }
}

#[test]
fn what_is_not_two_of_four_does_not_run_so() {
    let model = Mlp::random(&[784, 20, 10], &mut rng(1));
    let why = Runner::new(Kernel::TwoFour, &model, &[]).err();
    assert_eq!(why, Some(Unfit::NotTwoFour { layer: 1 }));
}

#[test]
fn the_lab_tells_sizes_and_agreement() {
    let data = digits();
    let model = network(&[784, 50, 10], 0.3, 5);
    let mut formats = Formats::new(HandedNetwork {
        largest: Some(largest_inputs(&model, &data.train)),
        model,
    });
    let written: Vec<_> = (0..).map_while(|at| formats.write(at)).collect();
    assert_eq!(written.len(), 16);
    for (at, one) in written.iter().enumerate() {
        assert_eq!(
            one.bytes,
            formats.file(at).map(|file| file.len()),
            "{one:?}"
        );
        assert_eq!(one.same, one.bytes.is_some(), "{one:?}");
    }
    for kind in Kernel::ALL {
        assert!(formats.run(kind, &data.test, 0, 10).is_none(), "not ready");
        assert!(formats.prepare(kind).unwrap().is_none());
        let agreement = formats.compare(kind, &data.test).unwrap();
        let correct = formats.run(kind, &data.test, 0, 300).unwrap();
        assert_eq!((agreement.correct, agreement.total), (correct, 300));
        if kind == Kernel::Int8 {
            assert!(agreement.same >= 290, "{agreement:?}");
        } else {
            assert!(
                agreement.same == 300 && agreement.gap < 1e-4,
                "{agreement:?}"
            );
        }
    }
    let model = network(&[784, 50, 10], 0.3, 5);
    let mut unmeasured = Formats::new(HandedNetwork {
        model: model.clone(),
        largest: None,
    });
    assert_eq!(unmeasured.prepare(Kernel::Int8), Err(Error::NoDataset));
    assert_eq!(unmeasured.prepare(Kernel::Csr), Ok(None));
    assert!(same_bits(&model, &model) && !same_bits(&model, &int8::rounded(&model)));
    let empty = Split::new(784);
    assert!(Runner::new(Kernel::Int8, &model, &largest_inputs(&model, &empty)).is_ok());
}
