//! A data set of labelled grey images, stored as sparse rows.
//!
//! Four of five pixels of handwriting are zero, so a split keeps only the others: image `i` owns the
//! entries `start[i] .. start[i + 1]` of `columns` (pixel index, row-major) and `values` (grey level,
//! 1..=255; a pixel enters the network as value / 255). Rows are checked when they are added, so every
//! `Split` is valid by construction.

use crate::checksum::Checksum;
use crate::{Error, Result};

/// The largest side of an image, in pixels.
pub const MAX_SIDE: u32 = 64;
/// The most pixels an image may have.
pub const MAX_PIXELS: usize = (MAX_SIDE * MAX_SIDE) as usize;
/// The largest label; labels are 0-based.
pub const MAX_LABEL: u8 = 99;
/// The most images a split may hold.
pub const MAX_IMAGES: usize = 1_000_000;

/// Labelled images of one size, as sparse rows.
#[derive(Debug, Clone, PartialEq)]
pub struct Split {
    pixels: usize,
    start: Vec<u32>,
    columns: Vec<u16>,
    values: Vec<u8>,
    labels: Vec<u8>,
}

impl Split {
    /// An empty split for images of `pixels` pixels (at most 64 x 64).
    #[must_use]
    pub fn new(pixels: usize) -> Self {
        assert!(pixels <= MAX_PIXELS, "images have at most 64 x 64 pixels");
        Self {
            pixels,
            start: vec![0],
            columns: Vec::new(),
            values: Vec::new(),
            labels: Vec::new(),
        }
    }

    /// Adds one image, given as `pixels` grey levels row by row, with its label.
    ///
    /// # Panics
    /// If `image` is not `pixels` long: the caller cut it out of a checked buffer.
    pub fn push(&mut self, image: &[u8], label: u8) {
        assert_eq!(image.len(), self.pixels, "an image of another size");
        let more = image.iter().filter(|&&value| value != 0).count();
        make_room(&mut self.columns, more);
        make_room(&mut self.values, more);
        for (column, &value) in image.iter().enumerate() {
            if value != 0 {
                self.columns.push(column as u16);
                self.values.push(value);
            }
        }
        self.start.push(self.columns.len() as u32);
        self.labels.push(label);
    }

    /// The same images with other labels.
    ///
    /// # Panics
    /// If `labels` are not as many as the images: the caller has counted both.
    #[must_use]
    pub fn with_labels(self, labels: Vec<u8>) -> Self {
        assert_eq!(labels.len(), self.len(), "one label an image");
        Self { labels, ..self }
    }

    /// Gives back memory that growing left over.
    pub fn shrink(&mut self) {
        self.start.shrink_to_fit();
        self.columns.shrink_to_fit();
        self.values.shrink_to_fit();
        self.labels.shrink_to_fit();
    }

    /// Number of images.
    #[must_use]
    pub fn len(&self) -> usize {
        self.labels.len()
    }

    /// Whether there is no image.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.labels.is_empty()
    }

    /// Pixels of an image.
    #[must_use]
    pub fn pixels(&self) -> usize {
        self.pixels
    }

    /// All labels, one an image.
    #[must_use]
    pub fn labels(&self) -> &[u8] {
        &self.labels
    }

    /// Non-zero pixels of image `i`: their indices and grey levels.
    #[must_use]
    pub fn row(&self, i: usize) -> (&[u16], &[u8]) {
        let span = self.start[i] as usize..self.start[i + 1] as usize;
        (&self.columns[span.clone()], &self.values[span])
    }

    /// Writes image `i` into `out`, one grey level a pixel.
    pub fn copy_image(&self, i: usize, out: &mut [u8]) {
        out.fill(0);
        let (columns, values) = self.row(i);
        for (&column, &value) in columns.iter().zip(values) {
            out[column as usize] = value;
        }
    }

    /// The same images with rows and columns exchanged.
    fn transposed(&self, height: usize, width: usize) -> Self {
        let mut out = Self::new(self.pixels);
        let mut image = vec![0; self.pixels];
        let mut turned = vec![0; self.pixels];
        for i in 0..self.len() {
            self.copy_image(i, &mut image);
            for (at, &value) in image.iter().enumerate() {
                turned[at % width * height + at / width] = value;
            }
            out.push(&turned, self.labels[i]);
        }
        out.shrink();
        out
    }

    /// A split of one image, which has no label (0); `pixels` are its grey levels row by row, at most 64 x 64.
    #[must_use]
    pub fn of_one(pixels: &[u8]) -> Self {
        let mut split = Self::new(pixels.len());
        split.push(pixels, 0);
        split
    }

    /// Moves the last `count` images into a split of their own.
    #[must_use]
    pub fn split_off(&mut self, count: usize) -> Self {
        let keep = self.len() - count;
        let cut = self.start[keep];
        let tail = Self {
            pixels: self.pixels,
            start: self.start[keep..].iter().map(|&s| s - cut).collect(),
            columns: self.columns.split_off(cut as usize),
            values: self.values.split_off(cut as usize),
            labels: self.labels.split_off(keep),
        };
        self.start.truncate(keep + 1);
        tail
    }
}

