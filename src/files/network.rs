//! Network files to take away and to bring back: which kinds there are, and how each is written and read.

use super::{compact, onnx, safetensors};
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

/// What a kind of file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Definition {
    /// The kind; what it serializes to is its name.
    pub kind: FileKind,
    /// What the names of such files end with.
    pub ending: &'static str,
    /// Media type.
    pub mime: &'static str,
    /// Whether weights and biases come back to the bit.
    pub exact: bool,
    /// Whether a weight that is not pruned and happens to be zero comes back as not pruned.
    pub masks: bool,
    /// Whether what the network rounds its inputs to comes back.
    pub input_rounding: bool,
    /// Whether training images are needed to write it, to measure ranges on.
    pub needs_images: bool,
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

    /// Describes it.
    #[must_use]
    pub fn definition(self) -> Definition {
        let exact = |ending| Definition {
            kind: self,
            ending,
            mime: "application/octet-stream",
            exact: true,
            masks: false,
            input_rounding: true,
            needs_images: false,
        };
        match self {
            Self::Safetensors => exact(".safetensors"),
            Self::Masks => Definition {
                masks: true,
                ..exact("-masks.safetensors")
            },
            Self::Onnx => exact(".onnx"),
            // Another network with the same answers.
            Self::OnnxShrunk => Definition {
                exact: false,
                ..exact("-shrunk.onnx")
            },
            Self::OnnxInt8 => Definition {
                exact: false,
                input_rounding: false,
                needs_images: true,
                ..exact("-int8.onnx")
            },
            Self::Compact => exact(".prnl"),
        }
    }
}

/// Writes a network; INT8 needs the largest inputs of its layers ([`crate::compress::inference::largest_inputs`]).
///
/// # Errors
/// [`Error::NoDataset`] if INT8 does not have them; those of [`safetensors::write`].
pub fn write(kind: FileKind, model: &Mlp, largest: Option<&[f32]>) -> Result<Vec<u8>> {
    match kind {
        FileKind::Safetensors => safetensors::write(model),
        FileKind::Masks => safetensors::write_with_masks(model),
        FileKind::Onnx => Ok(onnx::write(model)),
        FileKind::OnnxShrunk => Ok(onnx::write(&sweep(model).shrink())),
        FileKind::OnnxInt8 => {
            let largest = largest.ok_or(Error::NoDataset)?;
            Ok(onnx::write_int8(model, largest))
        }
        FileKind::Compact => Ok(compact::write(model)),
    }
}

/// Reads a network file of any kind: what it begins with tells which; where that is damaged, its name.
///
/// # Errors
/// Those of [`compact::read`], [`onnx::read`] and [`safetensors::read`].
pub fn read(name: &str, bytes: &[u8]) -> Result<Mlp> {
    let is_named = |kind: FileKind| {
        name.to_ascii_lowercase()
            .ends_with(kind.definition().ending)
    };
    let is_safetensors = bytes.get(8) == Some(&b'{');
    if compact::is_compact(bytes) || (is_named(FileKind::Compact) && !is_safetensors) {
        compact::read(name, bytes)
    } else if !is_safetensors && (onnx::is_onnx(bytes) || is_named(FileKind::Onnx)) {
        onnx::read(name, bytes)
    } else {
        safetensors::read(name, bytes)
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
