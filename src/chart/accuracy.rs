//! Accuracy against sparsity: the dense level, the curve before fine-tuning, dots after it, other runs.
//!
//! The marker of the slider is not drawn here: it lies on the page's overlay, so that moving it costs
//! no redrawing.

pub use super::accuracy_spec::{AccuracySpec, AccuracyTexts, Dot, Guide, Other, Point};
use super::error::ChartError;
use super::frame::{Axis, Frame, Scale, draw_frame};
use super::labels::Labels;
use super::sheet::{Area, Pixel, Sheet};
use plotters::backend::DrawingBackend;
use plotters::style::RGBAColor;
use plotters::style::text_anchor::{HPos, VPos};

/// Draws the chart.
///
/// # Errors
/// [`ChartError`] for numbers outside their range, a canvas too small, or a backend that fails.
pub fn draw_accuracy<DB: DrawingBackend>(
    backend: DB,
    spec: &AccuracySpec,
) -> Result<Frame, ChartError> {
    spec.check()?;
    let sheet = Sheet::new(backend, &spec.look)?;
    let theme = &spec.look.theme;
    let (x_min, y_min) = (spec.x_min.unwrap_or(0.0), spec.y_min.unwrap_or(0.0));
    let percent = |min, title| Axis {
        min,
        max: 1.0,
        unit: 100.0,
        whole: false,
        scale: Scale::Linear,
        title,
    };
    let frame = draw_frame(
        &sheet,
        &percent(x_min, &spec.texts.sparsity),
        &percent(y_min, &spec.texts.accuracy),
        None,
    )?;
    let plot = frame.area();
    let mut labels = Labels::within(plot, spec.base_sparsity <= x_min);

    if spec.base_sparsity > x_min {
        let x1 = frame.at(spec.base_sparsity, 0.0).0;
        sheet.fill(Area { x1, ..plot }, theme.removed.fade(0.14))?;
    }
    let level = |accuracy| frame.at(x_min, accuracy).1;
    if let Some(chance) = spec.chance {
        sheet.dashes(
            (plot.x0, plot.x1),
            level(chance),
            1.0,
            (1.5, 3.0),
            theme.muted_text.solid(),
        )?;
    }
    if let Some(dense) = spec.dense_accuracy {
        sheet.dashes(
            (plot.x0, plot.x1),
            level(dense),
            1.5,
            (6.0, 4.0),
            theme.dense.solid(),
        )?;
    }
    if let Some(guide) = &spec.guide {
        sheet.dashes(
            (plot.x0, plot.x1),
            level(guide.accuracy),
            1.5,
            (2.0, 3.0),
            theme.text.solid(),
        )?;
    }
    for other in &spec.others {
        let look = other
            .colour
            .map_or((1.5, theme.other.fade(0.75)), |own| (2.0, own.solid()));
        draw_curve(&sheet, &frame, &other.points, x_min, look)?;
    }
    for points in &spec.tuned {
        let look = (1.5, theme.fine_tuned.solid());
        let line = draw_curve(&sheet, &frame, points, x_min, look)?;
        labels.keep_clear_along(&line, sheet.px(2.0));
    }
    let curve = draw_curve(
        &sheet,
        &frame,
        &spec.points,
        x_min,
        (2.25, theme.curve.solid()),
    )?;
    draw_measured(&sheet, &curve, theme.curve.solid())?;
    labels.keep_clear_along(&curve, sheet.px(2.0));
    for dot in spec.dots.iter().filter(|dot| dot.sparsity >= x_min) {
        let at = frame.at(dot.sparsity, dot.accuracy);
        sheet.disc(at, 6.0, theme.background.solid())?;
        sheet.disc(at, 4.5, theme.fine_tuned.solid())?;
        let reach = sheet.px(6.0);
        labels.keep_clear(Area {
            x0: at.0 - reach,
            y0: at.1 - reach,
            x1: at.0 + reach,
            y1: at.1 + reach,
        });
    }
    draw_names(&sheet, &frame, spec, x_min, &mut labels)?;
    Ok(frame)
}

/// Strokes straight lines between joined points, cut off at `x_min`; returns the pixels of the measured ones.
fn draw_curve<DB: DrawingBackend>(
    sheet: &Sheet<'_, DB>,
    frame: &Frame,
    points: &[Point],
    x_min: f64,
    (css, colour): (f64, RGBAColor),
) -> Result<Vec<Pixel>, ChartError> {
    let points = cut(points, x_min);
    let at = |(p, _): &(Point, bool)| frame.at(p.sparsity, p.accuracy);
    for stretch in points.chunk_by(|_, (next, _)| next.joined) {
        sheet.stroke(stretch.iter().map(at).collect(), css, colour)?;
    }
    let measured = points.iter().filter(|(_, real)| *real).map(at).collect();
    Ok(measured)
}

