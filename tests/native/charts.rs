//! The charts on a backend that only writes down what it is asked to draw: shapes stand where their
//! data say, nothing leaves the canvas or the plot, texts neither collide nor get cut off.

use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
    text_anchor::{HPos, VPos},
};
use proptest::prelude::*;
use prunelab::chart::accuracy::{AccuracySpec, draw_accuracy};
use prunelab::chart::histogram::{HistogramSpec, draw_histogram};
use prunelab::chart::learning::{LearningSpec, draw_learning, thin_out};
use prunelab::chart::ticks::{linear_ticks, number, sqrt_ticks};
use prunelab::chart::{ChartError, Frame};
use serde_json::{Value, json};
use std::cell::RefCell;
use std::convert::Infallible;
use std::rc::Rc;

#[derive(Debug, Clone)]
enum Shape {
    Rect(BackendCoord, BackendCoord, (u8, u8, u8)),
    Path(Vec<BackendCoord>, u32, (u8, u8, u8)),
    Disc(BackendCoord, (u8, u8, u8)),
    /// Left, top, right, bottom with glyphs of 0.5 em, a cautious lower bound of the real width.
    Text(String, [f64; 4]),
}

struct Recorder {
    size: (u32, u32),
    shapes: Rc<RefCell<Vec<Shape>>>,
}

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

impl DrawingBackend for Recorder {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }
    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }
    fn present(&mut self) -> Drawn {
        Ok(())
    }
    fn draw_pixel(&mut self, _: BackendCoord, _: BackendColor) -> Drawn {
        panic!("single pixels are never drawn");
    }
    fn draw_rect<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Drawn {
        assert!(fill, "rectangles are filled, outlines blur");
        let shape = Shape::Rect(from, to, style.color().rgb);
        self.shapes.borrow_mut().push(shape);
        Ok(())
    }
    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        let points = path.into_iter().collect();
        let shape = Shape::Path(points, style.stroke_width(), style.color().rgb);
        self.shapes.borrow_mut().push(shape);
        Ok(())
    }
    fn draw_circle<S: BackendStyle>(
        &mut self,
        centre: BackendCoord,
        _: u32,
        style: &S,
        _: bool,
    ) -> Drawn {
        let shape = Shape::Disc(centre, style.color().rgb);
        self.shapes.borrow_mut().push(shape);
        Ok(())
    }
    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, at: BackendCoord) -> Drawn {
        let (wide, high) = (
            text.chars().count() as f64 * 0.5 * style.size(),
            style.size(),
        );
        let x = f64::from(at.0)
            - match style.anchor().h_pos {
                HPos::Left => 0.0,
                HPos::Center => wide / 2.0,
                HPos::Right => wide,
            };
        let y = f64::from(at.1)
            - match style.anchor().v_pos {
                VPos::Top => 0.0,
                VPos::Center => high / 2.0,
                VPos::Bottom => high,
            };
        let shape = Shape::Text(text.into(), [x, y, x + wide, y + high]);
        self.shapes.borrow_mut().push(shape);
        Ok(())
    }
}

fn on_canvas(
    (width, height): (u32, u32),
    draw: impl FnOnce(Recorder) -> Result<Frame, ChartError>,
) -> (Frame, Vec<Shape>) {
    let shapes = Rc::new(RefCell::new(Vec::new()));
    let frame = draw(Recorder {
        size: (width, height),
        shapes: shapes.clone(),
    })
    .unwrap();
    let shapes = shapes.borrow().clone();
    (frame, shapes)
}

const CURVE: (u8, u8, u8) = (0xc0, 0x54, 0x0a);
const REMOVED: (u8, u8, u8) = (0x7b, 0x84, 0x90);
const POSITIVE: (u8, u8, u8) = (0x1f, 0x6f, 0xc9);
const NEGATIVE: (u8, u8, u8) = (0xd9, 0x66, 0x0f);
const FINE_TUNED: (u8, u8, u8) = (0x14, 0x80, 0x4a);
const OTHER: (u8, u8, u8) = (0x8a, 0x93, 0xa0);
const DENSE: (u8, u8, u8) = (0x44, 0x53, 0xc4);

fn look(ratio: f64) -> Value {
    json!({
        "ratio": ratio, "fontFamily": "system-ui, sans-serif", "fontSize": 13,
        "theme": {
            "background": "#ffffff", "text": "#111111", "mutedText": "#555555", "grid": "#e3e6ea",
            "dense": "#4453c4", "curve": "#c0540a", "fineTuned": "#14804a", "other": "#8a93a0",
            "removed": "#7b8490", "positive": "#1f6fc9", "negative": "#d9660f",
        },
    })
}

