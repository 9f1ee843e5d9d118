//! The inner loops: the only file that minds SIMD, and the only one with `unsafe`.
//!
//! Matrices are row-major with rows padded to a multiple of [`PAD`] floats. Inputs of a layer are sparse
//! rows, since most pixels and about half of the hidden activations are zero. Every loop works on a block
//! of `C` columns held in registers (`[f32; C]` that the compiler keeps in vector registers) while it walks
//! non-zeros; nothing is reordered or fused, so native and wasm give the same bits.
#![allow(unsafe_code)]

/// Rows of every matrix are padded with zeros to a multiple of this many floats.
pub const PAD: usize = 16;
/// The block width used wherever the matrix is wide enough.
const WIDE: usize = 32;

/// `outputs` rounded up to a whole number of blocks.
#[must_use]
pub fn padded(outputs: usize) -> usize {
    outputs.div_ceil(PAD) * PAD
}

/// Sparse rows: row `i` owns entries `start[i] .. start[i + 1]` of `column` and `value`.
#[derive(Debug, Clone, Default)]
pub struct Rows {
    start: Vec<u32>,
    column: Vec<u16>,
    value: Vec<f32>,
    columns: usize,
}

impl Rows {
    /// Starts over with no row, for `columns` columns.
    pub fn clear(&mut self, columns: usize) {
        assert!(columns <= 1 << 16, "a column index is 16 bits wide");
        self.columns = columns;
        self.start.clear();
        self.start.push(0);
        self.column.clear();
        self.value.clear();
    }

    /// Adds a row of entries (column, value).
    pub fn push(&mut self, columns: &[u16], values: &[f32]) {
        assert_eq!(columns.len(), values.len());
        assert!(
            columns.iter().all(|&c| usize::from(c) < self.columns),
            "a column outside the matrix"
        );
        self.column.extend_from_slice(columns);
        self.value.extend_from_slice(values);
        self.start.push(self.column.len() as u32);
    }

    /// Adds a row of grey levels: entry (column, level) stands for the value level / 255.
    pub fn push_grey(&mut self, columns: &[u16], levels: &[u8]) {
        assert_eq!(columns.len(), levels.len());
        let last = columns.iter().fold(0, |last, &column| last.max(column));
        assert!(
            usize::from(last) < self.columns,
            "a pixel outside the image"
        );
        self.column.extend_from_slice(columns);
        self.value.extend(levels.iter().map(|&level| grey(level)));
        self.start.push(self.column.len() as u32);
    }

    /// Replaces all rows by the positive entries of `dense` (rows x `width`, the first `columns` of each
    /// row count): ReLU and compression in one pass.
    pub fn assign_positive(&mut self, dense: &[f32], width: usize, columns: usize) {
        self.clear(columns);
        let rows = dense.len() / width;
        self.column.resize(rows * columns, 0);
        self.value.resize(rows * columns, 0.0);
        let mut end = 0;
        for row in dense.chunks_exact(width) {
            for (j, &z) in row[..columns].iter().enumerate() {
                // Written always, kept when positive: no branch to mispredict.
                self.column[end] = j as u16;
                self.value[end] = z;
                end += usize::from(z > 0.0);
            }
            self.start.push(end as u32);
        }
        self.column.truncate(end);
        self.value.truncate(end);
    }

    /// Number of rows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.start.len() - 1
    }

    /// The range of entries of every row.
    pub fn spans(&self) -> impl ExactSizeIterator<Item = (u32, u32)> + Clone {
        self.start.windows(2).map(|pair| (pair[0], pair[1]))
    }

    /// Whether there is no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Number of columns.
    #[must_use]
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// Entries of row `i`.
    #[must_use]
    pub fn row(&self, i: usize) -> (&[u16], &[f32]) {
        let span = self.start[i] as usize..self.start[i + 1] as usize;
        (&self.column[span.clone()], &self.value[span])
    }
}

/// The pixel value a network sees for a grey level.
#[must_use]
pub fn grey(level: u8) -> f32 {
    f32::from(level) / 255.0
}

/// The same entries by column: column `c` owns entries `start[c] .. start[c + 1]` of `row` and `value`.
/// One more column past the last holds a 1 for every row: the bias's input.
#[derive(Debug, Clone, Default)]
pub struct Columns {
    start: Vec<u32>,
    row: Vec<u16>,
    value: Vec<f32>,
    rows: usize,
}