/// Points from `x_min` on in rising order, with the line's crossing of `x_min` added (marked false).
fn cut(points: &[Point], x_min: f64) -> Vec<(Point, bool)> {
    let mut sorted = points.to_vec();
    sorted.sort_by(|a, b| a.sparsity.total_cmp(&b.sparsity));
    let inside = sorted.partition_point(|p| p.sparsity < x_min);
    let mut kept = Vec::with_capacity(sorted.len() - inside + 1);
    if let (Some(a), Some(b)) = (
        inside.checked_sub(1).and_then(|i| sorted.get(i)),
        sorted.get(inside),
    ) {
        let share = (x_min - a.sparsity) / (b.sparsity - a.sparsity);
        let accuracy = a.accuracy + share * (b.accuracy - a.accuracy);
        let sparsity = x_min;
        if b.joined {
            kept.push((
                Point {
                    sparsity,
                    accuracy,
                    joined: false,
                },
                false,
            ));
        }
    }
    kept.extend(sorted.into_iter().skip(inside).map(|p| (p, true)));
    kept
}

/// Dots where points lie far enough apart to be told apart, so that few measurements look like few.
fn draw_measured<DB: DrawingBackend>(
    sheet: &Sheet<'_, DB>,
    curve: &[Pixel],
    colour: RGBAColor,
) -> Result<(), ChartError> {
    let far = sheet.px(5.0);
    for (i, &at) in curve.iter().enumerate() {
        let near = |other: Option<&Pixel>| {
            other.is_some_and(|o| (o.0 - at.0).abs() < far && (o.1 - at.1).abs() < far)
        };
        if !near(i.checked_sub(1).and_then(|before| curve.get(before))) || !near(curve.get(i + 1)) {
            sheet.disc(at, 2.5, colour)?;
        }
    }
    Ok(())
}

fn draw_names<DB: DrawingBackend>(
    sheet: &Sheet<'_, DB>,
    frame: &Frame,
    spec: &AccuracySpec,
    x_min: f64,
    labels: &mut Labels,
) -> Result<(), ChartError> {
    let (theme, plot, near) = (&spec.look.theme, frame.area(), sheet.px(6.0));
    let (low, high) = ((HPos::Left, VPos::Top), (HPos::Left, VPos::Bottom));
    if let Some(dense) = spec.dense_accuracy {
        let (x, y) = (plot.x0 + near, frame.at(x_min, dense).1);
        // Below it is the curve's beginning: as close as that allows.
        let below = [1, 2, 3, 4, 5, 6].map(|k| ((x, y + k * near), low));
        let places: Vec<_> = below.into_iter().chain([((x, y - near), high)]).collect();
        labels.write(sheet, &spec.texts.dense, &places, theme.dense.solid())?;
    }
    if let Some(guide) = &spec.guide {
        let (x, y) = (plot.x0 + near, frame.at(x_min, guide.accuracy).1);
        let places = [1, 2, 3].map(|k| ((x, y + k * near), low));
        labels.write(sheet, &guide.name, &places, theme.text.solid())?;
    }
    if let Some(chance) = spec.chance {
        let (x, y) = (plot.x0 + near, frame.at(x_min, chance).1);
        let places = [((x, y - near / 2), high), ((x, y + near / 2), low)];
        labels.write(sheet, &spec.texts.chance, &places, theme.muted_text.solid())?;
    }
    if spec.base_sparsity > x_min {
        let x = frame.at(spec.base_sparsity, 0.0).0;
        let (y, muted) = ((plot.y0 + plot.y1) / 2, theme.muted_text.solid());
        let inside = [((x - near, y), (HPos::Right, VPos::Center))];
        if !labels.write(sheet, &spec.texts.base, &inside, muted)? {
            let beside = [((x + near, y), (HPos::Left, VPos::Center))];
            labels.write(
                sheet,
                &format!("\u{2190} {}", spec.texts.base),
                &beside,
                muted,
            )?;
        }
    }
    for dot in spec.dots.iter().filter(|dot| dot.sparsity >= x_min) {
        let (x, y) = frame.at(dot.sparsity, dot.accuracy);
        let side = near + sheet.px(3.0);
        let places = [
            ((x, y + side), (HPos::Center, VPos::Top)),
            ((x + near, y + side), (HPos::Left, VPos::Top)),
            ((x + side, y), (HPos::Left, VPos::Center)),
            ((x, y - side), (HPos::Center, VPos::Bottom)),
            ((x - side, y), (HPos::Right, VPos::Center)),
            ((x - near, y + side), (HPos::Right, VPos::Top)),
        ];
        labels.write(sheet, &dot.label, &places, theme.fine_tuned.solid())?;
    }
    // The curves are in the legend and under the pointer, too: no name rather than one across them.
    for other in &spec.others {
        let pixels: Vec<Pixel> = cut(&other.points, x_min)
            .iter()
            .map(|(p, _)| frame.at(p.sparsity, p.accuracy))
            .collect();
        labels.keep_clear_along(&pixels, sheet.px(2.0));
    }
    for other in &spec.others {
        // Where the run falls through the middle, curves lie apart and a name says whose it is.
        let fall = other
            .points
            .iter()
            .filter(|p| p.sparsity >= x_min)
            .min_by(|a, b| {
                (a.accuracy - 0.5)
                    .abs()
                    .total_cmp(&(b.accuracy - 0.5).abs())
            });
        if let Some(point) = fall {
            let (x, y) = frame.at(point.sparsity, point.accuracy);
            let places =
                [-2, 0, 2, 4, -4].map(|k| ((x - near, y + k * near), (HPos::Right, VPos::Center)));
            let colour = other.colour.unwrap_or(theme.muted_text).solid();
            labels.write(sheet, &other.name, &places, colour)?;
        }
    }
    Ok(())
}
