//! safetensors: refused, or a network that is written again and comes back the same.
#![no_main]

use libfuzzer_sys::fuzz_target;
use prunelab::files::network::read;
use prunelab::files::safetensors::{self, write_with_masks};

fuzz_target!(|bytes: &[u8]| {
    match safetensors::read("fuzz", bytes, &mut Vec::new()) {
        Ok(model) => {
            let back = read("fuzz", &write_with_masks(&model).unwrap()).unwrap();
            assert_eq!(back, model);
        }
        Err(error) => assert!(error.to_string().chars().count() <= 500, "{error}"),
    }
});
