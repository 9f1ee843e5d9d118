//! The distribution of one layer's weights, and which of them are pruned.
//!
//! Counts stand on a square-root scale unless another is asked for: a trained layer has thousands of weights near zero and a few
//! far out, and on a linear scale the few that matter most would not be seen. Every height is read off
//! the axis: a bar's top is the number of weights in its bin, the top of its hatched part the number of
//! those that are pruned. The threshold lies on the page's overlay.

use super::dto::dto;
use super::error::{ChartError, check_number};
use super::frame::{Axis, Frame, draw_frame};
use super::scale::{Scale, Unit};
use super::sheet::{Area, Sheet};
use super::theme::Look;
use plotters::backend::DrawingBackend;
use plotters::style::RGBAColor;

dto! {
    /// The words of this chart.
    pub struct HistogramTexts {
        required {
            /// Title of the x axis.
            weight: String,
            /// Title of the y axis; must say what its scale is.
            count: String,
        }
        optional {}
    }
}

dto! {
    /// What the chart shows besides the counts.
    pub struct HistogramSpec {
        required {
            /// How it looks.
            look: Look,
            /// Its words.
            texts: HistogramTexts,
            /// See `from`.
            limit: f64,
        }
        optional {
            /// Bins divide `from..limit` evenly, in one colour; without a `from` it is `-limit..limit`, in two.
            from: Option<f64>,
            /// How counts are spread: on a square-root scale unless it says another that begins at 0.
            scale: Option<Scale>,
        }
    }
}

/// Draws the chart: `total[i]` weights in bin i, `removed[i]` of them pruned.
///
/// # Errors
/// [`ChartError`] when lengths disagree, more are pruned than there are, there is no room up to `limit`, the
/// canvas is too small, or the backend fails.
pub fn draw_histogram<DB: DrawingBackend>(
    backend: DB,
    spec: &HistogramSpec,
    total: &[u32],
    removed: &[u32],
) -> Result<Frame, ChartError> {
    let most = f64::from(f32::MAX);
    let (from, least) = match spec.from {
        Some(from) => {
            check_number(|| "from".into(), from, -most, most)?;
            (from, from.next_up())
        }
        None => (-spec.limit, f64::from(f32::MIN_POSITIVE)),
    };
    check_number(|| "limit".into(), spec.limit, least, most)?;
    if total.len() != removed.len() {
        return Err(ChartError::ChartLengths {
            first: "total".into(),
            first_len: total.len(),
            second: "removed".into(),
            second_len: removed.len(),
        });
    }
    for (i, (&all, &pruned)) in total.iter().zip(removed).enumerate() {
        check_number(
            || format!("removed[{i}]"),
            f64::from(pruned),
            0.0,
            f64::from(all),
        )?;
    }
    let sheet = Sheet::new(backend, &spec.look)?;
    let tallest = f64::from(total.iter().copied().max().unwrap_or(0).max(1));
    let x = Axis {
        min: from,
        max: spec.limit,
        unit: Unit::Number,
        whole: false,
        scale: Scale::Linear,
        title: &spec.texts.weight,
        marks: None,
    };
    let y = Axis {
        min: 0.0,
        max: tallest * 1.04,
        unit: Unit::Number,
        whole: true,
        scale: match spec.scale.unwrap_or(Scale::Sqrt) {
            scale @ (Scale::Linear | Scale::Sqrt | Scale::LogCount) => scale,
            Scale::Log | Scale::LogError => Scale::LogCount,
        },
        title: &spec.texts.count,
        marks: None,
    };
    let frame = draw_frame(&sheet, &x, &y, None)?;

    let theme = &spec.look.theme;
    let plot = frame.area();
    let bins = total.len() as f64;
    let edge = |i: usize| {
        frame
            .at(from + (spec.limit - from) * i as f64 / bins, 0.0)
            .0
    };
    let gap = if plot.x1 - plot.x0 >= sheet.px(4.0) * total.len() as i32 {
        sheet.width(1.0)
    } else {
        0
    };
    let mut pruned = Vec::with_capacity(total.len());
    for (i, (&all, &out)) in total.iter().zip(removed).enumerate() {
        let bar = |count: u32| {
            // One weight must be seen, too.
            let top = frame
                .at(from, f64::from(count))
                .1
                .min(plot.y1 - sheet.width(1.0));
            Area {
                x0: edge(i),
                y0: if count == 0 { plot.y1 } else { top },
                x1: edge(i + 1) - gap,
                y1: plot.y1,
            }
        };
        let (whole, part) = (bar(all), bar(out));
        let colour = if spec.from.is_none() && i < total.len() / 2 {
            theme.negative
        } else {
            theme.positive
        };
        sheet.fill(
            Area {
                y1: part.y0,
                ..whole
            },
            colour.solid(),
        )?;
        sheet.fill(part, theme.removed.fade(0.28))?;
        sheet.fill(
            Area {
                y1: (part.y0 + sheet.width(1.0)).min(part.y1),
                ..part
            },
            theme.removed.solid(),
        )?;
        pruned.push(part);
    }
    hatch(&sheet, plot, &pruned, theme.removed.solid())?;
    Ok(frame)
}

/// Draws the parallel lines `x + y = constant` inside the bars, through neighbouring bars in one stroke.
fn hatch<DB: DrawingBackend>(
    sheet: &Sheet<'_, DB>,
    plot: Area,
    bars: &[Area],
    colour: RGBAColor,
) -> Result<(), ChartError> {
    let step = sheet.width(6.0);
    let top = bars.iter().map(|bar| bar.y0).min().unwrap_or(plot.y1);
    let join = sheet.width(1.0);
    let mut sum = plot.x0 + top;
    while sum < plot.x1 + plot.y1 {
        let mut open: Option<(i32, i32)> = None;
        for bar in bars.iter().filter(|bar| bar.y0 < bar.y1) {
            let (from, to) = (bar.x0.max(sum - bar.y1), bar.x1.min(sum - bar.y0));
            if from >= to {
                continue;
            }
            open = match open {
                Some((start, end)) if from - end <= join => Some((start, to)),
                Some((start, end)) => {
                    sheet.stroke(vec![(start, sum - start), (end, sum - end)], 1.0, colour)?;
                    Some((from, to))
                }
                None => Some((from, to)),
            };
        }
        if let Some((start, end)) = open {
            sheet.stroke(vec![(start, sum - start), (end, sum - end)], 1.0, colour)?;
        }
        sum += step;
    }
    Ok(())
}
