//! PNG pictures in a folder, from their first chunk on.
#![no_main]

use libfuzzer_sys::fuzz_target;
use prunelab::data::idx::{NamedFile, read_dataset};

fuzz_target!(|bytes: &[u8]| {
    let file = NamedFile {
        name: "train/3/a.png".into(),
        bytes: [b"\x89PNG\r\n\x1a\n", bytes].concat(),
    };
    if let Err(error) = read_dataset("fuzz", &[file]) {
        assert!(error.to_string().chars().count() < 500, "{error}");
    }
});
