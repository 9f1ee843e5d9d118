//! Networks as files to take away and to bring back.

use super::{compact, onnx, safetensors};
use crate::data::dataset::Dataset;
use crate::nn::mlp::Mlp;
use crate::prune::shrink::sweep;
use crate::{Error, Result};
use serde::{Deserialize, Serialize};

/// What kinds of files are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum FileKind {
    /// safetensors; pruned weights are zeros.
    Safetensors,
    /// safetensors with masks.
    Masks,
    /// ONNX.
    Onnx,
    /// ONNX of the network without its dead neurons.
    OnnxShrunk,
    /// ONNX in INT8.
    OnnxInt8,
    /// Our compact file.
    Compact,
}

impl FileKind {
    /// All kinds.
    pub const ALL: [Self; 6] = [
        Self::Safetensors,
        Self::Masks,
        Self::Onnx,
        Self::OnnxShrunk,
        Self::OnnxInt8,
        Self::Compact,
    ];
}

/// The file of a network; INT8 looks at the first training images of `data`.
///
/// # Errors
/// [`Error::NoDataset`] if INT8 has none to look at; those of [`safetensors::export`].
pub fn write(kind: FileKind, model: &Mlp, data: Option<&Dataset>) -> Result<Vec<u8>> {
    match kind {
        FileKind::Safetensors => safetensors::export(model),
        FileKind::Masks => safetensors::export_with_masks(model),
        FileKind::Onnx => Ok(onnx::floats(model)),
        FileKind::OnnxShrunk => Ok(onnx::floats(&sweep(model).shrink())),
        FileKind::OnnxInt8 => {
            let data = data.ok_or(Error::NoDataset)?;
            Ok(onnx::whole_numbers(model, &data.train))
        }
        FileKind::Compact => Ok(compact::write(model)),
    }
}

/// Reads a network file of any kind: what it begins with tells which; where that is damaged, its name.
///
/// # Errors
/// Those of [`compact::read`], [`onnx::read`] and [`safetensors::import`].
pub fn read(name: &str, bytes: &[u8]) -> Result<Mlp> {
    let is_named = |ending: &str| name.to_ascii_lowercase().ends_with(ending);
    let is_safetensors = bytes.get(8) == Some(&b'{');
    if compact::is_compact(bytes) || (is_named(".prnl") && !is_safetensors) {
        compact::read(name, bytes)
    } else if !is_safetensors && (onnx::is_onnx(bytes) || is_named(".onnx")) {
        onnx::read(name, bytes)
    } else {
        safetensors::import(name, bytes)
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
