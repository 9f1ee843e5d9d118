//! Recipes described: what may be asked for, its bounds and its defaults.

use super::distillation::Distillation;
use super::gradual::Gradual;
use super::iterative::Iterative;
use super::lottery::{Arm, Lottery};
use super::preset::Preset;
use super::sparse::{Sparse, Technique};
use super::{distillation, iterative, lottery, sparse};
use crate::choice::Choice;
use crate::lab::ops::describe::{FieldDescription, numbers};
use serde::Serialize;

/// A recipe.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Described<T> {
    /// Its numbers, with bounds for forms.
    pub fields: Vec<FieldDescription>,
    /// What is asked for where nothing else is said; images, pixels and classes are those of the built-in digits.
    pub default: T,
}

/// Every recipe that has a form.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RecipeDescriptions {
    /// Iterative pruning.
    pub iterative: Described<Iterative>,
    /// Gradual pruning.
    pub gradual: Described<Gradual>,
    /// Lottery tickets.
    pub lottery: Described<Lottery>,
    /// Its arms, in the order of tables.
    pub arms: [Arm; 4],
    /// Sparse training.
    pub sparse: Described<Sparse>,
    /// Its techniques, and which numbers each has.
    pub techniques: Vec<TechniqueDescription>,
    /// Distillation.
    pub distillation: Described<Distillation>,
    /// Well-known pipelines.
    pub presets: &'static [Preset],
}

/// A technique of sparse training.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TechniqueDescription {
    /// Which.
    pub technique: Technique,
    /// Names of its numbers, beside the epochs.
    pub fields: &'static [&'static str],
}

/// Describes every recipe.
#[must_use]
pub fn describe() -> RecipeDescriptions {
    let technique = |technique: Technique| TechniqueDescription {
        technique,
        fields: technique.fields(),
    };
    RecipeDescriptions {
        iterative: Described {
            fields: numbers(&iterative::FIELDS),
            default: Iterative::default(),
        },
        gradual: Described {
            fields: Vec::new(),
            default: Gradual::default(),
        },
        lottery: Described {
            fields: numbers(&lottery::FIELDS),
            default: Lottery::default(),
        },
        arms: Arm::ALL,
        sparse: Described {
            fields: numbers(&sparse::FIELDS),
            default: Sparse::default(),
        },
        techniques: Technique::ALL.iter().copied().map(technique).collect(),
        distillation: Described {
            fields: numbers(&distillation::FIELDS),
            default: Distillation::default(),
        },
        presets: Preset::ALL,
    }
}
