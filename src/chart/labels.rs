//! Names beside lines and dots: each goes to the first of its places where it covers no other name.

use super::error::ChartError;
use super::sheet::{Area, Pixel, Sheet};
use plotters::backend::DrawingBackend;
use plotters::style::RGBAColor;
use plotters::style::text_anchor::{HPos, VPos};

/// Where a text may stand about a point: steps of 3 CSS pixels to the right and down, and which point of its box is there.
pub(crate) type Place = (i8, i8, (HPos, VPos));

/// The places already taken inside a plot.
pub(crate) struct Labels {
    bounds: Area,
    patch: bool,
    taken: Vec<Area>,
}

impl Labels {
    /// With `patch` names get a veil of background behind them, so that faint lines do not disturb.
    pub fn within(bounds: Area, patch: bool) -> Self {
        Labels {
            bounds,
            patch,
            taken: Vec::new(),
        }
    }

    /// Keeps names away from `area`.
    pub fn keep_clear(&mut self, area: Area) {
        self.taken.push(area);
    }

    /// Keeps names away from a stroke through `points`, `reach` to every side.
    pub fn keep_clear_along(&mut self, points: &[Pixel], reach: i32) {
        for (from, to) in points.iter().zip(points.iter().skip(1)) {
            let long = (to.0 - from.0).abs().max((to.1 - from.1).abs());
            let pieces = (long / (2 * reach).max(1)).max(1);
            for i in 0..=pieces {
                let (x, y) = (
                    from.0 + (to.0 - from.0) * i / pieces,
                    from.1 + (to.1 - from.1) * i / pieces,
                );
                self.keep_clear(Area {
                    x0: x - reach,
                    y0: y - reach,
                    x1: x + reach,
                    y1: y + reach,
                });
            }
        }
    }

    /// Writes `text` at the first free place about a point; leaves it out (and says false) when there
    /// is none.
    pub fn write<DB: DrawingBackend>(
        &mut self,
        sheet: &Sheet<'_, DB>,
        text: &str,
        (x, y): Pixel,
        places: &[Place],
        colour: RGBAColor,
    ) -> Result<bool, ChartError> {
        if text.is_empty() {
            return Ok(false);
        }
        let step = |steps: i8| sheet.px(3.0 * f64::from(steps));
        for &(right, down, anchor) in places {
            let at = (x + step(right), y + step(down));
            let area = sheet.text_area(text, at, anchor);
            if self.bounds.holds(&area) && !self.taken.iter().any(|other| other.meets(&area)) {
                self.taken.push(area);
                if self.patch {
                    sheet.fill(area, sheet.look().theme.background.fade(0.7))?;
                }
                sheet.text(text, at, anchor, colour)?;
                return Ok(true);
            }
        }
        Ok(false)
    }
}
