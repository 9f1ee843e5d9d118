//! Charts with axes on a backend that only writes down what it is asked to draw, and as SVG: shapes stand where their
//! data say, nothing leaves the canvas or the plot, texts neither collide nor get cut off, and no input hangs.

use crate::chart_recorder::{
    CURVE, DENSE, FINE_TUNED, OTHER, POSITIVE, REMOVED, Recorder, Shape, device, look,
    nothing_outside, on_canvas, paths, texts_apart,
};
use plotters_svg::SVGBackend;
use proptest::prelude::*;
use prunelab::chart::plot::{Kind, PlotSpec, draw_plot};
use prunelab::chart::scale::Scale;
use prunelab::chart::{ChartError, Frame};
use prunelab::choice::Choice;
use serde_json::{Value, json};
use std::rc::Rc;

fn read(spec: Value) -> PlotSpec {
    serde_json::from_value(spec).unwrap()
}

/// Accuracy against sparsity, as on Explore.
fn accuracy(ratio: f64, change: impl FnOnce(&mut Value)) -> PlotSpec {
    let mut spec = json!({
        "look": look(ratio),
        "x": { "title": "weights pruned, %", "unit": "percent", "min": 0, "max": 1 },
        "y": { "title": "test accuracy, %", "unit": "percent", "min": 0, "max": 1 },
        "guides": [
            { "at": 0.1, "colour": "#555555", "name": "chance 10 %", "dash": "dots" },
            { "at": 0.981, "colour": "#4453c4", "name": "dense 98.1 %" },
        ],
        "series": [
            { "kind": "line", "weight": "faint", "colour": "#8a93a0", "name": "#2",
              "x": [0.0, 1.0], "y": [0.981, 0.1] },
            { "kind": "points", "weight": "strong", "colour": "#c0540a",
              "x": [0.0, 0.8, 0.96, 1.0], "y": [0.981, 0.9, 0.3, 0.1] },
            { "kind": "scatter", "colour": "#14804a", "x": [0.6], "y": [0.8], "labels": ["#3"] },
        ],
    });
    change(&mut spec);
    read(spec)
}

/// A series of every kind, spread included.
fn everything(ratio: f64, x_scale: Scale, y_scale: Scale) -> PlotSpec {
    let (x, y) = ([0.02, 0.1, 0.5, 0.9], [0.3, 0.9, 0.2, 0.6]);
    let series: Vec<Value> = Kind::ALL
        .iter()
        .map(|kind| {
            json!({ "kind": kind.name(), "x": x, "y": y, "colour": "#1f6fc9", "name": "a name",
                    "low": y.map(|y| y * 0.9), "high": y.map(|y| y * 1.05), "width": 0.05,
                    "labels": ["1", "2", "3", "4"], "dashed": true, "ring": 1 })
        })
        .collect();
    read(json!({
        "look": look(ratio),
        "x": { "title": "x", "scale": x_scale.name() },
        "y": { "title": "y", "scale": y_scale.name(), "unit": "percent" },
        "series": series,
        "guides": [{ "at": 0.4, "colour": "#111111", "name": "level" },
                   { "at": 0.4, "colour": "#111111", "upright": true, "dash": "solid" }],
    }))
}

fn svg(size: (u32, u32), spec: &PlotSpec) -> (Frame, String) {
    let mut text = String::new();
    let frame = draw_plot(SVGBackend::with_string(&mut text, size), spec).unwrap();
    (frame, text)
}

fn fault(size: (u32, u32), spec: &PlotSpec) -> ChartError {
    let recorder = Recorder {
        size,
        shapes: Rc::default(),
    };
    draw_plot(recorder, spec).map(|_| ()).unwrap_err()
}

