//! Learning curves: the loss of every batch (left axis), accuracy and sparsity after each epoch (right).
//!
//! Losses stand on a square-root scale: after the first epoch they are a hundredth of the first ones,
//! and on a linear scale the rest of the training would be a flat line.

use super::error::{ChartError, check_number};
use super::frame::{Axis, Frame, Scale, draw_frame};
use super::sheet::{Pixel, Sheet};
use super::theme::Look;
use plotters::backend::DrawingBackend;
use serde::Deserialize;

/// What was measured after an epoch.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Epoch {
    /// Batches done by then.
    pub batch: f64,
    /// Fraction of test images classified correctly.
    pub test_accuracy: f64,
    /// Fraction of weights that are zero.
    pub sparsity: f64,
}

/// The words of this chart.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct LearningTexts {
    /// Title of the x axis.
    pub epochs: String,
    /// Title of the left axis; must say that its scale is a square root.
    pub loss: String,
    /// Title of the right axis, which is in percent.
    pub percent: String,
}

/// What the chart shows besides the losses.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct LearningSpec {
    /// How it looks.
    pub look: Look,
    /// Its words.
    pub texts: LearningTexts,
    /// Batches in an epoch.
    pub batches_per_epoch: f64,
    /// Batches of the whole run, done and to come.
    pub total_batches: f64,
    /// What was measured after epochs, in rising order.
    pub epochs: Vec<Epoch>,
    /// Whether the sparsity is drawn.
    pub show_sparsity: bool,
}

/// The loss at a place, `column` in device pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LossPoint {
    /// Pixel column.
    pub column: i32,
    /// Loss.
    pub loss: f32,
}

/// Thins out losses to at most four a pixel column (first, smallest, largest, last), so that drawing
/// costs the same for any number of batches and no spike is lost. A loss that is not finite ends a
/// stretch; the stretches are returned one by one.
pub fn thin_out(losses: &[f32], column: impl Fn(usize) -> i32) -> Vec<Vec<LossPoint>> {
    let mut stretches = Vec::new();
    let mut offset = 0;
    for stretch in losses.split(|loss| !loss.is_finite()) {
        if !stretch.is_empty() {
            stretches.push(thin_out_stretch(stretch, |i| column(offset + i)));
        }
        offset += stretch.len() + 1;
    }
    stretches
}

fn thin_out_stretch(losses: &[f32], column: impl Fn(usize) -> i32) -> Vec<LossPoint> {
    let mut points = Vec::new();
    let mut flush = |column: i32, mut chosen: [(usize, f32); 4]| {
        chosen.sort_by_key(|&(i, _)| i);
        let mut before = None;
        for (i, loss) in chosen {
            if before != Some(i) {
                points.push(LossPoint { column, loss });
            }
            before = Some(i);
        }
    };
    let mut open: Option<(i32, [(usize, f32); 4])> = None;
    for (i, &loss) in losses.iter().enumerate() {
        let here = column(i);
        match &mut open {
            Some((at, [_, low, high, last])) if *at == here => {
                if loss < low.1 {
                    *low = (i, loss);
                }
                if loss > high.1 {
                    *high = (i, loss);
                }
                *last = (i, loss);
            }
            _ => {
                if let Some((at, chosen)) = open.replace((here, [(i, loss); 4])) {
                    flush(at, chosen);
                }
            }
        }
    }
    if let Some((at, chosen)) = open {
        flush(at, chosen);
    }
    points
}

/// Draws the chart; `losses[i]` is the mean loss of batch i and stands at its end, (i + 1) batches.
///
/// # Errors
/// [`ChartError`] for numbers outside their range, a canvas too small, or a backend that fails. Losses
/// need not be finite: the line breaks there.
pub fn draw_learning<DB: DrawingBackend>(
    backend: DB,
    spec: &LearningSpec,
    losses: &[f32],
) -> Result<Frame, ChartError> {
    const MOST: f64 = u32::MAX as f64;
    check_number(
        || "batchesPerEpoch".into(),
        spec.batches_per_epoch,
        1.0,
        MOST,
    )?;
    check_number(|| "totalBatches".into(), spec.total_batches, 1.0, MOST)?;
    for (i, epoch) in spec.epochs.iter().enumerate() {
        check_number(|| format!("epochs[{i}].batch"), epoch.batch, 0.0, MOST)?;
        check_number(
            || format!("epochs[{i}].testAccuracy"),
            epoch.test_accuracy,
            0.0,
            1.0,
        )?;
        check_number(|| format!("epochs[{i}].sparsity"), epoch.sparsity, 0.0, 1.0)?;
    }
    let sheet = Sheet::new(backend, &spec.look)?;
    let in_epochs = |batches: f64| batches / spec.batches_per_epoch;
    let last = spec
        .epochs
        .iter()
        .map(|e| e.batch)
        .fold(spec.total_batches.max(losses.len() as f64), f64::max);
    let worst = losses
        .iter()
        .copied()
        .filter(|loss| loss.is_finite())
        .fold(0.0, f32::max);
    let x = Axis {
        min: 0.0,
        max: in_epochs(last),
        unit: 1.0,
        whole: last >= 2.0 * spec.batches_per_epoch,
        scale: Scale::Linear,
        title: &spec.texts.epochs,
    };
    let y = Axis {
        min: 0.0,
        max: if worst > 0.0 {
            f64::from(worst) * 1.04
        } else {
            1.0
        },
        unit: 1.0,
        whole: false,
        scale: Scale::Sqrt,
        title: &spec.texts.loss,
    };
    let percent = Axis {
        min: 0.0,
        max: 1.0,
        unit: 100.0,
        whole: true,
        scale: Scale::Linear,
        title: &spec.texts.percent,
    };
    let frame = draw_frame(&sheet, &x, &y, Some(&percent))?;

    let theme = &spec.look.theme;
    let place = |i: usize| in_epochs(i as f64 + 1.0);
    for stretch in thin_out(losses, |i| frame.at(place(i), 0.0).0) {
        let line: Vec<Pixel> = stretch
            .iter()
            .map(|p| (p.column, frame.at(0.0, f64::from(p.loss).max(0.0)).1))
            .collect();
        if let [only] = line.as_slice() {
            sheet.disc(*only, 1.5, theme.negative.solid())?;
        }
        sheet.stroke(line, 1.0, theme.negative.solid())?;
    }
    let measured = |value: fn(&Epoch) -> f64| -> Vec<Pixel> {
        spec.epochs
            .iter()
            .map(|epoch| frame.at_right(in_epochs(epoch.batch), value(epoch)))
            .collect()
    };
    let mut lines = vec![(measured(|epoch| epoch.test_accuracy), theme.positive)];
    if spec.show_sparsity {
        lines.insert(0, (measured(|epoch| epoch.sparsity), theme.removed));
    }
    for (line, colour) in lines {
        for &at in &line {
            sheet.disc(at, 3.0, colour.solid())?;
        }
        sheet.stroke(line, 2.0, colour.solid())?;
    }
    Ok(frame)
}
