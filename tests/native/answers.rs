//! What networks answer to single images: activations, fate along the trajectory, predictions, and what neurons answer
//! most to.

use crate::common::answers;
use crate::common::double::{activations, images, parameters};
use crate::common::{adam, add_run, assert_near, digits, fixture_bytes, lab, masked, mnist};
use proptest::prelude::*;
use prunelab::Error;
use prunelab::compress::scheme::{Calibration, Levels, Per, Scheme};
use prunelab::data::dataset::Split;
use prunelab::files::{network, safetensors};
use prunelab::lab::ops::{Import, Init, Op, Prune, Quantize, Train};
use prunelab::lab::session::{Session, Subject};
use prunelab::nn::evaluate::{self, evaluate};
use prunelab::nn::init::rng;
use prunelab::nn::loss::{argmax, probabilities};
use prunelab::nn::mlp::Mlp;
use prunelab::prune::evidence::Evidence;
use prunelab::prune::method::Method;
use prunelab::prune::order::Order;
use prunelab::prune::rule::Rule;
use prunelab::prune::scope::Scope;
use prunelab::prune::score::Score;
use prunelab::prune::shape::Shape;
use prunelab::prune::trajectory::{Probe, STEPS, Trajectory, UNKNOWN, grid};

const IMAGES: usize = 150;

fn magnitude(scope: Scope) -> Method {
    Method::magnitude(scope, Rule::Exact)
}

fn neurons() -> Method {
    Method {
        score: Score::L2,
        shape: Shape::Neurons,
        ..Method::default()
    }
}

fn n_of_m() -> Method {
    Method {
        shape: Shape::NOfM { keep: 2, of: 4 },
        ..Method::default()
    }
}

fn corrected() -> Method {
    Method {
        score: Score::Obs,
        calibration: 50,
        correct: true,
        ..Method::default()
    }
}

/// A lab with a network that learned a little.
fn trained(hidden: &[usize]) -> (Session, u32) {
    let mut session = lab(300, IMAGES, 8);
    if hidden.is_empty() {
        // Only from a file.
        let name = "flat.safetensors".to_owned();
        let file = safetensors::write(&Mlp::random(&[784, 10], &mut rng(2))).unwrap();
        let digest = session.import_model(&name, &file).unwrap();
        let seed = 1;
        let op = Op::Import(Import { name, digest, seed });
        let base = add_run(&mut session, None, op);
        return (session, base);
    }
    let init = Init {
        hidden: hidden.to_vec(),
        seed: 5,
    };
    let root = add_run(&mut session, None, Op::Init(init));
    let (config, stop_after) = (adam(3, 0.004), None);
    let train = Op::Train(Train { config, stop_after });
    let base = add_run(&mut session, Some(root), train);
    (session, base)
}

fn test_split(session: &Session) -> Split {
    session.data().unwrap().test.clone()
}

/// Class of every point.
fn classes(fate: &[f32], classes: usize) -> Vec<u8> {
    fate.chunks_exact(classes).map(argmax).collect()
}

/// Checks that the fate of every test image has the classes of the curve, asked before, while and after that is measured.
fn check_fate(session: &mut Session, near: u32) {
    let images = test_split(session).len();
    let of_all = |session: &mut Session| -> Vec<Vec<f32>> {
        let one = |image| session.fate(near, &Subject::Test(image)).unwrap();
        (0..images).map(one).collect()
    };
    let first = session.fate(near, &Subject::Test(images - 1)).unwrap();
    session.step_trajectory(near);
    let while_measured = session.fate(0, &Subject::Test(images / 2)).unwrap();
    let mut losses = Vec::new();
    while session.trajectory().unwrap().remaining() > 0.0 {
        for point in session.step_trajectory(near) {
            losses.push((point.place, point.evaluation.loss));
        }
    }
    losses.sort_by_key(|&(place, _)| place);
    let fates = of_all(session);
    assert_eq!(fates[images - 1], first, "asked before the curve");
    assert_eq!(
        fates[images / 2],
        while_measured,
        "asked while it is measured"
    );
    let predictions = session.predictions().unwrap();
    let labels = test_split(session).labels().to_vec();
    for (image, fate) in fates.iter().enumerate() {
        for (point, class) in classes(fate, 10).into_iter().enumerate() {
            assert_eq!(
                class,
                predictions[point * images + image],
                "image {image} at point {point}"
            );
        }
    }
    if losses.len() == grid().len() {
        for (point, (_, loss)) in losses.into_iter().enumerate() {
            let of_image = |(fate, &label): (&Vec<f32>, &u8)| {
                -f64::from(fate[point * 10 + usize::from(label)].max(1e-30)).ln()
            };
            let sum: f64 = fates.iter().zip(&labels).map(of_image).sum();
            assert_near("loss", sum / images as f64, loss, 1e-4, 1e-5);
        }
    }
}

