//! Files to take away: each comes back to the bit or is refused, and the real consumers of ONNX and safetensors give our
//! answers.

use crate::common;
use proptest::prelude::*;
use prunelab::Error;
use prunelab::compress::inference::{Kernel, Runner, largest_inputs};
use prunelab::compress::int8;
use prunelab::compress::quantize::quantize;
use prunelab::compress::scheme::{Calibration, Levels, Per, Scheme};
use prunelab::compress::sharing::share;
use prunelab::data::dataset::{Dataset, Split};
use prunelab::data::idx::NamedFile;
use prunelab::files::describe::describe;
use prunelab::files::formats::{Format, Layout, same_bits};
use prunelab::files::network::{FileKind, read, write};
use prunelab::files::state::HandedNetwork;
use prunelab::files::{compact, onnx, safetensors};
use prunelab::lab::ops::{Import, Init, Op, Train};
use prunelab::lab::run::Phase;
use prunelab::nn::init::rng;
use prunelab::nn::input_rounding::InputRounding;
use prunelab::nn::mlp::{Activations, Mlp};
use prunelab::prune::evidence::Evidence;
use prunelab::prune::method::Method;
use prunelab::prune::order::Order;
use prunelab::prune::rule::Rule;
use prunelab::prune::scope::Scope;
use prunelab::prune::score::Score;
use prunelab::prune::shape::Shape;
use rand::RngExt;
use serde_json::Value;
use std::path::PathBuf;
use std::process::Command;

fn digits(train: usize, test: usize) -> Dataset {
    common::digits(train, test, 9)
}

fn trained(data: &Dataset, hidden: Vec<usize>) -> Mlp {
    let mut state = None;
    let config = common::adam(3, 0.001);
    for op in [
        Op::Init(Init { hidden, seed: 2 }),
        Op::Train(Train {
            config,
            stop_after: None,
        }),
    ] {
        state = Some(common::perform(op, state, data, u32::MAX).state);
    }
    state.unwrap().model
}

fn pruned(model: &Mlp, shape: Shape, ratio: f64) -> Mlp {
    let score = if shape == Shape::Neurons {
        Score::L2
    } else {
        Score::Magnitude
    };
    let method = Method {
        score,
        shape,
        ..Method::magnitude(Scope::Layer, Rule::Exact)
    };
    let mut model = model.clone();
    let order = Order::new(method, &model, Evidence::default()).unwrap();
    order.apply(&mut model, ratio);
    model
}

/// A random network with about `density` of its weights, with inputs rounded or not.
fn network(sizes: &[usize], density: f64, rounded: bool, seed: u64) -> Mlp {
    let mut rng = rng(seed);
    let mut model = common::masked(sizes, density, &mut rng);
    for layer in model.layers_mut() {
        layer.drop_full_mask();
    }
    if rounded {
        let roundings =
            (1..sizes.len()).map(|_| InputRounding::new(rng.random(), rng.random_range(2..9)));
        model.set_input_rounding(roundings.collect());
    }
    model
}

fn scheme(bits: u32, activations: Option<u32>) -> Scheme {
    Scheme {
        bits,
        levels: Levels::Symmetric,
        per: Per::Row,
        activations: activations.map(|bits| Calibration {
            bits,
            images: 500,
            percentile: None,
        }),
    }
}

fn small_files(model: &Mlp) -> Vec<(FileKind, Vec<u8>)> {
    let mut images = Split::new(model.sizes()[0]);
    images.push(&vec![200; model.sizes()[0]], 0);
    let largest = largest_inputs(model, &images);
    let file = |kind| (kind, write(kind, model, Some(&largest)).unwrap());
    FileKind::ALL.map(file).to_vec()
}

