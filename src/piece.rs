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
    let value = is_number(piece).then(|| piece.parse().ok()).flatten();
    let fits = value.filter(|&value| limit.allows(value));
    fits.ok_or_else(|| LinkError::Number {
        piece: quoted(piece),
        min: limit.min,
        max: limit.max,
    })
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
