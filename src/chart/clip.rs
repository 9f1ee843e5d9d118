//! Lines cut off at the edges of a plot, in parts of it: 0 to 1 both ways (Liang & Barsky 1984).

/// A point in parts of the plot.
pub(crate) type Part = (f64, f64);

/// Whether a point lies in the plot.
pub(crate) fn is_inside((x, y): Part) -> bool {
    (0.0..=1.0).contains(&x) && (0.0..=1.0).contains(&y)
}

/// The part of a segment that lies inside; its ends stay as they are where they do.
pub(crate) fn cut(from: Part, to: Part) -> Option<(Part, Part)> {
    let (across, up) = (to.0 - from.0, to.1 - from.1);
    let (mut first, mut last) = (0.0, 1.0);
    for (run, room) in [
        (-across, from.0),
        (across, 1.0 - from.0),
        (-up, from.1),
        (up, 1.0 - from.1),
    ] {
        if run == 0.0 {
            if room < 0.0 {
                return None;
            }
        } else if run < 0.0 {
            first = f64::max(first, room / run);
        } else {
            last = f64::min(last, room / run);
        }
    }
    let at = |share: f64| (from.0 + share * across, from.1 + share * up);
    let ends = (
        if first == 0.0 { from } else { at(first) },
        if last == 1.0 { to } else { at(last) },
    );
    (first <= last).then_some(ends)
}
