//! Grey levels from numbers: which scale they have, and the images they make.

use super::remark::Remark;
use crate::data::dataset::{MAX_IMAGES, MAX_SIDE, Split};
use crate::data::idx_file::{IdxFile, Images};
use crate::{Error, Result};

/// What becomes 255.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scale {
    top: f64,
}

/// The range of numbers that are to be pixels.
#[derive(Debug, Clone, Copy)]
pub struct Range {
    largest: f64,
}

impl Default for Range {
    fn default() -> Self {
        Self { largest: 0.0 }
    }
}

impl Range {
    /// Takes a number in; whether it can be a pixel.
    pub fn take(&mut self, value: f64) -> bool {
        if value > self.largest {
            self.largest = value;
        }
        value.is_finite() && value >= 0.0
    }

    /// The scale of the numbers: 0 to 1, 0 to 16 (as scikit-learn's digits), 0 to 255, or 0 to 65,535. The largest number if
    /// there is none.
    pub fn scale(self) -> std::result::Result<Scale, f64> {
        let tops = [1.0, 16.0, 255.0, 65_535.0];
        // Images of bytes may be dark; only whole ranges are scaled.
        let top = match self.largest {
            largest if largest <= 1.0 => 1.0,
            largest if largest == tops[1] => tops[1],
            largest if largest <= tops[2] => tops[2],
            largest if largest <= tops[3] && largest > tops[2] * 2.0 => tops[3],
            largest => return Err(largest),
        };
        Ok(Scale { top })
    }
}

impl Scale {
    /// The grey level of a number.
    pub fn grey(self, value: f64) -> u8 {
        (value * (255.0 / self.top)).round() as u8
    }

    /// What is to be said of it.
    pub fn remark(self, file: &str) -> Option<Remark> {
        (self.top != 255.0).then(|| Remark::Scaled {
            file: file.into(),
            top: self.top,
        })
    }
}

/// No images of a size, or why there can be none.
pub fn images(file: &str, count: usize, [height, width]: [usize; 2]) -> Result<IdxFile<Images>> {
    let fits = |side: usize| (1..=MAX_SIDE as usize).contains(&side);
    if !fits(height) || !fits(width) {
        let side = |side: usize| u32::try_from(side).unwrap_or(u32::MAX);
        return Err(Error::ImageSize {
            file: file.into(),
            height: side(height),
            width: side(width),
            max: MAX_SIDE,
        });
    }
    check_count(file, count)?;
    let rows = Split::new(height * width);
    Ok(IdxFile {
        name: file.into(),
        count,
        items: Images {
            height,
            width,
            rows,
        },
    })
}

/// Checks that there are some items and not too many.
pub fn check_count(file: &str, count: usize) -> Result<()> {
    if count == 0 {
        return Err(Error::IdxEmpty { file: file.into() });
    }
    if count > MAX_IMAGES {
        return Err(Error::TooManyItems {
            file: file.into(),
            count: count as u64,
            max: MAX_IMAGES as u64,
        });
    }
    Ok(())
}

/// The side of square images of so many pixels.
pub fn square(pixels: usize) -> Option<usize> {
    let side = (2..=MAX_SIDE as usize).find(|side| side * side >= pixels)?;
    (side * side == pixels).then_some(side)
}