fn accuracy(ratio: f64, change: impl FnOnce(&mut Value)) -> AccuracySpec {
    let mut spec = json!({
        "look": look(ratio),
        "texts": { "sparsity": "weights removed, %", "accuracy": "test accuracy, %",
                   "dense": "dense 98.1 %", "chance": "guessing 10 %", "base": "already gone" },
        "denseAccuracy": 0.981, "chance": 0.1, "baseSparsity": 0.0,
        "points": [
            { "sparsity": 0.0, "accuracy": 0.981, "joined": true }, { "sparsity": 1.0, "accuracy": 0.1, "joined": true },
            { "sparsity": 0.8, "accuracy": 0.9, "joined": true }, { "sparsity": 0.96, "accuracy": 0.3, "joined": true },
        ],
        "dots": [{ "sparsity": 0.8, "accuracy": 0.97, "label": "#3" }],
        "others": [{ "name": "#2", "points": [
            { "sparsity": 0.0, "accuracy": 0.981, "joined": true }, { "sparsity": 1.0, "accuracy": 0.1, "joined": true }] }],
    });
    change(&mut spec);
    serde_json::from_value(spec).unwrap()
}

fn histogram(ratio: f64) -> HistogramSpec {
    let texts = json!({ "weight": "weight", "count": "weights per bar" });
    serde_json::from_value(json!({ "look": look(ratio), "texts": texts, "limit": 0.4 })).unwrap()
}

fn learning(ratio: f64) -> LearningSpec {
    serde_json::from_value(json!({
        "look": look(ratio), "texts": { "epochs": "epochs", "loss": "loss", "percent": "percent" },
        "batchesPerEpoch": 100, "totalBatches": 1000, "showSparsity": true,
        "epochs": [{ "batch": 100, "testAccuracy": 0.9, "sparsity": 0.5 },
                   { "batch": 200, "testAccuracy": 0.95, "sparsity": 0.25 }],
    }))
    .unwrap()
}

fn device(frame: &Frame, ratio: f64, x: f64, y: f64) -> BackendCoord {
    let (x, y) = frame.to_pixel(x, y);
    ((x * ratio).round() as i32, (y * ratio).round() as i32)
}

fn paths(shapes: &[Shape], colour: (u8, u8, u8)) -> Vec<Vec<BackendCoord>> {
    let mine = |shape: &Shape| match shape {
        Shape::Path(points, _, c) if *c == colour => Some(points.clone()),
        _ => None,
    };
    shapes.iter().filter_map(mine).collect()
}

/// Nothing leaves the canvas; strokes and discs' centres stay in the plot.
fn nothing_outside(frame: &Frame, ratio: f64, size: (u32, u32), shapes: &[Shape]) {
    let [left, top, width, height] = frame.plot().map(|css| css * ratio);
    let in_plot = |&(x, y): &BackendCoord| {
        let (x, y) = (f64::from(x), f64::from(y));
        assert!(
            x >= left - 0.5 && x <= left + width + 0.5,
            "{x} outside {left} + {width}"
        );
        assert!(
            y >= top - 0.5 && y <= top + height + 0.5,
            "{y} outside {top} + {height}"
        );
    };
    let (wide, high) = (size.0 as i32, size.1 as i32);
    for shape in shapes {
        match shape {
            Shape::Rect(a, b, _) => {
                assert!(
                    a.0 >= 0 && a.1 >= 0 && b.0 <= wide && b.1 <= high,
                    "{shape:?}"
                );
            }
            Shape::Path(points, ..) => points.iter().for_each(in_plot),
            Shape::Disc(centre, ..) => in_plot(centre),
            Shape::Text(text, [x0, y0, x1, y1]) => {
                let fits = *x0 >= 0.0 && *y0 >= 0.0 && *x1 <= wide.into() && *y1 <= high.into();
                assert!(fits, "{text:?} is cut off: {shape:?} on {wide} x {high}");
            }
        }
    }
}

fn texts_apart(shapes: &[Shape]) {
    let texts: Vec<_> = shapes
        .iter()
        .filter_map(|s| {
            if let Shape::Text(t, b) = s {
                Some((t, b))
            } else {
                None
            }
        })
        .collect();
    for (i, (a, p)) in texts.iter().enumerate() {
        for (b, q) in texts.iter().skip(i + 1) {
            let meet = p[0] < q[2] && q[0] < p[2] && p[1] < q[3] && q[1] < p[3];
            assert!(!meet, "{a:?} covers {b:?}");
        }
    }
}

