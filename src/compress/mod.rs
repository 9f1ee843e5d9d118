//! How a network gets lighter: few numbers instead of many, and kernels that answer from a compact form.

pub mod encoding;
pub mod inference;
pub mod int8;
pub mod quantize;
pub mod scheme;
pub mod sharing;
pub mod unfit;
