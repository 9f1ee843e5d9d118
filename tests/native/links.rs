//! Links: written and read back without loss, strictly checked, and as they always were.

use crate::common;
use proptest::prelude::*;
use proptest::sample::select;
use prunelab::check::Limit;
use prunelab::lab::experiment::DatasetSpec;
use prunelab::lab::link::{Link, MAX_LENGTH};
use prunelab::lab::ops::base::Kind;
use prunelab::lab::ops::base::name::{escaped, unescaped};
use prunelab::lab::ops::describe::{FieldDescription, WorkKind};
use prunelab::lab::ops::{Distil, DropGrow, Growth, Init, Op, TrainConfig, list};
use prunelab::nn::optim::Optimizer;
use prunelab::piece::number_text;
use serde_json::Value;

fn parse(text: &str) -> Link {
    let link = Link::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
    link.unwrap()
}

/// The code and the piece of the error.
fn fault(text: &str) -> (String, String) {
    let error = serde_json::to_value(Link::parse(text).unwrap_err()).unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    (text(&error["code"]), text(&error["params"]["piece"]))
}

#[test]
fn links_are_what_they_were() {
    for case in common::fixture("links.json").as_array().unwrap() {
        let text = case["text"].as_str().unwrap();
        let link = parse(text);
        assert_eq!(link.to_string(), text);
        let known: Link = serde_json::from_value(case["link"].clone()).unwrap();
        assert_eq!(link, known, "{text}");
        assert_eq!(parse(&format!("#{text}")), known);
        // What was written before a rename is read as what it means now.
        if let Some(older) = case["older"].as_str() {
            assert_eq!(parse(older), known);
        }
    }
}

fn number(limit: Limit) -> BoxedStrategy<String> {
    let Limit { min, max, whole } = limit;
    if whole {
        let any = min as u64..=max as u64;
        let edges = select(vec![min as u64, max as u64]);
        prop_oneof![edges, any].prop_map(|n| n.to_string()).boxed()
    } else {
        let edges = select(vec![min, max]);
        prop_oneof![edges, min..=max].prop_map(number_text).boxed()
    }
}

fn name() -> BoxedStrategy<String> {
    let text = any::<String>().prop_filter("names are not empty", |text| !text.is_empty());
    let short = text.prop_map(|text| text.chars().take(60).collect::<String>());
    short.prop_map(|text| escaped(&text)).boxed()
}

fn optimizer() -> BoxedStrategy<String> {
    let number = |name: &str| {
        let described = prunelab::lab::describe::optimizers();
        let mut fields = described.iter().flat_map(|one| &one.fields);
        number(
            fields
                .find(|field| field.name == name)
                .unwrap()
                .limit
                .unwrap(),
        )
    };
    let (lr, decay) = (number("lr"), number("weightDecay"));
    let sgd = (lr.clone(), number("momentum"), any::<bool>(), decay.clone());
    prop_oneof![
        lr.clone().prop_map(|lr| format!("adam,{lr}")),
        (lr, decay).prop_map(|(lr, decay)| format!("adamw,{lr},{decay}")),
        sgd.prop_map(|(lr, momentum, nesterov, decay)| {
            let kind = if nesterov { "nesterov" } else { "plain" };
            format!("sgd,{lr},{momentum},{kind},{decay}")
        }),
    ]
    .boxed()
}

fn method() -> BoxedStrategy<String> {
    select(vec![
        "magnitude,layer,exact",
        "random,erdos-renyi,exact,seed=7",
        "l2,global,exact,shape=neurons",
        "wanda,layer,exact,shape=2:4,images=500",
        "obs,row,exact,images=20,correct",
        "magnitude,own,exact,ratios=0.5/0.25/1",
    ])
    .prop_map(str::to_owned)
    .boxed()
}