#[test]
fn all_charts_fit_from_phone_to_projector() {
    let losses: Vec<f32> = (0..500).map(|i| 2.3 / (i + 1) as f32).collect();
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
            let check = |(frame, shapes): (Frame, Vec<Shape>)| {
                nothing_outside(&frame, ratio, size, &shapes);
                texts_apart(&shapes);
            };
            check(on_canvas(size, |b| {
                draw_accuracy(b, &accuracy(ratio, |_| ()))
            }));
            check(on_canvas(size, |b| {
                draw_accuracy(b, &accuracy(ratio, |s| s["xMin"] = json!(0.9)))
            }));
            check(on_canvas(size, |b| {
                draw_histogram(b, &histogram(ratio), &counts, &gone)
            }));
            check(on_canvas(size, |b| {
                draw_learning(b, &learning(ratio), &losses)
            }));
        }
    }
}

#[test]
fn the_curve_breaks_where_something_is_unmeasured() {
    let gap = |spec: &mut Value| spec["points"][2]["joined"] = false.into();
    let (frame, shapes) = on_canvas((600, 300), |b| draw_accuracy(b, &accuracy(1.0, gap)));
    let at = |x, y| device(&frame, 1.0, x, y);
    // 0 to 0.8 is not measured: a point alone, then a line from 0.8 on.
    let rest = vec![at(0.8, 0.9), at(0.96, 0.3), at(1.0, 0.1)];
    assert_eq!(paths(&shapes, CURVE), vec![rest]);
}

#[test]
fn the_curve_goes_through_its_points_in_rising_order() {
    for ratio in [1.0, 2.0] {
        let size = (600 * ratio as u32, 300 * ratio as u32);
        let (frame, shapes) = on_canvas(size, |b| draw_accuracy(b, &accuracy(ratio, |_| ())));
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
        let dot = device(&frame, ratio, 0.8, 0.97);
        let is_dot = |s: &Shape| matches!(s, Shape::Disc(at, FINE_TUNED) if *at == dot);
        assert!(shapes.iter().any(is_dot));
        let level = device(&frame, ratio, 0.0, 0.981).1;
        let dashes = shapes.iter().filter_map(|s| {
            if let Shape::Rect(a, b, DENSE) = s {
                Some((a.1, b.1))
            } else {
                None
            }
        });
        for (top, bottom) in dashes {
            assert!(
                top <= level && level < bottom,
                "dense level {level} not in {top}..{bottom}"
            );
        }
    }
}

#[test]
fn lines_through_tuned_networks_own_colours_and_the_guide_are_drawn() {
    let spec = accuracy(1.0, |s| {
        s["tuned"] = json!([[{ "sparsity": 0.9, "accuracy": 0.9, "joined": true },
                             { "sparsity": 0.8, "accuracy": 0.97, "joined": true }]]);
        s["others"][0]["colour"] = json!("#123456");
        s["guide"] = json!({ "accuracy": 0.6, "name": "guide 60 %" });
    });
    let (frame, shapes) = on_canvas((600, 300), |b| draw_accuracy(b, &spec));
    let at = |x, y| device(&frame, 1.0, x, y);
    assert_eq!(
        paths(&shapes, FINE_TUNED),
        vec![vec![at(0.8, 0.97), at(0.9, 0.9)]]
    );
    let own = vec![at(0.0, 0.981), at(1.0, 0.1)];
    assert_eq!(paths(&shapes, (0x12, 0x34, 0x56)), vec![own]);
    assert!(paths(&shapes, OTHER).is_empty());
    let level = at(0.0, 0.6).1;
    let dashes = shapes.iter().filter(
        |s| matches!(s, Shape::Rect(a, b, (0x11, 0x11, 0x11)) if a.1 <= level && level < b.1),
    );
    assert!(dashes.count() > 20, "a dashed line from edge to edge");
    assert!(
        shapes
            .iter()
            .any(|s| matches!(s, Shape::Text(text, _) if text == "guide 60 %"))
    );
    texts_apart(&shapes);
}

