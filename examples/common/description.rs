//! The descriptions of operations, methods, recipes and files as JavaScript, with types.

use prunelab::chart::plot::{AxisSpec, GuideSpec, Mark, PlotSpec, SeriesSpec};
use prunelab::chart::{Look, Theme};
use prunelab::lab::describe::describe;
use prunelab::lab::ops::base::Kind;
use prunelab::lab::ops::describe::{FieldDescription, OpDescription, WorkKind};
use serde_json::{Map, Value};
use std::fmt::Write;

const HEAD: &str = "// @ts-check
/**
 * What operations, methods, recipes, files and charts are: made of their Rust descriptions by `make describe`, not by hand.
 */

/** @import { Edit, PruneMethod, Scheme } from './protocol.js' */
";

/// Returns the file.
///
/// # Panics
/// If a description is no JSON object.
#[must_use]
pub fn javascript() -> String {
    let description = describe();
    let all = serde_json::to_value(&description).unwrap();
    let mut out = HEAD.to_owned();
    let methods = &all["methods"];
    for (name, names) in [
        ("Score", named(&methods["scores"], "name")),
        ("Scope", named(&methods["scopes"], "name")),
        ("Rule", named(&methods["rules"], "name")),
        ("ShapeKind", named(&methods["shapes"], "name")),
        ("Levels", names(&all["schemes"]["levels"])),
        ("Per", names(&all["schemes"]["per"])),
        ("ActivationRange", names(&all["schemes"]["activations"])),
        ("FileKind", named(&all["files"]["fileKinds"], "kind")),
        ("Layout", named(&all["files"]["layouts"], "layout")),
        ("Kernel", names(&all["files"]["kernels"])),
        (
            "Technique",
            named(&all["recipes"]["techniques"], "technique"),
        ),
        ("Arm", names(&all["recipes"]["arms"])),
        ("Preset", names(&all["recipes"]["presets"])),
        (
            "LimitName",
            all["limits"]
                .as_object()
                .unwrap()
                .keys()
                .map(|key| quoted(key))
                .collect(),
        ),
    ] {
        writeln!(out, "/** @typedef {{{}}} {name} */", names.join(" | ")).unwrap();
    }
    let optimizers: Vec<String> = description
        .optimizers
        .iter()
        .map(|one| {
            let default = serde_json::to_value(one.default).unwrap();
            let fields = default.as_object().unwrap().iter();
            let fields: Vec<String> = fields
                .map(|(name, value)| format!("{name}: {}", type_of(value)))
                .collect();
            format!("{{ {} }}", fields.join(", "))
        })
        .collect();
    writeln!(
        out,
        "/** @typedef {{{}}} Optimizer */",
        optimizers.join(" |\n *   ")
    )
    .unwrap();
    out.push_str("/** @typedef {{ epochs: number, batchSize: number, optimizer: Optimizer }} TrainConfig */\n");
    let ops: Vec<String> = description.ops.iter().map(op_type).collect();
    writeln!(out, "/** @typedef {{{}}} Op */", ops.join(" |\n *   ")).unwrap();
    for (name, fields) in [
        ("Theme", Theme::typedef()),
        ("Look", Look::typedef()),
        ("Mark", Mark::typedef()),
        ("AxisSpec", AxisSpec::typedef()),
        ("SeriesSpec", SeriesSpec::typedef()),
        ("GuideSpec", GuideSpec::typedef()),
        ("PlotSpec", PlotSpec::typedef()),
    ] {
        writeln!(out, "/** @typedef {{{fields}}} {name} */").unwrap();
    }
    for (name, value) in &for_the_page(all) {
        write!(
            out,
            "\nexport const {} = /** @type {{const}} */ (",
            constant(name)
        )
        .unwrap();
        print(&mut out, value, 0);
        out.push_str(");\n");
    }
    out
}

/// What the page uses: it reads no links itself, and its forms know fields by their limits.
fn for_the_page(all: Value) -> Map<String, Value> {
    let Value::Object(mut all) = all else {
        panic!("{all}");
    };
    for op in items(&mut all["ops"]) {
        op.retain(|name, _| matches!(name.as_str(), "name" | "work" | "default"));
    }
    for kind in items(&mut all["files"]["fileKinds"]) {
        kind.retain(|name, _| matches!(name.as_str(), "kind" | "ending"));
    }
    for layout in items(&mut all["files"]["layouts"]) {
        layout.retain(|name, _| matches!(name.as_str(), "layout" | "formula" | "source"));
    }
    let recipes = all["recipes"].as_object_mut().unwrap();
    for recipe in recipes.values_mut().filter_map(Value::as_object_mut) {
        let fields = recipe.remove("fields").unwrap();
        let limits = fields.as_array().unwrap().iter();
        let limits = limits.map(|field| {
            (
                field["name"].as_str().unwrap().to_owned(),
                field["limit"].clone(),
            )
        });
        recipe.insert("limits".into(), limits.collect::<Map<_, _>>().into());
    }
    for optimizer in items(&mut all["optimizers"]) {
        optimizer.remove("fields");
    }
    all
}

