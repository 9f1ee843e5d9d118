//! Everything that reads or writes the bytes of a network: safetensors, ONNX, our compact file and the storage formats
//! whose bytes are counted.

pub mod compact;
pub mod cursor;
pub mod describe;
pub mod formats;
pub mod network;
pub mod onnx;
pub mod safetensors;
pub mod state;
pub mod torch;