proptest! {
    #[test]
    fn every_file_comes_back(
        a in 1usize..40, b in 1usize..20, c in 1usize..5, density in 0.0..=1.0f64, rounded: bool, bits in 0u32..9, seed: u64
    ) {
        let mut model = network(&[a, b, c], density, rounded, seed);
        match bits {
            0 => {}
            1 => drop(share(&mut model, &[3, 2]).unwrap()),
            bits => {
                let roundings = model.input_rounding().to_vec();
                quantize(&mut model, &scheme(bits, None), None).unwrap();
                model.set_input_rounding(roundings);
            }
        }
        for (kind, file) in small_files(&model) {
            let back = read("network", &file).unwrap();
            let definition = kind.definition();
            if definition.exact {
                prop_assert!(same_bits(&back, &model), "{:?}", kind);
                prop_assert_eq!(write(kind, &back, None).unwrap(), file, "{:?}", kind);
            }
            if definition.input_rounding {
                prop_assert_eq!(back.input_rounding(), model.input_rounding(), "{:?}", kind);
            }
            if definition.masks {
                prop_assert_eq!(&back, &model);
            }
            prop_assert_eq!(write(kind, &model, None).is_err(), definition.needs_images);
            if kind == FileKind::OnnxInt8 {
                prop_assert!(same_bits(&back, &int8::rounded(&model)));
                prop_assert!(back.input_rounding().iter().all(|rounding| rounding.top == 127));
            }
        }
    }

    /// Nothing panics, and nothing is read from a file that ends early.
    #[test]
    fn cut_files_are_refused(density in 0.0..=1.0f64, rounded: bool, seed: u64) {
        let model = network(&[7, 5, 3], density, rounded, seed);
        for (kind, file) in small_files(&model) {
            for end in 0..file.len() {
                prop_assert!(read("network", &file[..end]).is_err(), "{:?} up to {}", kind, end);
            }
        }
    }

    /// A changed file is refused or is another network that is sound: masks are obeyed, numbers are finite.
    #[test]
    fn changed_files_are_refused_or_sound(
        density in 0.0..=1.0f64, rounded: bool, seed: u64, changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6)
    ) {
        let model = network(&[7, 5, 3], density, rounded, seed);
        for (kind, mut file) in small_files(&model) {
            let before = file.clone();
            for (at, byte) in &changes {
                let place = at.index(file.len());
                file[place] = *byte;
            }
            let back = read("network", &file);
            if kind == FileKind::Compact && file != before {
                prop_assert!(back.is_err());
            }
            for layer in back.iter().flat_map(Mlp::layers) {
                for ((i, o), w) in layer.weights().indexed_iter() {
                    prop_assert!(w.is_finite() && (layer.is_kept(i, o) || *w == 0.0));
                }
            }
        }
    }

    #[test]
    fn forged_files_never_panic(body in prop::collection::vec(any::<u8>(), 0..120), kind: u8, a in 1u8..9, b in 1u8..9) {
        for head in [vec![1], vec![1, 1, a, b], vec![1, 1, a, b, (kind % 8) | (kind & 192)]] {
            let _ = compact::read("x", &forged(&[head, body.clone()].concat()));
        }
        let _ = read("x.onnx", &body);
    }
}

/// A compact file whose checksum is right and whose contents need not be.
fn forged(head: &[u8]) -> Vec<u8> {
    let mut file = b"PRNL".to_vec();
    file.extend(head);
    file.extend(prunelab::checksum::crc32(&file).to_le_bytes());
    file
}

#[test]
fn hostile_compact_files_name_what_is_wrong() {
    for (file, word) in [
        (vec![], "PRNL"),
        (b"not a network at all".to_vec(), "PRNL"),
        (b"PRNL12".to_vec(), "cut short"),
        (forged(&[2, 1, 2]), "version 2"),
        (forged(&[1]), "left"),
        (forged(&[1, 0]), "0 layers"),
        (forged(&[1, 9]), "9 layers"),
        (forged(&[1, 1, 0, 4]), "width 0 is 0"),
        (forged(&[1, 1, 4, 136, 39]), "width 1 is 5000"),
        (forged(&[1, 1, 255, 255, 255]), "width 0"),
        (forged(&[1, 1, 4, 3, 13]), "format 13"),
        (forged(&[1, 1, 4, 3, 0, 0, 0]), "2 left"),
        (forged(&[1, 1, 4, 3, 4, 4, 255, 0, 0, 0]), "255 entries"),
        (forged(&[1, 1, 4, 3, 64, 0, 0, 0, 0, 255]), "255 levels 0"),
    ] {
        match compact::read("my.prnl", &file) {
            Err(Error::StoredNetwork { file: name, reason }) => {
                assert_eq!(name, "my.prnl");
                assert!(reason.contains(word), "{reason} should say {word}");
            }
            other => panic!("{word}: {other:?}"),
        }
    }
}

