//! A drawing area measured in CSS pixels: whole-pixel rectangles, strokes, discs and texts.

use super::error::ChartError;
use super::theme::Look;
use plotters::backend::DrawingBackend;
use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, DrawingAreaErrorKind, IntoDrawingArea};
use plotters::element::{Circle, PathElement, Polygon, Rectangle};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{FontDesc, FontFamily, FontStyle, RGBAColor, ShapeStyle, TextStyle};

/// A point in device pixels.
pub(crate) type Pixel = (i32, i32);

/// Device pixels `x0..x1` by `y0..y1`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Area {
    pub x0: i32,
    pub y0: i32,
    pub x1: i32,
    pub y1: i32,
}

impl Area {
    pub fn meets(&self, other: &Area) -> bool {
        self.x0 < other.x1 && other.x0 < self.x1 && self.y0 < other.y1 && other.y0 < self.y1
    }

    pub fn holds(&self, other: &Area) -> bool {
        self.x0 <= other.x0 && self.y0 <= other.y0 && self.x1 >= other.x1 && self.y1 >= other.y1
    }
}

/// A backend together with how things look on it.
pub(crate) struct Sheet<'a, DB: DrawingBackend> {
    root: DrawingArea<DB, Shift>,
    look: &'a Look,
}

impl<'a, DB: DrawingBackend> Sheet<'a, DB> {
    /// Checks `look` and paints the background.
    pub fn new(backend: DB, look: &'a Look) -> Result<Self, ChartError> {
        look.check()?;
        let root = backend.into_drawing_area();
        root.fill(&look.theme.background.solid()).map_err(failed)?;
        Ok(Sheet { root, look })
    }

