//! Every score of the table, with every shape: a new score is tested here without a new test.

use crate::common::double::random_split;
use prunelab::choice::Choice;
use prunelab::data::dataset::Split;
use prunelab::nn::init::rng;
use prunelab::nn::mlp::Mlp;
use prunelab::prune::definition::{Need, Scale};
use prunelab::prune::describe::{FormulaDescription, describe};
use prunelab::prune::drop_grow::Growth;
use prunelab::prune::evidence::Evidence;
use prunelab::prune::formula::{Formula, Source};
use prunelab::prune::method::Method;
use prunelab::prune::movement::Recorder;
use prunelab::prune::obs::MAX_LIVE;
use prunelab::prune::rule::Rule;
use prunelab::prune::scope::Scope;
use prunelab::prune::score::Score;
use prunelab::prune::shape::{Shape, ShapeChoice, ShapeKind};
use prunelab::prune::units::counts;
use std::collections::BTreeSet;

const SIZES: [usize; 4] = [14, 11, 9, 4];
const IMAGES: usize = 70;

struct Case {
    model: Mlp,
    split: Split,
    recorder: Recorder,
}

fn case(sizes: &[usize]) -> Case {
    let model = Mlp::random(sizes, &mut rng(4));
    let split = random_split(sizes[0], *sizes.last().unwrap() as u8, IMAGES, 8);
    let mut recorder = Recorder::new(&model);
    recorder.observe(&model, &split, &[0, 3, 5]);
    Case {
        model,
        split,
        recorder,
    }
}

impl Case {
    fn evidence(&self) -> Evidence<'_> {
        Evidence {
            train: Some(&self.split),
            movement: Some(self.recorder.movement()),
        }
    }
}

/// A shape of every kind.
fn shape(kind: ShapeKind) -> Shape {
    match kind {
        ShapeKind::Weights => Shape::Weights,
        ShapeKind::Neurons => Shape::Neurons,
        ShapeKind::Groups => Shape::NOfM { keep: 2, of: 4 },
    }
}

/// Every score with every shape it ranks.
fn methods() -> impl Iterator<Item = Method> {
    ShapeKind::ALL.iter().flat_map(|&kind| {
        Score::of(kind).iter().map(move |&score| Method {
            score,
            shape: shape(kind),
            calibration: IMAGES as u32,
            ..Method::default()
        })
    })
}

#[test]
fn every_score_gives_every_unit_a_finite_number() {
    let case = case(&SIZES);
    for method in methods() {
        let scores = method.scores(&case.model, case.evidence()).unwrap();
        let lengths: Vec<usize> = scores.iter().map(Vec::len).collect();
        assert_eq!(lengths, counts(method.shape.kind(), &SIZES), "{method}");
        let all = || scores.iter().flatten();
        assert!(all().all(|score| score.is_finite()), "{method}");
        assert!(all().any(|&score| score != 0.0), "{method}");
        let is_signed = method.score.definition().scale == Scale::Signed;
        assert_eq!(all().any(|&score| score < 0.0), is_signed, "{method}");
    }
}

#[test]
fn a_score_needs_what_it_says_and_nothing_else() {
    let case = case(&SIZES);
    let wide = self::case(&[3 * MAX_LIVE / 2, 3, 2]);
    for method in methods() {
        let needs = |need| method.score.needs(need);
        let works = |train, movement| {
            let all = case.evidence();
            let evidence = Evidence {
                train: all.train.filter(|_| train),
                movement: all.movement.filter(|_| movement),
            };
            method.scores(&case.model, evidence).is_ok()
        };
        assert!(works(true, true), "{method}");
        assert_eq!(works(false, true), !needs(Need::Images), "{method}");
        assert_eq!(works(true, false), !needs(Need::Movement), "{method}");
        // Where Hessians are made, there may be only so many inputs that are ever on.
        let is_refused = method.scores(&wide.model, wide.evidence()).is_err();
        assert_eq!(is_refused, needs(Need::Hessian), "{method}");
        let other = Method {
            seed: 1,
            ..method.clone()
        };
        let scores = |method: &Method| method.scores(&case.model, case.evidence()).unwrap();
        let differs = scores(&method) != scores(&other);
        assert_eq!(differs, needs(Need::Seed), "{method}");
    }
}

