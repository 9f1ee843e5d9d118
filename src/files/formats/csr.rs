//! Compressed sparse rows (Tinney and Walker 1967): row pointers, columns, values.
//!
//! z (4 + c) + (rows + 1) p bytes, with columns of c = 2 or 4. Pointers take p = 4 bytes, and p = 2 beside columns of 2
//! bytes as long as z <= 65,535. The first pointer need not be told (0), so its place tells the width: all ones for 4
//! bytes.

use super::stream::{Decoded, Decoder, Encoder};
use super::values::{entries, values, weights};
use crate::nn::dense::Dense;

/// Writes columns of `width` bytes, row pointers and values.
pub fn write(layer: &Dense, width: usize, out: &mut Encoder) {
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

/// Reads what [`write()`] wrote.
///
/// # Errors
/// What is wrong with the bytes.
pub fn read(
    inputs: usize,
    outputs: usize,
    width: usize,
    from: &mut Decoder<'_>,
) -> Decoded<Vec<f32>> {
    let wide = from.huffman() || width == 4 || from.comes(&[0xff, 0xff]);
    let mut pointers = from.words(outputs + 1, if wide { 4 } else { 2 })?;
    pointers[0] = 0;
    let total = pointers[outputs] as usize;
    if !pointers.is_sorted() || total > inputs * outputs {
        return Err("row pointers that do not ascend".into());
    }
    let columns = from.words(total, width)?;
    let values = from.floats(total)?;
    let mut weights = vec![0.0; inputs * outputs];
    for (row, span) in weights.chunks_exact_mut(inputs).zip(pointers.windows(2)) {
        for at in span[0] as usize..span[1] as usize {
            let column = columns[at] as usize;
            *row.get_mut(column)
                .ok_or_else(|| format!("column {column} of {inputs}"))? = values[at];
        }
    }
    Ok(weights)
}
