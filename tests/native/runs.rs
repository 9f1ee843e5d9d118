//! Operations at work: same bits however the steps are cut, early ends, divergence, the mask law.

use crate::common::{self, adam, bits, perform};
use prunelab::Error;
use prunelab::data::dataset::Dataset;
use prunelab::lab::ops::{FineTune, Import, Init, MaskChoice, Op, Prune, Train, TrainConfig};
use prunelab::lab::run::{Outcome, Phase, Run};
use prunelab::lab::tree::Tree;
use prunelab::nn::optim::Optimizer;
use prunelab::prune::method::Method;
use prunelab::prune::rule::Rule;
use prunelab::prune::scope::Scope;

fn digits() -> Dataset {
    common::digits(600, 200, 5)
}

fn init() -> Op {
    Op::Init(Init {
        hidden: vec![40, 20],
        seed: 7,
    })
}

fn train(epochs: u32) -> Op {
    Op::Train(Train {
        config: adam(epochs, 0.002),
        stop_after: None,
    })
}

fn prune(ratio: f64) -> Op {
    Op::Prune(Prune {
        method: Method::magnitude(Scope::Layer, Rule::Exact),
        ratio,
    })
}

fn fine_tune(mask: MaskChoice) -> Op {
    Op::FineTune(FineTune {
        config: adam(2, 0.002),
        mask,
        stop_after: None,
    })
}

fn fold(ops: &[Op], data: &Dataset, max_batches: u32) -> Outcome {
    let (first, rest) = ops.split_first().unwrap();
    let start = perform(first.clone(), None, data, max_batches);
    rest.iter().fold(start, |before, op| {
        perform(op.clone(), Some(before.state), data, max_batches)
    })
}

#[test]
fn how_steps_are_cut_changes_no_bit() {
    let data = digits();
    let ops = [init(), train(3), prune(0.7), fine_tune(MaskChoice::Keep)];
    let whole = fold(&ops, &data, u32::MAX);
    for max_batches in [1, 3, 10] {
        let cut = fold(&ops, &data, max_batches);
        assert_eq!(bits(&cut.state.model), bits(&whole.state.model));
        assert_eq!(cut.state, whole.state);
        assert_eq!(cut.evaluation, whole.evaluation);
        assert_eq!(cut.record, whole.record);
    }
    let other = fold(
        &[
            Op::Init(Init {
                hidden: vec![40, 20],
                seed: 8,
            }),
            train(3),
        ],
        &data,
        5,
    );
    assert_ne!(
        bits(&other.state.model),
        bits(&fold(&ops[..2], &data, 5).state.model),
        "another seed"
    );
}

#[test]
fn training_learns_and_notes_every_batch() {
    let data = digits();
    let trained = fold(&[init(), train(6)], &data, 4);
    assert!(
        trained.evaluation.accuracy() > 0.6,
        "{}",
        trained.evaluation.accuracy()
    );
    assert_eq!(trained.record.losses.len(), 60);
    let batches: Vec<u32> = trained
        .record
        .epochs
        .iter()
        .map(|point| point.batch)
        .collect();
    assert_eq!(batches, [10, 20, 30, 40, 50, 60]);
    let last = trained.record.epochs.last().unwrap();
    assert_eq!(last.test_accuracy, trained.evaluation.accuracy());
    assert!(last.train_loss < trained.record.epochs[0].train_loss);
}

#[test]
fn an_early_end_is_an_operation_that_can_be_repeated() {
    let data = digits();
    let before = perform(init(), None, &data, 9).state;
    for batches in [7, 10, 23] {
        let mut run = Run::start(train(5), Some(before.clone()), None, &data).unwrap();
        while run.batch() < batches {
            run.step(&data, 1);
        }
        assert!(run.stop());
        while run.step(&data, 1) != Phase::Done {}
        let stopped = run.finish().unwrap();
        assert_eq!(stopped.op, train(5).stopped(batches));
        let again = perform(stopped.op.clone(), Some(before.clone()), &data, 64);
        assert_eq!(again.state, stopped.state);
        assert_eq!(again.evaluation, stopped.evaluation);
        assert_eq!(again.record.losses, stopped.record.losses);
    }
    let mut untouched = Run::start(train(5), Some(before), None, &data).unwrap();
    assert!(!untouched.stop(), "nothing was done, nothing is kept");
}

#[test]
fn a_diverging_run_says_why_and_keeps_the_last_good_epoch() {
    let data = digits();
    let before = perform(init(), None, &data, 9).state;
    let wild = |lr| {
        Op::Train(Train {
            config: TrainConfig {
                epochs: 40,
                batch_size: 64,
                optimizer: Optimizer::Sgd {
                    lr,
                    momentum: 0.0,
                    nesterov: false,
                    weight_decay: 1.0,
                },
            },
            stop_after: None,
        })
    };
    let mut run = Run::start(wild(1000.0), Some(before.clone()), None, &data).unwrap();
    while run.step(&data, 3) != Phase::Done {}
    let Some(Error::Diverged { epoch, lr, .. }) = run.diverged().cloned() else {
        panic!("it should diverge")
    };
    assert_eq!(lr, 1000.0);
    let kept = run.finish();
    assert_eq!(
        epoch == 1,
        kept.is_none(),
        "only a whole epoch is worth keeping"
    );
    // Slower to blow up: some epochs are good.
    let mut run = Run::start(wild(2.1), Some(before.clone()), None, &data).unwrap();
    while run.step(&data, 3) != Phase::Done {}
    let Some(Error::Diverged { epoch, .. }) = run.diverged().cloned() else {
        panic!("it should diverge")
    };
    assert!(epoch > 1, "diverged in epoch {epoch}");
    let kept = run.finish().unwrap();
    assert!(kept.evaluation.loss.is_finite());
    let again = perform(kept.op.clone(), Some(before), &data, 64);
    assert_eq!(again.state, kept.state);
}

