//! safetensors: refused, or a network that is written again and comes back the same.
#![no_main]

use libfuzzer_sys::fuzz_target;
use prunelab::files::safetensors::{export_with_masks, import};

fuzz_target!(|bytes: &[u8]| {
    if let Ok(model) = import("fuzz", bytes) {
        let back = import("fuzz", &export_with_masks(&model).unwrap()).unwrap();
        assert_eq!(back, model);
    }
});
