//! Rounding of a layer's inputs to few bits: what is not negative goes to the nearest of evenly spaced levels.
//!
//! a' = s q with q = min(round(a / s), top), whole, half to even; s is the largest input that is told apart over `top`,
//! and `top` = 2^bits - 1 (Jacob et al. 2018, arXiv:1712.05877, whose zero point is 0 here since pixels and outputs of
//! ReLU are not negative). Zero stays zero.

use serde::{Deserialize, Serialize};

/// Added and taken away again it rounds a number below 2^22 to the nearest whole one, half to even: the sum has no room
/// for more (1.5 * 2^23). In contrast to `round_ties_even` that is two instructions everywhere.
const ROUNDER: f32 = 12_582_912.0;

/// Rounds `x` to the nearest whole number, half to even; |x| must lie below 2^22.
#[inline(always)]
#[must_use]
pub fn round(x: f32) -> f32 {
    (x + ROUNDER) - ROUNDER
}

/// The levels a layer's inputs are rounded to.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct InputRounding {
    /// From one level to the next; positive.
    pub scale: f32,
    /// The number of the highest level; 0 is the lowest.
    pub top: u16,
}

impl InputRounding {
    /// Makes levels of `bits` (2 to 8) from 0 to `most`.
    #[must_use]
    pub fn new(most: f32, bits: u32) -> Self {
        let top = ((1u32 << bits) - 1) as u16;
        let scale = most / f32::from(top);
        Self {
            // Where nothing is ever on, any scale will do.
            scale: if scale >= f32::MIN_POSITIVE {
                scale
            } else {
                1.0
            },
            top,
        }
    }

    /// Takes levels from a file; `None` where there cannot be such.
    #[must_use]
    pub fn from_file(scale: f32, top: u16) -> Option<Self> {
        let is_scale = scale.is_finite() && scale >= f32::MIN_POSITIVE;
        (is_scale && (1..=255).contains(&top)).then_some(Self { scale, top })
    }

    /// Returns the highest level: what lies above is cut.
    #[must_use]
    pub fn most(&self) -> f32 {
        self.scale * f32::from(self.top)
    }

    /// Returns the level of an input, which is not negative.
    #[inline(always)]
    #[must_use]
    pub fn snap(&self, a: f32) -> f32 {
        round((a / self.scale).min(f32::from(self.top))) * self.scale
    }
}
