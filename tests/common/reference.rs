//! A short experiment and the bits it ends with, for native and browser tests alike.
//! `tests/e2e/module.spec.js` runs the same experiment in the module that ships.

use prunelab::compress::scheme::{Calibration, Levels, Per, Scheme};
use prunelab::data::digits::{DigitsConfig, generate};
use prunelab::files::safetensors;
use prunelab::lab::ops::{
    FineTune, Init, MaskChoice, Op, Prune, Quantize, QuantizeTune, Share, ShareTune, Train,
    TrainConfig,
};
use prunelab::lab::run::{Phase, Run, State};
use prunelab::nn::optim::Optimizer;
use prunelab::prune::method::Method;
use prunelab::prune::rule::Rule;
use prunelab::prune::scope::Scope;

/// The correct answers and FNV-1a over the network's safetensors file.
pub const EXPECTED: &str = include_str!("../fixtures/reference_bits.txt");

/// The same after [`run_compressed`].
pub const EXPECTED_COMPRESSED: &str = include_str!("../fixtures/reference_bits_compressed.txt");

/// Init, train, prune, fine-tune on 640 built-in digits; `max_batches` says how the steps are cut.
pub fn run(max_batches: u32) -> String {
    fold(Vec::new(), max_batches)
}

/// The same, then training on rounded weights and activations, and after that on shared ones.
pub fn run_compressed(max_batches: u32) -> String {
    let scheme = Scheme {
        bits: 3,
        levels: Levels::Affine,
        per: Per::Row,
        activations: Some(Calibration {
            bits: 5,
            images: 100,
            percentile: Some(99.0),
        }),
    };
    let config = TrainConfig {
        epochs: 1,
        batch_size: 64,
        optimizer: Optimizer::Adam { lr: 0.002 },
    };
    let stop_after = None;
    let ops = vec![
        Op::QuantizeTune(QuantizeTune {
            scheme,
            config,
            stop_after,
        }),
        Op::Quantize(Quantize { scheme }),
        Op::Share(Share { bits: vec![3, 4] }),
        Op::ShareTune(ShareTune { config, stop_after }),
    ];
    fold(ops, max_batches)
}

fn fold(more: Vec<Op>, max_batches: u32) -> String {
    let data = generate(&DigitsConfig {
        train: 640,
        test: 300,
        seed: 11,
    })
    .unwrap();
    let config = TrainConfig {
        epochs: 2,
        batch_size: 64,
        optimizer: Optimizer::Adam { lr: 0.002 },
    };
    let method = Method::magnitude(Scope::Global, Rule::Exact);
    let ops = [
        Op::Init(Init {
            hidden: vec![48],
            seed: 9,
        }),
        Op::Train(Train {
            config,
            stop_after: None,
        }),
        Op::Prune(Prune {
            method,
            ratio: 0.85,
        }),
        Op::FineTune(FineTune {
            config,
            mask: MaskChoice::Keep,
            stop_after: None,
        }),
    ];
    let mut before: Option<State> = None;
    let mut correct = 0;
    for op in ops.into_iter().chain(more) {
        let mut run = Run::start(op, before.take(), None, &data).unwrap();
        while run.step(&data, max_batches) != Phase::Done {}
        let outcome = run.finish().unwrap();
        correct = outcome.evaluation.correct;
        before = Some(outcome.state);
    }
    let model = before.unwrap().model;
    let file = safetensors::write(&model).unwrap();
    let hash = file.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, &byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{hash:016x} {correct}")
}
