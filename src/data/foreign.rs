//! Data files as people have them: IDX of any type, NumPy's `.npy` and `.npz`, CSV, PNG pictures in folders, in zip and tar
//! archives, packed by gzip or not. What a file is its first bytes say, never its name.
//!
//! Everything read here becomes what an IDX file of bytes holds, an [`AnyFile`]: grey images, or labels. So what puts a data
//! set together knows one kind of file only, and the module that reads foreign files hands them to the engine as IDX
//! ([`stream`]).

mod archive;
mod csv;
mod grey;
mod npy;
mod picture;
mod sniff;
pub mod stream;
mod table;

use self::picture::Pictures;
use self::sniff::Kind;
use super::gzip::Unpacker;
use super::idx_file::{AnyFile, IdxFile, Images, MAX_UNPACKED, Reader};
use crate::{Error, Result};
use serde::Serialize;
use std::io::Cursor;

/// The most archives and layers of gzip in each other.
const MAX_DEPTH: u32 = 4;
/// The most names that a remark repeats.
const MAX_NAMES: usize = 8;
/// So many bytes are unpacked at a time, and looked at to tell what a file is.
const PIECE: usize = 1 << 16;

/// What was done to files beside reading them; the page words it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(
    tag = "code",
    content = "params",
    rename_all = "kebab-case",
    rename_all_fields = "camelCase"
)]
pub enum Remark {
    /// Pixels were scaled to 0 to 255.
    Scaled {
        /// Name of the file.
        file: String,
        /// What became 255.
        top: f64,
    },
    /// A row for every class was read as labels.
    OneHot {
        /// Name of the file.
        file: String,
        /// Number of classes.
        classes: usize,
    },
    /// The first of QMNIST's columns was read.
    FirstColumn {
        /// Name of the file.
        file: String,
        /// Number of columns.
        columns: usize,
    },
    /// Images without labels were left out.
    Unlabelled {
        /// Name of the file.
        file: String,
        /// How many images.
        count: usize,
    },
    /// What an archive holds beside images and labels.
    LeftOut {
        /// At most eight names.
        files: String,
        /// How many files.
        count: usize,
    },
    /// Folders whose names are no numbers, in alphabetical order.
    Folders {
        /// At most eight, such as "0 = cat".
        classes: String,
        /// How many.
        count: usize,
    },
}

/// Reads files one after another and keeps what they hold.
#[derive(Default)]
pub struct Collector {
    files: Vec<AnyFile>,
    /// Images of tables that have labels nowhere.
    unlabelled: Vec<IdxFile<Images>>,
    pictures: Pictures,
    remarks: Vec<Remark>,
    left_out: Vec<String>,
}

/// All that files held.
pub struct Collected {
    /// Images and labels.
    pub files: Vec<AnyFile>,
    /// What is to be said.
    pub remarks: Vec<Remark>,
}

/// Where a file lies.
#[derive(Clone, Copy)]
struct Place {
    /// Archives and layers around it.
    depth: u32,
    /// Whether it came with others that nobody chose one by one.
    is_inside: bool,
}

impl Collector {
    /// Adds one file, packed or not. With folders its name is its path.
    ///
    /// # Errors
    /// What is wrong with it, by its name.
    pub fn add(&mut self, name: &str, bytes: Vec<u8>) -> Result<()> {
        let is_inside = name.contains('/');
        let place = Place {
            depth: 0,
            is_inside,
        };
        self.read(name, bytes, place)
    }

    /// Puts pictures together and returns all.
    ///
    /// # Errors
    /// Those of pictures that do not belong together.
    pub fn finish(mut self) -> Result<Collected> {
        self.pictures.finish(&mut self.files, &mut self.remarks)?;
        let has_labels = self
            .files
            .iter()
            .any(|file| matches!(file, AnyFile::Labels(_)));
        for images in self.unlabelled {
            let is_known = |file: &AnyFile| match file {
                AnyFile::Labels(labels) => labels.count == images.count,
                AnyFile::Images(_) => false,
            };
            let has_images = self
                .files
                .iter()
                .any(|file| matches!(file, AnyFile::Images(_)));
            if has_labels && has_images && !self.files.iter().any(is_known) {
                self.remarks.push(Remark::Unlabelled {
                    file: images.name,
                    count: images.count,
                });
            } else {
                self.files.push(AnyFile::Images(images));
            }
        }
        if !self.left_out.is_empty() {
            self.remarks.push(Remark::LeftOut {
                count: self.left_out.len(),
                files: names(&self.left_out),
            });
        }
        Ok(Collected {
            files: self.files,
            remarks: self.remarks,
        })
    }