fn scheme() -> BoxedStrategy<String> {
    let range = prop_oneof![
        Just(String::new()),
        (2u32..=8, 1u32..=10_000).prop_map(|(bits, images)| format!(",{bits},{images}")),
        (2u32..=8, 1u32..=10_000, 50.0..=100.0)
            .prop_map(|(bits, images, p)| format!(",{bits},{images},{}", number_text(p))),
    ];
    let levels = select(vec!["symmetric", "affine"]);
    (2u32..=8, levels, select(vec!["tensor", "row"]), range)
        .prop_map(|(bits, levels, per, range)| format!("{bits},{levels},{per}{range}"))
        .boxed()
}

fn edits() -> BoxedStrategy<String> {
    let input = prop_oneof![Just(String::new()), (0u32..784).prop_map(|i| i.to_string())];
    let edit =
        (0u32..5, input, 0u32..1024, any::<bool>()).prop_map(|(layer, input, output, keep)| {
            format!(
                "{layer},{input},{output},{}",
                if keep { "keep" } else { "cut" }
            )
        });
    proptest::collection::vec(edit, 1..5)
        .prop_map(|edits| edits.join(";"))
        .boxed()
}

/// The text of a field, `depth` teachers deep.
fn value(field: FieldDescription, depth: u32) -> BoxedStrategy<String> {
    let limit = field.limit;
    let numbers = move || number(limit.unwrap());
    match field.kind {
        Kind::Number => numbers(),
        Kind::MaybeNumber => prop_oneof![Just(String::new()), numbers()].boxed(),
        Kind::Numbers => proptest::collection::vec(numbers(), 1..=4)
            .prop_map(|all| all.join(","))
            .boxed(),
        Kind::Choice { names } => select(names).prop_map(str::to_owned).boxed(),
        Kind::Text => name(),
        Kind::Optimizer => optimizer(),
        Kind::Method => method(),
        Kind::Scheme => scheme(),
        Kind::Edits => edits(),
        Kind::Teacher => pieces(depth + 1, 3)
            .prop_map(|pieces| escaped(&pieces.join("~")))
            .boxed(),
    }
}

/// The text of an operation of a kind; every kind there is is tried.
fn piece(op: &Op, depth: u32) -> BoxedStrategy<String> {
    let description = op.describe();
    let stop = match description.work {
        WorkKind::Train => prop_oneof![Just(String::new()), Just(";stop=7".to_owned())].boxed(),
        WorkKind::Make | WorkKind::Change | WorkKind::Repeat => Just(String::new()).boxed(),
    };
    let fields = description.fields.into_iter();
    let values: Vec<_> = fields.map(|field| value(field, depth)).collect();
    let name = description.link;
    (values, stop)
        .prop_map(move |(values, stop)| format!("{name}({}{stop})", values.join(";")))
        .boxed()
}

/// The texts of a list's operations, `depth` teachers deep.
fn pieces(depth: u32, most: usize) -> BoxedStrategy<Vec<String>> {
    let all = Op::all();
    let kinds = |is_root: bool| {
        let kinds = all.iter().filter(|op| op.is_root() == is_root);
        // Teachers have teachers at most three deep.
        let kinds = kinds.filter(|op| depth < 3 || op.teacher().is_none());
        let each: Vec<_> = kinds.map(|op| piece(op, depth)).collect();
        proptest::strategy::Union::new(each)
    };
    (
        kinds(true),
        proptest::collection::vec(kinds(false), 0..most),
    )
        .prop_map(|(first, mut rest)| {
            rest.insert(0, first);
            rest
        })
        .boxed()
}

