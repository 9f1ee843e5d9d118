//! One IDX file, gzip or plain: its header is checked before its data is touched.
//!
//! Layout (LeCun, Cortes, Burges: "The MNIST database of handwritten digits", "File formats"), numbers
//! big-endian: magic `00 00 08 nd` (08: bytes, nd: number of dimensions), nd sizes of four bytes, then
//! the bytes, the last dimension fastest. Images have nd = 3 (count, rows, columns), labels nd = 1
//! (count). gzip is known by its first bytes `1f 8b`; members that follow each other are one stream.
//! Nothing is allocated by a number in a header: buffers grow with the data that really comes.

use super::dataset::{MAX_IMAGES, MAX_LABEL, MAX_SIDE};
use crate::{Error, Result};
use flate2::read::MultiGzDecoder;
use std::borrow::Cow;
use std::io::{self, ErrorKind, Read};

/// The most bytes a gzip file may unpack to: 340,000 images of 28 x 28.
pub const MAX_UNPACKED: u64 = 256 << 20;

const IMAGES: [u8; 4] = [0, 0, 8, 3];
const LABELS: [u8; 4] = [0, 0, 8, 1];

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Grey images of one size.
    Images {
        /// Rows of an image.
        height: usize,
        /// Columns of an image.
        width: usize,
    },
    /// Labels, one byte each.
    Labels,
}

/// A file whose header and data agree.
#[derive(Debug)]
pub struct IdxFile<'a> {
    /// Name of the file.
    pub name: &'a str,
    /// What it holds.
    pub kind: Kind,
    /// How many items.
    pub count: usize,
    /// The items, one after another, without the header.
    pub data: Cow<'a, [u8]>,
}

/// Reads one file to its end.
pub fn read<'a>(name: &'a str, bytes: &'a [u8]) -> Result<IdxFile<'a>> {
    let file = if bytes.starts_with(&[0x1f, 0x8b]) {
        unpack(name, MultiGzDecoder::new(bytes))?
    } else {
        let header = Header::parse(name, bytes)?;
        let data = bytes.get(header.length..).unwrap_or_default();
        header.check_length(name, data.len() as u64)?;
        header.file(name, Cow::Borrowed(data))
    };
    if file.kind == Kind::Labels {
        let wrong = file
            .data
            .iter()
            .enumerate()
            .find(|&(_, &label)| label > MAX_LABEL);
        if let Some((index, &label)) = wrong {
            let file = name.into();
            return Err(Error::LabelTooLarge {
                file,
                label,
                index,
                max: MAX_LABEL,
            });
        }
    }
    Ok(file)
}

/// Unpacks as much as the header promises, then goes on only to count and to reach the checksum.
fn unpack<'a>(name: &'a str, mut stream: impl Read) -> Result<IdxFile<'a>> {
    let broken = |error: io::Error| {
        let reason = match error.kind() {
            ErrorKind::UnexpectedEof => "it ends too early".into(),
            _ => error.to_string(),
        };
        Error::Gzip {
            file: name.into(),
            reason,
        }
    };
    let mut start = Vec::new();
    (&mut stream)
        .take(4)
        .read_to_end(&mut start)
        .map_err(broken)?;
    let rest = Header::length_of(&start).saturating_sub(start.len());
    (&mut stream)
        .take(rest as u64)
        .read_to_end(&mut start)
        .map_err(broken)?;
    let header = Header::parse(name, &start)?;
    let too_large = || Error::GzipTooLarge {
        file: name.into(),
        limit: MAX_UNPACKED,
    };
    if header.promised() > MAX_UNPACKED {
        return Err(too_large());
    }
    let mut data = Vec::new();
    (&mut stream)
        .take(header.data_bytes)
        .read_to_end(&mut data)
        .map_err(broken)?;
    let mut found = data.len() as u64;
    let mut sink = vec![0; 1 << 16];
    loop {
        match stream.read(&mut sink) {
            Ok(0) => break,
            Ok(more) => found += more as u64,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(broken(error)),
        }
        if found > MAX_UNPACKED {
            return Err(too_large());
        }
    }
    header.check_length(name, found)?;
    Ok(header.file(name, Cow::Owned(data)))
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
        let mut sizes = header[4..].chunks_exact(4).map(|size| match size {
            &[a, b, c, d] => u32::from_be_bytes([a, b, c, d]),
            _ => 0,
        });
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

    fn file<'a>(&self, name: &'a str, data: Cow<'a, [u8]>) -> IdxFile<'a> {
        IdxFile {
            name,
            kind: self.kind,
            count: self.count,
            data,
        }
    }
}
