//! safetensors: refused, or a network that is written again and comes back the same.
#![no_main]

use libfuzzer_sys::fuzz_target;
use prunelab::files::safetensors::{read, write_with_masks};

fuzz_target!(|bytes: &[u8]| {
    if let Ok(model) = read("fuzz", bytes) {
        let back = read("fuzz", &write_with_masks(&model).unwrap()).unwrap();
        assert_eq!(back, model);
    }
});