#[test]
fn every_kind_on_every_scale_fits_from_phone_to_projector() {
    for ratio in [1.0, 1.25, 2.0, 3.0] {
        for (width, height) in [
            (288.0, 220.0),
            (320.0, 260.0),
            (700.0, 300.0),
            (1900.0, 900.0),
        ] {
            let size = ((width * ratio) as u32, (height * ratio) as u32);
            let check = |spec: &PlotSpec| {
                let (frame, shapes) = on_canvas(size, |b| draw_plot(b, spec));
                nothing_outside(&frame, ratio, size, &shapes);
                texts_apart(&shapes);
            };
            check(&accuracy(ratio, |_| ()));
            check(&accuracy(ratio, |s| s["x"]["min"] = json!(0.9)));
            for x in Scale::ALL {
                for y in Scale::ALL {
                    check(&everything(ratio, *x, *y));
                }
            }
        }
    }
}

#[test]
fn the_same_drawing_is_an_svg() {
    let (frame, text) = svg((600, 300), &accuracy(1.0, |_| ()));
    assert!(text.starts_with("<svg") && text.trim_end().ends_with("</svg>"));
    for label in [
        "dense 98.1 %",
        "chance 10 %",
        "#2",
        "#3",
        "weights pruned, %",
    ] {
        assert_eq!(
            text.matches(&format!("\n{label}\n")).count(),
            1,
            "{label} in {text}"
        );
    }
    let corners: Vec<String> = [(0.0, 0.981), (0.8, 0.9), (0.96, 0.3), (1.0, 0.1)]
        .iter()
        .map(|&(x, y)| device(&frame, 1.0, x, y))
        .map(|(x, y)| format!("{x},{y}"))
        .collect();
    let line = text
        .lines()
        .find(|line| line.contains("<polyline") && line.contains("#C0540A"));
    assert!(line.unwrap().contains(&corners.join(" ")), "{line:?}");
    assert!(!text.contains("NaN") && !text.contains("inf"));
}

#[test]
fn points_are_joined_in_their_order_except_where_a_line_breaks() {
    let saw = accuracy(1.0, |s| {
        s["series"] = json!([{ "kind": "line", "colour": "#c0540a", "breaks": [3],
            "x": [0.2, 0.5, 0.5, 0.4, 0.7], "y": [0.9, 0.4, 0.8, 0.6, 0.5] }]);
    });
    let (frame, shapes) = on_canvas((600, 300), |b| draw_plot(b, &saw));
    let at = |x, y| device(&frame, 1.0, x, y);
    let expected = vec![
        vec![at(0.2, 0.9), at(0.5, 0.4), at(0.5, 0.8)],
        vec![at(0.4, 0.6), at(0.7, 0.5)],
    ];
    assert_eq!(paths(&shapes, CURVE), expected);
}

#[test]
fn points_and_guides_stand_where_their_values_say() {
    for ratio in [1.0, 2.0] {
        let size = (600 * ratio as u32, 300 * ratio as u32);
        let (frame, shapes) = on_canvas(size, |b| draw_plot(b, &accuracy(ratio, |_| ())));
        let expected: Vec<_> = [(0.0, 0.981), (0.8, 0.9), (0.96, 0.3), (1.0, 0.1)]
            .map(|(x, y)| device(&frame, ratio, x, y))
            .into();
        assert_eq!(paths(&shapes, CURVE), vec![expected.clone()]);
        let discs: Vec<_> = shapes
            .iter()
            .filter_map(|s| {
                if let Shape::Disc(at, CURVE) = s {
                    Some(*at)
                } else {
                    None
                }
            })
            .collect();
        assert_eq!(discs, expected);
        let dot = device(&frame, ratio, 0.6, 0.8);
        let is_dot = |s: &Shape| matches!(s, Shape::Disc(at, FINE_TUNED) if *at == dot);
        assert!(shapes.iter().any(is_dot));
        let level = device(&frame, ratio, 0.0, 0.981).1;
        let dashes: Vec<_> = shapes
            .iter()
            .filter_map(|s| {
                if let Shape::Rect(a, b, DENSE) = s {
                    Some((a.1, b.1))
                } else {
                    None
                }
            })
            .collect();
        assert!(dashes.len() > 20, "a dashed line from edge to edge");
        for (top, bottom) in dashes {
            assert!(
                top <= level && level < bottom,
                "dense level {level} not in {top}..{bottom}"
            );
        }
    }
}

