//! Bitmask: one bit a weight, then the values that are not zero. ceil(N / 8) + 4 z bytes.

use super::stream::{Decoded, Decoder, Encoder};
use super::values::values;

/// Writes one bit a weight, then values.
pub fn write(weights: &[f32], out: &mut Encoder) {
    out.run(&mask_bytes(weights), 8);
    out.floats(&values(weights));
}

/// Reads what [`write()`] wrote.
///
/// # Errors
/// What is wrong with the bytes.
pub fn read(count: usize, from: &mut Decoder<'_>) -> Decoded<Vec<f32>> {
    let mask = read_mask(count, from)?;
    let values = from.floats(mask.iter().filter(|&&kept| kept).count())?;
    Ok(unmask(&mask, values))
}

/// Returns one bit a weight, eight a byte: 1 = not zero.
#[must_use]
pub fn mask_bytes(weights: &[f32]) -> Vec<u8> {
    let byte = |eight: &[f32]| {
        let bits = eight.iter().enumerate();
        bits.fold(0, |byte, (i, &w)| byte | u8::from(w != 0.0) << i)
    };
    weights.chunks(8).map(byte).collect()
}

/// Reads a bit for each of `count` weights.
///
/// # Errors
/// What is wrong with the bytes.
pub fn read_mask(count: usize, from: &mut Decoder<'_>) -> Decoded<Vec<bool>> {
    let bytes = from.run(count.div_ceil(8), 8)?;
    Ok((0..count)
        .map(|i| bytes[i / 8] >> (i % 8) & 1 == 1)
        .collect())
}

/// Puts `values` where the mask is; there are as many.
#[must_use]
pub fn unmask(mask: &[bool], values: Vec<f32>) -> Vec<f32> {
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
