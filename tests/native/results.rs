//! What a result says of a network that lost whole neurons, and which scores a ranking goes by.

use crate::common::{self, add_run};
use prunelab::files::formats::SizeFormat;
use prunelab::lab::ops::{Edit, Edits, Init, Op, Prune};
use prunelab::lab::report::ModelResult;
use prunelab::lab::session::Session;
use prunelab::nn::evaluate::evaluate;
use prunelab::prune::method::Method;
use prunelab::prune::scope::Scope;
use prunelab::prune::score::Score;
use prunelab::prune::shape::Shape;

/// A session with small digits and a random network of two hidden layers; its run.
fn session() -> (Session, u32) {
    let mut session = common::lab(300, 200, 5);
    let init = Op::Init(Init {
        hidden: vec![24, 16],
        seed: 3,
    });
    let base = add_run(&mut session, None, init);
    (session, base)
}

fn by(score: Score, shape: Shape) -> Method {
    Method {
        score,
        shape,
        calibration: 100,
        ..Method::default()
    }
}

fn probe(session: &mut Session, base: u32, method: Method, ratio: f64) -> ModelResult {
    session.rank(base, method).unwrap();
    session.begin_probe(ratio).unwrap();
    assert!(session.probed().is_none(), "nothing is measured yet");
    while !session.step_probe(64) {}
    session.probed().unwrap()
}

#[test]
fn size_and_work_are_those_of_the_network_without_its_neurons() {
    let (mut session, base) = session();
    let ratio = 0.5;
    let method = by(Score::L1, Shape::Neurons);
    let result = probe(&mut session, base, method.clone(), ratio);
    assert_eq!(result.shrunk, [784, 12, 8, 10]);
    assert_eq!(result.dead_neurons, 20);
    assert_eq!(result.macs, 784 * 12 + 12 * 8 + 8 * 10);
    assert_eq!(
        (result.bytes, result.format),
        (4 * (result.macs + 30), SizeFormat::Dense)
    );
    assert_eq!(result.weights, 784 * 24 + 24 * 16 + 160);
    assert_eq!(result.kept, result.macs);

    // The same as an operation, and after another that goes on from it.
    let prune = Op::Prune(Prune { method, ratio });
    let node = add_run(&mut session, Some(base), prune);
    let told = session.node(node).unwrap().result;
    assert_eq!(told.evaluation, result.evaluation);
    assert_eq!(
        (told.shrunk, told.bytes, told.macs),
        (result.shrunk, result.bytes, result.macs)
    );
    let thinned = probe(
        &mut session,
        node,
        by(Score::Magnitude, Shape::Weights),
        0.0,
    );
    assert_eq!(thinned.shrunk, [784, 12, 8, 10]);

    // Cut by hand, it is the same.
    let cut = Edit {
        layer: 0,
        input: None,
        output: 7,
        keep: false,
    };
    let by_hand = add_run(
        &mut session,
        Some(base),
        Op::Edit(Edits { edits: vec![cut] }),
    );
    let shrunk = session.node(by_hand).unwrap().result.shrunk;
    assert_eq!(shrunk, [784, 23, 16, 10]);
}

#[test]
fn single_weights_leave_the_matrices_as_they_are() {
    let (mut session, base) = session();
    let result = probe(
        &mut session,
        base,
        by(Score::Magnitude, Shape::Weights),
        0.99,
    );
    assert_eq!(result.shrunk, [784, 24, 16, 10]);
    assert_eq!(result.macs, result.kept);
    let node = add_run(
        &mut session,
        Some(base),
        Op::Prune(Prune {
            method: by(Score::Magnitude, Shape::Weights),
            ratio: 0.99,
        }),
    );
    let model = session.model(node).unwrap();
    let smallest = SizeFormat::ALL.map(|format| format.write(&model).len());
    assert_eq!(Some(&result.bytes), smallest.iter().min());
    // Of 24 neurons with 188 weights in and few out some have died, and most pixels feed nothing; another count of both.
    let (first, second, last) = (&model.layers()[0], &model.layers()[1], &model.layers()[2]);
    let leads_out = |layer: &prunelab::nn::dense::Dense, i: usize| {
        (0..layer.outputs()).any(|o| layer.weights()[[i, o]] != 0.0)
    };
    let pixels = (0..784).filter(|&i| !leads_out(first, i)).count();
    let neurons = (0..24).filter(|&j| !leads_out(second, j)).count()
        + (0..16).filter(|&j| !leads_out(last, j)).count();
    assert!(result.dead_pixels >= pixels && pixels > 500, "{pixels}");
    assert!(result.dead_neurons >= neurons, "{neurons}");
    assert_eq!(evaluate(&model, &session_test(&session)), result.evaluation);
}

