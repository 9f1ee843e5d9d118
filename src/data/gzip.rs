//! Files packed by gzip (RFC 1952), unpacked piece by piece. Members that follow each other are one
//! stream; zeros at the end, as on tapes and blocks of disks, are no part of it.

use crate::{Error, Result};
use flate2::bufread::GzDecoder;
use std::io::{BufRead, ErrorKind, Read};

/// What a packed file begins with.
const MAGIC: [u8; 2] = [0x1f, 0x8b];

/// Unpacks a file.
pub struct Unpacker<R> {
    name: String,
    /// The member at work; `None` at the end.
    decoder: Option<GzDecoder<R>>,
}

impl<R: BufRead> Unpacker<R> {
    /// Begins with the first byte of the file `name`.
    #[must_use]
    pub fn new(name: &str, packed: R) -> Self {
        Self {
            name: name.into(),
            decoder: Some(GzDecoder::new(packed)),
        }
    }

    /// Fills `out` and returns how much of it; less than all of it only at the end.
    ///
    /// # Errors
    /// [`Error::Gzip`] says what is wrong with the file.
    pub fn fill(&mut self, out: &mut [u8]) -> Result<usize> {
        let mut filled = 0;
        while filled < out.len() {
            let Some(decoder) = &mut self.decoder else {
                break;
            };
            match decoder.read(&mut out[filled..]) {
                Ok(0) => self.next_member()?,
                Ok(more) => filled += more,
                Err(error) => {
                    let reason = if error.kind() == ErrorKind::UnexpectedEof {
                        "cut-short"
                    } else {
                        "damaged"
                    };
                    return Err(self.broken(reason));
                }
            }
        }
        Ok(filled)
    }

    /// Goes to the member that follows, if one does.
    fn next_member(&mut self) -> Result<()> {
        let Some(decoder) = self.decoder.take() else {
            return Ok(());
        };
        let mut rest = decoder.into_inner();
        loop {
            let Ok(bytes) = rest.fill_buf() else {
                return Err(self.broken("damaged"));
            };
            if bytes.is_empty() {
                return Ok(());
            }
            let zeros = bytes.iter().take_while(|&&byte| byte == 0).count();
            if let Some(&byte) = bytes.get(zeros) {
                rest.consume(zeros);
                if byte != MAGIC[0] {
                    return Err(self.broken("trailing"));
                }
                self.decoder = Some(GzDecoder::new(rest));
                return Ok(());
            }
            rest.consume(zeros);
        }
    }

    fn broken(&self, reason: &str) -> Error {
        Error::Gzip {
            file: self.name.clone(),
            reason: reason.into(),
        }
    }
}
