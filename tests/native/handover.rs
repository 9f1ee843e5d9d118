//! A network handed over to another engine: the same bits, also of all that follows; broken bytes are refused.

use crate::common::{self, add_run, bits};
use proptest::prelude::*;
use prunelab::Error;
use prunelab::compress::encoding::Quantizer;
use prunelab::compress::scheme::{Calibration, Levels, Per, Scheme};
use prunelab::files::state::{EncodingParts, GeneratorParts, NetworkParts, pack, unpack};
use prunelab::lab::handover::Handover;
use prunelab::lab::ops::{
    Edit, Edits, FineTune, Init, MaskChoice, Op, Prune, Quantize, Reinit, Share, Train, TrainConfig,
};
use prunelab::lab::run::State;
use prunelab::lab::session::Session;
use prunelab::nn::evaluate::Evaluation;
use prunelab::nn::init;
use prunelab::nn::input_rounding::InputRounding;
use prunelab::nn::mlp::Mlp;
use prunelab::nn::optim::Optimizer;
use prunelab::prune::method::Method;
use prunelab::prune::rule::Rule;
use prunelab::prune::scope::Scope;
use rand::RngExt;

/// A lab with its data set and no run.
fn session(test: usize) -> Session {
    common::lab(300, test, 4)
}

fn config() -> TrainConfig {
    TrainConfig {
        epochs: 2,
        batch_size: 50,
        optimizer: Optimizer::Adam { lr: 0.003 },
    }
}

fn init() -> Op {
    Op::Init(Init {
        hidden: vec![20, 12],
        seed: 3,
    })
}

fn train() -> Op {
    Op::Train(Train {
        config: config(),
        stop_after: None,
    })
}

fn prune(ratio: f64) -> Op {
    Op::Prune(Prune {
        method: method(Scope::Layer),
        ratio,
    })
}

fn method(scope: Scope) -> Method {
    Method::magnitude(scope, Rule::Exact)
}

fn fine_tune(mask: MaskChoice) -> Op {
    Op::FineTune(FineTune {
        config: config(),
        mask,
        stop_after: None,
    })
}

#[test]
fn what_follows_a_hand_over_is_the_same_bits() {
    let mut here = session(100);
    let root = add_run(&mut here, None, init());
    let trained = add_run(&mut here, Some(root), train());
    let pruned = add_run(&mut here, Some(trained), prune(0.8));
    let forgot = add_run(&mut here, Some(pruned), fine_tune(MaskChoice::Forget));
    for (base, op) in [
        (root, init()),
        (trained, train()),
        (pruned, prune(0.8)),
        (forgot, fine_tune(MaskChoice::Forget)),
    ] {
        let bytes = here.export_state(base).unwrap();
        let mut there = session(100);
        let first = here.first_training(base).unwrap();
        assert_eq!(first, (base != root).then(train));
        let taken = there.import_state(op, first, &bytes).unwrap();
        assert_eq!(
            bits(&there.model(taken).unwrap()),
            bits(&here.model(base).unwrap())
        );
        assert_eq!(there.export_state(taken).unwrap(), bytes);
        let ours = there.node(taken).unwrap();
        assert_eq!(ours.parent, None);
        assert_eq!(
            ours.result.evaluation,
            here.node(base).unwrap().result.evaluation
        );
        for mask in [MaskChoice::Keep, MaskChoice::Forget] {
            for (from, session) in [(base, &mut here), (taken, &mut there)] {
                let id = add_run(session, Some(from), prune(0.9));
                add_run(session, Some(id), fine_tune(mask));
            }
            let last = |session: &Session| {
                let id = (0..).take_while(|&id| session.node(id).is_ok()).last();
                session.node(id.unwrap()).unwrap()
            };
            let (ours, theirs) = (last(&here), last(&there));
            assert_eq!(ours.result.evaluation, theirs.result.evaluation);
            assert_eq!(
                here.export_state(ours.id).unwrap(),
                there.export_state(theirs.id).unwrap()
            );
            assert_eq!(
                here.losses(ours.id).unwrap(),
                there.losses(theirs.id).unwrap()
            );
        }
    }
}

