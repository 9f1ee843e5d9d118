//! Scopes: which weights or neurons are ranked against each other, and how the ratio is allotted to layers.

use super::formula::{Formula, papers};
use super::shape::{ShapeChoice, ShapeKind};
use crate::choice::{Choice, by_name};

/// Which weights or neurons are ranked against each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Scope {
    /// The ratio is met in every layer.
    #[default]
    Layer,
    /// One ranking over all layers.
    Global,
    /// The ratio is met in the weights of every output, rounded down to `int(ratio * N)`, as in Wanda's own code.
    Row,
    /// In every layer, at ratios that leave densities in proportion to (inputs + outputs) / (inputs * outputs):
    /// [`super::allotment::erdos_renyi`].
    ErdosRenyi,
    /// In every layer, in the proportions of [`super::method::Method::ratios`]: [`super::allotment::own`].
    Own,
}

impl Choice for Scope {
    const WHAT: &'static str = "scope";
    const ALL: &'static [Self] = &[
        Self::Layer,
        Self::Global,
        Self::Row,
        Self::ErdosRenyi,
        Self::Own,
    ];

    fn name(&self) -> &'static str {
        match self {
            Self::Layer => "layer",
            Self::Global => "global",
            Self::Row => "row",
            Self::ErdosRenyi => "erdos-renyi",
            Self::Own => "own",
        }
    }
}

by_name!(Scope);

impl ShapeChoice for Scope {
    fn of(kind: ShapeKind) -> &'static [Self] {
        match kind {
            ShapeKind::Weights => Self::ALL,
            ShapeKind::Neurons => &[Self::Layer, Self::Global, Self::Own],
            // The groups are what is ranked.
            ShapeKind::Groups => &[Self::Layer],
        }
    }
}

impl Scope {
    /// How many weights are pruned of each group that is ranked.
    #[must_use]
    pub const fn formula(self) -> Formula {
        match self {
            Self::Layer => Formula::of("kₗ = round(r · Nₗ)", &[papers::HAN_2015]),
            Self::Global => Formula::baseline("k = round(r · Σₗ Nₗ)"),
            Self::Row => Formula::of("k = ⌊r · inputs⌋", &[papers::SUN_2024]),
            Self::ErdosRenyi => Formula::of(
                "1 − rₗ = min(1, ε · (inputs + outputs) / (inputs · outputs))",
                &[papers::MOCANU_2018, papers::EVCI_2020],
            ),
            Self::Own => Formula::of("kₗ = round(rₗ · Nₗ)", &[papers::HAN_2015]),
        }
    }
}
