//! Changes of a method by a person, who may choose anything at any time: what no longer goes together is replaced.
//!
//! A score, scope or rule that the shape does not allow falls back to the first one it allows. The correction is kept
//! while the score is, and own ratios while there are as many as layers. Numbers that no choice uses are at their defaults.

use super::definition::Need;
use super::method::{CALIBRATION, Method};
use super::rule::Rule;
use super::scope::Scope;
use super::score::Score;
use super::shape::{Shape, ShapeChoice};
use super::units;
use serde::{Deserialize, Serialize};

/// What a network and its data allow.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Facts {
    /// Widths from inputs to classes.
    pub sizes: Vec<usize>,
    /// Training images there are.
    pub images: u32,
    /// Whether the training before recorded movement.
    pub movement: bool,
    /// The ratio that every layer gets when a person begins to choose ratios of single layers.
    pub ratio: f64,
}

/// Fields of a method to change; the others are kept.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Change {
    /// See [`Method::score`].
    pub score: Option<Score>,
    /// See [`Method::scope`].
    pub scope: Option<Scope>,
    /// See [`Method::rule`].
    pub rule: Option<Rule>,
    /// See [`Method::shape`].
    pub shape: Option<Shape>,
    /// See [`Method::calibration`].
    pub calibration: Option<u32>,
    /// See [`Method::seed`].
    pub seed: Option<u64>,
    /// See [`Method::ratios`].
    pub ratios: Option<Vec<f64>>,
    /// See [`Method::correct`].
    pub correct: Option<bool>,
}

/// A choice that was replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Fallback {
    /// Which choice: "score", "scope" or "rule".
    pub what: &'static str,
    /// Name of what was chosen.
    pub from: &'static str,
    /// Name of what took its place.
    pub to: &'static str,
}

/// A method whose choices go together, and what was replaced for that.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Fitted {
    /// The method.
    pub method: Method,
    /// What was replaced.
    pub fallbacks: Vec<Fallback>,
}

/// Changes a method, and replaces what no longer goes together.
///
/// ```
/// use prunelab::prune::fit::{Change, Facts, fit};
/// use prunelab::prune::method::Method;
/// use prunelab::prune::shape::Shape;
///
/// let facts = Facts { sizes: vec![784, 300, 10], images: 12_000, movement: false, ratio: 0.5 };
/// let change = Change { shape: Some(Shape::Neurons), ..Change::default() };
/// let fitted = fit(&Method::default(), change, &facts);
/// assert_eq!(fitted.method.to_string(), "l1,layer,exact,shape=neurons");
/// assert_eq!((fitted.fallbacks[0].from, fitted.fallbacks[0].to), ("magnitude", "l1"));
/// ```
#[must_use]
pub fn fit(before: &Method, change: Change, facts: &Facts) -> Fitted {
    let shape = change.shape.unwrap_or(before.shape);
    let kind = shape.kind();
    let mut fallbacks = Vec::new();
    let can_rank = |score: Score| facts.movement || !score.needs(Need::Movement);
    let score = settle(
        change.score.unwrap_or(before.score),
        shape,
        can_rank,
        &mut fallbacks,
    );
    let scope = settle(
        change.scope.unwrap_or(before.scope),
        shape,
        |_| true,
        &mut fallbacks,
    );
    let rule = settle(
        change.rule.unwrap_or(before.rule),
        shape,
        |_| true,
        &mut fallbacks,
    );
    let wants_correction = change.correct.unwrap_or(before.correct) && kind.can_correct();
    let mut method = Method {
        score,
        scope,
        rule,
        shape,
        calibration: CALIBRATION,
        seed: 0,
        ratios: Vec::new(),
        correct: wants_correction && (score.needs(Need::Hessian) || score == before.score),
    };
    if method.needs_images() {
        let wanted = change.calibration.unwrap_or(before.calibration);
        method.calibration = wanted.min(facts.images).max(1);
    }
    if score.needs(Need::Seed) {
        method.seed = change.seed.unwrap_or(before.seed);
    }
    if scope == Scope::Own {
        let layers = units::counts(kind, &facts.sizes).len();
        let wanted = change.ratios.unwrap_or_else(|| before.ratios.clone());
        method.ratios = if wanted.len() == layers {
            wanted
        } else {
            vec![facts.ratio; layers]
        };
    }
    Fitted { method, fallbacks }
}

/// Returns the choice if the shape and the network allow it, else the first one that the shape allows.
fn settle<C: ShapeChoice>(
    wanted: C,
    shape: Shape,
    is_possible: impl Fn(C) -> bool,
    fallbacks: &mut Vec<Fallback>,
) -> C {
    let allowed = C::of(shape.kind());
    if allowed.contains(&wanted) && is_possible(wanted) {
        return wanted;
    }
    let instead = allowed[0];
    fallbacks.push(Fallback {
        what: C::WHAT,
        from: wanted.name(),
        to: instead.name(),
    });
    instead
}