#[test]
fn steps_are_level_then_upright_and_bands_filled_between_their_edges() {
    let spec = accuracy(1.0, |s| {
        s["series"] = json!([
            { "kind": "steps", "colour": "#c0540a", "x": [0.2, 0.5, 0.9], "y": [0.3, 0.6, 0.4] },
            { "kind": "band", "colour": "#7b8490", "x": [0.0, 0.3], "y": [1, 1], "low": [0, 0.5], "high": [1, 1] },
        ]);
    });
    let (frame, shapes) = on_canvas((600, 300), |b| draw_plot(b, &spec));
    let at = |x, y| device(&frame, 1.0, x, y);
    let stairs = [(0.2, 0.3), (0.5, 0.3), (0.5, 0.6), (0.9, 0.6), (0.9, 0.4)];
    assert_eq!(
        paths(&shapes, CURVE),
        vec![stairs.map(|(x, y)| at(x, y)).to_vec()]
    );
    let edges = vec![at(0.0, 1.0), at(0.3, 1.0), at(0.3, 0.5), at(0.0, 0.0)];
    assert!(
        shapes
            .iter()
            .any(|s| matches!(s, Shape::Filled(corners, REMOVED) if *corners == edges))
    );
}

#[test]
fn bars_are_as_high_as_their_logarithms_and_spread_as_long_as_it_is() {
    let spec = read(json!({
        "look": look(1.0),
        "x": { "title": "stage", "min": -0.5, "max": 2.5, "marks": [
            { "value": 0, "label": "f32" }, { "value": 1, "label": "1" }, { "value": 2, "label": "2" }] },
        "y": { "title": "bytes", "scale": "log", "unit": "bytes" },
        "series": [
            { "kind": "bars", "colour": "#1f6fc9", "x": [0, 1, 2], "y": [8e5, 2e5, 5e4], "width": 0.7 },
            { "kind": "points", "colour": "#14804a", "x": [1], "y": [2e5], "low": [1e5], "high": [4e5] },
        ],
    }));
    let (frame, shapes) = on_canvas((600, 300), |b| draw_plot(b, &spec));
    let tops: Vec<i32> = shapes
        .iter()
        .filter_map(|s| {
            if let Shape::Rect(a, _, POSITIVE) = s {
                Some(a.1)
            } else {
                None
            }
        })
        .collect();
    assert_eq!(
        tops,
        [8e5, 2e5, 5e4].map(|bytes| device(&frame, 1.0, 0.0, bytes).1)
    );
    assert!(((tops[1] - tops[0]) - (tops[2] - tops[1])).abs() <= 1);
    let upright = [4e5, 1e5].map(|bytes| device(&frame, 1.0, 1.0, bytes));
    let spread = paths(&shapes, FINE_TUNED);
    assert!(
        spread.iter().any(|line| line.len() == 2
            && line.contains(&upright[0])
            && line.contains(&upright[1]))
    );
    assert!(
        shapes
            .iter()
            .any(|s| matches!(s, Shape::Text(text, _) if text == "f32"))
    );
}

#[test]
fn equal_factors_of_the_error_are_equal_steps_upwards() {
    let spec = read(json!({
        "look": look(1.0),
        "x": { "title": "bytes", "scale": "log", "unit": "bytes" },
        "y": { "title": "accuracy, %", "scale": "logError", "unit": "percent" },
        "series": [{ "kind": "scatter", "colour": "#14804a", "x": [1e4, 1e5, 1e6], "y": [0.6, 0.9, 0.975], "hollow": true }],
    }));
    let (frame, shapes) = on_canvas((600, 400), |b| draw_plot(b, &spec));
    let y = [0.6, 0.9, 0.975].map(|accuracy| device(&frame, 1.0, 1e5, accuracy).1);
    assert!(((y[0] - y[1]) - (y[1] - y[2])).abs() <= 1, "{y:?}");
    let hollow = device(&frame, 1.0, 1e5, 0.9);
    let last = shapes
        .iter()
        .rfind(|s| matches!(s, Shape::Disc(at, _) if *at == hollow));
    assert!(
        matches!(last, Some(Shape::Disc(_, (255, 255, 255)))),
        "{last:?}"
    );
}

