//! One IDX file: its header is checked before its data is touched.
//!
//! Layout (LeCun, Cortes, Burges: "The MNIST database of handwritten digits", "File formats"), numbers
//! big-endian: magic `00 00 08 nd` (08: bytes, nd: number of dimensions), nd sizes of four bytes, then
//! the bytes, the last dimension fastest. Images have nd = 3 (count, rows, columns), labels nd = 1
//! (count). Nothing is allocated by a number in a header: buffers grow with the data that really comes. Images
//! become sparse rows as they come; a whole file is never held unpacked.

use super::dataset::{MAX_IMAGES, MAX_LABEL, MAX_SIDE, Split};
use crate::{Error, Result};

/// The most bytes a file may unpack to: 1,300,000 images of 28 x 28.
pub const MAX_UNPACKED: u64 = 1 << 30;

const IMAGES: [u8; 4] = [0, 0, 8, 3];
const LABELS: [u8; 4] = [0, 0, 8, 1];
/// Bytes that tell what a file holds.
const MAGIC: usize = 4;

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

/// Reads a file that comes in pieces, already unpacked.
pub struct Reader {
    name: String,
    is_packed: bool,
    /// What there is of the header.
    start: Vec<u8>,
    /// What follows it, once it is whole.
    body: Option<Body>,
}

/// The items of a file.
struct Body {
    header: Header,
    content: Content,
    /// The beginning of an image whose end did not come yet.
    partial: Vec<u8>,
    /// Bytes of data so far.
    found: u64,
}

impl Reader {
    /// Begins a file; one that was packed may not unpack without end.
    #[must_use]
    pub fn new(name: &str, is_packed: bool) -> Self {
        Self {
            name: name.into(),
            is_packed,
            start: Vec::new(),
            body: None,
        }
    }

    /// Reads the bytes that come next.
    ///
    /// # Errors
    /// What is wrong with the file's header; [`Error::GzipTooLarge`].
    pub fn push(&mut self, mut bytes: &[u8]) -> Result<()> {
        let mut body = match self.body.take() {
            Some(body) => body,
            None => {
                self.take_start(&mut bytes, MAGIC);
                let length = Header::length_of(&self.start);
                self.take_start(&mut bytes, length);
                if self.start.len() < length.max(MAGIC) {
                    return Ok(());
                }
                let header = Header::parse(&self.name, &self.start)?;
                self.check_bound(header.promised())?;
                Body::new(header)
            }
        };
        body.push(bytes);
        self.check_bound(body.header.length as u64 + body.found)?;
        self.body = Some(body);
        Ok(())
    }

    /// Moves bytes into the header until it has `length`, or there are no more.
    fn take_start(&mut self, bytes: &mut &[u8], length: usize) {
        let missing = length.saturating_sub(self.start.len());
        let (taken, rest) = bytes.split_at(missing.min(bytes.len()));
        self.start.extend_from_slice(taken);
        *bytes = rest;
    }

    /// A small file must not unpack without end.
    fn check_bound(&self, bytes: u64) -> Result<()> {
        if !self.is_packed || bytes <= MAX_UNPACKED {
            return Ok(());
        }
        Err(Error::GzipTooLarge {
            file: self.name.clone(),
            limit: MAX_UNPACKED,
        })
    }

    /// Returns the file at its end.
    ///
    /// # Errors
    /// What is wrong with it, by its name.
    pub fn finish(self) -> Result<AnyFile> {
        let Self {
            name, start, body, ..
        } = self;
        let Some(body) = body else {
            // Its header is not whole, and parsing that says why.
            return Err(Header::parse(&name, &start)?.truncated(&name, 0));
        };
        let Body {
            header,
            content,
            found,
            ..
        } = body;
        header.check_length(&name, found)?;
        let count = header.count;
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
}

impl Body {
    fn new(header: Header) -> Self {
        let content = match header.kind {
            Kind::Labels => Content::Labels(Vec::new()),
            Kind::Images { height, width } => Content::Images(Images {
                height,
                width,
                rows: Split::new(header.item()),
            }),
        };
        Self {
            header,
            content,
            partial: Vec::new(),
            found: 0,
        }
    }

    /// Adds the items in `bytes`. What comes beyond the promised items is only counted.
    fn push(&mut self, bytes: &[u8]) {
        let missing = self.header.data_bytes.saturating_sub(self.found);
        self.found += bytes.len() as u64;
        let mut bytes = &bytes[..missing.min(bytes.len() as u64) as usize];
        match &mut self.content {
            Content::Labels(labels) => labels.extend_from_slice(bytes),
            Content::Images(Images { rows, .. }) => {
                if !self.partial.is_empty() {
                    let missing = rows.pixels() - self.partial.len();
                    let (taken, rest) = bytes.split_at(missing.min(bytes.len()));
                    self.partial.extend_from_slice(taken);
                    bytes = rest;
                    if self.partial.len() < rows.pixels() {
                        return;
                    }
                    rows.push(&self.partial, 0);
                }
                let images = bytes.chunks_exact(rows.pixels());
                self.partial.clear();
                self.partial.extend_from_slice(images.remainder());
                images.for_each(|image| rows.push(image, 0));
            }
        }
    }
}

fn check_labels(name: &str, labels: &[u8]) -> Result<()> {
    let mut all = labels.iter().enumerate();
    match all.find(|&(_, &label)| label > MAX_LABEL) {
        None => Ok(()),
        Some((index, &label)) => Err(Error::LabelTooLarge {
            file: name.into(),
            label: f64::from(label),
            index,
            max: MAX_LABEL,
        }),
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
        if found < self.data_bytes {
            return Err(self.truncated(name, found));
        }
        match found - self.data_bytes {
            0 => Ok(()),
            extra => Err(Error::IdxTrailing {
                file: name.into(),
                extra,
            }),
        }
    }

    fn truncated(&self, name: &str, found: u64) -> Error {
        Error::IdxTruncated {
            file: name.into(),
            expected: self.promised(),
            found: self.length as u64 + found,
        }
    }
}
