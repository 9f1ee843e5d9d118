//! A method that is changed by a person: whatever is chosen, what comes of it goes together, and says what fell back.

use prunelab::choice::Choice;
use prunelab::prune::fit::{self, Facts, Fallback, Fitted};
use prunelab::prune::method::Method;
use prunelab::prune::rule::Rule;
use prunelab::prune::scope::Scope;
use prunelab::prune::score::Score;
use prunelab::prune::shape::{Shape, ShapeKind};

fn facts() -> Facts {
    Facts {
        sizes: vec![784, 300, 100, 10],
        images: 12_000,
        movement: false,
        ratio: 0.6,
    }
}

fn shape(kind: ShapeKind) -> Shape {
    match kind {
        ShapeKind::Weights => Shape::Weights,
        ShapeKind::Neurons => Shape::Neurons,
        ShapeKind::Groups => Shape::NOfM { keep: 2, of: 4 },
    }
}

/// Changes a method as a person does.
fn fit(before: &Method, change: impl FnOnce(&mut Method), facts: &Facts) -> Fitted {
    let mut wanted = before.clone();
    change(&mut wanted);
    fit::fit(wanted, before.score, facts)
}

fn by(score: Score) -> impl FnOnce(&mut Method) {
    move |method| method.score = score
}

fn to(shape: Shape) -> impl FnOnce(&mut Method) {
    move |method| method.shape = shape
}

fn over(scope: Scope) -> impl FnOnce(&mut Method) {
    move |method| method.scope = scope
}

#[test]
fn whatever_is_chosen_goes_together() {
    let facts = facts();
    for &from in ShapeKind::ALL {
        for &kind in ShapeKind::ALL {
            for &score in Score::ALL {
                for &scope in Scope::ALL {
                    for &rule in Rule::ALL {
                        let change = |method: &mut Method| {
                            (method.score, method.scope, method.rule) = (score, scope, rule);
                            method.shape = shape(from);
                        };
                        let start = fit(&Method::default(), change, &facts).method;
                        assert_eq!(start.check(), Ok(()), "{start}");
                        let end = fit(&start, to(shape(kind)), &facts);
                        let (method, mut expected) = (end.method, Vec::new());
                        assert_eq!(method.check(), Ok(()), "{start} -> {method}");
                        assert_eq!(method.shape.kind(), kind);
                        let pairs = [
                            ("score", start.score.name(), method.score.name()),
                            ("scope", start.scope.name(), method.scope.name()),
                            ("rule", start.rule.name(), method.rule.name()),
                        ];
                        for (what, from, to) in pairs.into_iter().filter(|(_, from, to)| from != to)
                        {
                            expected.push(Fallback { what, from, to });
                        }
                        assert_eq!(end.fallbacks, expected);
                        assert_eq!(method.to_string().parse(), Ok(method));
                    }
                }
            }
        }
    }
}

#[test]
fn a_change_takes_with_it_what_it_needs_and_only_that() {
    let facts = facts();
    let few = Facts {
        images: 300,
        ..facts.clone()
    };
    let start = Method::default();
    let wanda = fit(&start, by(Score::Wanda), &few).method;
    assert_eq!(wanda.calibration, 300, "no more images than there are");
    assert_eq!(fit(&wanda, by(Score::Fisher), &few).method.calibration, 300);
    assert_eq!(fit(&wanda, by(Score::Magnitude), &facts).method, start);
    let own = fit(&start, over(Scope::Own), &facts).method;
    assert_eq!(own.ratios, [0.6; 3]);
    let chosen = |method: &mut Method| method.ratios = vec![0.1, 0.2, 0.3];
    assert_eq!(fit(&own, chosen, &facts).method.ratios, [0.1, 0.2, 0.3]);
    assert_eq!(
        fit(&own, to(Shape::Neurons), &facts).method.ratios,
        [0.6; 2]
    );
    assert!(
        fit(&own, over(Scope::Global), &facts)
            .method
            .ratios
            .is_empty()
    );
    let correct = |method: &mut Method| method.correct = true;
    let obs = fit(&start, by(Score::Obs), &facts).method;
    let obs = fit(&obs, correct, &facts).method;
    assert!(obs.correct);
    assert!(!fit(&obs, by(Score::Wanda), &facts).method.correct);
    assert!(
        fit(&obs, to(Shape::NOfM { keep: 2, of: 4 }), &facts)
            .method
            .correct
    );
    assert!(!fit(&obs, to(Shape::Neurons), &facts).method.correct);
    let random = Method {
        score: Score::Random,
        seed: 9,
        ..start.clone()
    };
    assert_eq!(fit(&random, to(Shape::Neurons), &facts).method.seed, 9);
    assert_eq!(fit(&random, by(Score::Lamp), &facts).method.seed, 0);
}

#[test]
fn movement_is_a_choice_only_where_it_was_recorded() {
    let start = Method::default();
    let without = fit(&start, by(Score::Movement), &facts());
    let fallback = Fallback {
        what: "score",
        from: "movement",
        to: "magnitude",
    };
    assert_eq!(
        (without.method, without.fallbacks),
        (start.clone(), vec![fallback])
    );
    let recorded = Facts {
        movement: true,
        ..facts()
    };
    let with = fit(&start, by(Score::Movement), &recorded);
    assert_eq!(with.method.score, Score::Movement);
    assert!(with.fallbacks.is_empty());
}
