//! One IDX file, gzip or plain: its header is checked before its data is touched.
//!
//! Layout (LeCun, Cortes, Burges: "The MNIST database of handwritten digits", "File formats"), numbers
//! big-endian: magic `00 00 08 nd` (08: bytes, nd: number of dimensions), nd sizes of four bytes, then
//! the bytes, the last dimension fastest. Images have nd = 3 (count, rows, columns), labels nd = 1
//! (count). gzip is known by its first bytes `1f 8b`; members that follow each other are one stream.
//! Nothing is allocated by a number in a header: buffers grow with the data that really comes. Images become
//! sparse rows as they are unpacked; a whole file is never held unpacked.

use super::dataset::{MAX_IMAGES, MAX_LABEL, MAX_SIDE, Split};
use crate::{Error, Result};
use flate2::read::MultiGzDecoder;
use std::io::{ErrorKind, Read};

/// The most bytes a gzip file may unpack to: 340,000 images of 28 x 28.
pub const MAX_UNPACKED: u64 = 256 << 20;

const IMAGES: [u8; 4] = [0, 0, 8, 3];
const GZIP: [u8; 2] = [0x1f, 0x8b];
const LABELS: [u8; 4] = [0, 0, 8, 1];
/// About so many bytes are unpacked at a time.
const PIECE: usize = 1 << 16;

/// Grey images of one size.
#[derive(Debug, PartialEq)]
pub struct Images {
    /// Rows of an image.
    pub height: usize,
    /// Columns of an image.
    pub width: usize,
    /// The images, all with label 0.
    pub rows: Split,
}

/// A file whose header and data agree.
#[derive(Debug, PartialEq)]
pub struct IdxFile<Items> {
    /// Name of the file.
    pub name: String,
    /// How many items.
    pub count: usize,
    /// The items.
    pub items: Items,
}

/// A file of either kind.
#[derive(Debug)]
pub enum AnyFile {
    /// Images.
    Images(IdxFile<Images>),
    /// Labels, one byte each.
    Labels(IdxFile<Vec<u8>>),
}

enum Content {
    Images(Images),
    Labels(Vec<u8>),
}

/// Reads one file to its end.
pub fn read(name: &str, bytes: &[u8]) -> Result<AnyFile> {
    let mut source = Source::new(name, bytes);
    let mut start = [0; 16];
    let mut length = source.fill(&mut start[..4])?;
    let rest = Header::length_of(&start[..length]).saturating_sub(length);
    length += source.fill(&mut start[length..length + rest])?;
    let header = Header::parse(name, &start[..length])?;
    source.check_bound(header.promised())?;

    let item = header.item();
    let mut content = match header.kind {
        Kind::Labels => Content::Labels(Vec::new()),
        Kind::Images { height, width } => Content::Images(Images {
            height,
            width,
            rows: Split::new(item),
        }),
    };
    let mut piece = vec![0; (PIECE / item).max(1) * item];
    let mut found = 0;
    loop {
        let got = source.fill(&mut piece)?;
        // What comes beyond the promised items is only counted; the checksum stands behind it.
        let promised = (header.data_bytes - header.data_bytes.min(found)).min(got as u64);
        take(&mut content, &piece[..promised as usize]);
        found += got as u64;
        source.check_bound(header.length as u64 + found)?;
        if got < piece.len() {
            break;
        }
    }
    header.check_length(name, found)?;
    let (name, count) = (name.to_owned(), header.count);
    Ok(match content {
        Content::Images(mut items) => {
            items.rows.shrink();
            AnyFile::Images(IdxFile { name, count, items })
        }
        Content::Labels(items) => {
            check_labels(&name, &items)?;
            AnyFile::Labels(IdxFile { name, count, items })
        }
    })
}

/// Adds the items in `bytes`.
fn take(content: &mut Content, bytes: &[u8]) {
    match content {
        Content::Labels(labels) => labels.extend_from_slice(bytes),
        Content::Images(Images { rows, .. }) => bytes
            .chunks_exact(rows.pixels())
            .for_each(|image| rows.push(image, 0)),
    }
}

fn check_labels(name: &str, labels: &[u8]) -> Result<()> {
    let mut all = labels.iter().enumerate();
    match all.find(|&(_, &label)| label > MAX_LABEL) {
        None => Ok(()),
        Some((index, &label)) => Err(Error::LabelTooLarge {
            file: name.into(),
            label,
            index,
            max: MAX_LABEL,
        }),
    }
}

/// A file's bytes, unpacked when they are packed.
struct Source<'a> {
    name: &'a str,
    plain: &'a [u8],
    packed: Option<MultiGzDecoder<&'a [u8]>>,
}

impl<'a> Source<'a> {
    fn new(name: &'a str, bytes: &'a [u8]) -> Self {
        let packed = bytes.starts_with(&GZIP).then(|| MultiGzDecoder::new(bytes));
        Self {
            name,
            plain: bytes,
            packed,
        }
    }

