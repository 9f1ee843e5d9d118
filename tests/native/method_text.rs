//! Methods as they stand in links: written and read back without loss, and strictly checked.

use proptest::prelude::*;
use prunelab::check::MAX_SEED;
use prunelab::choice::Choice;
use prunelab::piece::{number_text, quoted};
use prunelab::prune::method::{CALIBRATION, Method};
use prunelab::prune::rule::Rule;
use prunelab::prune::scope::Scope;
use prunelab::prune::shape::{MAX_GROUP, Shape, ShapeChoice, ShapeKind};
use serde_json::json;

/// Any method whose choices go together, as far as that can be said without a network.
pub fn methods() -> impl Strategy<Value = Method> {
    let shape = prop_oneof![
        Just(Shape::Weights),
        Just(Shape::Neurons),
        (1..MAX_GROUP)
            .prop_flat_map(|keep| (Just(keep), keep + 1..=MAX_GROUP))
            .prop_map(|(keep, of)| Shape::NOfM { keep, of }),
    ];
    let ratio = prop_oneof![Just(0.0), Just(1.0), Just(0.5), 0.0..=1.0f64, 0.0..1e-5f64];
    let calibration = prop_oneof![Just(1), Just(CALIBRATION), 1..=1_000_000u32];
    let seed = prop_oneof![Just(0), Just(1), Just(MAX_SEED)];
    let ratios = prop::collection::vec(ratio, 1..5);
    let places = (
        any::<prop::sample::Index>(),
        any::<prop::sample::Index>(),
        any::<bool>(),
    );
    (shape, places, calibration, seed, ratios, any::<bool>()).prop_map(
        |(shape, (score, scope, exact), calibration, seed, ratios, correct)| {
            let kind = shape.kind();
            let scope = *scope.get(Scope::of(kind));
            let rules = Rule::of(kind);
            Method {
                score: *score.get(prunelab::prune::score::Score::of(kind)),
                scope,
                rule: if exact {
                    rules[0]
                } else {
                    rules[rules.len() - 1]
                },
                shape,
                calibration,
                seed,
                ratios: if scope == Scope::Own {
                    ratios
                } else {
                    Vec::new()
                },
                correct: correct && kind.can_correct(),
            }
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn a_method_is_read_as_it_was_written(method in methods()) {
        let text = method.to_string();
        let read: Method = text.parse().unwrap();
        prop_assert_eq!(read.to_string(), &text[..]);
        prop_assert_eq!(read, method, "{}", &text);
        // What a browser does to an address must not change it, nor may it hold a mark of a link.
        prop_assert!(!text.contains([' ', ';', '~', '(', ')', '&', '#', '"', '<', '>']));
    }

    #[test]
    fn a_garbled_method_is_read_or_refused(method in methods(), at: prop::sample::Index, mark in "[();,~&=%.x9\\-]?") {
        let text = method.to_string();
        let at = at.index(text.len());
        let garbled = format!("{}{mark}{}", &text[..at], &text[at + 1..]);
        if let Ok(method) = garbled.parse::<Method>() {
            prop_assert_eq!(method.check(), Ok(()));
            prop_assert_eq!(method.to_string().parse::<Method>(), Ok(method));
        }
    }
}

#[test]
fn defaults_are_not_written() {
    let written = |method: Method| method.to_string();
    let default = Method::default();
    assert_eq!(written(default.clone()), "magnitude,layer,exact");
    let long = "magnitude,layer,exact,shape=weights,images=1000,seed=0";
    assert_eq!(long.parse::<Method>(), Ok(default));
    let all = "obs,own,kth-value,shape=weights,images=500,seed=7,ratios=0.5/0.8,correct";
    assert_eq!(
        written(all.parse().unwrap()),
        all.replace("shape=weights,", "")
    );
    assert_eq!(
        "wanda,layer,exact,shape=2:4"
            .parse::<Method>()
            .unwrap()
            .shape,
        Shape::NOfM { keep: 2, of: 4 }
    );
}

#[test]
fn the_old_name_of_a_rule_is_read() {
    let old: Method = "magnitude,global,seed-note".parse().unwrap();
    assert_eq!(old, Method::magnitude(Scope::Global, Rule::KthValue));
    assert_eq!(old.to_string(), "magnitude,global,kth-value");
}

/// The code and the piece of what is wrong.
fn fault(text: &str) -> (String, String) {
    let error = text.parse::<Method>().unwrap_err();
    let json = serde_json::to_value(&error).unwrap();
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    (text(&json["code"]), text(&json["params"]["piece"]))
}

#[test]
fn what_is_wrong_is_named() {
    let cases = [
        ("magnitude,layer", "method", "magnitude,layer"),
        ("", "method", ""),
        ("magnitude,sideways,exact", "choice", "sideways"),
        ("size,layer,exact", "choice", "size"),
        ("magnitude,layer,roughly", "choice", "roughly"),
        ("magnitude,layer,exact,shape=4:2", "choice", "4:2"),
        ("magnitude,layer,exact,shape=1:17", "choice", "1:17"),
        ("magnitude,layer,exact,shape=+1:4", "choice", "+1:4"),
        ("magnitude,layer,exact,shape=rows", "choice", "rows"),
        ("magnitude,layer,exact,shape=", "choice", ""),
        ("wanda,layer,exact,images=0", "number", "0"),
        ("wanda,layer,exact,images=1000001", "number", "1000001"),
        ("random,layer,exact,seed=1.5", "number", "1.5"),
        ("random,layer,exact,seed=-1", "number", "-1"),
        (
            "random,layer,exact,seed=9007199254740992",
            "number",
            "9007199254740992",
        ),
        ("l1,own,exact,shape=neurons,ratios=0.5/1.5", "number", "1.5"),
        ("l1,own,exact,shape=neurons,ratios=0.5/", "number", ""),
        ("l1,own,exact,shape=neurons,ratios=inf", "number", "inf"),
        (
            "random,layer,exact,seed=1,seed=2",
            "method",
            "random,layer,exact,seed=1,seed=2",
        ),
        (
            "random,layer,exact,seed=1,images=2",
            "method",
            "random,layer,exact,seed=1,images=2",
        ),
        (
            "random,layer,exact,seed",
            "method",
            "random,layer,exact,seed",
        ),
        (
            "random,layer,exact,seed=1=2",
            "method",
            "random,layer,exact,seed=1=2",
        ),
        (
            "obs,layer,exact,correct=1",
            "method",
            "obs,layer,exact,correct=1",
        ),
        (
            "obs,layer,exact,depth=1",
            "method",
            "obs,layer,exact,depth=1",
        ),
        ("l1,layer,exact", "mismatch", "l1,layer,exact"),
        (
            "magnitude,layer,exact,shape=neurons",
            "mismatch",
            "magnitude,layer,exact,shape=neurons",
        ),
        (
            "l1,row,exact,shape=neurons",
            "mismatch",
            "l1,row,exact,shape=neurons",
        ),
        (
            "wanda,global,exact,shape=2:4",
            "mismatch",
            "wanda,global,exact,shape=2:4",
        ),
        (
            "wanda,layer,kth-value,shape=2:4",
            "mismatch",
            "wanda,layer,kth-value,shape=2:4",
        ),
        ("magnitude,own,exact", "mismatch", "magnitude,own,exact"),
        (
            "magnitude,layer,exact,ratios=0.5",
            "mismatch",
            "magnitude,layer,exact,ratios=0.5",
        ),
        (
            "l1,layer,exact,shape=neurons,correct",
            "mismatch",
            "l1,layer,exact,shape=neurons,correct",
        ),
    ];
    for (text, code, piece) in cases {
        assert_eq!(fault(text), (code.into(), piece.into()), "{text}");
    }
}

#[test]
fn an_error_says_what_is_allowed() {
    let params = |text: &str| {
        let error = text.parse::<Method>().unwrap_err();
        serde_json::to_value(&error).unwrap()["params"].clone()
    };
    assert_eq!(
        params("magnitude,layer,roughly"),
        json!({ "piece": "roughly", "what": "rule", "allowed": "exact, kth-value" })
    );
    assert_eq!(
        params("magnitude,layer,exact,shape=rows"),
        json!({ "piece": "rows", "what": "shape", "allowed": "weights, neurons, N:M (1 ≤ N < M ≤ 16)" })
    );
    assert_eq!(
        params("wanda,layer,exact,images=0"),
        json!({ "piece": "0", "min": 1.0, "max": 1_000_000.0 })
    );
    assert_eq!(
        params("l1,row,exact,shape=neurons"),
        json!({
            "piece": "l1,row,exact,shape=neurons",
            "what": "scope",
            "value": "row",
            "with": "shape neurons",
            "allowed": "layer, global, own",
        })
    );
    let long = "x".repeat(200);
    assert_eq!(fault(&long).1, format!("{}…", "x".repeat(80)));
    assert_eq!(quoted("é".repeat(81).as_str()).chars().count(), 81);
}

#[test]
fn every_name_can_be_written() {
    for &kind in ShapeKind::ALL {
        for score in prunelab::prune::score::Score::of(kind) {
            let shape = match kind {
                ShapeKind::Weights => String::new(),
                ShapeKind::Neurons => ",shape=neurons".into(),
                ShapeKind::Groups => ",shape=1:4".into(),
            };
            let text = format!("{},layer,exact{shape}", score.name());
            assert_eq!(text.parse::<Method>().unwrap().to_string(), text);
        }
    }
}

#[test]
fn numbers_are_written_as_javascript_writes_them() {
    let cases = [
        (0.0, "0"),
        (-0.0, "0"),
        (1.0, "1"),
        (0.5, "0.5"),
        (0.1 + 0.2, "0.30000000000000004"),
        (0.000001, "0.000001"),
        (1e-7, "1e-7"),
        (1.25e-7, "1.25e-7"),
        (5e-324, "5e-324"),
        (9007199254740991.0, "9007199254740991"),
        (1e20, "100000000000000000000"),
        (1e21, "1e+21"),
        (1.5e300, "1.5e+300"),
    ];
    for (number, text) in cases {
        assert_eq!(number_text(number), text);
    }
}
