//! A data set from IDX files, as MNIST and Fashion-MNIST come: images and labels, gzip or plain.
//!
//! Files are told apart by their magic number, never by their name. Images belong to the labels that
//! are equally many; of two such pairs the larger one is the training set. A name with "train", or with
//! "t10k" or "test", is looked at only when two sets are equally large. Of a single pair the last
//! seventh becomes the test set (MNIST's share: 10,000 of 70,000).

use super::dataset::{Dataset, Split};
use super::idx_file::{self, Content, IdxFile};
use crate::{Error, Result};
use std::borrow::Borrow;

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
struct Pair {
    images: IdxFile,
    labels: IdxFile,
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
pub fn read_dataset(
    name: &str,
    files: impl IntoIterator<Item = impl Borrow<NamedFile>>,
) -> Result<Dataset> {
    let (mut images, mut labels) = (Vec::new(), Vec::new());
    for file in files {
        let file = file.borrow();
        let file = idx_file::read(&file.name, &file.bytes)?;
        let list = match file.content {
            Content::Images { .. } => &mut images,
            Content::Labels(_) => &mut labels,
        };
        add(list, file);
    }
    let mut pairs = pair(images, labels)?.into_iter();
    let (Some(first), second, third) = (pairs.next(), pairs.next(), pairs.next()) else {
        return Err(Error::MissingPart {
            have: "nothing".into(),
            missing: "images".into(),
        });
    };
    if let (Some(second), Some(third)) = (&second, &third) {
        return Err(duplicate(&second.images, &third.images, "test images"));
    }
    match second {
        Some(second) => join(name, first, second),
        None => split(name, first),
    }
}

/// Puts a file into its place, the largest first, then by name; files that both leave open stay as they came. One
/// that is there already is dropped.
fn add(list: &mut Vec<IdxFile>, file: IdxFile) {
    let known = |known: &IdxFile| role(known) == role(&file) && known.content == file.content;
    if list.iter().any(known) {
        return;
    }
    let before = |other: &&IdxFile| {
        other.count > file.count || (other.count == file.count && role(other) <= role(&file))
    };
    list.insert(list.iter().take_while(before).count(), file);
}

/// Finds the labels of all images; training images come first.
fn pair(images: Vec<IdxFile>, mut labels: Vec<IdxFile>) -> Result<Vec<Pair>> {
    for (list, part) in [(&images, "images"), (&labels, "labels")] {
        if let Some([first, second]) = list.windows(2).find(|two| same_part(&two[0], &two[1])) {
            return Err(duplicate(first, second, part));
        }
    }
    let mut pairs = Vec::new();
    let mut lonely = Vec::new();
    for images in images {
        let fits = |labels: &IdxFile| labels.count == images.count;
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
                images_file: images.name.clone(),
                images: images.count,
                labels_file: labels.name.clone(),
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
    let name = file.name.to_ascii_lowercase();
    let test = name.contains("t10k") || name.contains("test");
    match (name.contains("train"), test) {
        (true, false) => 0,
        (false, true) => 2,
        _ => 1,
    }
}

fn missing(file: &IdxFile, missing: &str) -> Error {
    Error::MissingPart {
        have: file.name.clone(),
        missing: missing.into(),
    }
}

fn duplicate(first: &IdxFile, second: &IdxFile, part: &str) -> Error {
    Error::DuplicatePart {
        first: first.name.clone(),
        second: second.name.clone(),
        part: part.into(),
    }
}

/// Two pairs: training and test set.
fn join(name: &str, train: Pair, test: Pair) -> Result<Dataset> {
    let (train_file, test_file) = (train.images.name.clone(), test.images.name.clone());
    let (train_side, train) = rows(train);
    let (test_side, test) = rows(test);
    if train_side != test_side {
        let show = |[height, width]: [usize; 2]| format!("{height} x {width}");
        return Err(Error::SizesDisagree {
            train_file,
            train_size: show(train_side),
            test_file,
            test_size: show(test_side),
        });
    }
    let [height, width] = train_side;
    Dataset::new(name, height, width, train, test)
}

/// One pair: its end becomes the test set.
fn split(name: &str, pair: Pair) -> Result<Dataset> {
    let count = pair.images.count;
    if count < 2 {
        return Err(Error::TooFewToSplit {
            file: pair.images.name,
            count,
            min: 2,
        });
    }
    let ([height, width], mut train) = rows(pair);
    let test = train.split_off((count / TEST_SHARE).max(1));
    train.shrink();
    let dataset = Dataset::new(name, height, width, train, test)?;
    Ok(Dataset {
        test_split_off: true,
        ..dataset
    })
}

/// Height and width of a pair's images, and the images with their labels.
fn rows(pair: Pair) -> ([usize; 2], Split) {
    match (pair.images.content, pair.labels.content) {
        (
            Content::Images {
                height,
                width,
                rows,
            },
            Content::Labels(labels),
        ) => ([height, width], rows.with_labels(labels)),
        // `read_dataset` made the lists by what the files hold.
        _ => ([0, 0], Split::new(0)),
    }
}
