//! What the page calls, as WebAssembly modules: the engine is one, what reads and writes foreign files another, each
//! made of the feature of that name. Only linking happens here, optimized for speed: how a function itself is compiled,
//! for size or for speed, is its own package's.

#[cfg(target_arch = "wasm32")]
pub use prunelab::web::*;
