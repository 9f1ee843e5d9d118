//! The formats that the size of a network is the smallest of.
//!
//! They are written for every network that is measured, so they stand apart from those that are written when somebody
//! asks for them: the engine's module holds no others.

use super::layout::Layout;
use super::stream::Encoder;
use super::values::weights;
use super::{bitmask, csr};
use crate::nn::dense::Dense;
use crate::nn::mlp::Mlp;
use serde::Serialize;

/// What a network takes whatever its weights are, without Huffman coding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum SizeFormat {
    /// [`Layout::Dense`].
    Dense,
    /// [`Layout::Bitmask`].
    Bitmask,
    /// [`Layout::Csr16`].
    Csr,
}

impl SizeFormat {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Dense, Self::Bitmask, Self::Csr];

    /// Returns the layout.
    #[must_use]
    pub fn layout(self) -> Layout {
        match self {
            Self::Dense => Layout::Dense,
            Self::Bitmask => Layout::Bitmask,
            Self::Csr => Layout::Csr16,
        }
    }

    /// Writes the network.
    #[must_use]
    pub fn write(self, model: &Mlp) -> Vec<u8> {
        let mut out = Encoder::plain();
        for layer in model.layers() {
            self.write_weights(layer, &mut out);
            out.floats(layer.bias());
        }
        out.finish()
    }

    /// Writes the weights of a layer.
    pub(super) fn write_weights(self, layer: &Dense, out: &mut Encoder) {
        match self {
            Self::Dense => out.floats(&weights(layer)),
            Self::Bitmask => bitmask::write(&weights(layer), out),
            Self::Csr => csr::write(layer, 2, out),
        }
    }
}
