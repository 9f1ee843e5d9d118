//! The histogram and the marks of axes: bars stand where their data say, nothing leaves the canvas or the plot.

use crate::chart_recorder::{
    NEGATIVE, POSITIVE, REMOVED, Recorder, Shape, device, look, nothing_outside, on_canvas, paths,
    texts_apart,
};
use proptest::prelude::*;
use prunelab::chart::ChartError;
use prunelab::chart::histogram::{HistogramSpec, draw_histogram};
use prunelab::chart::scale::{Scale, Unit};
use prunelab::chart::ticks::{axis_ticks, linear_ticks, log_values, number, spaced_ticks};
use serde_json::json;
use std::rc::Rc;

fn histogram(ratio: f64) -> HistogramSpec {
    let texts = json!({ "weight": "weight", "count": "weights per bar" });
    serde_json::from_value(json!({ "look": look(ratio), "texts": texts, "limit": 0.4 })).unwrap()
}

#[test]
fn histograms_fit_from_phone_to_projector() {
    let counts: Vec<u32> = (0..40)
        .map(|i| 20_000 / (1 + (20i32 - i).unsigned_abs()))
        .collect();
    let gone: Vec<u32> = counts.iter().map(|c| c / 3).collect();
    for ratio in [1.0, 1.25, 2.0, 3.0] {
        for (width, height) in [
            (288.0, 220.0),
            (320.0, 260.0),
            (700.0, 300.0),
            (1900.0, 900.0),
        ] {
            let size = ((width * ratio) as u32, (height * ratio) as u32);
            for scale in [Scale::Linear, Scale::Sqrt, Scale::LogCount] {
                let mut spec = histogram(ratio);
                spec.scale = Some(scale);
                let (frame, shapes) = on_canvas(size, |b| draw_histogram(b, &spec, &counts, &gone));
                nothing_outside(&frame, ratio, size, &shapes);
                texts_apart(&shapes);
            }
        }
    }
}

#[test]
fn bars_are_as_high_as_their_counts_on_the_root_scale() {
    let (total, removed) = ([400, 100, 1, 0], [0, 25, 1, 0]);
    let (frame, shapes) = on_canvas((500, 300), |b| {
        draw_histogram(b, &histogram(1.0), &total, &removed)
    });
    let kept: Vec<_> = shapes
        .iter()
        .filter_map(|s| match s {
            Shape::Rect(a, b, c) if *c == NEGATIVE || *c == POSITIVE => Some((a.1, b.1, *c)),
            _ => None,
        })
        .collect();
    let y = |count: f64| device(&frame, 1.0, 0.0, count).1;
    // Bin 0 wholly kept, bin 1 kept down to the top of its removed part, bin 2 wholly gone.
    assert_eq!(
        kept,
        vec![(y(400.0), y(0.0), NEGATIVE), (y(100.0), y(25.0), NEGATIVE)]
    );
    let (h400, h100) = (y(0.0) - y(400.0), y(0.0) - y(100.0));
    assert!(
        (h400 - 2 * h100).abs() <= 2,
        "square root: {h400} is twice {h100}"
    );
    let right: Vec<_> = shapes
        .iter()
        .filter(
            |s| matches!(s, Shape::Rect(a, _, REMOVED) if a.0 == device(&frame, 1.0, 0.0, 0.0).0),
        )
        .collect();
    assert!(!right.is_empty(), "a single removed weight is seen");
    let (left, edge) = (
        device(&frame, 1.0, -0.2, 0.0).0,
        device(&frame, 1.0, 0.2, 0.0).0,
    );
    let hatching = paths(&shapes, REMOVED);
    assert!(hatching.len() > 3);
    for &(x, hatch_y) in hatching.iter().flatten() {
        assert!(
            x >= left && x <= edge && hatch_y >= y(25.0),
            "hatching outside the removed bars"
        );
    }
}

