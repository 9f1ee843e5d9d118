//! The inner loops.
//!
//! Matrices are row-major; a row is padded to `padded(outputs)` floats. Inputs of a layer are sparse rows, since most
//! pixels and about half of the hidden activations are zero. Every loop works on a block of 32 (or 16) columns held
//! in registers while it walks non-zeros; sums run in the order of the inputs, in whatever blocks they are cut.
#![allow(unsafe_code)]

use super::lanes::{F4, Floats, LINE};
use super::rows::{Columns, Rows};

/// Registers of a block wherever the matrix is wide enough.
const WIDE: usize = 8;
/// Registers of the block at the end.
const NARROW: usize = 4;
/// Columns of a wide block.
const BLOCK: usize = 4 * WIDE;

/// Length of a row of `outputs` floats: whole cache lines, and an odd number of them, since rows that lie a power of
/// two apart would fight for the same few places of the cache.
#[must_use]
pub fn padded(outputs: usize) -> usize {
    (outputs.div_ceil(LINE) | 1) * LINE
}

/// Columns that are worked on: `outputs` in whole blocks.
fn used(outputs: usize) -> usize {
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

/// One step of an optimiser on four parameters.
pub trait Rule: Copy {
    /// Whether parameters with zero gradient and zero moments stay as they are.
    const IDLE_IS_FIXED: bool;
    /// Whether it keeps second moments.
    const SECOND: bool;
    /// Updates `w` and the moments `m`, `v` by gradient `g`.
    fn apply(&self, g: F4, w: &mut F4, m: &mut F4, v: &mut F4);
}

/// The moments of one layer's weights and, as a last row, biases.
///
/// Block after block of 32 columns, each (inputs + 1, 32): nobody but [`descend`] reads them, and it walks them in
/// just this order.
#[derive(Debug, Clone)]
pub struct Moments {
    m: Floats,
    v: Floats,
    /// Whether a row has ever had a gradient.
    live: Vec<bool>,
}

impl Moments {
    /// Zeros for a layer of `inputs` and `outputs`.
    #[must_use]
    pub fn zeros(inputs: usize, outputs: usize, second: bool) -> Self {
        let size = (inputs + 1) * outputs.next_multiple_of(BLOCK);
        Self {
            m: Floats::zeros(size),
            v: Floats::zeros(if second { size } else { 0 }),
            live: vec![false; inputs + 1],
        }
    }

    /// Sets the moments of masked weights to zero; `mask` is (inputs, padded outputs). For weights that are pruned
    /// while training goes on: without it their old direction would move them again.
    pub fn forget_masked(&mut self, mask: &[f32], outputs: usize) {
        let (rows, width) = (self.live.len(), padded(outputs));
        for c in 0..rows - 1 {
            for o in 0..outputs {
                if mask[c * width + o] == 0.0 {
                    let at = o / BLOCK * BLOCK * rows + c * BLOCK + o % BLOCK;
                    self.m[at] = 0.0;
                    if let Some(v) = self.v.get_mut(at) {
                        *v = 0.0;
                    }
                }
            }
        }
    }

    /// Sets first moments so small that they change no parameter to zero: as subnormal numbers they would make
    /// every step many times slower.
    pub fn flush(&mut self) {
        const TINY: f32 = 1e-32;
        for m in self.m.iter_mut() {
            *m = if m.abs() < TINY { 0.0 } else { *m };
        }
    }
}

/// The matrices of one layer an optimiser works on.
pub struct Parameters<'a> {
    /// Weights (inputs, padded).
    pub weights: &'a mut [f32],
    /// Biases (padded).
    pub bias: &'a mut [f32],
    /// 1 where a weight is kept, 0 where it is pruned.
    pub mask: Option<&'a [f32]>,
}

/// Gradient and update of one layer, fused row by row, so that the gradient matrix is never stored:
/// g[c, :] = sum_i x[i, c] delta[i, :], with delta (images, padded). Rows that never had a gradient are skipped when
/// the rule leaves them as they are. Masked weights get no gradient, so they and their moments stay zero.
pub fn descend<R: Rule>(
    inputs: &Columns,
    delta: &[f32],
    outputs: usize,
    rule: &R,
    p: &mut Parameters<'_>,
    moments: &mut Moments,
) {
    let (rows, width) = (inputs.len(), padded(outputs));
    assert_eq!(delta.len(), inputs.rows() * width);
    assert_eq!(p.weights.len(), (rows - 1) * width);
    assert_eq!(p.bias.len(), width);
    assert!(p.mask.is_none_or(|mask| mask.len() == p.weights.len()));
    assert_eq!(moments.live.len(), rows);
    assert_eq!(moments.m.len(), rows * outputs.next_multiple_of(BLOCK));
    assert!(!R::SECOND || moments.v.len() == moments.m.len());
    for c in 0..rows {
        moments.live[c] |= !inputs.column(c).is_empty();
    }
    let mut from = 0;
    while from + BLOCK <= used(outputs) {
        descend_block::<WIDE, R>(inputs, delta, width, from, rule, p, moments);
        from += BLOCK;
    }
    if from < used(outputs) {
        descend_block::<NARROW, R>(inputs, delta, width, from, rule, p, moments);
    }
}

#[inline(always)]
fn descend_block<const N: usize, R: Rule>(
    inputs: &Columns,
    delta: &[f32],
    width: usize,
    from: usize,
    rule: &R,
    p: &mut Parameters<'_>,
    moments: &mut Moments,
) {
    let rows = inputs.len();
    assert!(from.is_multiple_of(BLOCK) && from + 4 * N <= width);
    for c in 0..rows {
        if R::IDLE_IS_FIXED && !moments.live[c] {
            continue;
        }
        let mut g = [F4::splat(0.0); N];
        for entry in inputs.column(c) {
            // SAFETY: `Columns` holds only rows below `inputs.rows()`, `delta` has that many rows of `width` floats
            // (asserted by `descend`) and from + 4 N <= width.
            let d: [F4; N] = unsafe { F4::load(delta, entry.row as usize * width + from) };
            let x = F4::splat(entry.value);
            for j in 0..N {
                g[j] = x.madd(d[j], g[j]);
            }
        }
        let at = c * width + from;
        let weights: &mut [f32] = if c + 1 == rows {
            &mut p.bias[from..from + 4 * N]
        } else {
            if let Some(mask) = p.mask {
                // SAFETY: `mask` is as long as the weights, (rows - 1) * width, and from + 4 N <= width.
                let keep: [F4; N] = unsafe { F4::load(mask, at) };
                for j in 0..N {
                    g[j] = g[j] * keep[j];
                }
            }
            &mut p.weights[at..at + 4 * N]
        };
        let place = from * rows + c * BLOCK;
        let m = &mut moments.m[place..place + 4 * N];
        let v: &mut [f32] = if R::SECOND {
            &mut moments.v[place..place + 4 * N]
        } else {
            &mut []
        };
        for (j, g) in g.into_iter().enumerate() {
            // SAFETY: the slices are 4 N floats long (`v` only where the rule has second moments).
            unsafe {
                let [mut w4]: [F4; 1] = F4::load(weights, 4 * j);
                let [mut m4]: [F4; 1] = F4::load(m, 4 * j);
                let mut v4 = F4::splat(0.0);
                if R::SECOND {
                    [v4] = F4::load(v, 4 * j);
                }
                rule.apply(g, &mut w4, &mut m4, &mut v4);
                F4::store([w4], weights, 4 * j);
                F4::store([m4], m, 4 * j);
                if R::SECOND {
                    F4::store([v4], v, 4 * j);
                }
            }
        }
    }
}
