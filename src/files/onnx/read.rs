//! Reading ONNX: multilayer perceptrons as we, PyTorch, onnxruntime and scikit-learn write them.
//!
//! From an output the nodes are walked back to the input, then taken one after another: Gemm or MatMul, with weights as
//! either factor, for a layer; Relu, also as Clip or Max, between layers; constants added, multiplied or normalized by are
//! folded in exactly; what only moves values about changes nothing; what follows the logits and does not change which class
//! is the answer is left out and said. Weights and biases are what constants make, dequantized for example. Zeros are
//! pruned, but for those that rounding made.

use super::graph::Graph;
use super::network::{Finished, Network};
use super::proto::{EXTERNAL, ModelProto};
use super::tensor::{Beside, lies_in};
use crate::files::layer;
use crate::files::names;
use crate::files::refusal::Refusal;
use crate::files::remark::Remark;
use crate::nn::mlp::Mlp;
use crate::{Error, Result};
use prost::Message;

/// The producer of our files.
pub const PRODUCER: &str = "prunelab";

/// Returns whether a file begins as ONNX files do: with the field of the IR version.
#[must_use]
pub fn is_onnx(bytes: &[u8]) -> bool {
    bytes.first() == Some(&0x08)
}

/// Returns the names of the files that weights lie in.
#[must_use]
pub fn external_files(bytes: &[u8]) -> Vec<String> {
    let graph = ModelProto::decode(bytes).ok().and_then(|model| model.graph);
    let tensors = graph.iter().flat_map(|graph| &graph.initializer);
    let external = tensors.filter(|tensor| tensor.data_location() == EXTERNAL);
    let mut names: Vec<String> = external.map(|tensor| lies_in(tensor).to_owned()).collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// Reads the bytes of `file`, with weights in files `beside` it.
///
/// # Errors
/// [`Refusal`]s that name the node or the tensor.
pub fn read(
    file: &str,
    bytes: &[u8],
    beside: Beside<'_>,
    remarks: &mut Vec<Remark>,
) -> Result<Mlp> {
    let damaged = || Refusal::NetworkDamaged {
        file: file.into(),
        kind: "ONNX".into(),
    };
    let model = ModelProto::decode(bytes).map_err(|_| damaged())?;
    // It comes last in a file, so this is where one that is cut short between two fields is noticed.
    let mut opsets = model.opset_import.iter();
    if !opsets.any(|set| matches!(set.domain(), "" | "ai.onnx")) {
        return Err(damaged().into());
    }
    let proto = model.graph.as_ref().ok_or_else(damaged)?;
    let mut graph = Graph::new(file, proto, beside);
    graph.is_ours = model.producer_name() == PRODUCER;
    let inputs = proto.input.iter().map(|value| value.name());
    let inputs: Vec<&str> = inputs.filter(|name| graph.is_dynamic(name)).collect();
    if inputs.len() != 1 {
        return Err(Refusal::NetworkInputsCount {
            file: file.into(),
            inputs: format!("{} ({})", inputs.len(), names::listed(inputs)),
        }
        .into());
    }
    let found = answers(&graph)?;
    remarks.extend(found.remarks);
    layer::network(file, &found.layers, found.roundings)
}

/// Reads every output; those that can be read must be one network.
fn answers(graph: &Graph<'_>) -> Result<Finished> {
    let mut found: Option<(&str, Finished)> = None;
    let mut refused: Option<Error> = None;
    for output in &graph.graph.output {
        match follow(graph, output.name()) {
            Ok(next) => match &found {
                Some((name, known)) if known.layers != next.layers => {
                    return Err(Refusal::NetworkOutputs {
                        file: graph.file.into(),
                        outputs: names::listed([name, output.name()]),
                    }
                    .into());
                }
                // The one with fewer operators after its logits says more.
                Some(_) => {}
                None => found = Some((output.name(), next)),
            },
            Err(error) => refused = refused.or(Some(error)),
        }
    }
    match (refused, found) {
        (Some(error), _) => Err(error),
        (None, Some((_, found))) => Ok(found),
        (None, None) => Err(graph.damaged()),
    }
}

fn follow<'a>(graph: &Graph<'a>, output: &'a str) -> Result<Finished> {
    let mut chain = graph.chain(output)?;
    let last = chain.first().map(|step| step.node);
    let mut network = Network::new(graph);
    while let Some(step) = chain.pop() {
        network.take(&step)?;
    }
    network.finish(last)
}
