//! All there is to know about methods as one object, for forms, links and words of the page and for command lines.

use super::definition::{Need, Scale};
use super::formula::{Formula, Paper};
use super::method::{CALIBRATION_LIMIT, Method};
use super::obs;
use super::rule::Rule;
use super::scope::Scope;
use super::score::Score;
use super::shape::{MAX_GROUP, Shape, ShapeChoice, ShapeKind};
use crate::check::{Limit, RATIO, SEED};
use crate::choice::Choice;
use serde::Serialize;

/// All choices of a method, and the ranges of its numbers.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MethodDescription {
    /// The method where nothing is chosen.
    pub default: Method,
    /// What its other fields are where nothing is said.
    pub defaults: MethodDefaults,
    /// Kinds of shapes, and the choices allowed for each.
    pub shapes: Vec<ShapeDescription>,
    /// All scores.
    pub scores: Vec<ScoreDescription>,
    /// All scopes.
    pub scopes: Vec<ChoiceDescription>,
    /// All rules.
    pub rules: Vec<ChoiceDescription>,
    /// How the remaining weights are corrected.
    pub correction: FormulaDescription,
    /// The ranges of its numbers.
    pub limits: MethodLimits,
}

/// The fields of a method that are not written at these values.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MethodDefaults {
    /// See [`Method::shape`].
    pub shape: Shape,
    /// See [`Method::calibration`].
    pub calibration: u32,
    /// See [`Method::seed`].
    pub seed: u64,
    /// See [`Method::ratios`].
    pub ratios: Vec<f64>,
    /// See [`Method::correct`].
    pub correct: bool,
}

/// The ranges of a method's numbers.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MethodLimits {
    /// Calibration images.
    pub calibration: Limit,
    /// Seed of random scores.
    pub seed: Limit,
    /// Ratio of one layer, as of the whole.
    pub ratio: Limit,
    /// M of N:M; N lies between 1 and M - 1.
    pub group: Limit,
}

/// A formula, and the papers it comes from; none for a baseline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct FormulaDescription {
    /// The formula in Unicode.
    pub formula: &'static str,
    /// The papers.
    pub papers: &'static [Paper],
}

/// A kind of shape.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ShapeDescription {
    /// Its name.
    pub name: &'static str,
    /// Scores that rank such units. Of all lists the first is the default.
    pub scores: &'static [Score],
    /// Scopes allowed for it.
    pub scopes: &'static [Scope],
    /// Rules allowed for it.
    pub rules: &'static [Rule],
    /// Whether the remaining weights can be corrected.
    pub can_correct: bool,
    /// What it does to a network.
    #[serde(flatten)]
    pub formula: FormulaDescription,
}

/// A score.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ScoreDescription {
    /// Its name.
    pub name: &'static str,
    /// What it looks at beside the weights.
    pub needs: &'static [Need],
    /// How its values are best shown.
    pub scale: Scale,
    /// The kinds of shapes it ranks, each with its formula.
    pub ranks: Vec<ChoiceDescription>,
}

/// A choice and its formula.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct ChoiceDescription {
    /// Its name.
    pub name: &'static str,
    /// What it computes.
    #[serde(flatten)]
    pub formula: FormulaDescription,
}

impl From<Formula> for FormulaDescription {
    fn from(formula: Formula) -> Self {
        Self {
            formula: formula.text,
            papers: formula.papers(),
        }
    }
}

/// Describes methods.
#[must_use]
pub fn describe() -> MethodDescription {
    MethodDescription {
        default: Method::default(),
        defaults: defaults(Method::default()),
        shapes: ShapeKind::ALL.iter().copied().map(shape).collect(),
        scores: Score::ALL.iter().copied().map(score).collect(),
        scopes: choices(|scope: &Scope| scope.formula()),
        rules: choices(|rule: &Rule| rule.formula()),
        correction: obs::CORRECTION.into(),
        limits: MethodLimits {
            calibration: CALIBRATION_LIMIT,
            seed: SEED,
            ratio: RATIO,
            group: Limit::whole(2, MAX_GROUP as u64),
        },
    }
}

fn defaults(method: Method) -> MethodDefaults {
    let Method {
        score: _,
        scope: _,
        rule: _,
        shape,
        calibration,
        seed,
        ratios,
        correct,
    } = method;
    MethodDefaults {
        shape,
        calibration,
        seed,
        ratios,
        correct,
    }
}

fn shape(kind: ShapeKind) -> ShapeDescription {
    ShapeDescription {
        name: kind.name(),
        scores: Score::of(kind),
        scopes: Scope::of(kind),
        rules: Rule::of(kind),
        can_correct: kind.can_correct(),
        formula: kind.formula().into(),
    }
}

fn score(score: Score) -> ScoreDescription {
    let measure = |kind: &ShapeKind| {
        score.measure(*kind).map(|measure| ChoiceDescription {
            name: kind.name(),
            formula: measure.formula.into(),
        })
    };
    ScoreDescription {
        name: score.name(),
        needs: score.definition().needs,
        scale: score.scale(),
        ranks: ShapeKind::ALL.iter().filter_map(measure).collect(),
    }
}

fn choices<C: Choice>(formula: impl Fn(&C) -> Formula) -> Vec<ChoiceDescription> {
    let choice = |choice: &C| ChoiceDescription {
        name: choice.name(),
        formula: formula(choice).into(),
    };
    C::ALL.iter().map(choice).collect()
}
