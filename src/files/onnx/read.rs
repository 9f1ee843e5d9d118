//! Reading ONNX: multilayer perceptrons as we and PyTorch write them.
//!
//! From the graph's output the nodes are walked back to its input: Gemm, or MatMul and Add, for a layer; Relu between
//! layers; Flatten or Reshape before the first; Identity and Dropout, which change nothing; for inputs that are rounded
//! ([`crate::nn::input_rounding`]) QuantizeLinear and DequantizeLinear with a zero point of 0, or Div, Clip, Round and
//! Mul. Weights and biases are initialisers or Constants, as they are, transposed or dequantized. Zeros are pruned.

use super::proto::{
    Attribute, EXTERNAL, FLOAT, GraphProto, INT8, ModelProto, NodeProto, TensorProto, UINT8,
};
use crate::data::dataset::MAX_PIXELS;
use crate::files::cursor::floats;
use crate::nn::dense::Dense;
use crate::nn::input_rounding::InputRounding;
use crate::nn::mlp::{MAX_LAYERS, MAX_UNITS, Mlp};
use crate::{Error, Result};
use prost::Message;
use std::collections::BTreeMap;

/// The most nodes on the way from output to input.
const MAX_STEPS: usize = 64;
/// The most operators on the way from an initialiser to where it is used.
const MAX_DEPTH: usize = 4;

/// Returns whether a file begins as ONNX files do: with the field of the IR version.
#[must_use]
pub fn is_onnx(bytes: &[u8]) -> bool {
    bytes.first() == Some(&0x08)
}

/// Reads the bytes of `file`.
///
/// # Errors
/// [`Error::Onnx`], [`Error::OnnxNode`], [`Error::CheckpointShape`], [`Error::CheckpointNotFinite`].
pub fn read(file: &str, bytes: &[u8]) -> Result<Mlp> {
    let broken = |reason: String| Error::Onnx {
        file: file.into(),
        reason,
    };
    let model = ModelProto::decode(bytes).map_err(|e| broken(e.to_string()))?;
    // It comes last in a file, so this is where one that is cut short between two fields is noticed.
    let mut opsets = model.opset_import.iter();
    if !opsets.any(|set| matches!(set.domain(), "" | "ai.onnx")) {
        return Err(broken("it names no opset; it may be cut short".into()));
    }
    let graph = model
        .graph
        .ok_or_else(|| broken("it has no graph".into()))?;
    let graph = Graph::new(file, &graph);
    let mut chain = graph.chain()?;
    let mut network = Network::default();
    while let Some(node) = chain.pop() {
        network.add(&graph, node)?;
    }
    network.finish(&graph)
}

/// A tensor's numbers, row by row.
struct Tensor {
    dims: Vec<usize>,
    values: Vec<f32>,
}

/// The graph by the names of its values.
struct Graph<'a> {
    file: &'a str,
    graph: &'a GraphProto,
    makers: BTreeMap<&'a str, &'a NodeProto>,
    tensors: BTreeMap<&'a str, &'a TensorProto>,
}

