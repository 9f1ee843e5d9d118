//! A byte a weight and a scale a row, after [rounding](crate::compress::int8): N + 4 rows bytes.

use super::stream::{Decoded, Decoder, Encoder};
use crate::compress::int8;
use crate::nn::dense::Dense;

/// Writes scales and rounded weights.
pub fn write(layer: &Dense, out: &mut Encoder) {
    let rounded = int8::quantize(layer);
    let bytes: Vec<u8> = rounded.weights.iter().map(|&q| q as u8).collect();
    out.floats(&rounded.scales);
    out.run(&bytes, 8);
}

/// Reads what [`write()`] wrote: the weights its bytes stand for.
///
/// # Errors
/// What is wrong with the bytes.
pub fn read(inputs: usize, outputs: usize, from: &mut Decoder<'_>) -> Decoded<Vec<f32>> {
    let scales = from.floats(outputs)?;
    let bytes = from.run(inputs * outputs, 8)?;
    let rows = bytes.chunks_exact(inputs).zip(scales);
    let weights = rows.flat_map(|(row, scale)| {
        let value = move |&byte: &u8| int8::value(byte as i8, scale);
        row.iter().map(value)
    });
    let weights: Vec<f32> = weights.collect();
    // A scale may be a number and yet its multiples too large for one.
    if weights.iter().all(|w| w.is_finite()) {
        Ok(weights)
    } else {
        Err("INT8 scales that are too large".into())
    }
}
