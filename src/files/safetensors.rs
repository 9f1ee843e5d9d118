//! Networks as safetensors files. They are written with PyTorch's names and orientation: `fc1.weight` (outputs, inputs),
//! `fc1.bias` (outputs), `fc2.weight`, ... in f32, little-endian; any state dict is read ([`super::state_dict`]).
//!
//! What is pruned may be told by masks beside them: `fc1.mask` (outputs, inputs), BOOL, true where a weight is kept. On
//! import of a layer without one, a weight that is exactly zero counts as pruned. If the network rounds its inputs
//! ([`crate::nn::input_rounding`]), the entry `prunelab` of the metadata says how, as JSON: step and highest level of
//! every layer.

use super::layer;
use super::names;
use super::number::Type;
use super::refusal::Refusal;
use super::remark::Remark;
use super::state_dict::{self, Entry};
use crate::Result;
use crate::nn::input_rounding::InputRounding;
use crate::nn::mlp::Mlp;
use safetensors::tensor::{Dtype, SafeTensors, TensorView};
use serde_json::{Value, json};
use std::collections::HashMap;

/// The entry of the metadata that is ours.
const ENTRY: &str = "prunelab";

/// Types of numbers that are read.
const TYPES: [(Dtype, Type); 10] = [
    (Dtype::F16, Type::F16),
    (Dtype::BF16, Type::Bf16),
    (Dtype::F32, Type::F32),
    (Dtype::F64, Type::F64),
    (Dtype::I8, Type::I8),
    (Dtype::U8, Type::U8),
    (Dtype::I16, Type::I16),
    (Dtype::I32, Type::I32),
    (Dtype::I64, Type::I64),
    (Dtype::BOOL, Type::Bool),
];

/// Reads a network from the bytes of `file`.
///
/// # Errors
/// [`Refusal`]s that name the tensor and what is wrong with it.
pub fn read(file: &str, bytes: &[u8], remarks: &mut Vec<Remark>) -> Result<Mlp> {
    let damaged = || Refusal::NetworkDamaged {
        file: file.into(),
        kind: "safetensors".into(),
    };
    let tensors = SafeTensors::deserialize(bytes).map_err(|_| damaged())?;
    let mut entries: Vec<Entry<'_>> = tensors
        .iter()
        .map(|(name, view)| entry(name, &view))
        .collect();
    // They come in the order of a hash.
    entries.sort_by(|a, b| a.name.cmp(&b.name));
    let layers = state_dict::read(file, entries, false, remarks)?;
    let roundings = read_roundings(file, bytes, layers.len())?;
    layer::network(file, &layers, roundings)
}

fn entry<'a>(name: &str, view: &TensorView<'a>) -> Entry<'a> {
    let dtype = view.dtype();
    let known = TYPES.iter().find(|(theirs, _)| *theirs == dtype);
    let dtype = known.map_or_else(|| Err(format!("{dtype:?}")), |&(_, ours)| Ok(ours));
    Entry {
        name: name.into(),
        dtype,
        shape: view.shape().to_vec(),
        data: view.data().into(),
    }
}

/// Reads how the inputs of every layer are rounded; nothing where the file does not say it.
fn read_roundings(file: &str, bytes: &[u8], layers: usize) -> Result<Vec<InputRounding>> {
    let header = SafeTensors::read_metadata(bytes).ok();
    let metadata = header
        .as_ref()
        .and_then(|(_, header)| header.metadata().as_ref());
    let Some(text) = metadata.and_then(|all| all.get(ENTRY)) else {
        return Ok(Vec::new());
    };
    let broken = || Refusal::NetworkMetadata {
        file: file.into(),
        entry: ENTRY.into(),
        text: names::short(text),
    };
    let entry: Value = serde_json::from_str(text).map_err(|_| broken())?;
    let Some(inputs) = entry.get("inputs") else {
        return Ok(Vec::new());
    };
    let rounding = |entry: &Value| {
        let top = u16::try_from(entry.get("top")?.as_u64()?).ok()?;
        InputRounding::from_file(entry.get("scale")?.as_f64()? as f32, top)
    };
    let roundings = inputs
        .as_array()
        .map(|all| all.iter().map(rounding).collect());
    let roundings: Option<Vec<InputRounding>> = roundings.flatten();
    roundings
        .filter(|roundings| roundings.len() == layers)
        .ok_or_else(|| broken().into())
}

/// Writes a network; pruned weights are zeros in the file.
///
/// # Errors
/// [`Refusal::NetworkDamaged`] with what the safetensors crate says.
pub fn write(model: &Mlp) -> Result<Vec<u8>> {
    write_tensors(model, false)
}

/// Writes a network with a mask beside every layer that has zeros, so that a weight which is not pruned and happens to
/// be zero stays so.
///
/// # Errors
/// [`Refusal::NetworkDamaged`] with what the safetensors crate says.
pub fn write_with_masks(model: &Mlp) -> Result<Vec<u8>> {
    write_tensors(model, true)
}

fn write_tensors(model: &Mlp, masks: bool) -> Result<Vec<u8>> {
    let failed = |e: safetensors::SafeTensorError| Refusal::NetworkDamaged {
        file: "network.safetensors".into(),
        kind: e.to_string(),
    };
    let mut parts: Vec<(String, Dtype, Vec<usize>, Vec<u8>)> = Vec::new();
    for (layer, number) in model.layers().iter().zip(1..) {
        let (inputs, outputs) = (layer.inputs(), layer.outputs());
        let mut part = |name: &str, dtype, shape, bytes| {
            parts.push((format!("fc{number}.{name}"), dtype, shape, bytes));
        };
        let weights = layer.weights();
        let bytes = weights.t().iter().flat_map(|w| w.to_le_bytes()).collect();
        part("weight", Dtype::F32, vec![outputs, inputs], bytes);
        let bytes = layer.bias().iter().flat_map(|b| b.to_le_bytes()).collect();
        part("bias", Dtype::F32, vec![outputs], bytes);
        if masks && layer.kept() < layer.len() {
            let places = (0..outputs).flat_map(|o| (0..inputs).map(move |i| (i, o)));
            let bytes = places.map(|(i, o)| u8::from(layer.is_kept(i, o))).collect();
            part("mask", Dtype::BOOL, vec![outputs, inputs], bytes);
        }
    }
    let views = parts
        .iter()
        .map(|(name, dtype, shape, bytes)| {
            Ok((name, TensorView::new(*dtype, shape.clone(), bytes)?))
        })
        .collect::<std::result::Result<Vec<_>, _>>()
        .map_err(failed)?;
    safetensors::serialize(views, metadata(model)).map_err(|e| failed(e).into())
}

/// Makes one entry at most, since a map of several is written in an order that changes.
fn metadata(model: &Mlp) -> Option<HashMap<String, String>> {
    // As f64, whose text brings every bit of an f32 back.
    let rounding = |rounding: &InputRounding| json!({ "scale": f64::from(rounding.scale), "top": rounding.top });
    let inputs: Vec<Value> = model.input_rounding().iter().map(rounding).collect();
    let entry = json!({ "version": env!("CARGO_PKG_VERSION"), "inputs": inputs });
    (!inputs.is_empty()).then(|| HashMap::from([(ENTRY.to_owned(), entry.to_string())]))
}