#[test]
fn fate_is_what_the_curve_predicts() {
    for hidden in [&[30][..], &[], &[24, 16, 12]] {
        let (mut session, base) = trained(hidden);
        let mut methods = vec![magnitude(Scope::Layer), magnitude(Scope::Global), n_of_m()];
        if !hidden.is_empty() {
            methods.push(neurons());
        }
        for (method, near) in methods.into_iter().zip([1700, 0, 1900, 900]) {
            session.rank(base, method).unwrap();
            check_fate(&mut session, near);
        }
    }
}

#[test]
fn fate_of_rounded_and_pruned_networks_is_what_their_curve_predicts() {
    let (mut session, base) = trained(&[24]);
    let activations = Some(Calibration {
        bits: 2,
        images: 100,
        percentile: None,
    });
    let (levels, per) = (Levels::Symmetric, Per::Row);
    let scheme = Scheme {
        bits: 3,
        levels,
        per,
        activations,
    };
    let rounded = add_run(&mut session, Some(base), Op::Quantize(Quantize { scheme }));
    let (method, ratio) = (magnitude(Scope::Global), 0.6);
    let pruned = add_run(&mut session, Some(base), Op::Prune(Prune { method, ratio }));
    for id in [rounded, pruned] {
        session.rank(id, magnitude(Scope::Layer)).unwrap();
        check_fate(&mut session, 1500);
        // The dense classes are those of the network as it is, its rounded inputs included.
        session.begin_dense().unwrap();
        while !session.step_survey(10) {}
        let all = session.predictions().unwrap();
        let model = session.model(id).unwrap();
        let expected = evaluate::predictions(&model, &test_split(&session));
        assert_eq!(all[all.len() - IMAGES..], expected);
    }
    assert!(!session.model(rounded).unwrap().input_rounding().is_empty());
}

#[test]
fn a_drawing_fares_as_direct_evaluation_says() {
    for (hidden, method) in [
        (&[20, 14][..], magnitude(Scope::Global)),
        (&[20], neurons()),
        (&[], magnitude(Scope::Row)),
    ] {
        let (mut session, base) = trained(hidden);
        session.rank(base, method).unwrap();
        // Pixels that are dark in every test image are lit, too.
        let pixels: Vec<u8> = (0..784).map(|i| (i * 37 % 251) as u8).collect();
        let fate = session.fate(0, &Subject::Pixels(pixels.clone())).unwrap();
        let split = Split::of_one(&pixels);
        let trajectory = session.trajectory().unwrap();
        for (point, &place) in trajectory.places().iter().enumerate() {
            let ratio = f64::from(place) / f64::from(STEPS);
            let probe = Probe::new(trajectory.base(), trajectory.order(), ratio);
            let layers = evaluate::activations(probe.model(), &split, 0);
            let expected = probabilities(layers.last().unwrap());
            for (p, e) in fate[point * 10..][..10].iter().zip(&expected) {
                assert_near("probability", f64::from(*p), f64::from(*e), 1e-4, 1e-5);
            }
        }
        // A test image that is drawn fares as the test image.
        let (_, image) = session.images(true, &[7]).unwrap();
        let drawn = session.fate(0, &Subject::Pixels(image)).unwrap();
        let known = session.fate(0, &Subject::Test(7)).unwrap();
        for (p, e) in drawn.iter().zip(&known) {
            assert_near("probability", f64::from(*p), f64::from(*e), 1e-4, 1e-5);
        }
    }
}

