//! The page's side: charts on a canvas, and what pixel is what value on them.

use crate::chart::histogram::draw_histogram;
use crate::chart::plot::draw_plot;
use crate::chart::{self, ChartError};
use plotters_canvas::CanvasBackend;
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::*;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

/// A drawn chart's coordinate system. All pixels are CSS pixels from the canvas' upper left corner.
/// Call `free()` when the chart is drawn anew.
#[wasm_bindgen]
pub struct Frame(chart::Frame);

#[wasm_bindgen]
impl Frame {
    /// The values at a pixel, `[x, y]` or, with a right axis, `[x, y, right y]`; undefined outside the plot.
    #[wasm_bindgen(js_name = toData)]
    pub fn to_data(&self, x_css: f64, y_css: f64) -> Option<Vec<f64>> {
        self.0.to_data(x_css, y_css)
    }

    /// The pixel `[x, y]` of a value on the left axis.
    #[wasm_bindgen(js_name = toPixel)]
    pub fn to_pixel(&self, x: f64, y: f64) -> Vec<f64> {
        let (x, y) = self.0.to_pixel(x, y);
        vec![x, y]
    }

    /// The pixel `[x, y]` of a value on the right axis.
    #[wasm_bindgen(js_name = toPixelRight)]
    pub fn to_pixel_right(&self, x: f64, y: f64) -> Vec<f64> {
        let (x, y) = self.0.to_pixel_right(x, y);
        vec![x, y]
    }

    /// Left edge of the plot.
    #[wasm_bindgen(getter)]
    pub fn left(&self) -> f64 {
        self.0.plot()[0]
    }

    /// Upper edge of the plot.
    #[wasm_bindgen(getter)]
    pub fn top(&self) -> f64 {
        self.0.plot()[1]
    }

    /// Width of the plot.
    #[wasm_bindgen(getter)]
    pub fn width(&self) -> f64 {
        self.0.plot()[2]
    }

    /// Height of the plot.
    #[wasm_bindgen(getter)]
    pub fn height(&self) -> f64 {
        self.0.plot()[3]
    }
}

/// Draws a chart with axes; `spec` is a `PlotSpec`.
///
/// # Errors
/// `{code, params, message}` of a [`ChartError`].
#[wasm_bindgen(js_name = drawPlot)]
pub fn draw_plot_on(canvas: HtmlCanvasElement, spec: JsValue) -> Result<Frame, JsValue> {
    read(spec)
        .and_then(|spec| draw_plot(backend(canvas)?, &spec))
        .map(Frame)
        .map_err(report)
}

/// Draws a histogram; `spec` is a `HistogramSpec`, the counts are one a bin.
///
/// # Errors
/// `{code, params, message}` of a [`ChartError`].
#[wasm_bindgen(js_name = drawHistogram)]
pub fn draw_histogram_on(
    canvas: HtmlCanvasElement,
    spec: JsValue,
    total: &[u32],
    removed: &[u32],
) -> Result<Frame, JsValue> {
    read(spec)
        .and_then(|spec| draw_histogram(backend(canvas)?, &spec, total, removed))
        .map(Frame)
        .map_err(report)
}

fn read<T: DeserializeOwned>(spec: JsValue) -> Result<T, ChartError> {
    serde_wasm_bindgen::from_value(spec).map_err(|error| ChartError::ChartSpec {
        reason: error.to_string(),
    })
}

fn backend(canvas: HtmlCanvasElement) -> Result<CanvasBackend, ChartError> {
    let context = canvas
        .get_context("2d")
        .ok()
        .flatten()
        .ok_or(ChartError::ChartNoCanvas {})?;
    // Mitred joins would make every turn of a noisy loss a long spike that is not in the data.
    context
        .unchecked_ref::<CanvasRenderingContext2d>()
        .set_line_join("round");
    CanvasBackend::with_canvas_object(canvas).ok_or(ChartError::ChartNoCanvas {})
}

fn report(error: ChartError) -> JsValue {
    #[derive(Serialize)]
    struct Report<'a> {
        #[serde(flatten)]
        error: &'a ChartError,
        message: String,
    }
    let report = Report {
        error: &error,
        message: error.to_string(),
    };
    let serializer = serde_wasm_bindgen::Serializer::json_compatible();
    report
        .serialize(&serializer)
        .unwrap_or_else(|_| JsValue::from_str(&error.to_string()))
}
