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
pub mod remark;
mod sniff;
pub mod stream;
mod table;

use self::picture::Pictures;
use self::remark::{Remark, names};
use self::sniff::Kind;
use super::gzip::Unpacker;
use super::idx_file::{AnyFile, IdxFile, Images, MAX_UNPACKED, Reader};
use crate::{Error, Result};
use std::io::Cursor;

/// The most archives and layers of gzip in each other.
const MAX_DEPTH: u32 = 4;
/// So many bytes are unpacked at a time, and looked at to tell what a file is.
const PIECE: usize = 1 << 16;

/// Reads files one after another and keeps what they hold.
#[derive(Default)]
pub struct Collector {
    files: Vec<AnyFile>,
    /// Images of tables that have labels nowhere.
    unlabelled: Vec<IdxFile<Images>>,
    /// Labels of tables without pixels, such as an example of what is to be sent in.
    loose: Vec<IdxFile<Vec<u8>>>,
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
        let pictures = std::mem::take(&mut self.pictures);
        pictures.finish(&mut self.files, &mut self.remarks)?;
        self.add_loose();
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

    /// Adds images and labels of tables that belong to others; where there is a whole pair already, the rest is left out.
    fn add_loose(&mut self) {
        let images = |file: &AnyFile| match file {
            AnyFile::Images(images) => Some(images.count),
            AnyFile::Labels(_) => None,
        };
        let labels = |file: &AnyFile| match file {
            AnyFile::Labels(labels) => Some(labels.count),
            AnyFile::Images(_) => None,
        };
        let counts = |files: &[AnyFile], of: &dyn Fn(&AnyFile) -> Option<usize>| -> Vec<usize> {
            files.iter().filter_map(of).collect()
        };
        let known = [counts(&self.files, &images), counts(&self.files, &labels)];
        let has_pair = known[0].iter().any(|count| known[1].contains(count));
        let unlabelled: Vec<usize> = self.unlabelled.iter().map(|images| images.count).collect();
        for labels in std::mem::take(&mut self.loose) {
            let is_wanted = [&known[0], &unlabelled]
                .iter()
                .any(|counts| counts.contains(&labels.count));
            if has_pair && !is_wanted {
                self.left_out.push(labels.name);
            } else {
                self.files.push(AnyFile::Labels(labels));
            }
        }
        let given = counts(&self.files, &labels);
        for images in std::mem::take(&mut self.unlabelled) {
            if has_pair && !given.contains(&images.count) {
                self.remarks.push(Remark::Unlabelled {
                    file: images.name,
                    count: images.count,
                });
            } else {
                self.files.push(AnyFile::Images(images));
            }
        }
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
            (None, Some(labels)) => self.loose.push(labels),
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
