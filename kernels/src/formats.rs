//! Layers that compute from a compact form of their weights: out = rows W + bias, as [`super::dense::affine`] does
//! from all of W.
//!
//! Inputs are sparse rows, so every form is kept input by input, as dense weights are: for each input that is not zero,
//! its weights that are not zero are walked, whose sums lie in whatever outputs come. That is what sparse weights cost:
//! a dense row adds four outputs at a time, a sparse one looks each up. Sums run in the order of the inputs.

use super::dense::padded;
use super::lanes::F4;
use super::rows::Rows;

/// Sums of one image; an output's number below this needs no check.
const SUMS: usize = 1024;
/// Registers of a block of outputs in 2:4.
const BLOCK: usize = 4;

/// Calls `each(row, columns, values, out)` for every row of `rows`, `out` being its part with the biases in it.
fn for_rows(
    rows: &Rows,
    bias: &[f32],
    out: &mut [f32],
    mut each: impl FnMut(&[u16], &[f32], &mut [f32]),
) {
    let width = bias.len();
    assert_eq!(out.len(), rows.len() * width);
    for (i, out) in out.chunks_exact_mut(width).enumerate() {
        out.copy_from_slice(bias);
        let (columns, values) = rows.row(i);
        each(columns, values, out);
    }
}

/// Compressed sparse rows, a row an input.
#[derive(Debug, Clone)]
pub struct CsrLayer {
    start: Vec<u32>,
    columns: Vec<u16>,
    values: Vec<f32>,
    bias: Vec<f32>,
    outputs: usize,
}

impl CsrLayer {
    /// Takes the weights (inputs, padded) that are not zero, and the biases (padded); at most 1,024 outputs.
    #[must_use]
    pub fn new(weights: &[f32], bias: &[f32], outputs: usize) -> Self {
        assert!(outputs <= SUMS, "at most {SUMS} outputs");
        let (mut start, mut columns, mut values) = (vec![0], Vec::new(), Vec::new());
        for row in weights.chunks_exact(padded(outputs)) {
            for (output, &weight) in row[..outputs].iter().enumerate() {
                if weight != 0.0 {
                    columns.push(output as u16);
                    values.push(weight);
                }
            }
            start.push(values.len() as u32);
        }
        Self {
            start,
            columns,
            values,
            bias: bias.to_vec(),
            outputs,
        }
    }

    /// Computes out = rows W + bias, with out (rows, padded).
    pub fn affine(&self, rows: &Rows, out: &mut [f32]) {
        let mut sums = [0.0f32; SUMS];
        for_rows(rows, &self.bias, out, |inputs, values, out| {
            sums[..self.outputs].copy_from_slice(&out[..self.outputs]);
            for (&input, &x) in inputs.iter().zip(values) {
                let input = usize::from(input);
                let span = self.start[input] as usize..self.start[input + 1] as usize;
                let weights = self.columns[span.clone()].iter().zip(&self.values[span]);
                for (&column, &weight) in weights {
                    sums[usize::from(column) % SUMS] += x * weight;
                }
            }
            out[..self.outputs].copy_from_slice(&sums[..self.outputs]);
        });
    }
}

/// One bit a weight, 32 outputs a word, and the weights whose bit is set.
#[derive(Debug, Clone)]
pub struct BitmaskLayer {
    words: Vec<u32>,
    start: Vec<u32>,
    values: Vec<f32>,
    bias: Vec<f32>,
    outputs: usize,
}

impl BitmaskLayer {
    /// Takes the weights (inputs, padded) that are not zero, and the biases (padded); at most 1,024 outputs.
    #[must_use]
    pub fn new(weights: &[f32], bias: &[f32], outputs: usize) -> Self {
        assert!(outputs <= SUMS, "at most {SUMS} outputs");
        let (mut words, mut start, mut values) = (Vec::new(), vec![0], Vec::new());
        for row in weights.chunks_exact(padded(outputs)) {
            let from = words.len();
            words.resize(from + outputs.div_ceil(32), 0);
            for (output, &weight) in row[..outputs].iter().enumerate() {
                if weight != 0.0 {
                    words[from + output / 32] |= 1u32 << (output % 32);
                    values.push(weight);
                }
            }
            start.push(values.len() as u32);
        }
        Self {
            words,
            start,
            values,
            bias: bias.to_vec(),
            outputs,
        }
    }

