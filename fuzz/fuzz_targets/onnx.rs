//! ONNX: refused, or a network that is written again and comes back the same. The file is also the one
//! beside it that weights may lie in.
#![no_main]

use libfuzzer_sys::fuzz_target;
use prunelab::files::formats::same_bits;
use prunelab::files::onnx::{read, write};

fuzz_target!(|bytes: &[u8]| {
    let beside = [("model.onnx.data", bytes)];
    match read("fuzz", bytes, &beside, &mut Vec::new()) {
        Ok(model) => {
            let back = read("fuzz", &write(&model), &[], &mut Vec::new()).unwrap();
            assert!(same_bits(&back, &model) && back.input_rounding() == model.input_rounding());
        }
        Err(error) => assert!(error.to_string().chars().count() <= 500, "{error}"),
    }
});
