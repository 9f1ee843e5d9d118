//! 2:4 (Mishra et al. 2021, arXiv:2104.08378): of every four consecutive inputs two values and where they stand, 2 bits
//! each; inputs left over at the end stay whole. 4 N / 2 + N / 8 bytes.

use super::stream::{Decoded, Decoder, Encoder};
use super::values::{entries, weights};
use crate::nn::dense::Dense;

/// Writes two values of every four inputs, their places, and what is left over.
pub fn write(layer: &Dense, out: &mut Encoder) {
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

/// Reads what [`write()`] wrote.
///
/// # Errors
/// What is wrong with the bytes.
pub fn read(inputs: usize, outputs: usize, from: &mut Decoder<'_>) -> Decoded<Vec<f32>> {
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
                return Err(format!("places {a} and {b} in a group of 2:4"));
            }
            row[4 * group + a] = kept[2 * at];
            row[4 * group + b] = kept[2 * at + 1];
        }
        row[4 * groups..].copy_from_slice(&rest[output * left..(output + 1) * left]);
    }
    Ok(weights)
}

/// Returns the places of two values of a group, ascending: those that are not zero, and free places in front of them.
fn pair(four: &[f32]) -> [usize; 2] {
    let mut places = entries(four).map(|(i, _)| i);
    match (places.next(), places.next()) {
        (Some(a), Some(b)) => [a, b],
        (Some(0) | None, _) => [0, 1],
        (Some(a), None) => [0, a],
    }
}
