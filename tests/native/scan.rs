//! One layer at a time: its curve is that of a network of which just this layer was pruned.

use crate::common;
use prunelab::data::digits::{DigitsConfig, generate};
use prunelab::lab::ops::{Init, Op};
use prunelab::lab::session::Session;
use prunelab::nn::evaluate::Pass;
use prunelab::prune::method::Method;
use prunelab::prune::rule::Rule;
use prunelab::prune::scope::Scope;
use prunelab::prune::trajectory::{grid, ratios};

const DATA: DigitsConfig = DigitsConfig {
    train: 300,
    test: 150,
    seed: 9,
};

fn lab() -> (Session, u32) {
    let mut session = common::lab(DATA.train, DATA.test, DATA.seed);
    let op = Op::Init(Init {
        hidden: vec![30, 20],
        seed: 1,
    });
    session.start(None, op, false).unwrap();
    while session.finish().is_err() {
        session.step(9).unwrap();
    }
    (session, 0)
}

fn method(scope: Scope) -> Method {
    Method::magnitude(scope, Rule::Exact)
}

#[test]
fn a_layer_alone_is_pruned_and_measured_as_if_by_hand() {
    let (mut session, node) = lab();
    let data = generate(&DATA).unwrap();
    let base = session.model(node).unwrap();
    for scope in [Scope::Layer, Scope::Global] {
        for layer in 0..3 {
            session.rank_layer(node, method(scope), layer).unwrap();
            let sizes: Vec<usize> = base.layers().iter().map(|l| l.len()).collect();
            let removed: Vec<_> = (0..3)
                .map(|l| session.trajectory().unwrap().removal(l).removed)
                .collect();
            let mut points = Vec::new();
            while session.trajectory().unwrap().remaining() > 0.0 {
                points.extend(session.step_trajectory(0));
            }
            assert_eq!(points.len(), grid().len());
            for point in points.iter().filter(|point| point.place % 400 == 0) {
                let ratio = ratios()[point.place as usize];
                let count = (ratio * sizes[layer] as f64).round_ties_even() as u32;
                for (l, removed) in removed.iter().enumerate() {
                    let gone = removed[point.place as usize];
                    assert_eq!(gone, if l == layer { count } else { 0 });
                }
                let mut by_hand = base.clone();
                let weights = base.layers()[layer].weights();
                let mut sizes: Vec<f32> = weights.iter().map(|w| w.abs()).collect();
                sizes.sort_by(f32::total_cmp);
                let kept = |w: f32| sizes.partition_point(|&s| s < w.abs()) >= count as usize;
                by_hand.layers_mut()[layer].prune(|i, o| kept(weights[[i, o]]));
                assert_eq!(
                    by_hand.kept() + count as usize,
                    base.kept(),
                    "sizes are all different"
                );
                let mut pass = Pass::new(&by_hand);
                let direct = pass.step(&by_hand, &data.test, usize::MAX / 2).unwrap();
                // Summed in another order, the logits differ in their last bits.
                let off = point.evaluation.correct.abs_diff(direct.correct);
                assert!(off <= 1, "{off} images at {ratio}");
                assert!((point.evaluation.loss - direct.loss).abs() < 1e-4);
            }
        }
    }
}

#[test]
fn a_layer_that_is_not_there_is_named() {
    let (mut session, node) = lab();
    let error = session
        .rank_layer(node, method(Scope::Layer), 3)
        .unwrap_err();
    assert_eq!(error.to_string(), "layer is 3; it must lie between 0 and 2");
    assert!(session.trajectory().is_none());
}
