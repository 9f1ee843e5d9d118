//! Networks as safetensors files with PyTorch's names and orientation: `fc1.weight` (outputs, inputs),
//! `fc1.bias` (outputs), `fc2.weight`, ... in f32, little-endian.
//!
//! What is pruned may be told by masks beside them: `fc1.mask` (outputs, inputs), BOOL, true where a weight is kept. On
//! import of a layer without one, a weight that is exactly zero counts as pruned. If the network rounds its inputs
//! ([`crate::nn::input_rounding`]), the entry `prunelab` of the metadata says how, as JSON: step and highest level of
//! every layer.

use super::cursor::floats;
use crate::data::dataset::MAX_PIXELS;
use crate::nn::dense::Dense;
use crate::nn::input_rounding::InputRounding;
use crate::nn::mlp::{MAX_LAYERS, MAX_UNITS, Mlp};
use crate::{Error, Result};
use safetensors::tensor::{Dtype, SafeTensors, TensorView};
use serde_json::{Value, json};
use std::collections::HashMap;

/// The entry of the metadata that is ours.
const ENTRY: &str = "prunelab";

/// Reads a network from the bytes of `file`. The number of layers follows from the names in it.
///
/// # Errors
/// [`Error::Checkpoint`] and its kin name the tensor and what is wrong with it.
pub fn read(file: &str, bytes: &[u8]) -> Result<Mlp> {
    let broken = |reason: String| Error::Checkpoint {
        file: file.into(),
        reason,
    };
    let tensors = SafeTensors::deserialize(bytes).map_err(|e| broken(e.to_string()))?;
    let mut layers: Vec<Dense> = Vec::new();
    loop {
        let number = layers.len() + 1;
        let (weight, bias) = (format!("fc{number}.weight"), format!("fc{number}.bias"));
        let missing = |tensor: &str| {
            let mut found: Vec<&str> = tensors.names().into_iter().collect();
            found.sort_unstable();
            Error::CheckpointMissing {
                file: file.into(),
                tensor: tensor.into(),
                found: found.join(", "),
            }
        };
        let Ok(view) = tensors.tensor(&weight) else {
            if layers.is_empty() {
                return Err(missing(&weight));
            }
            break;
        };
        if number > MAX_LAYERS {
            return Err(broken(format!("it has more than {MAX_LAYERS} layers")));
        }
        let shape_error =
            |tensor: &str, found: &[usize], expected: String| Error::CheckpointShape {
                file: file.into(),
                tensor: tensor.into(),
                found: format!("{found:?}"),
                expected,
            };
        let inputs_before = layers.last().map(Dense::outputs);
        let &[outputs, inputs] = view.shape() else {
            return Err(shape_error(
                &weight,
                view.shape(),
                "[outputs, inputs]".into(),
            ));
        };
        let fits = inputs_before.is_none_or(|before| before == inputs);
        let max_inputs = inputs_before.map_or(MAX_PIXELS, |_| MAX_UNITS);
        if !fits || inputs == 0 || inputs > max_inputs || outputs == 0 || outputs > MAX_UNITS {
            let inputs = inputs_before.map_or(format!("1-{max_inputs}"), |n| n.to_string());
            return Err(shape_error(
                &weight,
                view.shape(),
                format!("[1-{MAX_UNITS}, {inputs}]"),
            ));
        }
        let bias_view = tensors.tensor(&bias).map_err(|_| missing(&bias))?;
        if bias_view.shape() != [outputs] {
            return Err(shape_error(
                &bias,
                bias_view.shape(),
                format!("[{outputs}]"),
            ));
        }
        let weights = numbers(file, &weight, &view)?;
        let biases = numbers(file, &bias, &bias_view)?;
        let mut layer = Dense::zeros(inputs, outputs);
        layer.fill(|i, o| weights[o * inputs + i], |o| biases[o]);
        match tensors.tensor(&format!("fc{number}.mask")) {
            Ok(mask) => apply_mask(file, number, &mask, &mut layer)?,
            Err(_) => layer.mask_zeros(),
        }
        layers.push(layer);
    }
    let roundings = read_roundings(bytes, layers.len()).map_err(broken)?;
    let mut model = Mlp::from_layers(layers);
    model.set_input_rounding(roundings);
    Ok(model)
}

