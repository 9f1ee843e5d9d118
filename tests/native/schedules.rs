//! Schedules, rewinding and its controls, editing by hand, gradual pruning, and the recipes made of them.

use crate::common::{self, bits};
use proptest::prelude::*;
use prunelab::Error;
use prunelab::data::dataset::Dataset;
use prunelab::lab::handover::Handover;
use prunelab::lab::ops::{
    Edit, Edits, FineTune, Gradual, Init, MaskChoice, Op, Prune, Reinit, Rewind, Shuffle, Train,
    TrainConfig,
};
use prunelab::lab::recipes::iterative::Iterative;
use prunelab::lab::recipes::lottery::{Arm, Lottery};
use prunelab::lab::run::{Outcome, Phase, Run, State};
use prunelab::lab::tree::Tree;
use prunelab::nn::mlp::Mlp;
use prunelab::nn::optim::Optimizer;
use prunelab::prune::method::Method;
use prunelab::prune::rule::Rule;
use prunelab::prune::schedule::{Cubic, iterative};
use prunelab::prune::scope::Scope;
use prunelab::prune::score::Score;
use prunelab::prune::shape::Shape;
use std::sync::OnceLock;

fn digits() -> &'static Dataset {
    static DATA: OnceLock<Dataset> = OnceLock::new();
    DATA.get_or_init(|| common::digits(300, 100, 5))
}

fn adam(lr: f64) -> Optimizer {
    Optimizer::Adam { lr }
}

fn config(epochs: u32, optimizer: Optimizer) -> TrainConfig {
    TrainConfig {
        epochs,
        batch_size: 50,
        optimizer,
    }
}

fn init() -> Op {
    Op::Init(Init {
        hidden: vec![24, 12],
        seed: 7,
    })
}

fn train(epochs: u32) -> Op {
    Op::Train(Train {
        config: config(epochs, adam(0.003)),
        stop_after: None,
    })
}

fn prune(ratio: f64) -> Op {
    Op::Prune(Prune {
        method: Method::magnitude(Scope::Layer, Rule::Exact),
        ratio,
    })
}

fn prune_neurons(ratio: f64) -> Op {
    Op::Prune(Prune {
        method: Method {
            score: Score::L1,
            shape: Shape::Neurons,
            ..Method::default()
        },
        ratio,
    })
}

fn rewind(to_step: Option<u32>) -> Op {
    Op::Rewind(Rewind { to_step })
}

fn edit(layer: usize, input: Option<usize>, output: usize, keep: bool) -> Edit {
    Edit {
        layer,
        input,
        output,
        keep,
    }
}

fn perform(op: Op, before: Option<State>, max_batches: u32) -> Outcome {
    common::perform(op, before, digits(), max_batches)
}

fn after(op: Op, before: &State) -> State {
    perform(op, Some(before.clone()), 64).state
}

fn fold(ops: &[Op]) -> State {
    let start = perform(ops[0].clone(), None, 64).state;
    ops[1..]
        .iter()
        .fold(start, |state, op| after(op.clone(), &state))
}

fn refused(op: Op, before: &State) -> Error {
    Run::start(op, Some(before.clone()), None, digits()).unwrap_err()
}

/// Every mask, layer by layer; all true where there is none.
fn masks(model: &Mlp) -> Vec<Vec<bool>> {
    let layer = |layer: &prunelab::nn::dense::Dense| {
        let pairs = (0..layer.inputs()).flat_map(|i| (0..layer.outputs()).map(move |o| (i, o)));
        pairs.map(|(i, o)| layer.is_kept(i, o)).collect()
    };
    model.layers().iter().map(layer).collect()
}

/// Weights that are kept equal `source`'s bit by bit, the others are zero; biases equal unless `source`'s neuron is gone.
fn assert_masked(model: &Mlp, source: &Mlp) {
    for (layer, source) in model.layers().iter().zip(source.layers()) {
        for ((i, o), w) in layer.weights().indexed_iter() {
            let expected = if layer.is_kept(i, o) {
                source.weights()[[i, o]]
            } else {
                0.0
            };
            assert_eq!(w.to_bits(), expected.to_bits(), "weight {i} {o}");
        }
    }
}

