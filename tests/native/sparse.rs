//! Sparse training: what is exchanged and what is not, and L1 by proximal steps.

use crate::common::double::{derivative, images, parameters, random_split};
use crate::common::sparse;
use crate::common::sparse::{config, digits, fold};
use crate::common::{masked, perform};
use proptest::prelude::*;
use prunelab::Error;
use prunelab::lab::handover::Handover;
use prunelab::lab::ops::{DropGrow, Growth, Init, Op, Proximal, Rewind, Train};
use prunelab::lab::recipes::sparse::Technique;
use prunelab::lab::run::{Outcome, Phase, Run};
use prunelab::nn::dense::Dense;
use prunelab::nn::init::rng;
use prunelab::nn::mlp::Mlp;
use prunelab::nn::optim::Optimizer;
use prunelab::nn::train::Trainer;
use prunelab::prune::drop_grow::{DropGrower, MaskUpdate, UpdateSchedule};

fn mask_of(layer: &Dense) -> Vec<bool> {
    let pairs = (0..layer.inputs()).flat_map(|i| (0..layer.outputs()).map(move |o| (i, o)));
    pairs.map(|(i, o)| layer.is_kept(i, o)).collect()
}

fn flat(layer: &Dense) -> Vec<f32> {
    layer.weights().iter().copied().collect()
}

fn plan(growth: Growth, fraction: f64) -> UpdateSchedule {
    UpdateSchedule {
        growth,
        fraction,
        every: 1,
        end: 4,
    }
}

proptest! {
    /// What an update promises, of every layer: as many weights as before, the smallest dropped, nothing both dropped and
    /// grown, what was grown zero, all others untouched.
    #[test]
    fn a_mask_update_keeps_counts_and_the_invariant_of_the_mask(
        sizes in prop::collection::vec(1usize..24, 3..5),
        density in 0.0f64..1.0,
        fraction in 0.0f64..=1.0,
        seed in 0u64..1000,
        by_gradient: bool,
    ) {
        let growth = if by_gradient { Growth::Gradient } else { Growth::Random };
        let split = random_split(sizes[0], *sizes.last().unwrap() as u8, 70, seed);
        let batch: Vec<u32> = (0..70).collect();
        let before = masked(&sizes, density, &mut rng(seed));
        let mut after = before.clone();
        let mut grower = DropGrower::new(plan(growth, fraction), &before);
        let updates = grower
            .update(1, &mut after, (&split, &batch), &mut rng(seed))
            .unwrap();
        let due = fraction / 2.0 * (1.0 + (std::f64::consts::PI / 4.0).cos());
        for ((a, b), MaskUpdate { dropped, grown }) in before.layers().iter().zip(after.layers()).zip(&updates) {
            let (was, is) = (mask_of(a), mask_of(b));
            let kept = was.iter().filter(|&&kept| kept).count();
            prop_assert_eq!(is.iter().filter(|&&kept| kept).count(), kept);
            let count = ((due * kept as f64).round_ties_even() as usize).min(a.len() - kept);
            prop_assert_eq!((dropped.len(), grown.len()), (count, count));
            let (old, new) = (flat(a), flat(b));
            for i in 0..a.len() {
                let (is_dropped, is_grown) = (dropped.contains(&(i as u32)), grown.contains(&(i as u32)));
                prop_assert!(!(is_dropped && is_grown));
                prop_assert_eq!(is[i], (was[i] && !is_dropped) || is_grown);
                prop_assert!(!is_dropped || was[i]);
                prop_assert!(!is_grown || !was[i]);
                prop_assert_eq!(new[i].to_bits(), if is_dropped || is_grown { 0 } else { old[i].to_bits() });
                prop_assert!(is[i] || new[i] == 0.0);
            }
            let largest = dropped.iter().map(|&i| old[i as usize].abs()).fold(0.0, f32::max);
            let remaining = (0..a.len()).filter(|&i| was[i] && !dropped.contains(&(i as u32)));
            prop_assert!(remaining.into_iter().all(|i| old[i].abs() >= largest));
            prop_assert_eq!(a.bias(), b.bias());
        }
    }
}

