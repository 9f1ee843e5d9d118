//! Storage formats: the first bytes are the widths, the rest is read in every format.
#![no_main]

use libfuzzer_sys::fuzz_target;
use prunelab::files::formats::{Format, same_bits};

fuzz_target!(|bytes: &[u8]| {
    let Some((widths, body)) = bytes.split_first_chunk::<3>() else {
        return;
    };
    let widths = widths.map(usize::from);
    for format in Format::all() {
        if let Ok(model) = format.read(&widths, body)
            && let Ok(again) = format.write(&model)
        {
            let back = format.read(&widths, &again).unwrap();
            assert!(same_bits(&back, &format.kept(&model)), "{format:?}");
        }
    }
});
