//! What of the module is fetched only when it is needed.
//!
//! `scripts/split.mjs` takes the functions out of the module that a first visit does not call and puts them into files of
//! their own. Whoever calls one finds a short function in its place, which asks [`need_part`] for the file if it is not
//! there yet. In a module that was not split (tests), and natively, nothing of this happens.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/web/parts.js")]
extern "C" {
    #[wasm_bindgen(js_name = joinPart)]
    fn join_part(part: u32, fused: bool, exports: JsValue);
}

/// Fetches a part and joins it, at once; what stands in for its functions calls this. A part that cannot be fetched
/// throws, through all that was being done: the page starts the engine anew, as after a crash.
#[wasm_bindgen(js_name = needPart)]
pub fn need_part(part: u32) {
    join_part(part, is_fused(), wasm_bindgen::exports());
}

/// Whether this is the module with fused multiply-adds, which has parts of its own.
#[must_use]
#[wasm_bindgen(js_name = isFused)]
pub fn is_fused() -> bool {
    cfg!(target_feature = "relaxed-simd")
}
