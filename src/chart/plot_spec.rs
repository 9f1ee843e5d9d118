//! The specification of a chart with axes: lines, points, steps, bars and bands over a linear or logarithmic plane,
//! guides across it, names beside them.

use super::dto::{dto, dto_choice};
use super::error::{ChartError, check_number};
use super::scale::{Scale, Unit};
use super::theme::{Look, Rgb};
use crate::choice::Choice;

/// How the values of a series are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Kind {
    /// A line through the points, in their order.
    #[default]
    Line,
    /// A line with a dot at each point that lies apart from its neighbours, so that few measurements look like few.
    Points,
    /// Dots alone.
    Scatter,
    /// From point to point level, then upright.
    Steps,
    /// An upright bar at each point, from `low` or the foot of the plot.
    Bars,
    /// What lies between `low` and `high`.
    Band,
}

impl Choice for Kind {
    const WHAT: &'static str = "kind";
    const ALL: &'static [Self] = &[
        Self::Line,
        Self::Points,
        Self::Scatter,
        Self::Steps,
        Self::Bars,
        Self::Band,
    ];

    fn name(&self) -> &'static str {
        match self {
            Self::Line => "line",
            Self::Points => "points",
            Self::Scatter => "scatter",
            Self::Steps => "steps",
            Self::Bars => "bars",
            Self::Band => "band",
        }
    }
}

/// How much a series is to be looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Weight {
    /// Stands behind the others.
    Faint,
    /// As much as any.
    #[default]
    Normal,
    /// The one that the chart is about.
    Strong,
}

impl Choice for Weight {
    const WHAT: &'static str = "weight";
    const ALL: &'static [Self] = &[Self::Faint, Self::Normal, Self::Strong];

    fn name(&self) -> &'static str {
        match self {
            Self::Faint => "faint",
            Self::Normal => "normal",
            Self::Strong => "strong",
        }
    }
}

/// How a guide is stroked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Dash {
    /// Long dashes.
    #[default]
    Dashes,
    /// Short dashes.
    Dots,
    /// No gaps.
    Solid,
}

impl Choice for Dash {
    const WHAT: &'static str = "dash";
    const ALL: &'static [Self] = &[Self::Dashes, Self::Dots, Self::Solid];

    fn name(&self) -> &'static str {
        match self {
            Self::Dashes => "dashes",
            Self::Dots => "dots",
            Self::Solid => "solid",
        }
    }
}

dto_choice!(Scale, Unit, Kind, Weight, Dash);

dto! {
    /// A mark of an axis with words of its own.
    pub struct Mark {
        required {
            /// Where it stands.
            value: f64,
            /// What is written there.
            label: String,
        }
        optional {}
    }
}

dto! {
    /// One axis. Ends that are not given follow from the data.
    pub struct AxisSpec {
        required {
            /// What the axis says.
            title: String,
        }
        optional {
            /// How values are spread.
            scale: Scale,
            /// What its numbers are.
            unit: Unit,
            /// Whether only whole numbers are marked.
            whole: bool,
            /// Value at the beginning.
            min: Option<f64>,
            /// Value at the end.
            max: Option<f64>,
            /// Marks instead of its own.
            marks: Vec<Mark>,
        }
    }
}

dto! {
    /// Values that belong together. What leaves the plot is cut off at its edge.
    pub struct SeriesSpec {
        required {
            /// How they are drawn.
            kind: Kind,
            /// Where each point stands.
            x: Vec<f64>,
            /// Its value.
            y: Vec<f64>,
            /// The colour of all of them.
            colour: Rgb,
        }
        optional {
            /// The lower end of each value's spread, of a bar its foot, of a band its lower edge; or nothing.
            low: Vec<f64>,
            /// The upper end of each value's spread, of a band its upper edge; or nothing.
            high: Vec<f64>,
            /// Points that no line leads to from the one before, by their number.
            breaks: Vec<f64>,
            /// Words beside each point; or nothing.
            labels: Vec<String>,
            /// Written at a line's end, or where it falls; may be empty.
            name: String,
            /// How much it is to be looked at.
            weight: Weight,
            /// Whether its line is dashed.
            dashed: bool,
            /// Whether its dots are empty inside.
            hollow: bool,
            /// A dot with a ring around it.
            ring: Option<f64>,
            /// Width of a bar, in units of the x axis; without one, all of its part.
            width: Option<f64>,
            /// Whether it is measured on the right axis.
            right: bool,
        }
    }
}

