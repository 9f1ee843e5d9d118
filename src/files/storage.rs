//! Storage formats, written to bytes and read back bit for bit.
//!
//! All numbers are little-endian; a layer follows a layer, weights before biases (f32), in PyTorch's order
//! (rows = outputs). With N weights, z of them not zero, and B biases a network takes
//! - dense: 4 (N + B) bytes;
//! - bitmask: 4 z + ceil(N / 8) a layer + 4 B: one bit a weight, then the values;
//! - CSR (compressed sparse rows): z (4 + 2) + (rows + 1) p a layer + 4 B: row pointers of p = 2 bytes, 4 once
//!   z > 65,535, then columns in u16, then values. The first pointer needs no telling (0), so its place says
//!   which width was used: all ones for 4 bytes.
//!
//! The widths of the layers are not part of the bytes; reading asks for them.

use crate::nn::dense::Dense;
use crate::nn::mlp::Mlp;
use crate::{Error, Result};
use serde::Serialize;

/// How a network's weights are laid out in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Format {
    /// Every weight as f32.
    Dense,
    /// One bit a weight, values of the non-zero ones.
    Bitmask,
    /// Compressed sparse rows with u16 columns.
    Csr,
}

impl Format {
    /// All formats.
    pub const ALL: [Self; 3] = [Self::Dense, Self::Bitmask, Self::Csr];
}

/// The network in a format.
#[must_use]
pub fn encode(model: &Mlp, format: Format) -> Vec<u8> {
    let mut out = Vec::new();
    for layer in model.layers() {
        match format {
            Format::Dense => weights(layer).for_each(|w| out.extend(w.to_le_bytes())),
            Format::Bitmask => encode_bitmask(layer, &mut out),
            Format::Csr => encode_csr(layer, &mut out),
        }
        layer
            .bias()
            .iter()
            .for_each(|b| out.extend(b.to_le_bytes()));
    }
    out
}

/// The network in every format, in the order of [`Format::ALL`].
#[must_use]
pub fn encode_all(model: &Mlp) -> [(Format, Vec<u8>); 3] {
    Format::ALL.map(|format| (format, encode(model, format)))
}

/// Reads a network of the given widths (inputs to classes); zeros in it are pruned.
///
/// # Errors
/// [`Error::Checkpoint`] if the bytes are not such a network's, to the last byte.
pub fn decode(sizes: &[usize], format: Format, bytes: &[u8]) -> Result<Mlp> {
    let mut reader = Reader { bytes };
    let mut layers = Vec::new();
    for pair in sizes.windows(2) {
        let (inputs, outputs) = (pair[0], pair[1]);
        let weights = match format {
            Format::Dense => reader.floats(inputs * outputs)?,
            Format::Bitmask => decode_bitmask(inputs * outputs, &mut reader)?,
            Format::Csr => decode_csr(inputs, outputs, &mut reader)?,
        };
        let biases = reader.floats(outputs)?;
        let mut layer = Dense::zeros(inputs, outputs);
        layer.fill(|i, o| weights[o * inputs + i], |o| biases[o]);
        layer.mask_zeros();
        layers.push(layer);
    }
    if !reader.bytes.is_empty() {
        return Err(broken(format!("{} bytes too many", reader.bytes.len())));
    }
    Ok(Mlp::from_layers(layers))
}

fn weights(layer: &Dense) -> impl Iterator<Item = f32> {
    let (inputs, outputs, width) = (layer.inputs(), layer.outputs(), layer.width());
    let flat = layer.padded_weights();
    (0..outputs).flat_map(move |o| (0..inputs).map(move |i| flat[i * width + o]))
}

fn encode_bitmask(layer: &Dense, out: &mut Vec<u8>) {
    let bits = out.len();
    out.resize(bits + layer.len().div_ceil(8), 0);
    for (i, w) in weights(layer).enumerate() {
        if w != 0.0 {
            out[bits + i / 8] |= 1 << (i % 8);
            out.extend(w.to_le_bytes());
        }
    }
}

fn decode_bitmask(count: usize, reader: &mut Reader<'_>) -> Result<Vec<f32>> {
    let bits = reader.take(count.div_ceil(8))?;
    let kept: Vec<bool> = (0..count)
        .map(|i| bits[i / 8] >> (i % 8) & 1 == 1)
        .collect();
    let mut values = reader
        .floats(kept.iter().filter(|&&k| k).count())?
        .into_iter();
    Ok(kept
        .iter()
        .map(|&k| if k { values.next().unwrap_or(0.0) } else { 0.0 })
        .collect())
}

fn encode_csr(layer: &Dense, out: &mut Vec<u8>) {
    let inputs = layer.inputs();
    let entries: Vec<(usize, f32)> = weights(layer)
        .enumerate()
        .filter(|&(_, w)| w != 0.0)
        .collect();
    let wide = entries.len() > usize::from(u16::MAX);
    let mut next = 0;
    for row in 0..=layer.outputs() {
        next += entries[next..]
            .iter()
            .take_while(|&&(i, _)| i < row * inputs)
            .count();
        if wide {
            out.extend(if row == 0 { u32::MAX } else { next as u32 }.to_le_bytes());
        } else {
            out.extend((next as u16).to_le_bytes());
        }
    }
    entries
        .iter()
        .for_each(|&(i, _)| out.extend(((i % inputs) as u16).to_le_bytes()));
    entries
        .iter()
        .for_each(|&(_, w)| out.extend(w.to_le_bytes()));
}

fn decode_csr(inputs: usize, outputs: usize, reader: &mut Reader<'_>) -> Result<Vec<f32>> {
    let is_wide = reader.bytes.starts_with(&[0xff, 0xff]);
    let mut pointers = reader.pointers(outputs + 1, if is_wide { 4 } else { 2 })?;
    pointers[0] = 0;
    if !pointers.windows(2).all(|pair| pair[0] <= pair[1]) || pointers[outputs] > inputs * outputs {
        return Err(broken("row pointers that do not ascend".into()));
    }
    let columns = reader.pointers(pointers[outputs], 2)?;
    let values = reader.floats(pointers[outputs])?;
    let mut weights = vec![0.0; inputs * outputs];
    for row in 0..outputs {
        for at in pointers[row]..pointers[row + 1] {
            if columns[at] >= inputs {
                return Err(broken(format!("column {} of {inputs}", columns[at])));
            }
            weights[row * inputs + columns[at]] = values[at];
        }
    }
    Ok(weights)
}

fn broken(reason: String) -> Error {
    Error::Checkpoint {
        file: "network".into(),
        reason,
    }
}

struct Reader<'a> {
    bytes: &'a [u8],
}

impl<'a> Reader<'a> {
    fn take(&mut self, count: usize) -> Result<&'a [u8]> {
        let (head, tail) = self
            .bytes
            .split_at_checked(count)
            .ok_or_else(|| broken(format!("{count} bytes needed, {} left", self.bytes.len())))?;
        self.bytes = tail;
        Ok(head)
    }

    fn floats(&mut self, count: usize) -> Result<Vec<f32>> {
        let bytes = self.take(count * 4)?.chunks_exact(4);
        Ok(bytes
            .map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]]))
            .collect())
    }

    /// `count` unsigned numbers of `width` bytes.
    fn pointers(&mut self, count: usize, width: usize) -> Result<Vec<usize>> {
        let bytes = self.take(count * width)?.chunks_exact(width);
        Ok(bytes
            .map(|b| {
                b.iter()
                    .rev()
                    .fold(0, |n, &byte| n << 8 | usize::from(byte))
            })
            .collect())
    }
}
