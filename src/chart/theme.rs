//! How a chart looks: colours, font and the screen's pixel ratio. All of it comes from the page.

use super::dto::{Dto, Faults, Value, dto};
use super::error::{ChartError, check_number};
use plotters::style::{RGBAColor, RGBColor};

/// A colour, written `#rrggbb` as in CSS.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Rgb(pub u8, pub u8, pub u8);

impl Rgb {
    /// This colour, opaque.
    pub fn solid(self) -> RGBAColor {
        self.fade(1.0)
    }

    /// The colour of a text `#rrggbb`.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let digits = text
            .strip_prefix('#')
            .filter(|d| d.len() == 6 && d.bytes().all(|b| b.is_ascii_hexdigit()))?;
        let [_, r, g, b] = u32::from_str_radix(digits, 16).ok()?.to_be_bytes();
        Some(Rgb(r, g, b))
    }

    /// This colour at the given opacity, 0 to 1.
    pub fn fade(self, opacity: f64) -> RGBAColor {
        let RGBColor(r, g, b) = RGBColor(self.0, self.1, self.2);
        RGBAColor(r, g, b, opacity)
    }
}

impl Dto for Rgb {
    fn typescript() -> String {
        "string".into()
    }

    fn of(value: Value, faults: &mut Faults) -> Option<Self> {
        let text = String::of(value, faults)?;
        let colour = Self::read(&text);
        if colour.is_none() {
            faults.note(&format!("is {text:?}, not a colour of the form #rrggbb"));
        }
        colour
    }
}

dto! {
    /// The colours of the page's theme that charts use.
    pub struct Theme {
        required {
            /// Behind everything.
            background: Rgb,
            /// Titles and labels that matter.
            text: Rgb,
            /// Tick labels and axes.
            muted_text: Rgb,
            /// Grid lines.
            grid: Rgb,
            /// The dense network.
            dense: Rgb,
            /// Pruned, before fine-tuning.
            curve: Rgb,
            /// Pruned, after fine-tuning.
            fine_tuned: Rgb,
            /// Other runs.
            other: Rgb,
            /// Pruned weights.
            removed: Rgb,
            /// Positive weights.
            positive: Rgb,
            /// Negative weights.
            negative: Rgb,
        }
        optional {}
    }
}

dto! {
    /// Everything about a chart's looks that is not data.
    pub struct Look {
        required {
            /// Device pixels per CSS pixel.
            ratio: f64,
            /// A CSS font family list.
            font_family: String,
            /// Size of tick labels in CSS pixels.
            font_size: f64,
            /// Colours.
            theme: Theme,
        }
        optional {}
    }
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
