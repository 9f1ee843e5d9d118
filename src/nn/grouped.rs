//! Training of shared weights: every weight of a group has one value, its centroid, and only that learns.
//!
//! With weights w_i = c_k(i), the loss's gradient at a centroid is the sum over its group (Han, Mao & Dally 2016,
//! arXiv:1510.00149, equation 3): dL/dc_k = sum over i with k(i) = k of dL/dw_i. Who belongs to which group is held,
//! zeros stay zero, biases are trained as usual. Centroids and biases of a layer are one row of parameters, which the
//! optimiser treats as the weights of a layer with a single input of 1.

use super::dense::Dense;
use super::mlp::Mlp;
use super::optim::{Optimizer, State};
use super::train::Trainer;
use crate::data::dataset::Split;
use prunelab_kernels::dense::padded;
use prunelab_kernels::lanes::Floats;
use prunelab_kernels::rows::{Columns, Rows};

/// The group of a weight that has none: it is zero.
const NONE: u16 = u16::MAX;

/// Centroids, groups and optimiser during training.
#[derive(Debug, Clone)]
pub struct GroupTrainer {
    trainer: Trainer,
    state: State,
    layers: Vec<Groups>,
    /// A single input of 1.
    one: Columns,
}

/// The groups of one layer.
#[derive(Debug, Clone)]
struct Groups {
    /// Of every weight, (inputs, outputs).
    group: Vec<u16>,
    centroids: usize,
    /// (1, centroids and then biases).
    table: Dense,
    /// The gradient at the table, one padded row.
    gradient: Floats,
    sums: Vec<f64>,
}

impl GroupTrainer {
    /// Makes a trainer with a fresh optimiser: weights of a layer that are equal and not zero are a group.
    #[must_use]
    pub fn new(model: &Mlp, optimizer: Optimizer) -> Self {
        let layers: Vec<Groups> = model.layers().iter().map(Groups::new).collect();
        let tables: Vec<Dense> = layers.iter().map(|groups| groups.table.clone()).collect();
        let mut input = Rows::default();
        input.clear(1);
        input.push(&[0], &[1.0]);
        let mut one = Columns::default();
        one.assign(&input);
        Self {
            trainer: Trainer::new(model, optimizer),
            state: State::new(optimizer, &tables),
            layers,
            one,
        }
    }

    /// Takes one optimiser step on the images `batch` of `split` and returns their mean loss before it.
    /// When that loss is not finite the network is left as it was.
    pub fn step(&mut self, model: &mut Mlp, split: &Split, batch: &[u32]) -> f32 {
        let load = |images: &mut Rows, labels: &mut Vec<u8>| {
            Trainer::load(split, batch, images, labels);
        };
        self.step_on(model, load)
    }

    /// Takes the same step on a batch that `load` writes: inputs, and one label a row.
    pub fn step_on(&mut self, model: &mut Mlp, load: impl FnOnce(&mut Rows, &mut Vec<u8>)) -> f32 {
        let loss = self.trainer.gradients_on(model, load);
        if loss.is_finite() {
            self.state.begin_step();
            let layers = self.layers.iter_mut().zip(model.layers_mut());
            for (l, (groups, layer)) in layers.enumerate() {
                let (inputs, delta) = self.trainer.gradients_of(l);
                groups.sum(layer, inputs, delta);
                self.state
                    .descend(l, &mut groups.table, &self.one, &groups.gradient);
                groups.write(layer);
            }
        }
        loss
    }

    /// Returns the centroids of a layer, in ascending order of their first values.
    pub fn centroids(&self, layer: usize) -> &[f32] {
        let groups = &self.layers[layer];
        &groups.table.padded_weights()[..groups.centroids]
    }
}

impl Groups {
    fn new(layer: &Dense) -> Self {
        let mut values: Vec<f32> = layer.weights().iter().copied().collect();
        values.retain(|&w| w != 0.0);
        values.sort_unstable_by(f32::total_cmp);
        values.dedup();
        let group = |&w: &f32| {
            let place = values.binary_search_by(|value| value.total_cmp(&w));
            place.map_or(NONE, |place| place as u16)
        };
        let group = layer.weights().iter().map(group).collect();
        let (centroids, biases) = (values.len(), layer.bias());
        let mut table = Dense::zeros(1, centroids + biases.len());
        let value = |at: usize| values.get(at).copied();
        table.fill(
            |_, at| value(at).unwrap_or_else(|| biases[at - centroids]),
            |_| 0.0,
        );
        Self {
            group,
            centroids,
            gradient: Floats::zeros(padded(centroids + biases.len())),
            sums: vec![0.0; centroids],
            table,
        }
    }

    /// Adds the batch's gradients up by group: dL/dW(i, o) = sum over images of input(i) delta(o).
    fn sum(&mut self, layer: &Dense, inputs: &Columns, delta: &[f32]) {
        let (outputs, width) = (layer.outputs(), layer.width());
        self.sums.fill(0.0);
        let mut row = vec![0.0; outputs];
        for (c, group) in self.group.chunks_exact(outputs).enumerate() {
            if group.iter().all(|&k| k == NONE) {
                continue;
            }
            add_up(inputs, c, delta, width, &mut row);
            for (&k, &g) in group.iter().zip(&row) {
                if let Some(sum) = self.sums.get_mut(usize::from(k)) {
                    *sum += f64::from(g);
                }
            }
        }
        for (to, &sum) in self.gradient.iter_mut().zip(&self.sums) {
            *to = sum as f32;
        }
        // The column after the last input holds a 1 for every image: the biases' input.
        add_up(inputs, layer.inputs(), delta, width, &mut row);
        self.gradient[self.centroids..self.centroids + outputs].copy_from_slice(&row);
    }

    /// Gives every weight the value of its centroid, and the layer its biases.
    fn write(&self, layer: &mut Dense) {
        let (outputs, table) = (layer.outputs(), self.table.padded_weights());
        layer.assign(|i, o| {
            let k = usize::from(self.group[i * outputs + o]);
            if k < self.centroids { table[k] } else { 0.0 }
        });
        for o in 0..outputs {
            layer.set_bias(o, table[self.centroids + o]);
        }
    }
}

/// Returns the gradient of one input's fan-out.
fn add_up(inputs: &Columns, column: usize, delta: &[f32], width: usize, row: &mut [f32]) {
    row.fill(0.0);
    for entry in inputs.column(column) {
        let delta = &delta[entry.row as usize * width..][..row.len()];
        for (sum, &d) in row.iter_mut().zip(delta) {
            *sum += entry.value * d;
        }
    }
}