fn obeys_mask(model: &Mlp) -> bool {
    model.layers().iter().all(|layer| {
        layer
            .weights()
            .indexed_iter()
            .all(|((i, o), &w)| layer.is_kept(i, o) || w == 0.0)
    })
}

#[test]
fn the_cubic_schedule_is_the_papers() {
    let cubic = Cubic {
        from: 0.0,
        to: 0.8,
        begin: 100,
        end: 500,
        every: 100,
    };
    // By hand: 0.8 (1 - (3/4)^3) and so on.
    let expected = [
        (100, 0.0),
        (200, 0.4625),
        (300, 0.7),
        (400, 0.7875),
        (500, 0.8),
    ];
    for (step, ratio) in expected {
        assert!((cubic.due(step).unwrap() - ratio).abs() < 1e-12, "{step}");
    }
    for step in [0, 99, 101, 250, 501, 600] {
        assert_eq!(cubic.due(step), None, "{step}");
    }
    let once = Cubic {
        begin: 3,
        end: 3,
        ..cubic
    };
    assert_eq!(once.due(3), Some(0.8));
    assert_eq!(once.due(2), None);
}

#[test]
fn rounds_of_the_lottery_keep_what_the_paper_says() {
    let lottery = |hidden: &[usize]| Lottery {
        pixels: 784,
        hidden: hidden.to_vec(),
        classes: 10,
        images: 300,
        seed: 1,
        config: config(1, adam(0.001)),
        rounds: 15,
        fraction: 0.2,
        last_fraction: None,
        to_step: None,
        only_rounds: None,
    };
    for (hidden, expected) in [
        (vec![256], [51.47, 21.31, 3.73]),
        (vec![300, 100], [51.28, 21.07, 3.58]),
    ] {
        let lottery = lottery(&hidden);
        let told = lottery.kept();
        let trials = lottery.trials().unwrap();
        // Really pruned, round after round, without the training between.
        let mut state = perform(trials[0].ops[0].clone(), None, 64).state;
        let last = trials
            .iter()
            .rfind(|trial| trial.arm == Arm::Ticket)
            .unwrap();
        let prunings = last.ops.iter().filter(|op| op.name() == "prune");
        for (round, op) in (1..).zip(prunings) {
            let before = masks(&state.model);
            state.change(op, None).unwrap();
            let nested = masks(&state.model)
                .iter()
                .flatten()
                .zip(before.iter().flatten())
                .all(|(after, before)| !after || *before);
            assert!(nested, "round {round}");
            let at = [3, 7, 15].iter().position(|&r| r == round);
            if let Some(at) = at {
                let kept = 100.0 * state.model.kept() as f64 / state.model.weights() as f64;
                assert!((kept - expected[at]).abs() < 0.0051, "{round}: {kept}");
                assert!((100.0 * told[round as usize] - expected[at]).abs() < 0.0051);
            }
        }
    }
}

