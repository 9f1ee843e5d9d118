//! Zip and tar archives: every file in them, in their order.

use crate::data::idx_file::MAX_UNPACKED;
use crate::{Error, Result};
use std::io::{Cursor, Read};
use zip::ZipArchive;

fn broken(file: &str, reason: &str) -> Error {
    Error::Archive {
        file: file.into(),
        reason: reason.into(),
    }
}

/// Reads a file of an archive whole, unless all together are larger than can be.
fn whole(file: &str, source: impl Read, left: &mut u64) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let read = source.take(*left + 1).read_to_end(&mut bytes);
    read.map_err(|_| broken(file, "damaged"))?;
    *left = left
        .checked_sub(bytes.len() as u64)
        .ok_or_else(|| Error::GzipTooLarge {
            file: file.into(),
            limit: MAX_UNPACKED,
        })?;
    Ok(bytes)
}

/// The longest path that is kept, in characters: its end, which says most.
const LONGEST: usize = 200;

/// Path of a file in an archive.
fn inside(archive: &str, path: &str) -> String {
    let beyond = path.chars().count().saturating_sub(LONGEST);
    let end = path
        .char_indices()
        .nth(beyond)
        .map_or("", |(at, _)| &path[at..]);
    format!("{archive}/{end}")
}

/// Calls `take` with the path and bytes of every file in a zip archive.
pub fn zip(
    file: &str,
    bytes: Vec<u8>,
    mut take: impl FnMut(&str, Vec<u8>) -> Result<()>,
) -> Result<()> {
    let mut left = MAX_UNPACKED;
    let archive = ZipArchive::new(Cursor::new(bytes));
    let mut archive = archive.map_err(|_| broken(file, "cut-short"))?;
    for at in 0..archive.len() {
        let entry = archive.by_index(at).map_err(|_| broken(file, "method"))?;
        if entry.encrypted() {
            return Err(broken(file, "encrypted"));
        }
        if entry.is_dir() {
            continue;
        }
        let path = entry
            .name()
            .map_err(|_| broken(file, "damaged"))?
            .into_owned();
        let bytes = whole(file, entry, &mut left)?;
        take(&inside(file, &path), bytes)?;
    }
    Ok(())
}

/// Calls `take` with the path and bytes of every file in a tar archive.
pub fn tar(
    file: &str,
    bytes: &[u8],
    mut take: impl FnMut(&str, Vec<u8>) -> Result<()>,
) -> Result<()> {
    let mut left = MAX_UNPACKED;
    let mut archive = tar::Archive::new(bytes);
    let entries = archive.entries().map_err(|_| broken(file, "damaged"))?;
    for entry in entries {
        let entry = entry.map_err(|_| broken(file, "damaged"))?;
        if !entry.header().entry_type().is_file() {
            continue;
        }
        let path = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        let promised = entry.size();
        let bytes = whole(file, entry, &mut left)?;
        if (bytes.len() as u64) < promised {
            return Err(broken(file, "cut-short"));
        }
        take(&inside(file, &path), bytes)?;
    }
    Ok(())
}
