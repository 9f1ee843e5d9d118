//! Rules: how many of the ranked weights or neurons a ratio prunes.

use super::formula::Formula;
use super::shape::{ShapeChoice, ShapeKind};
use crate::choice::{Choice, by_name};

/// How many weights or neurons a ratio prunes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Rule {
    /// Exactly `round_half_even(ratio * N)`; `int(ratio * N)` for scope `row`.
    #[default]
    Exact,
    /// The textbook rule: those strictly below the threshold kthvalue(score, int(ratio * N)).
    KthValue,
}

impl Choice for Rule {
    const WHAT: &'static str = "rule";
    const ALL: &'static [Self] = &[Self::Exact, Self::KthValue];

    fn name(&self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::KthValue => "kth-value",
        }
    }

    fn old_name(&self) -> Option<&'static str> {
        match self {
            Self::Exact => None,
            Self::KthValue => Some("seed-note"),
        }
    }
}

by_name!(Rule);

impl ShapeChoice for Rule {
    fn of(kind: ShapeKind) -> &'static [Self] {
        match kind {
            ShapeKind::Weights | ShapeKind::Neurons => Self::ALL,
            ShapeKind::Groups => &[Self::Exact],
        }
    }
}

impl Rule {
    /// How many are pruned.
    #[must_use]
    pub const fn formula(self) -> Formula {
        match self {
            Self::Exact => Formula::baseline("k = round_half_even(r · N)"),
            Self::KthValue => Formula::baseline("t = kthvalue(s, ⌊r · N⌋);   s < t"),
        }
    }
}
