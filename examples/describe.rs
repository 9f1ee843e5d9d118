//! Prints what the page has to know of operations, methods, recipes and files: `www/description.js`.

#[path = "common/description.rs"]
mod description;

fn main() {
    print!("{}", description::javascript());
}
