//! Everything the page calls, as one WebAssembly module. Only linking happens here, optimized for speed: how a function
//! itself is compiled, for size or for speed, is its own package's.

#[cfg(target_arch = "wasm32")]
pub use prunelab::web::*;