#[test]
fn every_changed_byte_and_every_other_length_is_refused() {
    let mut lab = session(100);
    let root = add_run(&mut lab, None, init());
    let pruned = add_run(&mut lab, Some(root), prune(0.5));
    let bytes = lab.export_state(pruned).unwrap();
    let mut refused = |bytes: &[u8]| match lab.import_state(prune(0.5), Some(train()), bytes) {
        Err(Error::BadState { reason }) => reason,
        other => panic!("taken over: {other:?}"),
    };
    for at in (0..bytes.len()).step_by(97).chain(0..60) {
        let mut broken = bytes.clone();
        broken[at] ^= 0x10;
        assert!(!refused(&broken).is_empty());
    }
    for length in [0, 7, 8, 11, 12, 40, bytes.len() - 1] {
        assert!(!refused(&bytes[..length]).is_empty());
    }
    assert_eq!(refused(b""), "it is cut short");
    assert_eq!(
        refused(b"safetensors and so on"),
        "it does not begin with the mark of this version"
    );
    let longer = [&bytes[..], &[0]].concat();
    assert!(refused(&longer).contains("checksum"));
    assert_eq!(
        lab.node(pruned).unwrap().id,
        pruned,
        "what was there is still there"
    );
}

/// What a hand-over is made of, field by field: postcard writes a tuple as it writes a struct.
type Parts = (
    Evaluation,
    GeneratorParts,
    NetworkParts,
    Option<Vec<Vec<f32>>>,
    NetworkParts,
    Option<(GeneratorParts, Option<NetworkParts>)>,
    Option<Vec<(Vec<f32>, Vec<f32>)>>,
    Option<EncodingParts>,
);

/// Changes a hand-over.
type Forge = dyn Fn(&mut Parts);

/// Bits and quantizers of a quantized network.
fn scales(parts: &mut Parts) -> (&mut u32, &mut Vec<Vec<Quantizer>>) {
    match &mut parts.7 {
        Some(EncodingParts::Quantized { bits, layers, .. }) => (bits, layers),
        other => panic!("{other:?}"),
    }
}

