//! Axes, grid and the translation between values and pixels.

use super::error::ChartError;
use super::scale::{Scale, Unit};
use super::sheet::{Area, Pixel, Sheet, text_ems};
use super::ticks::{Tick, axis_ticks};
use plotters::backend::DrawingBackend;
use plotters::style::text_anchor::{HPos, VPos};

/// More marks than this are a fence, however large the screen.
const MOST_TICKS: usize = 11;

/// One axis before it is laid out.
#[derive(Debug, Clone)]
pub struct Axis<'a> {
    /// Value at the beginning.
    pub min: f64,
    /// Value at the end, larger than `min`.
    pub max: f64,
    /// What its numbers are.
    pub unit: Unit,
    /// Whether only whole numbers are marked.
    pub whole: bool,
    /// How values are spread.
    pub scale: Scale,
    /// What the axis says.
    pub title: &'a str,
    /// Marks instead of its own.
    pub marks: Option<&'a [Tick]>,
}

impl Axis<'_> {
    /// Ticks at least `gap` apart, on an axis of `length` (same unit).
    fn ticks(&self, length: f64, gap: f64) -> Vec<Tick> {
        let most = ((length / gap) as usize + 1).min(MOST_TICKS);
        let Some(marks) = self.marks else {
            return axis_ticks(
                self.scale,
                (self.min, self.max),
                most,
                self.unit,
                self.whole,
            );
        };
        // Of too many every second, third and so on.
        let step = marks.len().div_ceil(most.max(1)).max(1);
        marks.iter().step_by(step).cloned().collect()
    }
}

/// An axis laid out: values and pixels of it.
#[derive(Debug, Clone, Copy)]
struct Ruler {
    scale: Scale,
    /// Places of the axis' ends.
    places: (f64, f64),
    /// Device pixels of its ends.
    pixels: (i32, i32),
}

impl Ruler {
    fn new(axis: &Axis<'_>, pixels: (i32, i32)) -> Self {
        let places = (axis.scale.place(axis.min), axis.scale.place(axis.max));
        Ruler {
            scale: axis.scale,
            places,
            pixels,
        }
    }

    /// Where a value lies between the ends: 0 to 1 inside.
    fn part(&self, value: f64) -> f64 {
        let (from, to) = self.places;
        (self.scale.place(value) - from) / (to - from)
    }

    /// The device pixel of a value; a value far outside stands a thousand lengths away.
    fn at(&self, value: f64) -> i32 {
        let (from, to) = self.pixels;
        let length = f64::from(to - from) * self.part(value).clamp(-1e3, 1e3);
        // A touch inwards, so that the rounding of a value on a pixel does not move it.
        let pixel = if to > from {
            (length + 1e-3).floor()
        } else {
            (length - 1e-3).ceil()
        };
        from + pixel as i32
    }

    /// The value at a device pixel; `None` beyond the ends.
    fn value(&self, pixel: i32) -> Option<f64> {
        let (from, to) = self.pixels;
        let part = f64::from(pixel - from) / f64::from(to - from);
        let (first, last) = self.places;
        (0.0..=1.0)
            .contains(&part)
            .then(|| self.scale.value(first + part * (last - first)))
    }
}

/// A drawn chart's coordinate system. Pixels are CSS pixels from the canvas' upper left corner.
#[derive(Clone)]
pub struct Frame {
    x: Ruler,
    y: Ruler,
    right: Option<Ruler>,
    ratio: f64,
    plot: Area,
}

impl Frame {
    /// The values at a pixel, `[x, y]` or, with a right axis, `[x, y, right y]`; `None` outside the plot.
    pub fn to_data(&self, x_css: f64, y_css: f64) -> Option<Vec<f64>> {
        let device = |css: f64| (css * self.ratio).round() as i32;
        let mut values = vec![self.x.value(device(x_css))?, self.y.value(device(y_css))?];
        if let Some(right) = &self.right {
            values.push(right.value(device(y_css))?);
        }
        Some(values)
    }

