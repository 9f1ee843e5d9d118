//! Numbers of a few bits, packed without gaps: the first at the lowest bits of the first byte.

/// Packs numbers into bytes.
#[derive(Debug, Clone, Default)]
pub struct BitWriter {
    bytes: Vec<u8>,
    /// Bits of the last byte that are taken; 0 when it is full.
    taken: u32,
}

impl BitWriter {
    /// Adds the lowest `count` bits of `value`, at most 32.
    pub fn put(&mut self, value: u32, count: u32) {
        let (mut value, mut left) = (value, count);
        while left > 0 {
            if self.taken == 0 {
                self.bytes.push(0);
            }
            let part = left.min(8 - self.taken);
            if let Some(last) = self.bytes.last_mut() {
                *last |= ((value & ((1 << part) - 1)) << self.taken) as u8;
            }
            value = value.checked_shr(part).unwrap_or(0);
            self.taken = (self.taken + part) % 8;
            left -= part;
        }
    }

    /// Returns the bytes; what is left of the last is zero.
    #[must_use]
    pub fn finish(self) -> Vec<u8> {
        self.bytes
    }
}

/// Reads what a [`BitWriter`] packed.
#[derive(Debug, Clone)]
pub struct BitReader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> BitReader<'a> {
    /// Reads from the lowest bit of the first byte on.
    #[must_use]
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// Reads the next bit; `None` at the end.
    pub fn bit(&mut self) -> Option<u32> {
        let byte = *self.bytes.get(self.at / 8)?;
        let bit = byte >> (self.at % 8) & 1;
        self.at += 1;
        Some(u32::from(bit))
    }

    /// Reads the next number of `count` bits, at most 32; `None` when fewer are left.
    pub fn take(&mut self, count: u32) -> Option<u32> {
        let mut value = 0;
        for place in 0..count {
            value |= self.bit()? << place;
        }
        Some(value)
    }

    /// Returns how many bytes were begun.
    #[must_use]
    pub fn used(&self) -> usize {
        self.at.div_ceil(8)
    }
}