#[test]
fn bars_may_begin_anywhere_and_have_one_colour() {
    let mut spec = histogram(1.0);
    for (from, limit) in [(-9.0, -2.0), (0.0, 1e-12), (-1.0, 3.0)] {
        (spec.from, spec.limit) = (Some(from), limit);
        let (frame, shapes) = on_canvas((500, 260), |b| {
            draw_histogram(b, &spec, &[40, 90, 10, 20], &[40, 90, 0, 0])
        });
        let left = frame.plot()[0];
        assert!((frame.to_pixel(from, 0.0).0 - left).abs() < 1.0);
        assert!((frame.to_pixel(limit, 0.0).0 - left - frame.plot()[2]).abs() < 1.0);
        let bars = |colour| {
            let mine = |shape: &Shape| match shape {
                Shape::Rect(a, _, c) if *c == colour => Some(a.0),
                _ => None,
            };
            shapes.iter().filter_map(mine).collect::<Vec<i32>>()
        };
        assert!(bars(NEGATIVE).is_empty());
        // Bins 0 and 1 are wholly gone: what is kept begins in the middle.
        let at = |part: f64| device(&frame, 1.0, from + (limit - from) * part, 0.0).0;
        assert_eq!(bars(POSITIVE), vec![at(0.5), at(0.75)]);
    }
    for (from, limit) in [
        (1.0, 1.0),
        (2.0, 1.0),
        (f64::NAN, 1.0),
        (0.0, f64::INFINITY),
    ] {
        (spec.from, spec.limit) = (Some(from), limit);
        let recorder = Recorder {
            size: (500, 260),
            shapes: Rc::default(),
        };
        assert!(
            draw_histogram(recorder, &spec, &[1], &[0]).is_err(),
            "{from} {limit}"
        );
    }
}

#[test]
fn exploded_weights_can_be_drawn_on_a_small_chart() {
    for ratio in [1.0, 1.25, 2.0, 3.0] {
        for limit in [
            1e16, 1.25e16, 1.5e16, 2.5e16, 8e16, 1.5e30, 3e38, 1.5e-5, 6e-7, 1.5e6,
        ] {
            for width in [270.0, 320.0, 700.0, 1900.0] {
                let size = ((width * ratio) as u32, (220.0 * ratio) as u32);
                let mut spec = histogram(ratio);
                spec.limit = limit;
                let (frame, shapes) = on_canvas(size, |b| {
                    draw_histogram(b, &spec, &[3_000_000, 20, 7_000, 1], &[1, 2, 3, 0])
                });
                nothing_outside(&frame, ratio, size, &shapes);
                texts_apart(&shapes);
            }
        }
    }
}

#[test]
fn bad_histograms_are_named() {
    let recorder = || Recorder {
        size: (300, 220),
        shapes: Rc::default(),
    };
    let error = draw_histogram(recorder(), &histogram(1.0), &[1, 2], &[1])
        .map(|_| ())
        .unwrap_err();
    assert!(matches!(
        error,
        ChartError::ChartLengths {
            first_len: 2,
            second_len: 1,
            ..
        }
    ));
    let error = draw_histogram(recorder(), &histogram(1.0), &[1], &[2])
        .map(|_| ())
        .unwrap_err();
    assert!(
        matches!(error, ChartError::ChartNumber { .. }),
        "more gone than there are"
    );
    for (key, value) in [
        ("background", json!("red")),
        ("background", json!("#12345é")),
        ("x", json!("#000000")),
    ] {
        let mut wrong = look(1.0);
        wrong["theme"][key] = value;
        let spec = json!({ "look": wrong, "texts": { "weight": "", "count": "" }, "limit": 1 });
        assert!(serde_json::from_value::<HistogramSpec>(spec).is_err());
    }
}

