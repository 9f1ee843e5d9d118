//! What is said of a network that was read from a file: what was converted, folded or left out on the way. The page words
//! it (`remark.network-*`).

use serde::Serialize;

/// A remark on a network that was read; texts are made by [`super::names`].
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(
    tag = "code",
    content = "params",
    rename_all = "kebab-case",
    rename_all_fields = "camelCase"
)]
pub enum Remark {
    /// Numbers were converted to float32.
    Converted {
        /// Their types.
        types: String,
    },
    /// Normalizations were folded into the layers, exactly; in a state dict with PyTorch's usual epsilon, 1e-5.
    Folded {
        /// Their names.
        names: String,
    },
    /// Parametrized weights were computed.
    Parametrized {
        /// Their names.
        names: String,
    },
    /// Masks were taken over.
    Masks {
        /// Their names.
        names: String,
    },
    /// What does not matter for the answers was left out.
    LeftOut {
        /// Its names.
        names: String,
    },
    /// A state dict does not tell its activations; ReLU was assumed.
    Relu,
    /// The final operators do not change which class is the answer, and were left out.
    Ending {
        /// The operators.
        names: String,
    },
    /// Pixels were normalized at the input; that was folded into the first layer.
    Normalized {
        /// The operators.
        names: String,
    },
    /// The inputs of layers are rounded anew for each batch, which is not taken over.
    DynamicRounding,
    /// The outputs were rounded, which is not taken over.
    OutputRounding {
        /// The node.
        node: String,
    },
    /// Weights that rounding made zero count as not pruned.
    RoundedZeros {
        /// How many.
        count: usize,
    },
}

impl Remark {
    /// Every code, for tests of the texts.
    pub const CODES: [&str; 11] = [
        "converted",
        "folded",
        "parametrized",
        "masks",
        "left-out",
        "relu",
        "ending",
        "normalized",
        "dynamic-rounding",
        "output-rounding",
        "rounded-zeros",
    ];
}
