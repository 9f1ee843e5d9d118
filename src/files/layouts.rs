//! How the weights of one layer are laid out; rows are outputs, as in PyTorch.
//!
//! With N weights of which z are not zero, in plain bytes:
//! - dense: 4 N;
//! - CSR (compressed sparse rows; Tinney and Walker 1967): z (4 + c) + (rows + 1) p: row pointers, columns of c = 2 or 4
//!   bytes, values. Pointers take p = 4 bytes, and p = 2 beside columns of 2 bytes as long as z <= 65,535. The first
//!   pointer need not be told (0), so its place tells the width: all ones for 4 bytes;
//! - bitmask: ceil(N / 8) + 4 z;
//! - relative index (Han, Mao and Dally 2016, arXiv:1510.00149): of every entry how many zeros stand before it, in b
//!   bits; where more than 2^b - 1 do, an entry that is zero fills in. e entries, fillers among them, take 5 + ceil(e b /
//!   8) + 4 e bytes. The b from 4 to 8 that comes out smallest is searched and kept;
//! - 2:4 (Mishra et al. 2021, arXiv:2104.08378): of every four consecutive inputs two values and where they stand, 2 bits
//!   each; inputs left over at the end stay whole;
//! - INT8: N + 4 a row, see [`crate::compress::int8`];
//! - codes: the k values that occur, then for every weight, or for those that are not zero, which one. Zeros are told by a
//!   code of their own, by a bitmask, or by relative indices whose highest number skips that many zeros without an entry:
//!   a code need not be spent on fillers. What comes out smallest is kept; its kind takes a byte, k two.

use super::stream::{Reader, Writer, broken};
use crate::Result;
use crate::compress::int8;
use crate::nn::dense::Dense;

/// The widths of relative indices that are tried, in bits.
pub const WIDTHS: std::ops::RangeInclusive<u32> = 4..=8;
/// The most different values that codes can stand for, zero not counted.
pub const MAX_VALUES: usize = 256;

/// The weights, output by output.
#[must_use]
pub fn weights(layer: &Dense) -> Vec<f32> {
    layer.weights().t().iter().copied().collect()
}

/// Places and values of what is not zero.
fn entries(weights: &[f32]) -> impl Iterator<Item = (usize, f32)> + Clone {
    let all = weights.iter().copied().enumerate();
    all.filter(|&(_, w)| w != 0.0)
}

fn values(weights: &[f32]) -> Vec<f32> {
    entries(weights).map(|(_, w)| w).collect()
}

/// Writes columns of `width` bytes, row pointers and values.
pub fn write_csr(layer: &Dense, width: usize, out: &mut Writer) {
    let (inputs, weights) = (layer.inputs(), weights(layer));
    let mut pointers = vec![0u32];
    for row in weights.chunks_exact(inputs) {
        let before = pointers.last().copied().unwrap_or(0);
        pointers.push(before + row.iter().filter(|&&w| w != 0.0).count() as u32);
    }
    let total = pointers.last().copied().unwrap_or(0);
    let wide = width == 4 || out.huffman() || total > u32::from(u16::MAX);
    if wide {
        pointers[0] = u32::MAX;
    }
    let columns: Vec<u32> = entries(&weights)
        .map(|(i, _)| (i % inputs) as u32)
        .collect();
    out.words(&pointers, if wide { 4 } else { 2 });
    out.words(&columns, width);
    out.floats(&values(&weights));
}