impl Columns {
    /// Turns `rows` round (a counting sort).
    pub fn assign(&mut self, rows: &Rows) {
        assert!(rows.len() <= 1 << 16, "a row index is 16 bits wide");
        let columns = rows.columns;
        self.rows = rows.len();
        self.start.clear();
        self.start.resize(columns + 2, 0);
        for &c in &rows.column {
            self.start[usize::from(c) + 1] += 1;
        }
        for c in 0..columns {
            self.start[c + 1] += self.start[c];
        }
        let entries = rows.column.len();
        self.start[columns + 1] = (entries + rows.len()) as u32;
        self.row.resize(entries + rows.len(), 0);
        self.value.resize(entries + rows.len(), 0.0);
        for i in 0..rows.len() {
            let (cs, vs) = rows.row(i);
            for (&c, &v) in cs.iter().zip(vs) {
                let at = self.start[usize::from(c)] as usize;
                self.row[at] = i as u16;
                self.value[at] = v;
                self.start[usize::from(c)] += 1;
            }
        }
        // Each start has moved to its column's end: shift back by one column.
        for c in (1..=columns).rev() {
            self.start[c] = self.start[c - 1];
        }
        self.start[0] = 0;
        for i in 0..rows.len() {
            self.row[entries + i] = i as u16;
            self.value[entries + i] = 1.0;
        }
    }

    /// Entries of column `c`.
    fn column(&self, c: usize) -> (&[u16], &[f32]) {
        let span = self.start[c] as usize..self.start[c + 1] as usize;
        (&self.row[span.clone()], &self.value[span])
    }
}

/// out = rows * weights + bias, with weights (columns, width), bias (width), out (rows, width).
pub fn affine(rows: &Rows, weights: &[f32], bias: &[f32], width: usize, out: &mut [f32]) {
    assert_eq!(bias.len(), width);
    assert_eq!(out.len(), rows.len() * width);
    for row in out.chunks_exact_mut(width) {
        row.copy_from_slice(bias);
    }
    accumulate(rows, rows.spans(), weights, width, out);
}

/// `out[i] += value * matrix[column]` for the entries `spans` names for row i, with matrix
/// (columns, width) and out (spans, width). A span is the half-open range of its entries in `rows`.
pub fn accumulate(
    rows: &Rows,
    spans: impl ExactSizeIterator<Item = (u32, u32)> + Clone,
    matrix: &[f32],
    width: usize,
    out: &mut [f32],
) {
    assert_eq!(matrix.len(), rows.columns * width);
    assert_eq!(out.len(), spans.len() * width);
    let mut from = 0;
    while from + WIDE <= width {
        accumulate_block::<WIDE>(rows, spans.clone(), matrix, width, from, out);
        from += WIDE;
    }
    while from + PAD <= width {
        accumulate_block::<PAD>(rows, spans.clone(), matrix, width, from, out);
        from += PAD;
    }
}

#[inline(always)]
fn accumulate_block<const C: usize>(
    rows: &Rows,
    spans: impl Iterator<Item = (u32, u32)>,
    matrix: &[f32],
    width: usize,
    from: usize,
    out: &mut [f32],
) {
    for ((start, end), out) in spans.zip(out.chunks_exact_mut(width)) {
        let span = start as usize..end as usize;
        if span.is_empty() {
            continue;
        }
        let mut sum: [f32; C] = block(out, from);
        for (&c, &v) in rows.column[span.clone()].iter().zip(&rows.value[span]) {
            // SAFETY: `Rows` holds only columns below `rows.columns`, `matrix` is rows.columns * width
            // long and from + C <= width (asserted by `accumulate`).
            let m = unsafe { block_unchecked::<C>(matrix, usize::from(c) * width + from) };
            for j in 0..C {
                sum[j] += v * m[j];
            }
        }
        out[from..from + C].copy_from_slice(&sum);
    }
}

#[inline(always)]
fn block<const C: usize>(values: &[f32], from: usize) -> [f32; C] {
    let mut out = [0.0; C];
    out.copy_from_slice(&values[from..from + C]);
    out
}

/// # Safety
/// `from + C <= values.len()`.
#[inline(always)]
unsafe fn block_unchecked<const C: usize>(values: &[f32], from: usize) -> &[f32; C] {
    debug_assert!(from + C <= values.len());
    // SAFETY: the caller keeps from + C <= len; [f32; C] has f32's alignment.
    unsafe { &*values.as_ptr().add(from).cast::<[f32; C]>() }
}

/// Sum of `a[j] * b[j]`; both a whole number of [`PAD`] long. Lanes are added pairwise at the end.
#[must_use]
pub fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut lanes = [0.0f32; PAD];
    for (a, b) in a.chunks_exact(PAD).zip(b.chunks_exact(PAD)) {
        for j in 0..PAD {
            lanes[j] += a[j] * b[j];
        }
    }
    let mut half = PAD / 2;
    while half > 0 {
        for j in 0..half {
            lanes[j] += lanes[j + half];
        }
        half /= 2;
    }
    lanes[0]
}

