//! Optimal brain surgeon, layer by layer (Hassibi & Stork 1993; for layers: Dong et al. 2017, arXiv:1705.07565).
//!
//! For one layer and one of its outputs, the mean squared change of that output over the calibration images is
//! dw^T H dw with H = X^T X / images of the layer's inputs X, the same for every output. H is damped by 1 % of its
//! mean diagonal. Pruning w_j costs at least w_j^2 / (2 (H^-1)_jj); score `obs` ranks all weights by that at once.
//!
//! The correction: when many weights are pruned at once, the remaining weights of every output become those that change
//! it least. They solve (H x)_j = (H w)_j for every remaining j, which is optimal brain surgeon for a set (Kwon et al.
//! 2022, arXiv:2204.09656, do the same to masks of transformers). Conjugate gradients (Hestenes & Stiefel 1952), scaled by
//! the diagonal, start from the old weights; every iteration lowers the error, and [`ITERATIONS`] are as good as more.
//!
//! An input that is zero on every calibration image is coupled to no other: only live inputs are in the matrices.

use super::formula::{Formula, Paper, papers};
use crate::Result;
use crate::check::within;
use crate::data::dataset::Split;
use crate::nn::dense::Dense;
use crate::nn::gradient::visit_inputs;
use crate::nn::mlp::Mlp;

/// Fraction of the mean diagonal that is added to the diagonal.
pub const DAMPING: f64 = 0.01;
/// Iterations of the correction.
pub const ITERATIONS: usize = 16;
/// The most live inputs a layer may have: the work grows with their third power.
pub const MAX_LIVE: usize = 1024;

/// min (w' - w)^T H (w' - w) over the remaining weights w'.
pub const CORRECTION: Formula = Formula::of(
    "min (w′ − w)ᵀ H (w′ − w)",
    &[
        papers::HASSIBI_1993,
        Paper::arxiv("Kwon et al. 2022", "2204.09656"),
    ],
);

/// A layer's damped Hessian.
#[derive(Debug, Clone)]
pub struct Hessian {
    inputs: usize,
    /// The inputs that are not always zero.
    live: Vec<usize>,
    /// H of the live inputs, (live, live).
    h: Vec<f64>,
    damping: f64,
}

/// Returns the Hessian of every layer, from the first `images` of `split`.
///
/// # Errors
/// [`crate::Error::OutOfRange`] if more than [`MAX_LIVE`] inputs of a layer are live.
pub fn hessians(model: &Mlp, split: &Split, images: usize) -> Result<Vec<Hessian>> {
    let widths = || model.layers().iter().map(Dense::inputs);
    let mut alive: Vec<Vec<bool>> = widths().map(|width| vec![false; width]).collect();
    visit_inputs(model, split, images, |trace| {
        for (l, alive) in alive.iter_mut().enumerate() {
            for row in trace.inputs(l).chunks_exact(alive.len()) {
                alive
                    .iter_mut()
                    .zip(row)
                    .for_each(|(alive, &x)| *alive |= x != 0.0);
            }
        }
    });
    let mut lives = Vec::new();
    for alive in &alive {
        let live: Vec<usize> = (0..alive.len()).filter(|&i| alive[i]).collect();
        let count = live.len() as f64;
        within(
            "live inputs of a layer for optimal brain surgeon",
            count,
            0.0,
            MAX_LIVE as f64,
        )?;
        lives.push(live);
    }
    let mut sums: Vec<Vec<f64>> = lives
        .iter()
        .map(|live| vec![0.0; live.len() * live.len()])
        .collect();
    let mut row = Vec::new();
    visit_inputs(model, split, images, |trace| {
        for (l, (live, sum)) in lives.iter().zip(&mut sums).enumerate() {
            for x in trace.inputs(l).chunks_exact(alive[l].len()) {
                row.clear();
                row.extend(live.iter().map(|&i| f64::from(x[i])));
                add_square(&row, sum);
            }
        }
    });
    for sum in sums.iter_mut().flatten() {
        *sum /= images as f64;
    }
    let layers = lives.into_iter().zip(sums).zip(widths());
    Ok(layers
        .map(|((live, sum), inputs)| Hessian::new(live, sum, inputs))
        .collect())
}