/// Reads what [`write_csr`] wrote.
///
/// # Errors
/// [`crate::Error::StoredNetwork`].
pub fn read_csr(
    inputs: usize,
    outputs: usize,
    width: usize,
    from: &mut Reader<'_>,
) -> Result<Vec<f32>> {
    let wide = from.huffman() || width == 4 || from.comes(&[0xff, 0xff]);
    let mut pointers = from.words(outputs + 1, if wide { 4 } else { 2 })?;
    pointers[0] = 0;
    let total = pointers[outputs] as usize;
    if !pointers.is_sorted() || total > inputs * outputs {
        return Err(broken("row pointers that do not ascend".into()));
    }
    let columns = from.words(total, width)?;
    let values = from.floats(total)?;
    let mut weights = vec![0.0; inputs * outputs];
    for (row, span) in weights.chunks_exact_mut(inputs).zip(pointers.windows(2)) {
        for at in span[0] as usize..span[1] as usize {
            let column = columns[at] as usize;
            *row.get_mut(column)
                .ok_or_else(|| broken(format!("column {column} of {inputs}")))? = values[at];
        }
    }
    Ok(weights)
}

fn mask_bytes(weights: &[f32]) -> Vec<u8> {
    let byte = |eight: &[f32]| {
        let bits = eight.iter().enumerate();
        bits.fold(0, |byte, (i, &w)| byte | u8::from(w != 0.0) << i)
    };
    weights.chunks(8).map(byte).collect()
}

fn read_mask(count: usize, from: &mut Reader<'_>) -> Result<Vec<bool>> {
    let bytes = from.run(count.div_ceil(8), 8)?;
    Ok((0..count)
        .map(|i| bytes[i / 8] >> (i % 8) & 1 == 1)
        .collect())
}

/// Puts `values` where the mask is; there are as many.
fn unmask(mask: &[bool], values: Vec<f32>) -> Vec<f32> {
    let mut values = values.into_iter();
    let next = |&kept: &bool| {
        if kept {
            values.next().unwrap_or(0.0)
        } else {
            0.0
        }
    };
    mask.iter().map(next).collect()
}

/// Writes one bit a weight, then values.
pub fn write_bitmask(weights: &[f32], out: &mut Writer) {
    out.run(&mask_bytes(weights), 8);
    out.floats(&values(weights));
}

/// Reads what [`write_bitmask`] wrote.
///
/// # Errors
/// [`crate::Error::StoredNetwork`].
pub fn read_bitmask(count: usize, from: &mut Reader<'_>) -> Result<Vec<f32>> {
    let mask = read_mask(count, from)?;
    let values = from.floats(mask.iter().filter(|&&kept| kept).count())?;
    Ok(unmask(&mask, values))
}

/// Writes relative indices of the width that comes out smallest.
pub fn write_relative(weights: &[f32], out: &mut Writer) {
    let attempts = WIDTHS.map(|bits| {
        let most = (1usize << bits) - 1;
        let (mut gaps, mut values) = (Vec::new(), Vec::new());
        let mut next = 0;
        for (at, value) in entries(weights) {
            while at - next > most {
                gaps.push(most as u8);
                values.push(0.0);
                next += most + 1;
            }
            gaps.push((at - next) as u8);
            values.push(value);
            next = at + 1;
        }
        let mut part = Writer::new(out.huffman());
        part.byte(bits as u8);
        part.count(gaps.len());
        part.run(&gaps, bits);
        part.floats(&values);
        part.finish()
    });
    for byte in shortest(attempts) {
        out.byte(byte);
    }
}

fn shortest(attempts: impl Iterator<Item = Vec<u8>>) -> Vec<u8> {
    attempts.min_by_key(Vec::len).unwrap_or_default()
}

fn read_width(from: &mut Reader<'_>) -> Result<u32> {
    let bits = u32::from(from.byte()?);
    if WIDTHS.contains(&bits) {
        Ok(bits)
    } else {
        Err(broken(format!("relative indices of {bits} bits")))
    }
}

/// Reads what [`write_relative`] wrote.
///
/// # Errors
/// [`crate::Error::StoredNetwork`].
pub fn read_relative(count: usize, from: &mut Reader<'_>) -> Result<Vec<f32>> {
    let bits = read_width(from)?;
    let length = from.count(count)?;
    let gaps = from.run(length, bits)?;
    let values = from.floats(length)?;
    let mut weights = vec![0.0; count];
    let mut next = 0;
    for (gap, value) in gaps.into_iter().zip(values) {
        next += usize::from(gap);
        *weights.get_mut(next).ok_or_else(past_the_end)? = value;
        next += 1;
    }
    Ok(weights)
}