dto! {
    /// A line from edge to edge at one value.
    pub struct GuideSpec {
        required {
            /// The value, of the y axis or of the x axis.
            at: f64,
            /// Its colour.
            colour: Rgb,
        }
        optional {
            /// Whether it stands upright, at a value of the x axis.
            upright: bool,
            /// Its name; may be empty.
            name: String,
            /// How it is stroked.
            dash: Dash,
        }
    }
}

dto! {
    /// What the chart shows.
    pub struct PlotSpec {
        required {
            /// How it looks.
            look: Look,
            /// The axis along the foot.
            x: AxisSpec,
            /// The axis at the left.
            y: AxisSpec,
            /// What is drawn, the last on top.
            series: Vec<SeriesSpec>,
        }
        optional {
            /// The axis at the right.
            right: Option<AxisSpec>,
            /// Lines across the plot.
            guides: Vec<GuideSpec>,
        }
    }
}

impl PlotSpec {
    /// Checks every number and the lengths of all lists.
    ///
    /// # Errors
    /// [`ChartError`] naming the first that cannot be drawn.
    pub fn check(&self) -> Result<(), ChartError> {
        let axes = [
            ("x", Some(&self.x)),
            ("y", Some(&self.y)),
            ("right", self.right.as_ref()),
        ];
        for (name, axis) in axes {
            if let Some(axis) = axis {
                axis.check(name)?;
            }
        }
        for (i, series) in self.series.iter().enumerate() {
            let upright = self
                .right
                .as_ref()
                .filter(|_| series.right)
                .unwrap_or(&self.y);
            series.check(i, &self.x, upright)?;
        }
        for (i, guide) in self.guides.iter().enumerate() {
            let axis = if guide.upright { &self.x } else { &self.y };
            axis.place(&|| format!("guides[{i}].at"), guide.at)?;
        }
        Ok(())
    }
}

impl AxisSpec {
    /// Checks that a number has a place on the axis.
    fn place(&self, what: &dyn Fn() -> String, value: f64) -> Result<(), ChartError> {
        let (min, max) = self.scale.domain();
        check_number(what, value, min, max).map(|_| ())
    }

    fn check(&self, name: &str) -> Result<(), ChartError> {
        let ends = [("min", self.min), ("max", self.max)];
        let marks = self.marks.iter().map(|mark| ("marks", Some(mark.value)));
        for (what, value) in ends.into_iter().chain(marks) {
            if let Some(value) = value {
                self.place(&|| format!("{name}.{what}"), value)?;
            }
        }
        if let (Some(min), Some(max)) = (self.min, self.max) {
            check_number(|| format!("{name}.max"), max, min.next_up(), f64::MAX)?;
        }
        Ok(())
    }
}

impl SeriesSpec {
    fn check(&self, i: usize, x: &AxisSpec, y: &AxisSpec) -> Result<(), ChartError> {
        let named = |list: &str| format!("series[{i}].{list}");
        if self.x.is_empty() {
            return Err(ChartError::ChartEmpty { what: named("x") });
        }
        let spread = self.kind == Kind::Band;
        for (name, length, needed) in [
            ("y", self.y.len(), true),
            ("low", self.low.len(), spread),
            ("high", self.high.len(), spread),
            ("labels", self.labels.len(), false),
        ] {
            if length != self.x.len() && (needed || length > 0) {
                return Err(ChartError::ChartLengths {
                    first: named("x"),
                    first_len: self.x.len(),
                    second: named(name),
                    second_len: length,
                });
            }
        }
        let lists = [
            ("x", &self.x, x),
            ("y", &self.y, y),
            ("low", &self.low, y),
            ("high", &self.high, y),
        ];
        for (name, values, axis) in lists {
            for (at, &value) in values.iter().enumerate() {
                axis.place(&|| format!("{}[{at}]", named(name)), value)?;
            }
        }
        let last = self.x.len() as f64 - 1.0;
        for &point in self.breaks.iter().chain(&self.ring) {
            check_number(|| named("breaks"), point, 0.0, last)?;
        }
        if let Some(width) = self.width {
            check_number(|| named("width"), width, 0.0, 1e300)?;
        }
        Ok(())
    }
}
