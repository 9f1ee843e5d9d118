//! Deep Compression from the first operation to the file that is read again.

use crate::common::{self, adam, perform};
use prunelab::compress::encoding::rising;
use prunelab::data::dataset::Dataset;
use prunelab::files::formats::{Format, Layout, same_bits};
use prunelab::files::network::{FileKind, read, write};
use prunelab::lab::ops::{Op, Prune};
use prunelab::lab::recipes::deep::{DeepCompression, Round};
use prunelab::nn::evaluate::{evaluate, predictions};
use prunelab::nn::mlp::Mlp;

fn small() -> DeepCompression {
    let round = |keep: [f64; 3], epochs| Round {
        keep: keep.to_vec(),
        config: adam(epochs, 0.002),
    };
    DeepCompression {
        widths: vec![784, 64, 32, 10],
        seed: 7,
        training: vec![adam(4, 0.002), adam(2, 0.0005)],
        rounds: vec![
            round([0.3, 0.4, 0.8], 2),
            round([0.12, 0.25, 0.6], 2),
            round([0.06, 0.2, 0.5], 3),
        ],
        last: vec![adam(2, 0.0005)],
        taught: None,
        bits: vec![4, 4, 5],
        tune: adam(2, 0.0002),
    }
}

/// What an experiment leaves at its end, and after its first `at` operations.
fn done(recipe: &DeepCompression, at: usize) -> (Mlp, Mlp, Vec<Op>) {
    let data = data();
    let ops = recipe.ops().unwrap();
    let (mut state, mut early) = (None, None);
    for (number, op) in ops.iter().enumerate() {
        let left = perform(op.clone(), state, &data, u32::MAX).state;
        if number + 1 == at {
            early = Some(left.model.clone());
        }
        state = Some(left);
    }
    (early.unwrap(), state.unwrap().model, ops)
}

fn data() -> Dataset {
    common::digits(2500, 1000, 5)
}

#[test]
fn the_file_is_small_loads_again_and_answers_the_same() {
    let recipe = small();
    let data = data();
    let (dense, model, ops) = done(&recipe, 1 + recipe.training.len());
    let names: Vec<&str> = ops.iter().map(Op::name).collect();
    assert_eq!(names[..3], ["init", "train", "train"]);
    assert_eq!(names[names.len() - 3..], ["fineTune", "share", "shareTune"]);

    let last = recipe.rounds.last().unwrap();
    for ((layer, keep), bits) in model.layers().iter().zip(&last.keep).zip(&recipe.bits) {
        let kept = layer.kept() as f64 / layer.len() as f64;
        assert!(kept <= keep + 0.5 / layer.len() as f64, "{kept} of {keep}");
        assert!(kept > keep * 0.99, "{kept} of {keep}");
        assert!(rising(layer.weights().iter().copied().collect()).len() <= 1 << bits);
    }

    let file = write(FileKind::Compact, &model, None).unwrap();
    let back = read("small.prnl", &file).unwrap();
    assert!(same_bits(&back, &model));
    let (before, after) = (
        predictions(&model, &data.test),
        predictions(&back, &data.test),
    );
    assert_eq!(before, after);
    assert_eq!(after.len(), 1000);

    let plain = Format {
        layout: Layout::Dense,
        huffman: false,
    };
    let whole = plain.write(&dense).unwrap().len();
    assert_eq!(whole, 4 * (dense.weights() + 64 + 32 + 10));
    let ratio = whole as f64 / file.len() as f64;
    let right = [&dense, &back].map(|model| evaluate(model, &data.test).correct);
    println!(
        "{} B, {ratio:.1} times smaller, {right:?} of 1,000",
        file.len()
    );
    assert!(ratio > 40.0, "{ratio}");
    assert!(right[0] > 850, "{right:?}");
    assert!(right[1] + 20 >= right[0], "{right:?}");
}

/// Each stage has its part in it: without sharing the file is much larger.
#[test]
fn pruning_alone_is_not_as_small() {
    let recipe = small();
    let shared = recipe.ops().unwrap().len();
    let (pruned, model, _) = done(&recipe, shared - 2);
    let bytes = [pruned, model].map(|m| write(FileKind::Compact, &m, None).unwrap().len());
    println!("{bytes:?}");
    assert!(bytes[0] > 3 * bytes[1], "{bytes:?}");
}

#[test]
fn the_experiment_on_mnist_is_the_published_kind() {
    let recipe = DeepCompression::mnist(42);
    let ops = recipe.ops().unwrap();
    let prunings: Vec<f64> = ops
        .iter()
        .filter_map(|op| match op {
            Op::Prune(Prune { ratio, .. }) => Some(*ratio),
            _ => None,
        })
        .collect();
    assert_eq!(prunings.len(), 5);
    assert!(prunings.is_sorted());
    let kept = 0.04 * 235_200.0 + 0.06 * 30_000.0 + 0.3 * 1000.0;
    common::assert_near("last ratio", prunings[4], 1.0 - kept / 266_200.0, 1e-9, 0.0);
}

/// The page's preset is held against the same file, so that both do the same.
#[test]
fn the_taught_experiment_is_the_one_of_the_page() {
    let known = include_str!("../fixtures/deep-taught.json");
    let known: Vec<Op> = serde_json::from_str(known).unwrap();
    assert_eq!(DeepCompression::mnist_taught(42).ops().unwrap(), known);
}