/// Training and test images of one kind.
#[derive(Debug, Clone, PartialEq)]
pub struct Dataset {
    /// What the person sees it called.
    pub name: String,
    /// Rows of an image.
    pub height: usize,
    /// Columns of an image.
    pub width: usize,
    /// Number of classes: one more than the largest label, at least 2.
    pub classes: usize,
    /// Images to learn from.
    pub train: Split,
    /// Images to measure on.
    pub test: Split,
    /// Whether `test` was cut off the only set there was; it then is no public test set.
    pub test_split_off: bool,
    /// Whether it was cut off class by class, as the set was sorted by class.
    pub split_by_class: bool,
}

impl Dataset {
    /// Puts two splits of one image size together.
    ///
    /// # Errors
    /// [`Error::IdxEmpty`] if a split holds no image, [`Error::ImageSize`] if the splits do not hold
    /// images of `height * width` pixels.
    pub fn new(name: &str, height: usize, width: usize, train: Split, test: Split) -> Result<Self> {
        if train.is_empty() || test.is_empty() {
            return Err(Error::IdxEmpty { file: name.into() });
        }
        if train.pixels != height * width || test.pixels != height * width {
            let (height, width) = (height as u32, width as u32);
            return Err(Error::ImageSize {
                file: name.into(),
                height,
                width,
                max: MAX_SIDE,
            });
        }
        let top = train
            .labels
            .iter()
            .chain(&test.labels)
            .copied()
            .max()
            .unwrap_or(0);
        let classes = (top as usize + 1).max(2);
        Ok(Self {
            name: name.into(),
            height,
            width,
            classes,
            train,
            test,
            test_split_off: false,
            split_by_class: false,
        })
    }

    /// Pixels of an image: the network's inputs.
    #[must_use]
    pub fn pixels(&self) -> usize {
        self.height * self.width
    }

    /// Number of images of every class.
    #[must_use]
    pub fn counts(&self, split: &Split) -> Vec<usize> {
        let mut counts = vec![0; self.classes];
        for &label in &split.labels {
            counts[usize::from(label)] += 1;
        }
        counts
    }

    /// Returns the same with rows and columns of every image exchanged, as EMNIST's need it.
    #[must_use]
    pub fn transposed(self) -> Self {
        let turned = |split: &Split| split.transposed(self.height, self.width);
        Self {
            train: turned(&self.train),
            test: turned(&self.test),
            height: self.width,
            width: self.height,
            ..self
        }
    }

    /// What the data set is known by in a link: CRC-32 of its images and labels, in hexadecimal. It tells data
    /// sets apart; it protects against nothing.
    #[must_use]
    pub fn digest(&self) -> String {
        let mut crc = Checksum::default();
        for split in [&self.train, &self.test] {
            crc.update(&split.labels);
            crc.update(&split.values);
            for column in &split.columns {
                crc.update(&column.to_le_bytes());
            }
            for start in &split.start {
                crc.update(&start.to_le_bytes());
            }
        }
        crc.hex()
    }
}

/// Room for `more` items, in steps of a quarter: doubling would take up to twice what a large set needs.
fn make_room<T>(list: &mut Vec<T>, more: usize) {
    if list.capacity() - list.len() < more {
        list.reserve_exact(more.max(list.len() / 4));
    }
}
