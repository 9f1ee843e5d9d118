//! Everything that reads or writes the bytes of a network: safetensors, ONNX, our compact file and the storage formats
//! whose bytes are counted.

pub mod bits;
pub mod compact;
pub mod formats;
pub mod huffman;
pub mod layouts;
pub mod network;
pub mod onnx;
pub mod safetensors;
pub mod stream;
