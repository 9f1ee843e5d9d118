//! Checks of values from outside against their ranges. Every module may use them, as it may use [`crate::error`].
//!
//! A check names what the value says and its range, so that the page can word the error in the person's language.

use crate::{Error, Result};
use serde::Serialize;

/// The largest seed: the largest integer that a JavaScript number holds exactly, 2^53 - 1.
pub const MAX_SEED: u64 = (1 << 53) - 1;

/// The range of a number, both ends included: the same for forms, links and operations.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Limit {
    /// The smallest value.
    pub min: f64,
    /// The largest value.
    pub max: f64,
    /// Whether only integers are allowed.
    pub whole: bool,
}

/// The range of a pruning ratio, and of any other fraction.
pub const RATIO: Limit = Limit::real(0.0, 1.0);
/// The range of a seed.
pub const SEED: Limit = Limit::whole(0, MAX_SEED);

impl Limit {
    /// A range of real numbers.
    #[must_use]
    pub const fn real(min: f64, max: f64) -> Self {
        let whole = false;
        Self { min, max, whole }
    }

    /// A range of integers, at most [`MAX_SEED`].
    #[must_use]
    pub const fn whole(min: u64, max: u64) -> Self {
        Self {
            min: min as f64,
            max: max as f64,
            whole: true,
        }
    }

    /// Whether a value is allowed.
    #[must_use]
    pub fn allows(&self, value: f64) -> bool {
        (self.min..=self.max).contains(&value) && !(self.whole && value.fract() != 0.0)
    }

    /// Checks a value; `what` names it.
    ///
    /// # Errors
    /// [`Error::OutOfRange`].
    pub fn check(&self, what: &str, value: f64) -> Result<()> {
        if self.allows(value) {
            return Ok(());
        }
        Err(Error::OutOfRange {
            what: what.into(),
            value,
            min: self.min,
            max: self.max,
        })
    }
}

/// Checks that `value` lies between `min` and `max`, both included.
///
/// ```
/// use prunelab::check::within;
/// assert!(within("epochs", 10.0, 1.0, 1000.0).is_ok());
/// let error = within("epochs", f64::NAN, 1.0, 1000.0).unwrap_err();
/// assert_eq!(error.to_string(), "epochs is NaN; it must lie between 1 and 1000");
/// ```
///
/// # Errors
/// [`Error::OutOfRange`].
pub fn within(what: &str, value: f64, min: f64, max: f64) -> Result<()> {
    Limit::real(min, max).check(what, value)
}

/// Checks that `index` is the index of one of `count` items.
///
/// # Errors
/// [`Error::OutOfRange`].
pub fn below(what: &str, index: usize, count: usize) -> Result<()> {
    within(what, index as f64, 0.0, count as f64 - 1.0)
}

/// Checks that a pruning ratio lies between 0 and 1.
///
/// # Errors
/// [`Error::OutOfRange`].
pub fn check_ratio(ratio: f64) -> Result<()> {
    RATIO.check("pruning ratio", ratio)
}

/// Checks that a seed is at most [`MAX_SEED`].
///
/// # Errors
/// [`Error::OutOfRange`].
pub fn check_seed(seed: u64) -> Result<()> {
    SEED.check("seed", seed as f64)
}

/// A choice that does not go with another choice or with the network.
#[derive(Debug, Clone, PartialEq, Serialize, thiserror::Error)]
#[error("{what} {value} does not go with {with}; choose {allowed}")]
pub struct Mismatch {
    /// Which choice, such as "scope".
    pub what: String,
    /// What was chosen.
    pub value: String,
    /// What it does not go with.
    pub with: String,
    /// What can be chosen instead.
    pub allowed: String,
}

impl Mismatch {
    /// `what` is `value`, which does not go `with` something; what is `allowed` does.
    #[must_use]
    pub fn new(what: &str, value: &str, with: &str, allowed: &str) -> Self {
        Self {
            what: what.into(),
            value: value.into(),
            with: with.into(),
            allowed: allowed.into(),
        }
    }
}

impl From<Mismatch> for Error {
    fn from(mismatch: Mismatch) -> Self {
        let Mismatch {
            what,
            value,
            with,
            allowed,
        } = mismatch;
        Self::MethodMismatch {
            what,
            value,
            with,
            allowed,
        }
    }
}

/// Returns the error of a [`Mismatch`].
#[must_use]
pub fn mismatch(what: &str, value: &str, with: &str, allowed: &str) -> Error {
    Mismatch::new(what, value, with, allowed).into()
}
