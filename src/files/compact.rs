//! Our compact file: a network, whole and to the bit, each layer in its smallest storage format.
//!
//! magic "PRNL" | version 1 | layers | widths, inputs to classes | layer after layer | CRC-32 of all before, 4 bytes.
//! Numbers are little-endian; a width takes a byte for every 7 bits, the lowest first, 128 added to all but its last
//! (LEB128).
//!
//! A layer begins with a byte: the number of its layout, + 64 if its inputs are rounded
//! ([`crate::nn::input_rounding`]), + 128 if its runs are Huffman-coded. If inputs are rounded, the step (f32) and the
//! number of the highest level (a byte) follow. Then come weights and biases as in [`super::formats`], each layer in
//! the format that comes out smallest. Masks are not stored: weights that are zero come back pruned.

use super::formats::stream::{Decoded, Decoder};
use super::formats::{Format, Layout};
use crate::checksum::crc32;
use crate::data::dataset::MAX_PIXELS;
use crate::nn::dense::Dense;
use crate::nn::input_rounding::InputRounding;
use crate::nn::mlp::{MAX_LAYERS, MAX_UNITS, Mlp};
use crate::{Error, Result};

const MAGIC: &[u8] = b"PRNL";
const VERSION: u8 = 1;
const ROUNDED: u8 = 64;
const HUFFMAN: u8 = 128;

/// Writes a network.
#[must_use]
pub fn write(model: &Mlp) -> Vec<u8> {
    let mut file = MAGIC.to_vec();
    file.extend([VERSION, model.layers().len() as u8]);
    for mut width in model.sizes() {
        while width > 127 {
            file.push(128 | (width & 127) as u8);
            width >>= 7;
        }
        file.push(width as u8);
    }
    for (l, layer) in model.layers().iter().enumerate() {
        let (kind, body) = smallest(layer);
        let rounding = model.input_rounding().get(l);
        file.push(kind | if rounding.is_some() { ROUNDED } else { 0 });
        if let Some(rounding) = rounding {
            file.extend(rounding.scale.to_le_bytes());
            file.push(rounding.top as u8);
        }
        file.extend(body);
    }
    file.extend(crc32(&file).to_le_bytes());
    file
}

/// Writes a layer in the format that is smallest of those that give it back, and returns that format's number with it.
fn smallest(layer: &Dense) -> (u8, Vec<u8>) {
    let number = |layout| Layout::ALL.iter().position(|&known| known == layout);
    let files = Format::all().filter_map(|format| {
        let kind = number(format.layout)? as u8 | if format.huffman { HUFFMAN } else { 0 };
        Some((kind, format.exact_layer(layer)?))
    });
    files
        .min_by_key(|(_, body)| body.len())
        .unwrap_or_else(|| unreachable!("every layer can be stored dense"))
}

/// Returns whether a file begins as such a file does.
#[must_use]
pub fn is_compact(bytes: &[u8]) -> bool {
    bytes.starts_with(MAGIC)
}

/// Reads the bytes of `file`.
///
/// # Errors
/// [`Error::StoredNetwork`] says what is wrong with it.
pub fn read(file: &str, bytes: &[u8]) -> Result<Mlp> {
    open(bytes).map_err(|reason| Error::StoredNetwork {
        file: file.into(),
        reason,
    })
}

fn open(bytes: &[u8]) -> Decoded<Mlp> {
    if !is_compact(bytes) {
        return Err("it does not begin with PRNL".into());
    }
    let cut = || "it is cut short".to_owned();
    let (all, crc) = bytes.split_last_chunk::<4>().ok_or_else(cut)?;
    let mut from = Decoder::new(all.get(MAGIC.len()..).ok_or_else(cut)?, false);
    let version = from.byte()?;
    if version != VERSION {
        return Err(format!("it is of version {version}, not {VERSION}"));
    }
    if crc32(all).to_le_bytes() != *crc {
        return Err("its checksum is wrong: it is cut short or damaged".into());
    }
    let count = usize::from(from.byte()?);
    if !(1..=MAX_LAYERS).contains(&count) {
        return Err(format!("it speaks of {count} layers"));
    }
    let widths = (0..=count).map(|at| width(at, &mut from));
    let widths = widths.collect::<Decoded<Vec<usize>>>()?;
    let (mut layers, mut roundings) = (Vec::new(), Vec::new());
    for pair in widths.windows(2) {
        let kind = from.byte()?;
        let layout = Layout::ALL.get(usize::from(kind & !(HUFFMAN | ROUNDED)));
        let format = Format {
            layout: *layout.ok_or_else(|| format!("a layer of format {kind}"))?,
            huffman: kind & HUFFMAN != 0,
        };
        from.set_huffman(false);
        if kind & ROUNDED != 0 {
            let (scale, top) = (from.floats(1)?[0], from.byte()?);
            let rounding = InputRounding::from_file(scale, top.into());
            roundings.push(rounding.ok_or_else(|| format!("{top} levels {scale} apart"))?);
        }
        layers.push(format.read_layer(pair[0], pair[1], &mut from)?);
    }
    from.end()?;
    if !roundings.is_empty() && roundings.len() < layers.len() {
        return Err("the inputs of some layers are rounded, not of all".into());
    }
    let mut model = Mlp::from_layers(layers);
    model.set_input_rounding(roundings);
    Ok(model)
}

/// Reads width number `at`; no layer is wider than the page's may be.
fn width(at: usize, from: &mut Decoder<'_>) -> Decoded<usize> {
    let most = if at == 0 { MAX_PIXELS } else { MAX_UNITS };
    let mut width = 0;
    for place in 0..3 {
        let byte = usize::from(from.byte()?);
        width |= (byte & 127) << (7 * place);
        if byte < 128 {
            break;
        }
    }
    if (1..=most).contains(&width) {
        Ok(width)
    } else {
        Err(format!("width {at} is {width}, not from 1 to {most}"))
    }
}
