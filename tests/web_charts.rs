//! The charts on a real canvas in a real browser: pixels have the colours of what stands there, handles
//! translate, errors carry their code.
//!
//! Some browsers blur what is read back from a canvas a little, so colours are compared loosely and
//! only in the midst of filled shapes.
#![cfg(target_arch = "wasm32")]

use js_sys::{JSON, Reflect};
use prunelab::web::charts::{Frame, draw_accuracy_on, draw_histogram_on, draw_learning_on};
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

fn accuracy_spec() -> JsValue {
    parse(
        r##"{"look": LOOK, "denseAccuracy": 0.98, "chance": null, "baseSparsity": 0,
        "texts": {"sparsity": "x", "accuracy": "y", "dense": "", "chance": "", "base": ""},
        "points": [{"sparsity": 0, "accuracy": 0.5, "joined": true}, {"sparsity": 1, "accuracy": 0.5, "joined": true}],
        "dots": [{"sparsity": 0.5, "accuracy": 0.8, "label": ""}], "others": []}"##,
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
fn accuracy_stands_where_the_handle_says() {
    let canvas = canvas(500, 300);
    let frame = draw_accuracy_on(canvas.clone(), accuracy_spec()).unwrap();
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
fn learning_curves_have_two_axes() {
    let canvas = canvas(500, 300);
    let spec = parse(
        r#"{"look": LOOK, "texts": {"epochs": "e", "loss": "l", "percent": "%"},
        "batchesPerEpoch": 10, "totalBatches": 40, "showSparsity": false,
        "epochs": [{"batch": 10, "testAccuracy": 0.9, "sparsity": 0},
                   {"batch": 20, "testAccuracy": 0.9, "sparsity": 0}]}"#,
    );
    let losses: Vec<f32> = (0..20).map(|i| 2.0 / (i + 1) as f32).collect();
    let frame = draw_learning_on(canvas.clone(), spec, &losses).unwrap();
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
    draw_accuracy_on(canvas(400, 260), accuracy_spec()).unwrap();
    let changes = js_sys::eval("changes.takeRecords().length").unwrap();
    assert_eq!(changes.as_f64(), Some(0.0));
}

#[wasm_bindgen_test]
fn errors_carry_code_params_and_message() {
    let (kind, message) = code(draw_accuracy_on(canvas(400, 260), JsValue::NULL));
    assert_eq!(kind, "chart-spec");
    assert!(message.contains("cannot be read"), "{message}");
    let wrong = accuracy_spec();
    Reflect::set(&wrong, &"points".into(), &"none".into()).unwrap();
    assert_eq!(
        code(draw_accuracy_on(canvas(400, 260), wrong)).0,
        "chart-spec"
    );
    let (kind, message) = code(draw_accuracy_on(canvas(30, 20), accuracy_spec()));
    assert_eq!(kind, "chart-too-small");
    assert!(message.contains("60 x 40"), "{message}");
    let taken = canvas(400, 260);
    taken.get_context("bitmaprenderer").unwrap();
    assert_eq!(
        code(draw_accuracy_on(taken, accuracy_spec())).0,
        "chart-no-canvas"
    );
}