#[test]
fn corrected_networks_have_no_fate_yet() {
    let (mut session, base) = trained(&[12]);
    session.rank_at(base, corrected(), vec![0, 1000]).unwrap();
    let fate = session.fate(0, &Subject::Test(3)).unwrap();
    assert_eq!(fate.len(), 20);
    assert!(fate.iter().all(|p| p.is_nan()));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_trajectory_reads_one_image_as_all(
        hidden in prop::collection::vec(1usize..40, 0..4),
        near in 0..=STEPS,
        places in prop::collection::btree_set(0..=STEPS, 1..60),
        density in 0.05..1.0f64,
        global: bool,
        seed: u64,
    ) {
        let test = digits(100, IMAGES, 8).test;
        let sizes: Vec<usize> = [784].into_iter().chain(hidden).chain([10]).collect();
        let base = masked(&sizes, density, &mut rng(seed));
        let scope = if global { Scope::Global } else { Scope::Layer };
        let order = Order::new(magnitude(scope), &base, Evidence::default()).unwrap();
        let places: Vec<u32> = places.into_iter().collect();
        let mut trajectory = Trajectory::new(base, order, places);
        while trajectory.remaining() > 0.0 {
            trajectory.step(&test, near);
        }
        for image in (0..IMAGES).step_by(11) {
            let logits = trajectory.logits(&test, near, image);
            for (point, class) in classes(&logits, 10).into_iter().enumerate() {
                prop_assert_eq!(class, trajectory.predictions()[point * IMAGES + image]);
            }
        }
    }

    #[test]
    fn probabilities_keep_the_order_of_logits(
        logits in prop::collection::vec(-30.0..30.0f32, 2..100),
        twin in 0usize..100,
        further in 0u32..4,
    ) {
        let mut logits = logits;
        let at = twin % logits.len();
        // One that is as large as the largest, or larger by a few units of the last place.
        let top = logits[usize::from(argmax(&logits))];
        logits[at] = (0..further).fold(top, |z, _| z.next_up());
        let p = probabilities(&logits);
        prop_assert_eq!(argmax(&p), argmax(&logits));
        let sum: f64 = p.iter().map(|&p| f64::from(p)).sum();
        prop_assert!((sum - 1.0).abs() < 1e-5);
        let z = logits.iter().map(|&z| f64::from(z));
        let total: f64 = z.clone().map(|z| (z - f64::from(top)).exp()).sum();
        for (p, z) in p.iter().zip(z) {
            let expected = (z - f64::from(top)).exp() / total;
            prop_assert!((f64::from(*p) - expected).abs() <= 1e-6 * expected + 1e-9);
        }
    }
}

#[test]
fn extreme_logits_have_probabilities() {
    assert_eq!(probabilities(&[1e30, 0.0, -1e30]), [1.0, 0.0, 0.0]);
    assert_eq!(probabilities(&[-1000.0; 4]), [0.25; 4]);
}

#[test]
fn predictions_are_unknown_until_they_are_measured() {
    let (mut session, base) = trained(&[10]);
    session
        .rank_at(base, magnitude(Scope::Layer), vec![0, 500, 2000])
        .unwrap();
    let all = session.predictions().unwrap();
    assert_eq!(all.len(), 4 * IMAGES);
    assert!(all.iter().all(|&class| class == UNKNOWN));
    let mut points = Vec::new();
    while session.trajectory().unwrap().remaining() > 0.0 {
        points.extend(session.step_trajectory(0));
    }
    points.sort_by_key(|point| point.place);
    let all = session.predictions().unwrap();
    let labels = test_split(&session).labels().to_vec();
    for (classes, point) in all.chunks_exact(IMAGES).zip(&points) {
        let mut confusion = vec![0; 100];
        for (&label, &class) in labels.iter().zip(classes) {
            confusion[usize::from(label) * 10 + usize::from(class)] += 1;
        }
        assert_eq!(
            confusion, point.evaluation.confusion,
            "place {}",
            point.place
        );
    }
    assert!(
        all[3 * IMAGES..].iter().all(|&class| class == UNKNOWN),
        "the base was not asked"
    );
    session.begin_dense().unwrap();
    while !session.step_survey(1) {}
    let dense = session.predictions().unwrap()[3 * IMAGES..].to_vec();
    let model = session.model(base).unwrap();
    assert_eq!(dense, evaluate::predictions(&model, &test_split(&session)));
    // Another ranking of the same base knows them; another base does not.
    session.rank(base, neurons()).unwrap();
    let all = session.predictions().unwrap();
    assert_eq!(all[all.len() - IMAGES..], dense);
    session.rank(0, neurons()).unwrap();
    let all = session.predictions().unwrap();
    assert!(all.iter().all(|&class| class == UNKNOWN));
}

