//! Softmax cross-entropy: loss_i = log sum_k exp(z_ik) - z_iy, averaged over the batch.
//!
//! Its gradient at the logits is (softmax(z_i) - onehot(y_i)) / batch. The exponential and logarithm are
//! the `libm` crate's, so that native and wasm give the same bits.

/// The index of the largest logit; the first of equals, as in PyTorch's `argmax` on the CPU.
#[must_use]
pub fn argmax(logits: &[f32]) -> u8 {
    let mut best = 0;
    for (k, &z) in logits.iter().enumerate() {
        if z > logits[best] {
            best = k;
        }
    }
    best as u8
}

/// The largest of `logits`, -infinity of none. Not `f32::max`, for which wasm has no instruction.
fn top(logits: &[f32]) -> f32 {
    let higher = |top: f32, &z: &f32| if z > top { z } else { top };
    logits.iter().fold(f32::NEG_INFINITY, higher)
}

/// Loss of one image with label `y`.
#[must_use]
pub fn cross_entropy(logits: &[f32], y: usize) -> f32 {
    let top = top(logits);
    let sum: f32 = logits.iter().map(|&z| libm::expf(z - top)).sum();
    libm::logf(sum) + top - logits[y]
}

/// Turns logits z into exp(z - top); their largest, `top`, and the sum of what they became.
pub fn exponentials(logits: &mut [f32]) -> (f32, f32) {
    let top = top(logits);
    let mut sum = 0.0;
    for z in logits {
        *z = libm::expf(*z - top);
        sum += *z;
    }
    (top, sum)
}

/// Turns logits into probabilities: p_k = exp(z_k - top) / sum_j exp(z_j - top).
pub fn softmax(logits: &mut [f32]) {
    let (_, sum) = exponentials(logits);
    logits.iter_mut().for_each(|p| *p /= sum);
}

/// Returns the probabilities of the classes. The class of the largest logit has the largest of them, the first of equals,
/// also where rounding makes others as large.
#[must_use]
pub fn probabilities(logits: &[f32]) -> Vec<f32> {
    let mut p = logits.to_vec();
    softmax(&mut p);
    let class = argmax(logits);
    if argmax(&p) != class {
        let most = &mut p[usize::from(class)];
        *most = most.next_up();
    }
    p
}

/// Turns logits (images, `width`; the first `classes` of each row count) into the gradient of the mean
/// loss in place and returns that mean.
pub fn backward(logits: &mut [f32], width: usize, classes: usize, labels: &[u8]) -> f32 {
    let share = 1.0 / labels.len() as f32;
    let mut total = 0.0f64;
    for (row, &label) in logits.chunks_exact_mut(width).zip(labels) {
        let (row, padding) = row.split_at_mut(classes);
        padding.fill(0.0);
        let target = row[usize::from(label)];
        let (top, sum) = exponentials(row);
        let target = target - top;
        total += f64::from(libm::logf(sum) - target);
        let scale = share / sum;
        for z in row.iter_mut() {
            *z *= scale;
        }
        row[usize::from(label)] -= share;
    }
    (total * f64::from(share)) as f32
}
