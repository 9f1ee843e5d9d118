//! The inner loops of the walk along a trajectory: images in columns, weights one by one.
//!
//! A [`Column`] holds one value (a pixel, a unit's pre-activation, a logit) of every image of a block, so that a single
//! weight is one column, times the weight, added to another: dense and free of branches, whichever weights come next.
//! Sums run in the order of the edges, so native and wasm give the same bits.

use super::lanes::F4;

/// Images that are walked together: few enough that all their columns stay in cache.
pub const BLOCK: usize = 64;
/// Registers of a column.
const REGISTERS: usize = BLOCK / 4;
/// Parts of a column that are worked on at a time: many where their sums stay in registers while edges pass, few where
/// both they and what is added are fetched.
const MANY: usize = 8;
const FEW: usize = 4;
/// Images that are read at once, in plain loops that the compiler turns into registers.
const READ: usize = 8;

/// One value of each image of a block.
#[derive(Debug, Clone, Copy)]
#[repr(C, align(64))]
pub struct Column([F4; REGISTERS]);

impl Column {
    /// The same value for every image.
    #[inline(always)]
    #[must_use]
    pub fn splat(value: f32) -> Self {
        Self([F4::splat(value); REGISTERS])
    }

    /// The values, one an image.
    #[inline(always)]
    #[must_use]
    pub fn floats(&self) -> &[f32] {
        F4::floats(&self.0)
    }

    /// The values, to be changed.
    #[inline(always)]
    pub fn floats_mut(&mut self) -> &mut [f32] {
        F4::floats_mut(&mut self.0)
    }

    /// The values of a few images.
    #[inline(always)]
    fn images(&self, from: usize) -> [f32; READ] {
        let mut values = [0.0; READ];
        values.copy_from_slice(&self.floats()[from..from + READ]);
        values
    }
}

/// One weight of a layer.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
#[repr(C, align(8))]
pub struct Edge {
    /// Input it comes from.
    pub input: u16,
    /// Output it goes to.
    pub output: u16,
    /// Its value.
    pub weight: f32,
}

/// `sums[output] += weight * inputs[input]` for every edge, in their order.
///
/// Neighbours should go to different outputs, or each waits for the one before.
pub fn add_edges(edges: &[Edge], inputs: &[Column], sums: &mut [Column]) {
    for edge in edges {
        let Column(x) = &inputs[usize::from(edge.input)];
        let Column(sum) = &mut sums[usize::from(edge.output)];
        let weight = F4::splat(edge.weight);
        for part in 0..REGISTERS / FEW {
            let from = part * FEW;
            let mut total = [weight; FEW];
            for j in 0..FEW {
                total[j] = weight.madd(x[from + j], sum[from + j]);
            }
            sum[from..from + FEW].copy_from_slice(&total);
        }
    }
}

/// Copies the edges whose input is `lit` to the front of `selected`, which is at least as long as `edges`; returns their
/// number.
pub fn select(edges: &[Edge], lit: &[bool], selected: &mut [Edge]) -> usize {
    let mut end = 0;
    for &edge in edges {
        // Written always, kept when lit: no branch to mispredict.
        selected[end] = edge;
        end += usize::from(lit[usize::from(edge.input)]);
    }
    end
}

/// `sum += weight * inputs[input]` for every edge, in their order: the edges of one output.
pub fn gather(edges: &[Edge], inputs: &[Column], Column(sum): &mut Column) {
    for part in 0..REGISTERS / MANY {
        let from = part * MANY;
        let mut total = [F4::splat(0.0); MANY];
        total.copy_from_slice(&sum[from..from + MANY]);
        for edge in edges {
            let Column(x) = &inputs[usize::from(edge.input)];
            let weight = F4::splat(edge.weight);
            for j in 0..MANY {
                total[j] = weight.madd(x[from + j], total[j]);
            }
        }
        sum[from..from + MANY].copy_from_slice(&total);
    }
}

/// ReLU: `activations = max(sums, 0)`.
pub fn rectify(sums: &[Column], activations: &mut [Column]) {
    for (a, z) in activations.iter_mut().zip(sums) {
        for (a, &z) in a.floats_mut().iter_mut().zip(z.floats()) {
            // Not `f32::max`, for which wasm has no instruction.
            *a = if z > 0.0 { z } else { 0.0 };
        }
    }
}

