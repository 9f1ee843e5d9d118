//! What is written inside a plot: names of guides at their left end, of lines at their fall or their end, of dots beside
//! them. A name that would cover another or a line is left out: the legend and the read-out have it, too.

use super::error::ChartError;
use super::frame::Frame;
use super::labels::{Labels, Place};
use super::plot_spec::{GuideSpec, Kind, PlotSpec, SeriesSpec, Weight};
use super::series::{line_of, shown};
use super::sheet::{Pixel, Sheet};
use plotters::backend::DrawingBackend;
use plotters::style::text_anchor::{HPos, VPos};

const TOP_LEFT: (HPos, VPos) = (HPos::Left, VPos::Top);
const BOTTOM_LEFT: (HPos, VPos) = (HPos::Left, VPos::Bottom);
const TOP_RIGHT: (HPos, VPos) = (HPos::Right, VPos::Top);
const BOTTOM_RIGHT: (HPos, VPos) = (HPos::Right, VPos::Bottom);
const RIGHT: (HPos, VPos) = (HPos::Right, VPos::Center);
const LEFT: (HPos, VPos) = (HPos::Left, VPos::Center);

/// Of a level guide, from its left end: above and below it, as close as lines allow.
const LEVEL: [Place; 8] = [
    (2, -1, BOTTOM_LEFT),
    (2, 2, TOP_LEFT),
    (2, 4, TOP_LEFT),
    (2, 6, TOP_LEFT),
    (2, 8, TOP_LEFT),
    (2, 10, TOP_LEFT),
    (2, 12, TOP_LEFT),
    (2, -2, BOTTOM_LEFT),
];
/// Of an upright guide, from its upper end.
const UPRIGHT: [Place; 2] = [(2, 1, TOP_LEFT), (-2, 1, TOP_RIGHT)];
/// Of a bar, from its top.
const ABOVE: [Place; 3] = [
    (0, -1, (HPos::Center, VPos::Bottom)),
    (0, -2, (HPos::Center, VPos::Bottom)),
    (0, -4, (HPos::Center, VPos::Bottom)),
];
/// Of a dot.
const AROUND: [Place; 6] = [
    (0, 3, (HPos::Center, VPos::Top)),
    (2, 3, TOP_LEFT),
    (3, 0, LEFT),
    (0, -3, (HPos::Center, VPos::Bottom)),
    (-3, 0, RIGHT),
    (-2, 3, TOP_RIGHT),
];
/// Of a line, from the middle of its fall.
const FALL: [Place; 5] = [
    (-2, -4, RIGHT),
    (-2, 0, RIGHT),
    (-2, 4, RIGHT),
    (-2, 8, RIGHT),
    (-2, -8, RIGHT),
];
/// Of a line, from an end.
const END: [Place; 4] = [
    (-2, -2, BOTTOM_RIGHT),
    (-2, 2, TOP_RIGHT),
    (2, -2, BOTTOM_LEFT),
    (2, 2, TOP_LEFT),
];

/// Writes all names of a plot.
pub(crate) fn write_names<DB: DrawingBackend>(
    sheet: &Sheet<'_, DB>,
    frame: &Frame,
    spec: &PlotSpec,
    labels: &mut Labels,
) -> Result<(), ChartError> {
    for guide in &spec.guides {
        write_guide(sheet, frame, guide, labels)?;
    }
    for series in &spec.series {
        if series.kind == Kind::Band {
            write_band(sheet, frame, series, labels)?;
        } else if series.labels.iter().any(|label| !label.is_empty()) {
            write_labels(sheet, frame, series, labels)?;
        }
    }
    for series in &spec.series {
        if series.weight == Weight::Faint && series.kind == Kind::Line {
            for line in line_of(frame, series) {
                labels.keep_clear_along(&line, sheet.px(2.0));
            }
        }
    }
    for series in &spec.series {
        if series.kind != Kind::Band && !series.name.is_empty() {
            write_line(sheet, frame, series, labels)?;
        }
    }
    Ok(())
}

fn write_guide<DB: DrawingBackend>(
    sheet: &Sheet<'_, DB>,
    frame: &Frame,
    guide: &GuideSpec,
    labels: &mut Labels,
) -> Result<(), ChartError> {
    let (plot, colour) = (frame.area(), guide.colour.solid());
    let (x, y) = frame.at(guide.at, guide.at);
    if guide.upright {
        labels.write(sheet, &guide.name, (x, plot.y0), &UPRIGHT, colour)?;
    } else if !labels.write(sheet, &guide.name, (plot.x0, y), &LEVEL, colour)? {
        labels.write(sheet, &guide.name, (plot.x1, y), &END, colour)?;
    }
    Ok(())
}

/// Inside the band at its end; where it is too narrow, beside it with an arrow.
fn write_band<DB: DrawingBackend>(
    sheet: &Sheet<'_, DB>,
    frame: &Frame,
    series: &SeriesSpec,
    labels: &mut Labels,
) -> Result<(), ChartError> {
    let plot = frame.area();
    let muted = sheet.look().theme.muted_text.solid();
    let (mut first, mut last) = (plot.x1, plot.x0);
    for &x in &series.x {
        let x = frame.at(x, 0.0).0.clamp(plot.x0, plot.x1);
        (first, last) = (first.min(x), last.max(x));
    }
    let at = (last, (plot.y0 + plot.y1) / 2);
    let area = sheet.text_area(&series.name, at, RIGHT);
    let fits = area.x0 - sheet.px(6.0) >= first;
    let is_written = fits && labels.write(sheet, &series.name, at, &[(-2, 0, RIGHT)], muted)?;
    if !is_written && !series.name.is_empty() {
        let text = format!("\u{2190} {}", series.name);
        labels.write(sheet, &text, at, &[(2, 0, LEFT)], muted)?;
    }
    Ok(())
}

fn write_labels<DB: DrawingBackend>(
    sheet: &Sheet<'_, DB>,
    frame: &Frame,
    series: &SeriesSpec,
    labels: &mut Labels,
) -> Result<(), ChartError> {
    let places: &[Place] = if series.kind == Kind::Bars {
        &ABOVE
    } else {
        &AROUND
    };
    let points = shown(frame, series);
    // The one with a ring first: where all have no room it is named.
    for ringed in [true, false] {
        for &(i, at) in &points {
            let text = series.labels.get(i).map_or("", String::as_str);
            if (series.ring == Some(i as f64)) == ringed {
                labels.write(sheet, text, at, places, series.colour.solid())?;
            }
        }
    }
    Ok(())
}

/// Beside the middle of a line's fall, where lines lie apart; at its end; at its beginning.
fn write_line<DB: DrawingBackend>(
    sheet: &Sheet<'_, DB>,
    frame: &Frame,
    series: &SeriesSpec,
    labels: &mut Labels,
) -> Result<(), ChartError> {
    let plot = frame.area();
    let points: Vec<Pixel> = line_of(frame, series).concat();
    let middle = (plot.y0 + plot.y1) / 2;
    let (mut high, mut low, mut fall) = (plot.y1, plot.y0, (0, plot.y0));
    for &at in &points {
        (high, low) = (high.min(at.1), low.max(at.1));
        if (at.1 - middle).abs() < (fall.1 - middle).abs() {
            fall = at;
        }
    }
    let (text, colour) = (&series.name, series.colour.solid());
    if low - high > (plot.y1 - plot.y0) / 3 && labels.write(sheet, text, fall, &FALL, colour)? {
        return Ok(());
    }
    for &at in points.last().into_iter().chain(points.first()) {
        if labels.write(sheet, text, at, &END, colour)? {
            break;
        }
    }
    Ok(())
}
