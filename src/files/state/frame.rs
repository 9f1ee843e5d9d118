//! The frame of a hand-over: mark, checksum, and a value as postcard writes it.

use crate::checksum::crc32;
use crate::files::cursor::Cursor;
use crate::{Error, Result};
use serde::Serialize;
use serde::de::DeserializeOwned;

const MARK: &[u8; 8] = b"prunelb4";

/// Packs a value: mark, checksum, body.
///
/// # Errors
/// [`Error::BadState`] if it is nothing postcard can write.
pub fn pack(value: &impl Serialize) -> Result<Vec<u8>> {
    let mut bytes = MARK.to_vec();
    let body = postcard::to_allocvec(value).map_err(failed)?;
    bytes.extend(crc32(&body).to_le_bytes());
    bytes.extend(body);
    Ok(bytes)
}

/// Unpacks what [`pack`] packed.
///
/// # Errors
/// [`Error::BadState`] with what is wrong with the bytes.
pub fn unpack<T: DeserializeOwned>(bytes: &[u8]) -> Result<T> {
    let mut cursor = Cursor::new(bytes);
    let cut = || bad("it is cut short");
    if cursor.array().ok_or_else(cut)? != *MARK {
        return Err(bad("it does not begin with the mark of this version"));
    }
    let sum = u32::from_le_bytes(cursor.array().ok_or_else(cut)?);
    if sum != crc32(cursor.left()) {
        return Err(bad("its checksum is wrong, so it was changed on the way"));
    }
    match postcard::take_from_bytes(cursor.left()).map_err(failed)? {
        (value, []) => Ok(value),
        (_, left) => Err(bad(format!("{} bytes are left over", left.len()))),
    }
}

/// The error of bytes that cannot be taken over.
#[must_use]
pub fn bad(reason: impl Into<String>) -> Error {
    Error::BadState {
        reason: reason.into(),
    }
}

/// The error of what postcard cannot write or read. Its own words would weigh a kilobyte in the module.
#[must_use]
pub fn failed(error: postcard::Error) -> Error {
    let is_cut = matches!(error, postcard::Error::DeserializeUnexpectedEnd);
    bad(if is_cut {
        "it is cut short"
    } else {
        "it does not hold what is handed over"
    })
}

/// Checks that all numbers are finite.
///
/// # Errors
/// [`Error::BadState`].
pub fn finite<'a>(values: impl IntoIterator<Item = &'a f32>) -> Result<()> {
    if values.into_iter().all(|value| value.is_finite()) {
        Ok(())
    } else {
        Err(bad("it holds a number that is not finite"))
    }
}
