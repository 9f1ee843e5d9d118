//! Why a network file is refused. Every reason has a code of its own and names the tensor or node, its value and the
//! remedy; the page words it in the person's language (`www/shell/networks/texts.*.js`).
//!
//! It becomes an [`Error::Refused`], so that modules which read no network files need not know the reasons.

use crate::error::{Error, Refused};
use serde::Serialize;
use serde_json::Value;

/// Reasons to refuse a network file; texts are made by [`super::names`].
#[derive(Debug, Clone, PartialEq, thiserror::Error, Serialize)]
#[serde(
    tag = "code",
    content = "params",
    rename_all = "kebab-case",
    rename_all_fields = "camelCase"
)]
pub enum Refusal {
    /// A file of a known kind that is cut short or damaged.
    #[error("{file} is cut short or damaged: it cannot be read as {kind}; save it again")]
    NetworkDamaged {
        /// Name of the file.
        file: String,
        /// What it was read as.
        kind: String,
    },
    /// An empty file.
    #[error("{file} is empty; save it again")]
    NetworkEmpty {
        /// Name of the file.
        file: String,
    },
    /// A file of another kind, which a line of Python turns into one that is read.
    #[error("{file} is a file of {kind}, which cannot be read here; save one that can: {line}")]
    NetworkKind {
        /// Name of the file.
        file: String,
        /// What it is.
        kind: String,
        /// The line of Python.
        line: String,
    },
    /// A file that only names another.
    #[error(
        "{file} is a Git LFS pointer, not the network itself; fetch the network first: git lfs pull"
    )]
    NetworkPointer {
        /// Name of the file.
        file: String,
    },
    /// A web page that was saved under the name of a network.
    #[error("{file} is a web page, not a network; download the network itself")]
    NetworkWebPage {
        /// Name of the file.
        file: String,
    },
    /// A pickle of objects, which only their own code can read.
    #[error(
        "{file} holds a whole pickled object ({class}); no code in files is run here; save its state dict: {line}"
    )]
    NetworkPickled {
        /// Name of the file.
        file: String,
        /// The object's class.
        class: String,
        /// The line of Python.
        line: String,
    },
    /// A state dict without a matrix.
    #[error(
        "{file} holds no matrix of weights, shape (outputs, inputs); it holds {found}; save the state dict of a network"
    )]
    NetworkNoMatrix {
        /// Name of the file.
        file: String,
        /// Names of what it holds.
        found: String,
    },
    /// A matrix whose inputs no layer gives.
    #[error(
        "{file}: {tensor} takes {inputs} inputs, but the layer before it, {before}, has {outputs} outputs; a layer is missing or of another shape"
    )]
    NetworkUnlinked {
        /// Name of the file.
        file: String,
        /// The matrix.
        tensor: String,
        /// Its inputs.
        inputs: usize,
        /// The last matrix of the chain.
        before: String,
        /// Its outputs.
        outputs: usize,
    },
    /// A matrix beside the chain.
    #[error(
        "{file}: {tensor} ({shape}) is no part of the chain {chain}: a further output or a shortcut; only one chain of linear layers is supported"
    )]
    NetworkBeside {
        /// Name of the file.
        file: String,
        /// The matrix.
        tensor: String,
        /// Its shape.
        shape: String,
        /// The matrices of the chain.
        chain: String,
    },
    /// Two chains that fit.
    #[error("{file}: {first} and {second} are two chains that both fit; save only one of them")]
    NetworkTwoChains {
        /// Name of the file.
        file: String,
        /// Matrices of one chain.
        first: String,
        /// Matrices of the other.
        second: String,
    },
    /// Layers whose order neither names nor shapes tell.
    #[error(
        "{file}: {first} and {second} have the same shape, and their names do not tell which comes first; number them, such as fc1 and fc2"
    )]
    NetworkOrder {
        /// Name of the file.
        file: String,
        /// One of them.
        first: String,
        /// The other.
        second: String,
    },
    /// A gap in the numbering of layers.
    #[error(
        "{file}: between {before} and {after} a layer is missing in the numbering; save the whole network"
    )]
    NetworkGap {
        /// Name of the file.
        file: String,
        /// The layer before the gap.
        before: String,
        /// The layer after it.
        after: String,
    },
    /// A part of a network that is no perceptron's.
    #[error(
        "{file}: {tensor} ({shape}) belongs to {what}, which is not supported; linear layers with ReLU between them and BatchNorm1d are"
    )]
    NetworkPart {
        /// Name of the file.
        file: String,
        /// The tensor.
        tensor: String,
        /// Its shape.
        shape: String,
        /// What it belongs to, such as "LayerNorm".
        what: String,
    },
    /// A tensor that belongs to no layer.
    #[error(
        "{file}: {tensor} ({shape}) belongs to no layer and may change the answers; linear layers with biases and BatchNorm1d are supported"
    )]
    NetworkLoose {
        /// Name of the file.
        file: String,
        /// The tensor.
        tensor: String,
        /// Its shape.
        shape: String,
    },
    /// Numbers of a type that is not read.
    #[error("{file}: {tensor} is stored as {dtype}; save it as float32, float16 or bfloat16")]
    NetworkType {
        /// Name of the file.
        file: String,
        /// The tensor.
        tensor: String,
        /// Its type.
        dtype: String,
    },
    /// Whole numbers without what they are multiples of.
    #[error(
        "{file}: {tensor} is stored as {dtype} without a scale; save the dequantized weights as float32"
    )]
    NetworkNoScale {
        /// Name of the file.
        file: String,
        /// The tensor.
        tensor: String,
        /// Its type.
        dtype: String,
    },
    /// A number that is not finite.
    #[error("{file}: {tensor} holds a number that is not finite as float32 at place {index}")]
    NetworkNotFinite {
        /// Name of the file.
        file: String,
        /// The tensor.
        tensor: String,
        /// Place of the first such number.
        index: usize,
    },
    /// A tensor of a shape that does not fit.
    #[error("{file}: {tensor} has shape {found}, but {expected} is needed")]
    NetworkShape {
        /// Name of the file.
        file: String,
        /// The tensor.
        tensor: String,
        /// Shape found.
        found: String,
        /// Shape needed.
        expected: String,
    },
    /// More layers than the page shows.
    #[error("{file} has {count} layers; at most {max} can be used")]
    NetworkLayers {
        /// Name of the file.
        file: String,
        /// Its layers.
        count: usize,
        /// The most that can be used.
        max: usize,
    },
    /// A layer wider than the page shows.
    #[error("{file}: {tensor} has a width of {width}; from 1 to {max} can be used")]
    NetworkWidth {
        /// Name of the file.
        file: String,
        /// The tensor.
        tensor: String,
        /// Its width.
        width: usize,
        /// The most that can be used.
        max: usize,
    },
    /// A mask that says of a weight which is there that it is pruned.
    #[error(
        "{file}: {tensor} says that {weight} is pruned, but it is {value}; multiply the weights by their masks before saving"
    )]
    NetworkMask {
        /// Name of the file.
        file: String,
        /// The mask.
        tensor: String,
        /// The weight, such as "fc1.weight[3, 400]".
        weight: String,
        /// Its value.
        value: f64,
    },
    /// Metadata of ours that cannot be read.
    #[error("{file}: its metadata {entry} cannot be read ({text}); save it again")]
    NetworkMetadata {
        /// Name of the file.
        file: String,
        /// The entry.
        entry: String,
        /// What it says.
        text: String,
    },
    /// An operator that is not supported.
    #[error(
        "{file}: node {node} is of operator {op}, which is not supported; linear layers, Relu and BatchNormalization are"
    )]
    NetworkOperator {
        /// Name of the file.
        file: String,
        /// The node.
        node: String,
        /// Its operator.
        op: String,
    },
    /// An operator in a place where it changes the answers.
    #[error(
        "{file}: node {node} ({op}) stands where it cannot be read; a network is linear layers with one Relu between two of them"
    )]
    NetworkPlace {
        /// Name of the file.
        file: String,
        /// The node.
        node: String,
        /// Its operator.
        op: String,
    },
    /// An operator with a setting that is not supported.
    #[error("{file}: node {node} ({op}) has {setting}, which is not supported")]
    NetworkSetting {
        /// Name of the file.
        file: String,
        /// The node.
        node: String,
        /// Its operator.
        op: String,
        /// The setting, such as "max = 6".
        setting: String,
    },
    /// Two branches that join.
    #[error(
        "{file}: node {node} ({op}) joins two branches, such as a shortcut; only one chain of layers is supported"
    )]
    NetworkJoin {
        /// Name of the file.
        file: String,
        /// The node.
        node: String,
        /// Its operator.
        op: String,
    },
    /// Two outputs with different answers.
    #[error("{file} has outputs with different answers, {outputs}; save it with one of them")]
    NetworkOutputs {
        /// Name of the file.
        file: String,
        /// Their names.
        outputs: String,
    },
    /// No input, or several.
    #[error("{file} has inputs {inputs}; exactly one, the images, is supported")]
    NetworkInputsCount {
        /// Name of the file.
        file: String,
        /// Their names.
        inputs: String,
    },
    /// Weights in another file that was not chosen.
    #[error("{file} keeps its weights in {needed}; choose both files together")]
    NetworkData {
        /// Name of the file.
        file: String,
        /// The other file.
        needed: String,
    },
    /// Rounded inputs that cannot be kept.
    #[error(
        "{file}: node {node} ({op}) rounds values in a way that cannot be kept; one rounding of the inputs of every layer, from zero up, is supported"
    )]
    NetworkRounding {
        /// Name of the file.
        file: String,
        /// The node.
        node: String,
        /// Its operator.
        op: String,
    },
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        let message = refusal.to_string();
        let told = serde_json::to_value(&refusal).unwrap_or_default();
        let text = |value: &Value| {
            value
                .as_str()
                .map_or_else(|| value.to_string(), str::to_owned)
        };
        let params = told.get("params").and_then(Value::as_object);
        let params = params.into_iter().flatten();
        Self::Refused(Box::new(Refused {
            code: told.get("code").map(text).unwrap_or_default(),
            params: params
                .map(|(name, value)| (name.clone(), text(value)))
                .collect(),
            message,
        }))
    }
}