fn items(list: &mut Value) -> impl Iterator<Item = &mut Map<String, Value>> {
    let items = list.as_array_mut().unwrap().iter_mut();
    items.map(|item| item.as_object_mut().unwrap())
}

fn quoted(name: &str) -> String {
    format!("'{name}'")
}

fn names(list: &Value) -> Vec<String> {
    list.as_array()
        .unwrap()
        .iter()
        .map(|name| quoted(name.as_str().unwrap()))
        .collect()
}

fn named(list: &Value, key: &str) -> Vec<String> {
    list.as_array()
        .unwrap()
        .iter()
        .map(|item| quoted(item[key].as_str().unwrap()))
        .collect()
}

fn type_of(value: &Value) -> String {
    match value {
        Value::Bool(_) => "boolean".into(),
        Value::Number(_) => "number".into(),
        Value::String(text) => quoted(text),
        Value::Null | Value::Array(_) | Value::Object(_) => panic!("{value}"),
    }
}

/// The type of an operation. What its defaults leave out may be missing.
fn op_type(op: &OpDescription) -> String {
    let default = serde_json::to_value(&op.default).unwrap();
    let mut out = format!("{{ op: {}", quoted(op.name));
    for field in &op.fields {
        if default["config"].get(field.name).is_some() {
            continue;
        }
        let may_lack = if default.get(field.name).is_none() {
            "?"
        } else {
            ""
        };
        write!(out, ", {}{may_lack}: {}", field.name, field_type(field)).unwrap();
    }
    match op.work {
        WorkKind::Train => out.push_str(", config: TrainConfig, stopAfter?: number }"),
        WorkKind::Make | WorkKind::Change | WorkKind::Repeat => out.push_str(" }"),
    }
    out
}

fn field_type(field: &FieldDescription) -> String {
    match &field.kind {
        Kind::Number | Kind::MaybeNumber => "number".into(),
        Kind::Numbers => "number[]".into(),
        Kind::Choice { names } => {
            let names: Vec<String> = names.iter().map(|name| quoted(name)).collect();
            names.join(" | ")
        }
        Kind::Text => "string".into(),
        Kind::Optimizer => "Optimizer".into(),
        Kind::Method => "PruneMethod".into(),
        Kind::Scheme => "Scheme".into(),
        Kind::Edits => "Edit[]".into(),
        Kind::Teacher => "Op[]".into(),
    }
}

/// `maxOps` as `MAX_OPS`.
fn constant(name: &str) -> String {
    let mut out = String::new();
    for letter in name.chars() {
        if letter.is_ascii_uppercase() {
            out.push('_');
        }
        out.push(letter.to_ascii_uppercase());
    }
    out
}

/// A line for each item of the outermost two levels, so that changes can be read.
fn print(out: &mut String, value: &Value, depth: usize) {
    let indent = "  ".repeat(depth + 1);
    match value {
        Value::Array(items) if depth < 2 && items.iter().any(Value::is_object) => {
            out.push_str("[\n");
            for item in items {
                out.push_str(&indent);
                print(out, item, 2);
                out.push_str(",\n");
            }
            write!(out, "{}]", &indent[2..]).unwrap();
        }
        Value::Object(fields)
            if depth < 2
                && fields
                    .values()
                    .any(|item| item.is_object() || item.is_array()) =>
        {
            out.push_str("{\n");
            for (name, item) in fields {
                write!(out, "{indent}{}: ", key(name)).unwrap();
                print(out, item, depth + 1);
                out.push_str(",\n");
            }
            write!(out, "{}}}", &indent[2..]).unwrap();
        }
        Value::Array(items) => {
            out.push('[');
            for (at, item) in items.iter().enumerate() {
                out.push_str(if at == 0 { "" } else { ", " });
                print(out, item, 2);
            }
            out.push(']');
        }
        Value::Object(fields) => {
            out.push_str("{ ");
            for (at, (name, item)) in fields.iter().enumerate() {
                write!(out, "{}{}: ", if at == 0 { "" } else { ", " }, key(name)).unwrap();
                print(out, item, 2);
            }
            out.push_str(" }");
        }
        Value::Number(number) => match number.as_f64() {
            Some(real) if real.fract() == 0.0 => write!(out, "{real}").unwrap(),
            _ => write!(out, "{number}").unwrap(),
        },
        Value::Null | Value::Bool(_) | Value::String(_) => write!(out, "{value}").unwrap(),
    }
}

fn key(name: &str) -> String {
    let plain = name.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if plain { name.into() } else { quoted(name) }
}
