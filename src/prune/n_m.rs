//! N:M: of every M consecutive inputs of an output the N with the highest scores remain (Mishra et al. 2021,
//! arXiv:2104.08378, for 2:4). Of equals the later ones remain. Inputs left over at the end, fewer than M, all remain.

use crate::nn::dense::Dense;

/// Returns which weights of a layer are pruned, `[input * outputs + output]`; `scores` are in the same order. What was
/// pruned before is pruned again and counts among the M - N of its group.
#[must_use]
pub fn pruned(layer: &Dense, scores: &[f32], keep: u8, of: u8) -> Vec<bool> {
    let (inputs, outputs) = (layer.inputs(), layer.outputs());
    let (keep, of) = (usize::from(keep), usize::from(of));
    let mut pruned = vec![false; inputs * outputs];
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
                pruned[input * outputs + output] = true;
            }
        }
    }
    for (index, pruned) in pruned.iter_mut().enumerate() {
        *pruned |= !layer.is_kept(index / outputs, index % outputs);
    }
    pruned
}