/// Every layer in its own best format, all overhead counted: smaller than any one format for all, but for a few bytes.
#[test]
fn a_compact_file_is_the_smallest() {
    let mut model = network(&[200, 60, 10], 1.0, false, 4);
    model.layers_mut()[0].prune(|i, o| (i * 7 + o * 3) % 10 == 0);
    let file = compact::write(&model);
    let lossless = Format::all().filter(|format| format.layout != Layout::Int8);
    let least = lossless
        .filter_map(|f| f.write(&model).ok())
        .map(|file| file.len());
    // Magic, version, layers, widths, two formats, checksum.
    assert!(file.len() < least.min().unwrap() + 4 + 2 + 4 + 2 + 4);
    let each: usize = model
        .layers()
        .iter()
        .map(|layer| {
            let bodies = Format::all().filter_map(|format| format.exact_layer(layer));
            bodies.map(|body| body.len()).min().unwrap()
        })
        .sum();
    assert_eq!(file.len(), 4 + 2 + 4 + each + 2 + 4);
    // Rounded to bytes row by row it is stored as bytes; shared values are stored as codes.
    quantize(&mut model, &scheme(8, None), None).unwrap();
    assert!(compact::write(&model).len() < file.len());
    let bytes = compact::write(&model).len();
    share(&mut model, &[4, 4]).unwrap();
    assert!(compact::write(&model).len() < bytes);
}

