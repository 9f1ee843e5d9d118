//! What one engine hands to another as bytes: the frame, and the parts in it that are networks, generators and encodings.
//!
//! The mark `prunelb4`, the CRC-32 of all that follows (u32, little-endian), then a value in the wire format of postcard
//! (<https://postcard.jamesmunns.com/wire-format>). It is made for engines of the same build, side by side; it is no
//! file format.
//!
//! Reading takes two steps. [`unpack`] gives plain numbers and sets no more memory aside than the bytes can hold; the
//! parts are then checked, with a reason that names what is wrong, before they become a network, a generator or an
//! encoding.

mod encoding;
mod network;

pub use encoding::EncodingParts;
pub use network::{GeneratorParts, LayerParts, NetworkParts};

use super::cursor::Cursor;
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
    bytes.extend(crc32fast::hash(&body).to_le_bytes());
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
    if sum != crc32fast::hash(cursor.left()) {
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

fn failed(error: postcard::Error) -> Error {
    match error {
        postcard::Error::DeserializeUnexpectedEnd => bad("it is cut short"),
        other => bad(other.to_string()),
    }
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
