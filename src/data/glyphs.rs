//! The skeletons of the built-in digits: which strokes make a digit, in its various styles.
//!
//! A style holds a few shapes with equally many strokes and points, so that any two of them can be
//! blended into a shape in between. A stroke is a list of control points `[x, y]` in hundredths of a
//! square, `y` downwards, in the order the pen passes them; a point given twice in a row is a corner.
//! All of them were drawn up for this project.

mod high;
mod low;
mod style;

pub use style::{Point, Style};

use high::{EIGHT, FIVE, NINE, SEVEN, SIX};
use low::{FOUR, ONE, THREE, TWO, ZERO};

/// The styles of each digit, 0 to 9.
pub const DIGITS: [&[Style]; 10] = [ZERO, ONE, TWO, THREE, FOUR, FIVE, SIX, SEVEN, EIGHT, NINE];

#[cfg(test)]
mod tests {
    use super::DIGITS;
    use super::style::Shape;

    /// Numbers of points of each stroke, and where the corners are.
    fn plan(shape: Shape) -> Vec<Vec<bool>> {
        let corners = |stroke: &&[[i16; 2]]| stroke.windows(2).map(|w| w[0] == w[1]).collect();
        shape.iter().map(corners).collect()
    }

    #[test]
    fn shapes_of_a_style_can_be_blended() {
        for (digit, styles) in DIGITS.iter().enumerate() {
            for (i, style) in styles.iter().enumerate() {
                assert!(style.weight > 0 && !style.shapes.is_empty());
                for shape in style.shapes {
                    assert_eq!(
                        plan(shape),
                        plan(style.shapes[0]),
                        "digit {digit}, style {i}"
                    );
                    let inside = |p: &[i16; 2]| p.iter().all(|v| (0..=100).contains(v));
                    assert!(shape.iter().all(|s| s.len() >= 2 && s.iter().all(inside)));
                }
            }
        }
    }
}