#[test]
fn zoomed_in_a_line_enters_at_the_edge_where_it_crosses() {
    let spec = accuracy(1.0, |s| s["x"]["min"] = json!(0.9));
    let (frame, shapes) = on_canvas((600, 300), |b| draw_plot(b, &spec));
    // Between (0.8, 0.9) and (0.96, 0.3): at 0.9 the line is at 0.525.
    let expected: Vec<_> = [(0.9, 0.525), (0.96, 0.3), (1.0, 0.1)]
        .map(|(x, y)| device(&frame, 1.0, x, y))
        .into();
    assert_eq!(paths(&shapes, CURVE), vec![expected]);
    let real = shapes
        .iter()
        .filter(|s| matches!(s, Shape::Disc(_, CURVE)))
        .count();
    assert_eq!(real, 2, "the crossing was not measured and gets no dot");
}

#[test]
fn an_axis_of_accuracies_begins_below_all_that_is_shown() {
    let spec = accuracy(1.0, |s| {
        s["y"]["min"] = Value::Null;
        s["y"]["max"] = Value::Null;
        s["guides"] = json!([]);
        s["series"] =
            json!([{ "kind": "line", "colour": "#c0540a", "x": [0, 1], "y": [0.97, 0.83] }]);
    });
    let (frame, _) = on_canvas((600, 300), |b| draw_plot(b, &spec));
    let [_, top, _, height] = frame.plot();
    assert!((frame.to_pixel(0.0, 0.8).1 - top - height).abs() <= 1.0);
    assert!((frame.to_pixel(0.0, 1.0).1 - top).abs() <= 1.0);
}

#[test]
fn twice_the_ratio_is_the_same_picture_twice_as_large() {
    let (one, few) = on_canvas((400, 260), |b| draw_plot(b, &accuracy(1.0, |_| ())));
    let (two, same) = on_canvas((800, 520), |b| draw_plot(b, &accuracy(2.0, |_| ())));
    for (a, b) in one.plot().iter().zip(two.plot()) {
        assert!((a - b).abs() <= 1.0, "{a} and {b} CSS pixels");
    }
    let width = |shapes: &[Shape]| {
        shapes.iter().find_map(|s| {
            if let Shape::Path(_, w, CURVE) = s {
                Some(*w)
            } else {
                None
            }
        })
    };
    assert_eq!(
        (width(&few), width(&same)),
        (Some(2), Some(5)),
        "2.25 CSS pixels, rounded"
    );
    let labels = |shapes: &[Shape]| -> Vec<String> {
        shapes
            .iter()
            .filter_map(|s| {
                if let Shape::Text(t, _) = s {
                    Some(t.clone())
                } else {
                    None
                }
            })
            .collect()
    };
    assert_eq!(labels(&few), labels(&same));
}

#[test]
fn the_right_axis_has_values_of_its_own() {
    let spec = read(json!({
        "look": look(1.0),
        "x": { "title": "epochs", "whole": true, "min": 0 },
        "y": { "title": "loss", "scale": "sqrt" },
        "right": { "title": "%", "unit": "percent", "min": 0, "max": 1 },
        "series": [
            { "kind": "line", "colour": "#d9660f", "x": [0.5, 1.0, 2.0], "y": [2.0, 1.0, 0.1] },
            { "kind": "points", "colour": "#1f6fc9", "x": [1.0, 2.0], "y": [0.9, 0.95], "right": true },
        ],
    }));
    let (frame, shapes) = on_canvas((500, 260), |b| draw_plot(b, &spec));
    let at = |x, y| {
        let (x, y) = frame.to_pixel_right(x, y);
        (x as i32, y as i32)
    };
    assert_eq!(
        paths(&shapes, POSITIVE),
        vec![vec![at(1.0, 0.9), at(2.0, 0.95)]]
    );
    let (x, y) = at(2.0, 0.95);
    let data = frame.to_data(x.into(), y.into()).unwrap();
    assert!((data[2] - 0.95).abs() < 0.01, "{data:?}");
}

