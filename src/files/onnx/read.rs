//! Reading ONNX: multilayer perceptrons as we and PyTorch write them.
//!
//! From the graph's output the nodes are walked back to its input: Gemm, or MatMul and Add, for a layer; Relu between
//! layers; Flatten or Reshape before the first; Identity and Dropout, which change nothing; for inputs that are rounded
//! ([`crate::nn::input_rounding`]) QuantizeLinear and DequantizeLinear with a zero point of 0, or Div, Clip, Round and
//! Mul. Weights and biases are initialisers or Constants, as they are, transposed or dequantized. Zeros are pruned.

use super::graph::{Graph, Tensor, attribute};
use super::proto::{INT8, ModelProto, NodeProto};
use crate::data::dataset::MAX_PIXELS;
use crate::nn::dense::Dense;
use crate::nn::input_rounding::InputRounding;
use crate::nn::mlp::{MAX_LAYERS, MAX_UNITS, Mlp};
use crate::{Error, Result};
use prost::Message;
use std::collections::BTreeMap;

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
