//! Checkpoints of PyTorch and pickles: refused, or a network that is written again and comes back the same. Bytes that are
//! no zip archive are put into one as its pickle.
#![no_main]

use libfuzzer_sys::fuzz_target;
use prunelab::files::network::read;
use prunelab::files::pytorch;
use prunelab::files::safetensors::write_with_masks;
use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

fuzz_target!(|bytes: &[u8]| {
    let archive;
    let file = if pytorch::is_archive(bytes) {
        bytes
    } else {
        archive = archived(bytes);
        &archive
    };
    match pytorch::read("fuzz", file, &mut Vec::new()) {
        Ok(model) => {
            let back = read("fuzz", &write_with_masks(&model).unwrap()).unwrap();
            assert_eq!(back, model);
        }
        Err(error) => assert!(error.to_string().chars().count() <= 500, "{error}"),
    }
});

/// A checkpoint with this pickle, and as its only storage the same bytes.
fn archived(bytes: &[u8]) -> Vec<u8> {
    let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for name in ["a/data.pkl", "a/data/0"] {
        zip.start_file(name, options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}
