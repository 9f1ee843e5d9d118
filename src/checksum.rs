//! CRC-32, as in gzip (RFC 1952, section 8): it tells files apart and finds damage; it protects against nothing.
//!
//! A byte at a time, by a table of 1 KiB. Those that take sixteen bytes at a time have 16 KiB, which no compression makes
//! smaller, and every first visit would load them.

use crc::{CRC_32_ISO_HDLC, Crc, Digest, Table};

static CRC: Crc<u32, Table<1>> = Crc::<u32, Table<1>>::new(&CRC_32_ISO_HDLC);

/// Returns the CRC-32 of `bytes`.
///
/// ```
/// assert_eq!(prunelab::checksum::crc32(b"123456789"), 0xcbf4_3926);
/// ```
#[must_use]
pub fn crc32(bytes: &[u8]) -> u32 {
    CRC.checksum(bytes)
}

/// The CRC-32 of bytes that come piece by piece.
pub struct Checksum(Digest<'static, u32, Table<1>>);

impl Default for Checksum {
    fn default() -> Self {
        Self(CRC.digest())
    }
}

impl Checksum {
    /// Adds the bytes that come next.
    pub fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// Returns the sum in hexadecimal, eight digits.
    #[must_use]
    pub fn hex(self) -> String {
        format!("{:08x}", self.0.finalize())
    }
}
