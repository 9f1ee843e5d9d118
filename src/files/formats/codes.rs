//! Codes into the list of the k values that occur (Han, Mao and Dally 2016, arXiv:1510.00149), for every weight or for
//! those that are not zero.
//!
//! Zeros are told by a code of their own, by a bitmask, or by relative indices whose highest number skips that many
//! zeros without an entry: a code need not be spent on fillers. What comes out smallest is kept. Its kind takes a byte,
//! k two, the list 4 k; a code takes ceil(log2 k) bits.

use super::bitmask::{mask_bytes, read_mask, unmask};
use super::relative::{WIDTHS, past_the_end, shortest};
use super::stream::{Decoded, Decoder, Encoder};
use super::values::entries;
use crate::compress::encoding::{place, rising};

/// The most different values that codes can stand for, zero not counted.
pub const MAX_VALUES: usize = 256;

/// The kind of a layer in which zero has a code, and of one in which a bitmask marks the zeros; any other number is the
/// width of relative indices.
const ALL: u8 = 0;
const MASK: u8 = 1;

/// Writes the values that occur and codes; they are at most [`MAX_VALUES`].
pub fn write(weights: &[f32], out: &mut Encoder) {
    let book = rising(weights.to_vec());
    let code = |w: f32| place(&book, w).unwrap_or(0);
    let kept: Vec<u8> = entries(weights).map(|(_, w)| code(w) as u8).collect();
    let width = bits_below(book.len());
    let part = |kind: u8, fill: &dyn Fn(&mut Encoder)| {
        let mut part = out.part();
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

/// Reads what [`write()`] wrote.
///
/// # Errors
/// What is wrong with the bytes.
pub fn read(count: usize, from: &mut Decoder<'_>) -> Decoded<Vec<f32>> {
    let size = from.words(1, 2)?[0] as usize;
    if size > MAX_VALUES {
        return Err(format!("a codebook of {size} values"));
    }
    let book = from.floats(size)?;
    let value = |code: usize| {
        let unknown = || format!("code {code} of {size}");
        book.get(code).copied().ok_or_else(unknown)
    };
    let kept = |count: usize, from: &mut Decoder<'_>| -> Decoded<Vec<f32>> {
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
        other => Err(format!("codes of kind {other}")),
    }
}

/// Returns how many bits numbers below `count` need.
fn bits_below(count: usize) -> u32 {
    count.max(1).next_power_of_two().trailing_zeros()
}
