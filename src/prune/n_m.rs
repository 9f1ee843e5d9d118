//! N:M: of every M consecutive inputs of an output the N with the highest scores stay (Mishra et al. 2021,
//! arXiv:2104.08378, for 2:4). Of equals the later ones stay. What is left over at the end of the inputs stays whole.

use crate::nn::dense::Dense;

/// Which weights of a layer go, `[input * outputs + output]`; `scores` are in the same order. What was pruned before
/// is gone already and counts among the M - N that go.
#[must_use]
pub fn gone(layer: &Dense, scores: &[f32], keep: u8, of: u8) -> Vec<bool> {
    let (inputs, outputs) = (layer.inputs(), layer.outputs());
    let (keep, of) = (usize::from(keep), usize::from(of));
    let mut gone = vec![false; inputs * outputs];
    let mut group: Vec<usize> = Vec::with_capacity(of);
    for output in 0..outputs {
        for from in (0..inputs - inputs % of).step_by(of) {
            group.clear();
            group.extend(from..from + of);
            group.sort_by(|&a, &b| {
                let kept = |input| layer.is_kept(input, output);
                let score = |input: usize| scores[input * outputs + output];
                kept(a).cmp(&kept(b)).then(score(a).total_cmp(&score(b)))
            });
            for &input in &group[..of - keep] {
                gone[input * outputs + output] = true;
            }
        }
    }
    for (index, gone) in gone.iter_mut().enumerate() {
        *gone |= !layer.is_kept(index / outputs, index % outputs);
    }
    gone
}