#[test]
fn axes_alone_can_be_drawn() {
    let empty = accuracy(1.0, |s| {
        s["series"] = json!([]);
        s["guides"] = json!([]);
    });
    on_canvas((300, 220), |b| draw_plot(b, &empty));
    for scale in Scale::ALL {
        let mut spec = empty.clone();
        for axis in [&mut spec.x, &mut spec.y] {
            (axis.scale, axis.min, axis.max) = (*scale, None, None);
        }
        on_canvas((300, 220), |b| draw_plot(b, &spec));
    }
}

#[test]
fn names_of_other_runs_cover_no_curve_and_no_other_name() {
    let spec = accuracy(1.0, |s| {
        let run = |name: &str, shift: f64| {
            let x: Vec<f64> = (0..=40).map(|i| f64::from(i) / 40.0).collect();
            let fall = |x: &f64| 0.1 + 0.88 / (1.0 + ((x - 0.85 + shift) * 20.0).exp());
            let y: Vec<f64> = x.iter().map(fall).collect();
            json!({ "kind": "line", "weight": "faint", "colour": "#8a93a0", "name": name, "x": x, "y": y })
        };
        let mut runs: Vec<Value> = [0.0, 0.004, 0.008, 0.2, 0.5]
            .map(|shift| run("run 12, by layer", shift))
            .into();
        runs.push(s["series"][1].clone());
        s["series"] = runs.into();
    });
    for size in [(320, 260), (700, 300), (1900, 900)] {
        let (frame, shapes) = on_canvas(size, |b| draw_plot(b, &spec));
        nothing_outside(&frame, 1.0, size, &shapes);
        texts_apart(&shapes);
        let names: Vec<[f64; 4]> = shapes
            .iter()
            .filter_map(|s| match s {
                Shape::Text(t, area) if t.starts_with("run") => Some(*area),
                _ => None,
            })
            .collect();
        assert!(names.len() < 5, "three curves lie on each other");
        assert!(
            size.0 < 700 || !names.is_empty(),
            "there is room for a name"
        );
        for curve in paths(&shapes, OTHER).iter().chain(&paths(&shapes, CURVE)) {
            for (a, b) in curve.iter().zip(curve.iter().skip(1)) {
                for step in 0..=100 {
                    let share = f64::from(step) / 100.0;
                    let on = |from: i32, to: i32| f64::from(from) + share * f64::from(to - from);
                    let (x, y) = (on(a.0, b.0), on(a.1, b.1));
                    let under = |n: &&[f64; 4]| n[0] < x && x < n[2] && n[1] < y && y < n[3];
                    assert_eq!(names.iter().find(under), None, "on a curve at {x}, {y}");
                }
            }
        }
    }
}

#[test]
fn bad_input_is_named() {
    let message = |change: fn(&mut Value)| fault((300, 220), &accuracy(1.0, change)).to_string();
    let told = message(|s| s["series"][1]["y"][1] = json!(1e301));
    assert!(told.starts_with("series[1].y[1] is 1000"), "{told}");
    let told = message(|s| s["series"][0]["x"] = json!([]));
    assert_eq!(told, "series[0].x has no items; leave the series out");
    let told = message(|s| s["series"][0]["x"] = json!([0.5]));
    assert_eq!(told, "series[0].x has 1 items but series[0].y has 2");
    let told = message(|s| s["series"][2]["low"] = json!([0.5, 0.6]));
    assert!(told.contains("series[2].low has 2"), "{told}");
    let told = message(|s| s["series"][1]["kind"] = json!("band"));
    assert!(told.contains("series[1].low has 0"), "{told}");
    let told = message(|s| s["series"][1]["breaks"] = json!([4]));
    assert!(told.starts_with("series[1].breaks is 4"), "{told}");
    let told = message(|s| s["x"]["scale"] = json!("log"));
    assert!(told.starts_with("x.min is 0"), "{told}");
    let told = message(|s| s["x"]["min"] = json!(1));
    assert!(told.starts_with("x.max is 1"), "{told}");
    let told = message(|s| s["guides"][0]["at"] = json!(-1e301));
    assert!(told.starts_with("guides[0].at"), "{told}");
    assert_eq!(
        fault((40, 30), &accuracy(1.0, |_| ())),
        ChartError::ChartTooSmall {
            width: 40,
            height: 30
        }
    );
    let mut spec = accuracy(1.0, |_| ());
    spec.series[1].y[0] = f64::NAN;
    assert!(
        fault((300, 220), &spec)
            .to_string()
            .starts_with("series[1].y[0] is NaN")
    );
    let told = |spec: Value| {
        serde_json::from_value::<PlotSpec>(spec)
            .unwrap_err()
            .to_string()
    };
    let bare = json!({ "look": look(1.0), "x": { "title": "" }, "y": { "title": "" } });
    assert_eq!(told(bare.clone()), "spec has no series");
    let mut wrong = bare.clone();
    wrong["series"] = json!([{ "kind": "pie", "x": [1], "y": [1], "colour": "#111111" }]);
    assert!(told(wrong).starts_with("spec.series[0].kind is \"pie\", none of line, "));
    let mut wrong = bare;
    wrong["series"] = json!([{ "kind": "line", "x": [1, "2"], "y": [1], "colour": "#111111" }]);
    assert_eq!(told(wrong), "spec.series[0].x[1] is of the wrong kind");
    let unknown = json!({ "look": look(1.0), "x": { "title": "" }, "y": { "title": "", "log": true }, "series": [] });
    assert_eq!(told(unknown), "spec.y has an unknown field \"log\"");
}

