//! The graph of an ONNX file by the names of its values: the chain of nodes from input to output, and constants as
//! numbers, as they are, transposed or dequantized.

use super::proto::{Attribute, EXTERNAL, FLOAT, GraphProto, INT8, NodeProto, TensorProto, UINT8};
use crate::files::cursor::floats;
use crate::{Error, Result};
use std::collections::BTreeMap;

/// The most nodes on the way from output to input.
const MAX_STEPS: usize = 64;
/// The most operators on the way from an initialiser to where it is used.
const MAX_DEPTH: usize = 4;

/// A tensor's numbers, row by row.
pub(super) struct Tensor {
    pub(super) dims: Vec<usize>,
    pub(super) values: Vec<f32>,
}

/// The graph by the names of its values.
pub(super) struct Graph<'a> {
    pub(super) file: &'a str,
    graph: &'a GraphProto,
    makers: BTreeMap<&'a str, &'a NodeProto>,
    pub(super) tensors: BTreeMap<&'a str, &'a TensorProto>,
}

impl<'a> Graph<'a> {
    pub(super) fn new(file: &'a str, graph: &'a GraphProto) -> Self {
        let makers = graph.node.iter().flat_map(|node| {
            let outputs = node.output.iter();
            outputs.map(move |output| (output.as_str(), node))
        });
        let tensors = graph.initializer.iter();
        Self {
            file,
            graph,
            makers: makers.collect(),
            tensors: tensors.map(|t| (t.name(), t)).collect(),
        }
    }

    pub(super) fn broken(&self, reason: String) -> Error {
        Error::Onnx {
            file: self.file.into(),
            reason,
        }
    }

    pub(super) fn refuse(&self, node: &NodeProto, reason: &str) -> Error {
        let output = node.output.first();
        Error::OnnxNode {
            file: self.file.into(),
            node: match node.name() {
                "" => output.cloned().unwrap_or_default(),
                name => name.into(),
            },
            op: node.op_type().into(),
            reason: reason.into(),
        }
    }

