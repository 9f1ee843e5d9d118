//! Distillation: the loss and its gradient, the teacher made ready, and what an operation with a list of its own brings.

use crate::common;
use crate::common::sparse;
use crate::common::sparse::{config, digits, fold};
use proptest::prelude::*;
use prunelab::Error;
use prunelab::data::digits::DigitsConfig;
use prunelab::files::safetensors;
use prunelab::lab::experiment::{DatasetSpec, Experiment};
use prunelab::lab::ops::{Distil, FineTune, Import, MaskChoice, Op, Rewind, Train};
use prunelab::lab::recipes::distillation::Distillation;
use prunelab::lab::recipes::sparse::Technique;
use prunelab::lab::run::{Phase, Run};
use prunelab::lab::session::{Session, Subject};
use prunelab::nn::distil::{Lesson, backward, soften};
use prunelab::nn::init::rng;
use prunelab::nn::loss::argmax;
use prunelab::nn::mlp::Mlp;
use rand::RngExt;

const WIDTH: usize = 16;

/// softmax(z / t) in double precision.
fn softmax(z: &[f64], t: f64) -> Vec<f64> {
    let top = z.iter().fold(f64::NEG_INFINITY, |a, &b| a.max(b));
    let e: Vec<f64> = z.iter().map(|z| ((z - top) / t).exp()).collect();
    let sum: f64 = e.iter().sum();
    e.iter().map(|e| e / sum).collect()
}

/// (1 - alpha) CE + alpha T^2 KL(p || q_T), averaged, written out plainly.
fn loss(logits: &[Vec<f64>], labels: &[u8], soft: &[Vec<f32>], t: f64, alpha: f64) -> f64 {
    let one = |(z, (&y, p)): (&Vec<f64>, (&u8, &Vec<f32>))| {
        let (q, tempered) = (softmax(z, 1.0), softmax(z, t));
        let divergence: f64 = p
            .iter()
            .zip(tempered)
            .filter(|&(&p, _)| p > 0.0)
            .map(|(&p, q)| f64::from(p) * (f64::from(p) / q).ln())
            .sum();
        -(1.0 - alpha) * q[usize::from(y)].ln() + alpha * t * t * divergence
    };
    let all = logits.iter().zip(labels.iter().zip(soft)).map(one);
    all.sum::<f64>() / logits.len() as f64
}

proptest! {
    #[test]
    fn the_gradient_at_the_logits_is_finite_differences(
        classes in 2usize..11,
        images in 1usize..5,
        t in 0.5f64..10.0,
        alpha in 0.0f64..=1.0,
        seed in 0u64..1000,
    ) {
        // The numbers the code works with, so that rounding them is not counted as an error.
        let (t32, alpha32) = (t as f32, alpha as f32);
        let (t, alpha) = (f64::from(t32), f64::from(alpha32));
        let mut rng = rng(seed);
        let mut draw = || (0..classes).map(|_| rng.random::<f32>() * 12.0 - 6.0).collect::<Vec<f32>>();
        let logits: Vec<Vec<f32>> = (0..images).map(|_| draw()).collect();
        let soft: Vec<Vec<f32>> = (0..images)
            .map(|_| {
                let mut soft = Vec::new();
                soften(&draw(), t32, &mut soft);
                soft
            })
            .collect();
        let labels: Vec<u8> = (0..images).map(|i| (i % classes) as u8).collect();
        let mut rows = vec![7.0; images * WIDTH];
        for (row, z) in rows.chunks_exact_mut(WIDTH).zip(&logits) {
            row[..classes].copy_from_slice(z);
        }
        let told = soft.iter().map(Vec::as_slice);
        let found = backward(&mut rows, WIDTH, &labels, told, (t32, alpha32));
        let point: Vec<Vec<f64>> = logits.iter().map(|z| z.iter().map(|&z| z.into()).collect()).collect();
        let expected = loss(&point, &labels, &soft, t, alpha);
        prop_assert!((f64::from(found) - expected).abs() < 1e-5 * (1.0 + expected), "{found}, {expected}");
        for i in 0..images {
            prop_assert!(rows[i * WIDTH + classes..(i + 1) * WIDTH].iter().all(|&z| z == 0.0));
            for k in 0..classes {
                let at = |h: f64| {
                    let mut moved = point.clone();
                    moved[i][k] += h;
                    loss(&moved, &labels, &soft, t, alpha)
                };
                let slope = (at(1e-5) - at(-1e-5)) / 2e-5;
                let g = f64::from(rows[i * WIDTH + k]);
                prop_assert!((g - slope).abs() < 3e-6 * (1.0 + t), "image {i} class {k}: {g}, {slope}");
            }
        }
    }
}

