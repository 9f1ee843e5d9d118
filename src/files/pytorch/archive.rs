//! The zip archive of a checkpoint.

use crate::Result;
use crate::files::foreign::refuse_archive;
use crate::files::refusal::Refusal;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// The most bytes of a part that are unpacked.
const MAX_PART: u64 = 1 << 28;

/// An open archive.
pub struct Archive<'a> {
    file: &'a str,
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// The folder all parts lie in, with a slash at the end.
    folder: String,
}

impl<'a> Archive<'a> {
    /// Opens the archive `file`, which must be a checkpoint.
    pub fn new(file: &'a str, bytes: &'a [u8]) -> Result<Self> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged(file))?;
        let names: Vec<String> = zip
            .file_names()
            .filter_map(|name| Some(name.ok()?.into_owned()))
            .collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        if let Some(refusal) = refuse_archive(file, &names) {
            return Err(refusal.into());
        }
        let mut folders = names
            .iter()
            .filter_map(|name| name.strip_suffix("data.pkl"));
        let folder = folders.next().ok_or_else(|| damaged(file))?.to_owned();
        Ok(Self { file, zip, folder })
    }

    /// Returns the bytes of a part, such as "data/0".
    pub fn part(&mut self, name: &str) -> Result<Vec<u8>> {
        let damaged = || damaged(self.file);
        let path = format!("{}{name}", self.folder);
        let part = self.zip.by_name(&path).map_err(|_| damaged())?;
        if part.size() > MAX_PART {
            return Err(damaged().into());
        }
        let mut bytes = Vec::new();
        part.take(MAX_PART)
            .read_to_end(&mut bytes)
            .map_err(|_| damaged())?;
        Ok(bytes)
    }
}

/// Says that the file is no whole checkpoint.
pub fn damaged(file: &str) -> Refusal {
    Refusal::NetworkDamaged {
        file: file.into(),
        kind: "PyTorch".into(),
    }
}
