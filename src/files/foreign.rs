//! Files that hold networks in ways which are not read here, told by how they begin: each is named for what it is, with
//! the line of Python that saves one that is read.

use super::refusal::Refusal;

/// Saves the state dict of a PyTorch model.
pub const SAVE_STATE: &str = "torch.save(model.state_dict(), \"model.pt\")";
const SAVE_SCRIPT: &str = "torch.save(torch.jit.load(\"model.pt\").state_dict(), \"weights.pt\")";
const SAVE_PROGRAM: &str =
    "torch.save(torch.export.load(\"model.pt2\").state_dict, \"weights.pt\")";
const SAVE_LEGACY: &str = "torch.save(torch.load(\"model.pt\", map_location=\"cpu\"), \"new.pt\")";
const SAVE_ARRAYS: &str =
    "safetensors.numpy.save_file(dict(numpy.load(\"model.npz\")), \"model.safetensors\")";
const SAVE_ARRAY: &str =
    "safetensors.numpy.save_file({\"fc1.weight\": w1, \"fc1.bias\": b1}, \"model.safetensors\")";
const SAVE_KERAS: &str =
    "keras.saving.load_model(\"model.keras\").export(\"model.onnx\", format=\"onnx\")";
const SAVE_SKLEARN: &str =
    "open(\"model.onnx\", \"wb\").write(skl2onnx.to_onnx(model, X[:1]).SerializeToString())";
const SAVE_TFLITE: &str = "python -m tf2onnx.convert --tflite model.tflite --output model.onnx";
const SAVE_SAVED: &str = "python -m tf2onnx.convert --saved-model model --output model.onnx";

/// How the first object of a file of PyTorch before 1.6 begins: a magic number as a pickle.
const LEGACY: &[u8] = b"\x80\x02\x8a\x0al\xfc\x9cF\xf9 j\xa8P\x19.";
/// Where a tar archive says that it is one.
const TAR: (usize, &[u8]) = (257, b"ustar");

/// Beginnings of files, what such files are called, and what to do.
const KINDS: [(&[u8], &str, &str); 6] = [
    (LEGACY, "PyTorch before 1.6", SAVE_LEGACY),
    (b"\x89HDF\r\n\x1a\n", "HDF5 (Keras .h5)", SAVE_KERAS),
    (b"\x93NUMPY", "NumPy (.npy)", SAVE_ARRAY),
    (b"GGUF", "GGUF", SAVE_STATE),
    (b"\x80", "Python's pickle (.pkl, joblib)", SAVE_SKLEARN),
    (b"ZF", "zlib (joblib)", SAVE_SKLEARN),
];

/// Refuses a file that is known not to be read here; none where it may be read.
#[must_use]
pub fn refuse(file: &str, bytes: &[u8]) -> Option<Refusal> {
    let name = String::from(file);
    let kind = |kind: &str, line: &str| Refusal::NetworkKind {
        file: file.into(),
        kind: kind.into(),
        line: line.into(),
    };
    let begins = |mark: &[u8]| bytes.starts_with(mark);
    let trimmed = bytes.trim_ascii_start();
    let is_page = |mark: &[u8]| {
        let head = trimmed.get(..mark.len());
        head.is_some_and(|head| head.eq_ignore_ascii_case(mark))
    };
    if bytes.is_empty() {
        return Some(Refusal::NetworkEmpty { file: name });
    }
    if begins(b"version https://git-lfs") {
        return Some(Refusal::NetworkPointer { file: name });
    }
    if is_page(b"<!doctype") || is_page(b"<html") || is_page(b"<?xml") {
        return Some(Refusal::NetworkWebPage { file: name });
    }
    if bytes.get(4..8) == Some(b"TFL3") {
        return Some(kind("TensorFlow Lite", SAVE_TFLITE));
    }
    if bytes
        .get(TAR.0..)
        .is_some_and(|rest| rest.starts_with(TAR.1))
    {
        return Some(kind("PyTorch before 0.1.10 (tar)", SAVE_LEGACY));
    }
    if name.to_ascii_lowercase().ends_with(".pb") {
        return Some(kind("TensorFlow (.pb)", SAVE_SAVED));
    }
    let known = KINDS.iter().find(|(mark, ..)| begins(mark));
    known.map(|(_, what, line)| kind(what, line))
}

/// Refuses a zip archive by the names in it; none where it may be a checkpoint of PyTorch.
#[must_use]
pub fn refuse_archive(file: &str, names: &[&str]) -> Option<Refusal> {
    let ends = |end: &str| names.iter().any(|name| name.ends_with(end));
    let (kind, line) = if ends("/constants.pkl") || names.iter().any(|n| n.contains("/code/")) {
        ("TorchScript", SAVE_SCRIPT)
    } else if ends("models/model.json")
        || ends("archive_format")
        || ends("serialized_exported_program.json")
    {
        ("torch.export (.pt2)", SAVE_PROGRAM)
    } else if ends(".npy") {
        ("NumPy (.npz)", SAVE_ARRAYS)
    } else if ends("model.weights.h5") || names.contains(&"config.json") {
        ("Keras (.keras)", SAVE_KERAS)
    } else if ends("saved_model.pb") {
        ("TensorFlow (SavedModel)", SAVE_SAVED)
    } else if !ends("data.pkl") {
        ("zip", SAVE_STATE)
    } else {
        return None;
    };
    Some(Refusal::NetworkKind {
        file: file.into(),
        kind: kind.into(),
        line: line.into(),
    })
}
