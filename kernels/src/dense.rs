//! Forward and backward through a layer: z = x W + b, and the gradient at x.
//!
//! Matrices are row-major; a row is padded to `padded(outputs)` floats. Inputs of a layer are sparse rows, since most
//! pixels and about half of the hidden activations are zero. Every loop works on a block of 32 (or 16) columns held
//! in registers while it walks non-zeros; sums run in the order of the inputs, in whatever blocks they are cut.
#![allow(unsafe_code)]

use super::lanes::{F4, LINE};
use super::rows::Rows;

/// Registers of a block wherever the matrix is wide enough.
pub(crate) const WIDE: usize = 8;
/// Registers of the block at the end.
pub(crate) const NARROW: usize = 4;
/// Columns of a wide block.
pub(crate) const BLOCK: usize = 4 * WIDE;

/// Length of a row of `outputs` floats: whole cache lines, and an odd number of them, since rows that lie a power of
/// two apart would fight for the same few places of the cache.
#[must_use]
pub fn padded(outputs: usize) -> usize {
    (outputs.div_ceil(LINE) | 1) * LINE
}

/// Columns that are worked on: `outputs` in whole blocks.
pub(crate) fn used(outputs: usize) -> usize {
    outputs.next_multiple_of(LINE)
}

/// out = rows * weights + bias, with weights (columns, padded), bias (padded), out (rows, padded).
pub fn affine(rows: &Rows, weights: &[f32], bias: &[f32], outputs: usize, out: &mut [f32]) {
    let width = padded(outputs);
    assert_eq!(bias.len(), width);
    assert_eq!(weights.len(), rows.columns() * width);
    assert_eq!(out.len(), rows.len() * width);
    for row in out.chunks_exact_mut(width) {
        row.copy_from_slice(bias);
    }
    let mut from = 0;
    while from + BLOCK <= used(outputs) {
        for band in 0..rows.bands() {
            accumulate_block::<WIDE>(rows, rows.spans_in(band), weights, width, from, out);
        }
        from += BLOCK;
    }
    if from < used(outputs) {
        for band in 0..rows.bands() {
            accumulate_block::<NARROW>(rows, rows.spans_in(band), weights, width, from, out);
        }
    }
}

/// `out[i] += value * matrix[column]` for the entries `spans` names for row i, over `4 * N` outputs from `from` on, with
/// matrix (columns, width) and out (spans, width). A span is the half-open range of its entries in `rows`.
#[inline(always)]
fn accumulate_block<const N: usize>(
    rows: &Rows,
    spans: impl Iterator<Item = (u32, u32)>,
    matrix: &[f32],
    width: usize,
    from: usize,
    out: &mut [f32],
) {
    assert!(from + 4 * N <= width);
    for (span, out) in spans.zip(out.chunks_exact_mut(width)) {
        let (columns, values) = rows.entries(span);
        if columns.is_empty() {
            continue;
        }
        // SAFETY: `out` is `width` long and from + 4 N <= width, as asserted.
        let mut sum: [F4; N] = unsafe { F4::load(out, from) };
        for (&column, &value) in columns.iter().zip(values) {
            // SAFETY: `Rows` holds only columns below `rows.columns()`, `matrix` has that many rows of `width`
            // floats (asserted by the callers) and from + 4 N <= width.
            let m: [F4; N] = unsafe { F4::load(matrix, usize::from(column) * width + from) };
            let value = F4::splat(value);
            for j in 0..N {
                sum[j] = value.madd(m[j], sum[j]);
            }
        }
        // SAFETY: as for the load.
        unsafe { F4::store(sum, out, from) };
    }
}

/// Sum of `a[j] * b[j]`; both a whole number of lines long. Sixteen partial sums are added pairwise at the end.
#[must_use]
pub fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut sum = [F4::splat(0.0); NARROW];
    for (a, b) in a.chunks_exact(LINE).zip(b.chunks_exact(LINE)) {
        // SAFETY: both chunks are LINE = 4 * NARROW floats long.
        let (a, b): ([F4; NARROW], [F4; NARROW]) = unsafe { (F4::load(a, 0), F4::load(b, 0)) };
        for j in 0..NARROW {
            sum[j] = a[j].madd(b[j], sum[j]);
        }
    }
    ((sum[0] + sum[2]) + (sum[1] + sum[3])).sum()
}

/// The gradient at a layer's inputs, where they are non-zero (a ReLU passes nothing elsewhere):
/// out[i, c] = sum_j delta[i, j] weights[c, j], with weights (columns, padded), delta (rows, padded) and out
/// (rows, padded(columns)).
pub fn backward(inputs: &Rows, weights: &[f32], delta: &[f32], outputs: usize, out: &mut [f32]) {
    let (width, out_width) = (padded(outputs), padded(inputs.columns()));
    assert_eq!(weights.len(), inputs.columns() * width);
    assert_eq!(delta.len(), inputs.len() * width);
    assert_eq!(out.len(), inputs.len() * out_width);
    let used = used(outputs);
    out.fill(0.0);
    for (i, (out, delta)) in out
        .chunks_exact_mut(out_width)
        .zip(delta.chunks_exact(width))
        .enumerate()
    {
        for &c in inputs.row(i).0 {
            let c = usize::from(c);
            out[c] = dot(&weights[c * width..c * width + used], &delta[..used]);
        }
    }
}
