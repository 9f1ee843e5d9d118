//! Our compact file. The checksum is made right, or nothing behind it would ever be reached.
#![no_main]

use libfuzzer_sys::fuzz_target;
use prunelab::files::compact::{read, write};
use prunelab::files::formats::same_bits;

fuzz_target!(|bytes: &[u8]| {
    let _ = read("fuzz", bytes);
    let mut file = b"PRNL\x01".to_vec();
    file.extend(bytes);
    file.extend(crc32fast::hash(&file).to_le_bytes());
    if let Ok(model) = read("fuzz", &file) {
        let again = write(&model);
        let back = read("fuzz", &again).unwrap();
        assert!(same_bits(&back, &model) && back.input_rounding() == model.input_rounding());
    }
});
