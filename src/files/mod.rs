//! Everything that reads or writes the bytes of a network: safetensors, ONNX, our compact file and the storage formats
//! whose bytes are counted.

pub mod compact;
pub mod cursor;
pub mod describe;
pub mod foreign;
pub mod formats;
pub mod layer;
pub mod names;
pub mod network;
pub mod number;
pub mod onnx;
pub mod pixels;
pub mod pytorch;
pub mod quantized;
pub mod refusal;
pub mod remark;
pub mod safetensors;
pub mod state;
pub mod state_dict;
pub mod torch;
