//! The page's description file is that of the crate.

#[path = "../../examples/common/description.rs"]
mod made;

#[test]
fn the_page_knows_what_the_crate_describes() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/www/description.js");
    let known = std::fs::read_to_string(file).unwrap_or_default();
    assert!(
        known == made::javascript(),
        "www/description.js is out of date: run `make describe`"
    );
}
