//! What reads and writes foreign files, beside the engine in a browser's worker, driven as `www/worker` drives both.
#![cfg(target_arch = "wasm32")]

use flate2::Compression;
use flate2::write::GzEncoder;
use js_sys::{JSON, Reflect, Uint8Array};
use prunelab::files::network::FileKind;
use prunelab::web::data::DataFiles;
use prunelab::web::data_files::DataReader;
use prunelab::web::engine::Engine;
use prunelab::web::files::{NetworkReader, write_network};
use prunelab::web::formats::{Formats, Images};
use prunelab::web::wire::Js;
use std::io::Write;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_dedicated_worker);

/// Reads a network file that stands alone, its pixels as the images' are.
fn read_network(name: &str, file: &[u8]) -> Js<Vec<u8>> {
    let mut reader = NetworkReader::new();
    reader.read(name, file)?;
    Ok(reader.take("unit")?.unwrap())
}

fn digest(file: &[u8]) -> String {
    let mut reader = NetworkReader::new();
    reader.read("a.prnl", file).unwrap();
    assert!(reader.digest("bytes").starts_with(&reader.digest("unit")));
    reader.digest("unit")
}

fn get(value: &JsValue, path: &str) -> JsValue {
    path.split('.').fold(value.clone(), |value, key| {
        Reflect::get(&value, &key.into()).unwrap()
    })
}

fn number(value: &JsValue, path: &str) -> f64 {
    get(value, path)
        .as_f64()
        .unwrap_or_else(|| panic!("{path} is no number"))
}

fn code(error: &JsValue) -> String {
    get(error, "code").as_string().unwrap()
}