#[test]
fn growth_by_gradient_follows_finite_differences() {
    let split = random_split(12, 3, 80, 5);
    let batch: Vec<u32> = (0..80).collect();
    let before = masked(&[12, 9, 3], 0.4, &mut rng(5));
    let mut after = before.clone();
    let updates = DropGrower::new(plan(Growth::Gradient, 0.5), &before)
        .update(1, &mut after, (&split, &batch), &mut rng(1))
        .unwrap();
    let (point, x) = (parameters(&before), images(&split));
    for (l, (layer, update)) in before.layers().iter().zip(&updates).enumerate() {
        let outputs = layer.outputs();
        let slope =
            |i: usize| derivative(&point, l, i / outputs, i % outputs, &x, split.labels()).abs();
        let was = mask_of(layer);
        let grown = |i: &usize| update.grown.contains(&(*i as u32));
        let empty = || (0..layer.len()).filter(|&i| !was[i]);
        let least = empty()
            .filter(grown)
            .map(slope)
            .fold(f64::INFINITY, f64::min);
        let most = empty().filter(|i| !grown(i)).map(slope).fold(0.0, f64::max);
        assert!(
            !update.grown.is_empty() && least > 1e-4,
            "layer {l} grows something: {least}"
        );
        assert!(
            least >= most - 1e-7,
            "layer {l}: {least} was grown, {most} was not"
        );
    }
}

#[test]
fn a_grown_weight_begins_without_momentum() {
    let split = random_split(12, 3, 80, 8);
    let (x, batch) = (images(&split), (0..80).collect::<Vec<u32>>());
    let lr = 0.01;
    let optimizer = Optimizer::Sgd {
        lr,
        momentum: 0.9,
        nesterov: false,
        weight_decay: 0.0,
    };
    let mut model = masked(&[12, 9, 3], 0.6, &mut rng(8));
    let mut trainer = Trainer::new(&model, optimizer);
    let slope = |model: &Mlp, at: usize| {
        derivative(&parameters(model), 1, at / 3, at % 3, &x, split.labels())
    };
    // Of those that are there and of those that are not, the one with the largest gradient.
    let steepest = |model: &Mlp, there: bool| {
        let mask = mask_of(&model.layers()[1]);
        let sites = (0..mask.len()).filter(|&at| mask[at] == there);
        sites
            .max_by(|&a, &b| slope(model, a).abs().total_cmp(&slope(model, b).abs()))
            .unwrap()
    };
    let (mut dropped, mut grown) = (steepest(&model, true), steepest(&model, false));
    // The second time round, a weight that once had momentum comes back.
    for _ in 0..3 {
        for _ in 0..4 {
            trainer.step(&mut model, &split, &batch);
        }
        let layer = &mut model.layers_mut()[1];
        layer.cut(dropped / 3, dropped % 3);
        layer.restore(grown / 3, grown % 3, 0.0);
        trainer.forget_pruned(&mut model);
        let g = slope(&model, grown);
        trainer.step(&mut model, &split, &batch);
        let w = |at: usize| f64::from(model.layers()[1].weights()[[at / 3, at % 3]]);
        let expected = -lr * g;
        assert!(
            (w(grown) - expected).abs() < 1e-6,
            "one step of {expected} gave {}",
            w(grown)
        );
        assert!(
            g.abs() > 1e-3,
            "the gradient {g} is tiny, so this proves nothing"
        );
        assert_eq!(w(dropped), 0.0);
        (dropped, grown) = (grown, dropped);
    }
}

#[test]
fn counts_stay_through_a_whole_training() {
    let data = digits();
    for technique in [Technique::Static, Technique::Set, Technique::Rigl] {
        let ops = sparse::sparse(technique).ops().unwrap();
        let before = fold(&ops[..2], &data, 8);
        let mut run = Run::start(ops[2].clone(), Some(before.state.clone()), None, &data).unwrap();
        let counts = |model: &Mlp| -> Vec<usize> {
            let kept = |layer: &Dense| mask_of(layer).iter().filter(|&&kept| kept).count();
            model.layers().iter().map(kept).collect()
        };
        let first = counts(&before.state.model);
        let mut moved = false;
        while run.step(&data, 1) != Phase::Done {
            assert_eq!(counts(run.model()), first);
            for layer in run.model().layers() {
                let pairs = mask_of(layer).into_iter().zip(flat(layer));
                assert!(pairs.into_iter().all(|(kept, w)| kept || w == 0.0));
            }
            moved |= mask_of(&run.model().layers()[0]) != mask_of(&before.state.model.layers()[0]);
        }
        assert_eq!(moved, technique != Technique::Static);
        let exchanges = &run.record().exchanges;
        let steps: Vec<u32> = exchanges.iter().map(|one| one.batch).collect();
        let due: &[u32] = if moved { &[3, 6, 9, 12, 15] } else { &[] };
        assert_eq!(steps, due);
        // The share falls, and with it the counts.
        assert!(
            exchanges
                .windows(2)
                .all(|pair| pair[0].layers[0] > pair[1].layers[0])
        );
    }
}