/// `columns[j][i] = rows[i * width + j]`, with at most a block of rows; the columns keep what stands behind them.
pub fn turn(rows: &[f32], width: usize, columns: &mut [Column]) {
    for (i, row) in rows.chunks_exact(width).enumerate() {
        for (column, &value) in columns.iter_mut().zip(row) {
            column.floats_mut()[i] = value;
        }
    }
}

/// What the logits of a block say.
#[derive(Debug, Clone, PartialEq)]
pub struct Answers {
    /// Class of the largest logit, the first of equals.
    pub classes: [u8; BLOCK],
    /// Sum of the images' cross-entropies.
    pub loss: f64,
}

impl Default for Answers {
    fn default() -> Self {
        Self {
            classes: [0; BLOCK],
            loss: 0.0,
        }
    }
}

/// Reads the logits (a column a class) of `labels.len()` images, at most a block. The cross-entropy of one is
/// `ln sum_k exp(z_k - top) + top - z_label`; the logarithms are added up as the logarithm of the sums' product, which
/// a f64 holds: with 100 classes it is at most 100^64.
pub fn read(logits: &[Column], labels: &[u8], answers: &mut Answers) {
    let mut product = 1.0;
    let mut rest = 0.0;
    for (part, labels) in labels.chunks(READ).enumerate() {
        let from = part * READ;
        let mut top = logits[0].images(from);
        let mut class = [0u32; READ];
        for (k, column) in logits.iter().enumerate().skip(1) {
            let z = column.images(from);
            for j in 0..READ {
                let higher = z[j] > top[j];
                top[j] = if higher { z[j] } else { top[j] };
                class[j] = if higher { k as u32 } else { class[j] };
            }
        }
        let mut sum = [0.0; READ];
        for column in logits {
            let mut z = column.images(from);
            for j in 0..READ {
                z[j] -= top[j];
            }
            let e = exp(z);
            for j in 0..READ {
                sum[j] += e[j];
            }
        }
        for (j, &label) in labels.iter().enumerate() {
            answers.classes[from + j] = class[j] as u8;
            product *= f64::from(sum[j]);
            rest += f64::from(top[j] - logits[usize::from(label)].floats()[from + j]);
        }
    }
    answers.loss = libm::log(product) + rest;
}

/// e^x for x <= 0, to about 1e-7 of it; below -87 as at -87.
///
/// x = n ln 2 + r with |r| <= ln 2 / 2, and e^r by the polynomial of expf.c in Moshier's Cephes library. Adding
/// 1.5 * 2^23 rounds x / ln 2 to the integer n and leaves it in the low bits, whence it goes into the exponent.
#[inline(always)]
fn exp(mut x: [f32; READ]) -> [f32; READ] {
    const ROUND: f32 = 12_582_912.0;
    const LN_2_HIGH: f32 = 0.693_359_4;
    const LN_2_LOW: f32 = -2.121_944_4e-4;
    const P: [f32; 6] = [
        1.987_569_1e-4,
        1.398_2e-3,
        8.333_452e-3,
        4.166_579_6e-2,
        1.666_666_5e-1,
        0.5,
    ];
    for x in &mut x {
        let z = if *x < -87.0 { -87.0 } else { *x };
        let rounded = z * std::f32::consts::LOG2_E + ROUND;
        let n = rounded - ROUND;
        let r = z - n * LN_2_HIGH - n * LN_2_LOW;
        let p = ((((P[0] * r + P[1]) * r + P[2]) * r + P[3]) * r + P[4]) * r + P[5];
        let scale = f32::from_bits((rounded.to_bits() << 23).wrapping_add(1.0f32.to_bits()));
        *x = (p * (r * r) + r + 1.0) * scale;
    }
    x
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exp_is_near_the_real_one() {
        let mut worst = 0.0f64;
        for i in 0..870_000 {
            let x = i as f32 * -1e-4;
            let found = f64::from(exp([x; READ])[0]);
            worst = worst.max((found / f64::from(x).exp() - 1.0).abs());
        }
        assert!(worst < 2e-7, "{worst}");
        assert_eq!(exp([0.0; READ]), [1.0; READ]);
        assert!(exp([f32::NEG_INFINITY; READ])[0] < 1e-37);
        assert!(exp([f32::NAN; READ])[0].is_nan());
    }
}