#[test]
fn fine_tuning_keeps_the_mask_or_lets_it_melt() {
    let data = digits();
    let pruned = fold(&[init(), train(3), prune(0.8)], &data, 64).state;
    for layer in pruned.model.layers() {
        assert_eq!(
            layer.len() - layer.kept(),
            (0.8 * layer.len() as f64).round_ties_even() as usize
        );
    }
    let kept = perform(fine_tune(MaskChoice::Keep), Some(pruned.clone()), &data, 64)
        .state
        .model;
    for (before, after) in pruned.model.layers().iter().zip(kept.layers()) {
        assert_eq!(before.mask(), after.mask());
        for (w, m) in after.weights().iter().zip(after.mask().unwrap()) {
            assert_eq!(w * m, *w);
        }
    }
    assert_ne!(bits(&kept), bits(&pruned.model), "the others learned");
    let melted = perform(fine_tune(MaskChoice::Forget), Some(pruned), &data, 64)
        .state
        .model;
    assert!(melted.layers().iter().all(|layer| layer.mask().is_none()));
    assert!(melted.sparsity() < 0.5, "sparsity {}", melted.sparsity());
}

#[test]
fn every_optimiser_keeps_masked_weights_zero() {
    let data = digits();
    let pruned = fold(&[init(), prune(0.6)], &data, 64).state;
    let sgd = |nesterov| Optimizer::Sgd {
        lr: 0.05,
        momentum: 0.9,
        nesterov,
        weight_decay: 0.01,
    };
    let adam_w = Optimizer::AdamW {
        lr: 0.01,
        weight_decay: 0.1,
    };
    for optimizer in [Optimizer::Adam { lr: 0.01 }, adam_w, sgd(false), sgd(true)] {
        let op = Op::Train(Train {
            config: TrainConfig {
                epochs: 1,
                batch_size: 50,
                optimizer,
            },
            stop_after: None,
        });
        let after = perform(op, Some(pruned.clone()), &data, 64).state.model;
        for layer in after.layers() {
            let (weights, mask) = (layer.weights(), layer.mask().unwrap());
            assert!(
                weights
                    .iter()
                    .zip(mask)
                    .all(|(&w, &m)| m != 0.0 || w == 0.0),
                "{optimizer:?}"
            );
        }
    }
}

#[test]
fn emptying_every_layer_is_allowed() {
    let data = digits();
    let empty = fold(
        &[init(), prune(1.0), fine_tune(MaskChoice::Keep)],
        &data,
        64,
    );
    assert_eq!(empty.state.model.kept(), 0);
    assert_eq!(empty.evaluation.confusion.iter().sum::<u32>(), 200);
}

#[test]
fn operations_out_of_place_or_range_are_refused() {
    let data = digits();
    let before = || Some(perform(init(), None, &data, 9).state);
    let refused = |op, before| Run::start(op, before, None, &data).unwrap_err();
    assert!(matches!(
        refused(init(), before()),
        Error::MisplacedOp { .. }
    ));
    assert!(matches!(refused(train(1), None), Error::MisplacedOp { .. }));
    assert!(matches!(
        refused(prune(1.5), before()),
        Error::OutOfRange { value: 1.5, .. }
    ));
    assert!(matches!(
        refused(prune(f64::NAN), before()),
        Error::OutOfRange { .. }
    ));
    assert!(matches!(
        refused(train(0), before()),
        Error::OutOfRange { value: 0.0, .. }
    ));
    assert!(matches!(
        refused(train(1).stopped(11), before()),
        Error::OutOfRange { value: 11.0, .. }
    ));
    let wide = Op::Init(Init {
        hidden: vec![2000],
        seed: 1,
    });
    assert!(matches!(
        refused(wide, None),
        Error::OutOfRange { value: 2000.0, .. }
    ));
    let import = Op::Import(Import {
        name: "a.safetensors".into(),
        digest: "00".into(),
        seed: 1,
    });
    assert!(matches!(
        refused(import, None),
        Error::NeedsCheckpoint { .. }
    ));
}

#[test]
fn a_tree_gives_back_every_state_and_knows_what_was_done() {
    let data = digits();
    let mut tree = Tree::default();
    let mut at = None;
    let mut states = Vec::new();
    for op in [init(), train(1), prune(0.5), fine_tune(MaskChoice::Keep)] {
        let before = at.map(|id| tree.state(id).unwrap());
        let outcome = perform(op, before, &data, 64);
        states.push(outcome.state.clone());
        at = Some(tree.push(at, outcome));
    }
    for (id, state) in states.iter().enumerate() {
        assert_eq!(tree.state(id as u32).unwrap(), *state);
    }
    let ops = [init(), train(1), prune(0.5), fine_tune(MaskChoice::Keep)];
    assert_eq!(tree.ops(3).unwrap(), ops);
    assert_eq!(tree.find(Some(1), &ops[2]), Some(2));
    assert_eq!(tree.find(Some(0), &ops[2]), None);
    assert_eq!(tree.node(4).unwrap_err(), Error::NoSuchNode { node: 4 });
}
