//! Scores: what weights and neurons are ranked by. This is their only list; each is defined in a file of its own in
//! `scores/`. The lowest scores are pruned first.
//!
//! To add a score: its file in `scores/`, its lines here, and its texts in both languages.

use super::context::Context;
use super::definition::{Definition, Measure, Need, Scale};
use super::shape::{Shape, ShapeChoice, ShapeKind};
use super::units::Values;
use crate::Result;
use crate::choice::{Choice, by_name};

#[path = "scores"]
mod scores {
    pub mod apoz;
    pub mod first;
    pub mod fisher;
    pub mod gradient;
    pub mod l1;
    pub mod l2;
    pub mod l2_in_out;
    pub mod lamp;
    pub mod magnitude;
    pub mod mean_activation;
    pub mod movement;
    pub mod obs;
    pub mod random;
    pub mod taylor;
    pub mod wanda;
}

/// Declares the enum, the list of all scores, and where each is defined.
macro_rules! scores {
    ($($score:ident = $file:ident,)*) => {
        /// What weights or neurons are ranked by.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Score {
            $(#[doc = concat!("Defined in `scores/", stringify!($file), ".rs`.")] $score,)*
        }

        impl Score {
            const TABLE: &'static [Self] = &[$(Self::$score),*];

            /// What it is.
            #[must_use]
            pub const fn definition(self) -> &'static Definition {
                match self {
                    $(Self::$score => &scores::$file::SCORE,)*
                }
            }
        }
    };
}

scores! {
    Magnitude = magnitude,
    Random = random,
    Gradient = gradient,
    Taylor = taylor,
    Fisher = fisher,
    Obs = obs,
    Wanda = wanda,
    Lamp = lamp,
    Movement = movement,
    L1 = l1,
    L2 = l2,
    L2InOut = l2_in_out,
    MeanActivation = mean_activation,
    Apoz = apoz,
    First = first,
}

impl ShapeChoice for Score {
    fn of(kind: ShapeKind) -> &'static [Self] {
        match kind {
            ShapeKind::Weights | ShapeKind::Groups => &[
                Self::Magnitude,
                Self::Random,
                Self::Gradient,
                Self::Taylor,
                Self::Fisher,
                Self::Obs,
                Self::Wanda,
                Self::Lamp,
                Self::Movement,
            ],
            ShapeKind::Neurons => &[
                Self::L1,
                Self::L2,
                Self::L2InOut,
                Self::MeanActivation,
                Self::Apoz,
                Self::Taylor,
                Self::Random,
                Self::First,
            ],
        }
    }
}

impl Choice for Score {
    const WHAT: &'static str = "score";
    const ALL: &'static [Self] = Self::TABLE;

    fn name(&self) -> &'static str {
        self.definition().name
    }
}

by_name!(Score);

impl Score {
    /// Whether it looks at something beside the weights.
    #[must_use]
    pub fn needs(self, need: Need) -> bool {
        self.definition().needs.contains(&need)
    }

    /// How its values are best shown.
    #[must_use]
    pub const fn scale(self) -> Scale {
        self.definition().scale
    }

    /// How it scores the units of a kind of shape; `None` where it does not rank them.
    #[must_use]
    pub const fn measure(self, kind: ShapeKind) -> Option<&'static Measure> {
        self.definition().measure(kind)
    }

    /// Scores every unit of a shape; only scores of a signed scale may be negative.
    ///
    /// # Errors
    /// Those of the [`Context`] where something is missing; [`crate::Error::MethodMismatch`] if it does not rank such
    /// units.
    pub fn score(self, shape: Shape, context: &Context<'_>) -> Result<Values<f32>> {
        let measure = self.measure(shape.kind());
        (measure.ok_or_else(|| self.unfit(shape))?.score)(context)
    }
}