#[test]
fn a_lesson_is_the_teachers_softened_answers() {
    let data = digits();
    let teacher = Mlp::random(&[784, 20, 10], &mut rng(3));
    let mut lesson = Lesson::new(&teacher, 4.0, 0.5);
    // In three goes.
    assert!(!lesson.ask(&teacher, &data.train, 1));
    assert!(!lesson.ask(&teacher, &data.train, 200));
    assert!(lesson.ask(&teacher, &data.train, 10_000));
    let mut whole = Lesson::new(&teacher, 4.0, 0.5);
    assert!(whole.ask(&teacher, &data.train, 10_000));
    let parameters = common::double::parameters(&teacher);
    let images = common::double::images(&data.train);
    for i in [0, 1, 127, 128, 639] {
        assert_eq!(lesson.soft(i), whole.soft(i));
        let hidden = common::double::activations(&parameters, &images[i])
            .pop()
            .unwrap();
        let (weights, bias) = &parameters[1];
        let z: Vec<f64> = weights
            .iter()
            .zip(bias)
            .map(|(row, b)| b + row.iter().zip(&hidden).map(|(w, a)| w * a).sum::<f64>())
            .collect();
        for (p, expected) in lesson.soft(i).iter().zip(softmax(&z, 4.0)) {
            assert!((f64::from(*p) - expected).abs() < 1e-6);
        }
    }
}

fn teacher() -> Vec<Op> {
    // Not only init and train: whatever stands in the tree can teach.
    let mut ops = sparse::sparse(Technique::Rigl).ops().unwrap();
    ops.push(Op::Train(Train {
        config: config(),
        stop_after: Some(3),
    }));
    ops
}

/// The student alone, and taught.
fn students(temperature: f64, alpha: f64) -> [Vec<Op>; 2] {
    let mut pairs = distillation(temperature, alpha).trials().unwrap();
    let pair = pairs.remove(0);
    [pair.alone, pair.taught]
}

fn distillation(temperature: f64, alpha: f64) -> Distillation {
    Distillation {
        hidden: vec![12],
        seeds: 1,
        seed: 4,
        teacher: teacher(),
        temperature,
        alpha,
        config: config(),
    }
}

#[test]
fn bits_depend_neither_on_steps_nor_on_where_the_teacher_comes_from() {
    let data = digits();
    let [_, ops] = students(3.0, 0.6);
    let whole = fold(&ops, &data, 64);
    assert_eq!(whole.state, fold(&ops, &data, 1).state);
    let known = fold(&teacher(), &data, 64).state.model;
    let before = fold(&ops[..1], &data, 64).state;
    let mut run = Run::start(ops[1].clone(), Some(before), None, &data).unwrap();
    assert_eq!(run.phase(), Phase::Teaching);
    assert_eq!(run.teacher(), Some(&teacher()[..]));
    run.take_teacher(known);
    while run.step(&data, 5) != Phase::Done {}
    assert_eq!(run.finish().unwrap().state, whole.state);
}

#[test]
fn without_a_share_of_the_teacher_it_is_plain_training_but_for_rounding() {
    let data = digits();
    let [alone, taught] = students(3.0, 0.0);
    let (a, b) = (fold(&alone, &data, 64), fold(&taught, &data, 64));
    for (a, b) in a.record.losses.iter().zip(&b.record.losses) {
        assert!((a - b).abs() < 1e-3 * a, "{a}, {b}");
    }
    let [_, other] = students(3.0, 0.9);
    let c = fold(&other, &data, 64);
    assert!(a.state.model != c.state.model);
}