/// Numbers of every size, those that are none included.
fn any_number() -> impl Strategy<Value = f64> {
    prop_oneof![
        -1.0f64..2.0,
        prop::sample::select(vec![
            0.0,
            1.0,
            1e-300,
            1e-12,
            0.999_999_999,
            1e30,
            -1e30,
            1e300,
            -1e300,
            f64::MAX,
            f64::INFINITY,
            f64::NEG_INFINITY,
            f64::NAN,
        ]),
        any::<f64>(),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn pixels_and_values_translate_back_and_forth(
        x in 0.0f64..1.0, y in 0.0f64..1.0, ratio in 0.5f64..4.0,
        width in 300u32..1500, height in 200u32..900,
    ) {
        let size = ((f64::from(width) * ratio) as u32, (f64::from(height) * ratio) as u32);
        let (frame, _) = on_canvas(size, |b| draw_plot(b, &accuracy(ratio, |_| ())));
        let [left, top, wide, high] = frame.plot();
        let (x_css, y_css) = frame.to_pixel(x, y);
        let data = frame.to_data(x_css, y_css).unwrap();
        prop_assert!((data[0] - x).abs() <= 1.01 / (wide * ratio));
        prop_assert!((data[1] - y).abs() <= 1.01 / (high * ratio));
        prop_assert!(frame.to_data(left - 2.0 / ratio, top).is_none());
        prop_assert!(frame.to_data(left, top + high + 2.0 / ratio).is_none());
    }

    /// What can be drawn stays on the canvas; what cannot is refused, and nothing hangs or panics.
    #[test]
    fn whatever_the_numbers_are(
        values in prop::collection::vec(any_number(), 8), kinds in prop::collection::vec(0..Kind::ALL.len(), 2),
        scales in prop::collection::vec(0..Scale::ALL.len(), 2), min in prop::option::of(any_number()),
        max in prop::option::of(any_number()), width in prop::option::of(any_number()),
    ) {
        let mut spec = everything(1.0, Scale::ALL[scales[0]], Scale::ALL[scales[1]]);
        spec.guides.clear();
        spec.series = kinds.iter().map(|&kind| spec.series[kind].clone()).collect();
        for series in &mut spec.series {
            series.x.copy_from_slice(&values[..4]);
            series.y.copy_from_slice(&values[4..]);
            series.low = series.y.clone();
            series.high = series.y.clone();
            series.width = width;
        }
        (spec.x.min, spec.y.max) = (min, max);
        let size = (480, 300);
        let recorder = Recorder { size, shapes: Rc::default() };
        let shapes = recorder.shapes.clone();
        if let Ok(frame) = draw_plot(recorder, &spec) {
            nothing_outside(&frame, 1.0, size, &shapes.borrow());
        }
    }
}
