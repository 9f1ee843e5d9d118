//! What goes together, what old links mean, how ratios are shared out, and that every method's masks are exact, nested
//! and kept, on the slider as well.

use crate::common::double::random_split;
use crate::common::{self, perform};
use proptest::prelude::*;
use prunelab::Error;
use prunelab::choice::Choice;
use prunelab::data::dataset::{Dataset, Split};
use prunelab::files::network::FileKind;
use prunelab::lab::ops::{Init, Movement, Op, Prune, Train, TrainConfig};
use prunelab::lab::run::{Phase, Run};
use prunelab::lab::session::Session;
use prunelab::lab::tree::Tree;
use prunelab::nn::evaluate::evaluate;
use prunelab::nn::init::rng;
use prunelab::nn::mlp::Mlp;
use prunelab::prune::allotment::{erdos_renyi, overall, own};
use prunelab::prune::evidence::Evidence;
use prunelab::prune::method::Method;
use prunelab::prune::movement::Recorder;
use prunelab::prune::order::Order;
use prunelab::prune::rule::Rule;
use prunelab::prune::schedule::{FRACTION, LAST_FRACTION, rounds};
use prunelab::prune::scope::Scope;
use prunelab::prune::score::Score;
use prunelab::prune::shape::{Shape, ShapeChoice};
use prunelab::prune::trajectory::{Trajectory, ratios};

const SIZES: [usize; 4] = [13, 11, 9, 4];

// ---- what goes together, and links --------------------------------------------------------------

#[test]
fn old_links_mean_what_they_meant() {
    let old = r#"{"score":"magnitude","scope":"global","rule":"seed-note"}"#;
    let method: Method = serde_json::from_str(old).unwrap();
    assert_eq!(method, Method::magnitude(Scope::Global, Rule::KthValue));
    let new = old.replace("seed-note", "kth-value");
    assert_eq!(serde_json::to_string(&method).unwrap(), new);
    assert_eq!(serde_json::from_str::<Method>(&new).unwrap(), method);
}