fn link() -> BoxedStrategy<String> {
    let data = prop_oneof![
        (100u32..=100_000, 100u32..=20_000, 0u64..1_000_000_000)
            .prop_map(|(train, test, seed)| format!("digits,{train},{test},{seed}")),
        (name(), name()).prop_map(|(name, digest)| format!("files,{name},{digest}")),
    ];
    let ops = prop_oneof![
        Just(String::new()),
        pieces(0, 8).prop_map(|pieces| format!("&ops={}", pieces.join("~"))),
    ];
    let at = number(prunelab::check::RATIO);
    (data, ops, method(), at, select(vec!["", "&base=here"]))
        .prop_map(|(data, ops, method, at, base)| {
            format!("data={data}{ops}&prune={method}&at={at}{base}")
        })
        .prop_filter("links are short", |link| link.len() <= MAX_LENGTH)
        .boxed()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_link_comes_back_as_it_was(text in link()) {
        let link = parse(&text);
        let again = link.to_string();
        // A teacher made by the first operations of its list is told by their number, or else this is the same text.
        if !again.contains("first") {
            prop_assert_eq!(&again, &text);
        }
        prop_assert_eq!(&parse(&again), &link);
        prop_assert_eq!(parse(&again).to_string(), again);
        let json = serde_json::to_string(&link).unwrap();
        prop_assert_eq!(serde_json::from_str::<Link>(&json).unwrap(), link);
    }

    #[test]
    fn cut_or_garbled_links_never_do_anything_but_parse_or_complain(
        text in link(), at: prop::sample::Index, mark in select("();,~&=%.x9-".chars().collect::<Vec<_>>()), way in 0..3
    ) {
        let at = at.index(text.len());
        let garbled = match way {
            0 => text[..at].to_owned(),
            1 => format!("{}{mark}{}", &text[..at], &text[at + 1..]),
            _ => format!("{}{}", &text[..at], text.get(at + 5..).unwrap_or_default()),
        };
        if let Ok(Some(link)) = Link::parse(&garbled) {
            prop_assert_eq!(parse(&link.to_string()), link);
        }
    }

    #[test]
    fn any_text_can_be_a_name(text: String) {
        let escaped = escaped(&text);
        prop_assert!(escaped.bytes().all(|b| b.is_ascii_alphanumeric() || b"-%".contains(&b)));
        prop_assert_eq!(unescaped(&escaped).unwrap(), text);
    }
}

#[test]
fn every_operation_stands_in_a_link_with_its_defaults() {
    for op in Op::all() {
        op.check()
            .unwrap_or_else(|error| panic!("{}: {error}", op.name()));
        let mut ops = vec![op.clone()];
        if !op.is_root() {
            ops.insert(0, Init::default().into());
        }
        let text = list::write(&ops).join("~");
        assert_eq!(list::read(&text, 0).unwrap(), ops, "{text}");
        let json = serde_json::to_value(&op).unwrap();
        assert_eq!(json["op"], op.name());
        assert_eq!(serde_json::from_value::<Op>(json.clone()).unwrap(), op);
        // Every field is named as in JSON; those of the training lie deeper.
        for field in op.describe().fields {
            let found = json.get(field.name).or(json["config"].get(field.name));
            let left_out = matches!(field.name, "toStep" | "from");
            assert!(found.is_some() || left_out, "{}: {}", op.name(), field.name);
        }
        for old in op.old_names() {
            let mut older = json.clone();
            older["op"] = (*old).into();
            assert_eq!(serde_json::from_value::<Op>(older).unwrap(), op);
            let text = text.replace(&op.name().to_lowercase(), old);
            assert_eq!(list::read(&text, 0).unwrap(), ops, "{text}");
        }
    }
}

#[test]
fn a_link_is_short_and_readable() {
    let link =
        parse("data=digits,12000,2000,1&ops=init(300,100;42)~train(adam,0.001;64;10)&at=0.8");
    let init = Init {
        hidden: vec![300, 100],
        seed: 42,
    };
    assert_eq!(link.ops[0], init.into());
    assert_eq!(link.ratio, 0.8);
    assert_eq!(link.method, prunelab::lab::ops::Method::default());
    assert!(matches!(link.dataset, DatasetSpec::Digits(_)));
    assert_eq!(Link::parse(""), Ok(None));
    assert_eq!(Link::parse("#"), Ok(None));
}

#[test]
fn older_names_are_read() {
    let config = TrainConfig {
        epochs: 1,
        batch_size: 64,
        optimizer: Optimizer::Adam { lr: 0.1 },
    };
    let op = DropGrow {
        grow: Growth::Random,
        fraction: 0.3,
        every: 1,
        end: 5,
        config,
        stop_after: None,
    };
    let older = parse("data=digits,1000,100,1&ops=init(3;1)~rewire(adam,0.1;64;1;random;0.3;1;5)");
    assert_eq!(older.ops[1], op.into());
    assert!(
        older
            .to_string()
            .contains("~dropgrow(adam,0.1;64;1;random;0.3;1;5)")
    );
}