    pub fn look(&self) -> &'a Look {
        self.look
    }

    /// Width and height in device pixels.
    pub fn size(&self) -> (u32, u32) {
        self.root.dim_in_pixel()
    }

    /// CSS pixels as whole device pixels.
    pub fn px(&self, css: f64) -> i32 {
        (css * self.look.ratio).round() as i32
    }

    /// A line width: at least one device pixel.
    pub fn width(&self, css: f64) -> i32 {
        self.px(css).max(1)
    }

    pub fn fill(&self, area: Area, colour: RGBAColor) -> Result<(), ChartError> {
        if area.x0 >= area.x1 || area.y0 >= area.y1 {
            return Ok(());
        }
        let corners = [(area.x0, area.y0), (area.x1, area.y1)];
        self.root
            .draw(&Rectangle::new(corners, ShapeStyle::from(colour).filled()))
            .map_err(failed)
    }

    /// A stroke through `points`, `css` pixels wide.
    pub fn stroke(
        &self,
        points: Vec<Pixel>,
        css: f64,
        colour: RGBAColor,
    ) -> Result<(), ChartError> {
        if points.len() < 2 {
            return Ok(());
        }
        let style = ShapeStyle::from(colour).stroke_width(self.width(css) as u32);
        self.root
            .draw(&PathElement::new(points, style))
            .map_err(failed)
    }

    /// What lies inside `corners`.
    pub fn fill_inside(&self, corners: Vec<Pixel>, colour: RGBAColor) -> Result<(), ChartError> {
        if corners.len() < 3 {
            return Ok(());
        }
        self.root
            .draw(&Polygon::new(corners, ShapeStyle::from(colour).filled()))
            .map_err(failed)
    }

    /// A level or upright line of dashes, on whole pixels.
    pub fn dashes(
        &self,
        [from, to]: [Pixel; 2],
        css: f64,
        (on, off): (f64, f64),
        colour: RGBAColor,
    ) -> Result<(), ChartError> {
        let thick = self.width(css);
        let upright = from.0 == to.0;
        let (first, last) = if upright {
            (from.1, to.1)
        } else {
            (from.0, to.0)
        };
        let (on, step) = (self.width(on), self.width(on) + self.px(off));
        let mut start = first;
        while start < last {
            let end = (start + on).min(last);
            let (x0, y0) = (from.0 - thick / 2, from.1 - thick / 2);
            let dash = if upright {
                Area {
                    x0,
                    y0: start,
                    x1: x0 + thick,
                    y1: end,
                }
            } else {
                Area {
                    x0: start,
                    y0,
                    x1: end,
                    y1: y0 + thick,
                }
            };
            self.fill(dash, colour)?;
            start += step;
        }
        Ok(())
    }

    /// A dashed stroke through `points`, the dashes measured along it.
    pub fn dashed(&self, points: &[Pixel], css: f64, colour: RGBAColor) -> Result<(), ChartError> {
        let (on, all) = (self.look.ratio * 6.0, self.look.ratio * 10.0);
        let mut along = 0.0;
        for (from, to) in points.iter().zip(points.iter().skip(1)) {
            let run = (f64::from(to.0 - from.0), f64::from(to.1 - from.1));
            let long = run.0.hypot(run.1);
            let at = |done: f64| {
                let share = done / long;
                (
                    from.0 + (share * run.0).round() as i32,
                    from.1 + (share * run.1).round() as i32,
                )
            };
            let mut done = 0.0;
            while done < long {
                let place = along % all;
                let end = if place < on { on } else { all };
                // Never nothing, whatever is rounded.
                let next = (done + (end - place).max(0.01)).min(long);
                if place < on {
                    self.stroke(vec![at(done), at(next)], css, colour)?;
                }
                along += next - done;
                done = next;
            }
        }
        Ok(())
    }

    pub fn disc(&self, centre: Pixel, css: f64, colour: RGBAColor) -> Result<(), ChartError> {
        let style = ShapeStyle::from(colour).filled();
        self.root
            .draw(&Circle::new(centre, self.width(css), style))
            .map_err(failed)
    }

    /// Text at `at`, which is the point of the text's box that `anchor` names.
    pub fn text(
        &self,
        text: &str,
        at: Pixel,
        anchor: (HPos, VPos),
        colour: RGBAColor,
    ) -> Result<(), ChartError> {
        let size = self.look.font_size * self.look.ratio;
        let font = FontDesc::new(
            FontFamily::Name(&self.look.font_family),
            size,
            FontStyle::Normal,
        );
        let style = TextStyle::from(font)
            .pos(Pos::new(anchor.0, anchor.1))
            .color(&colour);
        self.root.draw_text(text, &style, at).map_err(failed)
    }

    /// Where [`Sheet::text`] will put its text, generously estimated.
    pub fn text_area(&self, text: &str, at: Pixel, anchor: (HPos, VPos)) -> Area {
        let wide = self.px(text_ems(text) * self.look.font_size);
        let high = self.px(self.look.font_size * 1.2);
        let x0 = match anchor.0 {
            HPos::Left => at.0,
            HPos::Center => at.0 - wide / 2,
            HPos::Right => at.0 - wide,
        };
        let y0 = match anchor.1 {
            VPos::Top => at.1,
            VPos::Center => at.1 - high / 2,
            VPos::Bottom => at.1 - high,
        };
        Area {
            x0,
            y0,
            x1: x0 + wide,
            y1: y0 + high,
        }
    }
}

/// Width of a text in ems, a little more than system fonts need. (Measuring for real would cost a
/// page layout, see [`crate::chart`].)
pub(crate) fn text_ems(text: &str) -> f64 {
    let width = |c: char| match c {
        '\u{1100}'..='\u{11ff}' | '\u{2e80}'..='\u{ffef}' | '\u{1f000}'.. => 1.0,
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '|' | '(' | ')' | ' ' => 0.34,
        'm' | 'w' | 'M' | 'W' | '%' | '\u{2212}' => 0.9,
        'A'..='Z' => 0.7,
        _ => 0.59,
    };
    text.chars().map(width).sum()
}

fn failed<E: std::error::Error + Send + Sync>(error: DrawingAreaErrorKind<E>) -> ChartError {
    ChartError::ChartBackend {
        reason: error.to_string(),
    }
}
