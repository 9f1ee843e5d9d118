//! Files packed by gzip (RFC 1952), unpacked piece by piece. Members that follow each other are one stream.

use crate::{Error, Result};
use flate2::read::MultiGzDecoder;
use std::io::{ErrorKind, Read};

/// What a packed file begins with.
const MAGIC: [u8; 2] = [0x1f, 0x8b];

/// Returns whether a file is packed: by its first bytes, never by its name.
#[must_use]
pub fn is_packed(bytes: &[u8]) -> bool {
    bytes.starts_with(&MAGIC)
}

/// Unpacks a file.
pub struct Unpacker<R> {
    name: String,
    decoder: MultiGzDecoder<R>,
}

impl<R: Read> Unpacker<R> {
    /// Begins with the first byte of the file `name`.
    #[must_use]
    pub fn new(name: &str, packed: R) -> Self {
        Self {
            name: name.into(),
            decoder: MultiGzDecoder::new(packed),
        }
    }

    /// Fills `out` and returns how much of it; less than all of it only at the end.
    ///
    /// # Errors
    /// [`Error::Gzip`] says what is wrong with the file.
    pub fn fill(&mut self, out: &mut [u8]) -> Result<usize> {
        let mut filled = 0;
        while filled < out.len() {
            match self.decoder.read(&mut out[filled..]) {
                Ok(0) => break,
                Ok(more) => filled += more,
                Err(error) => {
                    let reason = if error.kind() == ErrorKind::UnexpectedEof {
                        "it ends too early".into()
                    } else {
                        error.to_string()
                    };
                    let file = self.name.clone();
                    return Err(Error::Gzip { file, reason });
                }
            }
        }
        Ok(filled)
    }
}
