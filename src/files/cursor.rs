//! A cursor over bytes: what is taken is taken once, and nothing past the end.

/// Bytes that are still to be read.
#[derive(Debug, Clone)]
pub struct Cursor<'a> {
    left: &'a [u8],
}

impl<'a> Cursor<'a> {
    /// Begins at the first byte.
    #[must_use]
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { left: bytes }
    }

    /// Returns what is still to be read.
    #[must_use]
    pub fn left(&self) -> &'a [u8] {
        self.left
    }

    /// Takes the next `count` bytes; `None` where there are fewer, which then stay.
    pub fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (head, left) = self.left.split_at_checked(count)?;
        self.left = left;
        Some(head)
    }

    /// Takes the next `N` bytes, such as those of a number; `None` where there are fewer, which then stay.
    pub fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (head, left) = self.left.split_first_chunk()?;
        self.left = left;
        Some(*head)
    }
}

/// Returns the little-endian floats that `bytes` are; what is left over at the end is no number.
pub fn floats(bytes: &[u8]) -> impl ExactSizeIterator<Item = f32> {
    let (numbers, _) = bytes.as_chunks();
    numbers.iter().map(|&number| f32::from_le_bytes(number))
}