/// Batches and pieces of measuring until all is done: the run at the end, and how many there were.
fn follow(session: &mut Session, ops: &[Op]) -> (u32, u32) {
    let (mut at, mut steps) = (None, 0);
    for op in ops {
        let started = session.start(at, op.clone(), false).unwrap();
        at = started.known;
        if at.is_none() {
            while session.step(1).unwrap().phase != Phase::Done {
                steps += 1;
            }
            at = session.finish().unwrap().node;
        }
    }
    (at.unwrap(), steps)
}

#[test]
fn a_session_looks_for_the_teacher_among_its_runs() {
    let mut session = common::lab(640, 300, 11);
    let [_, ops] = students(3.0, 0.6);
    let (id, replayed) = follow(&mut session, &ops);
    let first = session.model(id).unwrap();
    session.forget_runs();
    let (taught_by, _) = follow(&mut session, &teacher());
    let (id, found) = follow(&mut session, &ops);
    assert_eq!(session.model(id).unwrap(), first);
    // The answers to all test images, one by one, are those the measurement counted.
    let mut correct = 0;
    for i in 0..300 {
        let answer = session.answer(Some((id, None)), &Subject::Test(i)).unwrap();
        let class = argmax(answer.layers.last().unwrap());
        correct += u32::from(class == session.images(true, &[i]).unwrap().0[0]);
    }
    let counted = session.node(id).unwrap().result.evaluation.correct;
    assert_eq!(correct, counted);
    assert!(matches!(
        session.answer(Some((id, None)), &Subject::Test(300)),
        Err(Error::OutOfRange { .. })
    ));
    assert!(
        found + 20 < replayed,
        "{found} steps with the teacher at hand, {replayed} without"
    );
    // Another engine that was handed the teacher does as much, to the same bits.
    let bytes = session.export_state(taught_by).unwrap();
    let made_first = session.first_training(taught_by).unwrap();
    let last = teacher().pop().unwrap();
    let mut other = common::lab(640, 300, 11);
    let here = other.import_state(last, made_first, &bytes).unwrap();
    assert!(other.tell_ops(here + 1, teacher()).is_err());
    other.tell_ops(here, teacher()).unwrap();
    let (id, handed) = follow(&mut other, &ops);
    assert_eq!(other.model(id).unwrap(), first);
    assert_eq!(handed, found);
    // It does so no longer once it has forgotten its runs.
    other.forget_runs();
    assert_eq!(follow(&mut other, &ops).1, replayed);
}

#[test]
fn a_network_taught_by_what_it_was_does_not_make_its_teacher_again() {
    let list = |heal: Op| {
        let mut ops = teacher();
        ops.push(Op::Rewind(Rewind { to_step: None }));
        ops.extend([heal.clone(), heal]);
        ops
    };
    let taught = list(Op::Distil(Distil {
        teacher: teacher(),
        temperature: 3.0,
        alpha: 0.7,
        config: config(),
        stop_after: None,
    }));
    let tuned = list(Op::FineTune(FineTune {
        config: config(),
        mask: MaskChoice::Keep,
        stop_after: None,
    }));
    let steps = [taught, tuned].map(|ops| follow(&mut common::lab(640, 300, 11), &ops).1);
    // Asking about 640 images, 256 a step, twice, is all there is more.
    assert_eq!(steps[0], steps[1] + 2 * 3);
}