#[test]
fn a_sparse_start_has_erdos_renyi_densities() {
    let outcome = fold(
        &sparse::sparse(Technique::Set).ops().unwrap()[..2],
        &digits(),
        1,
    );
    // 784-48-10 at 90 %: 3811 weights; e = 3811 / (832 + 58), and the small layer cannot take more than it has.
    let kept: Vec<usize> = outcome
        .state
        .model
        .layers()
        .iter()
        .map(Dense::kept)
        .collect();
    let all = 784 * 48 + 480;
    assert_eq!(
        kept.iter().sum::<usize>(),
        all / 10 + usize::from(all % 10 > 5)
    );
    let e = kept.iter().sum::<usize>() as f64 / (832.0 + 58.0);
    assert!((kept[0] as f64 - e * 832.0).abs() <= 1.0, "{kept:?}");
    assert!((kept[1] as f64 - e * 58.0).abs() <= 1.0, "{kept:?}");
}

#[test]
fn the_bits_do_not_depend_on_how_steps_are_cut() {
    assert_eq!(sparse::run(1), sparse::run(7));
}

#[test]
fn sparse_training_gives_the_stored_bits() {
    assert_eq!(sparse::run(64), sparse::EXPECTED.trim());
}

#[test]
fn no_exchanges_are_plain_training() {
    let data = digits();
    let ops = sparse::sparse(Technique::Static).ops().unwrap();
    let plain = fold(&ops, &data, 8);
    let mut other = ops[..2].to_vec();
    other.push(Op::DropGrow(DropGrow {
        grow: Growth::Gradient,
        fraction: 0.0,
        every: 2,
        end: 20,
        config: config(),
        stop_after: None,
    }));
    let idle = fold(&other, &data, 8);
    assert_eq!(plain.state.model, idle.state.model);
    assert_eq!(plain.state.rng, idle.state.rng);
    assert_eq!(idle.record.exchanges.len(), 9);
    assert!(idle.record.exchanges.iter().all(|one| one.layers == [0, 0]));
}

#[test]
fn an_early_end_can_be_repeated_and_handed_over() {
    let data = digits();
    let ops = sparse::sparse(Technique::Rigl).ops().unwrap();
    let before = fold(&ops[..2], &data, 8);
    let mut run = Run::start(ops[2].clone(), Some(before.state.clone()), None, &data).unwrap();
    run.step(&data, 10);
    // Just after an exchange: some weights are there and zero.
    assert!(run.stop());
    while run.step(&data, 1) != Phase::Done {}
    let stopped = run.finish().unwrap();
    assert_eq!(stopped.op.training().unwrap().1, Some(10));
    let again = fold(
        &[ops[0].clone(), ops[1].clone(), stopped.op.clone()],
        &data,
        3,
    );
    assert_eq!(again.state, stopped.state);
    let first = stopped
        .state
        .past
        .first
        .as_ref()
        .map(|first| first.op.clone());
    let handover = Handover {
        state: stopped.state.clone(),
        evaluation: stopped.evaluation.clone(),
    };
    let taken = Handover::decode(&handover.encode().unwrap(), first).unwrap();
    assert_eq!(taken.state, stopped.state);
    // What the first training left after 10 batches is what rewinding to it gives.
    let whole = fold(&ops, &data, 8);
    let to_step = Some(10);
    let rewind = perform(Op::Rewind(Rewind { to_step }), Some(whole.state), &data, 4);
    let rewound = rewind.state.model;
    for (a, b) in rewound.layers().iter().zip(stopped.state.model.layers()) {
        assert_eq!(a.bias(), b.bias());
        for ((at, w), there) in a.weights().indexed_iter().zip(b.weights()) {
            assert_eq!(*w, if a.is_kept(at.0, at.1) { *there } else { 0.0 });
        }
    }
}