#[test]
fn iterative_rounds_take_equal_shares_and_end_at_the_ratio() {
    for (ratio, rounds) in [(0.9, 5), (0.95, 1), (0.0, 3), (1.0, 4), (0.672, 7)] {
        let ratios = iterative(ratio, rounds);
        assert_eq!(ratios.len(), rounds as usize);
        assert_eq!(*ratios.last().unwrap(), ratio);
        let left = std::iter::once(1.0).chain(ratios.iter().map(|gone| 1.0 - gone));
        let left: Vec<f64> = left.collect();
        if ratio < 1.0 {
            let shares: Vec<f64> = left
                .windows(2)
                .map(|pair| 1.0 - pair[1] / pair[0])
                .collect();
            for share in &shares {
                assert!((share - shares[0]).abs() < 1e-12, "{shares:?}");
            }
        }
    }
    let recipe = Iterative {
        method: Method::default(),
        ratio: 0.9,
        rounds: 3,
        config: config(1, adam(0.001)),
    };
    let ops = recipe.ops().unwrap();
    let names: Vec<&str> = ops.iter().map(Op::name).collect();
    assert_eq!(
        names,
        [
            "prune", "fineTune", "prune", "fineTune", "prune", "fineTune"
        ]
    );
    let wrong = Iterative {
        rounds: 0,
        ..recipe.clone()
    };
    assert!(matches!(
        wrong.ops(),
        Err(Error::OutOfRange { value: 0.0, .. })
    ));
    let wrong = Iterative {
        method: Method {
            shape: Shape::NOfM { keep: 2, of: 4 },
            ..Method::default()
        },
        ..recipe
    };
    assert!(matches!(wrong.ops(), Err(Error::MethodMismatch { .. })));
}

#[test]
fn rewinding_brings_back_the_first_weights_and_keeps_the_mask() {
    let start = fold(&[init()]);
    let pruned = fold(&[init(), train(2), prune(0.7)]);
    let rewound = after(rewind(None), &pruned);
    assert_eq!(masks(&rewound.model), masks(&pruned.model));
    assert_masked(&rewound.model, &start.model);
    for (layer, first) in rewound.model.layers().iter().zip(start.model.layers()) {
        assert_eq!(layer.bias(), first.bias());
    }
    assert_eq!(rewound.rng, pruned.rng, "the generator runs on");
    // Without a mask all comes back.
    let whole = after(rewind(None), &fold(&[init(), train(2)]));
    assert_eq!(bits(&whole.model), bits(&start.model));
    // Again and again: from anywhere on the way.
    let later = after(rewind(None), &after(train(1), &rewound));
    assert_eq!(bits(&later.model), bits(&rewound.model));
    // A neuron that was removed stays removed, bias included.
    let narrow = fold(&[init(), train(1), prune_neurons(0.5), rewind(None)]);
    let removed = (0..24).filter(|&j| (0..784).all(|i| !narrow.model.layers()[0].is_kept(i, j)));
    let removed: Vec<usize> = removed.collect();
    assert_eq!(removed.len(), 12);
    assert!(
        removed
            .iter()
            .all(|&j| narrow.model.layers()[0].bias()[j] == 0.0)
    );
}

#[test]
fn rewinding_to_a_step_is_the_training_stopped_there() {
    let pruned = fold(&[init(), train(3), prune(0.6)]);
    // 300 images in batches of 50: six an epoch; on an edge, within, and at the very end.
    for step in [1, 6, 11, 18] {
        let there = fold(&[init(), train(3).stopped(step)]);
        let rewound = after(rewind(Some(step)), &pruned);
        assert_masked(&rewound.model, &there.model);
        assert_eq!(masks(&rewound.model), masks(&pruned.model));
        assert_eq!(rewound.rng, pruned.rng);
        let cut = perform(rewind(Some(step)), Some(pruned.clone()), 1);
        assert_eq!(cut.state, rewound, "however the steps are cut");
        assert!(cut.record.losses.is_empty() && cut.record.epochs.is_empty());
    }
    assert!(matches!(
        refused(rewind(Some(19)), &pruned),
        Error::OutOfRange {
            value: 19.0,
            max: 18.0,
            ..
        }
    ));
    assert!(matches!(
        refused(rewind(Some(0)), &pruned),
        Error::OutOfRange { .. }
    ));
    let untrained = fold(&[init(), prune(0.5)]);
    assert!(matches!(
        refused(rewind(Some(1)), &untrained),
        Error::MisplacedOp { .. }
    ));
    // An early end bounds it; and where pruning came first, the first training was of the pruned network.
    let stopped = fold(&[init(), prune(0.5), train(3).stopped(7)]);
    assert!(matches!(
        refused(rewind(Some(8)), &stopped),
        Error::OutOfRange { max: 7.0, .. }
    ));
    let there = fold(&[init(), prune(0.5), train(3).stopped(4)]);
    let rewound = after(rewind(Some(4)), &stopped);
    assert_eq!(bits(&rewound.model), bits(&there.model));
    // What was not finished leaves nothing.
    let mut run = Run::start(rewind(Some(9)), Some(pruned), None, digits()).unwrap();
    run.step(digits(), 4);
    assert!(!run.stop());
}

