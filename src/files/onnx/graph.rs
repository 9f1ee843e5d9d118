//! The graph of an ONNX file by the names of its values: which depend on the image, and the chain of nodes from the input
//! to an output.

use super::proto::{Attribute, GraphProto, NodeProto, TensorProto};
use super::tensor::Beside;
use crate::files::names;
use crate::files::refusal::Refusal;
use crate::{Error, Result};
use std::collections::{BTreeMap, BTreeSet};

/// The most times that all nodes are gone through.
const MAX_PASSES: usize = 16;
/// The most nodes on the way from output to input.
const MAX_STEPS: usize = 256;

/// A node on the way, and which of its inputs is the way.
pub struct Step<'a> {
    /// The node.
    pub node: &'a NodeProto,
    /// The number of the input that depends on the image.
    pub data: usize,
}

/// The graph by the names of its values.
pub struct Graph<'a> {
    /// Name of the file.
    pub file: &'a str,
    /// Files that were chosen together with it.
    pub beside: Beside<'a>,
    /// Whether we wrote it, so that its notes say which zeros are not pruned.
    pub is_ours: bool,
    /// The graph itself.
    pub graph: &'a GraphProto,
    /// The node that makes each value.
    pub makers: BTreeMap<&'a str, &'a NodeProto>,
    /// Initializers by name.
    pub tensors: BTreeMap<&'a str, &'a TensorProto>,
    /// Values that depend on the image.
    dynamic: BTreeSet<&'a str>,
}

impl<'a> Graph<'a> {
    /// Looks at a graph.
    pub fn new(file: &'a str, graph: &'a GraphProto, beside: Beside<'a>) -> Self {
        let makers = graph.node.iter().flat_map(|node| {
            let outputs = node.output.iter().filter(|output| !output.is_empty());
            outputs.map(move |output| (output.as_str(), node))
        });
        let tensors = graph.initializer.iter();
        let mut all = Self {
            file,
            beside,
            is_ours: false,
            graph,
            makers: makers.collect(),
            tensors: tensors.map(|t| (t.name(), t)).collect(),
            dynamic: BTreeSet::new(),
        };
        all.dynamic = all.find_dynamic();
        all
    }

    /// Values depend on the image when they are made of one that does, but not of its shape alone; the step and zero that
    /// DynamicQuantizeLinear finds count as constants.
    fn find_dynamic(&self) -> BTreeSet<&'a str> {
        let inputs = self.graph.input.iter().map(|value| value.name());
        let inputs = inputs.filter(|name| !self.tensors.contains_key(name));
        let mut dynamic: BTreeSet<&str> = inputs.collect();
        // Once, where the nodes stand in the order in which they are computed, as they must.
        for _ in 0..MAX_PASSES {
            let before = dynamic.len();
            for node in &self.graph.node {
                let depends = node
                    .input
                    .iter()
                    .any(|name| dynamic.contains(name.as_str()));
                if !depends || matches!(node.op_type(), "Shape" | "Size") {
                    continue;
                }
                let most = match node.op_type() {
                    "DynamicQuantizeLinear" => 1,
                    _ => node.output.len(),
                };
                let outputs = node.output.iter().take(most);
                dynamic.extend(outputs.map(String::as_str));
            }
            if dynamic.len() == before {
                break;
            }
        }
        dynamic
    }

    /// Returns whether a value depends on the image.
    pub fn is_dynamic(&self, name: &str) -> bool {
        self.dynamic.contains(name)
    }

    /// Returns the name of a node for messages.
    pub fn name_of(&self, node: &NodeProto) -> String {
        let output = node.output.first().map_or("", String::as_str);
        names::short(match node.name() {
            "" => output,
            name => name,
        })
    }

    /// Refuses a node for its operator.
    pub fn operator(&self, node: &NodeProto) -> Error {
        let (file, node, op) = self.about(node);
        Refusal::NetworkOperator { file, node, op }.into()
    }

    /// Refuses a node for where it stands.
    pub fn place(&self, node: &NodeProto) -> Error {
        let (file, node, op) = self.about(node);
        Refusal::NetworkPlace { file, node, op }.into()
    }

    /// Refuses a node for a setting.
    pub fn setting(&self, node: &NodeProto, setting: String) -> Error {
        let (file, node, op) = self.about(node);
        let setting = names::short(&setting);
        Refusal::NetworkSetting {
            file,
            node,
            op,
            setting,
        }
        .into()
    }

    /// Refuses a node for how it rounds.
    pub fn rounding(&self, node: &NodeProto) -> Error {
        let (file, node, op) = self.about(node);
        Refusal::NetworkRounding { file, node, op }.into()
    }

    fn about(&self, node: &NodeProto) -> (String, String, String) {
        let op = names::short(node.op_type());
        (self.file.into(), self.name_of(node), op)
    }

    /// Says that the file is cut short.
    pub fn damaged(&self) -> Error {
        Refusal::NetworkDamaged {
            file: self.file.into(),
            kind: "ONNX".into(),
        }
        .into()
    }

    /// Collects the nodes from an output back to the input.
    pub fn chain(&self, output: &'a str) -> Result<Vec<Step<'a>>> {
        let mut chain = Vec::new();
        let mut at = output;
        while let Some(&node) = self.makers.get(at) {
            let inputs = node.input.iter().enumerate();
            let mut data = inputs.filter(|(_, name)| self.is_dynamic(name));
            let found = data.next().ok_or_else(|| self.place(node))?;
            if data.next().is_some() {
                let (file, node, op) = self.about(node);
                return Err(Refusal::NetworkJoin { file, node, op }.into());
            }
            if chain.len() == MAX_STEPS {
                return Err(self.place(node));
            }
            chain.push(Step {
                node,
                data: found.0,
            });
            at = found.1;
        }
        let is_input = self.graph.input.iter().any(|value| value.name() == at);
        if !is_input || !self.is_dynamic(at) {
            return Err(self.damaged());
        }
        Ok(chain)
    }
}

/// Finds an attribute of a node.
pub fn attribute<'a>(node: &'a NodeProto, name: &str) -> Option<&'a Attribute> {
    node.attribute.iter().find(|a| a.name() == name)
}

/// Returns a whole number among the attributes of a node.
pub fn whole(node: &NodeProto, name: &str, default: i64) -> i64 {
    attribute(node, name).and_then(|a| a.i).unwrap_or(default)
}

/// Returns a number among the attributes of a node.
pub fn real(node: &NodeProto, name: &str, default: f64) -> f64 {
    attribute(node, name)
        .and_then(|a| a.f)
        .map_or(default, f64::from)
}

/// Returns the name of an input that is there.
pub fn input(node: &NodeProto, at: usize) -> Option<&str> {
    let name = node.input.get(at).map(String::as_str);
    name.filter(|name| !name.is_empty())
}