#[test]
fn what_cannot_be_done_is_said() {
    let data = digits();
    let op = |fraction, every, end| {
        Op::DropGrow(DropGrow {
            grow: Growth::Random,
            fraction,
            every,
            end,
            config: config(),
            stop_after: None,
        })
    };
    for (wrong, what) in [
        (op(1.5, 1, 10), "fraction of weights dropped and grown"),
        (op(f64::NAN, 1, 10), "fraction of weights dropped and grown"),
        (
            op(0.3, 0, 10),
            "batches from one drop-and-grow step to the next",
        ),
        (op(0.3, 1, 0), "batches until the last drop-and-grow step"),
        (proximal(-0.1), "weight of the L1 penalty"),
        (proximal(f64::INFINITY), "weight of the L1 penalty"),
    ] {
        match wrong.check() {
            Err(Error::OutOfRange { what: told, .. }) => assert_eq!(told, what),
            other => panic!("{other:?}"),
        }
    }
    let ops = sparse::sparse(Technique::Set).ops().unwrap();
    let start = fold(&ops[..2], &data, 8).state;
    let late = Run::start(op(0.3, 1, 21), Some(start), None, &data).unwrap_err();
    assert!(late.to_string().contains("21"), "{late}");
    let dense = fold(&ops[..1], &data, 8).state;
    let nothing = Run::start(op(0.3, 1, 10), Some(dense), None, &data).unwrap_err();
    assert!(
        matches!(&nothing, Error::MisplacedOp { op, .. } if op == "dropGrow"),
        "{nothing}"
    );
}

#[test]
fn both_operations_are_written_and_read() {
    for op in [
        sparse::sparse(Technique::Rigl).ops().unwrap()[2].clone(),
        proximal(0.25).stopped(7),
    ] {
        let text = serde_json::to_string(&op).unwrap();
        assert_eq!(serde_json::from_str::<Op>(&text).unwrap(), op);
        let odd = text.replacen('{', "{\"odd\":1,", 1);
        assert!(serde_json::from_str::<Op>(&odd).is_err());
    }
}

fn proximal(lambda: f64) -> Op {
    Op::Proximal(Proximal {
        lambda,
        config: config(),
        stop_after: None,
    })
}

proptest! {
    /// The proximal step minimises (x - w)^2 / 2 + by |x|: no x nearby is better.
    #[test]
    fn a_soft_threshold_is_the_proximal_step(w in -2.0f32..2.0, by in 0.0f32..1.0) {
        let mut layer = Dense::zeros(1, 1);
        layer.fill(|_, _| w, |_| 3.0);
        layer.soft_threshold(by);
        let at = |x: f64| (x - f64::from(w)).powi(2) / 2.0 + f64::from(by) * x.abs();
        let x = f64::from(layer.weights()[[0, 0]]);
        for step in [1e-3, 1e-2, 0.1, 1.0] {
            prop_assert!(at(x) <= at(x + step) + 1e-7 && at(x) <= at(x - step) + 1e-7);
        }
        prop_assert_eq!(layer.bias(), [3.0]);
        if w.abs() <= by {
            prop_assert_eq!(x, 0.0);
        }
    }
}

#[test]
fn the_l1_penalty_makes_zeros_that_stay() {
    let data = digits();
    let init = Op::Init(Init {
        hidden: vec![48],
        seed: 9,
    });
    let train = Op::Train(Train {
        config: config(),
        stop_after: None,
    });
    let with = |lambda: f64| fold(&[init.clone(), proximal(lambda)], &data, 5);
    let sparsity = |outcome: &Outcome| outcome.state.model.sparsity();
    let (none, some, much) = (with(0.0), with(1.0), with(3.0));
    let plain = fold(&[init.clone(), train.clone()], &data, 5);
    for (a, b) in none
        .state
        .model
        .layers()
        .iter()
        .zip(plain.state.model.layers())
    {
        assert_eq!(a.weights(), b.weights());
    }
    let (some_gone, much_gone) = (sparsity(&some), sparsity(&much));
    assert!(
        some_gone > 0.2 && much_gone > some_gone + 0.1,
        "{some_gone}, {much_gone}"
    );
    for layer in some.state.model.layers() {
        let kept = mask_of(layer);
        assert!(
            flat(layer)
                .iter()
                .zip(&kept)
                .all(|(&w, &kept)| kept == (w != 0.0))
        );
    }
    // What is zero stays zero when training goes on.
    let on = fold(&[init, proximal(1.0), train], &data, 5);
    for (a, b) in on
        .state
        .model
        .layers()
        .iter()
        .zip(some.state.model.layers())
    {
        assert_eq!(mask_of(a), mask_of(b));
        assert!(
            flat(a)
                .iter()
                .zip(mask_of(b))
                .all(|(&w, kept)| kept || w == 0.0)
        );
    }
}