fn past_the_end() -> crate::Error {
    broken("an entry past the end of its layer".into())
}

/// Where two values of a group stand, rising: those that are not zero, and free places in front of them.
fn pair(four: &[f32]) -> [usize; 2] {
    let mut places = entries(four).map(|(i, _)| i);
    match (places.next(), places.next()) {
        (Some(a), Some(b)) => [a, b],
        (Some(0) | None, _) => [0, 1],
        (Some(a), None) => [0, a],
    }
}

/// Writes two values of every four inputs, their places, and what is left over.
pub fn write_two_four(layer: &Dense, out: &mut Writer) {
    let (inputs, weights) = (layer.inputs(), weights(layer));
    let (mut places, mut kept, mut rest) = (Vec::new(), Vec::new(), Vec::new());
    for row in weights.chunks_exact(inputs) {
        let groups = row.chunks_exact(4);
        rest.extend_from_slice(groups.remainder());
        for four in groups {
            let [a, b] = pair(four);
            places.push((a | b << 2) as u8);
            kept.extend([four[a], four[b]]);
        }
    }
    out.run(&places, 4);
    out.floats(&kept);
    out.floats(&rest);
}

/// Reads what [`write_two_four`] wrote.
///
/// # Errors
/// [`crate::Error::StoredNetwork`].
pub fn read_two_four(inputs: usize, outputs: usize, from: &mut Reader<'_>) -> Result<Vec<f32>> {
    let (groups, left) = (inputs / 4, inputs % 4);
    let places = from.run(groups * outputs, 4)?;
    let kept = from.floats(2 * groups * outputs)?;
    let rest = from.floats(left * outputs)?;
    let mut weights = vec![0.0; inputs * outputs];
    for (output, row) in weights.chunks_exact_mut(inputs).enumerate() {
        for group in 0..groups {
            let at = output * groups + group;
            let (a, b) = (usize::from(places[at] & 3), usize::from(places[at] >> 2));
            if a >= b {
                return Err(broken(format!("places {a} and {b} in a group of 2:4")));
            }
            row[4 * group + a] = kept[2 * at];
            row[4 * group + b] = kept[2 * at + 1];
        }
        row[4 * groups..].copy_from_slice(&rest[output * left..(output + 1) * left]);
    }
    Ok(weights)
}

/// Writes a byte a weight and a scale a row.
pub fn write_int8(layer: &Dense, out: &mut Writer) {
    let rounded = int8::quantize(layer);
    let bytes: Vec<u8> = rounded.weights.iter().map(|&q| q as u8).collect();
    out.floats(&rounded.scales);
    out.run(&bytes, 8);
}

/// Reads what [`write_int8`] wrote: q and scales.
///
/// # Errors
/// [`crate::Error::StoredNetwork`].
pub fn read_int8(
    inputs: usize,
    outputs: usize,
    from: &mut Reader<'_>,
) -> Result<(Vec<i8>, Vec<f32>)> {
    let scales = from.floats(outputs)?;
    let bytes = from.run(inputs * outputs, 8)?;
    Ok((bytes.into_iter().map(|byte| byte as i8).collect(), scales))
}

/// The different values that are not zero, rising.
#[must_use]
pub fn codebook(weights: &[f32]) -> Vec<f32> {
    let mut book = values(weights);
    book.sort_unstable_by(f32::total_cmp);
    book.dedup();
    book
}

/// Bits for numbers below `count`.
fn bits_below(count: usize) -> u32 {
    count.max(1).next_power_of_two().trailing_zeros()
}

