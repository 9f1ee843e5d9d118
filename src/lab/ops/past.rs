//! What an experiment remembers so that weights can come back: how the network began, how its first training began,
//! and what the weights that are pruned would be.
//!
//! The value of a pruned weight, should it be restored, is the one it had just before it was pruned. Rewinding,
//! drawing anew and shuffling give every weight a new value, the pruned ones too: from then on it is that one.
//! Forgetting the mask forgets these values. Likewise the bias of a neuron that was pruned with all its weights.

use super::Op;
use crate::nn::init::Rng;
use crate::nn::mlp::Mlp;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The memory that goes with a network. Its parts are shared between the states of one experiment.
#[derive(Debug, Clone, PartialEq)]
pub struct Past {
    /// The network as the first operation made it; what its inputs are rounded to is not remembered.
    pub start: Arc<Mlp>,
    /// How the first training began, once there was one.
    pub first: Option<Arc<First>>,
    /// Of every layer, what is pruned would be; `None` where nothing is.
    pub cut: Option<Arc<Vec<CutLayer>>>,
}

/// The first training: doing `op` again on this network with this generator gives the same bits.
#[derive(Debug, Clone, PartialEq)]
pub struct First {
    /// What was done.
    pub op: Op,
    /// The network before it, mask included.
    pub model: Arc<Mlp>,
    /// The generator before it.
    pub rng: Rng,
}

/// What the pruned weights and biases of a layer would be; 0 for those that are there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CutLayer {
    /// (inputs, outputs), row by row.
    pub weights: Vec<f32>,
    /// (outputs).
    pub bias: Vec<f32>,
}

impl Past {
    /// Of a network that was just made.
    #[must_use]
    pub fn new(model: &Mlp) -> Self {
        let mut start = model.clone();
        start.set_input_rounding(Vec::new());
        Self {
            start: Arc::new(start),
            first: None,
            cut: None,
        }
    }

    /// Returns what is pruned of every layer would be.
    #[must_use]
    pub fn cut_of(&self, model: &Mlp) -> Vec<CutLayer> {
        let known = self.cut.as_ref();
        known.map_or_else(|| nothing(model), |cut| cut.to_vec())
    }

    /// Notes how the first training begins; later ones are not noted.
    pub fn begin_training(&mut self, op: &Op, model: &Mlp, rng: &Rng) -> bool {
        if self.first.is_some() {
            return false;
        }
        let same = *self.start == *model;
        let model = if same {
            self.start.clone()
        } else {
            Arc::new(model.clone())
        };
        self.first = Some(Arc::new(First {
            op: op.clone(),
            model,
            rng: rng.clone(),
        }));
        true
    }

    /// Notes what went between two networks, one the other pruned, and forgets what came back.
    pub fn note_cut(&mut self, before: &Mlp, after: &Mlp) {
        let cut = Arc::make_mut(self.cut.get_or_insert_with(|| Arc::new(nothing(before))));
        for ((cut, before), after) in cut.iter_mut().zip(before.layers()).zip(after.layers()) {
            for (index, w) in before.weights().indexed_iter() {
                let there = &mut cut.weights[index.0 * before.outputs() + index.1];
                match (
                    before.is_kept(index.0, index.1),
                    after.is_kept(index.0, index.1),
                ) {
                    (true, false) => *there = *w,
                    (false, true) => *there = 0.0,
                    _ => {}
                }
            }
            for (o, bias) in cut.bias.iter_mut().enumerate() {
                if after.bias()[o] == 0.0 && before.bias()[o] != 0.0 {
                    *bias = before.bias()[o];
                }
            }
        }
    }
}

/// No layer lacks anything.
fn nothing(model: &Mlp) -> Vec<CutLayer> {
    let layer = |layer: &crate::nn::dense::Dense| CutLayer {
        weights: vec![0.0; layer.len()],
        bias: vec![0.0; layer.outputs()],
    };
    model.layers().iter().map(layer).collect()
}

/// Gives every weight of `model` that is not pruned, and every bias, the value it has in `source`; the bias of a
/// hidden neuron all of whose weights are pruned stays zero.
pub fn take_weights(model: &mut Mlp, past: &mut Past, source: &Mlp) {
    let is_masked = model.layers().iter().any(|layer| layer.mask().is_some());
    let mut cut = nothing(model);
    for (l, (from, cut)) in source.layers().iter().zip(&mut cut).enumerate() {
        let gone: Vec<bool> = (0..from.outputs()).map(|o| is_gone(model, l, o)).collect();
        let layer = &mut model.layers_mut()[l];
        let weights = from.weights();
        layer.assign(|i, o| weights[[i, o]]);
        for (index, w) in weights.indexed_iter() {
            if !layer.is_kept(index.0, index.1) {
                cut.weights[index.0 * from.outputs() + index.1] = *w;
            }
        }
        for (o, gone) in gone.into_iter().enumerate() {
            let bias = from.bias()[o];
            layer.set_bias(o, if gone { 0.0 } else { bias });
            cut.bias[o] = if gone { bias } else { 0.0 };
        }
    }
    past.cut = is_masked.then(|| Arc::new(cut));
}

/// Whether a hidden neuron has lost all its weights.
fn is_gone(model: &Mlp, layer: usize, neuron: usize) -> bool {
    let into = &model.layers()[layer];
    model.layers().get(layer + 1).is_some_and(|out| {
        (0..into.inputs()).all(|i| !into.is_kept(i, neuron))
            && (0..out.outputs()).all(|k| !out.is_kept(neuron, k))
    })
}