/// The upper triangle of sum += row row^T.
fn add_square(row: &[f64], sum: &mut [f64]) {
    let n = row.len();
    for (i, &x) in row.iter().enumerate() {
        if x != 0.0 {
            let to = &mut sum[i * n + i..(i + 1) * n];
            for (to, from) in to.iter_mut().zip(&row[i..]) {
                *to += x * from;
            }
        }
    }
}

impl Hessian {
    /// From the upper triangle of H of the live inputs; of `inputs` inputs in all.
    fn new(live: Vec<usize>, mut h: Vec<f64>, inputs: usize) -> Self {
        let n = live.len();
        let trace: f64 = (0..n).map(|i| h[i * n + i]).sum();
        // A layer whose inputs are all zero: any damping does.
        let damping = if trace > 0.0 {
            DAMPING * trace / inputs as f64
        } else {
            1.0
        };
        for i in 0..n {
            h[i * n + i] += damping;
            for j in 0..i {
                h[i * n + j] = h[j * n + i];
            }
        }
        Self {
            inputs,
            live,
            h,
            damping,
        }
    }

    /// 1 / (H^-1)_jj of every input.
    #[must_use]
    pub fn costs(&self) -> Vec<f64> {
        let n = self.live.len();
        // With H = R R^T and U = R^-1, both upper triangular, H^-1 = U^T U.
        let mut u = self.h.clone();
        factor_upper(&mut u, n);
        invert_upper(&mut u, n);
        let mut costs = vec![self.damping; self.inputs];
        for (j, &input) in self.live.iter().enumerate() {
            costs[input] = 1.0 / (0..=j).map(|i| u[i * n + j] * u[i * n + j]).sum::<f64>();
        }
        costs
    }

    /// Returns the weights (inputs, outputs) of a layer after pruning those with `pruned[input * outputs + output]` and
    /// correcting the remaining ones.
    #[must_use]
    pub fn correct(&self, layer: &Dense, pruned: &[bool]) -> Vec<f32> {
        let (outputs, n) = (layer.outputs(), self.live.len());
        let weights = layer.weights();
        let mut corrected: Vec<f32> = weights.iter().copied().collect();
        for (w, &pruned) in corrected.iter_mut().zip(pruned) {
            if pruned {
                *w = 0.0;
            }
        }
        let mut solver = Solver::default();
        for output in 0..outputs {
            let is_pruned = |&j: &usize| pruned[self.live[j] * outputs + output];
            let (lost, kept): (Vec<usize>, Vec<usize>) = (0..n).partition(is_pruned);
            let weight = |j: usize| f64::from(weights[[self.live[j], output]]);
            let missing = |&k: &usize| lost.iter().map(|&j| self.h[k * n + j] * weight(j)).sum();
            solver.load(&self.h, n, &kept, kept.iter().map(missing));
            for (&j, change) in kept.iter().zip(solver.solve()) {
                corrected[self.live[j] * outputs + output] = (weight(j) + change) as f32;
            }
        }
        corrected
    }
}

/// Solves A x = b by conjugate gradients, starting from zero.
#[derive(Debug, Default)]
struct Solver {
    a: Vec<f64>,
    x: Vec<f64>,
    residual: Vec<f64>,
    direction: Vec<f64>,
    product: Vec<f64>,
}

impl Solver {
    /// Takes the rows and columns `kept` of `h` (n, n) as A, and b.
    fn load(&mut self, h: &[f64], n: usize, kept: &[usize], b: impl Iterator<Item = f64>) {
        self.a.clear();
        for &row in kept {
            let row = &h[row * n..(row + 1) * n];
            self.a.extend(kept.iter().map(|&column| row[column]));
        }
        self.residual.clear();
        self.residual.extend(b);
        self.x.clear();
        self.x.resize(kept.len(), 0.0);
    }