/// Kind of a layer of codes where zero has a code; a bitmask; else the width of relative indices.
const ALL: u8 = 0;
const MASK: u8 = 1;

/// Writes the values that occur and codes; they are at most [`MAX_VALUES`].
pub fn write_codes(weights: &[f32], out: &mut Writer) {
    let book = codebook(weights);
    let code = |w: f32| book.binary_search_by(|b| b.total_cmp(&w)).unwrap_or(0);
    let kept: Vec<u8> = entries(weights).map(|(_, w)| code(w) as u8).collect();
    let width = bits_below(book.len());
    let part = |kind: u8, fill: &dyn Fn(&mut Writer)| {
        let mut part = Writer::new(out.huffman());
        part.byte(kind);
        fill(&mut part);
        part.finish()
    };
    let mut attempts = vec![part(MASK, &|part| {
        part.run(&mask_bytes(weights), 8);
        part.run(&kept, width);
    })];
    if book.len() < MAX_VALUES {
        let every = |&w: &f32| if w == 0.0 { 0 } else { code(w) as u8 + 1 };
        let symbols: Vec<u8> = weights.iter().map(every).collect();
        attempts.push(part(ALL, &|part| {
            part.run(&symbols, bits_below(book.len() + 1))
        }));
    }
    for bits in WIDTHS {
        let skip = (1usize << bits) - 1;
        let (mut gaps, mut next) = (Vec::new(), 0);
        for (at, _) in entries(weights) {
            while at - next >= skip {
                gaps.push(skip as u8);
                next += skip;
            }
            gaps.push((at - next) as u8);
            next = at + 1;
        }
        attempts.push(part(bits as u8, &|part| {
            part.count(gaps.len());
            part.run(&gaps, bits);
            part.run(&kept, width);
        }));
    }
    out.words(&[book.len() as u32], 2);
    out.floats(&book);
    for byte in shortest(attempts.into_iter()) {
        out.byte(byte);
    }
}

/// Reads what [`write_codes`] wrote.
///
/// # Errors
/// [`crate::Error::StoredNetwork`].
pub fn read_codes(count: usize, from: &mut Reader<'_>) -> Result<Vec<f32>> {
    let size = from.words(1, 2)?[0] as usize;
    if size > MAX_VALUES {
        return Err(broken(format!("a codebook of {size} values")));
    }
    let book = from.floats(size)?;
    let value = |code: usize| {
        let unknown = || broken(format!("code {code} of {size}"));
        book.get(code).copied().ok_or_else(unknown)
    };
    let kept = |count: usize, from: &mut Reader<'_>| -> Result<Vec<f32>> {
        let codes = from.run(count, bits_below(size))?;
        codes.into_iter().map(|code| value(code.into())).collect()
    };
    match from.byte()? {
        ALL => {
            let codes = from.run(count, bits_below(size + 1))?.into_iter();
            codes
                .map(|code| match code {
                    0 => Ok(0.0),
                    code => value(usize::from(code) - 1),
                })
                .collect()
        }
        MASK => {
            let mask = read_mask(count, from)?;
            let values = kept(mask.iter().filter(|&&kept| kept).count(), from)?;
            Ok(unmask(&mask, values))
        }
        bits if WIDTHS.contains(&u32::from(bits)) => {
            let length = from.count(count)?;
            let gaps = from.run(length, bits.into())?;
            let skip = (1usize << bits) - 1;
            let entries = gaps.iter().filter(|&&gap| usize::from(gap) < skip).count();
            let mut values = kept(entries, from)?.into_iter();
            let mut weights = vec![0.0; count];
            let mut next = 0;
            for gap in gaps {
                next += usize::from(gap);
                if usize::from(gap) < skip {
                    let value = values.next().unwrap_or(0.0);
                    *weights.get_mut(next).ok_or_else(past_the_end)? = value;
                    next += 1;
                }
            }
            Ok(weights)
        }
        other => Err(broken(format!("codes of kind {other}"))),
    }
}