#[test]
fn predictions_where_weights_are_corrected_are_kept_too() {
    let (mut session, base) = trained(&[12]);
    session
        .rank_at(base, corrected(), vec![0, 1000, 1900])
        .unwrap();
    while session.trajectory().unwrap().remaining() > 0.0 {
        session.step_trajectory(1000);
    }
    let all = session.predictions().unwrap();
    let trajectory = session.trajectory().unwrap();
    for (point, ratio) in [0.0, 0.5, 0.95].into_iter().enumerate() {
        let probe = Probe::new(trajectory.base(), trajectory.order(), ratio);
        let expected = evaluate::predictions(probe.model(), &test_split(&session));
        let found = &all[point * IMAGES..][..IMAGES];
        let others = found.iter().zip(&expected).filter(|(a, b)| a != b).count();
        assert!(others <= 1, "{others} at {ratio}");
    }
}

#[test]
fn activations_are_a_forward_pass_written_out() {
    for sizes in [&[784, 10][..], &[784, 21, 10], &[784, 30, 20, 10, 10]] {
        let model = masked(sizes, 0.6, &mut rng(4));
        let test = digits(100, 100, 3).test;
        let x = images(&test);
        for image in [0, 99] {
            let found = evaluate::activations(&model, &test, image);
            let expected = activations(&parameters(&model), &x[image]);
            assert_eq!(found.len(), sizes.len());
            let (weights, bias) = parameters(&model).pop().unwrap();
            let last = expected.last().unwrap();
            let logit = |(row, b): (&Vec<f64>, &f64)| {
                b + row.iter().zip(last).map(|(w, a)| w * a).sum::<f64>()
            };
            let logits: Vec<f64> = weights.iter().zip(&bias).map(logit).collect();
            for (found, expected) in found.iter().zip(expected.iter().chain([&logits])) {
                assert_eq!(found.len(), expected.len());
                for (a, b) in found.iter().zip(expected) {
                    assert_near("activation", f64::from(*a), *b, 1e-5, 1e-5);
                }
            }
        }
    }
}

#[test]
fn an_answer_is_of_the_network_at_its_place() {
    let (mut session, base) = trained(&[24, 12]);
    let subject = Subject::Test(11);
    for method in [magnitude(Scope::Global), neurons(), n_of_m(), corrected()] {
        let place = (base, Some((method.clone(), 0.75)));
        let alone = session.answer(Some(place.clone()), &subject).unwrap();
        session.answer(Some((base, None)), &subject).unwrap();
        session.rank(base, method.clone()).unwrap();
        let ranked = session.answer(Some(place.clone()), &subject).unwrap();
        assert_eq!(alone, ranked, "by the ranking at work");
        assert_eq!(
            ranked,
            session.answer(Some(place), &subject).unwrap(),
            "again"
        );
        let ratio = 0.75;
        let op = Op::Prune(Prune { method, ratio });
        let node = add_run(&mut session, Some(base), op);
        let model = session.model(node).unwrap();
        let layers = evaluate::activations(&model, &test_split(&session), 11);
        assert_eq!(ranked.layers, layers, "what pruning leaves");
        assert_eq!(ranked.probabilities, probabilities(layers.last().unwrap()));
    }
    // Drawn or not, the same pixels are answered alike.
    let (_, pixels) = session.images(true, &[11]).unwrap();
    let place = Some((base, None));
    let drawn = session
        .answer(place.clone(), &Subject::Pixels(pixels))
        .unwrap();
    assert_eq!(drawn, session.answer(place, &subject).unwrap());
}

#[test]
fn an_answer_shows_rounded_activations_as_the_network_sees_them() {
    let (mut session, base) = trained(&[16]);
    let activations = Some(Calibration {
        bits: 3,
        images: 100,
        percentile: None,
    });
    let (levels, per) = (Levels::Symmetric, Per::Tensor);
    let scheme = Scheme {
        bits: 4,
        levels,
        per,
        activations,
    };
    let node = add_run(&mut session, Some(base), Op::Quantize(Quantize { scheme }));
    let model = session.model(node).unwrap();
    let expected = evaluate::predictions(&model, &test_split(&session));
    for (image, &class) in expected.iter().enumerate().take(20) {
        let answer = session
            .answer(Some((node, None)), &Subject::Test(image))
            .unwrap();
        assert_eq!(argmax(answer.layers.last().unwrap()), class);
        for (layer, rounding) in answer.layers.iter().zip(model.input_rounding()) {
            assert!(layer.iter().all(|&a| rounding.snap(a) == a));
        }
    }
}

