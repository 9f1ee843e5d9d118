//! The specification of the accuracy chart: its data, words and looks, and the numbers it accepts.

use super::error::{ChartError, check_number};
use super::theme::{Look, Rgb};
use serde::Deserialize;

/// A measured point; both fractions, 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Point {
    /// Fraction of weights pruned.
    pub sparsity: f64,
    /// Fraction of test images classified correctly.
    pub accuracy: f64,
    /// Whether a line leads here from the point before: nothing between them is still to be measured.
    #[serde(default)]
    pub joined: bool,
}

/// A network after fine-tuning.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Dot {
    /// Fraction of weights pruned.
    pub sparsity: f64,
    /// Fraction of test images classified correctly.
    pub accuracy: f64,
    /// Its name; may be empty.
    pub label: String,
}

/// Another run's curve.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Other {
    /// Its name; may be empty.
    pub name: String,
    /// Its measured points.
    pub points: Vec<Point>,
    /// Its colour, where it is as much looked at as any; without one it is drawn faintly.
    #[serde(default)]
    pub colour: Option<Rgb>,
}

/// A level to stay above.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Guide {
    /// Fraction of test images classified correctly.
    pub accuracy: f64,
    /// Its name; may be empty.
    pub name: String,
}

/// The words of this chart.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct AccuracyTexts {
    /// Title of the x axis, which is in percent.
    pub sparsity: String,
    /// Title of the y axis, which is in percent.
    pub accuracy: String,
    /// Name of the dense level.
    pub dense: String,
    /// Name of the level of guessing.
    pub chance: String,
    /// Name of the part below `base_sparsity`.
    pub base: String,
}

/// What the chart shows.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct AccuracySpec {
    /// How it looks.
    pub look: Look,
    /// Its words.
    pub texts: AccuracyTexts,
    /// Where the x axis begins, 0 to 0.99; it ends at 1.
    pub x_min: Option<f64>,
    /// Where the y axis begins, 0 to 0.99; nothing that is shown should lie below.
    #[serde(default)]
    pub y_min: Option<f64>,
    /// Accuracy of the dense network.
    pub dense_accuracy: Option<f64>,
    /// Accuracy of guessing.
    pub chance: Option<f64>,
    /// The curve before fine-tuning, in any order.
    pub points: Vec<Point>,
    /// Networks after fine-tuning.
    pub dots: Vec<Dot>,
    /// Lines through networks after fine-tuning that belong together, in any order.
    #[serde(default)]
    pub tuned: Vec<Vec<Point>>,
    /// Other runs.
    pub others: Vec<Other>,
    /// A level to stay above.
    #[serde(default)]
    pub guide: Option<Guide>,
    /// Fraction of weights that were pruned from the base network before.
    pub base_sparsity: f64,
}

impl AccuracySpec {
    /// Checks every number.
    ///
    /// # Errors
    /// [`ChartError::ChartNumber`] naming the first that is not a fraction.
    pub fn check(&self) -> Result<(), ChartError> {
        let fraction =
            |what: &dyn Fn() -> String, value| check_number(what, value, 0.0, 1.0).map(|_| ());
        check_number(|| "xMin".into(), self.x_min.unwrap_or(0.0), 0.0, 0.99)?;
        check_number(|| "yMin".into(), self.y_min.unwrap_or(0.0), 0.0, 0.99)?;
        fraction(
            &|| "denseAccuracy".into(),
            self.dense_accuracy.unwrap_or(0.0),
        )?;
        fraction(&|| "chance".into(), self.chance.unwrap_or(0.0))?;
        fraction(&|| "baseSparsity".into(), self.base_sparsity)?;
        for (i, dot) in self.dots.iter().enumerate() {
            fraction(&|| format!("dots[{i}].sparsity"), dot.sparsity)?;
            fraction(&|| format!("dots[{i}].accuracy"), dot.accuracy)?;
        }
        if let Some(guide) = &self.guide {
            fraction(&|| "guide.accuracy".into(), guide.accuracy)?;
        }
        let others = self.others.iter().enumerate();
        let others = others.map(|(i, other)| (format!("others[{i}].points"), &other.points));
        let tuned = self.tuned.iter().enumerate();
        let tuned = tuned.map(|(i, points)| (format!("tuned[{i}]"), points));
        for (name, points) in others.chain(tuned).chain([("points".into(), &self.points)]) {
            for (i, point) in points.iter().enumerate() {
                fraction(&|| format!("{name}[{i}].sparsity"), point.sparsity)?;
                fraction(&|| format!("{name}[{i}].accuracy"), point.accuracy)?;
            }
        }
        Ok(())
    }
}