#[test]
fn a_teacher_made_by_the_first_operations_of_its_list_is_told_by_their_number() {
    let text = "data=digits,1000,100,1&ops=init(3;1)~train(adam,0.1;64;1)~distil(adam,0.1;64;1;3;0.5;first=2)";
    let long = text.replace(
        "first=2",
        "init%283%3B1%29%7Etrain%28adam%2C0.1%3B64%3B1%29",
    );
    let link = parse(text);
    let Op::Distil(taught) = &link.ops[2] else {
        panic!("{:?}", link.ops[2]);
    };
    assert_eq!(taught.teacher, link.ops[..2]);
    // The long form of older links says the same, and a stop after it is no part of it.
    assert_eq!(parse(&long), link);
    assert!(link.to_string().contains(";first=2)"));
    let stopped = parse(&text.replace("first=2", "first=2;stop=5"));
    assert_eq!(stopped.ops[2], link.ops[2].clone().stopped(5));
    // A teacher's own teacher may be the first operations of the teacher's list.
    let nested = Distil {
        teacher: link.ops.clone(),
        ..taught.clone()
    };
    let nested = Link {
        ops: vec![link.ops[0].clone(), nested.into()],
        ..link
    };
    assert!(nested.to_string().contains("first%3D2"));
    assert_eq!(parse(&nested.to_string()), nested);
}

#[test]
fn a_link_that_stands_for_too_much_is_refused() {
    let distil = |first: usize| format!("~distil(adam,1;1;1;1;1;first={first})");
    let link = |later: &str| format!("data=digits,1000,100,1&ops=init(3;1){later}");
    let flat = "~shuffle(1)".repeat(99) + &distil(100).repeat(100);
    assert_eq!(parse(&link(&flat)).ops.len(), 200);
    let chain: Vec<String> = (1..=4).map(distil).collect();
    assert_eq!(parse(&link(&chain[..3].concat())).ops.len(), 4);
    let (code, piece) = fault(&link(&chain.concat()));
    assert_eq!((&*code, &*piece), ("op", "distil(first=4)"));
    let deep = distil(1).repeat(66) + &distil(67).repeat(66) + &distil(133).repeat(66);
    assert_eq!(fault(&link(&deep)).0, "long");
    assert_eq!(fault(&link(&"~shuffle(1)".repeat(200))).0, "long");
    assert_eq!(fault(&format!("data={}", "9".repeat(1_000_000))).0, "long");
}