#[test]
fn drawing_anew_keeps_the_mask_and_nothing_else() {
    let pruned = fold(&[init(), train(1), prune(0.7)]);
    let other = after(Op::Reinit(Reinit { seed: 99 }), &pruned);
    assert_eq!(masks(&other.model), masks(&pruned.model));
    let fresh = fold(&[Op::Init(Init {
        hidden: vec![24, 12],
        seed: 99,
    })]);
    assert_masked(&other.model, &fresh.model);
    assert_eq!(
        other.rng, pruned.rng,
        "the images come in the ticket's order"
    );
    let same = after(Op::Reinit(Reinit { seed: 7 }), &pruned);
    assert_eq!(bits(&same.model), bits(&after(rewind(None), &pruned).model));
}

#[test]
fn shuffling_keeps_how_many_and_the_first_weights() {
    let start = fold(&[init()]);
    let pruned = fold(&[init(), train(1), prune(0.8)]);
    let shuffled = after(Op::Shuffle(Shuffle { seed: 3 }), &pruned);
    assert_masked(&shuffled.model, &start.model);
    let count = |mask: &Vec<bool>| mask.iter().filter(|&&kept| kept).count();
    for (before, after) in masks(&pruned.model).iter().zip(masks(&shuffled.model)) {
        assert_eq!(count(before), count(&after));
        assert_ne!(*before, after);
        // By chance a fifth of those kept stay.
        let both = before.iter().zip(&after).filter(|&(a, b)| *a && *b).count();
        let expected = 0.2 * count(before) as f64;
        let spread = 5.0 * (expected * 0.8).sqrt();
        assert!(
            (both as f64 - expected).abs() < spread,
            "{both} of {expected}"
        );
    }
    assert_eq!(after(Op::Shuffle(Shuffle { seed: 3 }), &pruned), shuffled);
    assert_ne!(
        masks(&after(Op::Shuffle(Shuffle { seed: 4 }), &pruned).model),
        masks(&shuffled.model)
    );
    let whole = fold(&[init(), train(1)]);
    let untouched = after(Op::Shuffle(Shuffle { seed: 3 }), &whole);
    assert_eq!(bits(&untouched.model), bits(&start.model));
}

#[test]
fn what_is_cut_by_hand_comes_back_bit_by_bit() {
    let trained = fold(&[init(), train(1)]);
    let edits = vec![
        edit(0, Some(400), 3, false),
        edit(1, None, 5, false),
        edit(2, Some(2), 9, false),
    ];
    let cut = after(Op::Edit(Edits { edits }), &trained);
    assert!(!cut.model.layers()[0].is_kept(400, 3));
    assert!((0..24).all(|i| !cut.model.layers()[1].is_kept(i, 5)));
    assert!((0..10).all(|k| !cut.model.layers()[2].is_kept(5, k)));
    assert_eq!(cut.model.layers()[1].bias()[5], 0.0);
    let gone = trained.model.weights() - masks(&cut.model).iter().flatten().filter(|k| **k).count();
    assert_eq!(gone, 1 + 24 + 10 + 1);
    let edits = vec![
        edit(2, Some(2), 9, true),
        edit(1, None, 5, true),
        edit(0, Some(400), 3, true),
        edit(0, Some(1), 1, true),
    ];
    let back = after(Op::Edit(Edits { edits }), &cut);
    assert_eq!(bits(&back.model), bits(&trained.model));
    assert!(
        back.model
            .layers()
            .iter()
            .all(|layer| layer.mask().is_none())
    );
    // Undo is going back to the run before: its state is kept or worked out again.
    let mut tree = Tree::default();
    let root = tree.push(None, perform(init(), None, 64));
    let first = tree.push(
        Some(root),
        perform(train(1), Some(tree.state(root).unwrap()), 64),
    );
    let op = Op::Edit(Edits {
        edits: vec![edit(0, None, 4, false)],
    });
    let before = tree.state(first).unwrap();
    let edited = tree.push(Some(first), perform(op.clone(), Some(before.clone()), 64));
    assert_eq!(tree.state(edited).unwrap(), after(op, &before));
    assert_eq!(tree.state(first).unwrap(), before);
}

