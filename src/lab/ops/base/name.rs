//! Names in links: every mark that means something there is escaped, so that a link is read in one way only.

use crate::piece::{LinkError, quoted};

/// The longest name that is read, in UTF-16 code units.
const LONGEST: usize = 200;

/// Escapes all of `text` but letters, digits and hyphens, as `%` and two hexadecimal digits for each byte of UTF-8.
#[must_use]
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || byte == b'-' {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

/// Undoes [`escaped`].
///
/// # Errors
/// [`LinkError::Name`] for an escape that is cut short or no text.
pub fn unescaped(piece: &str) -> Result<String, LinkError> {
    let wrong = || LinkError::Name {
        piece: quoted(piece),
    };
    let mut bytes = Vec::with_capacity(piece.len());
    let mut rest = piece.as_bytes();
    while let [byte, after @ ..] = rest {
        rest = after;
        if *byte != b'%' {
            bytes.push(*byte);
            continue;
        }
        let [high, low, after @ ..] = rest else {
            return Err(wrong());
        };
        let digit = |byte: u8| char::from(byte).to_digit(16);
        let (high, low) = digit(*high).zip(digit(*low)).ok_or_else(wrong)?;
        bytes.push((high << 4 | low) as u8);
        rest = after;
    }
    String::from_utf8(bytes).map_err(|_| wrong())
}

/// Reads a name that is not empty and not too long.
///
/// # Errors
/// [`LinkError::Name`].
pub fn read_name(piece: &str) -> Result<String, LinkError> {
    let name = unescaped(piece)?;
    let length = name.encode_utf16().count();
    if (1..=LONGEST).contains(&length) {
        Ok(name)
    } else {
        Err(LinkError::Name {
            piece: quoted(piece),
        })
    }
}