#[test]
fn lists_offer_every_score_for_what_it_ranks_and_once() {
    for &kind in ShapeKind::ALL {
        for score in Score::ALL {
            let offered = Score::of(kind).iter().filter(|one| *one == score).count();
            let is_ranked = score.measure(kind).is_some();
            assert_eq!(offered, usize::from(is_ranked), "{score} of {kind}");
        }
    }
}

#[test]
fn a_score_that_does_not_rank_a_shape_refuses_it() {
    let case = case(&SIZES);
    for &kind in ShapeKind::ALL {
        for &score in Score::ALL.iter().filter(|s| s.measure(kind).is_none()) {
            let method = Method {
                score,
                shape: shape(kind),
                ..Method::default()
            };
            let error = method.scores(&case.model, case.evidence()).unwrap_err();
            let expected = format!("score {score} does not go with shape {}", method.shape);
            assert!(error.to_string().starts_with(&expected), "{error}");
        }
    }
}

/// Names are unlike each other, and read again.
fn check_names<C: Choice + std::fmt::Debug>() {
    let mut names = BTreeSet::new();
    for &choice in C::ALL {
        for name in std::iter::once(choice.name()).chain(choice.old_name()) {
            assert!(names.insert(name), "{} {name} stands twice", C::WHAT);
            assert_eq!(C::from_name(name), Some(choice));
            let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
            assert!(!name.is_empty() && name.chars().all(is_plain), "{name}");
        }
    }
    assert_eq!(C::from_name(""), None);
}

#[test]
fn names_are_read_again() {
    check_names::<Score>();
    check_names::<Scope>();
    check_names::<Rule>();
    check_names::<ShapeKind>();
    check_names::<Growth>();
}

#[test]
fn everything_has_a_formula_and_a_paper_or_is_a_baseline() {
    let measures = Score::ALL.iter().flat_map(|score| {
        let measures = ShapeKind::ALL
            .iter()
            .filter_map(|&kind| score.measure(kind));
        measures.map(|measure| measure.formula)
    });
    let scopes = Scope::ALL.iter().map(|scope| scope.formula());
    let rules = Rule::ALL.iter().map(|rule| rule.formula());
    let shapes = ShapeKind::ALL.iter().map(|kind| kind.formula());
    let formulas: Vec<Formula> = measures.chain(scopes).chain(rules).chain(shapes).collect();
    for Formula { text, source } in formulas {
        assert!(!text.trim().is_empty());
        let Source::Papers(papers) = source else {
            continue;
        };
        assert!(!papers.is_empty(), "{text}");
        for paper in papers {
            let year = paper.name.rsplit(' ').next().unwrap();
            assert!(year.len() == 4 && year.parse::<u32>().is_ok(), "{paper:?}");
            let is_number = |arxiv: &str| {
                let (month, number) = arxiv.split_once('.').unwrap();
                month.len() == 4 && number.len() == 5 && month.parse::<u32>().is_ok()
            };
            assert!(paper.arxiv.is_none_or(is_number), "{paper:?}");
        }
    }
}

#[test]
fn the_description_holds_every_choice() {
    let all = describe();
    assert_eq!(all.scores.len(), Score::ALL.len());
    assert_eq!(all.scopes.len(), Scope::ALL.len());
    assert_eq!(all.rules.len(), Rule::ALL.len());
    for shape in &all.shapes {
        let ranked = all.scores.iter().filter(|score| {
            let kinds = score.ranks.iter().map(|rank| rank.name);
            kinds.into_iter().any(|kind| kind == shape.name)
        });
        let ranked: BTreeSet<&str> = ranked.map(|score| score.name).collect();
        let offered = shape.scores.iter().map(Score::name).collect();
        assert_eq!(ranked, offered, "{}", shape.name);
    }
    let json = serde_json::to_value(&all).unwrap();
    assert_eq!(json["shapes"][1]["scores"][0], "l1");
    assert_eq!(
        json["scores"][6]["ranks"][0]["formula"],
        "s(w) = |w| · ‖xⱼ‖₂"
    );
    assert_eq!(
        json["scores"][6]["ranks"][0]["papers"][0]["arxiv"],
        "2306.11695"
    );
    assert_eq!(json["limits"]["group"]["max"], 16.0);
    let FormulaDescription { papers, .. } = all.correction;
    assert_eq!(papers.len(), 2);
}
