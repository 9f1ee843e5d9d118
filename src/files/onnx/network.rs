//! The network that the nodes of a graph make, one after another: what each does to the values that depend on the image.

use super::graph::{Graph, Step, attribute, whole};
use super::proto::NodeProto;
use super::rounding::{Quantized, Steps};
use crate::Result;
use crate::files::layer::{Affine, Layer};
use crate::files::names;
use crate::files::remark::Remark;
use crate::nn::input_rounding::InputRounding;
use std::collections::BTreeMap;

/// What the values are that the next node takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Inputs of a layer: pixels or what ReLU gave.
    Inputs,
    /// Outputs of a layer, before ReLU.
    Outputs,
    /// What is no longer logits: probabilities or a class.
    Answer,
}

/// The layers so far.
pub struct Network<'g, 'a> {
    pub(super) graph: &'g Graph<'a>,
    pub(super) layers: Vec<Layer>,
    /// What the inputs of layers are rounded to.
    pub(super) roundings: BTreeMap<usize, InputRounding>,
    pub(super) stage: Stage,
    /// What is still to be folded into the next layer.
    pub(super) pending: Affine,
    /// Whether a column is an image.
    pub(super) is_columns: bool,
    /// Rounding by QuantizeLinear that has begun.
    pub(super) quantized: Option<Quantized>,
    /// Rounding of outputs before ReLU, by which node.
    pub(super) rounded_outputs: Option<(InputRounding, String)>,
    /// Rounding by Div, Clip, Round and Mul that has begun.
    pub(super) steps: Steps,
    /// Operators that were folded in at the input, and that come after the logits.
    pub(super) normalized: Vec<String>,
    ending: Vec<String>,
    pub(super) folded: Vec<String>,
    is_dynamic: bool,
    pub(super) zeros: usize,
}

impl<'g, 'a> Network<'g, 'a> {
    /// Begins at the input.
    pub fn new(graph: &'g Graph<'a>) -> Self {
        Self {
            graph,
            layers: Vec::new(),
            roundings: BTreeMap::new(),
            stage: Stage::Inputs,
            pending: Affine::identity(),
            is_columns: false,
            quantized: None,
            rounded_outputs: None,
            steps: Steps::default(),
            normalized: Vec::new(),
            ending: Vec::new(),
            folded: Vec::new(),
            is_dynamic: false,
            zeros: 0,
        }
    }

    /// Takes the next node.
    ///
    /// # Errors
    /// [`Refusal`](crate::files::refusal::Refusal)s that name the node.
    pub fn take(&mut self, step: &Step<'_>) -> Result<()> {
        let Step { node, data } = *step;
        if self.quantized.is_some() && !matches!(node.op_type(), "DequantizeLinear" | "Identity") {
            return Err(self.graph.rounding(node));
        }
        if self.steps.take(self.graph, node, data)? {
            if let Some(rounding) = self.steps.done() {
                self.round_inputs(node, rounding)?;
            }
            return Ok(());
        }
        if self.stage == Stage::Answer {
            return self.end(node);
        }
        match node.op_type() {
            "Identity" | "Dropout" | "Flatten" | "Reshape" | "Squeeze" | "Unsqueeze" => Ok(()),
            "Cast" => self.cast(node),
            "Transpose" => self.transpose(node),
            "Gemm" | "FusedGemm" => self.gemm(node, data),
            "MatMul" | "FusedMatMul" | "MatMulInteger" => self.matmul(node, data),
            "Add" | "Sub" | "Mul" | "Div" => self.arithmetic(node, data),
            "BatchNormalization" => self.batch_normalization(node, data),
            "Scaler" => self.scaler(node),
            "Relu" => self.relu(node),
            "Clip" => self.clip(node),
            "Max" => self.max(node, data),
            "QuantizeLinear" if data == 0 => self.quantize(node),
            "DequantizeLinear" if data == 0 => self.dequantize(node),
            "DynamicQuantizeLinear" if self.stage == Stage::Inputs => {
                self.is_dynamic = true;
                Ok(())
            }
            "Softmax" | "LogSoftmax" | "ArgMax" => self.end(node),
            _ => Err(self.graph.operator(node)),
        }
    }