    /// Collects the nodes from the last to the first.
    pub(super) fn chain(&self) -> Result<Vec<&'a NodeProto>> {
        let inputs = self.graph.input.iter().map(|value| value.name());
        let inputs: Vec<&str> = inputs
            .filter(|name| !self.tensors.contains_key(name))
            .collect();
        let ([input], [output]) = (&inputs[..], &self.graph.output[..]) else {
            let (inputs, outputs) = (inputs.len(), self.graph.output.len());
            return Err(self.broken(format!(
                "it has {inputs} inputs and {outputs} outputs; one of each is needed"
            )));
        };
        let mut chain = Vec::new();
        let mut at = output.name();
        while at != *input {
            let node = self.makers.get(at).copied();
            let node =
                node.ok_or_else(|| self.broken(format!("nothing in it makes the value {at:?}")))?;
            if chain.len() == MAX_STEPS {
                return Err(self.broken(format!(
                    "it has more than {MAX_STEPS} operators one after another"
                )));
            }
            chain.push(node);
            let mut from = node.input.iter().map(String::as_str);
            // Of an Add either may be the bias.
            let data = match node.op_type() {
                "Add" => from.find(|name| !self.is_constant(name, 0)),
                _ => from.next(),
            };
            at = data.ok_or_else(|| self.refuse(node, "it depends on no image"))?;
        }
        Ok(chain)
    }

    pub(super) fn is_constant(&self, name: &str, depth: usize) -> bool {
        let made = || match self.makers.get(name) {
            Some(node) if node.op_type() == "Constant" => true,
            Some(node) if depth < MAX_DEPTH => {
                let first = node.input.first();
                first.is_some_and(|first| self.is_constant(first, depth + 1))
            }
            _ => false,
        };
        self.tensors.contains_key(name) || made()
    }

    /// Evaluates input number `at` of a node, which must not depend on the image.
    pub(super) fn constant(&self, node: &NodeProto, at: usize) -> Result<Tensor> {
        match node.input.get(at).filter(|name| !name.is_empty()) {
            Some(name) => self.evaluate(name, 0),
            None => Err(self.refuse(node, "an input is missing")),
        }
    }

    fn evaluate(&self, name: &str, depth: usize) -> Result<Tensor> {
        if let Some(tensor) = self.tensors.get(name) {
            return self.numbers(name, tensor);
        }
        let node = self.makers.get(name).copied();
        let node = node.filter(|_| depth < MAX_DEPTH).ok_or_else(|| {
            self.broken(format!("{name:?} is needed as weights and is no constant"))
        })?;
        let input = |at: usize| match node.input.get(at).filter(|name| !name.is_empty()) {
            Some(name) => self.evaluate(name, depth + 1).map(Some),
            None => Ok(None),
        };
        let needed = |at| input(at)?.ok_or_else(|| self.refuse(node, "an input is missing"));
        match node.op_type() {
            "Constant" => match attribute(node, "value").and_then(|a| a.t.as_ref()) {
                Some(tensor) => self.numbers(name, tensor),
                None => Err(self.refuse(node, "its value must be a tensor")),
            },
            "Identity" => needed(0),
            "Transpose" => {
                let tensor = needed(0)?;
                let &[rows, columns] = &tensor.dims[..] else {
                    return Err(self.refuse(node, "only matrices are transposed here"));
                };
                if attribute(node, "perm").is_some_and(|perm| perm.ints != [1, 0]) {
                    return Ok(tensor);
                }
                let places = (0..columns).flat_map(|c| (0..rows).map(move |r| r * columns + c));
                Ok(Tensor {
                    dims: vec![columns, rows],
                    values: places.map(|at| tensor.values[at]).collect(),
                })
            }
            "DequantizeLinear" => {
                let (q, scale, zero) = (needed(0)?, needed(1)?, input(2)?);
                let axis = attribute(node, "axis").and_then(|a| a.i).unwrap_or(1);
                self.dequantized(node, q, &scale, zero.as_ref(), axis)
            }
            _ => Err(self.refuse(node, "weights must be constants")),
        }
    }

    /// Computes s (q - z), one s and z for all or for every place along `axis`.
    fn dequantized(
        &self,
        node: &NodeProto,
        mut q: Tensor,
        scale: &Tensor,
        zero: Option<&Tensor>,
        axis: i64,
    ) -> Result<Tensor> {
        let axis = if axis < 0 {
            axis + q.dims.len() as i64
        } else {
            axis
        };
        let (many, stride) = match usize::try_from(axis).ok().filter(|&a| a < q.dims.len()) {
            Some(axis) => (q.dims[axis], q.dims[axis + 1..].iter().product()),
            None => (1, 1),
        };
        let many = if scale.values.len() == 1 { 1 } else { many };
        let fits = |tensor: &Tensor| tensor.values.len() == many;
        if !fits(scale) || !zero.is_none_or(fits) {
            return Err(self.refuse(node, "a scale for all weights or for each output is needed"));
        }
        for (at, q) in q.values.iter_mut().enumerate() {
            let unit = at / stride.max(1) % many.max(1);
            let zero = zero.map_or(0.0, |zero| zero.values[unit]);
            // A pruned weight is a zero without a sign.
            *q = (*q - zero) * scale.values[unit] + 0.0;
            if !q.is_finite() {
                return Err(self.refuse(node, "its scales are too large"));
            }
        }
        Ok(q)
    }

    fn numbers(&self, name: &str, tensor: &TensorProto) -> Result<Tensor> {
        if tensor.data_location() == EXTERNAL {
            return Err(self.broken(format!(
                "{name} lies in another file; save the network with external_data=False"
            )));
        }
        let dims = tensor.dims.iter().map(|&d| usize::try_from(d).ok());
        let dims: Option<Vec<usize>> = dims.collect();
        let count = |dims: &Vec<usize>| dims.iter().try_fold(1usize, |n, &d| n.checked_mul(d));
        let values: Vec<f32> = match (&tensor.raw_data, tensor.data_type()) {
            (Some(raw), FLOAT) if raw.len().is_multiple_of(4) => floats(raw).collect(),
            (None, FLOAT) => tensor.float_data.clone(),
            (Some(raw), INT8) => raw.iter().map(|&b| f32::from(b as i8)).collect(),
            (Some(raw), UINT8) => raw.iter().map(|&b| f32::from(b)).collect(),
            (None, INT8 | UINT8) => tensor.int32_data.iter().map(|&q| q as f32).collect(),
            (_, other) => {
                return Err(self.broken(format!(
                    "{name} is stored as data type {other}; save it as float32 (1), uint8 (2) or int8 (3)"
                )));
            }
        };
        let fits = dims.filter(|dims| count(dims) == Some(values.len()));
        let dims = fits.ok_or_else(|| {
            let (found, dims) = (values.len(), &tensor.dims);
            self.broken(format!("{name} has {found} numbers, not those of {dims:?}"))
        })?;
        match values.iter().position(|value| !value.is_finite()) {
            Some(index) => Err(Error::CheckpointNotFinite {
                file: self.file.into(),
                tensor: name.into(),
                index,
            }),
            None => Ok(Tensor { dims, values }),
        }
    }
}

/// Finds an attribute of a node.
pub(super) fn attribute<'a>(node: &'a NodeProto, name: &str) -> Option<&'a Attribute> {
    node.attribute.iter().find(|a| a.name() == name)
}
