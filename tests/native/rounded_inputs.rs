//! What a network rounds its inputs to survives every kind of file, and ends with the next operation.

use crate::common::{self, add_run};
use prunelab::compress::scheme::{Calibration, Levels, Per, Scheme};
use prunelab::files::formats::same_bits;
use prunelab::files::network::{self, FileKind};
use prunelab::lab::ops::{Import, Init, Op, Prune, Quantize, Rewind, Train};
use prunelab::lab::session::Session;
use prunelab::nn::evaluate::{evaluate, predictions};
use prunelab::prune::method::Method;
use prunelab::prune::rule::Rule;
use prunelab::prune::scope::Scope;
use prunelab::prune::score::Score;
use prunelab::prune::shape::Shape;

fn scheme(bits: u32, per: Per, input_bits: u32) -> Scheme {
    Scheme {
        bits,
        levels: Levels::Symmetric,
        per,
        activations: Some(Calibration {
            bits: input_bits,
            images: 200,
            percentile: None,
        }),
    }
}

/// A trained network, rounded as a whole, without most of its weights and without some of its neurons.
fn rounded(session: &mut Session) -> Vec<u32> {
    let hidden = vec![24, 12];
    let root = add_run(session, None, Op::Init(Init { hidden, seed: 3 }));
    let train = Op::Train(Train {
        config: common::adam(4, 0.003),
        stop_after: None,
    });
    let whole = add_run(session, Some(root), train);
    let method = Method::magnitude(Scope::Layer, Rule::Exact);
    let neurons = Method {
        score: Score::L2,
        shape: Shape::Neurons,
        ..method.clone()
    };
    let mut bases = vec![whole];
    for (method, ratio) in [(method, 0.7), (neurons, 0.4)] {
        bases.push(add_run(
            session,
            Some(whole),
            Op::Prune(Prune { method, ratio }),
        ));
    }
    let mut runs = Vec::new();
    for base in bases {
        for scheme in [
            scheme(4, Per::Tensor, 2),
            scheme(8, Per::Row, 5),
            scheme(2, Per::Row, 8),
        ] {
            runs.push(add_run(
                session,
                Some(base),
                Op::Quantize(Quantize { scheme }),
            ));
        }
    }
    runs
}

#[test]
fn every_file_of_a_network_that_rounds_its_inputs_answers_as_the_network_did() {
    let mut session = common::lab(600, 400, 5);
    for run in rounded(&mut session) {
        let known = session.node(run).unwrap();
        let model = session.model(run).unwrap();
        let answers = predictions(&model, &session.data().unwrap().test);
        for kind in FileKind::ALL {
            let file = session.export_model(run, None, kind).unwrap();
            let name = format!("{kind:?} of run {run}");
            let digest = session.import_model(&name, &file).unwrap();
            let seed = 0;
            let imported = add_run(
                &mut session,
                None,
                Op::Import(Import { name, digest, seed }),
            );
            let told = format!("{kind:?} of run {run}");
            let back = session.model(imported).unwrap();
            let there = session.node(imported).unwrap();
            let test = &session.data().unwrap().test;
            // What is in the file is what is measured.
            let in_file = network::read("network", &file).unwrap();
            assert!(!back.input_rounding().is_empty(), "{told}");
            assert_eq!(back, in_file, "{told}");
            assert_eq!(there.inputs, in_file.input_rounding(), "{told}");
            assert_eq!(there.result.evaluation, evaluate(&in_file, test), "{told}");
            match kind {
                FileKind::Safetensors | FileKind::Masks | FileKind::Onnx | FileKind::Compact => {
                    assert!(same_bits(&back, &model), "{told}");
                    assert_eq!(there.inputs, known.inputs, "{told}");
                    assert_eq!(there.result.evaluation, known.result.evaluation, "{told}");
                    let again = session.export_model(imported, None, kind).unwrap();
                    assert_eq!(again, file, "{told}");
                }
                // Dead neurons become part of biases, so logits agree to rounding, answers in full.
                FileKind::OnnxShrunk => {
                    assert_eq!(there.inputs, known.inputs, "{told}");
                    assert_eq!(predictions(&back, test), answers, "{told}");
                }
                // INT8 has levels of its own.
                FileKind::OnnxInt8 => assert!(there.inputs.iter().all(|grid| grid.top == 127)),
            }
        }
    }
}

#[test]
fn an_imported_network_is_handed_over_with_its_rounding_and_later_operations_see_exact_inputs() {
    let mut session = common::lab(600, 400, 5);
    let run = rounded(&mut session)[0];
    let file = session.export_model(run, None, FileKind::Compact).unwrap();
    let digest = session.import_model("mine.prnl", &file).unwrap();
    let import = Op::Import(Import {
        name: "mine.prnl".into(),
        digest,
        seed: 1,
    });
    let imported = add_run(&mut session, None, import.clone());
    let bytes = session.export_state(imported).unwrap();
    let mut other = common::lab(600, 400, 5);
    let taken = other.import_state(import, None, &bytes).unwrap();
    assert_eq!(other.export_state(taken).unwrap(), bytes);
    let (here, there) = (
        session.model(imported).unwrap(),
        other.model(taken).unwrap(),
    );
    assert_eq!(here, there);
    assert!(!there.input_rounding().is_empty());
    let method = Method::magnitude(Scope::Layer, Rule::Exact);
    let ratio = 0.0;
    for op in [
        Op::Prune(Prune { method, ratio }),
        Op::Rewind(Rewind { to_step: None }),
        Op::Train(Train {
            config: common::adam(1, 0.001),
            stop_after: None,
        }),
    ] {
        let id = add_run(&mut session, Some(imported), op.clone());
        assert!(
            session.model(id).unwrap().input_rounding().is_empty(),
            "{op:?}"
        );
        let id = add_run(&mut other, Some(taken), op.clone());
        assert!(
            other.model(id).unwrap().input_rounding().is_empty(),
            "{op:?}"
        );
    }
}