#[test]
fn everything_that_is_said_comes_back() {
    let text = r#"{"score":"l2-in-out","scope":"own","rule":"exact","shape":"neurons","calibration":50,"seed":7,"ratios":[0.5,0.25]}"#;
    let method: Method = serde_json::from_str(text).unwrap();
    assert_eq!(serde_json::to_string(&method).unwrap(), text);
    assert_eq!(method.check(), Ok(()));
    for shape in ["weights", "neurons", "2:4", "1:2", "15:16"] {
        assert_eq!(shape.parse::<Shape>().unwrap().to_string(), shape);
    }
    for shape in [
        "4:2", "4:4", "0:4", "1:17", "2:", "2:4:8", "-1:4", "rows", "",
    ] {
        let error = shape.parse::<Shape>().unwrap_err();
        assert!(
            error.contains(&format!("{shape:?}")) && error.contains("N:M"),
            "{error}"
        );
        let text =
            format!(r#"{{"score":"magnitude","scope":"layer","rule":"exact","shape":"{shape}"}}"#);
        assert!(serde_json::from_str::<Method>(&text).is_err(), "{shape}");
    }
    let unknown = r#"{"score":"magnitude","scope":"layer","rule":"exact","shapes":"weights"}"#;
    assert!(serde_json::from_str::<Method>(unknown).is_err());
    for score in Score::ALL {
        assert_eq!(serde_json::to_value(score).unwrap(), score.name());
    }
    for scope in Scope::ALL {
        assert_eq!(serde_json::to_value(scope).unwrap(), scope.name());
    }
}

#[test]
fn what_does_not_go_together_is_named_with_what_does() {
    let neurons = Method {
        shape: Shape::Neurons,
        score: Score::L1,
        ..Method::default()
    };
    let n_m = Method {
        shape: Shape::NOfM { keep: 2, of: 4 },
        ..Method::default()
    };
    let cases = [
        (
            Method {
                scope: Scope::Row,
                ..neurons.clone()
            },
            "scope row does not go with shape neurons; choose layer, global, own",
        ),
        (
            Method {
                score: Score::Fisher,
                ..neurons.clone()
            },
            "score fisher does not go with shape neurons; choose l1, l2, l2-in-out, mean-activation, apoz, taylor, random, first",
        ),
        (
            Method {
                correct: true,
                ..neurons.clone()
            },
            "correct true does not go with shape neurons; choose false",
        ),
        (
            Method {
                score: Score::L1,
                ..Method::default()
            },
            "score l1 does not go with shape weights; choose magnitude, random, gradient, taylor, fisher, obs, wanda, lamp, movement",
        ),
        (
            Method {
                scope: Scope::Global,
                ..n_m.clone()
            },
            "scope global does not go with shape 2:4; choose layer",
        ),
        (
            Method {
                rule: Rule::KthValue,
                ..n_m.clone()
            },
            "rule kth-value does not go with shape 2:4; choose exact",
        ),
        (
            Method {
                score: Score::L2,
                ..n_m.clone()
            },
            "score l2 does not go with shape 2:4; choose magnitude, random, gradient, taylor, fisher, obs, wanda, lamp, movement",
        ),
        (
            Method {
                scope: Scope::Own,
                ..Method::default()
            },
            "scope own does not go with an empty list of ratios; choose a ratio for every layer",
        ),
        (
            Method {
                ratios: vec![0.5],
                ..Method::default()
            },
            "ratios [0.5] does not go with scope layer; choose scope own",
        ),
        (
            Method {
                calibration: 0,
                ..Method::default()
            },
            "calibration images is 0; it must lie between 1 and 1000000",
        ),
        (
            Method {
                scope: Scope::Own,
                ratios: vec![0.5, 1.5],
                ..Method::default()
            },
            "pruning ratio is 1.5; it must lie between 0 and 1",
        ),
        (
            Method {
                shape: Shape::NOfM { keep: 4, of: 4 },
                ..Method::default()
            },
            "N of N:M is 4; it must lie between 1 and 3",
        ),
        (
            Method {
                shape: Shape::NOfM { keep: 4, of: 17 },
                ..Method::default()
            },
            "M of N:M is 17; it must lie between 2 and 16",
        ),
        (
            Method {
                shape: Shape::NOfM { keep: 0, of: 0 },
                ..Method::default()
            },
            "M of N:M is 0; it must lie between 2 and 16",
        ),
    ];
    for (method, expected) in cases {
        assert_eq!(method.check().unwrap_err().to_string(), expected);
    }
}

#[test]
fn what_the_network_or_the_data_do_not_have_is_named() {
    let model = Mlp::random(&SIZES, &mut rng(1));
    let split = random_split(13, 4, 30, 2);
    let refused = |method: Method, model: &Mlp, evidence| {
        Order::new(method, model, evidence).unwrap_err().to_string()
    };
    let images = Evidence::images(&split);
    let score = |score, calibration| Method {
        score,
        calibration,
        ..Method::default()
    };
    assert_eq!(
        refused(score(Score::Taylor, 31), &model, images),
        "calibration images is 31; it must lie between 1 and 30"
    );
    assert_eq!(
        refused(score(Score::Taylor, 30), &model, Evidence::default()),
        Error::NoDataset.to_string()
    );
    assert!(
        refused(score(Score::Movement, 1), &model, images).contains("choose training that does")
    );
    let own = Method {
        scope: Scope::Own,
        ratios: vec![0.5; 2],
        ..Method::default()
    };
    assert_eq!(
        refused(own, &model, images),
        "number of ratios of single layers is 2; it must lie between 3 and 3"
    );
    let neurons = Method {
        shape: Shape::Neurons,
        score: Score::L1,
        ..Method::default()
    };
    let flat = Mlp::random(&[13, 4], &mut rng(1));
    assert_eq!(
        refused(neurons.clone(), &flat, images),
        "shape neurons does not go with a network without hidden layers; choose weights"
    );
    let layer = |layer| Order::of_layer(neurons.clone(), &model, layer, images);
    assert!(layer(1).is_ok());
    assert_eq!(
        layer(2).unwrap_err().to_string(),
        "layer is 2; it must lie between 0 and 1"
    );
    // What is not looked at need not be there.
    assert!(Order::new(Method::default(), &model, Evidence::default()).is_ok());
}

// ---- shares --------------------------------------------------------------------------------------

#[test]
fn erdos_renyi_densities_are_the_published_ones() {
    let sizes = [(784, 300), (300, 100), (100, 10)];
    for (ratio, expected) in [
        (0.9, [0.0796, 0.2302, 1.0]),
        (0.95, [0.0385, 0.1113, 0.9185]),
    ] {
        for (share, expected) in erdos_renyi(&sizes, ratio).into_iter().zip(expected) {
            assert!(
                (1.0 - share - expected).abs() < 5e-5,
                "{}, {expected}",
                1.0 - share
            );
        }
    }
    assert_eq!(erdos_renyi(&sizes, 0.0), [0.0; 3]);
    assert_eq!(erdos_renyi(&sizes, 1.0), [1.0; 3]);
}

#[test]
fn lottery_rounds_keep_the_published_shares() {
    for (sizes, expected) in [
        (vec![784, 256, 10], [(3, 51.47), (7, 21.31), (15, 3.73)]),
        (
            vec![784, 300, 100, 10],
            [(3, 51.28), (7, 21.07), (15, 3.58)],
        ),
    ] {
        let mut model = Mlp::random(&sizes, &mut rng(1));
        let counts: Vec<usize> = model.layers().iter().map(|layer| layer.len()).collect();
        let mut round = 0;
        for (upto, expected) in expected {
            while round < upto {
                round += 1;
                // Each round prunes what the one before left.
                let ratios = rounds(counts.len(), FRACTION, LAST_FRACTION, round);
                let ratio = overall(&counts, &ratios);
                let method = Method {
                    scope: Scope::Own,
                    ratios,
                    ..Method::default()
                };
                let order = Order::new(method, &model, Evidence::default()).unwrap();
                order.apply(&mut model, ratio);
            }
            let kept = 100.0 * model.kept() as f64 / model.weights() as f64;
            assert!(
                (kept - expected).abs() < 0.005,
                "round {round}: {kept}, not {expected}"
            );
        }
    }
}

proptest! {
    #[test]
    fn shares_take_what_is_asked_of_the_whole_and_only_rise(
        sizes in prop::collection::vec((1usize..60, 1usize..60), 1..5),
        mut own_ratios in prop::collection::vec(0.0..=1.0f64, 5),
        a in 0.0..=1.0f64,
        b in 0.0..=1.0f64,
    ) {
        own_ratios.truncate(sizes.len());
        let counts: Vec<usize> = sizes.iter().map(|(i, o)| i * o).collect();
        let (low, high) = if a < b { (a, b) } else { (b, a) };
        let ways: [&dyn Fn(f64) -> Vec<f64>; 2] = [
            &|ratio| erdos_renyi(&sizes, ratio),
            &|ratio| own(&counts, &own_ratios, ratio),
        ];
        for way in ways {
            for ratio in [low, high] {
                let shares = way(ratio);
                prop_assert!(shares.iter().all(|share| (0.0..=1.0).contains(share)));
                prop_assert!((overall(&counts, &shares) - ratio).abs() < 1e-8);
            }
            for (less, more) in way(low).iter().zip(way(high)) {
                prop_assert!(*less <= more + 1e-12);
            }
        }
        prop_assert_eq!(own(&counts, &own_ratios, overall(&counts, &own_ratios)), own_ratios);
    }
}

// ---- every method ---------------------------------------------------------------------------------

/// Any method that goes with a network of `SIZES`; neurons' and weights' alike.
fn methods() -> impl Strategy<Value = Method> {
    let shape = prop_oneof![
        Just(Shape::Weights),
        Just(Shape::Neurons),
        (1u8..16, 1u8..16).prop_map(|(keep, more)| Shape::NOfM {
            keep,
            of: (keep + more).min(16)
        }),
    ];
    let scope = prop::sample::select(Scope::ALL);
    let kth_value = any::<bool>();
    let numbers = (
        0usize..100,
        1u32..30,
        0u64..99,
        prop::collection::vec(0.0..=1.0f64, 3),
    );
    (shape, scope, kth_value, numbers)
        .prop_map(
            |(shape, scope, kth_value, (score, calibration, seed, mut ratios))| {
                let scores = Score::of(shape.kind());
                ratios.truncate(if shape == Shape::Neurons { 2 } else { 3 });
                Method {
                    score: scores[score % scores.len()],
                    scope,
                    rule: if kth_value {
                        Rule::KthValue
                    } else {
                        Rule::Exact
                    },
                    shape,
                    calibration,
                    seed,
                    ratios: if scope == Scope::Own {
                        ratios
                    } else {
                        Vec::new()
                    },
                    correct: false,
                }
            },
        )
        .prop_filter("choices that go together", |method| method.check().is_ok())
}

struct Case {
    model: Mlp,
    split: Split,
    recorder: Recorder,
}

/// A network of which a part may be pruned already.
fn case(seed: u64, pruned: Option<f64>) -> Case {
    let mut model = Mlp::random(&SIZES, &mut rng(seed));
    let split = random_split(SIZES[0], 4, 30, seed);
    if let Some(ratio) = pruned {
        let order = Order::new(Method::default(), &model, Evidence::default()).unwrap();
        order.apply(&mut model, ratio);
    }
    let mut recorder = Recorder::new(&model);
    recorder.observe(&model, &split, &[0, 5, 9]);
    Case {
        model,
        split,
        recorder,
    }
}

impl Case {
    fn order(&self, method: &Method) -> Order {
        let evidence = Evidence {
            train: Some(&self.split),
            movement: Some(self.recorder.movement()),
        };
        Order::new(method.clone(), &self.model, evidence).unwrap()
    }

    fn at(&self, order: &Order, ratio: f64) -> Mlp {
        let mut model = self.model.clone();
        order.apply(&mut model, ratio);
        model
    }
}

/// Which weights are kept, `[layer][input * outputs + output]`.
fn kept(model: &Mlp) -> Vec<Vec<bool>> {
    let layers = model.layers().iter();
    layers
        .map(|l| {
            (0..l.len())
                .map(|k| l.is_kept(k / l.outputs(), k % l.outputs()))
                .collect()
        })
        .collect()
}

fn count(mask: &[bool]) -> usize {
    mask.iter().filter(|&&kept| !kept).count()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn masks_are_nested_kept_and_the_same_on_the_slider(
        method in methods(),
        seed in 0u64..500,
        pruned in prop::option::of(0.0..0.9f64),
        places in (0usize..=2000, 0usize..=2000),
    ) {
        let case = case(seed, pruned);
        let order = case.order(&method);
        let (low, high) = (places.0.min(places.1), places.0.max(places.1));
        let all = ratios();
        let (less, more) = (case.at(&order, all[low]), case.at(&order, all[high]));
        let before = kept(&case.model);
        for (l, (less_kept, more_kept)) in kept(&less).iter().zip(kept(&more)).enumerate() {
            for (k, (&less_kept, &more_kept)) in less_kept.iter().zip(&more_kept).enumerate() {
                prop_assert!(less_kept >= more_kept, "nested");
                prop_assert!(before[l][k] >= less_kept, "what was gone stays gone");
            }
        }
        for (model, place) in [(&less, low), (&more, high)] {
            for (base, layer) in case.model.layers().iter().zip(model.layers()) {
                for i in 0..layer.inputs() {
                    for o in 0..layer.outputs() {
                        let expected = if layer.is_kept(i, o) { base.weights()[[i, o]] } else { 0.0 };
                        prop_assert_eq!(layer.weights()[[i, o]], expected);
                    }
                }
            }
            let trajectory = Trajectory::new(case.model.clone(), order.clone(), vec![0]);
            for (l, mask) in kept(model).iter().enumerate() {
                let removal = trajectory.removal(l);
                prop_assert_eq!(removal.removed[place] as usize, count(mask));
                for (k, &kept) in mask.iter().enumerate() {
                    prop_assert_eq!(kept, removal.positions[k] >= removal.removed[place]);
                }
                let mut sorted = removal.positions.clone();
                sorted.sort_unstable();
                prop_assert!(sorted.iter().enumerate().all(|(k, &position)| position as usize == k));
            }
        }
    }

    #[test]
    fn counts_are_exact(method in methods(), seed in 0u64..500, ratio in 0.0..=1.0f64) {
        let method = Method { rule: Rule::Exact, ..method };
        let case = case(seed, None);
        let order = case.order(&method);
        let pruned = case.at(&order, ratio);
        let gone: Vec<usize> = kept(&pruned).iter().map(|mask| count(mask)).collect();
        let rounded = |share: f64, n: usize| (share * n as f64).round_ties_even() as usize;
        let sizes: Vec<(usize, usize)> = SIZES.windows(2).map(|pair| (pair[0], pair[1])).collect();
        let counts: Vec<usize> = sizes.iter().map(|(i, o)| i * o).collect();
        match (method.shape, method.scope) {
            (Shape::NOfM { keep, of }, _) => {
                for (l, &(inputs, outputs)) in sizes.iter().enumerate() {
                    let groups = inputs / usize::from(of);
                    prop_assert_eq!(gone[l], groups * usize::from(of - keep) * outputs);
                    for o in 0..outputs {
                        for group in 0..groups {
                            let members = (group * usize::from(of)..).take(of.into());
                            let left = members.filter(|&i| pruned.layers()[l].is_kept(i, o)).count();
                            prop_assert_eq!(left, usize::from(keep));
                        }
                    }
                }
            }
            (Shape::Neurons, scope) => {
                let dead: Vec<usize> = (0..2).map(|l| order.pruned_neurons(l, ratio).len()).collect();
                match scope {
                    Scope::Global => prop_assert_eq!(dead.iter().sum::<usize>(), rounded(ratio, 20)),
                    Scope::Own => {
                        let shares = own(&[11, 9], &method.ratios, ratio);
                        prop_assert_eq!(&dead, &[rounded(shares[0], 11), rounded(shares[1], 9)]);
                    }
                    _ => prop_assert_eq!(&dead, &[rounded(ratio, 11), rounded(ratio, 9)]),
                }
                let left = [13, 11 - dead[0], 9 - dead[1], 4];
                for l in 0..3 {
                    prop_assert_eq!(counts[l] - gone[l], left[l] * left[l + 1]);
                }
            }
            (Shape::Weights, Scope::Global) => {
                prop_assert_eq!(gone.iter().sum::<usize>(), rounded(ratio, case.model.weights()));
            }
            (Shape::Weights, Scope::Row) => {
                for (l, &(inputs, outputs)) in sizes.iter().enumerate() {
                    for o in 0..outputs {
                        let left = (0..inputs).filter(|&i| pruned.layers()[l].is_kept(i, o)).count();
                        prop_assert_eq!(inputs - left, (ratio * inputs as f64) as usize);
                    }
                }
            }
            (Shape::Weights, scope) => {
                let shares = match scope {
                    Scope::ErdosRenyi => erdos_renyi(&sizes, ratio),
                    Scope::Own => own(&counts, &method.ratios, ratio),
                    _ => vec![ratio; 3],
                };
                for l in 0..3 {
                    prop_assert_eq!(gone[l], rounded(shares[l], counts[l]));
                }
            }
        }
    }

    #[test]
    fn one_layer_alone_leaves_the_others(method in methods(), seed in 0u64..500, ratio in 0.0..=1.0f64, layer in 0usize..2) {
        let case = case(seed, None);
        let evidence = Evidence { train: Some(&case.split), movement: Some(case.recorder.movement()) };
        let order = Order::of_layer(method.clone(), &case.model, layer, evidence).unwrap();
        let gone: Vec<usize> = kept(&case.at(&order, ratio)).iter().map(|mask| count(mask)).collect();
        for (l, &gone) in gone.iter().enumerate() {
            let touched = l == layer || (method.shape == Shape::Neurons && l == layer + 1);
            prop_assert!(touched || gone == 0, "layer {}: {}", l, gone);
        }
    }
}

#[test]
fn of_equal_weights_the_later_stay() {
    let mut layer = prunelab::nn::dense::Dense::zeros(10, 1);
    layer.fill(|_, _| 1.0, |_| 0.0);
    let mut model = Mlp::from_layers(vec![layer]);
    let method = Method {
        shape: Shape::NOfM { keep: 1, of: 4 },
        ..Method::default()
    };
    Order::new(method, &model, Evidence::default())
        .unwrap()
        .apply(&mut model, 0.5);
    let kept: Vec<bool> = (0..10).map(|i| model.layers()[0].is_kept(i, 0)).collect();
    let expected = [
        false, false, false, true, false, false, false, true, true, true,
    ];
    assert_eq!(kept, expected, "the two at the end make no group");
}

// ---- in the lab -------------------------------------------------------------------------------------

fn digits() -> Dataset {
    common::digits(300, 150, 5)
}

fn config(epochs: u32) -> TrainConfig {
    common::adam(epochs, 0.002)
}

fn some_methods() -> Vec<Method> {
    let by = |score, shape| Method {
        score,
        shape,
        calibration: 200,
        ..Method::default()
    };
    vec![
        by(Score::Fisher, Shape::Weights),
        by(Score::Taylor, Shape::Neurons),
        by(Score::Movement, Shape::Weights),
        by(Score::Wanda, Shape::NOfM { keep: 2, of: 4 }),
        Method {
            correct: true,
            ..by(Score::Obs, Shape::Weights)
        },
        Method {
            scope: Scope::ErdosRenyi,
            seed: 3,
            ..by(Score::Random, Shape::Weights)
        },
    ]
}

#[test]
fn a_tree_gives_back_what_every_method_left() {
    let data = digits();
    let mut tree = Tree::default();
    let init = perform(
        Op::Init(Init {
            hidden: vec![24, 16],
            seed: 7,
        }),
        None,
        &data,
        64,
    );
    let root = tree.push(None, init);
    let movement = Op::Movement(Movement {
        config: config(2),
        stop_after: None,
    });
    let trained = perform(movement, Some(tree.state(root).unwrap()), &data, 64);
    let base = tree.push(Some(root), trained);
    for method in some_methods() {
        let op = Op::Prune(Prune { method, ratio: 0.6 });
        let outcome = perform(op.clone(), Some(tree.state(base).unwrap()), &data, 64);
        let state = outcome.state.clone();
        let id = tree.push(Some(base), outcome);
        assert_eq!(tree.state(id).unwrap(), state);
        assert_eq!(tree.find(Some(base), &op), Some(id));
    }
}

#[test]
fn movement_is_noted_down_whatever_the_cut_and_learning_is_the_same() {
    let data = digits();
    let init = perform(
        Op::Init(Init {
            hidden: vec![24],
            seed: 7,
        }),
        None,
        &data,
        64,
    )
    .state;
    let movement = || {
        Op::Movement(Movement {
            config: config(2),
            stop_after: None,
        })
    };
    let train = Op::Train(Train {
        config: config(2),
        stop_after: None,
    });
    let whole = perform(movement(), Some(init.clone()), &data, 64).state;
    assert_eq!(
        perform(movement(), Some(init.clone()), &data, 1).state,
        whole
    );
    let plain = perform(train.clone(), Some(init.clone()), &data, 64).state;
    assert_eq!((&plain.model, &plain.rng), (&whole.model, &whole.rng));
    assert!(plain.movement.is_none() && whole.movement.is_some());
    let again = perform(train, Some(whole), &data, 64).state;
    assert!(again.movement.is_none(), "it told of other weights");
    let mut run = Run::start(movement(), Some(init.clone()), None, &data).unwrap();
    run.step(&data, 3);
    assert!(run.stop());
    while run.step(&data, 1) != Phase::Done {}
    let stopped = run.finish().unwrap();
    assert_eq!(
        perform(stopped.op.clone(), Some(init), &data, 64).state,
        stopped.state
    );
    assert!(stopped.state.movement.is_some());
}

/// The slider's curve, look-ups and probe, and the operation, agree for every kind of method.
#[test]
fn the_slider_shows_what_the_operation_does() {
    let mut session = common::lab(300, 150, 5);
    let data = digits();
    let perform = |session: &mut Session, parent, op| {
        session.start(parent, op, false).unwrap();
        while session.finish().is_err() {
            if let Ok(report) = session.step(64)
                && report.phase == Phase::Done
            {
                return session.finish().unwrap().node.unwrap();
            }
        }
        unreachable!("it is done before it is finished")
    };
    let root = perform(
        &mut session,
        None,
        Op::Init(Init {
            hidden: vec![24, 16],
            seed: 7,
        }),
    );
    let base = perform(
        &mut session,
        Some(root),
        Op::Movement(Movement {
            config: config(3),
            stop_after: None,
        }),
    );
    for method in some_methods() {
        session.rank(base, method.clone()).unwrap();
        let mut points = Vec::new();
        while session.trajectory().unwrap().remaining() > 0.0 {
            points.extend(session.step_trajectory(1200));
        }
        let place = 1200;
        let point = points.iter().find(|point| point.place == place).unwrap();
        session.begin_probe(0.6).unwrap();
        while !session.step_probe(64) {}
        let probe = session.probed().unwrap();
        let node = perform(
            &mut session,
            Some(base),
            Op::Prune(Prune {
                method: method.clone(),
                ratio: 0.6,
            }),
        );
        let info = session.node(node).unwrap();
        assert_eq!(info.result.evaluation, probe.evaluation);
        assert_eq!(info.result.layer_kept, probe.layer_kept);
        let off = point.evaluation.correct.abs_diff(probe.evaluation.correct);
        assert!(off <= 1, "{method:?}: {off} images");
        assert!(
            (point.evaluation.loss - probe.evaluation.loss).abs() < 1e-4,
            "{method:?}"
        );
        let model = session.model(node).unwrap();
        assert_eq!(evaluate(&model, &data.test), probe.evaluation);
        for (l, layer) in model.layers().iter().enumerate() {
            let removed = session.trajectory().unwrap().removal(l).removed[place as usize] as usize;
            assert_eq!(layer.len() - layer.kept(), removed, "{method:?}");
        }
        let file = session
            .export_model(base, Some((method, 0.6)), FileKind::Safetensors)
            .unwrap();
        assert_eq!(
            file,
            session
                .export_model(node, None, FileKind::Safetensors)
                .unwrap()
        );
    }
}
