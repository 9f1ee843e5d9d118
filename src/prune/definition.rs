//! What a score is: its name, what it looks at, how it is shown, what it ranks, and how.

use super::context::Context;
use super::formula::Formula;
use super::shape::ShapeKind;
use super::units::Values;
use crate::Result;
use serde::Serialize;

/// What a score looks at beside the weights.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Need {
    /// Calibration images.
    Images,
    /// Movement recorded during the training before.
    Movement,
    /// The layers' Hessians, so that the remaining weights can be corrected at no further cost.
    Hessian,
    /// A seed.
    Seed,
}

/// How values of a score are best shown along an axis or a colour scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scale {
    /// By their logarithm: they span many powers of ten.
    Log,
    /// Linearly, from zero.
    Linear,
    /// Linearly about zero: they may be negative.
    Signed,
}

/// How a score is computed for one sort of unit: higher scores matter more, the lowest are pruned first.
#[derive(Debug, Clone, Copy)]
pub struct Measure {
    /// Its formula, and where it comes from.
    pub formula: Formula,
    /// Scores every unit.
    pub score: fn(&Context<'_>) -> Result<Values<f32>>,
}

/// What a score ranks.
#[derive(Debug, Clone, Copy)]
pub enum Ranks {
    /// Single weights, in groups or not.
    Weights(Measure),
    /// Hidden neurons.
    Neurons(Measure),
    /// Both, each by a measure of its own.
    Both {
        /// How single weights are scored.
        weights: Measure,
        /// How hidden neurons are scored.
        neurons: Measure,
    },
}

/// A score.
#[derive(Debug, Clone, Copy)]
pub struct Definition {
    /// Its name in links and files.
    pub name: &'static str,
    /// What it looks at beside the weights.
    pub needs: &'static [Need],
    /// How its values are best shown.
    pub scale: Scale,
    /// What it ranks, and how.
    pub ranks: Ranks,
}

impl Definition {
    /// How it scores the units of a kind of shape; `None` where it does not rank them.
    #[must_use]
    pub const fn measure(&self, kind: ShapeKind) -> Option<&Measure> {
        let (weights, neurons) = match &self.ranks {
            Ranks::Weights(measure) => (Some(measure), None),
            Ranks::Neurons(measure) => (None, Some(measure)),
            Ranks::Both { weights, neurons } => (Some(weights), Some(neurons)),
        };
        match kind {
            ShapeKind::Weights | ShapeKind::Groups => weights,
            ShapeKind::Neurons => neurons,
        }
    }
}
