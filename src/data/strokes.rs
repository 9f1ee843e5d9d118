//! What a person draws, as an image of a data set: strokes are checked, then drawn as the built-in digits are.

use super::dataset::MAX_SIDE;
use super::path::Path;
use super::raster::{Canvas, Pen, SIDE};
use crate::check::within;
use crate::{Error, Result};

/// The most points of all strokes together.
pub const MAX_POINTS: usize = 100_000;
/// How far from the drawing surface a pointer may go, in sizes of the surface.
const REACH: f64 = 100.0;
/// What extends less, in pixels of an image of MNIST's size, is a dot.
const DOT: f32 = 0.5;

/// Returns strokes as `height * width` grey levels, row by row, as MNIST's images were made: the ink is scaled into 20 / 28
/// of the size, its aspect kept, anti-aliased, and its centre of mass moved to the image's centre as far as no ink leaves
/// the image. Without a point the image is blank.
///
/// A stroke is x, y, x, y, ... from 0 to 1 of the drawing surface, `y` downwards; a surface has the aspect of the image. A
/// pointer may leave it.
///
/// ```
/// use prunelab::data::strokes::rasterize;
/// let one = rasterize(&[vec![0.5, 0.1, 0.45, 0.9]], 28, 28)?;
/// assert_eq!(one.iter().filter(|&&level| level > 0).count() / 20, 3);
/// # Ok::<(), prunelab::Error>(())
/// ```
///
/// # Errors
/// [`Error::OutOfRange`] for a size above 64 x 64, a coordinate that is not finite or far away, or more than [`MAX_POINTS`]
/// points; [`Error::BadExperiment`] for an x without a y.
pub fn rasterize(strokes: &[Vec<f32>], height: usize, width: usize) -> Result<Vec<u8>> {
    for side in [height, width] {
        within("side of an image", side as f64, 1.0, f64::from(MAX_SIDE))?;
    }
    let numbers: usize = strokes.iter().map(Vec::len).sum();
    within(
        "points of all strokes",
        numbers as f64 / 2.0,
        0.0,
        MAX_POINTS as f64,
    )?;
    let mut path = Path::default();
    for stroke in strokes {
        let (points, rest) = stroke.as_chunks::<2>();
        if !rest.is_empty() {
            let reason = "a stroke is pairs of x and y; one has an x without a y".into();
            return Err(Error::BadExperiment { reason });
        }
        for &coordinate in stroke {
            within(
                "coordinate of a stroke",
                f64::from(coordinate),
                -REACH,
                REACH,
            )?;
        }
        path.push_line(
            points
                .iter()
                .map(|[x, y]| [x * width as f32, y * height as f32]),
        );
    }
    let unit = height.min(width) as f32 / SIDE as f32;
    let dot = DOT * unit;
    if let Some(([left, top], [right, bottom])) = path.bounds()
        && (right - left).max(bottom - top) < dot
    {
        path.map(|_| [0.0, 0.0]);
    }
    // On images smaller than MNIST's a line covers pixels in part, and those stay grey.
    let thin = unit.min(1.0) * unit.min(1.0);
    let pen = Pen {
        gain: 1.0 + (Pen::PLAIN.gain - 1.0) * (thin * thin),
        ..Pen::PLAIN
    };
    Ok(Canvas::new(height, width).draw_whole(&path, &pen).to_vec())
}
