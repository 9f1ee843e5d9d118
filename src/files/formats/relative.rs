//! Relative indices (Han, Mao and Dally 2016, arXiv:1510.00149): of every entry how many zeros stand before it, in b
//! bits.
//!
//! Where more than 2^b - 1 zeros do, an entry that is zero fills in. e entries, fillers among them, take
//! 5 + ceil(e b / 8) + 4 e bytes. The b from 4 to 8 that comes out smallest is searched and kept.

use super::stream::{Decoded, Decoder, Encoder};
use super::values::entries;

/// The widths that are tried, in bits.
pub const WIDTHS: std::ops::RangeInclusive<u32> = 4..=8;

/// Writes relative indices of the width that comes out smallest.
pub fn write(weights: &[f32], out: &mut Encoder) {
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
        let mut part = out.part();
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

/// Reads what [`write()`] wrote.
///
/// # Errors
/// What is wrong with the bytes.
pub fn read(count: usize, from: &mut Decoder<'_>) -> Decoded<Vec<f32>> {
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

fn read_width(from: &mut Decoder<'_>) -> Decoded<u32> {
    let bits = u32::from(from.byte()?);
    if WIDTHS.contains(&bits) {
        Ok(bits)
    } else {
        Err(format!("relative indices of {bits} bits"))
    }
}

/// Returns the shortest of several encodings of the same.
#[must_use]
pub fn shortest(attempts: impl Iterator<Item = Vec<u8>>) -> Vec<u8> {
    attempts.min_by_key(Vec::len).unwrap_or_default()
}

/// The error of an entry that would lie past the last weight.
#[must_use]
pub fn past_the_end() -> String {
    "an entry past the end of its layer".into()
}
