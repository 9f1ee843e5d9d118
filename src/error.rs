//! The one error type. Every variant carries the offending value; the `Display` text says what to do.
//!
//! The page shows its own words in the person's language: it looks the variant's code up in `www/i18n`
//! and fills in the fields, so codes and field names here are part of the page's contract.

use serde::Serialize;
use std::collections::BTreeMap;

/// Everything that can go wrong with input from outside.
#[derive(Debug, Clone, PartialEq, thiserror::Error, Serialize)]
#[serde(
    tag = "code",
    content = "params",
    rename_all = "kebab-case",
    rename_all_fields = "camelCase"
)]
pub enum Error {
    /// The file does not begin with an IDX magic number of bytes.
    #[error(
        "{file} is not an IDX file: it begins with {magic}, not with 0x00000803 (images) or 0x00000801 (labels)"
    )]
    NotIdx {
        /// Name of the file.
        file: String,
        /// The first four bytes, in hexadecimal.
        magic: String,
    },
    /// The file ends before the data its header promises.
    #[error(
        "{file} is cut short: its header promises {expected} bytes, it has {found}; fetch it again"
    )]
    IdxTruncated {
        /// Name of the file.
        file: String,
        /// Bytes the header promises, header included.
        expected: u64,
        /// Bytes there are.
        found: u64,
    },
    /// The file goes on after the data its header promises.
    #[error(
        "{file} has {extra} bytes after its last item; it is not a whole IDX file, fetch it again"
    )]
    IdxTrailing {
        /// Name of the file.
        file: String,
        /// Bytes too many.
        extra: u64,
    },
    /// The file holds no item.
    #[error("{file} holds no images or labels")]
    IdxEmpty {
        /// Name of the file.
        file: String,
    },
    /// The file holds more items than can be taken in.
    #[error("{file} holds {count} items; at most {max} are taken")]
    TooManyItems {
        /// Name of the file.
        file: String,
        /// Items the header promises.
        count: u64,
        /// The most that are taken.
        max: u64,
    },
    /// Images and labels are not equally many.
    #[error(
        "{images_file} holds {images} images but {labels_file} holds {labels} labels; choose two files that belong together"
    )]
    CountsDisagree {
        /// Name of the image file.
        images_file: String,
        /// Images in it.
        images: usize,
        /// Name of the label file.
        labels_file: String,
        /// Labels in it.
        labels: usize,
    },
    /// Images of a size that cannot be used.
    #[error(
        "{file} holds images of {height} x {width} pixels; from 1 x 1 to {max} x {max} can be used"
    )]
    ImageSize {
        /// Name of the file.
        file: String,
        /// Rows of an image.
        height: u32,
        /// Columns of an image.
        width: u32,
        /// The largest side allowed.
        max: u32,
    },
    /// Training and test images differ in size.
    #[error(
        "{train_file} holds images of {train_size} pixels but {test_file} of {test_size}; choose files of one data set"
    )]
    SizesDisagree {
        /// Name of the training image file.
        train_file: String,
        /// Its images' size, "height x width".
        train_size: String,
        /// Name of the test image file.
        test_file: String,
        /// Its images' size, "height x width".
        test_size: String,
    },
    /// A label above the largest class.
    #[error("{file} holds the label {label} at item {index}; labels from 0 to {max} can be used")]
    LabelTooLarge {
        /// Name of the file.
        file: String,
        /// The label.
        label: f64,
        /// Where it stands, counted from 0.
        index: usize,
        /// The largest label allowed.
        max: u8,
    },
    /// A file that holds something else than images or labels.
    #[cfg(feature = "files")]
    #[error(
        "{file} holds no images or labels ({kind}); choose IDX, NumPy, CSV or PNG files, or an archive of them"
    )]
    NotData {
        /// Name of the file.
        file: String,
        /// What it is instead, such as "html".
        kind: String,
    },
    /// An array whose shape is neither of images nor of labels.
    #[cfg(feature = "files")]
    #[error(
        "{file} holds an array of shape {shape}; images have the shape count x height x width, labels count"
    )]
    DataShape {
        /// Name of the file.
        file: String,
        /// Its shape.
        shape: String,
    },
    /// A label that is no whole number from 0 on.
    #[cfg(feature = "files")]
    #[error("{file} holds {value} as label at item {index}; labels are whole numbers from 0 on")]
    DataValue {
        /// Name of the file.
        file: String,
        /// The number, as text since it may be NaN.
        value: String,
        /// Where it stands, counted from 0.
        index: usize,
    },
    /// A number that is no pixel.
    #[cfg(feature = "files")]
    #[error(
        "{file} holds the pixel {value} at place {index}; pixels lie between 0 and 1 or 0 and 255, not standardized"
    )]
    PixelValue {
        /// Name of the file.
        file: String,
        /// The number, as text since it may be NaN.
        value: String,
        /// Where it stands, counted from 0.
        index: usize,
    },
    /// A row of a table that is longer or shorter than the first.
    #[cfg(feature = "files")]
    #[error("{file}: line {line} has {found} columns, the first has {expected}")]
    CsvRow {
        /// Name of the file.
        file: String,
        /// The line, from 1.
        line: u64,
        /// Columns found.
        found: usize,
        /// Columns needed.
        expected: usize,
    },
    /// A cell of a table that is no number that can be used.
    #[cfg(feature = "files")]
    #[error("{file}: line {line}, column {column} holds {value:?}, which is no pixel or label")]
    CsvValue {
        /// Name of the file.
        file: String,
        /// The line, from 1.
        line: u64,
        /// The column, from 1.
        column: usize,
        /// What stands there.
        value: String,
    },
    /// A table whose pixels are no square image.
    #[cfg(feature = "files")]
    #[error(
        "{file} has {columns} columns; a table of images has a label and a square number of pixels"
    )]
    CsvColumns {
        /// Name of the file.
        file: String,
        /// Its columns.
        columns: usize,
    },
    /// A file of NumPy's that cannot be read.
    #[cfg(feature = "files")]
    #[error(
        "{file} is not a NumPy file that can be read ({reason}); save it by np.save in C order"
    )]
    NumpyFile {
        /// Name of the file.
        file: String,
        /// Why: "cut-short", "damaged", "fortran", "type".
        reason: String,
    },
    /// A picture that cannot be read.
    #[cfg(feature = "files")]
    #[error("{file} is not a PNG picture that can be read; save it again")]
    Picture {
        /// Path of the file.
        file: String,
    },
    /// A picture that lies in no folder, so that its class is not known.
    #[cfg(feature = "files")]
    #[error("{file} lies in no folder; choose the folder that has one folder for each class")]
    PictureFolder {
        /// Path of the file.
        file: String,
    },
    /// An archive that cannot be read.
    #[cfg(feature = "files")]
    #[error("{file} cannot be unpacked ({reason}); unpack it and choose what is in it")]
    Archive {
        /// Name of the file.
        file: String,
        /// Why: "cut-short", "damaged", "encrypted", "method", "nested".
        reason: String,
    },
    /// The gzip layer is broken.
    #[error("{file} cannot be unpacked: {reason}; fetch it again")]
    Gzip {
        /// Name of the file.
        file: String,
        /// What the unpacker says.
        reason: String,
    },
    /// Unpacked, the file is larger than any data set that can be used.
    #[error(
        "{file} unpacks to more than {limit} bytes; no data set this page can use is that large"
    )]
    GzipTooLarge {
        /// Name of the file.
        file: String,
        /// The bound.
        limit: u64,
    },
    /// The files that were given make no data set.
    #[error("a data set needs images and labels: {missing} missing beside {have}")]
    MissingPart {
        /// Names of the files that were given.
        have: String,
        /// What is missing, "images" or "labels".
        missing: String,
    },
    /// Two files play the same part.
    #[error("{first} and {second} are both {part}; choose one of them")]
    DuplicatePart {
        /// Name of one file.
        first: String,
        /// Name of the other.
        second: String,
        /// The part, such as "training images".
        part: String,
    },
    /// A data set too small to be split in training and test images.
    #[error("{file} holds {count} images; at least {min} are needed to split off a test set")]
    TooFewToSplit {
        /// Name of the file.
        file: String,
        /// Images in it.
        count: usize,
        /// The fewest that can be split.
        min: usize,
    },
    /// A number outside its range.
    #[error("{what} is {value}; it must lie between {min} and {max}")]
    OutOfRange {
        /// What the number says, such as "epochs".
        what: String,
        /// The number.
        value: f64,
        /// Smallest value allowed.
        min: f64,
        /// Largest value allowed.
        max: f64,
    },
    /// A choice of how to prune that does not go with another choice or with the network.
    #[error("{what} {value} does not go with {with}; choose {allowed}")]
    MethodMismatch {
        /// Which choice, such as "scope".
        what: String,
        /// What was chosen.
        value: String,
        /// What it does not go with.
        with: String,
        /// What can be chosen instead.
        allowed: String,
    },
    /// A message from the page or a link that does not parse.
    #[error("this experiment cannot be read: {reason}")]
    BadExperiment {
        /// What the parser says.
        reason: String,
    },
    /// An operation that cannot stand where it stands.
    #[error("operation {index} ({op}) cannot stand here: {reason}")]
    MisplacedOp {
        /// Its place in the list, counted from 1.
        index: usize,
        /// Its name.
        op: String,
        /// Why not.
        reason: String,
    },
    /// A network for images of another size.
    #[error(
        "{file} reads {found} pixels, but the images have {expected}; choose data and network that belong together"
    )]
    NetworkInputs {
        /// Name of the file.
        file: String,
        /// Inputs of the network.
        found: usize,
        /// Pixels of an image.
        expected: usize,
    },
    /// A network with another number of classes.
    #[error(
        "{file} has {found} outputs, but the data has {expected} classes; choose data and network that belong together"
    )]
    NetworkClasses {
        /// Name of the file.
        file: String,
        /// Outputs of the network.
        found: usize,
        /// Classes of the data.
        expected: usize,
    },
    /// A network in one of the compact formats that cannot be read.
    #[error("{file} is not a compact network file that can be read: {reason}; save it again")]
    StoredNetwork {
        /// Name of the file.
        file: String,
        /// What is wrong with it.
        reason: String,
    },
    /// The loss stopped being a finite number.
    #[error(
        "training diverged in epoch {epoch}, batch {batch}: the loss is {loss}; lower the learning rate (now {lr})"
    )]
    Diverged {
        /// Epoch, counted from 1.
        epoch: u32,
        /// Batch within the epoch, counted from 1.
        batch: u32,
        /// The loss, as text since it may be NaN.
        loss: String,
        /// Learning rate in use.
        lr: f64,
    },
    /// Something was asked before a data set was loaded.
    #[error("no data set is loaded yet")]
    NoDataset,
    /// Something was asked of a run or ranking before one was begun.
    #[error("no run is at work and no network is ranked")]
    NoRun,
    /// A run that is not in the list.
    #[error("there is no run {node}")]
    NoSuchNode {
        /// The number asked for.
        node: u32,
    },
    /// A link or list that begins with a network file that is not here.
    #[error(
        "this experiment begins with the network file {name} (digest {digest}); drop that file on the page first"
    )]
    NeedsCheckpoint {
        /// Name of the file when it was loaded.
        name: String,
        /// Its digest.
        digest: String,
    },
    /// A network handed over by another engine that cannot be taken over.
    #[error("the network from the other engine cannot be taken over: {reason}; try again")]
    BadState {
        /// What is wrong with it.
        reason: String,
    },
    /// A network file that is refused for a reason of [`crate::files::refusal`].
    #[error("{0}")]
    #[serde(untagged)]
    Refused(Box<Refused>),
}

/// A reason that is told by its code and fields, as those of [`Error`] are.
#[derive(Debug, Clone, PartialEq, thiserror::Error, Serialize)]
#[error("{message}")]
pub struct Refused {
    /// The reason's code.
    pub code: String,
    /// Its fields.
    pub params: BTreeMap<String, String>,
    /// English, with what to do.
    #[serde(skip)]
    pub message: String,
}

/// Shorthand for results with [`Error`].
pub type Result<T> = std::result::Result<T, Error>;
