//! Multilayer perceptrons: layers, loss, optimisers, and evaluation.

pub mod dense;
pub mod distil;
pub mod evaluate;
pub mod format_kernels;
pub mod gradient;
pub mod grouped;
pub mod init;
pub mod input_rounding;
pub mod int8;
pub mod kernels;
pub mod lanes;
pub mod loss;
pub mod mlp;
pub mod optim;
pub mod rows;
pub mod train;
pub mod walk_kernels;
