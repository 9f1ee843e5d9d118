//! What several tests need: fixtures, and MNIST where it is.

#![allow(dead_code)]

pub mod answers;
pub mod double;
pub mod reference;
pub mod sparse;

use prunelab::data::dataset::Dataset;
use prunelab::data::digits::{DigitsConfig, generate};
use prunelab::data::idx::{NamedFile, read_dataset};
use prunelab::lab::ops::{Op, TrainConfig};
use prunelab::lab::run::{Outcome, Phase, Run, State};
use prunelab::lab::session::Session;
use prunelab::nn::dense::Dense;
use prunelab::nn::init::Rng;
use prunelab::nn::mlp::Mlp;
use prunelab::nn::optim::Optimizer;
use prunelab_kernels::rows::Rows;
use rand::RngExt;
use serde_json::Value;
use std::path::PathBuf;

/// A file of tests/fixtures.
pub fn fixture_bytes(name: &str) -> Vec<u8> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures")
        .join(name);
    std::fs::read(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// A JSON file of tests/fixtures.
pub fn fixture(name: &str) -> Value {
    serde_json::from_slice(&fixture_bytes(name)).unwrap()
}

/// The steps of this are the gradients.
pub const PLAIN: Optimizer = Optimizer::Sgd {
    lr: 1.0,
    momentum: 0.0,
    nesterov: false,
    weight_decay: 0.0,
};

/// Adam on batches of 64.
pub fn adam(epochs: u32, lr: f64) -> TrainConfig {
    TrainConfig {
        epochs,
        batch_size: 64,
        optimizer: Optimizer::Adam { lr },
    }
}

/// So many of the built-in digits.
pub fn digits(train: usize, test: usize, seed: u64) -> Dataset {
    generate(&DigitsConfig { train, test, seed }).unwrap()
}

/// A random network of these widths with about `density` of its weights.
pub fn masked(sizes: &[usize], density: f64, rng: &mut Rng) -> Mlp {
    let mut model = Mlp::random(sizes, rng);
    for layer in model.layers_mut() {
        let keep: Vec<bool> = (0..layer.len())
            .map(|_| rng.random::<f64>() < density)
            .collect();
        let outputs = layer.outputs();
        layer.prune(|i, o| keep[i * outputs + o]);
    }
    model
}

/// A lab with so many of the built-in digits and no run.
pub fn lab(train: usize, test: usize, seed: u64) -> Session {
    let mut session = Session::default();
    session
        .begin_digits(DigitsConfig { train, test, seed })
        .unwrap();
    while session.step_digits(100) > 0 {}
    session.finish_digits().unwrap();
    session
}

/// MNIST from data/mnist. Where it is not there the test is skipped with a line that says so, unless
/// PRUNELAB_REQUIRE_MNIST is set.
pub fn mnist(test: &str) -> Option<Dataset> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("data/mnist");
    let names = [
        "train-images-idx3",
        "train-labels-idx1",
        "t10k-images-idx3",
        "t10k-labels-idx1",
    ];
    let read = |name: &str| {
        let name = format!("{name}-ubyte.gz");
        std::fs::read(folder.join(&name)).map(|bytes| NamedFile { name, bytes })
    };
    match names.into_iter().map(read).collect::<Result<Vec<_>, _>>() {
        Ok(files) => Some(read_dataset("MNIST", &files).unwrap()),
        Err(e) if std::env::var_os("PRUNELAB_REQUIRE_MNIST").is_some() => {
            panic!("{}: {e}", folder.display())
        }
        Err(_) => {
            eprintln!("SKIPPED {test}: the files of MNIST are not in data/mnist");
            None
        }
    }
}

/// A JSON matrix as rows of numbers.
pub fn matrix(value: &Value) -> Vec<Vec<f64>> {
    let row = |row: &Value| {
        row.as_array()
            .unwrap()
            .iter()
            .map(|x| x.as_f64().unwrap())
            .collect()
    };
    value.as_array().unwrap().iter().map(row).collect()
}

/// A JSON list of numbers.
pub fn vector(value: &Value) -> Vec<f64> {
    value
        .as_array()
        .unwrap()
        .iter()
        .map(|x| x.as_f64().unwrap())
        .collect()
}

/// A layer from PyTorch's (outputs, inputs) matrix.
pub fn dense(weight: &[Vec<f64>], bias: &[f64]) -> Dense {
    let mut layer = Dense::zeros(weight[0].len(), weight.len());
    layer.fill(|i, o| weight[o][i] as f32, |o| bias[o] as f32);
    layer
}

/// A network from a PyTorch state dict of `layers` layers.
pub fn network(state: &Value, layers: usize) -> Mlp {
    let layer = |l: usize| {
        dense(
            &matrix(&state[format!("fc{l}.weight")]),
            &vector(&state[format!("fc{l}.bias")]),
        )
    };
    Mlp::from_layers((1..=layers).map(layer).collect())
}

/// Fills `rows` with images of `width` pixels, zeros left out.
pub fn load(rows: &mut Rows, width: usize, images: &[Vec<f64>]) {
    rows.clear(width);
    for image in images {
        let entries = image.iter().enumerate().filter(|&(_, &v)| v != 0.0);
        let (columns, values): (Vec<u16>, Vec<f32>) =
            entries.map(|(c, &v)| (c as u16, v as f32)).unzip();
        rows.push(&columns, &values);
    }
}

/// Asserts |a - b| <= relative |b| + absolute.
#[track_caller]
pub fn assert_near(what: &str, a: f64, b: f64, relative: f64, absolute: f64) {
    assert!(
        (a - b).abs() <= relative * b.abs() + absolute,
        "{what}: {a} is not near {b}"
    );
}

/// FNV-1a over the bits of all parameters: equal only for equal bits.
pub fn bits(model: &Mlp) -> u64 {
    let values = model
        .layers()
        .iter()
        .flat_map(|l| l.padded_weights().iter().chain(l.padded_bias()));
    values.fold(0xcbf2_9ce4_8422_2325, |hash, value| {
        (hash ^ u64::from(value.to_bits())).wrapping_mul(0x0100_0000_01b3)
    })
}

/// Does an operation to its end, `max_batches` at a time.
pub fn perform(op: Op, before: Option<State>, data: &Dataset, max_batches: u32) -> Outcome {
    let mut run = Run::start(op, before, None, data).unwrap();
    while run.step(data, max_batches) != Phase::Done {}
    run.finish().unwrap()
}

/// Does an operation in a lab, known or not, and gives the number of the run that it ends in.
pub fn add_run(session: &mut Session, parent: Option<u32>, op: Op) -> u32 {
    session.start(parent, op, true).unwrap();
    while session.step(7).unwrap().phase != Phase::Done {}
    session.finish().unwrap().node.unwrap()
}
