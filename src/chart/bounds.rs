//! Where the axes of a plot begin and end: as given, or so that all data have room.

use super::plot_spec::{AxisSpec, Kind, PlotSpec};
use super::scale::{Scale, Unit};

/// Fraction of an axis that stays free beside the data.
const ROOM: f64 = 0.04;
/// The same on logarithmic axes, at both ends.
const LOG_ROOM: f64 = 0.08;
/// Accuracies begin at a multiple of this.
const STEP: f64 = 0.05;

/// Ends of an axis, the first below the second.
pub(crate) type Ends = (f64, f64);

/// Ends of the x axis, the left and the right one.
pub(crate) fn ends_of(spec: &PlotSpec) -> [Ends; 3] {
    let (mut across, mut left, mut right) = (Vec::new(), Vec::new(), Vec::new());
    for series in &spec.series {
        for &x in &series.x {
            // Bars reach to both sides.
            let half = match series.kind {
                Kind::Bars => series.width.unwrap_or(1.0) / 2.0,
                Kind::Line | Kind::Points | Kind::Scatter | Kind::Steps | Kind::Band => 0.0,
            };
            across.extend([x - half, x + half]);
        }
        let own = if series.right && spec.right.is_some() {
            &mut right
        } else {
            &mut left
        };
        for values in [&series.y, &series.low, &series.high] {
            own.extend_from_slice(values);
        }
    }
    for guide in &spec.guides {
        if guide.upright {
            across.push(guide.at);
        } else {
            left.push(guide.at);
        }
    }
    [
        ends(&spec.x, &across),
        ends(&spec.y, &left),
        ends(spec.right.as_ref().unwrap_or(&spec.y), &right),
    ]
}

fn ends(axis: &AxisSpec, values: &[f64]) -> Ends {
    let (first, last) = axis.scale.domain();
    let low = values.iter().copied().fold(f64::INFINITY, f64::min);
    let high = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let found = (low <= high).then(|| (low.clamp(first, last), high.clamp(first, last)));
    let (low, high) = widened(axis, found, axis.min, axis.max);
    // Ends so near to each other, or so far out, that nothing lies between them.
    if axis.scale.place(low) < axis.scale.place(high) {
        return (low, high);
    }
    match axis.scale {
        Scale::Linear => {
            let half = (low.abs() / 2.0).max(0.5);
            (low - half, low + half)
        }
        Scale::Sqrt | Scale::LogCount => (0.0, high.max(1.0)),
        Scale::Log => (low.max(1e-290) / 1.5, low.max(1e-290) * 1.5),
        Scale::LogError => (0.0, 0.9),
    }
}

/// Ends with room beside the data, those that are given as they are.
fn widened(axis: &AxisSpec, found: Option<Ends>, min: Option<f64>, max: Option<f64>) -> Ends {
    let percent = axis.unit == Unit::Percent;
    match axis.scale {
        Scale::Linear => {
            let (low, high) = found.unwrap_or((0.0, 1.0));
            let min = min.unwrap_or(if percent && (0.0..=1.0).contains(&low) {
                // A multiple below all that is shown, not too near to it.
                (((low / STEP - 0.1).floor()) * STEP).max(0.0)
            } else {
                low.min(0.0)
            });
            let max = max.unwrap_or(if percent && high <= 1.0 {
                1.0
            } else {
                high + ROOM * (high - min)
            });
            (min, max)
        }
        Scale::Sqrt | Scale::LogCount => {
            let high = found.map_or(1.0, |(_, high)| high);
            let top = if high > 0.0 { high * (1.0 + ROOM) } else { 1.0 };
            (0.0, max.unwrap_or(top))
        }
        Scale::Log => {
            let (low, high) = found.unwrap_or((1.0, 1.0));
            let (from, to) = log_ends(low, high);
            (min.unwrap_or(from), max.unwrap_or(to))
        }
        Scale::LogError => {
            let (low, high) = found.unwrap_or((0.5, 0.5));
            let (from, to) = log_ends(1.0 - high, 1.0 - low);
            (
                min.unwrap_or(1.0 - to.min(1.0)),
                max.unwrap_or((1.0 - from).min(1.0 - f64::EPSILON)),
            )
        }
    }
}

/// Ends of a logarithmic axis about two positive numbers, with room at both; no shorter than from 1 to 2, as what hardly
/// differs must not look far apart.
fn log_ends(low: f64, high: f64) -> Ends {
    let (from, to) = (low.max(1e-300).ln(), high.max(1e-300).ln());
    let half = (to - from).max(std::f64::consts::LN_2) * (0.5 + LOG_ROOM);
    let middle = (from + to) / 2.0;
    // Within what numbers hold.
    let number = |place: f64| place.clamp(-690.0, 690.0).exp();
    (number(middle - half), number(middle + half))
}