#[test]
fn zoomed_in_the_curve_enters_at_the_edge_where_its_line_crosses() {
    let spec = accuracy(1.0, |s| s["xMin"] = json!(0.9));
    let (frame, shapes) = on_canvas((600, 300), |b| draw_accuracy(b, &spec));
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
fn the_accuracy_axis_may_begin_higher_to_tell_near_values_apart() {
    let (frame, _) = on_canvas((600, 300), |b| {
        draw_accuracy(b, &accuracy(1.0, |s| s["yMin"] = json!(0.8)))
    });
    let (whole, _) = on_canvas((600, 300), |b| draw_accuracy(b, &accuracy(1.0, |_| ())));
    let step = |frame: &Frame| frame.to_pixel(0.5, 0.9).1 - frame.to_pixel(0.5, 0.98).1;
    assert!((step(&frame) / step(&whole) - 5.0).abs() < 0.2);
    let [_, top, _, height] = frame.plot();
    let bottom = top + height;
    assert!((frame.to_pixel(0.0, 0.8).1 - bottom).abs() <= 1.0);
    let wrong = accuracy(1.0, |s| s["yMin"] = json!(1.0));
    assert!(wrong.check().unwrap_err().to_string().contains("yMin"));
}

#[test]
fn twice_the_ratio_is_the_same_picture_twice_as_large() {
    let (one, few) = on_canvas((400, 260), |b| draw_accuracy(b, &accuracy(1.0, |_| ())));
    let (two, same) = on_canvas((800, 520), |b| draw_accuracy(b, &accuracy(2.0, |_| ())));
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
fn no_loss_spike_is_lost_and_no_more_than_four_points_a_column_are_drawn() {
    let mut losses = vec![0.2f32; 10_000];
    losses[7_123] = 9.0;
    losses[3_000] = 0.01;
    let (frame, shapes) = on_canvas((500, 260), |b| draw_learning(b, &learning(1.0), &losses));
    let line = paths(&shapes, NEGATIVE).concat();
    assert!(line.len() <= 4 * 500);
    assert!(line.contains(&device(&frame, 1.0, 71.24, 9.0)));
    assert!(line.contains(&device(&frame, 1.0, 30.01, f64::from(0.01f32))));
}

#[test]
fn a_loss_that_is_not_finite_breaks_the_line() {
    let losses = [1.0, 0.5, f32::NAN, 0.4, 0.3, f32::INFINITY];
    let stretches = thin_out(&losses, |i| i as i32);
    let columns: Vec<Vec<i32>> = stretches
        .iter()
        .map(|s| s.iter().map(|p| p.column).collect())
        .collect();
    assert_eq!(columns, vec![vec![0, 1], vec![3, 4]]);
    on_canvas((400, 260), |b| draw_learning(b, &learning(1.0), &losses));
}

#[test]
fn accuracies_after_epochs_stand_on_the_right_axis() {
    let (frame, shapes) = on_canvas((500, 260), |b| {
        draw_learning(b, &learning(1.0), &[2.0, 1.0])
    });
    let at = |x, y| {
        let (x, y) = frame.to_pixel_right(x, y);
        (x as i32, y as i32)
    };
    assert_eq!(
        paths(&shapes, POSITIVE),
        vec![vec![at(1.0, 0.9), at(2.0, 0.95)]]
    );
    assert_eq!(
        paths(&shapes, REMOVED),
        vec![vec![at(1.0, 0.5), at(2.0, 0.25)]]
    );
    let (x, y) = at(2.0, 0.95);
    let data = frame.to_data(x.into(), y.into()).unwrap();
    assert!((data[2] - 0.95).abs() < 0.01, "{data:?}");
}

#[test]
fn empty_charts_can_be_drawn() {
    let empty = accuracy(1.0, |s| {
        for list in ["points", "dots", "others"] {
            s[list] = json!([]);
        }
        s["denseAccuracy"] = Value::Null;
        s["chance"] = Value::Null;
    });
    on_canvas((300, 220), |b| draw_accuracy(b, &empty));
    on_canvas((300, 220), |b| draw_histogram(b, &histogram(1.0), &[], &[]));
    on_canvas((300, 220), |b| draw_learning(b, &learning(1.0), &[]));
}

#[test]
fn exploded_losses_and_weights_can_be_drawn_on_a_small_chart() {
    for ratio in [1.0, 1.25, 2.0, 3.0] {
        let size = ((270.0 * ratio) as u32, (132.0 * ratio) as u32);
        for most in [1e6f32, 1e20, 1e30, f32::MAX, 1e-7] {
            let losses =
                [2.3, 40.0, most / 3.0, most, f32::INFINITY, f32::NAN].map(|x| x.min(most));
            let (frame, shapes) = on_canvas(size, |b| draw_learning(b, &learning(ratio), &losses));
            nothing_outside(&frame, ratio, size, &shapes);
            texts_apart(&shapes);
            assert!(frame.plot()[2] > 130.0, "the labels eat the plot");
        }
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
fn names_of_other_runs_cover_no_curve_and_no_other_name() {
    let spec = accuracy(1.0, |s| {
        let run = |name: &str, shift: f64| {
            let points: Vec<Value> = (0..=40)
                .map(|i| f64::from(i) / 40.0)
                .map(|x| {
                    let y = 0.1 + 0.88 / (1.0 + ((x - 0.85 + shift) * 20.0).exp());
                    json!({ "sparsity": x, "accuracy": y, "joined": true })
                })
                .collect();
            json!({ "name": name, "points": points })
        };
        let runs = [0.0, 0.004, 0.008, 0.2, 0.5];
        s["others"] = runs.map(|shift| run("run 12, by layer", shift)).into();
    });
    for size in [(320, 260), (700, 300), (1900, 900)] {
        let (frame, shapes) = on_canvas(size, |b| draw_accuracy(b, &spec));
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
    let draw = |size, spec: &AccuracySpec| {
        draw_accuracy(
            Recorder {
                size,
                shapes: Rc::default(),
            },
            spec,
        )
        .map(|_| ())
        .unwrap_err()
    };
    let spec = accuracy(1.0, |s| s["points"][1]["accuracy"] = json!(1.5));
    let message = draw((300, 220), &spec).to_string();
    assert_eq!(
        message,
        "points[1].accuracy is 1.5; it must lie between 0 and 1"
    );
    let spec = accuracy(1.0, |s| {
        s["tuned"] = json!([[{ "sparsity": 2.0, "accuracy": 0.5 }]]);
    });
    let message = draw((300, 220), &spec).to_string();
    assert!(
        message.starts_with("tuned[0][0].sparsity is 2"),
        "{message}"
    );
    let spec = accuracy(1.0, |s| {
        s["guide"] = json!({ "accuracy": -0.1, "name": "" });
    });
    let message = draw((300, 220), &spec).to_string();
    assert!(message.starts_with("guide.accuracy is -0.1"), "{message}");
    let small = draw((40, 30), &accuracy(1.0, |_| ()));
    assert_eq!(
        small,
        ChartError::ChartTooSmall {
            width: 40,
            height: 30
        }
    );
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
        labels(sqrt_ticks(10_000.0, 0.2, true)),
        ["0", "500", "2,000", "5,000", "10,000"]
    );
    assert_eq!(labels(sqrt_ticks(2.0, 0.3, false)), ["0", "0.5", "2"]);
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
    assert_eq!(labels(sqrt_ticks(1e20, 0.3, false)), ["0", "2e19", "1e20"]);
    assert_eq!(number(-1_234_567.5, 1), "\u{2212}1,234,567.5");
    assert_eq!(number(-0.001, 1), "0.0");
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
        let ticks = sqrt_ticks(max, gap, false);
        assert!(ticks.len() <= 16 && ticks.iter().all(|tick| tick.value.is_finite()));
    }
}

proptest! {
    #[test]
    fn pixels_and_values_translate_back_and_forth(
        x in 0.0f64..1.0, y in 0.0f64..1.0, ratio in 0.5f64..4.0,
        width in 300u32..1500, height in 200u32..900,
    ) {
        let size = ((f64::from(width) * ratio) as u32, (f64::from(height) * ratio) as u32);
        let (frame, _) = on_canvas(size, |b| draw_accuracy(b, &accuracy(ratio, |_| ())));
        let [left, top, wide, high] = frame.plot();
        let (x_css, y_css) = frame.to_pixel(x, y);
        let data = frame.to_data(x_css, y_css).unwrap();
        prop_assert!((data[0] - x).abs() <= 1.01 / (wide * ratio));
        prop_assert!((data[1] - y).abs() <= 1.01 / (high * ratio));
        prop_assert!(frame.to_data(left - 2.0 / ratio, top).is_none());
        prop_assert!(frame.to_data(left, top + high + 2.0 / ratio).is_none());
    }

    #[test]
    fn thinning_out_keeps_the_extremes_of_every_column(
        losses in prop::collection::vec(0.0f32..10.0, 1..2000), per_column in 1usize..50,
    ) {
        let points = thin_out(&losses, |i| (i / per_column) as i32).concat();
        for (column, losses) in losses.chunks(per_column).enumerate() {
            let here: Vec<f32> =
                points.iter().filter(|p| p.column == column as i32).map(|p| p.loss).collect();
            prop_assert!(here.len() <= 4);
            let low = losses.iter().copied().fold(f32::INFINITY, f32::min);
            let high = losses.iter().copied().fold(0.0, f32::max);
            prop_assert!(here.contains(&low) && here.contains(&high));
            prop_assert_eq!(here.first(), losses.first());
            prop_assert_eq!(here.last(), losses.last());
        }
    }

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
