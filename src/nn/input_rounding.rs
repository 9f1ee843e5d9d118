//! Activations in few bits: the non-negative inputs of a layer on evenly spaced levels.
//!
//! a' = s q with q = min(round(a / s), top), whole, half to even; s is the largest input that is told apart over `top`,
//! and `top` = 2^bits - 1 (Jacob et al. 2018, arXiv:1712.05877, whose zero point is 0 here since pixels and outputs of
//! ReLU are not negative). Zero stays zero.

use serde::Serialize;

/// Added and taken away again it rounds a number below 2^22 to the nearest whole one, half to even: the sum has no room
/// for more (1.5 * 2^23). In contrast to `round_ties_even` that is two instructions everywhere.
const ROUNDER: f32 = 12_582_912.0;

/// `x` rounded to the nearest whole number, half to even; |x| must lie below 2^22.
#[inline(always)]
#[must_use]
pub fn round(x: f32) -> f32 {
    (x + ROUNDER) - ROUNDER
}

/// The levels a layer's inputs are rounded to.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct InputRounding {
    /// From one level to the next; positive.
    pub scale: f32,
    /// The number of the highest level; 0 is the lowest.
    pub top: u16,
}

impl InputRounding {
    /// Levels of `bits` (2 to 8) from 0 to `most`.
    #[must_use]
    pub fn new(most: f32, bits: u32) -> Self {
        let top = ((1u32 << bits) - 1) as u16;
        let scale = most / f32::from(top);
        Self {
            // Where nothing is ever on, any step will do.
            scale: if scale >= f32::MIN_POSITIVE {
                scale
            } else {
                1.0
            },
            top,
        }
    }

    /// Levels as a file tells them; `None` where there cannot be such.
    #[must_use]
    pub fn from_file(scale: f32, top: u16) -> Option<Self> {
        let is_scale = scale.is_finite() && scale >= f32::MIN_POSITIVE;
        (is_scale && (1..=255).contains(&top)).then_some(Self { scale, top })
    }

    /// The highest level: what lies above is cut.
    #[must_use]
    pub fn most(&self) -> f32 {
        self.scale * f32::from(self.top)
    }

    /// An input, not negative, on its level.
    #[inline(always)]
    #[must_use]
    pub fn snap(&self, a: f32) -> f32 {
        round((a / self.scale).min(f32::from(self.top))) * self.scale
    }
}
