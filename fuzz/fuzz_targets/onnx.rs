//! ONNX: refused, or a network that is written again and comes back the same.
#![no_main]

use libfuzzer_sys::fuzz_target;
use prunelab::files::formats::same_bits;
use prunelab::files::onnx::{read, write};

fuzz_target!(|bytes: &[u8]| {
    if let Ok(model) = read("fuzz", bytes) {
        let back = read("fuzz", &write(&model)).unwrap();
        assert!(same_bits(&back, &model) && back.input_rounding() == model.input_rounding());
    }
});
