//! One network in every format and by every kernel, for the page to measure.

pub use crate::compress::inference::Kernel;
use crate::compress::inference::Runner;
use crate::compress::unfit::Unfit;
use crate::data::dataset::Dataset;
use crate::files::formats::{BITMASK_BEATS_CSR16, Format, same_bits};
use crate::nn::dense::Dense;
use crate::nn::loss;
use crate::nn::mlp::Mlp;
use serde::Serialize;

/// A network to be stored and run.
pub struct Formats {
    model: Mlp,
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
    /// Takes the network to be stored and run.
    #[must_use]
    pub fn new(model: Mlp) -> Self {
        Self {
            model,
            runners: Vec::new(),
        }
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

    /// Makes the network ready to run by `kernel`; returns why it cannot.
    pub fn prepare(&mut self, kernel: Kernel, data: &Dataset) -> Option<Unfit> {
        self.runners.retain(|(known, _)| *known != kernel);
        match Runner::new(kernel, &self.model, &data.train) {
            Ok(runner) => {
                self.runners.push((kernel, runner));
                None
            }
            Err(unfit) => Some(unfit),
        }
    }

    /// Runs test images `from..to` by a kernel that is ready, and counts the correct answers. This is what is timed.
    pub fn run(&mut self, kernel: Kernel, data: &Dataset, from: usize, to: usize) -> Option<u32> {
        let (_, runner) = self
            .runners
            .iter_mut()
            .find(|(known, _)| *known == kernel)?;
        Some(runner.correct(&data.test, from..to))
    }

    /// Compares the answers of a kernel that is ready with the dense kernel's, on all test images.
    pub fn compare(&mut self, kernel: Kernel, data: &Dataset) -> Option<Agreement> {
        let (_, runner) = self
            .runners
            .iter_mut()
            .find(|(known, _)| *known == kernel)?;
        let mut dense = Runner::new(Kernel::Dense, &self.model, &data.train).ok()?;
        let all = 0..data.test.len();
        let mut expected: Vec<f32> = Vec::new();
        dense.run(&data.test, all.clone(), |_, logits| expected.extend(logits));
        let classes = data.classes.max(1);
        let mut agreement = Agreement {
            same: 0,
            total: data.test.len() as u32,
            correct: 0,
            gap: 0.0,
        };
        let mut rows = expected.chunks_exact(classes);
        runner.run(&data.test, all, |i, logits| {
            let Some(known) = rows.next() else { return };
            let answer = loss::argmax(logits);
            agreement.same += u32::from(answer == loss::argmax(known));
            agreement.correct += u32::from(answer == data.test.labels()[i]);
            let gaps = logits.iter().zip(known).map(|(a, b)| (a - b).abs());
            agreement.gap = gaps.fold(agreement.gap, f32::max);
        });
        Some(agreement)
    }
}
