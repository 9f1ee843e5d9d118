//! A chart with axes, of everything that a [`PlotSpec`] can say.
//!
//! Lines are cut off at the plot's edges where they cross them. What moves (the slider's marker, the crosshair) is not
//! drawn here: it lies on the page's overlay, so that moving it costs no redrawing.

use super::bounds::{Ends, ends_of};
use super::clip::cut;
use super::error::ChartError;
use super::frame::{Axis, Frame, draw_frame};
use super::labels::Labels;
use super::plot_names::write_names;
pub use super::plot_spec::{AxisSpec, Dash, GuideSpec, Kind, Mark, PlotSpec, SeriesSpec, Weight};
use super::series::{line_of, shown};
use super::sheet::{Area, Pixel, Sheet};
use super::theme::Theme;
use super::ticks::Tick;
use plotters::backend::DrawingBackend;
use plotters::style::RGBAColor;

/// Draws the chart.
///
/// # Errors
/// [`ChartError`] for what [`PlotSpec::check`] finds, a canvas too small, or a backend that fails.
pub fn draw_plot<DB: DrawingBackend>(backend: DB, spec: &PlotSpec) -> Result<Frame, ChartError> {
    spec.check()?;
    let sheet = Sheet::new(backend, &spec.look)?;
    let [x_ends, y_ends, right_ends] = ends_of(spec);
    let [x_marks, y_marks, right_marks] =
        [Some(&spec.x), Some(&spec.y), spec.right.as_ref()].map(marks_of);
    let right = spec
        .right
        .as_ref()
        .map(|right| axis_of(right, right_ends, right_marks.as_deref()));
    let frame = draw_frame(
        &sheet,
        &axis_of(&spec.x, x_ends, x_marks.as_deref()),
        &axis_of(&spec.y, y_ends, y_marks.as_deref()),
        right.as_ref(),
    )?;
    // A veil behind the names where nothing stands at the left of the plot that they would hide.
    let banded = spec.series.iter().any(|one| one.kind == Kind::Band);
    let mut labels = Labels::within(frame.area(), !banded);
    for layer in 0..4 {
        for series in spec.series.iter().filter(|one| layer_of(one) == layer) {
            match series.kind {
                Kind::Band => draw_band(&sheet, &frame, series)?,
                Kind::Bars => draw_bars(&sheet, &frame, series, &mut labels)?,
                Kind::Line | Kind::Points | Kind::Steps => {
                    draw_line(&sheet, &frame, series, &mut labels)?;
                }
                Kind::Scatter => draw_scatter(&sheet, &frame, series, &mut labels)?,
            }
        }
        if layer == 1 {
            for guide in &spec.guides {
                draw_guide(&sheet, &frame, guide)?;
            }
        }
    }
    write_names(&sheet, &frame, spec, &mut labels)?;
    Ok(frame)
}

/// What lies below what, from the ground up; guides lie above bars.
fn layer_of(series: &SeriesSpec) -> u8 {
    match series.kind {
        Kind::Band => 0,
        Kind::Bars => 1,
        Kind::Line | Kind::Points | Kind::Steps => 2,
        Kind::Scatter => 3,
    }
}

fn marks_of(axis: Option<&AxisSpec>) -> Option<Vec<Tick>> {
    let marks = &axis?.marks;
    let tick = |mark: &Mark| Tick {
        value: mark.value,
        label: mark.label.clone(),
    };
    (!marks.is_empty()).then(|| marks.iter().map(tick).collect())
}

fn axis_of<'a>(spec: &'a AxisSpec, (min, max): Ends, marks: Option<&'a [Tick]>) -> Axis<'a> {
    Axis {
        min,
        max,
        unit: spec.unit,
        whole: spec.whole,
        scale: spec.scale,
        title: &spec.title,
        marks,
    }
}

/// The colour of a line, and its width in CSS pixels.
fn stroke_of(series: &SeriesSpec) -> (f64, RGBAColor) {
    match series.weight {
        Weight::Faint => (1.25, series.colour.fade(0.75)),
        Weight::Normal => (1.75, series.colour.solid()),
        Weight::Strong => (2.25, series.colour.solid()),
    }
}

/// Radius of dots in CSS pixels.
pub(crate) fn radius_of(series: &SeriesSpec) -> f64 {
    if series.kind == Kind::Scatter {
        4.5
    } else if series.weight == Weight::Faint {
        2.0
    } else {
        2.75
    }
}

fn draw_line<DB: DrawingBackend>(
    sheet: &Sheet<'_, DB>,
    frame: &Frame,
    series: &SeriesSpec,
    labels: &mut Labels,
) -> Result<(), ChartError> {
    let (css, colour) = stroke_of(series);
    draw_spread(sheet, frame, series, colour)?;
    for line in line_of(frame, series) {
        // What stands behind the others is crossed by their names, but by none of its own kind.
        if series.weight != Weight::Faint {
            labels.keep_clear_along(&line, sheet.px(2.0));
        }
        if series.dashed {
            sheet.dashed(&line, css, colour)?;
        } else {
            sheet.stroke(line, css, colour)?;
        }
    }
    if series.kind != Kind::Points {
        return Ok(());
    }
    let far = sheet.px(5.0);
    let points = shown(frame, series);
    let mut last = None;
    for (k, &(_, at)) in points.iter().enumerate() {
        let near = |other: Option<Pixel>| {
            other.is_some_and(|o| (o.0 - at.0).abs() < far && (o.1 - at.1).abs() < far)
        };
        if !near(last) || !near(points.get(k + 1).map(|&(_, next)| next)) {
            draw_dot(sheet, series, at, radius_of(series), colour)?;
        }
        last = Some(at);
    }
    Ok(())
}

