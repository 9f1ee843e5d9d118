//! One step of an optimizer on a layer: Adam, AdamW and SGD. `prunelab::nn::optim` has their settings and sources.
//!
//! Gradient and update are fused row by row, so that the gradient matrix is never stored. A masked weight has zero
//! gradient and zero moments, and weight decay multiplies it: it stays zero.
#![allow(unsafe_code)]

use super::dense::{BLOCK, NARROW, WIDE, padded, used};
use super::lanes::{F4, Floats};
use super::rows::Columns;

/// What a step does with the gradient.
#[derive(Debug, Clone, Copy)]
pub enum Step {
    /// Adam.
    Adam(Adam),
    /// Adam with decoupled weight decay.
    AdamW(Adam),
    /// Stochastic gradient descent.
    Sgd(Sgd),
}

/// Coefficients of Adam: m = beta1 m + (1 - beta1) g, v = beta2 v + (1 - beta2) g^2,
/// w = keep w - step m / (scale sqrt(v) + eps).
#[derive(Debug, Clone, Copy)]
pub struct Adam {
    /// Decay of the first moment.
    pub beta1: f32,
    /// Decay of the second moment.
    pub beta2: f32,
    /// lr / (1 - beta1^t).
    pub step: f32,
    /// 1 / sqrt(1 - beta2^t).
    pub scale: f32,
    /// Keeps the divisor off zero.
    pub eps: f32,
    /// What decoupled weight decay leaves of a parameter; only AdamW reads it.
    pub keep: f32,
}

/// Coefficients of SGD: d = g + weight_decay w, m = momentum m + d, w -= lr m, or lr (d + momentum m) with Nesterov.
#[derive(Debug, Clone, Copy)]
pub struct Sgd {
    /// Learning rate.
    pub lr: f32,
    /// Fraction of the last step's direction that is kept.
    pub momentum: f32,
    /// Whether to look ahead along the momentum.
    pub nesterov: bool,
    /// Multiple of the parameters added to the gradient.
    pub weight_decay: f32,
}

/// A step on four parameters.
trait Rule: Copy {
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

/// Updates a layer by the gradient of a batch: g[c, :] = sum_i x[i, c] delta[i, :], with its `inputs` x and the loss's
/// gradient `delta` at its outputs, (images, padded). Rows that never had a gradient are skipped when the step leaves
/// them as they are. Masked weights get no gradient, so they and their moments stay zero.
pub fn descend(
    inputs: &Columns,
    delta: &[f32],
    outputs: usize,
    step: &Step,
    p: &mut Parameters<'_>,
    moments: &mut Moments,
) {
    match step {
        Step::Adam(adam) => by_rule(inputs, delta, outputs, &AdamRule::new(adam), p, moments),
        Step::AdamW(adam) => {
            let rule = DecayedRule(AdamRule::new(adam), F4::splat(adam.keep));
            by_rule(inputs, delta, outputs, &rule, p, moments);
        }
        Step::Sgd(sgd) => {
            let rule = SgdRule {
                lr: F4::splat(sgd.lr),
                momentum: F4::splat(sgd.momentum),
                nesterov: sgd.nesterov,
                weight_decay: F4::splat(sgd.weight_decay),
            };
            by_rule(inputs, delta, outputs, &rule, p, moments);
        }
    }
}

fn by_rule<R: Rule>(
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
            // (asserted by `by_rule`) and from + 4 N <= width.
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

/// As [`Adam`] says, without decay.
#[derive(Clone, Copy)]
struct AdamRule {
    beta1: F4,
    /// 1 - beta1.
    rest1: F4,
    beta2: F4,
    /// 1 - beta2.
    rest2: F4,
    step: F4,
    scale: F4,
    eps: F4,
}

impl AdamRule {
    fn new(adam: &Adam) -> Self {
        Self {
            beta1: F4::splat(adam.beta1),
            rest1: F4::splat(1.0 - adam.beta1),
            beta2: F4::splat(adam.beta2),
            rest2: F4::splat(1.0 - adam.beta2),
            step: F4::splat(adam.step),
            scale: F4::splat(adam.scale),
            eps: F4::splat(adam.eps),
        }
    }
}

impl Rule for AdamRule {
    const IDLE_IS_FIXED: bool = true;
    const SECOND: bool = true;

    #[inline(always)]
    fn apply(&self, g: F4, w: &mut F4, m: &mut F4, v: &mut F4) {
        *m = self.beta1.madd(*m, self.rest1 * g);
        *v = self.beta2.madd(*v, self.rest2 * (g * g));
        *w = *w - self.step * *m / v.sqrt().madd(self.scale, self.eps);
    }
}

/// AdamW: every parameter is multiplied by the second field first, also where there is no gradient.
#[derive(Clone, Copy)]
struct DecayedRule(AdamRule, F4);

impl Rule for DecayedRule {
    const IDLE_IS_FIXED: bool = false;
    const SECOND: bool = true;

    #[inline(always)]
    fn apply(&self, g: F4, w: &mut F4, m: &mut F4, v: &mut F4) {
        *w = *w * self.1;
        self.0.apply(g, w, m, v);
    }
}

/// As [`Sgd`] says.
#[derive(Clone, Copy)]
struct SgdRule {
    lr: F4,
    momentum: F4,
    nesterov: bool,
    weight_decay: F4,
}

impl Rule for SgdRule {
    const IDLE_IS_FIXED: bool = false;
    const SECOND: bool = false;

    #[inline(always)]
    fn apply(&self, g: F4, w: &mut F4, m: &mut F4, _: &mut F4) {
        let d = self.weight_decay.madd(*w, g);
        *m = self.momentum.madd(*m, d);
        let direction = if self.nesterov {
            self.momentum.madd(*m, d)
        } else {
            *m
        };
        *w = *w - self.lr * direction;
    }
}