#[test]
fn a_restored_weight_has_the_value_it_was_pruned_with() {
    let trained = fold(&[init(), train(1)]);
    let pruned = after(prune(0.9), &trained);
    let fine = Op::FineTune(FineTune {
        config: config(1, adam(0.003)),
        mask: MaskChoice::Keep,
        stop_after: None,
    });
    let tuned = after(fine, &pruned);
    let gone = masks(&pruned.model)[0]
        .iter()
        .position(|kept| !kept)
        .unwrap();
    let (input, output) = (gone / 24, gone % 24);
    let restore = Op::Edit(Edits {
        edits: vec![edit(0, Some(input), output, true)],
    });
    let at = |state: &State| state.model.layers()[0].weights()[[input, output]];
    assert_eq!(at(&after(restore.clone(), &tuned)), at(&trained));
    assert_ne!(at(&trained), 0.0);
    let rewound = after(rewind(None), &tuned);
    assert_eq!(at(&after(restore.clone(), &rewound)), at(&fold(&[init()])));
    // The same in another engine.
    let handed = |state: &State| {
        let evaluation = prunelab::nn::evaluate::Evaluation::begin(10, 100);
        let handover = Handover {
            state: state.clone(),
            evaluation,
        };
        let first = state.past.first.as_ref().map(|first| first.op.clone());
        let bytes = handover.encode().unwrap();
        assert!(Handover::decode(&bytes, None).is_err(), "trained by whom?");
        Handover::decode(&bytes, first).unwrap().state
    };
    assert_eq!(handed(&tuned), tuned);
    for op in [
        restore,
        rewind(None),
        rewind(Some(4)),
        Op::Shuffle(Shuffle { seed: 1 }),
    ] {
        assert_eq!(after(op.clone(), &handed(&tuned)), after(op, &tuned));
    }
}

#[test]
fn edits_of_what_is_not_there_are_refused() {
    let start = fold(&[init()]);
    let one = |edit: Edit| refused(Op::Edit(Edits { edits: vec![edit] }), &start);
    for (edit, value, max) in [
        (edit(3, Some(0), 0, false), 3.0, 2.0),
        (edit(2, None, 0, false), 2.0, 1.0),
        (edit(0, Some(784), 0, false), 784.0, 783.0),
        (edit(0, Some(0), 24, true), 24.0, 23.0),
    ] {
        let error = one(edit);
        assert!(
            matches!(error, Error::OutOfRange { value: v, max: m, .. } if v == value && m == max),
            "{error}"
        );
    }
    assert!(matches!(
        refused(Op::Edit(Edits { edits: Vec::new() }), &start),
        Error::OutOfRange { .. }
    ));
}

fn gradual(begin: u32, end: u32, every: u32, optimizer: Optimizer) -> Op {
    Op::Gradual(Gradual {
        method: Method::default(),
        from: 0.0,
        ratio: 0.9,
        begin,
        end,
        every,
        config: config(3, optimizer),
        stop_after: None,
    })
}

