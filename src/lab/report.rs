//! What the lab tells of its work: small serialisable descriptions, the counterparts of `www/protocol.js`.

use super::experiment::DatasetSpec;
use super::ops::Op;
use super::run::{EpochPoint, Phase};
use crate::Error;
use crate::compress::encoding::Encoding;
use crate::data::dataset::Dataset;
use crate::files::formats::SizeFormat;
use crate::nn::dense::Dense;
use crate::nn::evaluate::Evaluation;
use crate::nn::input_rounding::InputRounding;
use crate::nn::mlp::Mlp;
use crate::prune::shrink::sweep;
use serde::Serialize;

/// A data set as the page knows it.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DatasetInfo {
    /// What the person sees it called.
    pub name: String,
    /// Where it came from.
    pub spec: DatasetSpec,
    /// Training images.
    pub train: usize,
    /// Test images.
    pub test: usize,
    /// Rows of an image.
    pub height: usize,
    /// Columns of an image.
    pub width: usize,
    /// Number of classes.
    pub classes: usize,
    /// Whether the test images were split off the training images.
    pub test_split_off: bool,
    /// Whether they were split off class by class, as the set was sorted by class.
    pub split_by_class: bool,
    /// Training images of every class.
    pub train_counts: Vec<usize>,
    /// Test images of every class.
    pub test_counts: Vec<usize>,
}

/// Files that are in use now.
#[derive(Debug, Clone, Serialize)]
pub struct Loaded {
    /// The data set.
    pub info: DatasetInfo,
    /// The digests of the network files that came with it, by which import operations name them.
    pub networks: Vec<String>,
}

impl DatasetInfo {
    /// Describes `data`, which came from `spec`.
    #[must_use]
    pub fn new(data: &Dataset, spec: DatasetSpec) -> Self {
        Self {
            name: data.name.clone(),
            spec,
            train: data.train.len(),
            test: data.test.len(),
            height: data.height,
            width: data.width,
            classes: data.classes,
            test_split_off: data.test_split_off,
            split_by_class: data.split_by_class,
            train_counts: data.counts(&data.train),
            test_counts: data.counts(&data.test),
        }
    }
}

/// What a network is and scores.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ModelResult {
    /// What it scores on the test set.
    pub evaluation: Evaluation,
    /// Prunable weights, biases not counted.
    pub weights: usize,
    /// Weights that are not zero.
    pub kept: usize,
    /// Prunable weights of every layer.
    pub layer_weights: Vec<usize>,
    /// Those that are not zero.
    pub layer_kept: Vec<usize>,
    /// Hidden neurons that no weight leads to or from.
    pub dead_neurons: usize,
    /// Pixels that no weight leads from, once dead neurons are swept away.
    pub dead_pixels: usize,
    /// Widths of what `macs` and `bytes` are of, inputs to classes: where whole neurons were pruned it is the smaller
    /// network without them.
    pub shrunk: Vec<usize>,
    /// Multiplications by a weight that is not zero, for one image whose pixels are all on.
    pub macs: usize,
    /// Length of the smallest file that was written.
    pub bytes: usize,
    /// Its format.
    pub format: SizeFormat,
    /// Length of the plain f32 file.
    pub dense_bytes: usize,
}

impl ModelResult {
    /// Describes `model`, writing it in every format to know its size; without its dead neurons where
    /// `whole_neurons` were pruned.
    #[must_use]
    pub fn new(model: &Mlp, evaluation: Evaluation, whole_neurons: bool) -> Self {
        let layer_kept: Vec<usize> = model.layers().iter().map(Dense::kept).collect();
        let kept = layer_kept.iter().sum();
        let swept = sweep(model);
        let dead = |l: usize| model.layers()[l].inputs() - swept.alive[l].len();
        let smaller = whole_neurons.then(|| swept.shrink());
        let stored = smaller.as_ref().unwrap_or(model);
        let sizes = SizeFormat::ALL.map(|format| (format, format.write(stored).len()));
        let [(_, dense), ..] = sizes;
        let dense_bytes = smaller
            .as_ref()
            .map_or(dense, |_| SizeFormat::Dense.write(model).len());
        let smallest = sizes.into_iter().min_by_key(|&(_, bytes)| bytes);
        let (format, bytes) = smallest.unwrap_or((SizeFormat::Dense, dense));
        Self {
            evaluation,
            weights: model.weights(),
            kept,
            layer_weights: model.layers().iter().map(Dense::len).collect(),
            layer_kept,
            dead_neurons: (1..model.layers().len()).map(dead).sum(),
            dead_pixels: dead(0),
            shrunk: stored.sizes(),
            macs: stored.layers().iter().map(Dense::kept).sum(),
            bytes,
            format,
            dense_bytes,
        }
    }
}

/// A run in the list, its losses apart.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NodeInfo {
    /// Its number.
    pub id: u32,
    /// The run it went on from.
    pub parent: Option<u32>,
    /// What was done.
    pub op: Op,
    /// Widths from inputs to classes.
    pub sizes: Vec<usize>,
    /// What the network is and scores.
    pub result: ModelResult,
    /// A point an epoch.
    pub epochs: Vec<EpochPoint>,
    /// How few numbers the weights are made of, where they are.
    pub encoding: Option<Encoding>,
    /// [`Encoding::distinct`].
    pub distinct: Option<Vec<usize>>,
    /// What the inputs of every layer are rounded to, where they are.
    pub inputs: Vec<InputRounding>,
}

/// What [`super::session::Session::start`] began.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Started {
    /// The run that did just this already, if there is one; nothing was begun then.
    pub known: Option<u32>,
    /// Steps an epoch, 0 where nothing is trained.
    pub batches_per_epoch: u32,
    /// Steps in all.
    pub total_batches: u32,
}

/// What a step did.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StepReport {
    /// What the next step will do.
    pub phase: Phase,
    /// Batches done.
    pub batch: u32,
    /// Epoch points that are new since the last report.
    pub epochs: Vec<EpochPoint>,
}

/// How an operation ended.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Finished {
    /// The run it became, if anything was worth keeping.
    pub node: Option<u32>,
    /// Why it ended early, if its loss stopped being finite.
    pub diverged: Option<Fault>,
}

/// A grid point of the curve that has been measured.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct GridPoint {
    /// Slider place.
    pub place: u32,
    /// What the network scores there.
    pub evaluation: Evaluation,
}

/// An error as the page words it: its code and fields, and English for the console.
#[derive(Debug, Clone, Serialize)]
pub struct Fault {
    #[serde(flatten)]
    error: Error,
    message: String,
}

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        Self {
            message: error.to_string(),
            error,
        }
    }
}
