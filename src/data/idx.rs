//! A data set from IDX files, as MNIST and Fashion-MNIST come: images and labels, gzip or plain.
//!
//! Files are told apart by their magic number, never by their name. Images belong to the labels that
//! are equally many; of two such pairs the larger one is the training set. A name with "train", or with
//! "t10k" or "test", is looked at only when two sets are equally large. Of a single pair the last
//! seventh becomes the test set (MNIST's share: 10,000 of 70,000).

use super::dataset::{Dataset, Split};
use super::idx_file::{self, IdxFile, Kind};
use crate::{Error, Result};
use std::cmp::Reverse;

/// One image of so many is split off for testing when there is no test set.
const TEST_SHARE: usize = 7;

/// A file as it was dropped on the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedFile {
    /// Its name, for messages and to break ties.
    pub name: String,
    /// All of its bytes, packed or not.
    pub bytes: Vec<u8>,
}

/// Images of one size and their labels, equally many.
struct Pair<'a> {
    images: &'a IdxFile<'a>,
    labels: &'a IdxFile<'a>,
}

/// Puts a data set together from any subset of files, told apart by magic number and count.
///
/// A file given twice (the same contents, in the same role by name) counts once. If there is one pair
/// only, [`Dataset::test_split_off`] says that its end became the test set.
///
/// # Errors
/// Whatever is wrong with a file, by its name: [`Error::NotIdx`], [`Error::IdxTruncated`],
/// [`Error::IdxTrailing`], [`Error::IdxEmpty`], [`Error::TooManyItems`], [`Error::ImageSize`],
/// [`Error::LabelTooLarge`], [`Error::Gzip`], [`Error::GzipTooLarge`]. If files do not belong together:
/// [`Error::MissingPart`], [`Error::CountsDisagree`], [`Error::SizesDisagree`],
/// [`Error::DuplicatePart`], [`Error::TooFewToSplit`].
pub fn read_dataset(name: &str, files: &[NamedFile]) -> Result<Dataset> {
    let mut read: Vec<IdxFile> = Vec::new();
    for file in files {
        let file = idx_file::read(&file.name, &file.bytes)?;
        let twice = |known: &IdxFile| {
            (known.kind, role(known), &known.data) == (file.kind, role(&file), &file.data)
        };
        if !read.iter().any(twice) {
            read.push(file);
        }
    }
    let (labels, images): (Vec<_>, Vec<_>) = read.iter().partition(|f| f.kind == Kind::Labels);
    let mut pairs = pair(images, labels)?.into_iter();
    let (Some(first), second, third) = (pairs.next(), pairs.next(), pairs.next()) else {
        return Err(Error::MissingPart {
            have: "nothing".into(),
            missing: "images".into(),
        });
    };
    if let (Some(second), Some(third)) = (&second, &third) {
        return Err(duplicate(second.images, third.images, "test images"));
    }
    match second {
        Some(second) => join(name, &first, &second),
        None => split(name, &first),
    }
}

/// Finds the labels of all images; training images come first.
fn pair<'a>(mut images: Vec<&'a IdxFile>, mut labels: Vec<&'a IdxFile>) -> Result<Vec<Pair<'a>>> {
    // Largest first, then by name; the sort is stable, so the order of the files matters last.
    images.sort_by_key(|file| (Reverse(file.count), role(file)));
    labels.sort_by_key(|file| (Reverse(file.count), role(file)));
    for list in [&images, &labels] {
        if let Some(&[first, second]) = list.windows(2).find(|two| same_part(two[0], two[1])) {
            let part = if first.kind == Kind::Labels {
                "labels"
            } else {
                "images"
            };
            return Err(duplicate(first, second, part));
        }
    }
    let mut pairs = Vec::new();
    let mut lonely = Vec::new();
    for images in images {
        let fits = |labels: &&IdxFile| labels.count == images.count;
        match labels.iter().position(fits) {
            Some(at) => pairs.push(Pair {
                images,
                labels: labels.remove(at),
            }),
            None => lonely.push(images),
        }
    }
    match (lonely.first(), labels.first()) {
        (None, None) => Ok(pairs),
        (Some(images), None) => Err(missing(images, "labels")),
        (None, Some(labels)) => Err(missing(labels, "images")),
        (Some(images), Some(first)) => {
            // The labels meant for these images are those whose name plays the same role.
            let labels = labels
                .iter()
                .find(|l| role(l) == role(images))
                .unwrap_or(first);
            Err(Error::CountsDisagree {
                images_file: images.name.into(),
                images: images.count,
                labels_file: labels.name.into(),
                labels: labels.count,
            })
        }
    }
}

/// Whether neither number nor name tells two files of one kind apart.
fn same_part(a: &IdxFile, b: &IdxFile) -> bool {
    a.count == b.count && role(a) == role(b)
}

/// What a file's name says: training before unknown before test.
fn role(file: &IdxFile) -> u8 {
    let name = file.name.to_lowercase();
    let test = name.contains("t10k") || name.contains("test");
    match (name.contains("train"), test) {
        (true, false) => 0,
        (false, true) => 2,
        _ => 1,
    }
}

fn missing(file: &IdxFile, missing: &str) -> Error {
    Error::MissingPart {
        have: file.name.into(),
        missing: missing.into(),
    }
}

fn duplicate(first: &IdxFile, second: &IdxFile, part: &str) -> Error {
    Error::DuplicatePart {
        first: first.name.into(),
        second: second.name.into(),
        part: part.into(),
    }
}

/// Two pairs: training and test set.
fn join(name: &str, train: &Pair, test: &Pair) -> Result<Dataset> {
    let (train_side, test_side) = (sides(train), sides(test));
    if train_side != test_side {
        let show = |(height, width)| format!("{height} x {width}");
        return Err(Error::SizesDisagree {
            train_file: train.images.name.into(),
            train_size: show(train_side),
            test_file: test.images.name.into(),
            test_size: show(test_side),
        });
    }
    Dataset::new(name, train_side.0, train_side.1, rows(train), rows(test))
}

/// One pair: its end becomes the test set.
fn split(name: &str, pair: &Pair) -> Result<Dataset> {
    let count = pair.images.count;
    if count < 2 {
        return Err(Error::TooFewToSplit {
            file: pair.images.name.into(),
            count,
            min: 2,
        });
    }
    let (height, width) = sides(pair);
    let mut train = rows(pair);
    let test = train.split_off((count / TEST_SHARE).max(1));
    train.shrink();
    let dataset = Dataset::new(name, height, width, train, test)?;
    Ok(Dataset {
        test_split_off: true,
        ..dataset
    })
}

/// Height and width of a pair's images.
fn sides(pair: &Pair) -> (usize, usize) {
    match pair.images.kind {
        Kind::Images { height, width } => (height, width),
        Kind::Labels => (0, 0),
    }
}

/// A pair's images as sparse rows.
fn rows(pair: &Pair) -> Split {
    let (height, width) = sides(pair);
    let mut split = Split::new(height * width);
    let images = pair.images.data.chunks_exact((height * width).max(1));
    for (image, &label) in images.zip(pair.labels.data.iter()) {
        split.push(image, label);
    }
    split.shrink();
    split
}