/// Bits and codebooks of a network with shared weights.
fn lists(parts: &mut Parts) -> (&mut Vec<u32>, &mut Vec<Vec<f32>>) {
    match &mut parts.7 {
        Some(EncodingParts::Shared { bits, codebooks }) => (bits, codebooks),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_right_checksum_is_not_enough() {
    let mut lab = session(100);
    let root = add_run(&mut lab, None, init());
    let trained = add_run(&mut lab, Some(root), train());
    let pruned = add_run(&mut lab, Some(trained), prune(0.5));
    let scheme = Scheme {
        bits: 4,
        levels: Levels::Affine,
        per: Per::Row,
        activations: None,
    };
    let levels = add_run(&mut lab, Some(pruned), Op::Quantize(Quantize { scheme }));
    let shared = add_run(
        &mut lab,
        Some(pruned),
        Op::Share(Share {
            bits: vec![3, 3, 3],
        }),
    );
    let bytes = [levels, shared].map(|id| lab.export_state(id).unwrap());
    let mut taken = |bytes: &[u8]| match lab.import_state(prune(0.5), Some(train()), bytes) {
        Err(Error::BadState { reason }) => reason,
        Ok(_) => String::new(),
        other => panic!("refused otherwise: {other:?}"),
    };
    for bytes in &bytes {
        let parts: Parts = unpack(bytes).unwrap();
        assert_eq!(pack(&parts).unwrap(), *bytes, "the parts are all there is");
        assert_eq!(taken(bytes), "");
    }
    let mut with = |bytes: &[u8], forge: &Forge| {
        let mut parts: Parts = unpack(bytes).unwrap();
        forge(&mut parts);
        taken(&pack(&parts).unwrap())
    };
    let not_finite = "it holds a number that is not finite";
    let forged: [(&Forge, &str); 26] = [
        (&|p| p.1.increment = 0, "the generator's increment is even"),
        (&|p| p.2.layers.clear(), "it has 0 layers"),
        (
            &|p| p.2.layers = vec![p.2.layers[0].clone(); 6],
            "it has 6 layers",
        ),
        (
            &|p| p.2.layers[0].outputs = 0,
            "width 1 is 0, not 1 to 1024",
        ),
        (
            &|p| p.2.layers[0].outputs = 1 << 60,
            "width 1 is 1152921504606846976, not 1 to 1024",
        ),
        (&|p| p.2.layers[0].inputs = 0, "width 0 is 0, not 1 to 4096"),
        (
            &|p| p.2.layers[1].inputs = 21,
            "layer 2 does not fit the one before",
        ),
        (&|p| p.2.layers[2].bias.push(0.0), "a layer is not 12 x 10"),
        (
            &|p| p.2.layers[2].weights.truncate(119),
            "a layer is not 12 x 10",
        ),
        (
            &|p| p.2.layers[2].mask.as_mut().unwrap().push(true),
            "a layer is not 12 x 10",
        ),
        (&|p| p.2.layers[0].weights[5] = f32::NAN, not_finite),
        (&|p| p.4.layers[0].bias[5] = f32::INFINITY, not_finite),
        (
            &|p| p.2.layers[0].mask.as_mut().unwrap().fill(false),
            "a pruned weight is not zero",
        ),
        (
            &|p| p.2.rounding = vec![InputRounding { scale: 1.0, top: 3 }],
            "the inputs of some layers are rounded, not of all",
        ),
        (
            &|p| p.2.rounding = vec![InputRounding { scale: 0.5, top: 0 }; 3],
            "inputs are rounded to 0 levels 0.5 apart",
        ),
        (
            &|p| p.3 = Some(vec![vec![0.0; 3]]),
            "its movement is another network's",
        ),
        (
            &|p| {
                p.4.layers.pop();
            },
            "a network of its past has other widths",
        ),
        (
            &|p| p.0.confusion.truncate(4),
            "its confusion matrix is another network's",
        ),
        (
            &|p| p.6.as_mut().unwrap()[1].0.clear(),
            "what was pruned is another network's",
        ),
        (&|p| p.6.as_mut().unwrap()[1].0[0] = f32::NAN, not_finite),
        (
            &|p| *scales(p).0 = 9,
            "bits of a weight is 9; it must lie between 2 and 8",
        ),
        (&|p| scales(p).1.truncate(2), "2 layers have scales"),
        (
            &|p| scales(p).1[0].truncate(2),
            "it has 2 scales for 20 outputs",
        ),
        (&|p| scales(p).1[0][1].scale = -1.0, "a scale is -1"),
        (
            &|p| {
                let first = &mut scales(p).1[0][1];
                (first.low, first.high) = (1, 15);
            },
            "it has multiples from 1 to 15",
        ),
        (
            &|p| scales(p).1[0][1].scale *= 0.7,
            "a weight is none of the levels",
        ),
    ];
    for (forge, reason) in forged {
        assert_eq!(with(&bytes[0], forge), reason);
    }
    let forged: [(&Forge, &str); 5] = [
        (
            &|p| lists(p).0[0] = 9,
            "bits of a code is 9; it must lie between 1 and 8",
        ),
        (&|p| lists(p).1.truncate(1), "3 layers, 3 bits, 1 codebooks"),
        (
            &|p| lists(p).1[0].extend([1.0, 2.0]),
            "a codebook of 3 bits has 10 values",
        ),
        (&|p| lists(p).1[0][0] = f32::NAN, not_finite),
        (&|p| lists(p).1[0].clear(), "a weight is none of the levels"),
    ];
    for (forge, reason) in forged {
        assert_eq!(with(&bytes[1], forge), reason);
    }

    // No byte behind a right checksum is too strange, and no number in it makes room that the bytes do not fill.
    let body = &bytes[0][12..];
    let mut with_body = |body: &[u8]| {
        let sum = prunelab::checksum::crc32(body).to_le_bytes();
        taken(&[&bytes[0][..8], &sum, body].concat())
    };
    for at in (0..body.len()).step_by(101).chain(0..300) {
        for value in [0x80, 0xff] {
            let mut forged = body.to_vec();
            forged[at] = value;
            with_body(&forged);
        }
    }
    assert_eq!(with_body(&body[..body.len() - 1]), "it is cut short");
    assert_eq!(with_body(&[body, &[0]].concat()), "1 bytes are left over");
    assert!(!with_body(&[0xff; 40]).is_empty());
}

#[test]
fn a_network_of_another_data_set_is_refused() {
    let mut lab = session(100);
    let root = add_run(&mut lab, None, init());
    let bytes = lab.export_state(root).unwrap();
    let error = session(120).import_state(init(), None, &bytes).unwrap_err();
    assert!(error.to_string().contains("100 test images"), "{error}");
    let error = Session::default()
        .import_state(init(), None, &bytes)
        .unwrap_err();
    assert_eq!(error, Error::NoDataset);
    let handover = Handover {
        state: State::new(Mlp::random(&[49, 10], &mut init::rng(1)), init::rng(1)),
        evaluation: Evaluation::begin(10, 100),
    };
    let error = lab
        .import_state(init(), None, &handover.encode().unwrap())
        .unwrap_err();
    assert!(matches!(error, Error::NetworkInputs { .. }), "{error}");
}

#[test]
fn forgetting_all_runs_leaves_the_data_set() {
    let mut lab = session(100);
    let root = add_run(&mut lab, None, init());
    lab.rank(root, method(Scope::Global)).unwrap();
    lab.start(Some(root), train(), false).unwrap();
    lab.forget_runs();
    assert!(lab.node(root).is_err() && lab.trajectory().is_none() && lab.step(1).is_err());
    assert_eq!(add_run(&mut lab, None, init()), root);
}

/// Random widths, weights (zeros of both signs among them) and masks.
fn network(sizes: &[usize], masked: bool, seed: u64) -> State {
    let mut rng = init::rng(seed);
    let mut model = Mlp::random(sizes, &mut rng);
    for layer in model.layers_mut() {
        let (inputs, outputs) = (layer.inputs(), layer.outputs());
        let values: Vec<f32> = (0..inputs * outputs)
            .map(|_| match rng.random::<u32>() % 4 {
                0 => -0.0,
                1 => 0.0,
                _ => rng.random::<f32>() - 0.5,
            })
            .collect();
        let biases = layer.bias().to_vec();
        layer.fill(|i, o| values[i * outputs + o], |o| biases[o]);
        if masked {
            // Pruned weights are zero, but not all zeros are pruned.
            let gone: Vec<bool> = values
                .iter()
                .map(|&w| w == 0.0 && rng.random::<u32>() % 2 == 0)
                .collect();
            assert!(layer.take_mask(|i, o| !gone[i * outputs + o]));
        }
    }
    let mut state = State::new(model, rng);
    if !seed.is_multiple_of(3) {
        // Few values, of either kind.
        let bits = 1 + (seed % 8) as u32;
        let op = if seed % 3 == 1 {
            let bits = vec![bits; sizes.len() - 1];
            Op::Share(Share { bits })
        } else {
            let scheme = Scheme {
                bits: bits.max(2),
                levels: [Levels::Symmetric, Levels::Affine][(seed >> 8) as usize % 2],
                per: [Per::Tensor, Per::Row][(seed >> 9) as usize % 2],
                activations: (seed >> 10 & 1 == 1).then_some(Calibration {
                    bits: 3,
                    images: 5,
                    percentile: (seed >> 11 & 1 == 1).then_some(99.5),
                }),
            };
            Op::Quantize(Quantize { scheme })
        };
        let train = common::double::random_split(sizes[0], 1, 5, seed);
        state.change(&op, Some(&train)).unwrap();
        assert!(state.encoding.is_some());
    } else if masked {
        // A past that differs from the present in every part.
        let op = Op::Reinit(Reinit { seed });
        state.change(&op, None).unwrap();
        let before = state.rng.clone();
        state.past.begin_training(&train(), &state.model, &before);
        let edits = vec![Edit {
            layer: 0,
            input: Some(0),
            output: 0,
            keep: false,
        }];
        state.change(&Op::Edit(Edits { edits }), None).unwrap();
    }
    state
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_state_comes_back_bit_by_bit(
        sizes in prop::collection::vec(1usize..40, 2..=6),
        masked: bool,
        seed: u64,
        loss in any::<f64>().prop_filter("finite", |x| x.is_finite()),
    ) {
        let state = network(&sizes, masked, seed);
        let classes = sizes[sizes.len() - 1];
        let mut evaluation = Evaluation::begin(classes, 12);
        evaluation.loss = loss;
        evaluation.confusion[0] = 12;
        let bytes = Handover { state: state.clone(), evaluation: evaluation.clone() }.encode().unwrap();
        let back = Handover::decode(&bytes, masked.then(train)).unwrap();
        prop_assert_eq!(back.encode().unwrap(), bytes);
        prop_assert_eq!(bits(&back.state.model), bits(&state.model));
        for (ours, theirs) in back.state.model.layers().iter().zip(state.model.layers()) {
            prop_assert_eq!(ours.mask(), theirs.mask());
        }
        prop_assert_eq!(&back.state.encoding, &state.encoding);
        prop_assert_eq!(back.state.model.input_rounding(), state.model.input_rounding());
        prop_assert_eq!(&back.state.rng, &state.rng);
        prop_assert_eq!(&back.state.past, &state.past);
        prop_assert_eq!(back.evaluation.loss.to_bits(), loss.to_bits());
        prop_assert_eq!(back.evaluation, evaluation);
    }
}
