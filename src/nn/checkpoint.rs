//! Networks as safetensors files with PyTorch's names and orientation: `fc1.weight` (outputs, inputs),
//! `fc1.bias` (outputs), `fc2.weight`, ... in f32, little-endian.
//!
//! On import a weight that is exactly zero counts as pruned: a file has no other way to say it.

use super::dense::Dense;
use super::mlp::Mlp;
use crate::{Error, Result};
use safetensors::tensor::{Dtype, SafeTensors, TensorView};

/// The most layers a network may have: 4 hidden ones and the output layer.
pub const MAX_LAYERS: usize = 5;
/// The most units a hidden layer may have.
pub const MAX_UNITS: usize = 1024;

/// Reads a network from the bytes of `file`. The number of layers follows from the names in it.
///
/// # Errors
/// [`Error::Checkpoint`] and its kin name the tensor and what is wrong with it.
pub fn import(file: &str, bytes: &[u8]) -> Result<Mlp> {
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
        let max_inputs = inputs_before.map_or(crate::data::dataset::MAX_PIXELS, |_| MAX_UNITS);
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
        layer.mask_zeros();
        layers.push(layer);
    }
    Ok(Mlp::from_layers(layers))
}

fn numbers(file: &str, tensor: &str, view: &TensorView<'_>) -> Result<Vec<f32>> {
    if view.dtype() != Dtype::F32 {
        let reason = format!("{tensor} is stored as {:?}; save it as F32", view.dtype());
        return Err(Error::Checkpoint {
            file: file.into(),
            reason,
        });
    }
    let values: Vec<f32> = view
        .data()
        .chunks_exact(4)
        .map(|bytes| f32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]))
        .collect();
    match values.iter().position(|value| !value.is_finite()) {
        Some(index) => Err(Error::CheckpointNotFinite {
            file: file.into(),
            tensor: tensor.into(),
            index,
        }),
        None => Ok(values),
    }
}

/// Checks that a network fits a data set.
///
/// # Errors
/// [`Error::CheckpointShape`] if it reads another number of pixels or answers another number of classes.
pub fn check_fit(file: &str, model: &Mlp, pixels: usize, classes: usize) -> Result<()> {
    let layers = model.layers();
    let error = |l: usize, expected: [usize; 2]| {
        Err(Error::CheckpointShape {
            file: file.into(),
            tensor: format!("fc{}.weight", l + 1),
            found: format!("{:?}", [layers[l].outputs(), layers[l].inputs()]),
            expected: format!("{expected:?}"),
        })
    };
    let last = layers.len() - 1;
    if layers[0].inputs() != pixels {
        return error(0, [layers[0].outputs(), pixels]);
    }
    if layers[last].outputs() != classes {
        return error(last, [classes, layers[last].inputs()]);
    }
    Ok(())
}

/// The network as a safetensors file; pruned weights are zeros in it.
///
/// # Errors
/// [`Error::Checkpoint`] with what the safetensors crate says.
pub fn export(model: &Mlp) -> Result<Vec<u8>> {
    let failed = |e: safetensors::SafeTensorError| Error::Checkpoint {
        file: "network.safetensors".into(),
        reason: e.to_string(),
    };
    let mut parts: Vec<(String, Vec<usize>, Vec<u8>)> = Vec::new();
    for (l, layer) in model.layers().iter().enumerate() {
        let weights = layer.weights();
        let bytes = weights.t().iter().flat_map(|w| w.to_le_bytes()).collect();
        parts.push((
            format!("fc{}.weight", l + 1),
            vec![layer.outputs(), layer.inputs()],
            bytes,
        ));
        let bytes = layer.bias().iter().flat_map(|b| b.to_le_bytes()).collect();
        parts.push((format!("fc{}.bias", l + 1), vec![layer.outputs()], bytes));
    }
    let views = parts
        .iter()
        .map(|(name, shape, bytes)| Ok((name, TensorView::new(Dtype::F32, shape.clone(), bytes)?)))
        .collect::<std::result::Result<Vec<_>, _>>()
        .map_err(failed)?;
    safetensors::serialize(views, None).map_err(failed)
}