/// Two images of each of ten classes, three pixels by two, as IDX files.
fn idx() -> [(&'static str, Vec<u8>); 2] {
    let file = |dimensions: &[u32], body: Vec<u8>| {
        let magic = (0x0800 + dimensions.len() as u32).to_be_bytes();
        let sizes = dimensions.iter().flat_map(|size| size.to_be_bytes());
        magic.into_iter().chain(sizes).chain(body).collect()
    };
    let pixels = (0..20 * 6).map(|i| (i * 7 % 256) as u8).collect();
    let labels = (0..20).map(|i| i % 10).collect();
    [
        ("images.gz", file(&[20, 3, 2], pixels)),
        ("labels.gz", file(&[20], labels)),
    ]
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn unpack(files: &mut DataFiles, name: &str, bytes: Vec<u8>) -> Result<(), JsValue> {
    let mut reader = DataReader::new();
    reader.add(name, bytes)?;
    reader.finish()?;
    while let Some(name) = reader.name() {
        files.begin(&name);
        loop {
            let piece = reader.piece();
            if piece.is_empty() {
                break;
            }
            files.push(&piece)?;
        }
        files.end()?;
    }
    Ok(())
}

fn data_files() -> DataFiles {
    let mut files = DataFiles::new();
    for (name, bytes) in idx() {
        unpack(&mut files, name, packed(&bytes)).unwrap();
    }
    files
}

/// An engine with these images, and a network on them.
fn engine() -> (Engine, u32) {
    let mut engine = Engine::new();
    let told = engine
        .use_files("six", &mut data_files(), false, vec![], vec![], vec![])
        .unwrap();
    assert_eq!(number(&told, "info.width"), 2.0);
    assert_eq!(number(&told, "networks.length"), 0.0);
    let op = r#"{"op":"init","hidden":[12],"seed":42}"#;
    let node = perform(&mut engine, op);
    (engine, node)
}

fn perform(engine: &mut Engine, op: &str) -> u32 {
    engine.start(None, JSON::parse(op).unwrap(), false).unwrap();
    while get(&engine.step(3).unwrap(), "phase") != "done" {}
    number(&engine.finish().unwrap(), "node") as u32
}

#[wasm_bindgen_test]
fn broken_archives_say_what_is_wrong() {
    let [(name, bytes), _] = idx();
    let whole = packed(&bytes);
    let mut files = DataFiles::new();
    let cut = whole[..whole.len() - 9].to_vec();
    let error = unpack(&mut files, name, cut).unwrap_err();
    assert_eq!(code(&error), "gzip");
    assert_eq!(get(&error, "params.reason"), "cut-short");
    let error = unpack(&mut files, name, packed(&bytes[..bytes.len() - 1])).unwrap_err();
    assert_eq!(code(&error), "idx-truncated");
    assert_eq!(number(&error, "params.found"), 135.0);
}

#[wasm_bindgen_test]
fn data_and_a_network_are_used_together_or_not_at_all() {
    let (mut engine, node) = engine();
    let network = engine
        .export_network(node, JsValue::NULL, 0.0, false)
        .unwrap();
    let file = write_network("compact", &network).unwrap();
    let (name, digest) = (vec!["a.prnl".to_owned()], digest(&file));
    let error = read_network("a.prnl", b"nonsense").unwrap_err();
    assert_eq!(code(&error), "stored-network");

    // Another data set's network.
    let mut other = Engine::new();
    other
        .begin_digits(
            JSON::parse(r#"{"source":"digits","train":300,"test":100,"seed":4}"#).unwrap(),
        )
        .unwrap();
    while other.step_digits(64) > 0 {}
    other.finish_digits().unwrap();
    let run = perform(&mut other, r#"{"op":"init","hidden":[4],"seed":1}"#);
    let back = read_network("a.prnl", &file).unwrap();
    let wide = other
        .export_network(run, JsValue::NULL, 0.0, false)
        .unwrap();
    let error = engine
        .use_files(
            "six",
            &mut data_files(),
            false,
            name.clone(),
            vec![digest.clone()],
            vec![Uint8Array::from(&wide[..])],
        )
        .unwrap_err();
    assert_eq!(code(&error), "network-inputs");
    assert!(engine.node(node).is_ok(), "an error changes nothing");

    let told = other
        .use_files(
            "six",
            &mut data_files(),
            true,
            name,
            vec![digest.clone()],
            vec![Uint8Array::from(&back[..])],
        )
        .unwrap();
    assert_eq!(get(&told, "networks.0").as_string(), Some(digest.clone()));
    assert_eq!(
        (number(&told, "info.height"), number(&told, "info.width")),
        (2.0, 3.0)
    );
    assert!(other.node(run).is_err(), "runs belong to their data set");
    let op = format!(
        r#"{{"op":"import","name":"a.prnl","digest":"{}","seed":0}}"#,
        digest
    );
    let run = perform(&mut other, &op);
    let again = other
        .export_network(run, JsValue::NULL, 0.0, false)
        .unwrap();
    assert_eq!(write_network("compact", &again).unwrap(), file);
}

#[wasm_bindgen_test]
fn every_kind_of_file_is_written_and_read() {
    let (engine, node) = engine();
    for kind in FileKind::ALL {
        let definition = kind.definition();
        let name = serde_json::to_value(kind).unwrap();
        let network = engine
            .export_network(node, JsValue::NULL, 0.0, definition.needs_images)
            .unwrap();
        let file = write_network(name.as_str().unwrap(), &network).unwrap();
        let back = read_network(&format!("x{}", definition.ending), &file).unwrap();
        if definition.exact {
            assert!(back == network, "{kind:?}");
        }
    }
    let network = engine
        .export_network(node, JsValue::NULL, 0.0, false)
        .unwrap();
    let error = write_network("onnxInt8", &network).unwrap_err();
    assert_eq!(code(&error), "no-dataset");
    let error = write_network("gif", &network).unwrap_err();
    assert_eq!(code(&error), "bad-experiment");
    let error = write_network("onnx", &network[..40]).unwrap_err();
    assert_eq!(code(&error), "bad-state");
}

#[wasm_bindgen_test]
fn a_network_is_stored_in_every_format_and_run_by_every_kernel() {
    let (engine, node) = engine();
    // A seventh of twenty images.
    let mut images = Images::new(6).unwrap();
    for at in 0..2 {
        images.push(&engine.images(true, vec![at]).unwrap());
    }
    let network = engine
        .export_network(node, JsValue::NULL, 0.0, true)
        .unwrap();
    let mut formats = Formats::new(&network).unwrap();
    assert_eq!(formats.densities()[0], 1.0);
    let dense = formats.write(0).unwrap();
    assert_eq!(
        number(&dense, "bytes"),
        f64::from(4 * (6 * 12 + 12 * 10 + 22))
    );
    assert_eq!(formats.file(0).unwrap().len(), 4 * (6 * 12 + 12 * 10 + 22));
    let correct = number(&engine.node(node).unwrap(), "result.evaluation.correct");
    // All but 2:4, which a dense network does not fit.
    for kernel in [0, 1, 2, 3, 5] {
        assert!(formats.run(&images, kernel, 0, 2).unwrap().is_none());
        let unfit = formats.prepare(kernel).unwrap();
        assert!(unfit.is_null() || unfit.is_undefined(), "{kernel}");
        let told = formats.compare(&images, kernel).unwrap();
        assert_eq!(number(&told, "total"), 2.0);
        if kernel != 5 {
            assert_eq!(number(&told, "correct"), correct);
            assert_eq!(number(&told, "same"), 2.0);
        }
    }
    assert_eq!(get(&formats.prepare(4).unwrap(), "why"), "notTwoFour");
    assert_eq!(code(&formats.prepare(6).unwrap_err()), "out-of-range");
    let others = Images::new(7).unwrap();
    assert_eq!(
        code(&formats.run(&others, 0, 0, 1).unwrap_err()),
        "bad-state"
    );
    assert_eq!(code(&Images::new(0).err().unwrap()), "bad-state");
    let unmeasured = engine
        .export_network(node, JsValue::NULL, 0.0, false)
        .unwrap();
    let mut formats = Formats::new(&unmeasured).unwrap();
    assert_eq!(code(&formats.prepare(5).unwrap_err()), "no-dataset");
}
