//! Strokes as polylines, and the smooth curve through control points.
//!
//! A curve is a uniform Catmull-Rom spline (Catmull & Rom 1974): between `p1` and `p2`
//! `q(t) = 1/2 [2 p1 + (p2 - p0) t + (2 p0 - 5 p1 + 4 p2 - p3) t^2 + (3 p1 - p0 - 3 p2 + p3) t^3]`;
//! beyond an end the neighbour is mirrored. A point given twice in a row is a corner.

/// Straight pieces between two control points.
const PIECES: usize = 5;

/// Some strokes, each a polyline; one flat buffer that is used again and again.
#[derive(Debug, Clone, Default)]
pub struct Path {
    points: Vec<[f32; 2]>,
    ends: Vec<usize>,
}

impl Path {
    /// Forgets every stroke and keeps the memory.
    pub fn clear(&mut self) {
        self.points.clear();
        self.ends.clear();
    }

    /// Adds a stroke of straight pieces.
    pub fn push_line(&mut self, points: impl IntoIterator<Item = [f32; 2]>) {
        self.points.extend(points);
        self.ends.push(self.points.len());
    }

    /// Adds a stroke that runs smoothly through `control`, with a corner at each doubled point.
    pub fn push_curve(&mut self, control: &[[f32; 2]]) {
        self.points.extend(control.first());
        let mut start = 0;
        for i in 1..=control.len() {
            let corner = i < control.len() && control[i] == control[i - 1];
            if corner || i == control.len() {
                self.smooth(&control[start..i]);
                start = i;
            }
        }
        self.ends.push(self.points.len());
    }

    /// Appends the curve through `control`, without its first point.
    fn smooth(&mut self, control: &[[f32; 2]]) {
        let last = control.len().saturating_sub(1);
        for i in 0..last {
            let (p1, p2) = (control[i], control[i + 1]);
            let p0 = if i > 0 {
                control[i - 1]
            } else {
                mirror(p1, p2)
            };
            let p3 = if i + 1 < last {
                control[i + 2]
            } else {
                mirror(p2, p1)
            };
            for piece in 1..=PIECES {
                let t = piece as f32 / PIECES as f32;
                self.points.push([0, 1].map(|k| {
                    let (a, b, c, d) = (p0[k], p1[k], p2[k], p3[k]);
                    let cubic = 3.0 * b - a - 3.0 * c + d;
                    let square = 2.0 * a - 5.0 * b + 4.0 * c - d;
                    0.5 * (2.0 * b + ((cubic * t + square) * t + (c - a)) * t)
                }));
            }
        }
    }

    /// The strokes, in the order they were added.
    pub fn strokes(&self) -> impl Iterator<Item = &[[f32; 2]]> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts
            .zip(&self.ends)
            .map(|(start, &end)| &self.points[start..end])
    }

    /// Moves every point.
    pub fn map(&mut self, change: impl Fn([f32; 2]) -> [f32; 2]) {
        for point in &mut self.points {
            *point = change(*point);
        }
    }

    /// The smallest and the largest coordinates; none without points.
    pub fn bounds(&self) -> Option<([f32; 2], [f32; 2])> {
        let first = *self.points.first()?;
        Some(self.points.iter().fold((first, first), |(low, high), p| {
            let low = [low[0].min(p[0]), low[1].min(p[1])];
            (low, [high[0].max(p[0]), high[1].max(p[1])])
        }))
    }
}

/// The point beyond `end` as far as `next` is before it.
fn mirror(end: [f32; 2], next: [f32; 2]) -> [f32; 2] {
    [2.0 * end[0] - next[0], 2.0 * end[1] - next[1]]
}
