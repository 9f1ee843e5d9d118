//! Checkpoints of PyTorch (`.pt`, `.pth`, `.ckpt`): a zip archive with a pickle, `data.pkl`, and the bytes of every storage,
//! `data/0` and so on.
//!
//! The pickle is read as data: no name in it is ever called (`machine`). What it says of tensors is understood by a closed
//! list of names (`tensors`); every other object is opaque and left out, and if the network is such an object, the file is
//! refused.

mod archive;
mod machine;
mod operands;
mod pickle;
mod read;
mod tensors;

pub use read::{is_archive, read};