#[test]
fn the_network_in_the_making_answers_too() {
    let (mut session, base) = trained(&[16]);
    let subject = Subject::Test(5);
    let dense = session.answer(Some((base, None)), &subject).unwrap();
    assert_eq!(session.answer(None, &subject), Err(Error::NoRun));
    let (config, stop_after) = (adam(2, 0.01), None);
    session
        .start(Some(base), Op::Train(Train { config, stop_after }), false)
        .unwrap();
    for _ in 0..3 {
        session.step(1).unwrap();
        let now = session.answer(None, &subject).unwrap();
        let model = session.model_at_work().unwrap();
        let layers = evaluate::activations(model, &test_split(&session), 5);
        assert_eq!(now.layers, layers);
        assert_ne!(now, dense);
    }
    assert_eq!(session.answer(Some((base, None)), &subject).unwrap(), dense);
}

#[test]
fn images_that_cannot_be_asked_about_are_refused() {
    let (mut session, base) = trained(&[8]);
    session.rank(base, magnitude(Scope::Layer)).unwrap();
    for subject in [
        Subject::Test(IMAGES),
        Subject::Pixels(vec![0; 783]),
        Subject::Pixels(Vec::new()),
    ] {
        let refused = |error| matches!(error, Error::OutOfRange { .. });
        assert!(refused(
            session.answer(Some((base, None)), &subject).unwrap_err()
        ));
        assert!(refused(session.fate(0, &subject).unwrap_err()));
    }
    let subject = Subject::Test(0);
    let place = Some((base, Some((magnitude(Scope::Layer), 1.5))));
    assert!(matches!(
        session.answer(place, &subject),
        Err(Error::OutOfRange { .. })
    ));
    assert!(matches!(
        session.answer(Some((99, None)), &subject),
        Err(Error::NoSuchNode { node: 99 })
    ));
    assert!(matches!(
        session.images(true, &[3, IMAGES]),
        Err(Error::OutOfRange { .. })
    ));
    assert_eq!(Session::default().fate(0, &subject), Err(Error::NoDataset));
    assert_eq!(Session::default().predictions(), Err(Error::NoDataset));
    assert_eq!(lab(100, 100, 1).fate(0, &subject), Err(Error::NoRun));
    assert_eq!(lab(100, 100, 1).begin_dense(), Err(Error::NoRun));
}

#[test]
fn several_images_at_once_are_the_images() {
    let session = lab(120, 100, 2);
    let data = session.data().unwrap();
    for (test, split) in [(true, &data.test), (false, &data.train)] {
        let indices = [99, 0, 0, 42];
        let (labels, pixels) = session.images(test, &indices).unwrap();
        assert_eq!(labels, indices.map(|i| split.labels()[i]));
        let mut image = vec![0; 784];
        for (&index, found) in indices.iter().zip(pixels.chunks_exact(784)) {
            split.copy_image(index, &mut image);
            assert_eq!(found, image);
        }
        assert_eq!(pixels.len(), 4 * 784);
    }
    assert_eq!(session.images(true, &[]).unwrap(), (Vec::new(), Vec::new()));
}

/// The nine test images, by all activations.
fn by_hand(model: &Mlp, test: &Split, layer: usize, neuron: usize) -> Vec<(usize, f32)> {
    let activation = |image| evaluate::activations(model, test, image)[layer + 1][neuron];
    let mut all: Vec<(usize, f32)> = (0..test.len()).map(|i| (i, activation(i))).collect();
    all.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    all.retain(|&(_, activation)| activation > 0.0);
    all.truncate(9);
    all
}