#[test]
fn masks_tell_kept_zeros_from_pruned_ones() {
    let mut model = pruned(&Mlp::random(&[8, 6, 3], &mut rng(1)), Shape::Weights, 0.5);
    // Kept, and zero by chance.
    let (i, o) = (0..48)
        .map(|at| (at / 6, at % 6))
        .find(|&(i, o)| model.layers()[0].is_kept(i, o))
        .unwrap();
    model.layers_mut()[0].assign(|a, b| if (a, b) == (i, o) { 0.0 } else { 0.25 });
    let back = read("x", &safetensors::write_with_masks(&model).unwrap()).unwrap();
    assert_eq!(back, model);
    assert!(back.layers()[0].is_kept(i, o));
    // A network that is whole has no masks to tell of.
    let whole = Mlp::random(&[8, 6, 3], &mut rng(1));
    let file = safetensors::write_with_masks(&whole).unwrap();
    assert!(!file.windows(4).any(|bytes| bytes == b"mask"));
    assert_eq!(read("x", &file).unwrap(), whole);
    // A mask that contradicts its weights.
    let mut file = safetensors::write_with_masks(&model).unwrap();
    let tensors = ::safetensors::SafeTensors::deserialize(&file).unwrap();
    let mask = tensors.tensor("fc1.mask").unwrap().data();
    let from = mask.as_ptr() as usize - file.as_ptr() as usize;
    file[from..from + 48].fill(0);
    match read("x", &file) {
        Err(Error::Refused(refused)) => {
            let param = |name: &str| refused.params[name].as_str();
            assert_eq!(refused.code, "network-mask");
            assert_eq!((param("file"), param("tensor")), ("x", "fc1.mask"));
            assert_eq!(param("value"), "0.25");
            assert!(param("weight").starts_with("fc1.weight["), "{refused}");
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_lab_reads_its_own_files() {
    let mut session = common::lab(300, 100, 1);
    let model = pruned(
        &Mlp::random(&[784, 20, 10], &mut rng(1)),
        Shape::Weights,
        0.9,
    );
    let largest = largest_inputs(&model, &digits(100, 100).train);
    for kind in FileKind::ALL {
        let file = write(kind, &model, Some(&largest)).unwrap();
        let digest = session.import_model("net", &file).unwrap();
        let op = Op::Import(Import {
            name: "net".into(),
            digest,
            seed: 0,
        });
        session.start(None, op, false).unwrap();
        while session.step(100).unwrap().phase != Phase::Done {}
        let node = session.finish().unwrap().node.unwrap();
        if kind.definition().exact {
            assert!(same_bits(&session.model(node).unwrap(), &model), "{kind:?}");
            assert_eq!(session.export_model(node, None, kind).unwrap(), file);
        }
    }
    // An error leaves all as it was.
    let small = Mlp::random(&[5, 10], &mut rng(1));
    let error = session.import_model("small.prnl", &compact::write(&small));
    assert!(matches!(error, Err(Error::NetworkInputs { .. })));
    for (name, code) in [
        ("a.prnl", "stored-network"),
        ("a.onnx", "network-damaged"),
        ("a.safetensors", "network-damaged"),
    ] {
        let error = session.import_model(name, b"nonsense").unwrap_err();
        assert_eq!(serde_json::to_value(error).unwrap()["code"], code);
    }
    assert!(session.node(0).is_ok());
}

#[test]
fn a_network_is_handed_over_whole() {
    let model = network(&[9, 7, 3], 0.5, true, 3);
    for largest in [None, Some(vec![1.0, 2.5])] {
        let handed = HandedNetwork {
            model: model.clone(),
            largest,
        };
        let bytes = handed.encode().unwrap();
        assert_eq!(HandedNetwork::decode(&bytes).unwrap(), handed);
        let cut = HandedNetwork::decode(&bytes[..bytes.len() - 1]);
        assert!(matches!(cut, Err(Error::BadState { .. })));
    }
    for largest in [vec![1.0], vec![1.0, f32::NAN]] {
        let handed = HandedNetwork {
            model: model.clone(),
            largest: Some(largest),
        };
        let read = HandedNetwork::decode(&handed.encode().unwrap());
        assert!(matches!(read, Err(Error::BadState { .. })), "{read:?}");
    }
}

/// Two images of each of ten classes, three pixels by two, as files.
fn six_pixels() -> Vec<NamedFile> {
    let file = |name: &str, dimensions: &[u32], body: Vec<u8>| {
        let mut bytes = (0x0800 + dimensions.len() as u32).to_be_bytes().to_vec();
        bytes.extend(dimensions.iter().flat_map(|size| size.to_be_bytes()));
        bytes.extend(body);
        NamedFile {
            name: name.into(),
            bytes,
        }
    };
    let pixels = (0..20 * 6).map(|i| (i * 7 % 256) as u8).collect();
    let labels = (0..20).map(|i| i % 10).collect();
    vec![
        file("six-images-idx3-ubyte", &[20, 3, 2], pixels),
        file("six-labels-idx1-ubyte", &[20], labels),
    ]
}

#[test]
fn data_and_a_network_are_opened_together_or_not_at_all() {
    let mut session = common::lab(300, 100, 1);
    let op = Op::Init(Init {
        hidden: vec![8],
        seed: 1,
    });
    session.start(None, op, false).unwrap();
    while session.step(100).unwrap().phase != Phase::Done {}
    let node = session.finish().unwrap().node.unwrap();
    let before = session.export_model(node, None, FileKind::Masks).unwrap();

    let fitting = Mlp::random(&[6, 4, 10], &mut rng(1));
    let other = Mlp::random(&[784, 4, 10], &mut rng(1));
    let network = |name: &str, bytes| NamedFile {
        name: name.into(),
        bytes,
    };
    let bytes = compact::write(&fitting);
    let mut cut = six_pixels();
    cut[0].bytes.truncate(30);
    for (files, network, code) in [
        (
            six_pixels(),
            network("a.prnl", b"nonsense".into()),
            "stored-network",
        ),
        (
            six_pixels(),
            network("a.prnl", compact::write(&other)),
            "network-inputs",
        ),
        (cut, network("a.prnl", bytes.clone()), "idx-truncated"),
    ] {
        let error = session
            .load_files("six", files, Some(&network))
            .unwrap_err();
        assert_eq!(serde_json::to_value(error).unwrap()["code"], code);
        assert_eq!(session.data().unwrap().pixels(), 784);
        assert_eq!(
            session.export_model(node, None, FileKind::Masks).unwrap(),
            before
        );
    }

    let network = network("a.prnl", bytes);
    let loaded = session
        .load_files("six", six_pixels(), Some(&network))
        .unwrap();
    assert_eq!((loaded.info.height, loaded.info.width), (3, 2));
    assert!(session.node(node).is_err(), "runs belong to their data set");
    let op = Op::Import(Import {
        name: "a.prnl".into(),
        digest: loaded.networks[0].clone(),
        seed: 0,
    });
    session.start(None, op, false).unwrap();
    while session.step(100).unwrap().phase != Phase::Done {}
    let node = session.finish().unwrap().node.unwrap();
    assert!(same_bits(&session.model(node).unwrap(), &fitting));
    let alone = session.load_files("six", six_pixels(), None).unwrap();
    assert!(alone.networks.is_empty());
}

fn logits(model: &Mlp, split: &Split) -> Vec<f32> {
    let mut activations = Activations::new(model);
    activations.inputs[0].clear(split.pixels());
    for i in 0..split.len() {
        let (columns, levels) = split.row(i);
        activations.inputs[0].push_grey(columns, levels);
    }
    activations.forward(model);
    let (last, classes) = (
        activations.outputs.last().unwrap(),
        *model.sizes().last().unwrap(),
    );
    let rows = last.chunks_exact(last.len() / split.len());
    rows.flat_map(|row| row[..classes].to_vec()).collect()
}

fn answers(logits: &[f32]) -> Vec<usize> {
    let rows = logits.chunks_exact(10);
    rows.map(|row| (0..10).max_by(|&a, &b| row[a].total_cmp(&row[b])).unwrap())
        .collect()
}

fn share_same(a: &[f32], b: &[f32]) -> f64 {
    let (a, b) = (answers(a), answers(b));
    a.iter().zip(&b).filter(|(a, b)| a == b).count() as f64 / a.len() as f64
}

/// Every number in the file is finite, their products are not.
#[test]
fn onnx_scales_that_are_too_large_are_refused() {
    let mut model = Mlp::random(&[3, 2], &mut rng(1));
    model.layers_mut()[0].assign(|_, _| 127.0);
    let mut file = onnx::write_int8(&model, &largest_inputs(&model, &Split::new(3)));
    let scale = 1f32.to_le_bytes();
    let at = file
        .windows(8)
        .position(|bytes| bytes == [scale, scale].concat());
    file[at.unwrap()..][..4].copy_from_slice(&f32::MAX.to_le_bytes());
    match read("x", &file) {
        Err(Error::Refused(refused)) => {
            assert_eq!(refused.code, "network-not-finite");
            assert_eq!(refused.params["tensor"], "fc1.weight");
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_is_no_perceptron_is_refused_by_its_node() {
    let file = onnx::write(&Mlp::random(&[4, 3, 2], &mut rng(1)));
    let swapped = |from: &str, to: &str| {
        let mut file = file.clone();
        let at = file.windows(4).position(|bytes| bytes == from.as_bytes());
        // The operator's own name is the last of the two; the first begins the node's name.
        let at = at.unwrap();
        let next = file[at + 4..].windows(4).position(|b| b == from.as_bytes());
        file[at + 4 + next.unwrap()..][..4].copy_from_slice(to.as_bytes());
        read("net.onnx", &file).unwrap_err()
    };
    let refused = |from: &str, to: &str| match swapped(from, to) {
        Error::Refused(refused) => (
            refused.code.clone(),
            refused.params["node"].clone(),
            refused.params["op"].clone(),
        ),
        other => panic!("{other:?}"),
    };
    let code = "network-operator".to_owned();
    assert_eq!(
        refused("Relu", "Tanh"),
        (code.clone(), "Relu fc1.out".into(), "Tanh".into())
    );
    assert_eq!(refused("Gemm", "Conv").2, "Conv");
}

#[test]
fn int8_read_back_answers_as_the_whole_numbers_do() {
    let data = digits(2000, 1500);
    let model = pruned(&trained(&data, vec![64, 32]), Shape::Weights, 0.6);
    let back = read(
        "x",
        &onnx::write_int8(&model, &largest_inputs(&model, &data.train)),
    )
    .unwrap();
    let mut whole = Vec::new();
    let mut runner =
        Runner::new(Kernel::Int8, &model, &largest_inputs(&model, &data.train)).unwrap();
    runner.run(&data.test, 0..data.test.len(), |_, row| whole.extend(row));
    let same = share_same(&logits(&back, &data.test), &whole);
    assert!(same >= 0.999, "{same}");
}

/// Needs `PYTHON`, an interpreter with onnxruntime or PyTorch; CONTRIBUTING says how to get them.
#[test]
fn onnxruntime_and_pytorch_give_our_answers() {
    let name = "onnxruntime_and_pytorch_give_our_answers";
    let Some(python) = std::env::var_os("PYTHON") else {
        eprintln!("SKIPPED {name}: PYTHON is not set");
        return;
    };
    let mut sets = vec![("digits", digits(4000, 3000))];
    sets.extend(common::mnist(name).map(|data| ("mnist", data)));
    for (set, data) in sets {
        let whole = trained(&data, vec![96, 40]);
        let mut rounded = whole.clone();
        quantize(&mut rounded, &scheme(8, Some(8)), Some(&data.train)).unwrap();
        let mut coarse = whole.clone();
        quantize(&mut coarse, &scheme(4, Some(5)), Some(&data.train)).unwrap();
        let fewer = pruned(&whole, Shape::Neurons, 0.4);
        for (case, model) in [
            ("neurons", pruned(&fewer, Shape::Weights, 0.7)),
            ("weights", pruned(&whole, Shape::Weights, 0.5)),
            ("rounded", rounded),
            ("coarse", coarse),
        ] {
            consume(&python, &format!("{set}-{case}"), &model, &data);
        }
    }
}

/// Writes all files of a network and what we answer, has Python read them, and reads what PyTorch exported.
fn consume(python: &std::ffi::OsStr, name: &str, model: &Mlp, data: &Dataset) {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("exports-{name}"));
    std::fs::create_dir_all(&folder).unwrap();
    let put = |file: &str, bytes: &[u8]| std::fs::write(folder.join(file), bytes).unwrap();
    let raw = |values: &[f32]| -> Vec<u8> { values.iter().flat_map(|v| v.to_le_bytes()).collect() };
    let facts = serde_json::json!({ "pixels": data.pixels(), "rounded": !model.input_rounding().is_empty() });
    put("facts.json", facts.to_string().as_bytes());
    let mut pixels = vec![0u8; data.pixels()];
    let mut images = Vec::new();
    for i in 0..data.test.len() {
        data.test.copy_image(i, &mut pixels);
        images.extend(pixels.iter().map(|&p| f32::from(p) / 255.0));
    }
    put("images.f32", &raw(&images));
    let known = logits(model, &data.test);
    put("dense.f32", &raw(&known));
    let mut whole = Vec::new();
    let largest = largest_inputs(model, &data.train);
    let mut runner = Runner::new(Kernel::Int8, model, &largest).unwrap();
    runner.run(&data.test, 0..data.test.len(), |_, row| whole.extend(row));
    put("int8.f32", &raw(&whole));
    for (file, kind) in [
        ("net.safetensors", FileKind::Safetensors),
        ("net-masks.safetensors", FileKind::Masks),
        ("onnx.onnx", FileKind::Onnx),
        ("onnx-shrunk.onnx", FileKind::OnnxShrunk),
        ("onnx-int8.onnx", FileKind::OnnxInt8),
    ] {
        put(file, &write(kind, model, Some(&largest)).unwrap());
    }
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/consumers.py");
    let output = Command::new(python).arg(script).arg(&folder).output();
    let output = output.unwrap_or_else(|e| panic!("{}: {e}", python.display()));
    let said = String::from_utf8_lossy(&output.stdout);
    eprintln!("{name}:\n{said}");
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{complaint}");
    assert!(said.contains("ok"), "nothing was compared: {said}");
    // What PyTorch wrote, if it did.
    for way in ["pytorch-gemm.onnx", "pytorch-matmul.onnx"] {
        let Ok(bytes) = std::fs::read(folder.join(way)) else {
            assert!(!said.contains(way), "{way} is not there");
            continue;
        };
        let back = read(way, &bytes).unwrap_or_else(|e| panic!("{way}: {e}"));
        let mut exact = model.clone();
        exact.set_input_rounding(Vec::new());
        assert!(same_bits(&back, &exact), "{way}");
    }
}

/// The page knows files, formats and kernels by these names.
#[test]
fn names_are_those_of_the_page() {
    let told = serde_json::to_value(describe()).unwrap();
    let names = |list: &str, name: &str| -> Vec<String> {
        let all = told[list].as_array().unwrap().iter();
        let name = |one: &Value| match name {
            "" => one.as_str().unwrap().to_owned(),
            name => one[name].as_str().unwrap().to_owned(),
        };
        all.map(name).collect()
    };
    assert_eq!(
        names("fileKinds", "kind"),
        [
            "safetensors",
            "masks",
            "onnx",
            "onnxShrunk",
            "onnxInt8",
            "compact"
        ]
    );
    assert_eq!(
        names("layouts", "layout"),
        [
            "dense", "csr16", "csr32", "bitmask", "relative", "twoFour", "int8", "codes"
        ]
    );
    assert_eq!(
        names("kernels", ""),
        ["dense", "csr", "bitmask", "shrunk", "twoFour", "int8"]
    );
    let mut endings = names("fileKinds", "ending");
    endings.sort();
    endings.dedup();
    assert_eq!(
        endings.len(),
        FileKind::ALL.len(),
        "no two kinds share a name"
    );
}
