//! Sums of products for what is asked of single images: gradients, and statistics of activations.

/// Adds products up: sum (inputs, outputs) += inputs^T deltas, with inputs and deltas image by image.
pub fn add_products(inputs: &[f32], deltas: &[f32], images: usize, sum: &mut [f32]) {
    if images == 0 {
        return;
    }
    let (width, outputs) = (inputs.len() / images, deltas.len() / images);
    for (x, delta) in inputs.chunks_exact(width).zip(deltas.chunks_exact(outputs)) {
        for (&x, row) in x.iter().zip(sum.chunks_exact_mut(outputs)) {
            add_scaled(x, delta, row);
        }
    }
}

/// Adds a multiple: to += x * from; does nothing for a zero.
pub fn add_scaled(x: f32, from: &[f32], to: &mut [f32]) {
    if x != 0.0 {
        for (to, from) in to.iter_mut().zip(from) {
            *to += x * from;
        }
    }
}

/// Returns the sum of products, in eight parallel strands.
#[must_use]
pub fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut strands = [0.0; 8];
    let (a_blocks, b_blocks) = (a.chunks_exact(8), b.chunks_exact(8));
    let rest = a_blocks.remainder().iter().zip(b_blocks.remainder());
    let rest: f32 = rest.map(|(a, b)| a * b).sum();
    for (a, b) in a_blocks.zip(b_blocks) {
        for (strand, (a, b)) in strands.iter_mut().zip(a.iter().zip(b)) {
            *strand += a * b;
        }
    }
    rest + strands.iter().sum::<f32>()
}