    fn read(&mut self, name: &str, bytes: Vec<u8>, place: Place) -> Result<()> {
        if sniff::is_junk(name) {
            return Ok(());
        }
        let kind = sniff::kind(&bytes);
        if place.depth > MAX_DEPTH {
            return Err(Error::Archive {
                file: name.into(),
                reason: "nested".into(),
            });
        }
        let read = match kind {
            Kind::Gzip => self.gzip(name, bytes, place),
            Kind::Zip => archive::zip(name, bytes, |name, bytes| self.inner(name, bytes, place)),
            Kind::Tar => archive::tar(name, &bytes, |name, bytes| self.inner(name, bytes, place)),
            Kind::Bytes => {
                let mut reader = Reader::new(name, false);
                reader.push(&bytes)?;
                self.files.push(reader.finish()?);
                Ok(())
            }
            Kind::Table => {
                let (table, shape) = table::of_idx(name, &bytes)?;
                self.table(name, &shape, table)
            }
            Kind::Npy => {
                let (table, shape) = npy::read(name, &bytes)?;
                self.table(name, &shape, table)
            }
            Kind::Png => self.pictures.add(name, &bytes),
            Kind::Csv => self.csv(name, &bytes),
            Kind::Other(what) => self.other(name, &bytes, what, place),
        };
        // Of a whole archive or folder, what cannot be read must not hide what can.
        match read {
            Err(Error::NotData { file, .. } | Error::NotIdx { file, .. }) if place.is_inside => {
                self.left_out.push(file);
                Ok(())
            }
            other => other,
        }
    }

    fn inner(&mut self, name: &str, bytes: Vec<u8>, place: Place) -> Result<()> {
        let place = Place {
            depth: place.depth + 1,
            is_inside: true,
        };
        self.read(name, bytes, place)
    }

    /// Unpacks a file; images and labels as bytes are never held unpacked.
    fn gzip(&mut self, name: &str, bytes: Vec<u8>, place: Place) -> Result<()> {
        let mut unpacker = Unpacker::new(name, Cursor::new(bytes));
        let mut piece = vec![0; PIECE];
        let got = unpacker.fill(&mut piece)?;
        piece.truncate(got);
        let too_large = || Error::GzipTooLarge {
            file: name.into(),
            limit: MAX_UNPACKED,
        };
        if matches!(sniff::kind(&piece), Kind::Bytes) {
            let mut reader = Reader::new(name, true);
            let mut got = piece.len();
            while got > 0 {
                reader.push(&piece[..got])?;
                got = unpacker.fill(&mut piece)?;
            }
            self.files.push(reader.finish()?);
            return Ok(());
        }
        let mut all = piece.clone();
        piece.resize(PIECE, 0);
        loop {
            let got = unpacker.fill(&mut piece)?;
            if got == 0 {
                break;
            }
            all.extend_from_slice(&piece[..got]);
            if all.len() as u64 > MAX_UNPACKED {
                return Err(too_large());
            }
        }
        if all.is_empty() {
            return Err(Error::IdxEmpty { file: name.into() });
        }
        let place = Place {
            depth: place.depth + 1,
            ..place
        };
        self.read(name, all, place)
    }

    fn table(&mut self, name: &str, shape: &[usize], numbers: table::Numbers<'_>) -> Result<()> {
        let (file, remark) = table::read(name, shape, numbers)?;
        self.files.push(file);
        self.remarks.extend(remark);
        Ok(())
    }

    fn csv(&mut self, name: &str, bytes: &[u8]) -> Result<()> {
        let sheet = csv::read(name, bytes)?;
        self.remarks.extend(sheet.remark);
        match (sheet.images, sheet.labels) {
            (Some(images), None) => self.unlabelled.push(images),
            (images, labels) => {
                self.files.extend(images.map(AnyFile::Images));
                self.files.extend(labels.map(AnyFile::Labels));
            }
        }
        Ok(())
    }

    /// Names a file that holds something else.
    fn other(&mut self, name: &str, bytes: &[u8], what: &str, place: Place) -> Result<()> {
        if what != sniff::UNKNOWN || bytes.len() < 4 && !place.is_inside {
            return Err(match bytes {
                [] => Error::IdxEmpty { file: name.into() },
                _ if what == sniff::UNKNOWN => not_idx(name, bytes),
                _ => Error::NotData {
                    file: name.into(),
                    kind: what.into(),
                },
            });
        }
        Err(not_idx(name, bytes))
    }
}

fn not_idx(name: &str, bytes: &[u8]) -> Error {
    let start = bytes.iter().take(4);
    let digits: String = start.map(|byte| format!("{byte:02x}")).collect();
    Error::NotIdx {
        file: name.into(),
        magic: format!("0x{digits}"),
    }
}

/// At most eight of some names, for a sentence.
fn names(all: &[String]) -> String {
    let some: Vec<&str> = all.iter().take(MAX_NAMES).map(String::as_str).collect();
    some.join(", ")
}