    /// Fills `out` and says how much of it; less than all of it only at the end.
    fn fill(&mut self, out: &mut [u8]) -> Result<usize> {
        let Some(packed) = &mut self.packed else {
            return Ok(self.fill_plain(out));
        };
        let mut filled = 0;
        while filled < out.len() {
            match packed.read(&mut out[filled..]) {
                Ok(0) => break,
                Ok(more) => filled += more,
                Err(error) => {
                    let reason = if error.kind() == ErrorKind::UnexpectedEof {
                        "it ends too early".into()
                    } else {
                        error.to_string()
                    };
                    let file = self.name.into();
                    return Err(Error::Gzip { file, reason });
                }
            }
        }
        Ok(filled)
    }

    fn fill_plain(&mut self, out: &mut [u8]) -> usize {
        let (taken, rest) = self.plain.split_at(out.len().min(self.plain.len()));
        out[..taken.len()].copy_from_slice(taken);
        self.plain = rest;
        taken.len()
    }

    /// A small file must not unpack without end.
    fn check_bound(&self, bytes: u64) -> Result<()> {
        if self.packed.is_none() || bytes <= MAX_UNPACKED {
            return Ok(());
        }
        Err(Error::GzipTooLarge {
            file: self.name.into(),
            limit: MAX_UNPACKED,
        })
    }
}

/// What a header says a file holds.
#[derive(Clone, Copy)]
enum Kind {
    Images { height: usize, width: usize },
    Labels,
}

/// What the first bytes of a file promise.
struct Header {
    kind: Kind,
    count: usize,
    /// Bytes of the header.
    length: usize,
    /// Bytes that should follow it.
    data_bytes: u64,
}

impl Header {
    /// Bytes of the header that begins with `magic`; none if it is not a known one.
    fn length_of(magic: &[u8]) -> usize {
        match magic.get(..4) {
            Some(magic) if magic == IMAGES => 16,
            Some(magic) if magic == LABELS => 8,
            _ => 0,
        }
    }

    fn parse(name: &str, bytes: &[u8]) -> Result<Self> {
        let file = || name.to_owned();
        if bytes.is_empty() {
            return Err(Error::IdxEmpty { file: file() });
        }
        let length = Self::length_of(bytes);
        if length == 0 {
            let digits: String = bytes
                .iter()
                .take(4)
                .map(|byte| format!("{byte:02x}"))
                .collect();
            return Err(Error::NotIdx {
                file: file(),
                magic: format!("0x{digits}"),
            });
        }
        let Some(header) = bytes.get(..length) else {
            let (expected, found) = (length as u64, bytes.len() as u64);
            return Err(Error::IdxTruncated {
                file: file(),
                expected,
                found,
            });
        };
        let (sizes, _) = header[4..].as_chunks();
        let mut sizes = sizes.iter().map(|&size| u32::from_be_bytes(size));
        let count = sizes.next().unwrap_or(0);
        if count == 0 {
            return Err(Error::IdxEmpty { file: file() });
        }
        if count as usize > MAX_IMAGES {
            let (count, max) = (u64::from(count), MAX_IMAGES as u64);
            return Err(Error::TooManyItems {
                file: file(),
                count,
                max,
            });
        }
        let (kind, item) = match (sizes.next(), sizes.next()) {
            (Some(height), Some(width)) => {
                let fits = |side: u32| (1..=MAX_SIDE).contains(&side);
                if !fits(height) || !fits(width) {
                    return Err(Error::ImageSize {
                        file: file(),
                        height,
                        width,
                        max: MAX_SIDE,
                    });
                }
                let kind = Kind::Images {
                    height: height as usize,
                    width: width as usize,
                };
                (kind, u64::from(height * width))
            }
            _ => (Kind::Labels, 1),
        };
        let data_bytes = u64::from(count) * item;
        Ok(Self {
            kind,
            count: count as usize,
            length,
            data_bytes,
        })
    }

    /// Bytes of an item.
    fn item(&self) -> usize {
        match self.kind {
            Kind::Images { height, width } => height * width,
            Kind::Labels => 1,
        }
    }

    /// Bytes of the whole file.
    fn promised(&self) -> u64 {
        self.length as u64 + self.data_bytes
    }

    /// Whether `found` bytes of data are what was promised.
    fn check_length(&self, name: &str, found: u64) -> Result<()> {
        let file = name.to_owned();
        if found < self.data_bytes {
            let (expected, found) = (self.promised(), self.length as u64 + found);
            return Err(Error::IdxTruncated {
                file,
                expected,
                found,
            });
        }
        match found - self.data_bytes {
            0 => Ok(()),
            extra => Err(Error::IdxTrailing { file, extra }),
        }
    }
}
