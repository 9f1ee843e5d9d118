//! The reference experiment gives the stored bits, natively; `web_engine.rs` asks the same of the browser.
//!
//! After a deliberate change of arithmetic, or of the built-in digits, the new line is in the failure's message.

use crate::common::reference;
#[test]
fn the_reference_experiment_gives_the_stored_bits() {
    assert_eq!(reference::run(64), reference::EXPECTED.trim());
}

#[test]
fn and_gives_them_however_it_is_cut() {
    assert_eq!(reference::run(1), reference::run(7));
}

#[test]
fn training_on_few_values_gives_the_stored_bits() {
    assert_eq!(
        reference::run_compressed(64),
        reference::EXPECTED_COMPRESSED.trim()
    );
    assert_eq!(
        reference::run_compressed(3),
        reference::EXPECTED_COMPRESSED.trim()
    );
}
