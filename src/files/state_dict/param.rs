//! A parameter of a network: its name, shape and numbers, and which of them are not pruned.

use crate::Error;
use crate::files::layer::Layer;
use crate::files::names;
use crate::files::refusal::Refusal;

/// A parameter.
#[derive(Debug, Clone)]
pub struct Param {
    /// Its name.
    pub name: String,
    /// Its shape.
    pub shape: Vec<usize>,
    /// Its numbers, row by row.
    pub values: Vec<f64>,
    /// Which are not pruned, where the file says so.
    pub kept: Option<Vec<bool>>,
}

impl Param {
    /// Returns the module that it belongs to, such as "model.fc1"; empty for the outermost.
    pub fn module(&self) -> &str {
        self.name.rsplit_once('.').map_or("", |(module, _)| module)
    }

    /// Returns its name within its module, such as "weight".
    pub fn leaf(&self) -> &str {
        self.name
            .rsplit_once('.')
            .map_or(&self.name, |(_, leaf)| leaf)
    }

    /// Returns whether it is a matrix of weights; biases may stand as a row.
    pub fn is_matrix(&self) -> bool {
        self.shape.len() == 2 && !self.is_row()
    }

    /// Returns whether it is a vector that stands as a row.
    fn is_row(&self) -> bool {
        self.shape.len() == 2
            && self.shape.first() == Some(&1)
            && self.leaf().starts_with(['b', 'B'])
    }

    /// Returns inputs and outputs of a matrix.
    pub fn sizes(&self) -> (usize, usize) {
        match self.shape[..] {
            [outputs, inputs] => (inputs, outputs),
            _ => (0, 0),
        }
    }

    /// Refuses it as part of something that is not supported.
    pub fn part(&self, file: &str, what: &str) -> Error {
        Refusal::NetworkPart {
            file: file.into(),
            tensor: names::short(&self.name),
            shape: names::shape(&self.shape),
            what: what.into(),
        }
        .into()
    }

    /// Returns the layer with this matrix.
    pub fn layer(&self, bias: Option<Vec<f64>>) -> Layer {
        let (inputs, outputs) = self.sizes();
        Layer {
            name: self.name.clone(),
            inputs,
            outputs,
            weights: self.values.clone(),
            bias: bias.unwrap_or_else(|| vec![0.0; outputs]),
            kept: self.kept.clone(),
        }
    }
}