    /// The pixel of a value on the left axis; may lie outside the plot.
    pub fn to_pixel(&self, x: f64, y: f64) -> (f64, f64) {
        self.to_css(self.at(x, y))
    }

    /// The pixel of a value on the right axis; without one, as [`Frame::to_pixel`].
    pub fn to_pixel_right(&self, x: f64, y: f64) -> (f64, f64) {
        self.to_css(self.at_right(x, y))
    }

    /// Left, top, width and height of the plot in CSS pixels.
    pub fn plot(&self) -> [f64; 4] {
        let Area { x0, y0, x1, y1 } = self.plot;
        [x0, y0, x1 - x0, y1 - y0].map(|device| f64::from(device) / self.ratio)
    }

    /// The device pixel of a value on the left axis.
    pub(crate) fn at(&self, x: f64, y: f64) -> Pixel {
        (self.x.at(x), self.y.at(y))
    }

    /// The device pixel of a value on the right axis.
    pub(crate) fn at_right(&self, x: f64, y: f64) -> Pixel {
        (self.x.at(x), self.right.as_ref().unwrap_or(&self.y).at(y))
    }

    /// Where values lie in the plot: 0 to 1 from left to right and from its foot upwards.
    pub(crate) fn part(&self, x: f64, y: f64, right: bool) -> (f64, f64) {
        let upright = if right { self.right.as_ref() } else { None };
        (self.x.part(x), upright.unwrap_or(&self.y).part(y))
    }

    /// The device pixel of such a part.
    pub(crate) fn pixel(&self, (x, y): (f64, f64)) -> Pixel {
        let Area { x0, y0, x1, y1 } = self.plot;
        let along = |part: f64, length: i32| {
            (f64::from(length) * part.clamp(0.0, 1.0) + 1e-3).floor() as i32
        };
        (x0 + along(x, x1 - x0), y1 - along(y, y1 - y0))
    }

    /// The plot in device pixels.
    pub(crate) fn area(&self) -> Area {
        self.plot
    }

    fn to_css(&self, (x, y): Pixel) -> (f64, f64) {
        (f64::from(x) / self.ratio, f64::from(y) / self.ratio)
    }
}

