//! Command-line options whose values are the names of a choice.

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use prunelab::choice::Choice;

/// Reads a choice by its name, the old one included, and lists all names in the help.
pub fn named<C: Choice + Send + Sync>() -> impl TypedValueParser<Value = C> {
    let value = |choice: &C| PossibleValue::new(choice.name()).aliases(choice.old_name());
    let names: Vec<PossibleValue> = C::ALL.iter().map(value).collect();
    PossibleValuesParser::new(names)
        .try_map(|name| C::from_name(&name).ok_or_else(|| format!("no {} {name}", C::WHAT)))
}