#[test]
fn gradual_pruning_follows_the_schedule_under_every_optimiser() {
    let sgd = Optimizer::Sgd {
        lr: 0.05,
        momentum: 0.9,
        nesterov: true,
        weight_decay: 0.001,
    };
    let decay = Optimizer::AdamW {
        lr: 0.003,
        weight_decay: 0.01,
    };
    let start = fold(&[init(), train(1)]);
    for optimizer in [adam(0.003), decay, sgd] {
        let op = gradual(2, 15, 4, optimizer);
        let cubic = Cubic {
            from: 0.0,
            to: 0.9,
            begin: 2,
            end: 15,
            every: 4,
        };
        let mut run = Run::start(op.clone(), Some(start.clone()), None, digits()).unwrap();
        let mut due = 0.0;
        while run.phase() != Phase::Done {
            let before = run.batch();
            run.step(digits(), 1);
            if run.batch() > before {
                due = cubic.due(before).unwrap_or(due);
                assert!(obeys_mask(run.model()), "{optimizer:?}, batch {before}");
                for (layer, mask) in run.model().layers().iter().zip(masks(run.model())) {
                    let gone = mask.iter().filter(|kept| !**kept).count();
                    let expected = (due * layer.len() as f64).round_ties_even() as usize;
                    assert_eq!(gone, expected, "batch {before}");
                }
            }
        }
        assert_eq!(due, 0.9);
        let one_by_one = run.finish().unwrap();
        let whole = perform(op.clone(), Some(start.clone()), u32::MAX);
        assert_eq!(whole.state, one_by_one.state);
        assert_eq!(whole.record, one_by_one.record);
        let stopped = perform(op.clone().stopped(15), Some(start.clone()), 7).state;
        assert!(
            stopped.model.sparsity() < 0.9,
            "the last pruning comes before batch 15, counted from 0"
        );
    }
}

#[test]
fn pruned_at_once_at_the_beginning_it_is_pruning_and_training() {
    let start = fold(&[init(), train(1)]);
    let at_once = after(gradual(0, 0, 1, adam(0.003)), &start);
    let one_shot = after(train(3), &after(prune(0.9), &start));
    assert_eq!(bits(&at_once.model), bits(&one_shot.model));
    assert_eq!(masks(&at_once.model), masks(&one_shot.model));
}

#[test]
fn gradual_pruning_that_cannot_be_is_refused() {
    let start = fold(&[init()]);
    let with = |change: &dyn Fn(&mut Op)| {
        let mut op = gradual(2, 12, 5, adam(0.003));
        change(&mut op);
        refused(op, &start)
    };
    // Three epochs of six batches: the last that something can come before is 17.
    let late = with(&|op| {
        if let Op::Gradual(Gradual { end, .. }) = op {
            *end = 18;
        }
    });
    assert!(
        matches!(
            late,
            Error::OutOfRange {
                value: 18.0,
                max: 17.0,
                ..
            }
        ),
        "{late}"
    );
    let backwards = with(&|op| {
        if let Op::Gradual(Gradual { end, .. }) = op {
            *end = 1;
        }
    });
    assert!(matches!(
        backwards,
        Error::OutOfRange {
            value: 1.0,
            min: 2.0,
            ..
        }
    ));
    let never = with(&|op| {
        if let Op::Gradual(Gradual { every, .. }) = op {
            *every = 0;
        }
    });
    assert!(matches!(never, Error::OutOfRange { value: 0.0, .. }));
    let more = with(&|op| {
        if let Op::Gradual(Gradual { from, .. }) = op {
            *from = 0.95;
        }
    });
    assert!(matches!(
        more,
        Error::OutOfRange {
            value: 0.95,
            max: 0.9,
            ..
        }
    ));
    for change in [
        |method: &mut Method| method.shape = Shape::NOfM { keep: 2, of: 4 },
        |method: &mut Method| method.score = Score::Movement,
    ] {
        let error = with(&|op| {
            if let Op::Gradual(Gradual { method, .. }) = op {
                change(method);
            }
        });
        assert!(matches!(error, Error::MethodMismatch { .. }), "{error}");
    }
    let images = with(&|op| {
        if let Op::Gradual(Gradual { method, .. }) = op {
            (method.score, method.calibration) = (Score::Taylor, 301);
        }
    });
    assert!(
        matches!(images, Error::OutOfRange { value: 301.0, .. }),
        "{images}"
    );
}

