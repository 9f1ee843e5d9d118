//! A data set from IDX files, as MNIST and Fashion-MNIST come: images and labels, gzip or plain.
//!
//! Files are told apart by their magic number, never by their name. Images belong to the labels that
//! are equally many; of two such pairs the larger one is the training set. A name with "train", or with
//! "t10k" or "test", is looked at only when two sets are equally large. Of a single pair the last
//! seventh becomes the test set (as in MNIST: 10,000 of 70,000).

use super::dataset::{Dataset, Split};
use super::idx_file::{self, AnyFile, IdxFile, Images};
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
    images: IdxFile<Images>,
    labels: IdxFile<Vec<u8>>,
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
    let mut read = Files::default();
    for file in files {
        let file = file.borrow();
        read.add(idx_file::read(&file.name, &file.bytes)?);
    }
    read.dataset(name)
}

/// Files of a data set that have been read.
#[derive(Default)]
pub struct Files {
    images: Vec<IdxFile<Images>>,
    labels: Vec<IdxFile<Vec<u8>>>,
}

impl Files {
    /// Adds one.
    pub fn add(&mut self, file: AnyFile) {
        match file {
            AnyFile::Images(file) => add(&mut self.images, file),
            AnyFile::Labels(file) => add(&mut self.labels, file),
        }
    }

    /// Puts the data set together.
    ///
    /// # Errors
    /// Those of [`read_dataset`] about files that do not belong together.
    pub fn dataset(self, name: &str) -> Result<Dataset> {
        let mut pairs = pair(self.images, self.labels)?.into_iter();
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
}

/// Puts a file into its place, the largest first, then by name; files that both leave open stay as they came. One
/// that is there already is dropped.
fn add<Items: PartialEq>(list: &mut Vec<IdxFile<Items>>, file: IdxFile<Items>) {
    let known = |known: &IdxFile<Items>| role(known) == role(&file) && known.items == file.items;
    if list.iter().any(known) {
        return;
    }
    let before = |other: &&IdxFile<Items>| {
        other.count > file.count || (other.count == file.count && role(other) <= role(&file))
    };
    list.insert(list.iter().take_while(before).count(), file);
}

/// Finds the labels of all images; training images come first.
fn pair(images: Vec<IdxFile<Images>>, mut labels: Vec<IdxFile<Vec<u8>>>) -> Result<Vec<Pair>> {
    check_parts(&images, "images")?;
    check_parts(&labels, "labels")?;
    let mut pairs = Vec::new();
    let mut lonely = Vec::new();
    for images in images {
        let fits = |labels: &IdxFile<Vec<u8>>| labels.count == images.count;
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

/// Checks that number or name tells the files of one kind apart.
fn check_parts<Items>(list: &[IdxFile<Items>], part: &str) -> Result<()> {
    let is_same = |a: &IdxFile<Items>, b: &IdxFile<Items>| a.count == b.count && role(a) == role(b);
    match list.windows(2).find(|two| is_same(&two[0], &two[1])) {
        Some([first, second]) => Err(duplicate(first, second, part)),
        _ => Ok(()),
    }
}

/// What a file's name says: training before unknown before test.
fn role<Items>(file: &IdxFile<Items>) -> u8 {
    let name = file.name.to_ascii_lowercase();
    let test = name.contains("t10k") || name.contains("test");
    match (name.contains("train"), test) {
        (true, false) => 0,
        (false, true) => 2,
        _ => 1,
    }
}

fn missing<Items>(file: &IdxFile<Items>, missing: &str) -> Error {
    Error::MissingPart {
        have: file.name.clone(),
        missing: missing.into(),
    }
}

fn duplicate<Items>(first: &IdxFile<Items>, second: &IdxFile<Items>, part: &str) -> Error {
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

/// Returns height and width of a pair's images, and the images with their labels.
fn rows(pair: Pair) -> ([usize; 2], Split) {
    let Images {
        height,
        width,
        rows,
    } = pair.images.items;
    ([height, width], rows.with_labels(pair.labels.items))
}
