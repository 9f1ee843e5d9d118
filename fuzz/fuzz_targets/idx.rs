//! IDX files, plain or gzip: images and labels, parted by the first two bytes' number.
#![no_main]

use libfuzzer_sys::fuzz_target;
use prunelab::data::idx::{NamedFile, read_dataset};

fuzz_target!(|bytes: &[u8]| {
    let Some((&[low, high], rest)) = bytes.split_first_chunk::<2>() else {
        return;
    };
    let at = usize::from(u16::from_le_bytes([low, high])).min(rest.len());
    let file = |name: &str, bytes: &[u8]| NamedFile {
        name: name.into(),
        bytes: bytes.to_vec(),
    };
    let (images, labels) = rest.split_at(at);
    let files = [file("images", images), file("labels", labels)];
    let _ = read_dataset("fuzz", &files);
});
