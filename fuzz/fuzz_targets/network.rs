//! Any file under any name: refused in few words, or read.
#![no_main]

use libfuzzer_sys::fuzz_target;
use prunelab::files::network::open;

fuzz_target!(|input: (String, Vec<u8>)| {
    let (name, bytes) = input;
    if let Err(error) = open(&name, &bytes, &[(&name, &bytes)]) {
        assert!(error.to_string().chars().count() <= 500, "{error}");
    }
});
