//! What can be wrong with a chart's input. Codes and field names are part of the page's contract, as
//! in `src/error.rs`.

use serde::Serialize;

/// Why a chart could not be drawn.
#[derive(Debug, Clone, PartialEq, thiserror::Error, Serialize)]
#[serde(
    tag = "code",
    content = "params",
    rename_all = "kebab-case",
    rename_all_fields = "camelCase"
)]
pub enum ChartError {
    /// The spec does not have the agreed shape.
    #[error("this chart's description cannot be read: {reason}")]
    ChartSpec {
        /// What the parser says.
        reason: String,
    },
    /// A number that cannot be drawn.
    #[error("{what} is {value}; it must lie between {min} and {max}")]
    ChartNumber {
        /// What the number says, such as `points[3].accuracy`.
        what: String,
        /// The number, as text since it may be NaN.
        value: String,
        /// Smallest value allowed.
        min: f64,
        /// Largest value allowed.
        max: f64,
    },
    /// Two lists that must be equally long are not.
    #[error("{first} has {first_len} items but {second} has {second_len}")]
    ChartLengths {
        /// Name of one list.
        first: String,
        /// Its length.
        first_len: usize,
        /// Name of the other.
        second: String,
        /// Its length.
        second_len: usize,
    },
    /// A series without a value.
    #[error("{what} has no items; leave the series out")]
    ChartEmpty {
        /// Name of the list.
        what: String,
    },
    /// No room for axes and a plot.
    #[error("{width} x {height} pixels are too few for this chart")]
    ChartTooSmall {
        /// Width in device pixels.
        width: u32,
        /// Height in device pixels.
        height: u32,
    },
    /// The canvas gives no 2D context.
    #[error("this canvas cannot be drawn on: it gives no 2D context")]
    ChartNoCanvas {},
    /// The backend failed.
    #[error("drawing failed: {reason}")]
    ChartBackend {
        /// What the backend says.
        reason: String,
    },
}

/// Passes `value` on if it is a finite number from `min` to `max`.
///
/// # Errors
/// [`ChartError::ChartNumber`] naming the number by `what`.
pub fn check_number(
    what: impl Fn() -> String,
    value: f64,
    min: f64,
    max: f64,
) -> Result<f64, ChartError> {
    if value.is_finite() && (min..=max).contains(&value) {
        Ok(value)
    } else {
        Err(ChartError::ChartNumber {
            what: what(),
            value: value.to_string(),
            min,
            max,
        })
    }
}
