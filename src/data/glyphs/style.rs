//! What the skeleton of a digit is made of: see [`super`].

/// One control point, in hundredths.
pub type Point = [i16; 2];
/// The strokes of one digit.
pub type Shape = &'static [&'static [Point]];

/// One style of a digit.
#[derive(Debug)]
pub struct Style {
    /// How often it is used, relative to the digit's other styles.
    pub weight: u16,
    /// Shapes that can be blended.
    pub shapes: &'static [Shape],
}
