//! What a network weighs and how it gets lighter: few numbers instead of many, and storage formats whose bytes are
//! really written.

pub mod coding;
pub mod quantize;
pub mod share;
pub mod storage;