    /// Takes a node after the logits, which must not change which class is the answer.
    fn end(&mut self, node: &NodeProto) -> Result<()> {
        let op = node.op_type();
        let is_known = match op {
            "Softmax" | "LogSoftmax" | "ArgMax" => true,
            "Cast"
            | "Identity"
            | "Reshape"
            | "Squeeze"
            | "Unsqueeze"
            | "Flatten"
            | "ZipMap"
            | "ArrayFeatureExtractor"
            | "Gather"
            | "Normalizer" => self.stage == Stage::Answer,
            _ => false,
        };
        if !is_known {
            return Err(self.graph.operator(node));
        }
        if self.stage == Stage::Inputs {
            return Err(self.graph.place(node));
        }
        if matches!(op, "Softmax" | "LogSoftmax" | "ArgMax") {
            let default = if op == "ArgMax" { 0 } else { -1 };
            let axis = whole(node, "axis", default);
            let is_classes = if self.is_columns {
                axis == 0
            } else {
                matches!(axis, 1 | -1)
            };
            let is_vector = self.is_columns && axis == -1 && self.input_rank() == 1;
            if !is_classes && !is_vector {
                return Err(self.graph.setting(node, format!("axis = {axis}")));
            }
        }
        self.ending.push(op.into());
        self.stage = Stage::Answer;
        Ok(())
    }

    /// Returns how many dimensions the images have, batch included.
    pub(super) fn input_rank(&self) -> usize {
        let inputs = self.graph.graph.input.iter();
        let mut inputs = inputs.filter(|value| self.graph.is_dynamic(value.name()));
        let shape = inputs.next().and_then(|value| value.kind.as_ref());
        let shape = shape.and_then(|kind| kind.tensor_type.as_ref()?.shape.as_ref());
        shape.map_or(2, |shape| shape.dim.len())
    }

    /// Between floats, or from whole numbers to floats, values stay as they are.
    fn cast(&self, node: &NodeProto) -> Result<()> {
        match whole(node, "to", 1) {
            1 | 10 | 11 | 16 => Ok(()),
            to => Err(self.graph.setting(node, format!("to = {to}"))),
        }
    }

    fn transpose(&mut self, node: &NodeProto) -> Result<()> {
        let perm = attribute(node, "perm").map(|perm| perm.ints.clone());
        match perm.as_deref() {
            Some([1, 0]) => {}
            None if !self.layers.is_empty() || self.input_rank() <= 2 => {}
            _ => return Err(self.graph.setting(node, "perm".into())),
        }
        self.is_columns = !self.is_columns;
        Ok(())
    }

    /// Ends the network: its layers, roundings and what is to be said.
    pub fn finish(self, last: Option<&NodeProto>) -> Result<Finished> {
        let listed = |names: &[String]| names::listed(names.iter().map(String::as_str));
        if self.stage == Stage::Inputs || self.quantized.is_some() {
            return Err(last.map_or_else(|| self.graph.damaged(), |node| self.graph.place(node)));
        }
        let layers = self.layers.len();
        if !self.roundings.is_empty() && self.roundings.len() < layers {
            let rounds = |node: &&NodeProto| matches!(node.op_type(), "QuantizeLinear" | "Round");
            let node = self.graph.graph.node.iter().find(rounds).or(last);
            return Err(node.map_or_else(|| self.graph.damaged(), |node| self.graph.rounding(node)));
        }
        let mut remarks = Vec::new();
        if !self.normalized.is_empty() {
            let names = listed(&self.normalized);
            remarks.push(Remark::Normalized { names });
        }
        if !self.folded.is_empty() {
            let names = listed(&self.folded);
            remarks.push(Remark::Folded { names });
        }
        if self.is_dynamic {
            remarks.push(Remark::DynamicRounding);
        }
        if let Some((_, node)) = self.rounded_outputs {
            remarks.push(Remark::OutputRounding { node });
        }
        if self.zeros > 0 {
            remarks.push(Remark::RoundedZeros { count: self.zeros });
        }
        if !self.ending.is_empty() {
            let names = listed(&self.ending);
            remarks.push(Remark::Ending { names });
        }
        Ok(Finished {
            layers: self.layers,
            roundings: self.roundings.into_values().collect(),
            remarks,
        })
    }
}

/// A network that was read to its end.
pub struct Finished {
    /// Its layers.
    pub layers: Vec<Layer>,
    /// What the inputs of every layer are rounded to; empty where they are not.
    pub roundings: Vec<InputRounding>,
    /// What is to be said.
    pub remarks: Vec<Remark>,
}
