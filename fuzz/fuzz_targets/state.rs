//! Hand-over between engines. Mark and checksum are made right, or nothing behind them would ever be reached.
#![no_main]

use libfuzzer_sys::fuzz_target;
use prunelab::lab::handover::Handover;

fuzz_target!(|bytes: &[u8]| {
    let _ = Handover::decode(bytes, None);
    let mut packed = b"prunelb4".to_vec();
    packed.extend(crc32fast::hash(bytes).to_le_bytes());
    packed.extend(bytes);
    if let Ok(taken) = Handover::decode(&packed, None) {
        let again = taken.encode().unwrap();
        assert_eq!(
            Handover::decode(&again, None).unwrap().encode().unwrap(),
            again
        );
    }
});
