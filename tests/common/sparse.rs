//! A short sparse training and the bits it ends with, for native and browser tests alike: weights grown by gradient, then
//! at random, then shrunk to zero.

#![allow(dead_code)]

use prunelab::data::dataset::Dataset;
use prunelab::data::digits::{DigitsConfig, generate};
use prunelab::files::safetensors;
use prunelab::lab::ops::{DropGrow, Growth, Op, Proximal, TrainConfig};
use prunelab::lab::recipes::sparse::{Sparse, Technique};
use prunelab::lab::run::{Outcome, Phase, Run, State};
use prunelab::nn::optim::Optimizer;

/// What [`run`] gives in a plain build.
pub const EXPECTED: &str = include_str!("../fixtures/sparse_bits.txt");

/// 640 built-in digits.
pub fn digits() -> Dataset {
    let config = DigitsConfig {
        train: 640,
        test: 300,
        seed: 11,
    };
    generate(&config).unwrap()
}

/// Two epochs of ten batches.
pub fn config() -> TrainConfig {
    TrainConfig {
        epochs: 2,
        batch_size: 64,
        optimizer: Optimizer::Adam { lr: 0.002 },
    }
}

/// A network of 48 hidden units of which 90 % is never there.
pub fn sparse(technique: Technique) -> Sparse {
    Sparse {
        technique,
        hidden: vec![48],
        seed: 9,
        density: 0.1,
        fraction: 0.3,
        every: 3,
        end: Some(17),
        config: config(),
        images: 640,
        ..Sparse::default()
    }
}

/// Does a list, cut into steps of `max_batches`; what its last operation left.
pub fn fold(ops: &[Op], data: &Dataset, max_batches: u32) -> Outcome {
    let mut before: Option<State> = None;
    let mut last = None;
    for op in ops {
        let mut run = Run::start(op.clone(), before.take(), None, data).unwrap();
        while run.step(data, max_batches) != Phase::Done {}
        let outcome = run.finish().unwrap();
        before = Some(outcome.state.clone());
        last = Some(outcome);
    }
    last.unwrap()
}

/// The correct answers and FNV-1a over the network's file.
pub fn run(max_batches: u32) -> String {
    let data = digits();
    let mut ops = sparse(Technique::Rigl).ops().unwrap();
    ops.push(Op::DropGrow(DropGrow {
        grow: Growth::Random,
        fraction: 0.5,
        every: 4,
        end: 20,
        config: config(),
        stop_after: None,
    }));
    ops.push(Op::Proximal(Proximal {
        lambda: 0.2,
        config: config(),
        stop_after: None,
    }));
    let outcome = fold(&ops, &data, max_batches);
    let file = safetensors::write(&outcome.state.model).unwrap();
    let hash = file.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, &byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{hash:016x} {}", outcome.evaluation.correct)
}