#[test]
fn a_neuron_answers_most_to_these() {
    let (mut session, base) = trained(&[20, 12]);
    let ask = |session: &mut Session, prune: Option<(Method, f64)>, layer, neuron, slice| {
        session
            .begin_strongest((base, prune), layer, neuron)
            .unwrap();
        while !session.step_survey(slice) {}
        session.strongest()
    };
    let test = test_split(&session);
    let model = session.model(base).unwrap();
    for (layer, neuron) in [(0, 0), (0, 19), (1, 0), (1, 11)] {
        let expected = by_hand(&model, &test, layer, neuron);
        assert_eq!(ask(&mut session, None, layer, neuron, 1000), expected);
        assert_eq!(
            ask(&mut session, None, layer, neuron, 1),
            expected,
            "in slices"
        );
    }
    for (method, ratio) in [(magnitude(Scope::Global), 0.9), (neurons(), 0.5)] {
        let op = Op::Prune(Prune {
            method: method.clone(),
            ratio,
        });
        let node = add_run(&mut session, Some(base), op);
        let pruned = session.model(node).unwrap();
        for layer in 0..2 {
            for neuron in 0..12 {
                let expected = by_hand(&pruned, &test, layer, neuron);
                let found = ask(
                    &mut session,
                    Some((method.clone(), ratio)),
                    layer,
                    neuron,
                    64,
                );
                assert_eq!(found, expected);
            }
        }
    }
    let nothing = ask(
        &mut session,
        Some((magnitude(Scope::Layer), 1.0)),
        1,
        0,
        1000,
    );
    assert!(nothing.len() <= 9);
    for (layer, neuron) in [(2, 0), (0, 20), (1, 12)] {
        let error = session
            .begin_strongest((base, None), layer, neuron)
            .unwrap_err();
        assert!(matches!(error, Error::OutOfRange { .. }), "{error}");
    }
    let (mut flat, base) = trained(&[]);
    let error = flat.begin_strongest((base, None), 0, 0).unwrap_err();
    assert!(error.to_string().contains("no hidden neurons"));
}

/// Equal activations: the images come in their order.
#[test]
fn equals_come_in_their_order() {
    let mut session = lab(100, 100, 3);
    let hidden = vec![3];
    let root = add_run(&mut session, None, Op::Init(Init { hidden, seed: 1 }));
    // Without weights every activation is the bias.
    let place = (root, Some((magnitude(Scope::Layer), 1.0)));
    let bias = session.model(root).unwrap().layers()[0].bias().to_vec();
    for (neuron, &bias) in bias.iter().enumerate() {
        session.begin_strongest(place.clone(), 0, neuron).unwrap();
        while !session.step_survey(7) {}
        let expected: Vec<(usize, f32)> = (0..9).map(|i| (i, bias)).collect();
        let expected = if bias > 0.0 { expected } else { Vec::new() };
        assert_eq!(session.strongest(), expected);
    }
    assert!(
        bias.iter().any(|&b| b > 0.0) && bias.iter().any(|&b| b <= 0.0),
        "{bias:?}"
    );
}

#[test]
fn answers_have_the_stored_bits() {
    assert_eq!(answers::run(), answers::EXPECTED.trim());
}

#[test]
fn pytorchs_network_on_mnist_fares_as_its_curve_predicts() {
    let Some(data) = mnist("pytorchs_network_on_mnist_fares_as_its_curve_predicts") else {
        return;
    };
    let name = "mnist-784-256-10.safetensors";
    let model = network::read(name, &fixture_bytes(name)).unwrap();
    let correct = (0..2000).filter(|&image| {
        let layers = evaluate::activations(&model, &data.test, image);
        argmax(layers.last().unwrap()) == data.test.labels()[image]
    });
    let first = data.test.clone().split_off(8000);
    assert_eq!(first.len(), 8000);
    assert!(correct.count() >= 1900);
    let order = Order::new(magnitude(Scope::Global), &model, Evidence::default()).unwrap();
    let mut trajectory = Trajectory::new(model.clone(), order, grid());
    while trajectory.remaining() > 0.0 {
        trajectory.step(&data.test, 1700);
    }
    let images = data.test.len();
    for image in (0..images).step_by(501) {
        let logits = trajectory.logits(&data.test, 1700, image);
        for (point, class) in classes(&logits, 10).into_iter().enumerate() {
            assert_eq!(class, trajectory.predictions()[point * images + image]);
        }
    }
    let of_dense: Vec<u8> = evaluate::predictions(&model, &data.test);
    let correct = of_dense
        .iter()
        .zip(data.test.labels())
        .filter(|(a, b)| a == b)
        .count();
    assert_eq!(correct as u32, evaluate(&model, &data.test).correct);
}