fn session_test(session: &Session) -> prunelab::data::dataset::Split {
    let mut split = prunelab::data::dataset::Split::new(784);
    let indices: Vec<usize> = (0..200).collect();
    let (labels, pixels) = session.images(true, &indices).unwrap();
    for (&label, pixels) in labels.iter().zip(pixels.chunks_exact(784)) {
        split.push(pixels, label);
    }
    split
}

#[test]
fn what_goes_first_has_the_lowest_scores() {
    let (mut session, base) = session();
    let weights = [Scope::Layer, Scope::Global, Scope::Row].map(|scope| Method {
        scope,
        ..by(Score::Wanda, Shape::Weights)
    });
    for method in weights {
        session.rank(base, method.clone()).unwrap();
        let trajectory = session.trajectory().unwrap();
        // Whether a layer's weights are ranked with each other.
        let together = method.scope != Scope::Row;
        for (l, outputs) in [(0, 24), (1, 16), (2, 10)] {
            let scores = trajectory.order().scores(l);
            let gone = trajectory.order().pruned_from(l, &[0.6]);
            assert!(scores.iter().all(|score| *score >= 0.0));
            // Among those ranked with each other, none that stays has a lower score than one that goes.
            for output in 0..outputs {
                let of = |is_gone: bool| {
                    let pairs = scores.iter().zip(&gone).enumerate();
                    pairs
                        .filter(move |(index, _)| together || index % outputs == output)
                        .filter(move |(_, (_, gone))| (**gone == 0) == is_gone)
                        .map(|(_, (score, _))| *score)
                };
                let highest = of(true).fold(f32::MIN, f32::max);
                let lowest = of(false).fold(f32::MAX, f32::min);
                assert!(highest <= lowest, "{:?}: {highest} {lowest}", method.scope);
            }
        }
    }
    session
        .rank(base, by(Score::First, Shape::Neurons))
        .unwrap();
    let order = session.trajectory().unwrap().order();
    let counted = |n: u32| (0..n).map(|j| j as f32).collect::<Vec<f32>>();
    assert_eq!(order.scores(0), counted(24));
    assert_eq!(order.scores(1), counted(16));
    assert_eq!(order.scores(2), counted(16), "those before the last layer");
    let groups = by(Score::Magnitude, Shape::NOfM { keep: 2, of: 4 });
    session.rank(base, groups).unwrap();
    let sizes = session.model(base).unwrap().layers()[1]
        .weights()
        .iter()
        .map(|w| w.abs())
        .collect::<Vec<_>>();
    assert_eq!(session.trajectory().unwrap().order().scores(1), sizes);
}

#[test]
fn a_curve_is_measured_at_the_places_that_are_asked_for() {
    let (mut session, base) = session();
    let method = || Method::default();
    let places = vec![0, 700, 1234, 2000];
    session.rank_at(base, method(), places.clone()).unwrap();
    let mut measured = Vec::new();
    while session.trajectory().unwrap().remaining() > 0.0 {
        measured.extend(session.step_trajectory(0));
    }
    measured.sort_by_key(|point| point.place);
    let found: Vec<u32> = measured.iter().map(|point| point.place).collect();
    assert_eq!(found, places);
    let at = |place: f64| probe(&mut self::session().0, base, method(), place / 2000.0).evaluation;
    assert_eq!(measured[1].evaluation.total, at(700.0).total);
    assert!(measured[1].evaluation.correct.abs_diff(at(700.0).correct) <= 1);
    for wrong in [vec![3, 3], vec![5, 4], vec![0, 2001]] {
        let last = wrong[1];
        let refused = session
            .rank_at(base, method(), wrong)
            .unwrap_err()
            .to_string();
        assert!(refused.contains(&format!("end with {last}")), "{refused}");
        assert!(session.trajectory().is_some(), "what was ranked stays");
    }
}
