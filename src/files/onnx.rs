//! Networks as ONNX files (opset 17, IR version 8), for onnxruntime and all that reads ONNX, and back.
//!
//! The graph takes `image` (n, pixels), values from 0 to 1, and gives `logits` (n, classes): Gemm with PyTorch's
//! weights (outputs, inputs) and a bias, Relu between layers. In INT8 the inputs of every layer pass a QuantizeLinear
//! and a DequantizeLinear, and its weights are whole numbers with a DequantizeLinear along the outputs (QDQ): the same
//! levels as [`crate::compress::inference`] computes with.
//!
//! The form is that of onnx.proto, <https://github.com/onnx/onnx/blob/main/onnx/onnx.proto>; operators as in
//! <https://onnx.ai/onnx/operators/>.

mod constant;
mod elementwise;
mod graph;
mod network;
mod product;
mod proto;
mod quantize;
mod read;
mod rounding;
mod tensor;
mod write;

pub use read::{external_files, is_onnx, read};
pub use tensor::Beside;
pub use write::{write, write_int8};
