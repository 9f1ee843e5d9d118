//! Network files to take away and to bring back: which kinds there are, and how each is written and read.

use super::onnx::Beside;
use super::remark::Remark;
use super::{compact, foreign, names, onnx, pytorch, safetensors};
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

/// A network that was read from a file.
#[derive(Debug, Clone, PartialEq)]
pub struct Opened {
    /// The network.
    pub model: Mlp,
    /// What was converted, folded or left out on the way.
    pub remarks: Vec<Remark>,
    /// Names of the files beside it that its weights lie in.
    pub needed: Vec<String>,
}

/// Reads a network file of any kind, with weights in files `beside` it: what it begins with tells which; where that is
/// damaged, its name.
///
/// # Errors
/// Those of [`compact::read`], [`onnx::read`], [`safetensors::read`] and [`pytorch::read`].
pub fn open(name: &str, bytes: &[u8], beside: Beside<'_>) -> Result<Opened> {
    let is_named = |kind: FileKind| {
        name.to_ascii_lowercase()
            .ends_with(kind.definition().ending)
    };
    let file = &names::short(name);
    let mut remarks = Vec::new();
    let all = &mut remarks;
    let is_safetensors = bytes.get(8) == Some(&b'{');
    let model = if compact::is_compact(bytes) {
        compact::read(file, bytes)
    } else if is_safetensors {
        safetensors::read(file, bytes, all)
    } else if let Some(refusal) = foreign::refuse(file, bytes) {
        Err(refusal.into())
    } else if pytorch::is_archive(bytes) {
        pytorch::read(file, bytes, all)
    } else if is_named(FileKind::Compact) {
        compact::read(file, bytes)
    } else if onnx::is_onnx(bytes) || is_named(FileKind::Onnx) {
        onnx::read(file, bytes, beside, all)
    } else {
        safetensors::read(file, bytes, all)
    }?;
    let needed = match beside {
        [] => Vec::new(),
        _ => onnx::external_files(bytes),
    };
    Ok(Opened {
        model,
        remarks,
        needed,
    })
}

/// Reads a network file of any kind that stands alone.
///
/// # Errors
/// Those of [`open`].
pub fn read(name: &str, bytes: &[u8]) -> Result<Mlp> {
    open(name, bytes, &[]).map(|opened| opened.model)
}

/// Checks that a network fits a data set.
///
/// # Errors
/// [`Error::NetworkInputs`] if it reads another number of pixels, [`Error::NetworkClasses`] if it answers with another
/// number of classes.
pub fn check_fit(file: &str, model: &Mlp, pixels: usize, classes: usize) -> Result<()> {
    let sizes = model.sizes();
    let (inputs, outputs) = (sizes[0], sizes[sizes.len() - 1]);
    let file = || names::short(file);
    if inputs != pixels {
        return Err(Error::NetworkInputs {
            file: file(),
            found: inputs,
            expected: pixels,
        });
    }
    if outputs != classes {
        return Err(Error::NetworkClasses {
            file: file(),
            found: outputs,
            expected: classes,
        });
    }
    Ok(())
}