/// Gives layer `number` its mask, which must prune no weight that is not zero.
fn apply_mask(file: &str, number: usize, mask: &TensorView<'_>, layer: &mut Dense) -> Result<()> {
    let tensor = format!("fc{number}.mask");
    let (outputs, inputs) = (layer.outputs(), layer.inputs());
    if mask.shape() != [outputs, inputs] {
        return Err(Error::CheckpointShape {
            file: file.into(),
            tensor,
            found: format!("{:?}", mask.shape()),
            expected: format!("[{outputs}, {inputs}]"),
        });
    }
    if !matches!(mask.dtype(), Dtype::BOOL | Dtype::U8) {
        let reason = format!("{tensor} is stored as {:?}; save it as BOOL", mask.dtype());
        return Err(Error::Checkpoint {
            file: file.into(),
            reason,
        });
    }
    let is_kept = |i: usize, o: usize| mask.data()[o * inputs + i] != 0;
    if !layer.take_mask(is_kept) {
        let weights = layer.weights();
        let mut places = weights.indexed_iter();
        let wrong = places.find(|&((i, o), &w)| w != 0.0 && !is_kept(i, o));
        let ((input, output), &value) = wrong.unwrap_or(((0, 0), &0.0));
        return Err(Error::CheckpointMask {
            file: file.into(),
            tensor,
            weight: format!("fc{number}.weight[{output}, {input}]"),
            value,
        });
    }
    layer.drop_full_mask();
    Ok(())
}

/// Reads how the inputs of every layer are rounded; nothing where the file does not say it.
fn read_roundings(bytes: &[u8], layers: usize) -> std::result::Result<Vec<InputRounding>, String> {
    let (_, header) = SafeTensors::read_metadata(bytes).map_err(|e| e.to_string())?;
    let Some(text) = header.metadata().as_ref().and_then(|all| all.get(ENTRY)) else {
        return Ok(Vec::new());
    };
    let broken = || format!("the entry {ENTRY} of its metadata is {text:.80}");
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
        .ok_or_else(broken)
}

fn numbers(file: &str, tensor: &str, view: &TensorView<'_>) -> Result<Vec<f32>> {
    if view.dtype() != Dtype::F32 {
        let reason = format!("{tensor} is stored as {:?}; save it as F32", view.dtype());
        return Err(Error::Checkpoint {
            file: file.into(),
            reason,
        });
    }
    let values: Vec<f32> = floats(view.data()).collect();
    match values.iter().position(|value| !value.is_finite()) {
        Some(index) => Err(Error::CheckpointNotFinite {
            file: file.into(),
            tensor: tensor.into(),
            index,
        }),
        None => Ok(values),
    }
}

/// Writes a network; pruned weights are zeros in the file.
///
/// # Errors
/// [`Error::Checkpoint`] with what the safetensors crate says.
pub fn write(model: &Mlp) -> Result<Vec<u8>> {
    write_tensors(model, false)
}

/// Writes a network with a mask beside every layer that has zeros, so that a weight which is not pruned and happens to
/// be zero stays so.
///
/// # Errors
/// [`Error::Checkpoint`] with what the safetensors crate says.
pub fn write_with_masks(model: &Mlp) -> Result<Vec<u8>> {
    write_tensors(model, true)
}

fn write_tensors(model: &Mlp, masks: bool) -> Result<Vec<u8>> {
    let failed = |e: safetensors::SafeTensorError| Error::Checkpoint {
        file: "network.safetensors".into(),
        reason: e.to_string(),
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
    safetensors::serialize(views, metadata(model)).map_err(failed)
}

/// Makes one entry at most, since a map of several is written in an order that changes.
fn metadata(model: &Mlp) -> Option<HashMap<String, String>> {
    // As f64, whose text brings every bit of an f32 back.
    let rounding = |rounding: &InputRounding| json!({ "scale": f64::from(rounding.scale), "top": rounding.top });
    let inputs: Vec<Value> = model.input_rounding().iter().map(rounding).collect();
    let entry = json!({ "version": env!("CARGO_PKG_VERSION"), "inputs": inputs });
    (!inputs.is_empty()).then(|| HashMap::from([(ENTRY.to_owned(), entry.to_string())]))
}