    fn solve(&mut self) -> &[f64] {
        let n = self.x.len();
        let scaled = |a: &[f64], residual: &[f64]| -> Vec<f64> {
            let rows = residual.iter().enumerate();
            rows.map(|(i, r)| r / a[i * n + i]).collect()
        };
        let mut z = scaled(&self.a, &self.residual);
        let mut size = dot(&self.residual, &z);
        let enough = size * 1e-12;
        self.direction.clone_from(&z);
        for _ in 0..ITERATIONS {
            if size <= enough {
                break;
            }
            self.product.clear();
            let rows = self.a.chunks_exact(n);
            self.product
                .extend(rows.map(|row| dot(row, &self.direction)));
            let step = size / dot(&self.direction, &self.product);
            add(step, &self.direction, &mut self.x);
            add(-step, &self.product, &mut self.residual);
            z = scaled(&self.a, &self.residual);
            let before = std::mem::replace(&mut size, dot(&self.residual, &z));
            for (d, z) in self.direction.iter_mut().zip(&z) {
                *d = z + size / before * *d;
            }
        }
        &self.x
    }
}

/// Sum of products, in four parallel strands.
fn dot(a: &[f64], b: &[f64]) -> f64 {
    let mut strands = [0.0; 4];
    let (a_blocks, b_blocks) = (a.chunks_exact(4), b.chunks_exact(4));
    let rest = a_blocks.remainder().iter().zip(b_blocks.remainder());
    let rest: f64 = rest.map(|(a, b)| a * b).sum();
    for (a, b) in a_blocks.zip(b_blocks) {
        for (strand, (a, b)) in strands.iter_mut().zip(a.iter().zip(b)) {
            *strand += a * b;
        }
    }
    rest + strands.iter().sum::<f64>()
}

/// to += x * from.
fn add(x: f64, from: &[f64], to: &mut [f64]) {
    for (to, from) in to.iter_mut().zip(from) {
        *to += x * from;
    }
}

/// From the upper triangle of a positive definite matrix A (n, n), in place, to the upper triangular R with
/// A = R R^T; the rest becomes zero.
fn factor_upper(a: &mut [f64], n: usize) {
    let mut column = Vec::new();
    for j in (0..n).rev() {
        let pivot = a[j * n + j].sqrt();
        a[j * n + j] = pivot;
        column.clear();
        for i in 0..j {
            a[i * n + j] /= pivot;
            column.push(a[i * n + j]);
        }
        // A_ik -= R_ij R_kj for i <= k < j.
        for (i, &r) in column.iter().enumerate() {
            let row = &mut a[i * n + i..i * n + j];
            row.iter_mut()
                .zip(&column[i..])
                .for_each(|(a, c)| *a -= r * c);
        }
    }
    for i in 1..n {
        a[i * n..i * n + i].fill(0.0);
    }
}

/// Turns an upper triangular matrix (n, n) into its inverse, in place.
fn invert_upper(r: &mut [f64], n: usize) {
    // Row i of the inverse: (e_i - sum over k > i of R_ik * row k) / R_ii; the rows below are done already.
    for i in (0..n).rev() {
        let (above, below) = r.split_at_mut((i + 1) * n);
        let row = &mut above[i * n..];
        let pivot = row[i];
        let factors: Vec<f64> = row[i + 1..].to_vec();
        row[i] = 1.0;
        row[i + 1..].fill(0.0);
        for (k, (&factor, done)) in factors.iter().zip(below.chunks_exact(n)).enumerate() {
            let from = i + 1 + k;
            if factor != 0.0 {
                row[from..]
                    .iter_mut()
                    .zip(&done[from..])
                    .for_each(|(r, d)| *r -= factor * d);
            }
        }
        row[i..].iter_mut().for_each(|value| *value /= pivot);
    }
}
