//! State dicts: tensors by name, as safetensors files and PyTorch's checkpoints hold them.
//!
//! Structure decides, not names: the matrices (outputs, inputs) must form one chain from the pixels to the classes
//! (`chain`). Biases belong to them by name or length (`vectors`), batch normalizations are folded in (`norms`),
//! parametrized weights are computed (`params`). What may change the answers and cannot be kept is refused by name; what
//! cannot (a training's state) is left out, which is said.

mod chain;
mod entries;
mod entry;
mod norms;
mod param;
mod params;
mod pattern;
mod read;
mod vectors;

pub use entry::{Entry, is_aside};
pub use read::read;
