//! A data set from files of images and labels, such as MNIST's four.
//!
//! Which labels belong to which images is decided by their number, and among equals by their names. Which of two pairs is
//! the training set their names say ("train", "t10k", "test"); where they do not, it is the larger one. Of three pairs one
//! for validation is left out. Of a single pair the last seventh becomes the test set (as in MNIST: 10,000 of 70,000), or,
//! where the images are sorted by class, a seventh of every class, drawn by a fixed seed.

use super::dataset::{Dataset, Split};
#[cfg(feature = "files")]
use super::foreign::Collector;
use super::idx_file::{AnyFile, IdxFile, Images};
use super::role::{Role, role_of};
use super::shuffled::shuffled;
use crate::{Error, Result};
#[cfg(feature = "files")]
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

/// Puts a data set together from any subset of files, told apart by what is in them.
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
#[cfg(feature = "files")]
pub fn read_dataset(
    name: &str,
    files: impl IntoIterator<Item = impl Borrow<NamedFile>>,
) -> Result<Dataset> {
    let mut collector = Collector::default();
    for file in files {
        let file = file.borrow();
        collector.add(&file.name, file.bytes.clone())?;
    }
    let mut read = Files::default();
    for file in collector.finish()?.files {
        read.add(file);
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
        let mut pairs = pair(self.images, self.labels)?;
        let has = |pairs: &[Pair], role: Role| pairs.iter().any(|pair| pair.role() == role);
        if pairs.len() == 3 && has(&pairs, Role::Train) && has(&pairs, Role::Test) {
            pairs.retain(|pair| pair.role() != Role::Validation);
        }
        // The largest come first; what a name says is stronger.
        pairs.sort_by_key(Pair::role);
        let mut pairs = pairs.into_iter();
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

impl Pair {
    /// What the names of both say together.
    fn role(&self) -> Role {
        match (role(&self.images), role(&self.labels)) {
            (images, Role::Unknown) => images,
            (Role::Unknown, labels) => labels,
            (images, labels) if images == labels => images,
            _ => Role::Unknown,
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
        let fits = labels.iter().enumerate();
        let fits = fits.filter(|(_, labels)| labels.count == images.count);
        let nearest = fits
            .min_by_key(|(_, labels)| (labels.name != images.name, role(labels) != role(&images)));
        match nearest.map(|(at, _)| at) {
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

/// What a file's name says; of a path the last part that says something.
fn role<Items>(file: &IdxFile<Items>) -> Role {
    let mut roles = file.name.rsplit('/').map(role_of);
    roles
        .find(|role| *role != Role::Unknown)
        .unwrap_or(Role::Unknown)
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
    let is_sorted = is_sorted(train.labels());
    let test = if is_sorted {
        let (rest, test) = split_by_class(&train);
        train = rest;
        test
    } else {
        train.split_off((count / TEST_SHARE).max(1))
    };
    train.shrink();
    let dataset = Dataset::new(name, height, width, train, test)?;
    Ok(Dataset {
        test_split_off: true,
        split_by_class: is_sorted,
        ..dataset
    })
}

/// Whether images of a class lie together, so that the last of them are of few classes.
fn is_sorted(labels: &[u8]) -> bool {
    let runs = labels.chunk_by(|one, next| one == next).count();
    let mut known = [false; 256];
    labels
        .iter()
        .for_each(|&label| known[usize::from(label)] = true);
    let classes = known.iter().filter(|&&is| is).count();
    classes > 1 && runs == classes && labels.len() >= classes * TEST_SHARE
}

/// Draws a seventh of every class, one at least of those that have two; the rest, and those.
fn split_by_class(all: &Split) -> (Split, Split) {
    let mut left = [0; 256];
    all.labels()
        .iter()
        .for_each(|&label| left[usize::from(label)] += 1);
    let mut wanted = left.map(|count: usize| {
        if count < 2 {
            0
        } else {
            (count / TEST_SHARE).max(1)
        }
    });
    let (mut train, mut test) = (Split::new(all.pixels()), Split::new(all.pixels()));
    let mut image = vec![0; all.pixels()];
    for at in shuffled(all.len()) {
        let label = all.labels()[at];
        all.copy_image(at, &mut image);
        let wanted = &mut wanted[usize::from(label)];
        let split = if *wanted > 0 { &mut test } else { &mut train };
        *wanted = wanted.saturating_sub(1);
        split.push(&image, label);
    }
    (train, test)
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