    /// Computes out = rows W + bias, with out (rows, padded).
    pub fn affine(&self, rows: &Rows, out: &mut [f32]) {
        let per_row = self.outputs.div_ceil(32);
        let mut sums = [0.0f32; SUMS];
        for_rows(rows, &self.bias, out, |inputs, values, out| {
            sums[..self.outputs].copy_from_slice(&out[..self.outputs]);
            for (&input, &x) in inputs.iter().zip(values) {
                let input = usize::from(input);
                let span = self.start[input] as usize..self.start[input + 1] as usize;
                let mut weights = self.values[span].iter();
                let words = &self.words[input * per_row..(input + 1) * per_row];
                for (place, &word) in words.iter().enumerate() {
                    let mut bits = word;
                    while bits != 0 {
                        let output = 32 * place + bits.trailing_zeros() as usize;
                        bits &= bits - 1;
                        if let Some(&weight) = weights.next() {
                            sums[output % SUMS] += x * weight;
                        }
                    }
                }
            }
            out[..self.outputs].copy_from_slice(&sums[..self.outputs]);
        });
    }
}

/// Two weights of every four inputs, and of every output where in the four they stand.
///
/// A group's first weights of all outputs lie side by side, then its second ones; their places, two bits each, are
/// packed four outputs a byte. So four outputs at a time pick what they need of the group's four inputs out of one
/// register.
#[derive(Debug, Clone)]
pub struct TwoFourLayer {
    /// (groups, 2, padded).
    values: Vec<f32>,
    /// (groups, 2, padded / 4).
    places: Vec<u8>,
    /// Weights of the inputs left over after the last whole group, (left over, padded).
    rest: Vec<f32>,
    groups: usize,
    bias: Vec<f32>,
    outputs: usize,
}

impl TwoFourLayer {
    /// Takes the weights (inputs, padded) and biases (padded) of a layer; `None` if more than two of four consecutive
    /// inputs of an output are not zero.
    #[must_use]
    pub fn new(weights: &[f32], bias: &[f32], outputs: usize) -> Option<Self> {
        let width = padded(outputs);
        let groups = weights.len() / width / 4;
        let mut values = vec![0.0; groups * 2 * width];
        let mut places = vec![0; groups * 2 * width / 4];
        for group in 0..groups {
            for output in 0..outputs {
                let mut slot = 0;
                for place in 0..4 {
                    let weight = weights[(4 * group + place) * width + output];
                    if weight == 0.0 {
                        continue;
                    }
                    if slot == 2 {
                        return None;
                    }
                    let at = (2 * group + slot) * width + output;
                    values[at] = weight;
                    places[at / 4] |= (place as u8) << (2 * (at % 4));
                    slot += 1;
                }
            }
        }
        Some(Self {
            values,
            places,
            rest: weights[4 * groups * width..].to_vec(),
            groups,
            bias: bias.to_vec(),
            outputs,
        })
    }

    /// Computes out = rows W + bias, with out (rows, padded). Groups whose inputs are all zero are skipped.
    pub fn affine(&self, rows: &Rows, out: &mut [f32]) {
        let width = padded(self.outputs);
        let mut four = vec![0.0f32; rows.columns().next_multiple_of(4)];
        let mut active: Vec<usize> = Vec::with_capacity(self.groups);
        for_rows(rows, &self.bias, out, |inputs, values, out| {
            active.clear();
            for (&input, &x) in inputs.iter().zip(values) {
                let input = usize::from(input);
                four[input] = x;
                if input / 4 < self.groups && active.last() != Some(&(input / 4)) {
                    active.push(input / 4);
                }
            }
            for from in (0..self.outputs).step_by(4 * BLOCK) {
                let mut sum: [F4; BLOCK] = F4::first(&out[from..]);
                for &group in &active {
                    let [x]: [F4; 1] = F4::first(&four[4 * group..]);
                    for slot in 2 * group..2 * group + 2 {
                        let at = slot * width + from;
                        let weights: [F4; BLOCK] = F4::first(&self.values[at..]);
                        let places = &self.places[at / 4..at / 4 + BLOCK];
                        for j in 0..BLOCK {
                            sum[j] = x.pick(places[j]).madd(weights[j], sum[j]);
                        }
                    }
                }
                for (row, &x) in self.rest.chunks_exact(width).zip(&four[4 * self.groups..]) {
                    let weights: [F4; BLOCK] = F4::first(&row[from..]);
                    for j in 0..BLOCK {
                        sum[j] = F4::splat(x).madd(weights[j], sum[j]);
                    }
                }
                out[from..from + 4 * BLOCK].copy_from_slice(F4::floats(&sum));
            }
            for &input in inputs {
                four[usize::from(input)] = 0.0;
            }
        });
    }
}