#[test]
fn a_link_that_does_not_fit_names_the_piece() {
    for (text, code, piece) in [
        ("colour=red&data=digits,1000,100,1", "part", "colour=red"),
        (
            "data=digits,1000,100,1&data=digits,1000,100,1",
            "twice",
            "data=",
        ),
        ("ops=init(3;1)", "missing", "data="),
        ("data=digits,1000,100", "data", "digits,1000,100"),
        ("data=digits,1e9,100,1", "number", "1e9"),
        ("data=digits,1000,100,-1", "number", "-1"),
        ("data=digits,1000,100,1.5", "number", "1.5"),
        ("data=digits,1000,100,NaN", "number", "NaN"),
        ("data=digits,1000,100,0x10", "number", "0x10"),
        ("data=digits,1000,100,1&at=1.1", "number", "1.1"),
        ("data=digits,1000,100,1&at=", "number", ""),
        ("data=digits,1000,100,1&base=there", "part", "base=there"),
        (
            "data=digits,1000,100,1&prune=magnitude,layer",
            "method",
            "magnitude,layer",
        ),
        (
            "data=digits,1000,100,1&prune=magnitude,sideways,exact",
            "choice",
            "sideways",
        ),
        (
            "data=digits,1000,100,1&prune=size,layer,exact",
            "choice",
            "size",
        ),
        (
            "data=digits,1000,100,1&prune=magnitude,layer,roughly",
            "choice",
            "roughly",
        ),
        (
            "data=digits,1000,100,1&prune=magnitude,layer,exact,shape=4:2",
            "choice",
            "4:2",
        ),
        (
            "data=digits,1000,100,1&prune=magnitude,layer,exact,shape=1:17",
            "choice",
            "1:17",
        ),
        (
            "data=digits,1000,100,1&prune=magnitude,layer,exact,shape=rows",
            "choice",
            "rows",
        ),
        (
            "data=digits,1000,100,1&prune=wanda,layer,exact,images=0",
            "number",
            "0",
        ),
        (
            "data=digits,1000,100,1&prune=wanda,layer,exact,images=1000001",
            "number",
            "1000001",
        ),
        (
            "data=digits,1000,100,1&prune=random,layer,exact,seed=1.5",
            "number",
            "1.5",
        ),
        (
            "data=digits,1000,100,1&prune=l1,own,exact,shape=neurons,ratios=0.5/1.5",
            "number",
            "1.5",
        ),
        (
            "data=digits,1000,100,1&prune=random,layer,exact,seed=1,seed=2",
            "method",
            "random,layer,exact,seed=1,seed=2",
        ),
        (
            "data=digits,1000,100,1&prune=random,layer,exact,seed",
            "method",
            "random,layer,exact,seed",
        ),
        (
            "data=digits,1000,100,1&prune=obs,layer,exact,correct=1",
            "method",
            "obs,layer,exact,correct=1",
        ),
        (
            "data=digits,1000,100,1&prune=obs,layer,exact,depth=1",
            "method",
            "obs,layer,exact,depth=1",
        ),
        (
            "data=digits,1000,100,1&prune=l1,layer,exact",
            "mismatch",
            "l1,layer,exact",
        ),
        (
            "data=digits,1000,100,1&prune=magnitude,layer,exact,shape=neurons",
            "mismatch",
            "magnitude,layer,exact,shape=neurons",
        ),
        (
            "data=digits,1000,100,1&prune=l1,row,exact,shape=neurons",
            "mismatch",
            "l1,row,exact,shape=neurons",
        ),
        (
            "data=digits,1000,100,1&prune=wanda,global,exact,shape=2:4",
            "mismatch",
            "wanda,global,exact,shape=2:4",
        ),
        (
            "data=digits,1000,100,1&prune=wanda,layer,seed-note,shape=2:4",
            "mismatch",
            "wanda,layer,seed-note,shape=2:4",
        ),
        (
            "data=digits,1000,100,1&prune=magnitude,own,exact",
            "mismatch",
            "magnitude,own,exact",
        ),
        (
            "data=digits,1000,100,1&prune=magnitude,layer,exact,ratios=0.5",
            "mismatch",
            "magnitude,layer,exact,ratios=0.5",
        ),
        (
            "data=digits,1000,100,1&prune=l1,layer,exact,shape=neurons,correct",
            "mismatch",
            "l1,layer,exact,shape=neurons,correct",
        ),
        ("data=digits,1000,100,1&ops=explode(3)", "op", "explode(3)"),
        ("data=digits,1000,100,1&ops=init(3;1", "op", "init(3;1"),
        (
            "data=digits,1000,100,1&ops=init(3,3,3,3,3;1)",
            "op",
            "init(3,3,3,3,3",
        ),
        ("data=digits,1000,100,1&ops=init(2000;1)", "number", "2000"),
        (
            "data=digits,1000,100,1&ops=init(3;1)~init(3;1)",
            "order",
            "init(3;1)",
        ),
        (
            "data=digits,1000,100,1&ops=train(adam,0.1;64;1)",
            "order",
            "train(adam,0.1;64;1)",
        ),
        (
            "data=digits,1000,100,1&ops=init(3;1)~train(adam,0.1,7;64;1)",
            "optimizer",
            "adam,0.1,7",
        ),
        (
            "data=digits,1000,100,1&ops=init(3;1)~train(adam,0.1;64;1;stop=0)",
            "number",
            "0",
        ),
        (
            "data=digits,1000,100,1&ops=init(3;1)~finetune(adam,0.1;64;1;maybe)",
            "op",
            "finetune(adam,0.1;64;1;maybe)",
        ),
        (
            "data=digits,1000,100,1&ops=init(3;1)~rewind(0)",
            "number",
            "0",
        ),
        (
            "data=digits,1000,100,1&ops=init(3;1)~rewind(1;2)",
            "op",
            "rewind(1;2)",
        ),
        (
            "data=digits,1000,100,1&ops=init(3;1)~edit()",
            "op",
            "edit()",
        ),
        (
            "data=digits,1000,100,1&ops=init(3;1)~edit(0,1,2,gone)",
            "op",
            "edit(0,1,2,gone)",
        ),
        (
            "data=digits,1000,100,1&ops=init(3;1)~edit(0,1,,cut)",
            "number",
            "",
        ),
        (
            "data=digits,1000,100,1&ops=init(3;1)~rewire(adam,0.1;64;1;upwards;0.3;1;5)",
            "op",
            "rewire(adam,0.1;64;1;upwards;0.3;1;5)",
        ),
        (
            "data=digits,1000,100,1&ops=init(3;1)~dropgrow(adam,0.1;64;1;random;1.3;1;5)",
            "number",
            "1.3",
        ),
        (
            "data=digits,1000,100,1&ops=init(3;1)~rewire(adam,0.1;64;1;random;0.3;0;5)",
            "number",
            "0",
        ),
        (
            "data=digits,1000,100,1&ops=init(3;1)~proximal(adam,0.1;64;1;101)",
            "number",
            "101",
        ),
        (
            "data=digits,1000,100,1&ops=init(3;1)~distil(adam,0.1;64;1;0;0.5;init%283%3B1%29)",
            "number",
            "0",
        ),
        (
            "data=digits,1000,100,1&ops=init(3;1)~distil(adam,0.1;64;1;3;1.5;init%283%3B1%29)",
            "number",
            "1.5",
        ),
        (
            "data=digits,1000,100,1&ops=init(3;1)~distil(adam,0.1;64;1;3;0.5;)",
            "op",
            "distil()",
        ),
        (
            "data=digits,1000,100,1&ops=distil(adam,0.1;64;1;3;0.5;first=1)",
            "op",
            "distil(first=1)",
        ),
        (
            "data=digits,1000,100,1&ops=init(3;1)~distil(adam,0.1;64;1;3;0.5;first=0)",
            "number",
            "0",
        ),
        (
            "data=digits,1000,100,1&ops=init(3;1)~distil(adam,0.1;64;1;3;0.5;first=2)",
            "number",
            "2",
        ),
        (
            "data=digits,1000,100,1&ops=init(3;1)~distil(adam,0.1;64;1;3;0.5;first=)",
            "number",
            "",
        ),
        (
            "data=digits,1000,100,1&ops=init(3;1)~distil(adam,0.1;64;1;3;0.5;first=1.5)",
            "number",
            "1.5",
        ),
        (
            "data=digits,1000,100,1&ops=init(3;1)~distil(adam,0.1;64;1;3;0.5;explode%283%29)",
            "op",
            "explode(3)",
        ),
        (
            "data=digits,1000,100,1&ops=init(3;1)~distil(adam,0.1;64;1;3;0.5;shuffle%283%29)",
            "order",
            "shuffle(3)",
        ),
        (
            "data=digits,1000,100,1&ops=init(3;1)~distil(adam,0.1;64;1;3;0.5;%E0%A4%A)",
            "name",
            "%E0%A4%A",
        ),
        ("data=digits,1000,100,1&ops=reinit(3)", "order", "reinit(3)"),
        ("data=files,%E0%A4%A,x", "name", "%E0%A4%A"),
        ("data=files,,x", "name", ""),
        ("<script>", "part", "<script>"),
    ] {
        let (found, told) = fault(text);
        assert_eq!((&*found, &*told), (code, piece), "{text}");
    }
}