/// Lays the axes out, draws them with a thin grid and returns the coordinate system.
///
/// Titles stand level: those of the y axes above them, that of the x axis below its numbers.
pub(crate) fn draw_frame<DB: DrawingBackend>(
    sheet: &Sheet<'_, DB>,
    x: &Axis<'_>,
    y: &Axis<'_>,
    right: Option<&Axis<'_>>,
) -> Result<Frame, ChartError> {
    let look = sheet.look();
    let font = look.font_size;
    let (width, height) = sheet.size();
    let (css_width, css_height) = (
        f64::from(width) / look.ratio,
        f64::from(height) / look.ratio,
    );
    let (above, below) = (font * 1.2 + 12.0, font * 2.4 + 14.0);
    let plot_height = css_height - above - below;
    let widest = |ticks: &[Tick]| {
        ticks
            .iter()
            .map(|tick| text_ems(&tick.label))
            .fold(0.0, f64::max)
            * font
    };

    let y_ticks = y.ticks(plot_height.max(1.0), font * 2.0);
    let right_ticks = right.map_or_else(Vec::new, |axis| {
        axis.ticks(plot_height.max(1.0), font * 2.0)
    });
    // Half of a label at either end of the x axis stands beside the plot.
    let beside = widest(&x.ticks(css_width, font * 3.0)) / 2.0 + 2.0;
    let left_margin = (widest(&y_ticks).max(font) + 10.0).max(beside);
    let right_margin = if right.is_some() {
        widest(&right_ticks) + 10.0
    } else {
        font * 1.4
    }
    .max(beside);
    let plot_width = css_width - left_margin - right_margin;
    if plot_width < font * 3.0 || plot_height < font * 3.0 {
        return Err(ChartError::ChartTooSmall { width, height });
    }
    // Labels of neighbouring marks must not touch: ask again with the width the labels then have.
    let mut gap = font * 3.0;
    let mut x_ticks = x.ticks(plot_width, gap);
    for _ in 0..MOST_TICKS {
        let wanted = widest(&x_ticks) + font;
        if wanted <= gap {
            break;
        }
        gap = wanted;
        x_ticks = x.ticks(plot_width, gap);
    }

    let plot = Area {
        x0: sheet.px(left_margin),
        y0: sheet.px(above),
        x1: sheet.px(left_margin + plot_width),
        y1: sheet.px(above + plot_height),
    };
    let upright = |axis: &Axis<'_>| Ruler::new(axis, (plot.y1, plot.y0));
    let frame = Frame {
        x: Ruler::new(x, (plot.x0, plot.x1)),
        y: upright(y),
        right: right.map(upright),
        ratio: look.ratio,
        plot,
    };

    draw_grid(sheet, &frame, x, y, &x_ticks, &y_ticks)?;
    let muted = look.theme.muted_text.solid();
    for tick in &right_ticks {
        let at = (plot.x1 + sheet.px(6.0), frame.at_right(x.min, tick.value).1);
        sheet.text(&tick.label, at, (HPos::Left, VPos::Center), muted)?;
    }
    let title_y = plot.y0 - sheet.px(8.0);
    sheet.text(
        y.title,
        (sheet.px(2.0), title_y),
        (HPos::Left, VPos::Bottom),
        muted,
    )?;
    if let Some(axis) = right {
        let at = (width as i32 - sheet.px(2.0), title_y);
        sheet.text(axis.title, at, (HPos::Right, VPos::Bottom), muted)?;
    }
    let middle = (plot.x0 + plot.x1) / 2;
    let at = (middle, plot.y1 + sheet.px(font * 1.2 + 10.0));
    sheet.text(x.title, at, (HPos::Center, VPos::Top), muted)?;
    Ok(frame)
}

fn draw_grid<DB: DrawingBackend>(
    sheet: &Sheet<'_, DB>,
    frame: &Frame,
    x: &Axis<'_>,
    y: &Axis<'_>,
    x_ticks: &[Tick],
    y_ticks: &[Tick],
) -> Result<(), ChartError> {
    let theme = &sheet.look().theme;
    let (plot, thin, muted) = (frame.area(), sheet.width(1.0), theme.muted_text.solid());
    for tick in y_ticks {
        let level = frame.at(x.min, tick.value).1;
        let line = Area {
            x0: plot.x0,
            y0: level - thin / 2,
            x1: plot.x1,
            y1: level - thin / 2 + thin,
        };
        sheet.fill(line, theme.grid.solid())?;
        let at = (plot.x0 - sheet.px(6.0), level);
        sheet.text(&tick.label, at, (HPos::Right, VPos::Center), muted)?;
    }
    for tick in x_ticks {
        let place = frame.at(tick.value, y.min).0;
        let line = |y0, y1| Area {
            x0: place - thin / 2,
            y0,
            x1: place - thin / 2 + thin,
            y1,
        };
        sheet.fill(line(plot.y0, plot.y1), theme.grid.fade(0.6))?;
        sheet.fill(
            line(plot.y1, plot.y1 + sheet.px(4.0)),
            theme.muted_text.fade(0.6),
        )?;
        let at = (place, plot.y1 + sheet.px(7.0));
        sheet.text(&tick.label, at, (HPos::Center, VPos::Top), muted)?;
    }
    let foot = Area {
        x0: plot.x0,
        y0: plot.y1,
        x1: plot.x1,
        y1: plot.y1 + thin,
    };
    sheet.fill(foot, theme.muted_text.fade(0.6))
}