/// An upright stroke from the lower to the upper end of each value's spread, with caps.
fn draw_spread<DB: DrawingBackend>(
    sheet: &Sheet<'_, DB>,
    frame: &Frame,
    series: &SeriesSpec,
    colour: RGBAColor,
) -> Result<(), ChartError> {
    let (plot, cap) = (frame.area(), sheet.px(3.0));
    for (&x, (&low, &high)) in series.x.iter().zip(series.low.iter().zip(&series.high)) {
        let ends = [low, high].map(|y| frame.part(x, y, series.right));
        let Some((a, b)) = cut(ends[0], ends[1]) else {
            continue;
        };
        let ends = [frame.pixel(a), frame.pixel(b)];
        for (x, y) in ends {
            let across = [(x - cap).max(plot.x0), (x + cap).min(plot.x1)];
            sheet.stroke(across.map(|x| (x, y)).into(), 1.0, colour)?;
        }
        sheet.stroke(ends.into(), 1.25, colour)?;
    }
    Ok(())
}

fn draw_dot<DB: DrawingBackend>(
    sheet: &Sheet<'_, DB>,
    series: &SeriesSpec,
    at: Pixel,
    radius: f64,
    colour: RGBAColor,
) -> Result<(), ChartError> {
    sheet.disc(at, radius, colour)?;
    if series.hollow {
        let background = sheet.look().theme.background.solid();
        sheet.disc(at, (radius - 1.75).max(0.75), background)?;
    }
    Ok(())
}

fn draw_scatter<DB: DrawingBackend>(
    sheet: &Sheet<'_, DB>,
    frame: &Frame,
    series: &SeriesSpec,
    labels: &mut Labels,
) -> Result<(), ChartError> {
    let Theme {
        background, text, ..
    } = sheet.look().theme;
    let (_, colour) = stroke_of(series);
    let radius = radius_of(series);
    draw_spread(sheet, frame, series, colour)?;
    for (i, at) in shown(frame, series) {
        if series.ring == Some(i as f64) {
            sheet.disc(at, radius + 4.5, text.solid())?;
            sheet.disc(at, radius + 3.0, background.solid())?;
        }
        sheet.disc(at, radius + 1.5, background.solid())?;
        draw_dot(sheet, series, at, radius, colour)?;
        let reach = sheet.px(radius + 1.5);
        labels.keep_clear(Area {
            x0: at.0 - reach,
            y0: at.1 - reach,
            x1: at.0 + reach,
            y1: at.1 + reach,
        });
    }
    Ok(())
}

fn draw_band<DB: DrawingBackend>(
    sheet: &Sheet<'_, DB>,
    frame: &Frame,
    series: &SeriesSpec,
) -> Result<(), ChartError> {
    let edge = |values: &[f64]| -> Vec<Pixel> {
        let at = |(&x, &y): (&f64, &f64)| frame.pixel(frame.part(x, y, series.right));
        series.x.iter().zip(values).map(at).collect()
    };
    let mut corners = edge(&series.high);
    corners.extend(edge(&series.low).into_iter().rev());
    sheet.fill_inside(corners, series.colour.fade(0.14))
}

fn draw_bars<DB: DrawingBackend>(
    sheet: &Sheet<'_, DB>,
    frame: &Frame,
    series: &SeriesSpec,
    labels: &mut Labels,
) -> Result<(), ChartError> {
    let plot = frame.area();
    let half = series.width.unwrap_or(1.0) / 2.0;
    let colour = match series.weight {
        Weight::Faint => series.colour.fade(0.28),
        Weight::Normal | Weight::Strong => series.colour.solid(),
    };
    for (i, (&x, &y)) in series.x.iter().zip(&series.y).enumerate() {
        let (left, top) = frame.part(x - half, y, series.right);
        let foot = match series.low.get(i) {
            Some(&low) => frame.part(x + half, low, series.right),
            None => (frame.part(x + half, y, series.right).0, 0.0),
        };
        if left > 1.0 || foot.0 < 0.0 {
            continue;
        }
        let (a, b) = (frame.pixel((left, top)), frame.pixel(foot));
        let wide = (b.0 - a.0).max(1);
        // A gap of a pixel between bars that are wide enough.
        let gap = if wide > sheet.px(4.0) {
            sheet.width(1.0)
        } else {
            0
        };
        let is_zero = (top - foot.1).abs() < f64::EPSILON;
        let area = Area {
            x0: a.0,
            // The smallest value must be seen, too.
            y0: a.1.min(b.1 - i32::from(!is_zero)),
            x1: (a.0 + wide - gap).min(plot.x1),
            y1: b.1,
        };
        sheet.fill(area, colour)?;
        labels.keep_clear(area);
    }
    Ok(())
}

fn draw_guide<DB: DrawingBackend>(
    sheet: &Sheet<'_, DB>,
    frame: &Frame,
    guide: &GuideSpec,
) -> Result<(), ChartError> {
    let plot = frame.area();
    let (x, y) = frame.at(guide.at, guide.at);
    let ends = if guide.upright {
        [(x, plot.y0), (x, plot.y1)]
    } else {
        [(plot.x0, y), (plot.x1, y)]
    };
    let is_inside =
        |(x, y): Pixel| (plot.x0..=plot.x1).contains(&x) && (plot.y0..=plot.y1).contains(&y);
    if !ends.into_iter().all(is_inside) {
        return Ok(());
    }
    let (css, pattern) = match guide.dash {
        Dash::Dashes => (1.5, (6.0, 4.0)),
        Dash::Dots => (1.0, (1.5, 3.0)),
        Dash::Solid => (1.5, (1e4, 0.0)),
    };
    sheet.dashes(ends, css, pattern, guide.colour.solid())
}