#[test]
fn the_lottery_is_four_arms_of_one_beginning() {
    let lottery = Lottery {
        pixels: 784,
        hidden: vec![24, 12],
        classes: 10,
        images: 300,
        seed: 7,
        config: config(1, adam(0.003)),
        rounds: 2,
        fraction: 0.4,
        last_fraction: Some(0.2),
        to_step: None,
        only_rounds: None,
    };
    let trials = lottery.trials().unwrap();
    let told: Vec<(Arm, u32)> = trials
        .iter()
        .map(|trial| (trial.arm, trial.round))
        .collect();
    assert_eq!(
        told,
        [
            (Arm::Ticket, 0),
            (Arm::Ticket, 1),
            (Arm::Reinit, 1),
            (Arm::Shuffle, 1),
            (Arm::Kept, 1),
            (Arm::Ticket, 2),
            (Arm::Reinit, 2),
            (Arm::Shuffle, 2),
            (Arm::Kept, 2),
        ]
    );
    let kept = lottery.kept();
    for trial in &trials {
        let state = fold(&trial.ops);
        let share = state.model.kept() as f64 / state.model.weights() as f64;
        // A weight may train to exactly zero; masks say what is kept.
        let masked = masks(&state.model);
        let all: usize = masked.iter().map(Vec::len).sum();
        let there = masked.iter().flatten().filter(|kept| **kept).count() as f64 / all as f64;
        assert!((there - kept[trial.round as usize]).abs() < 1e-4, "{share}");
    }
    // Back to a step: what was trained until then is not trained again.
    let late = Lottery {
        to_step: Some(2),
        ..lottery.clone()
    };
    let ticket = late.trials().unwrap().swap_remove(1).ops;
    assert_eq!(ticket[3], rewind(Some(2)));
    assert!(matches!(
        &ticket[4],
        Op::Train(Train {
            stop_after: Some(4),
            ..
        })
    ));
    fold(&ticket);
    let wrong = |lottery: Lottery| lottery.trials().unwrap_err();
    let too_late = Lottery {
        to_step: Some(6),
        ..lottery.clone()
    };
    assert!(matches!(
        wrong(too_late),
        Error::OutOfRange {
            value: 6.0,
            max: 5.0,
            ..
        }
    ));
    let greedy = Lottery {
        fraction: 1.5,
        ..lottery.clone()
    };
    assert!(matches!(
        wrong(greedy),
        Error::OutOfRange { value: 1.5, .. }
    ));
    let flat = Lottery {
        hidden: Vec::new(),
        ..lottery
    };
    assert!(matches!(wrong(flat), Error::OutOfRange { value: 0.0, .. }));
}

#[test]
fn operations_stand_in_links_as_they_always_will() {
    let texts = [
        r#"{"op":"rewind"}"#,
        r#"{"op":"rewind","toStep":40}"#,
        r#"{"op":"reinit","seed":3}"#,
        r#"{"op":"shuffle","seed":4}"#,
        r#"{"op":"edit","edits":[{"layer":0,"input":2,"output":1,"keep":false},{"layer":0,"output":1,"keep":true}]}"#,
        r#"{"op":"gradual","method":{"score":"magnitude","scope":"layer","rule":"exact"},"ratio":0.9,"begin":0,"end":9,"every":3,"config":{"epochs":1,"batchSize":64,"optimizer":{"kind":"adam","lr":0.001}}}"#,
    ];
    for text in texts {
        let op: Op = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_string(&op).unwrap(), text);
    }
    for wrong in [r#"{"op":"rewind","to":1}"#, r#"{"op":"reinit"}"#] {
        assert!(serde_json::from_str::<Op>(wrong).is_err());
    }
}

