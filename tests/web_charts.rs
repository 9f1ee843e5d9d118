//! The charts on a real canvas in a real browser: pixels have the colours of what stands there, handles
//! translate, errors carry their code.
//!
//! Some browsers blur what is read back from a canvas a little, so colours are compared loosely and
//! only in the midst of filled shapes.
#![cfg(target_arch = "wasm32")]

use js_sys::{JSON, Reflect};
use prunelab::web::charts::{Frame, draw_histogram_on, draw_plot_on};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

wasm_bindgen_test_configure!(run_in_browser);

const LOOK: &str = r##"{"ratio": 2, "fontFamily": "system-ui, sans-serif", "fontSize": 13, "theme": {
    "background": "#ffffff", "text": "#111111", "mutedText": "#555555", "grid": "#e3e6ea",
    "dense": "#4453c4", "curve": "#c0540a", "fineTuned": "#14804a", "other": "#8a93a0",
    "removed": "#7b8490", "positive": "#1f6fc9", "negative": "#d9660f"}}"##;

fn canvas(css_width: u32, css_height: u32) -> HtmlCanvasElement {
    let document = web_sys::window().unwrap().document().unwrap();
    let canvas: HtmlCanvasElement = document
        .create_element("canvas")
        .unwrap()
        .dyn_into()
        .unwrap();
    canvas.set_width(2 * css_width);
    canvas.set_height(2 * css_height);
    canvas
}

fn parse(text: &str) -> JsValue {
    JSON::parse(&text.replace("LOOK", LOOK)).unwrap()
}

fn plot_spec() -> JsValue {
    parse(
        r##"{"look": LOOK, "guides": [{"at": 0.98, "colour": "#4453c4"}],
        "x": {"title": "x", "unit": "percent", "min": 0, "max": 1}, "y": {"title": "y", "unit": "percent", "min": 0},
        "series": [{"kind": "points", "colour": "#c0540a", "weight": "strong", "x": [0, 1], "y": [0.5, 0.5]},
                   {"kind": "scatter", "colour": "#14804a", "x": [0.5], "y": [0.8]}]}"##,
    )
}

/// Colour of the device pixel at a place in CSS pixels.
fn colour_at(canvas: &HtmlCanvasElement, x_css: f64, y_css: f64) -> [u8; 3] {
    let context = canvas.get_context("2d").unwrap().unwrap();
    let context: CanvasRenderingContext2d = context.dyn_into().unwrap();
    let image = context
        .get_image_data(x_css * 2.0, y_css * 2.0, 1.0, 1.0)
        .unwrap();
    let pixel = image.data();
    [pixel[0], pixel[1], pixel[2]]
}

fn assert_colour(found: [u8; 3], expected: [u8; 3], what: &str) {
    let near = found.iter().zip(expected).all(|(a, b)| a.abs_diff(b) <= 12);
    assert!(near, "{what}: {found:?} instead of {expected:?}");
}

fn code(error: Result<Frame, JsValue>) -> (String, String) {
    let error = error.map(|_| ()).unwrap_err();
    let field = |name: &str| Reflect::get(&error, &name.into()).unwrap();
    assert!(field("params").is_object(), "params are a plain object");
    (
        field("code").as_string().unwrap(),
        field("message").as_string().unwrap(),
    )
}

#[wasm_bindgen_test]
fn points_stand_where_the_handle_says() {
    let canvas = canvas(500, 300);
    let frame = draw_plot_on(canvas.clone(), plot_spec()).unwrap();
    let at = |x, y| {
        let pixel = frame.to_pixel(x, y);
        colour_at(&canvas, pixel[0], pixel[1])
    };
    assert_colour(at(0.25, 0.5), [0xc0, 0x54, 0x0a], "curve");
    assert_colour(at(0.5, 0.8), [0x14, 0x80, 0x4a], "dot after fine-tuning");
    assert_colour(at(0.31, 0.31), [255, 255, 255], "background");
    let back = frame.to_pixel(0.25, 0.5);
    let data = frame.to_data(back[0], back[1]).unwrap();
    assert!(
        (data[0] - 0.25).abs() < 0.002 && (data[1] - 0.5).abs() < 0.003,
        "{data:?}"
    );
    assert!(frame.to_data(1.0, 1.0).is_none());
    assert!(frame.left() + frame.width() < 500.0 && frame.top() + frame.height() < 300.0);
}

