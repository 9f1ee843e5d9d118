//! How a network is pruned: the choices of a person, as they stand in links and files, and their checks.

use super::context::Context;
use super::definition::Need;
use super::evidence::Evidence;
use super::rule::Rule;
use super::scope::Scope;
use super::score::Score;
use super::shape::{MAX_GROUP, Shape, ShapeChoice};
use super::units::Values;
use crate::Result;
use crate::check::{Limit, Mismatch, check_ratio, check_seed, within};
use crate::choice::Choice;
use crate::data::dataset::MAX_IMAGES;
use crate::nn::mlp::Mlp;
use serde::{Deserialize, Serialize};

/// Calibration images where nothing else is said.
pub const CALIBRATION: u32 = 1000;
/// How many calibration images there may be: as many as a data set may have.
pub const CALIBRATION_LIMIT: Limit = Limit::whole(1, MAX_IMAGES as u64);

/// How a network is pruned: what first, and how much. Fields that were added later may be missing in old links; fields
/// at their defaults are not written, so that two methods that do the same are written alike.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Method {
    /// What weights or neurons are ranked by.
    pub score: Score,
    /// Which of them are ranked against each other.
    pub scope: Scope,
    /// How many of them a ratio prunes.
    pub rule: Rule,
    /// What is pruned as one unit.
    #[serde(default, skip_serializing_if = "is_default")]
    pub shape: Shape,
    /// Number of calibration images, the first training images, that scores look at.
    #[serde(
        default = "default_calibration",
        skip_serializing_if = "is_default_calibration"
    )]
    pub calibration: u32,
    /// Seed of random scores.
    #[serde(default, skip_serializing_if = "is_default")]
    pub seed: u64,
    /// For scope `own`: the ratio of every layer (of every hidden layer where neurons are pruned).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ratios: Vec<f64>,
    /// Whether the remaining weights are corrected for the pruned ones: [`super::obs`].
    #[serde(default, skip_serializing_if = "is_default")]
    pub correct: bool,
}

fn default_calibration() -> u32 {
    CALIBRATION
}

#[allow(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes a reference"
)]
fn is_default_calibration(calibration: &u32) -> bool {
    *calibration == CALIBRATION
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

impl Default for Method {
    fn default() -> Self {
        Self::magnitude(Scope::Layer, Rule::Exact)
    }
}

impl Method {
    /// Single weights by magnitude.
    #[must_use]
    pub const fn magnitude(scope: Scope, rule: Rule) -> Self {
        Self {
            score: Score::Magnitude,
            scope,
            rule,
            shape: Shape::Weights,
            calibration: CALIBRATION,
            seed: 0,
            ratios: Vec::new(),
            correct: false,
        }
    }

    /// Whether it looks at calibration images.
    #[must_use]
    pub fn needs_images(&self) -> bool {
        self.correct || self.score.needs(Need::Images)
    }

    /// Returns what its score sees of `model`.
    #[must_use]
    pub fn context<'a>(&self, model: &'a Mlp, evidence: Evidence<'a>) -> Context<'a> {
        Context::new(model, evidence, self.calibration, self.seed)
    }

    /// Scores every unit of `model`: weights `[layer][input * outputs + output]`, neurons `[hidden layer][neuron]`.
    ///
    /// # Errors
    /// Those of [`Score::score`].
    pub fn scores(&self, model: &Mlp, evidence: Evidence<'_>) -> Result<Values<f32>> {
        self.score.score(self.shape, &self.context(model, evidence))
    }

    /// Checks that the choices go together and the numbers are in range, as far as that can be said without a
    /// network.
    ///
    /// # Errors
    /// [`crate::Error::OutOfRange`], [`crate::Error::MethodMismatch`].
    pub fn check(&self) -> Result<()> {
        CALIBRATION_LIMIT.check("calibration images", self.calibration.into())?;
        check_seed(self.seed)?;
        self.ratios
            .iter()
            .try_for_each(|&ratio| check_ratio(ratio))?;
        if let Shape::NOfM { keep, of } = self.shape {
            within("M of N:M", of.into(), 2.0, MAX_GROUP.into())?;
            within("N of N:M", keep.into(), 1.0, f64::from(of - 1))?;
        }
        Ok(self.check_choices()?)
    }

    /// Checks that the choices go together.
    ///
    /// # Errors
    /// [`Mismatch`].
    pub fn check_choices(&self) -> std::result::Result<(), Mismatch> {
        self.score.check(self.shape)?;
        self.scope.check(self.shape)?;
        self.rule.check(self.shape)?;
        if self.correct && !self.shape.kind().can_correct() {
            let with = format!("shape {}", self.shape);
            return Err(Mismatch::new("correct", "true", &with, "false"));
        }
        let is_own = self.scope == Scope::Own;
        if is_own && self.ratios.is_empty() {
            let (with, allowed) = ("an empty list of ratios", "a ratio for every layer");
            return Err(Mismatch::new("scope", self.scope.name(), with, allowed));
        }
        if !is_own && !self.ratios.is_empty() {
            let (ratios, with) = (
                format!("{:?}", self.ratios),
                format!("scope {}", self.scope),
            );
            return Err(Mismatch::new("ratios", &ratios, &with, "scope own"));
        }
        Ok(())
    }
}
