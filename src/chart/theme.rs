//! How a chart looks: colours, font and the screen's pixel ratio. All of it comes from the page.

use super::error::{ChartError, check_number};
use plotters::style::{RGBAColor, RGBColor};
use serde::Deserialize;

/// A colour, written `#rrggbb` as in CSS.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Rgb(pub u8, pub u8, pub u8);

impl Rgb {
    /// This colour, opaque.
    pub fn solid(self) -> RGBAColor {
        self.fade(1.0)
    }

    /// This colour at the given opacity, 0 to 1.
    pub fn fade(self, opacity: f64) -> RGBAColor {
        let RGBColor(r, g, b) = RGBColor(self.0, self.1, self.2);
        RGBAColor(r, g, b, opacity)
    }
}

impl TryFrom<String> for Rgb {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let wrong = || format!("{text:?} is not a colour of the form #rrggbb");
        let digits = text
            .strip_prefix('#')
            .filter(|d| d.len() == 6 && d.bytes().all(|b| b.is_ascii_hexdigit()));
        let number = u32::from_str_radix(digits.ok_or_else(wrong)?, 16).map_err(|_| wrong())?;
        let [_, r, g, b] = number.to_be_bytes();
        Ok(Rgb(r, g, b))
    }
}

/// The colours of the page's theme that charts use.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Theme {
    /// Behind everything.
    pub background: Rgb,
    /// Titles and labels that matter.
    pub text: Rgb,
    /// Tick labels and axes.
    pub muted_text: Rgb,
    /// Grid lines.
    pub grid: Rgb,
    /// The dense network.
    pub dense: Rgb,
    /// Pruned, before fine-tuning.
    pub curve: Rgb,
    /// Pruned, after fine-tuning.
    pub fine_tuned: Rgb,
    /// Other runs.
    pub other: Rgb,
    /// Pruned weights.
    pub removed: Rgb,
    /// Positive weights.
    pub positive: Rgb,
    /// Negative weights.
    pub negative: Rgb,
}

/// Everything about a chart's looks that is not data.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Look {
    /// Device pixels per CSS pixel.
    pub ratio: f64,
    /// A CSS font family list.
    pub font_family: String,
    /// Size of tick labels in CSS pixels.
    pub font_size: f64,
    /// Colours.
    pub theme: Theme,
}

impl Look {
    /// Checks the numbers.
    ///
    /// # Errors
    /// [`ChartError::ChartNumber`] for a ratio outside 0.1 to 16 or a font size outside 4 to 64.
    pub fn check(&self) -> Result<(), ChartError> {
        check_number(|| "look.ratio".into(), self.ratio, 0.1, 16.0)?;
        check_number(|| "look.fontSize".into(), self.font_size, 4.0, 64.0)?;
        Ok(())
    }
}
