//! Multilayer perceptrons: layers, loss, optimisers, and evaluation.

pub mod dense;
pub mod distil;
pub mod evaluate;
pub mod gradient;
pub mod grouped;
pub mod init;
pub mod input_rounding;
pub mod loss;
pub mod mlp;
pub mod optim;
pub mod train;