/// An operation that changes a trained network of 784, 24, 12 and 10 units without training.
fn change() -> impl Strategy<Value = Op> {
    let any_edit = (0usize..3, any::<bool>(), any::<bool>(), any::<u32>()).prop_map(
        |(layer, neuron, keep, pick)| {
            let (inputs, outputs) = [(784, 24), (24, 12), (12, 10)][layer];
            let output = pick as usize % outputs;
            let input = (pick / 64) as usize % inputs;
            edit(
                layer,
                (!neuron || layer == 2).then_some(input),
                output,
                keep,
            )
        },
    );
    prop_oneof![
        (0.0..=1.0f64).prop_map(prune),
        (0.0..=1.0f64).prop_map(prune_neurons),
        Just(rewind(None)),
        (0u64..1000).prop_map(|seed| Op::Reinit(Reinit { seed })),
        (0u64..1000).prop_map(|seed| Op::Shuffle(Shuffle { seed })),
        prop::collection::vec(any_edit, 1..20).prop_map(|edits| Op::Edit(Edits { edits })),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn the_cubic_schedule_rises_from_its_beginning_to_its_end(
        from in 0.0..=1.0f64, more in 0.0..=1.0f64, begin in 0u32..500, length in 0u32..500, every in 1u32..90,
    ) {
        let to = from + (1.0 - from) * more;
        let cubic = Cubic { from, to, begin, end: begin + length, every };
        let due: Vec<f64> = (0..1001).filter_map(|step| cubic.due(step)).collect();
        prop_assert_eq!(due.len() as u32, length.div_ceil(every) + 1);
        prop_assert!(due.windows(2).all(|pair| pair[0] <= pair[1] + 1e-12));
        prop_assert_eq!(*due.last().unwrap(), to);
        prop_assert!(length == 0 || (due[0] - from).abs() < 1e-12);
    }

    #[test]
    fn whatever_is_done_the_mask_is_law_and_cutting_can_be_taken_back(ops in prop::collection::vec(change(), 1..6)) {
        static TRAINED: OnceLock<State> = OnceLock::new();
        let mut state = TRAINED.get_or_init(|| fold(&[init(), train(1)])).clone();
        for op in ops {
            let text = serde_json::to_string(&op).unwrap();
            prop_assert_eq!(&serde_json::from_str::<Op>(&text).unwrap(), &op);
            let before = state.clone();
            state.change(&op, None).unwrap();
            prop_assert!(obeys_mask(&state.model));
            let kept = |state: &State| -> Vec<usize> {
                masks(&state.model).iter().map(|mask| mask.iter().filter(|kept| **kept).count()).collect()
            };
            match op {
                Op::Rewind(Rewind { .. }) | Op::Reinit(Reinit { .. }) => prop_assert_eq!(masks(&state.model), masks(&before.model)),
                Op::Shuffle(Shuffle { .. }) => prop_assert_eq!(kept(&state), kept(&before)),
                Op::Prune(Prune { .. }) => prop_assert!(kept(&state).iter().zip(kept(&before)).all(|(a, b)| *a <= b)),
                _ => {}
            }
            // Everything that went in this step comes back, to the bits it had.
            let went = masks(&before.model).into_iter().zip(masks(&state.model)).enumerate().flat_map(|(l, (was, is))| {
                let outputs = before.model.layers()[l].outputs();
                let gone = was.into_iter().zip(is).enumerate().filter(|(_, (was, is))| *was && !*is);
                gone.map(move |(at, _)| edit(l, Some(at / outputs), at % outputs, true)).collect::<Vec<_>>()
            });
            let edits: Vec<Edit> = went.collect();
            if matches!(op, Op::Prune(Prune { .. }) | Op::Edit(Edits { .. })) && !edits.is_empty() {
                let mut back = state.clone();
                back.change(&Op::Edit(Edits { edits: edits.clone() }), None).unwrap();
                for Edit { layer, input, output, .. } in edits {
                    let at = [input.unwrap(), output];
                    let (ours, theirs) = (&back.model.layers()[layer], &before.model.layers()[layer]);
                    prop_assert_eq!(ours.weights()[at].to_bits(), theirs.weights()[at].to_bits());
                }
            }
        }
    }
}
