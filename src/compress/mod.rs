//! What a network weighs and how it gets lighter: few numbers instead of many, and storage formats whose bytes are
//! really written.

pub mod bits;
pub mod coding;
pub mod compact;
pub mod formats;
pub mod huffman;
pub mod inference;
pub mod int8;
pub mod layouts;
pub mod onnx;
pub mod quantize;
pub mod share;
pub mod storage;
pub mod stream;