#[wasm_bindgen_test]
fn bars_kept_and_removed_have_their_colours() {
    let canvas = canvas(500, 300);
    let spec =
        parse(r#"{"look": LOOK, "texts": {"weight": "weight", "count": "weights"}, "limit": 1}"#);
    let (total, removed) = ([100, 100, 100, 100], [0, 100, 100, 0]);
    let frame = draw_histogram_on(canvas.clone(), spec, &total, &removed).unwrap();
    let at = |x, count| {
        let pixel = frame.to_pixel(x, count);
        colour_at(&canvas, pixel[0], pixel[1])
    };
    assert_colour(at(-0.75, 50.0), [0xd9, 0x66, 0x0f], "negative, kept");
    assert_colour(at(0.75, 50.0), [0x1f, 0x6f, 0xc9], "positive, kept");
    // Hatching: along a level line inside the removed bars there are stripes and ground.
    let row: Vec<[u8; 3]> = (0..60)
        .map(|i| at(0.1 + 0.005 * f64::from(i), 50.0))
        .collect();
    let stripes = row.iter().filter(|p| p[0] < 160).count();
    let ground = row.iter().filter(|p| p[0] > 180).count();
    assert!(
        stripes >= 5 && ground >= 20,
        "{stripes} dark and {ground} light of {row:?}"
    );
}

#[wasm_bindgen_test]
fn the_right_axis_has_values_of_its_own() {
    let canvas = canvas(500, 300);
    let spec = parse(
        r##"{"look": LOOK, "x": {"title": "e", "min": 0}, "y": {"title": "l", "scale": "sqrt"},
        "right": {"title": "%", "unit": "percent", "min": 0},
        "series": [{"kind": "line", "colour": "#d9660f", "x": [0.1, 1, 2], "y": [2, 0.2, 0.1]},
                   {"kind": "points", "colour": "#1f6fc9", "right": true, "x": [1, 2], "y": [0.9, 0.9]}]}"##,
    );
    let frame = draw_plot_on(canvas.clone(), spec).unwrap();
    let dot = frame.to_pixel_right(2.0, 0.9);
    assert_colour(
        colour_at(&canvas, dot[0], dot[1]),
        [0x1f, 0x6f, 0xc9],
        "accuracy",
    );
    let data = frame.to_data(dot[0], dot[1]).unwrap();
    assert_eq!(data.len(), 3);
    assert!((data[2] - 0.9).abs() < 0.01, "{data:?}");
}

#[wasm_bindgen_test]
fn drawing_leaves_the_page_alone() {
    // plotters' own text measuring would insert a styled <span>; the page's policy forbids that.
    js_sys::eval(
        "window.changes = new MutationObserver(() => {});
        changes.observe(document, { childList: true, subtree: true });",
    )
    .unwrap();
    draw_plot_on(canvas(400, 260), plot_spec()).unwrap();
    let changes = js_sys::eval("changes.takeRecords().length").unwrap();
    assert_eq!(changes.as_f64(), Some(0.0));
}

#[wasm_bindgen_test]
fn errors_carry_code_params_and_message() {
    let (kind, message) = code(draw_plot_on(canvas(400, 260), JsValue::NULL));
    assert_eq!(kind, "chart-spec");
    assert!(message.contains("cannot be read"), "{message}");
    let unknown = plot_spec();
    Reflect::set(&unknown, &"legend".into(), &true.into()).unwrap();
    let (kind, message) = code(draw_plot_on(canvas(400, 260), unknown));
    assert_eq!(kind, "chart-spec");
    assert!(message.contains("unknown field \"legend\""), "{message}");
    let wrong = plot_spec();
    Reflect::set(&wrong, &"series".into(), &"none".into()).unwrap();
    assert_eq!(code(draw_plot_on(canvas(400, 260), wrong)).0, "chart-spec");
    let (kind, message) = code(draw_plot_on(canvas(30, 20), plot_spec()));
    assert_eq!(kind, "chart-too-small");
    assert!(message.contains("60 x 40"), "{message}");
    let taken = canvas(400, 260);
    taken.get_context("bitmaprenderer").unwrap();
    assert_eq!(code(draw_plot_on(taken, plot_spec())).0, "chart-no-canvas");
}