#[test]
fn ticks_are_round_and_written_well() {
    let labels = |ticks: Vec<prunelab::chart::ticks::Tick>| -> Vec<String> {
        ticks.into_iter().map(|tick| tick.label).collect()
    };
    assert_eq!(
        labels(linear_ticks(0.0, 1.0, 6, 100.0, false)),
        ["0", "20", "40", "60", "80", "100"]
    );
    assert_eq!(
        labels(linear_ticks(-0.4, 0.4, 5, 1.0, false)),
        ["\u{2212}0.4", "\u{2212}0.2", "0", "0.2", "0.4"]
    );
    assert_eq!(
        labels(linear_ticks(0.9, 1.0, 6, 100.0, false)),
        ["90", "92", "94", "96", "98", "100"]
    );
    assert_eq!(
        labels(linear_ticks(0.0, 3.0, 20, 1.0, true)),
        ["0", "1", "2", "3"]
    );
    assert_eq!(
        labels(spaced_ticks(Scale::Sqrt, 10_000.0, 0.2, true)),
        ["0", "500", "2,000", "5,000", "10,000"]
    );
    assert_eq!(
        labels(spaced_ticks(Scale::Sqrt, 2.0, 0.3, false)),
        ["0", "0.5", "2"]
    );
    assert_eq!(
        labels(linear_ticks(-1.5e16, 1.5e16, 5, 1.0, false)),
        ["\u{2212}1e16", "0", "1e16"]
    );
    assert_eq!(
        labels(linear_ticks(-1e6, 1e6, 5, 1.0, false)),
        ["\u{2212}1e6", "\u{2212}5e5", "0", "5e5", "1e6"]
    );
    assert_eq!(
        labels(linear_ticks(0.0, 1e-4, 6, 1.0, false)),
        [
            "0",
            "2e\u{2212}5",
            "4e\u{2212}5",
            "6e\u{2212}5",
            "8e\u{2212}5",
            "1e\u{2212}4"
        ]
    );
    assert_eq!(
        labels(spaced_ticks(Scale::Sqrt, 1e20, 0.3, false)),
        ["0", "2e19", "1e20"]
    );
    assert_eq!(number(-1_234_567.5, 1), "\u{2212}1,234,567.5");
    assert_eq!(number(-0.001, 1), "0.0");
    assert_eq!(
        labels(spaced_ticks(Scale::LogCount, 30_000.0, 0.1, true)),
        ["0", "10", "100", "1,000", "10,000"]
    );
    let of = |scale: Scale, ends, most, unit| labels(axis_ticks(scale, ends, most, unit, false));
    assert_eq!(
        of(Scale::Log, (9e4, 2.1e6), 6, Unit::Bytes),
        [
            "100\u{a0}kB",
            "200\u{a0}kB",
            "500\u{a0}kB",
            "1\u{a0}MB",
            "2\u{a0}MB"
        ]
    );
    assert_eq!(
        of(Scale::Log, (0.019, 1.01), 7, Unit::Percent),
        ["2", "5", "10", "20", "50", "100"]
    );
    assert_eq!(
        of(Scale::LogError, (0.0, 0.9995), 6, Unit::Percent),
        ["0", "90", "99", "99.9"]
    );
}

#[test]
fn axes_of_any_numbers_end() {
    let sizes = [
        0.0,
        f64::from_bits(1),
        1e-323,
        f64::MIN_POSITIVE,
        1.0,
        1.0 + f64::EPSILON,
        1e308,
        f64::MAX,
        f64::INFINITY,
        f64::NAN,
    ];
    let values: Vec<f64> = sizes.iter().flat_map(|&size| [size, -size]).collect();
    for most in [0, 1, 5, 11] {
        for (&min, &max) in values
            .iter()
            .flat_map(|min| values.iter().map(move |max| (min, max)))
        {
            let round = log_values(min, max, most);
            assert!(round.len() <= most && round.iter().all(|value| value.is_finite()));
            for (unit, whole) in [(1.0, false), (100.0, false), (1.0, true)] {
                let ticks = linear_ticks(min, max, most, unit, whole);
                assert!(ticks.len() <= most, "{min} to {max}: {ticks:?}");
                assert!(
                    ticks.iter().all(|tick| tick.value.is_finite()),
                    "{min} to {max}"
                );
            }
        }
    }
    for (&max, &gap) in values
        .iter()
        .flat_map(|max| values.iter().map(move |gap| (max, gap)))
    {
        for scale in [Scale::Sqrt, Scale::LogCount] {
            let ticks = spaced_ticks(scale, max, gap, false);
            assert!(ticks.len() <= 40 && ticks.iter().all(|tick| tick.value.is_finite()));
        }
    }
}

proptest! {
    #[test]
    fn there_are_never_more_ticks_than_asked_for(
        min in -1e6f64..1e6, span in 1e-6f64..1e6, most in 1usize..20, whole: bool,
    ) {
        let ticks = linear_ticks(min, min + span, most, 1.0, whole);
        prop_assert!(ticks.len() <= most);
        for tick in ticks {
            prop_assert!(tick.value >= min - span * 1e-6 && tick.value <= min + span * (1.0 + 1e-6));
        }
    }
}