/// The gradient at a layer's inputs, where they are non-zero (a ReLU passes nothing elsewhere):
/// out[i, c] = sum_j delta[i, j] weights[c, j], with delta (rows, width), out (rows, out_width).
pub fn backward(
    inputs: &Rows,
    weights: &[f32],
    delta: &[f32],
    width: usize,
    out: &mut [f32],
    out_width: usize,
) {
    assert_eq!(weights.len(), inputs.columns * width);
    assert_eq!(delta.len(), inputs.len() * width);
    assert_eq!(out.len(), inputs.len() * out_width);
    out.fill(0.0);
    for (i, (out, delta)) in out
        .chunks_exact_mut(out_width)
        .zip(delta.chunks_exact(width))
        .enumerate()
    {
        for &c in inputs.row(i).0 {
            let c = usize::from(c);
            out[c] = dot(&weights[c * width..(c + 1) * width], delta);
        }
    }
}

/// One step of an optimiser on `C` parameters: gradient in, parameters and moments updated.
pub trait Rule: Copy {
    /// Whether parameters with zero gradient and zero moments stay as they are.
    const IDLE_IS_FIXED: bool;
    /// Updates `w` and the moments `m`, `v` by gradient `g`.
    fn apply<const C: usize>(
        &self,
        g: &[f32; C],
        w: &mut [f32; C],
        m: &mut [f32; C],
        v: &mut [f32; C],
    );
}

/// The matrices of one layer an optimiser works on, each (inputs + 0, width) row-major.
pub struct Parameters<'a> {
    /// Weights.
    pub weights: &'a mut [f32],
    /// Biases.
    pub bias: &'a mut [f32],
    /// 1 where a weight is kept, 0 where it is pruned.
    pub mask: Option<&'a [f32]>,
    /// First moments, weights then biases: (inputs + 1, width).
    pub m: &'a mut [f32],
    /// Second moments, likewise; empty where the rule has none.
    pub v: &'a mut [f32],
    /// Whether a row has ever had a gradient, inputs + 1 long.
    pub live: &'a mut [bool],
}

/// Gradient and update of one layer, fused row by row, so that the gradient matrix is never stored:
/// g[c, :] = sum_i x[i, c] delta[i, :]. Rows that never had a gradient are skipped when the rule leaves
/// them as they are. Masked weights get no gradient, so they and their moments stay zero.
pub fn descend<R: Rule>(
    inputs: &Columns,
    delta: &[f32],
    width: usize,
    rule: &R,
    p: &mut Parameters<'_>,
) {
    let rows = p.live.len();
    assert_eq!(inputs.start.len(), rows + 1);
    assert_eq!(delta.len(), inputs.rows * width);
    assert_eq!(p.weights.len(), (rows - 1) * width);
    assert_eq!(p.bias.len(), width);
    assert_eq!(p.m.len(), rows * width);
    assert!(p.v.is_empty() || p.v.len() == rows * width);
    assert!(p.mask.is_none_or(|mask| mask.len() == p.weights.len()));
    for c in 0..rows {
        p.live[c] |= !inputs.column(c).0.is_empty();
    }
    let mut from = 0;
    while from + WIDE <= width {
        descend_block::<WIDE, R>(inputs, delta, width, from, rule, p);
        from += WIDE;
    }
    while from + PAD <= width {
        descend_block::<PAD, R>(inputs, delta, width, from, rule, p);
        from += PAD;
    }
}

#[inline(always)]
fn descend_block<const C: usize, R: Rule>(
    inputs: &Columns,
    delta: &[f32],
    width: usize,
    from: usize,
    rule: &R,
    p: &mut Parameters<'_>,
) {
    let rows = p.live.len();
    for c in 0..rows {
        if R::IDLE_IS_FIXED && !p.live[c] {
            continue;
        }
        let mut g = [0.0f32; C];
        let (images, values) = inputs.column(c);
        for (&i, &x) in images.iter().zip(values) {
            // SAFETY: `Columns` holds only rows below `inputs.rows`, `delta` is inputs.rows * width long
            // and from + C <= width (asserted by `descend`).
            let d = unsafe { block_unchecked::<C>(delta, usize::from(i) * width + from) };
            for j in 0..C {
                g[j] += x * d[j];
            }
        }
        let at = c * width + from;
        let w: &mut [f32; C] = if c + 1 == rows {
            block_mut(p.bias, from)
        } else {
            if let Some(mask) = p.mask {
                let keep: [f32; C] = block(mask, at);
                for j in 0..C {
                    g[j] *= keep[j];
                }
            }
            block_mut(p.weights, at)
        };
        if p.v.is_empty() {
            rule.apply(&g, w, block_mut(p.m, at), &mut [0.0; C]);
        } else {
            rule.apply(&g, w, block_mut(p.m, at), block_mut(p.v, at));
        }
    }
}

#[inline(always)]
fn block_mut<const C: usize>(values: &mut [f32], from: usize) -> &mut [f32; C] {
    let part = &mut values[from..from + C];
    // SAFETY: `part` is C floats long, as the line above checked; [f32; C] has f32's alignment.
    unsafe { &mut *part.as_mut_ptr().cast::<[f32; C]>() }
}