#[test]
fn a_teacher_may_come_from_a_file() {
    let mut session = common::lab(640, 300, 11);
    let model = fold(&teacher(), &digits(), 64).state.model;
    let file = safetensors::write(&model).unwrap();
    let import = |digest: String| {
        Op::Import(Import {
            name: "teacher.safetensors".into(),
            digest,
            seed: 1,
        })
    };
    let start = session.start(None, teacher()[0].clone(), false).unwrap();
    assert!(start.known.is_none());
    while session.step(9).unwrap().phase != Phase::Done {}
    let student = session.finish().unwrap().node;
    let distil = |digest: String| {
        Op::Distil(Distil {
            teacher: vec![import(digest)],
            temperature: 2.0,
            alpha: 0.5,
            config: config(),
            stop_after: None,
        })
    };
    session
        .start(student, distil("0000dead".into()), false)
        .unwrap();
    while session.step(9).unwrap().phase != Phase::Done {}
    let lost = session.finish().unwrap();
    assert!(lost.node.is_none());
    let fault = serde_json::to_value(lost.diverged).unwrap();
    assert_eq!(fault["code"], "needs-checkpoint");
    assert_eq!(fault["params"]["name"], "teacher.safetensors");
    let digest = session.import_model("teacher.safetensors", &file).unwrap();
    session.start(student, distil(digest), false).unwrap();
    while session.step(9).unwrap().phase != Phase::Done {}
    assert!(session.finish().unwrap().node.is_some());
}

#[test]
fn ending_it_while_the_teacher_learns_leaves_nothing() {
    let data = digits();
    let [_, ops] = students(3.0, 0.6);
    let before = fold(&ops[..1], &data, 64).state;
    let mut run = Run::start(ops[1].clone(), Some(before.clone()), None, &data).unwrap();
    for _ in 0..9 {
        assert_eq!(run.step(&data, 1), Phase::Teaching);
    }
    assert!(!run.stop());
    // Later it keeps what was learned, and that can be repeated.
    let mut run = Run::start(ops[1].clone(), Some(before), None, &data).unwrap();
    while run.step(&data, 1) == Phase::Teaching {}
    while run.batch() < 7 {
        run.step(&data, 1);
    }
    assert!(run.stop());
    while run.step(&data, 1) != Phase::Done {}
    let stopped = run.finish().unwrap();
    assert_eq!(stopped.op.training().unwrap().1, Some(7));
    let again = fold(&[ops[0].clone(), stopped.op.clone()], &data, 64);
    assert_eq!(again.state, stopped.state);
    // And the first training can be gone back to, teacher and all.
    let whole = fold(&ops, &data, 64);
    let to_step = Some(7);
    let rewind = common::perform(Op::Rewind(Rewind { to_step }), Some(whole.state), &data, 4);
    assert_eq!(rewind.state.model, stopped.state.model);
}

#[test]
fn what_cannot_be_done_is_said() {
    let distil = |teacher: Vec<Op>, temperature, alpha| {
        Op::Distil(Distil {
            teacher,
            temperature,
            alpha,
            config: config(),
            stop_after: None,
        })
    };
    let told = |op: &Op| op.check().unwrap_err();
    for (t, alpha, what) in [
        (0.0, 0.5, "temperature"),
        (f64::INFINITY, 0.5, "temperature"),
        (3.0, 1.5, "weight of the teacher"),
        (3.0, f64::NAN, "weight of the teacher"),
    ] {
        let error = told(&distil(teacher(), t, alpha));
        assert!(
            matches!(&error, Error::OutOfRange { what: w, .. } if w == what),
            "{error}"
        );
    }
    let empty = told(&distil(Vec::new(), 3.0, 0.5));
    assert!(matches!(&empty, Error::OutOfRange { what, .. } if what == "number of operations"));
    let rootless = told(&distil(teacher()[1..].to_vec(), 3.0, 0.5));
    assert!(matches!(rootless, Error::MisplacedOp { index: 1, .. }));
    let taught = |teacher: Vec<Op>| vec![teacher[0].clone(), distil(teacher, 3.0, 0.5)];
    let (one, two) = (taught(teacher()), taught(taught(teacher())));
    let experiment = |ops: Vec<Op>| Experiment {
        dataset: DatasetSpec::Digits(DigitsConfig::default()),
        ops,
    };
    for ops in [one, two.clone(), taught(two.clone())] {
        experiment(ops.clone()).check().unwrap();
        let text = serde_json::to_string(&ops).unwrap();
        assert_eq!(serde_json::from_str::<Vec<Op>>(&text).unwrap(), ops);
    }
    let deep = experiment(taught(taught(two))).check().unwrap_err();
    assert!(
        matches!(&deep, Error::OutOfRange { what, .. } if what == "teachers of teachers"),
        "{deep}"
    );
}
