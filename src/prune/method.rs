//! How a network is pruned: the choices of a person, as they stand in links and files, and which go together.

use super::importance::Score;
use crate::check::{check_ratio, mismatch, within};
use crate::data::dataset::MAX_IMAGES;
use crate::{Error, Result};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// The largest M of N:M.
pub const MAX_GROUP: u8 = 16;
/// The largest seed of random scores: the largest whole number JavaScript holds exactly.
const MAX_SEED: u64 = (1 << 53) - 1;

/// What goes at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Shape {
    /// Single weights: `weights`.
    #[default]
    Weights,
    /// Hidden neurons with all their weights: `neurons`.
    Neurons,
    /// Of every `of` consecutive inputs of an output only the best `keep` stay, whatever the ratio: `2:4`.
    NOfM {
        /// N.
        keep: u8,
        /// M.
        of: u8,
    },
}

impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Weights => f.write_str("weights"),
            Self::Neurons => f.write_str("neurons"),
            Self::NOfM { keep, of } => write!(f, "{keep}:{of}"),
        }
    }
}

impl FromStr for Shape {
    type Err = String;

    fn from_str(text: &str) -> std::result::Result<Self, String> {
        let group = || {
            let (keep, of) = text.split_once(':')?;
            let (keep, of) = (keep.parse().ok()?, of.parse().ok()?);
            (1 <= keep && keep < of && of <= MAX_GROUP).then_some(Self::NOfM { keep, of })
        };
        match text {
            "weights" => Ok(Self::Weights),
            "neurons" => Ok(Self::Neurons),
            _ => group().ok_or_else(|| {
                format!(
                    "shape {text:?} is none of weights, neurons and N:M with 1 <= N < M <= {MAX_GROUP}"
                )
            }),
        }
    }
}

impl TryFrom<String> for Shape {
    type Error = String;

    fn try_from(text: String) -> std::result::Result<Self, String> {
        text.parse()
    }
}

impl From<Shape> for String {
    fn from(shape: Shape) -> Self {
        shape.to_string()
    }
}

/// Which weights or neurons are ranked against each other, and how a ratio is shared out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    /// The ratio is met inside every layer.
    #[default]
    Layer,
    /// One ranking over all layers.
    Global,
    /// The ratio is met inside the weights of every output, rounded down to whole weights: exactly `int(ratio * N)`,
    /// as in Wanda's own code.
    Row,
    /// Inside every layer, at a share that leaves densities in proportion to
    /// (inputs + outputs) / (inputs * outputs): [`super::allotment::erdos_renyi`].
    ErdosRenyi,
    /// Inside every layer, in the proportions of [`Method::ratios`]: [`super::allotment::own`].
    Own,
}

/// How many go at a ratio.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// Exactly `round_half_even(ratio * N)`; `int(ratio * N)` for scope `row`.
    #[default]
    Exact,
    /// The textbook rule: threshold = kthvalue(score, int(ratio * N)); what lies strictly below goes.
    SeedNote,
}

/// What goes first, and how many go. Fields that were added later may be missing in old links.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Method {
    /// What is ranked by.
    pub score: Score,
    /// What is ranked against each other.
    pub scope: Scope,
    /// How many go.
    pub rule: Rule,
    /// What goes at once.
    #[serde(default, skip_serializing_if = "is_default")]
    pub shape: Shape,
    /// Number of training images, the first ones, that scores from data look at.
    #[serde(
        default = "default_calibration",
        skip_serializing_if = "is_default_calibration"
    )]
    pub calibration: u32,
    /// Seed of random scores.
    #[serde(default, skip_serializing_if = "is_default")]
    pub seed: u64,
    /// For scope `own`: the ratio of every layer (of every hidden layer where neurons go).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ratios: Vec<f64>,
    /// Whether the weights that stay make up for those that go: [`super::obs`].
    #[serde(default, skip_serializing_if = "is_default")]
    pub correct: bool,
}

/// Calibration images where nothing else is said.
pub const CALIBRATION: u32 = 1000;

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

    /// Whether it looks at training images.
    #[must_use]
    pub fn needs_images(&self) -> bool {
        self.correct || self.score.needs_images()
    }

    /// Checks that the choices go together and the numbers are in range, as far as that can be said without a
    /// network.
    ///
    /// # Errors
    /// [`Error::OutOfRange`], [`Error::MethodMismatch`].
    pub fn check(&self) -> Result<()> {
        let images = f64::from(self.calibration);
        within("calibration images", images, 1.0, MAX_IMAGES as f64)?;
        within("seed", self.seed as f64, 0.0, MAX_SEED as f64)?;
        self.ratios
            .iter()
            .try_for_each(|&ratio| check_ratio(ratio))?;
        if let Shape::NOfM { keep, of } = self.shape {
            within("M of N:M", of.into(), 2.0, MAX_GROUP.into())?;
            within("N of N:M", keep.into(), 1.0, f64::from(of - 1))?;
        }
        let allowed = Score::of(self.shape);
        if !allowed.contains(&self.score) {
            let allowed: Vec<&str> = allowed.iter().map(Score::name).collect();
            return Err(self.mismatch("score", self.score.name(), &allowed.join(", ")));
        }
        let scopes: &[Scope] = match self.shape {
            Shape::Weights => &[
                Scope::Layer,
                Scope::Global,
                Scope::Row,
                Scope::ErdosRenyi,
                Scope::Own,
            ],
            Shape::Neurons => &[Scope::Layer, Scope::Global, Scope::Own],
            // The groups are what is ranked.
            Shape::NOfM { .. } => &[Scope::Layer],
        };
        if !scopes.contains(&self.scope) {
            let allowed: Vec<&str> = scopes.iter().map(Scope::name).collect();
            return Err(self.mismatch("scope", self.scope.name(), &allowed.join(", ")));
        }
        if matches!(self.shape, Shape::NOfM { .. }) && self.rule != Rule::Exact {
            return Err(self.mismatch("rule", "seed-note", "exact"));
        }
        if self.correct && self.shape == Shape::Neurons {
            return Err(self.mismatch("correct", "true", "false"));
        }
        if self.scope == Scope::Own && self.ratios.is_empty() {
            return Err(mismatch(
                "scope",
                "own",
                "an empty list of ratios",
                "a ratio for every layer",
            ));
        }
        if self.scope != Scope::Own && !self.ratios.is_empty() {
            return Err(mismatch(
                "ratios",
                &format!("{:?}", self.ratios),
                &format!("scope {}", self.scope.name()),
                "scope own",
            ));
        }
        Ok(())
    }

    fn mismatch(&self, what: &str, value: &str, allowed: &str) -> Error {
        mismatch(what, value, &format!("shape {}", self.shape), allowed)
    }
}

impl Scope {
    /// Its name in links and files.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Layer => "layer",
            Self::Global => "global",
            Self::Row => "row",
            Self::ErdosRenyi => "erdos-renyi",
            Self::Own => "own",
        }
    }
}
