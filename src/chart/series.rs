//! Where the values of a series lie in pixels: its points, and its line cut off at the plot's edges.

use super::clip::{Part, cut, is_inside};
use super::frame::Frame;
use super::plot_spec::{Kind, SeriesSpec};
use super::sheet::Pixel;

/// Points that lie in the plot, with their numbers.
pub(crate) fn shown(frame: &Frame, series: &SeriesSpec) -> Vec<(usize, Pixel)> {
    let mut points = Vec::with_capacity(series.x.len());
    for (i, (&x, &y)) in series.x.iter().zip(&series.y).enumerate() {
        let at = frame.part(x, y, series.right);
        if is_inside(at) {
            points.push((i, frame.pixel(at)));
        }
    }
    points
}

/// The line of a series in pixels, cut off at the plot's edges; a point alone is none.
pub(crate) fn line_of(frame: &Frame, series: &SeriesSpec) -> Vec<Vec<Pixel>> {
    let mut lines: Vec<Vec<Pixel>> = Vec::new();
    let mut before: Option<Part> = None;
    // Where the last line ends, unless it was cut off there.
    let mut end: Option<Part> = None;
    for (i, (&x, &y)) in series.x.iter().zip(&series.y).enumerate() {
        let to = frame.part(x, y, series.right);
        if series.breaks.contains(&(i as f64)) {
            (before, end) = (None, None);
        }
        let corner = before
            .filter(|_| series.kind == Kind::Steps)
            .map(|from| (to.0, from.1));
        for to in corner.into_iter().chain([to]) {
            if let Some((a, b)) = before.and_then(|from| cut(from, to)) {
                match lines.last_mut() {
                    Some(line) if end == Some(a) => line.push(frame.pixel(b)),
                    _ => lines.push(vec![frame.pixel(a), frame.pixel(b)]),
                }
                end = Some(b).filter(|&b| b == to);
            }
            before = Some(to);
        }
    }
    lines
}
