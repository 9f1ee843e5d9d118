//! How values are spread along an axis, and what they are.
//!
//! A [`Scale`] maps a value to its place, in which the axis is even: `v`, `sqrt v`, `ln v`, `ln(1 + v)`, or
//! `-ln(1 - v)` for accuracies, where equal steps divide the error by equal factors.

use crate::choice::Choice;

/// The smallest number that has a place on a logarithmic axis: with room on both sides.
const SMALLEST: f64 = 1e-300;

/// How values are spread along an axis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Scale {
    /// Equal steps, equal lengths.
    #[default]
    Linear,
    /// Square root of the value: small counts stay visible beside large ones. Begins at 0.
    Sqrt,
    /// Logarithm of the value, which is positive.
    Log,
    /// Logarithm of 1 + the value: counts from 0 on.
    LogCount,
    /// Minus the logarithm of 1 - the value: accuracies, by their errors.
    LogError,
}

impl Choice for Scale {
    const WHAT: &'static str = "scale";
    const ALL: &'static [Self] = &[
        Self::Linear,
        Self::Sqrt,
        Self::Log,
        Self::LogCount,
        Self::LogError,
    ];

    fn name(&self) -> &'static str {
        match self {
            Self::Linear => "linear",
            Self::Sqrt => "sqrt",
            Self::Log => "log",
            Self::LogCount => "logCount",
            Self::LogError => "logError",
        }
    }
}

/// What the numbers of an axis are, which decides how they are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Unit {
    /// Numbers as they are.
    #[default]
    Number,
    /// Fractions, written in percent (without the sign: the title has it).
    Percent,
    /// Bytes, written in B, kB, MB and so on.
    Bytes,
}

impl Choice for Unit {
    const WHAT: &'static str = "unit";
    const ALL: &'static [Self] = &[Self::Number, Self::Percent, Self::Bytes];

    fn name(&self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Percent => "percent",
            Self::Bytes => "bytes",
        }
    }
}

impl Unit {
    /// What a written number is multiplied by.
    #[must_use]
    pub fn factor(self) -> f64 {
        match self {
            Self::Number | Self::Bytes => 1.0,
            Self::Percent => 100.0,
        }
    }
}

impl Scale {
    /// Where a value stands; values that have no place stand at the nearest one that does.
    #[must_use]
    pub fn place(self, value: f64) -> f64 {
        match self {
            Self::Linear => value,
            Self::Sqrt => value.max(0.0).sqrt(),
            Self::Log => value.max(SMALLEST).ln(),
            Self::LogCount => (1.0 + value.max(0.0)).ln(),
            Self::LogError => -(1.0 - value).max(SMALLEST).ln(),
        }
    }

    /// The value at a place.
    #[must_use]
    pub fn value(self, place: f64) -> f64 {
        match self {
            Self::Linear => place,
            Self::Sqrt => place * place,
            Self::Log => place.exp(),
            Self::LogCount => place.exp() - 1.0,
            Self::LogError => 1.0 - (-place).exp(),
        }
    }

    /// The values that have a place, smallest and largest.
    #[must_use]
    pub fn domain(self) -> (f64, f64) {
        const MOST: f64 = 1e300;
        match self {
            Self::Linear => (-MOST, MOST),
            Self::Sqrt | Self::LogCount => (0.0, MOST),
            Self::Log => (SMALLEST, MOST),
            Self::LogError => (-MOST, 1.0 - f64::EPSILON),
        }
    }
}
