//! Checks of values from outside against their ranges: used by every module, like [`crate::error`].

use crate::{Error, Result};

/// The error of a choice that does not go with another.
#[must_use]
pub fn mismatch(what: &str, value: &str, with: &str, allowed: &str) -> Error {
    Error::MethodMismatch {
        what: what.into(),
        value: value.into(),
        with: with.into(),
        allowed: allowed.into(),
    }
}

/// Checks that a pruning ratio lies between 0 and 1.
///
/// # Errors
/// [`Error::OutOfRange`] otherwise.
pub fn check_ratio(ratio: f64) -> Result<()> {
    within("pruning ratio", ratio, 0.0, 1.0)
}

/// Checks a number against its range.
///
/// # Errors
/// [`Error::OutOfRange`].
pub fn within(what: &str, value: f64, min: f64, max: f64) -> Result<()> {
    if (min..=max).contains(&value) {
        return Ok(());
    }
    Err(Error::OutOfRange {
        what: what.into(),
        value,
        min,
        max,
    })
}
