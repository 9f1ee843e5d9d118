//! Changes of a method by a person, who may choose anything at any time: what no longer goes together is replaced.
//!
//! A score, scope or rule that the shape does not allow falls back to the first one it allows. The correction is kept
//! while the score is, and own ratios while there are as many as layers. Numbers that no choice uses are at their defaults.

use super::definition::Need;
use super::method::{CALIBRATION, Method};
use super::scope::Scope;
use super::score::Score;
use super::shape::{Shape, ShapeChoice};
use super::units;
use serde::Serialize;

/// What a network and its data allow.
#[derive(Debug, Clone, PartialEq)]
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

/// Replaces what does not go together in a method that a person wants; `before` is the score there was.
///
/// ```
/// use prunelab::prune::fit::{Facts, fit};
/// use prunelab::prune::method::Method;
/// use prunelab::prune::score::Score;
/// use prunelab::prune::shape::Shape;
///
/// let facts = Facts { sizes: vec![784, 300, 10], images: 12_000, movement: false, ratio: 0.5 };
/// let wanted = Method { shape: Shape::Neurons, ..Method::default() };
/// let fitted = fit(wanted, Score::Magnitude, &facts);
/// assert_eq!(fitted.method.to_string(), "l1,layer,exact,shape=neurons");
/// assert_eq!((fitted.fallbacks[0].from, fitted.fallbacks[0].to), ("magnitude", "l1"));
/// ```
#[must_use]
pub fn fit(wanted: Method, before: Score, facts: &Facts) -> Fitted {
    let shape = wanted.shape;
    let kind = shape.kind();
    let mut fallbacks = Vec::new();
    let can_rank = |score: Score| facts.movement || !score.needs(Need::Movement);
    let score = settle(wanted.score, shape, can_rank, &mut fallbacks);
    let scope = settle(wanted.scope, shape, |_| true, &mut fallbacks);
    let rule = settle(wanted.rule, shape, |_| true, &mut fallbacks);
    let mut method = Method {
        score,
        scope,
        rule,
        shape,
        calibration: CALIBRATION,
        seed: 0,
        ratios: Vec::new(),
        correct: wanted.correct
            && kind.can_correct()
            && (score.needs(Need::Hessian) || score == before),
    };
    if method.needs_images() {
        method.calibration = wanted.calibration.min(facts.images).max(1);
    }
    if score.needs(Need::Seed) {
        method.seed = wanted.seed;
    }
    if scope == Scope::Own {
        let layers = units::counts(kind, &facts.sizes).len();
        method.ratios = if wanted.ratios.len() == layers {
            wanted.ratios
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
