//! One network in every format and by every kernel, for the page to measure.

pub use crate::compress::inference::Kernel;
use crate::compress::inference::Runner;
use crate::compress::unfit::Unfit;
use crate::data::dataset::Split;
use crate::files::formats::{BITMASK_BEATS_CSR16, Format, same_bits};
use crate::files::state::HandedNetwork;
use crate::nn::dense::Dense;
use crate::nn::loss;
use crate::nn::mlp::Mlp;
use crate::{Error, Result};
use serde::Serialize;

/// A network to be stored and run.
pub struct Formats {
    model: Mlp,
    /// Of every layer the largest input on calibration images, for INT8.
    largest: Vec<f32>,
    runners: Vec<(Kernel, Runner)>,
}

/// What writing a network in one format gave.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Written {
    /// The format.
    #[serde(flatten)]
    pub format: Format,
    /// Length of the file; none if the network does not fit.
    pub bytes: Option<usize>,
    /// Why it does not fit.
    pub unfit: Option<Unfit>,
    /// Whether what was read back is what was meant to be kept, to the bit.
    pub same: bool,
    /// Whether that is the network itself: all but INT8, and that too if it was rounded before.
    pub lossless: bool,
    /// Density below which the format is smaller than dense.
    pub break_even: Option<f64>,
}

/// How a kernel's answers agree with those of the dense one.
#[derive(Debug, Clone, Copy, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Agreement {
    /// Images with the same answer.
    pub same: u32,
    /// Images.
    pub total: u32,
    /// Images this kernel classifies correctly.
    pub correct: u32,
    /// Largest difference of a logit.
    pub gap: f32,
}

impl Formats {
    /// Takes the network to be stored and run. INT8 needs the largest inputs of its layers; without them it cannot be run
    /// so.
    #[must_use]
    pub fn new(HandedNetwork { model, largest }: HandedNetwork) -> Self {
        Self {
            model,
            largest: largest.unwrap_or_default(),
            runners: Vec::new(),
        }
    }

    /// Returns how many pixels an image has that it can be run on.
    #[must_use]
    pub fn pixels(&self) -> usize {
        self.model.layers()[0].inputs()
    }

    /// Returns the density: the fraction of the weights that are not zero.
    #[must_use]
    pub fn density(&self) -> f64 {
        1.0 - self.model.sparsity()
    }

    /// Returns the fraction of the weights that the network without its dead neurons has.
    #[must_use]
    pub fn shrunk_density(&self) -> f64 {
        let smaller = crate::prune::shrink::sweep(&self.model).shrink();
        let weights: usize = smaller.layers().iter().map(Dense::len).sum();
        weights as f64 / self.model.weights() as f64
    }

    /// Returns the density above which a bitmask is smaller than CSR.
    #[must_use]
    pub fn bitmask_beats_csr() -> f64 {
        BITMASK_BEATS_CSR16
    }

    /// Writes format number `at` of [`Format::all`], reads it back and compares.
    #[must_use]
    pub fn write(&self, at: usize) -> Option<Written> {
        let format = Format::all().nth(at)?;
        let kept = format.kept(&self.model);
        let written = format.write(&self.model);
        let sizes = self.model.sizes();
        let back = |bytes: &Vec<u8>| format.read(&sizes, bytes);
        let same = written
            .as_ref()
            .is_ok_and(|bytes| back(bytes).is_ok_and(|back| same_bits(&back, &kept)));
        Some(Written {
            format,
            bytes: written.as_ref().ok().map(Vec::len),
            unfit: written.err(),
            same,
            lossless: format.layout.definition().exact || same_bits(&kept, &self.model),
            break_even: format.layout.definition().break_even,
        })
    }

    /// Returns the bytes of format number `at`.
    #[must_use]
    pub fn file(&self, at: usize) -> Option<Vec<u8>> {
        Format::all().nth(at)?.write(&self.model).ok()
    }

    /// Makes the network ready to run by `kernel`; returns why it does not fit.
    ///
    /// # Errors
    /// [`Error::NoDataset`] if INT8 does not have the largest inputs.
    pub fn prepare(&mut self, kernel: Kernel) -> Result<Option<Unfit>> {
        if kernel == Kernel::Int8 && self.largest.len() != self.model.layers().len() {
            return Err(Error::NoDataset);
        }
        self.runners.retain(|(known, _)| *known != kernel);
        match Runner::new(kernel, &self.model, &self.largest) {
            Ok(runner) => {
                self.runners.push((kernel, runner));
                Ok(None)
            }
            Err(unfit) => Ok(Some(unfit)),
        }
    }

    /// Runs test images `from..to` by a kernel that is ready, and counts the correct answers. This is what is timed.
    pub fn run(&mut self, kernel: Kernel, test: &Split, from: usize, to: usize) -> Option<u32> {
        let (_, runner) = self
            .runners
            .iter_mut()
            .find(|(known, _)| *known == kernel)?;
        Some(runner.correct(test, from..to))
    }

    /// Compares the answers of a kernel that is ready with the dense kernel's, on all test images.
    pub fn compare(&mut self, kernel: Kernel, test: &Split) -> Option<Agreement> {
        let (_, runner) = self
            .runners
            .iter_mut()
            .find(|(known, _)| *known == kernel)?;
        let mut dense = Runner::new(Kernel::Dense, &self.model, &[]).ok()?;
        let all = 0..test.len();
        let mut expected: Vec<f32> = Vec::new();
        dense.run(test, all.clone(), |_, logits| expected.extend(logits));
        let classes = self.model.sizes().last().copied().unwrap_or(1);
        let mut agreement = Agreement {
            same: 0,
            total: test.len() as u32,
            correct: 0,
            gap: 0.0,
        };
        let mut rows = expected.chunks_exact(classes);
        runner.run(test, all, |i, logits| {
            let Some(known) = rows.next() else { return };
            let answer = loss::argmax(logits);
            agreement.same += u32::from(answer == loss::argmax(known));
            agreement.correct += u32::from(answer == test.labels()[i]);
            let gaps = logits.iter().zip(known).map(|(a, b)| (a - b).abs());
            agreement.gap = gaps.fold(agreement.gap, f32::max);
        });
        Some(agreement)
    }
}
