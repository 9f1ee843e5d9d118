//! Shapes: what is pruned as one unit, and how the other choices of a method depend on it.

use super::formula::{Formula, papers};
use crate::check::Mismatch;
use crate::choice::{Choice, by_name};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// The largest M of N:M.
pub const MAX_GROUP: u8 = 16;

/// What is pruned as one unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Shape {
    /// Single weights: `weights`.
    #[default]
    Weights,
    /// Hidden neurons with all their weights: `neurons`.
    Neurons,
    /// Single weights in groups: of every `of` consecutive inputs of an output the best `keep` remain, whatever the
    /// ratio: `2:4`.
    NOfM {
        /// N.
        keep: u8,
        /// M.
        of: u8,
    },
}

/// Shapes without their numbers: all N:M are [`ShapeKind::Groups`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShapeKind {
    /// [`Shape::Weights`].
    Weights,
    /// [`Shape::Neurons`].
    Neurons,
    /// [`Shape::NOfM`].
    Groups,
}

/// A choice that depends on the shape.
pub trait ShapeChoice: Choice {
    /// The choices allowed for a kind of shape, in the order in which lists show them. The first one replaces a choice that
    /// is not allowed.
    fn of(kind: ShapeKind) -> &'static [Self];

    /// Checks that the choice is allowed for a shape.
    ///
    /// # Errors
    /// [`Mismatch`].
    fn check(&self, shape: Shape) -> Result<(), Mismatch> {
        if Self::of(shape.kind()).contains(self) {
            return Ok(());
        }
        Err(self.unfit(shape))
    }

    /// Returns the mismatch of a choice that is not allowed for a shape.
    #[must_use]
    fn unfit(&self, shape: Shape) -> Mismatch {
        let with = format!("shape {shape}");
        let allowed = Self::names(Self::of(shape.kind()));
        Mismatch::new(Self::WHAT, self.name(), &with, &allowed)
    }
}

impl Shape {
    /// Its kind.
    #[must_use]
    pub const fn kind(self) -> ShapeKind {
        match self {
            Self::Weights => ShapeKind::Weights,
            Self::Neurons => ShapeKind::Neurons,
            Self::NOfM { .. } => ShapeKind::Groups,
        }
    }
}

impl Choice for ShapeKind {
    const WHAT: &'static str = "shape";
    const ALL: &'static [Self] = &[Self::Weights, Self::Neurons, Self::Groups];

    fn name(&self) -> &'static str {
        match self {
            Self::Weights => "weights",
            Self::Neurons => "neurons",
            Self::Groups => "groups",
        }
    }
}

by_name!(ShapeKind);

impl ShapeKind {
    /// What such a shape does to a network.
    #[must_use]
    pub const fn formula(self) -> Formula {
        match self {
            Self::Weights => Formula::of("w ← m · w,   m ∈ {0, 1}", &[papers::LECUN_1990]),
            Self::Neurons => Formula::of("W₁[:, j], b₁[j], W₂[j, :] → ∅", &[papers::LI_2017]),
            Self::Groups => Formula::of("m₁ + … + mᴹ = N", &[papers::MISHRA_2021]),
        }
    }

    /// Whether the remaining weights can be corrected for the pruned ones ([`super::obs`]): a neuron's outgoing weights
    /// are pruned with it, so nothing is left to correct.
    #[must_use]
    pub const fn can_correct(self) -> bool {
        match self {
            Self::Weights | Self::Groups => true,
            Self::Neurons => false,
        }
    }
}

impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Weights | Self::Neurons => f.write_str(self.kind().name()),
            Self::NOfM { keep, of } => write!(f, "{keep}:{of}"),
        }
    }
}

impl FromStr for Shape {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let number = |digits: &str| -> Option<u8> {
            let is_number = digits.bytes().all(|byte| byte.is_ascii_digit());
            is_number.then(|| digits.parse().ok()).flatten()
        };
        let group = || {
            let (keep, of) = text.split_once(':')?;
            let (keep, of) = (number(keep)?, number(of)?);
            (1 <= keep && keep < of && of <= MAX_GROUP).then_some(Self::NOfM { keep, of })
        };
        let plain = [Self::Weights, Self::Neurons];
        let named = plain.into_iter().find(|shape| shape.kind().name() == text);
        named.or_else(group).ok_or_else(|| {
            format!(
                "shape {text:?} is none of weights, neurons and N:M with 1 <= N < M <= {MAX_GROUP}"
            )
        })
    }
}

impl TryFrom<String> for Shape {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<Shape> for String {
    fn from(shape: Shape) -> Self {
        shape.to_string()
    }
}
