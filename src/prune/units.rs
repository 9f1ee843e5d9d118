//! Prunable units of a network: single weights, and hidden neurons with the weights into and out of them. That a network
//! is a chain of dense layers is known here; scores and orders see units.
//!
//! Units come in groups: the weights of every layer, or the neurons of every hidden layer. A weight's index in its group
//! is input * outputs + output.

use super::shape::ShapeKind;
use crate::nn::dense::Dense;
use crate::nn::mlp::Mlp;

/// Values of every unit: `values[group][unit]`.
pub type Values<T> = Vec<Vec<T>>;

/// Returns how many units each group has in a network of these widths, from inputs to classes.
#[must_use]
pub fn counts(kind: ShapeKind, sizes: &[usize]) -> Vec<usize> {
    match kind {
        ShapeKind::Weights | ShapeKind::Groups => {
            sizes.windows(2).map(|pair| pair[0] * pair[1]).collect()
        }
        ShapeKind::Neurons => {
            let hidden = 1..sizes.len().saturating_sub(1).max(1);
            sizes.get(hidden).unwrap_or(&[]).to_vec()
        }
    }
}

/// A hidden neuron.
#[derive(Debug, Clone, Copy)]
pub struct Neuron<'a> {
    /// Its hidden layer, from 0.
    pub layer: usize,
    /// Its index in the layer.
    pub index: usize,
    into: &'a Dense,
    out: &'a Dense,
}

impl<'a> Neuron<'a> {
    /// The weights into it.
    pub fn incoming(&self) -> impl Iterator<Item = f64> + use<'a> {
        let weights = self.into.weights();
        weights
            .column(self.index)
            .to_vec()
            .into_iter()
            .map(f64::from)
    }

    /// The weights out of it.
    pub fn outgoing(&self) -> impl Iterator<Item = f64> + use<'a> {
        let weights = self.out.weights();
        weights.row(self.index).to_vec().into_iter().map(f64::from)
    }

    /// Of values of every weight, `values[layer][input * outputs + output]`, those of the weights out of it.
    #[must_use]
    pub fn of_outgoing<'v>(&self, values: &'v Values<f64>) -> &'v [f64] {
        let outputs = self.out.outputs();
        &values[self.layer + 1][self.index * outputs..(self.index + 1) * outputs]
    }

    /// Whether any of its weights remains.
    #[must_use]
    pub fn is_kept(&self) -> bool {
        (0..self.into.inputs()).any(|input| self.into.is_kept(input, self.index))
            || (0..self.out.outputs()).any(|output| self.out.is_kept(self.index, output))
    }
}

/// Returns the neurons of every hidden layer.
pub fn neurons(model: &Mlp) -> impl Iterator<Item = Vec<Neuron<'_>>> {
    let pairs = model.layers().windows(2).enumerate();
    pairs.map(|(layer, pair)| {
        let neuron = |index| Neuron {
            layer,
            index,
            into: &pair[0],
            out: &pair[1],
        };
        (0..pair[0].outputs()).map(neuron).collect()
    })
}

/// Returns, for every weight of a layer of (inputs, outputs), the smaller of the values of the two neurons it connects.
/// `of_hidden` returns the values of a hidden layer's neurons; network inputs and classes have the value `outer`.
pub fn least_of_ends(
    layer: usize,
    (inputs, outputs): (usize, usize),
    hidden_layers: usize,
    outer: u32,
    of_hidden: impl Fn(usize) -> Vec<u32>,
) -> Vec<u32> {
    let from = match layer.checked_sub(1) {
        Some(before) => of_hidden(before),
        None => vec![outer; inputs],
    };
    let to = if layer < hidden_layers {
        of_hidden(layer)
    } else {
        vec![outer; outputs]
    };
    let row = |&from: &u32| to.iter().map(move |&to| from.min(to));
    from.iter().flat_map(row).collect()
}

/// Combines every weight with a value of its own.
#[must_use]
pub fn by_weight(model: &Mlp, values: &Values<f64>, f: impl Fn(f64, f64) -> f64) -> Values<f32> {
    let layers = model.layers().iter().zip(values);
    let combined = |(layer, values): (&Dense, &Vec<f64>)| {
        let pairs = layer.weights().into_iter().zip(values);
        pairs
            .map(|(&w, &value)| f(f64::from(w), value) as f32)
            .collect()
    };
    layers.map(combined).collect()
}

/// Combines every weight with a value of its input, `values[layer][input]`.
#[must_use]
pub fn by_input(model: &Mlp, values: &Values<f64>, f: impl Fn(f64, f64) -> f64) -> Values<f32> {
    let layers = model.layers().iter().zip(values);
    let combined = |(layer, values): (&Dense, &Vec<f64>)| {
        let mut combined = Vec::with_capacity(layer.len());
        for (row, &value) in layer.weights().rows().into_iter().zip(values) {
            combined.extend(row.iter().map(|&w| f(f64::from(w), value) as f32));
        }
        combined
    };
    layers.map(combined).collect()
}

/// Scores every hidden neuron by `score`.
#[must_use]
pub fn by_neuron(model: &Mlp, score: impl Fn(&Neuron<'_>) -> f64) -> Values<f32> {
    let layers = neurons(model);
    layers
        .map(|layer| layer.iter().map(|neuron| score(neuron) as f32).collect())
        .collect()
}

/// Returns the 2-norm of some values.
#[must_use]
pub fn norm(values: impl Iterator<Item = f64>) -> f64 {
    values.map(|v| v * v).sum::<f64>().sqrt()
}
