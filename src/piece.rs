//! Pieces of a link: how numbers and choices are written and read, and what can be wrong with a piece.
//!
//! Numbers are written as JavaScript writes them, in their shortest exact form, and read strictly: digits, at most one
//! point, at most one exponent, no sign and no blank.

use crate::check::{Limit, Mismatch};
use crate::choice::Choice;
use serde::Serialize;

/// The longest piece that an error repeats, in characters.
const LONGEST: usize = 80;

/// What is wrong with which piece of a link. The page words it by its code.
#[derive(Debug, Clone, PartialEq, Serialize, thiserror::Error)]
#[serde(
    tag = "code",
    content = "params",
    rename_all = "kebab-case",
    rename_all_fields = "camelCase"
)]
pub enum LinkError {
    /// A pruning method that is not made of score, scope, rule and the fields that may follow.
    #[error("the link holds a pruning method that cannot be read: {piece}")]
    Method {
        /// The method as it stands in the link.
        piece: String,
    },
    /// A name that is none of the choices there are.
    #[error("in the link, {piece} is no {what} there is; choose one of {allowed}")]
    Choice {
        /// The name.
        piece: String,
        /// What is chosen, such as "score".
        what: String,
        /// The names there are.
        allowed: String,
    },
    /// A number that cannot be read or lies outside its range.
    #[error("the link holds {piece} where a number from {min} to {max} is needed")]
    Number {
        /// What stands in the place of the number.
        piece: String,
        /// Smallest value allowed.
        min: f64,
        /// Largest value allowed.
        max: f64,
    },
    /// A part that there is none of.
    #[error("the link has a part that is none: {piece}")]
    Part {
        /// The part.
        piece: String,
    },
    /// A part that has to be there.
    #[error("the link lacks {piece}")]
    Missing {
        /// How it begins.
        piece: String,
    },
    /// A part that stands twice.
    #[error("the link has {piece} twice")]
    Twice {
        /// How it begins.
        piece: String,
    },
    /// A data set that cannot be read.
    #[error("the link holds a data set that cannot be read: {piece}")]
    Data {
        /// The data set.
        piece: String,
    },
    /// An operation that cannot be read.
    #[error("the link holds an operation that cannot be read: {piece}")]
    Op {
        /// The operation.
        piece: String,
    },
    /// An optimiser that cannot be read.
    #[error("the link holds an optimiser that cannot be read: {piece}")]
    Optimizer {
        /// The optimiser.
        piece: String,
    },
    /// A name that is empty, too long or no text.
    #[error("the link holds a name that cannot be read: {piece}")]
    Name {
        /// The name.
        piece: String,
    },
    /// An operation that makes a network where there is one, or none where there has to be one.
    #[error("operation {index} of the link cannot stand there: {piece}")]
    Order {
        /// The operation.
        piece: String,
        /// Its place in its list, from 1.
        index: usize,
    },
    /// A link, or a list in it, that is longer than allowed.
    #[error("the link is too long: there may be {max}, but it begins with {piece}")]
    Long {
        /// How it begins.
        piece: String,
        /// The most that is allowed.
        max: usize,
    },
    /// Choices that do not go together.
    #[error("in the link, {mismatch} ({piece})")]
    Mismatch {
        /// The method as it stands in the link.
        piece: String,
        /// Which choices.
        #[serde(flatten)]
        mismatch: Mismatch,
    },
}

/// Shortens a piece to what an error repeats of it.
#[must_use]
pub fn quoted(piece: &str) -> String {
    match piece.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}\u{2026}", &piece[..end]),
        None => piece.into(),
    }
}

/// Reads a number of a range.
///
/// # Errors
/// [`LinkError::Number`].
pub fn number(piece: &str, limit: Limit) -> Result<f64, LinkError> {
    let value = is_number(piece).then(|| nearest(piece)).flatten();
    let fits = value.filter(|&value| limit.allows(value));
    fits.ok_or_else(|| LinkError::Number {
        piece: quoted(piece),
        min: limit.min,
        max: limit.max,
    })
}

/// Returns the nearest double to a number in digits.
#[cfg(not(target_arch = "wasm32"))]
fn nearest(text: &str) -> Option<f64> {
    text.parse().ok()
}

/// The same by JavaScript, which saves the module 14 KB of tables.
#[cfg(target_arch = "wasm32")]
fn nearest(text: &str) -> Option<f64> {
    Some(js_sys::Number::parse_float(text))
}

/// Whether `text` is digits with at most one point, and maybe an exponent of at most three digits.
fn is_number(text: &str) -> bool {
    let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (text, None),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let has_digits = !(whole.is_empty() && fraction.is_empty());
    let is_mantissa = has_digits && all_digits(whole) && all_digits(fraction);
    let is_exponent = |exponent: &str| {
        let digits = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
        (1..=3).contains(&digits.len()) && all_digits(digits)
    };
    is_mantissa && exponent.is_none_or(is_exponent)
}

/// Writes a number as JavaScript's `String` does: the shortest digits that give the same number again.
#[must_use]
pub fn number_text(value: f64) -> String {
    let size = value.abs();
    if size == 0.0 {
        "0".into()
    } else if (1e-6..1e21).contains(&size) {
        format!("{value}")
    } else {
        let text = format!("{value:e}");
        if size >= 1e21 {
            text.replace('e', "e+")
        } else {
            text
        }
    }
}

/// Reads a choice by its name.
///
/// # Errors
/// [`LinkError::Choice`].
pub fn choice<C: Choice>(piece: &str) -> Result<C, LinkError> {
    C::from_name(piece).ok_or_else(|| LinkError::Choice {
        piece: quoted(piece),
        what: C::WHAT.into(),
        allowed: C::names(C::ALL),
    })
}
