//! Tables as text.
#![no_main]

use libfuzzer_sys::fuzz_target;
use prunelab::data::idx::{NamedFile, read_dataset};

fuzz_target!(|bytes: &[u8]| {
    let file = NamedFile {
        name: "a.csv".into(),
        bytes: [b"", bytes].concat(),
    };
    if let Err(error) = read_dataset("fuzz", &[file]) {
        assert!(error.to_string().chars().count() < 500, "{error}");
    }
});