impl<'a> Graph<'a> {
    fn new(file: &'a str, graph: &'a GraphProto) -> Self {
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

    fn broken(&self, reason: String) -> Error {
        Error::Onnx {
            file: self.file.into(),
            reason,
        }
    }

    fn refuse(&self, node: &NodeProto, reason: &str) -> Error {
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
    fn chain(&self) -> Result<Vec<&'a NodeProto>> {
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

    fn is_constant(&self, name: &str, depth: usize) -> bool {
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
    fn constant(&self, node: &NodeProto, at: usize) -> Result<Tensor> {
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

fn attribute<'a>(node: &'a NodeProto, name: &str) -> Option<&'a Attribute> {
    node.attribute.iter().find(|a| a.name() == name)
}

/// What came last on the way from input to output.
#[derive(Default, PartialEq)]
enum Last {
    /// What a layer may read.
    #[default]
    Inputs,
    /// A product without a bias.
    Product,
    /// A layer.
    Layer,
}

/// The network as far as it is read.
#[derive(Default)]
struct Network {
    layers: Vec<Dense>,
    last: Last,
    /// Of every layer that has them, the levels of its inputs.
    roundings: BTreeMap<usize, InputRounding>,
    /// What is known of rounding that has begun: scale, top, and again top once it is a whole number.
    rounding: Vec<f32>,
}

impl Network {
    fn add(&mut self, graph: &Graph<'_>, node: &NodeProto) -> Result<()> {
        let at = self.layers.len();
        match node.op_type() {
            "Identity" | "Dropout" => Ok(()),
            "Flatten" | "Reshape" if at == 0 => Ok(()),
            "Gemm" | "MatMul" => self.product(graph, node),
            "Add" if self.last == Last::Product => {
                let first = node.input.first();
                let of = usize::from(first.is_some_and(|name| !graph.is_constant(name, 0)));
                let bias = graph.constant(node, of)?;
                self.last = Last::Layer;
                self.bias(graph, node, &bias)
            }
            "Relu" if self.last != Last::Inputs => {
                self.last = Last::Inputs;
                Ok(())
            }
            "QuantizeLinear" if self.takes_inputs() && !self.roundings.contains_key(&at) => {
                let rounding = self.rounding(graph, node)?;
                self.roundings.insert(at, rounding);
                Ok(())
            }
            "Div" | "Clip" | "Round" | "Mul"
                if self.last == Last::Inputs && !self.roundings.contains_key(&at) =>
            {
                self.round(graph, node)
            }
            "DequantizeLinear" if self.roundings.contains_key(&at) => Ok(()),
            "Softmax" | "LogSoftmax" => Err(graph.refuse(node, "save the network without it")),
            _ => Err(graph.refuse(
                node,
                "layers are Gemm, or MatMul and Add, with one Relu between them",
            )),
        }
    }

    /// Reads levels of a byte with a zero point of 0; inputs are not negative.
    fn rounding(&self, graph: &Graph<'_>, node: &NodeProto) -> Result<InputRounding> {
        let scale = graph.constant(node, 1)?;
        let (top, zeros): (u8, Vec<f32>) = match node.input.get(2).filter(|name| !name.is_empty()) {
            None => (255, vec![0.0]),
            Some(name) => {
                let tensor = graph.tensors.get(name.as_str());
                let is_signed = tensor.is_some_and(|tensor| tensor.data_type() == INT8);
                let zeros = graph.constant(node, 2)?.values;
                (if is_signed { 127 } else { 255 }, zeros)
            }
        };
        let ([scale], [0.0]) = (&scale.values[..], &zeros[..]) else {
            return Err(graph.refuse(node, "inputs need one scale and a zero point of 0"));
        };
        InputRounding::from_file(*scale, top.into())
            .ok_or_else(|| graph.refuse(node, "its scale must be positive"))
    }

    /// Takes one of the four steps of rounding, which must stand in this order.
    fn round(&mut self, graph: &Graph<'_>, node: &NodeProto) -> Result<()> {
        let number = |at: usize| match graph.constant(node, at)?.values[..] {
            [value] => Ok(value),
            _ => Err(graph.refuse(node, "one number for all inputs is needed")),
        };
        let has_floor = node.input.get(1).is_some_and(|name| !name.is_empty());
        match (node.op_type(), &self.rounding[..]) {
            ("Div", []) => self.rounding.push(number(1)?),
            ("Clip", [_]) if !has_floor || number(1)? == 0.0 => self.rounding.push(number(2)?),
            ("Round", [_, top]) => self.rounding.push(*top),
            ("Mul", [scale, top, _]) if number(1)? == *scale && top.fract() == 0.0 => {
                let rounding = InputRounding::from_file(*scale, *top as u16);
                let no =
                    || graph.refuse(node, "its scale must be positive, the Clip from 1 to 255");
                self.roundings
                    .insert(self.layers.len(), rounding.ok_or_else(no)?);
                self.rounding.clear();
            }
            _ => {
                let reason = "inputs are rounded by Div, Clip from 0, Round and Mul, in this order";
                return Err(graph.refuse(node, reason));
            }
        }
        Ok(())
    }

    /// Returns whether a layer, or what rounds its inputs, can come next.
    fn takes_inputs(&self) -> bool {
        self.last == Last::Inputs && self.rounding.is_empty()
    }

    fn product(&mut self, graph: &Graph<'_>, node: &NodeProto) -> Result<()> {
        let is_gemm = node.op_type() == "Gemm";
        let whole = |name: &str| attribute(node, name).and_then(|a| a.i).unwrap_or(0);
        let factor = |name: &str| attribute(node, name).and_then(|a| a.f).unwrap_or(1.0);
        if !self.takes_inputs() {
            return Err(graph.refuse(node, "between two layers there must be one Relu"));
        }
        if is_gemm && (whole("transA") != 0 || factor("alpha") != 1.0 || factor("beta") != 1.0) {
            return Err(graph.refuse(node, "transA must be 0, alpha and beta 1"));
        }
        let weights = graph.constant(node, 1)?;
        let by_outputs = is_gemm && whole("transB") != 0;
        let before = self.layers.last().map(Dense::outputs);
        let most = before.map_or(MAX_PIXELS, |_| MAX_UNITS);
        let found = match weights.dims[..] {
            [outputs, inputs] if by_outputs => Some((inputs, outputs)),
            [inputs, outputs] => Some((inputs, outputs)),
            _ => None,
        };
        let fits = |&(inputs, outputs): &(usize, usize)| {
            let is_next = before.is_none_or(|before| before == inputs);
            is_next && (1..=most).contains(&inputs) && (1..=MAX_UNITS).contains(&outputs)
        };
        let (inputs, outputs) = found.filter(fits).ok_or_else(|| {
            let inputs = before.map_or(format!("1-{most}"), |n| n.to_string());
            Error::CheckpointShape {
                file: graph.file.into(),
                tensor: node.input.get(1).cloned().unwrap_or_default(),
                found: format!("{:?}", weights.dims),
                expected: if by_outputs {
                    format!("[1-{MAX_UNITS}, {inputs}]")
                } else {
                    format!("[{inputs}, 1-{MAX_UNITS}]")
                },
            }
        })?;
        if self.layers.len() == MAX_LAYERS {
            return Err(graph.broken(format!("it has more than {MAX_LAYERS} layers")));
        }
        let mut layer = Dense::zeros(inputs, outputs);
        let (row, column) = if by_outputs {
            (1, inputs)
        } else {
            (outputs, 1)
        };
        layer.fill(|i, o| weights.values[i * row + o * column], |_| 0.0);
        layer.mask_zeros();
        self.layers.push(layer);
        self.last = Last::Product;
        if is_gemm && node.input.get(2).is_some_and(|name| !name.is_empty()) {
            self.last = Last::Layer;
            self.bias(graph, node, &graph.constant(node, 2)?)?;
        }
        Ok(())
    }

    fn bias(&mut self, graph: &Graph<'_>, node: &NodeProto, bias: &Tensor) -> Result<()> {
        let Some(layer) = self.layers.last_mut() else {
            return Err(graph.refuse(node, "a bias before the first layer"));
        };
        if bias.values.len() != layer.outputs() {
            return Err(graph.refuse(node, "a bias of every output is needed"));
        }
        for (output, &value) in bias.values.iter().enumerate() {
            layer.set_bias(output, value);
        }
        Ok(())
    }

    fn finish(self, graph: &Graph<'_>) -> Result<Mlp> {
        let layers = self.layers.len();
        if layers == 0 || self.last == Last::Inputs {
            return Err(graph.broken("it does not end with a layer".into()));
        }
        let roundings: Vec<InputRounding> = self.roundings.into_values().collect();
        if !roundings.is_empty() && roundings.len() < layers {
            let reason = "the inputs of some layers are rounded, not of all";
            return Err(graph.broken(reason.into()));
        }
        let mut model = Mlp::from_layers(self.layers);
        model.set_input_rounding(roundings);
        Ok(model)
    }
}
