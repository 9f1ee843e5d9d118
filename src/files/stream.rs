//! The pieces files are made of: runs of small numbers, floats and words, as they are or each run Huffman-coded.
//!
//! Plain, a run is packed at its width and floats and words are little-endian. In a Huffman file every run begins with a
//! byte that says whether codes follow (1) or the plain run (0), whichever is shorter; floats and words are cut into
//! runs of their first bytes, second bytes and so on, since it is the sign and the exponent that repeat themselves.
//! How many numbers a run has is never written: the reader knows it from what it has read before.

use super::bits::{BitReader, BitWriter};
use super::huffman;
use crate::{Error, Result};

/// Writes pieces.
#[derive(Debug, Clone)]
pub struct Writer {
    out: Vec<u8>,
    huffman: bool,
}

impl Writer {
    /// Begins a file.
    #[must_use]
    pub fn new(huffman: bool) -> Self {
        Self {
            out: Vec::new(),
            huffman,
        }
    }

    /// Whether runs are Huffman-coded.
    #[must_use]
    pub fn huffman(&self) -> bool {
        self.huffman
    }

    /// A byte that is never coded.
    pub fn byte(&mut self, value: u8) {
        self.out.push(value);
    }

    /// A number of four bytes that is never coded.
    pub fn count(&mut self, value: usize) {
        self.out.extend((value as u32).to_le_bytes());
    }

    /// A run of numbers of `bits` each, from 0 to 8; of no bits nothing is written.
    pub fn run(&mut self, symbols: &[u8], bits: u32) {
        if symbols.is_empty() || bits == 0 {
            return;
        }
        let plain = if bits == 8 {
            symbols.to_vec()
        } else {
            let mut packed = BitWriter::default();
            for &symbol in symbols {
                packed.put(u32::from(symbol), bits);
            }
            packed.finish()
        };
        if self.huffman {
            let coded = huffman::encode(symbols);
            let shorter = coded.len() < plain.len();
            self.out.push(u8::from(shorter));
            self.out.extend(if shorter { coded } else { plain });
        } else {
            self.out.extend(plain);
        }
    }

    /// Floats.
    pub fn floats(&mut self, values: &[f32]) {
        self.planes(4, values.iter().map(|value| value.to_bits()));
    }

    /// Numbers of `width` bytes.
    pub fn words(&mut self, values: &[u32], width: usize) {
        self.planes(width, values.iter().copied());
    }

    fn planes(&mut self, width: usize, words: impl Iterator<Item = u32> + Clone) {
        if self.huffman {
            for plane in 0..width {
                let symbols: Vec<u8> = words.clone().map(|w| w.to_le_bytes()[plane]).collect();
                self.run(&symbols, 8);
            }
        } else {
            words.for_each(|word| self.out.extend(&word.to_le_bytes()[..width]));
        }
    }

    /// The file.
    #[must_use]
    pub fn finish(self) -> Vec<u8> {
        self.out
    }
}

/// Reads what a [`Writer`] wrote. Nothing is set aside before it is known that the bytes for it are there.
#[derive(Debug, Clone)]
pub struct Reader<'a> {
    bytes: &'a [u8],
    huffman: bool,
}

impl<'a> Reader<'a> {
    /// Begins to read.
    #[must_use]
    pub fn new(bytes: &'a [u8], huffman: bool) -> Self {
        Self { bytes, huffman }
    }

    /// Whether runs are Huffman-coded.
    #[must_use]
    pub fn huffman(&self) -> bool {
        self.huffman
    }

    /// From here on runs are Huffman-coded, or are not.
    pub fn set_huffman(&mut self, huffman: bool) {
        self.huffman = huffman;
    }

    /// Whether these bytes come next.
    #[must_use]
    pub fn comes(&self, bytes: &[u8]) -> bool {
        self.bytes.starts_with(bytes)
    }

    /// The next byte.
    ///
    /// # Errors
    /// [`Error::StoredNetwork`] at the end.
    pub fn byte(&mut self) -> Result<u8> {
        Ok(self.take(1)?[0])
    }

    /// The next number of four bytes; more than `most` of it there cannot be.
    ///
    /// # Errors
    /// [`Error::StoredNetwork`] at the end or if it is larger.
    pub fn count(&mut self, most: usize) -> Result<usize> {
        let bytes = self.take(4)?;
        let count = u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]) as usize;
        if count > most {
            return Err(broken(format!("it speaks of {count} entries of {most}")));
        }
        Ok(count)
    }

    /// A run of `count` numbers of `bits` each.
    ///
    /// # Errors
    /// [`Error::StoredNetwork`] if the bytes are not such a run's.
    pub fn run(&mut self, count: usize, bits: u32) -> Result<Vec<u8>> {
        if count == 0 || bits == 0 {
            return Ok(vec![0; count]);
        }
        if self.huffman {
            match self.byte()? {
                0 => {}
                1 => {
                    let (symbols, used) = huffman::decode(self.bytes, count).map_err(broken)?;
                    self.take(used)?;
                    let found = symbols
                        .iter()
                        .find(|&&symbol| u32::from(symbol) >> bits > 0);
                    return match found {
                        Some(symbol) => Err(broken(format!("{symbol} where {bits} bits are"))),
                        None => Ok(symbols),
                    };
                }
                other => return Err(broken(format!("a run of kind {other}"))),
            }
        }
        let packed = self.take((count * bits as usize).div_ceil(8))?;
        if bits == 8 {
            return Ok(packed.to_vec());
        }
        let mut reader = BitReader::new(packed);
        let numbers = (0..count).map(|_| reader.take(bits).unwrap_or(0) as u8);
        Ok(numbers.collect())
    }

    /// `count` floats.
    ///
    /// # Errors
    /// [`Error::StoredNetwork`] if they are not there or not finite.
    pub fn floats(&mut self, count: usize) -> Result<Vec<f32>> {
        let values: Vec<f32> = self
            .words(count, 4)?
            .into_iter()
            .map(f32::from_bits)
            .collect();
        match values.iter().position(|value| !value.is_finite()) {
            Some(at) => Err(broken(format!("number {at} of {count} is not finite"))),
            None => Ok(values),
        }
    }

    /// `count` numbers of `width` bytes.
    ///
    /// # Errors
    /// [`Error::StoredNetwork`] if they are not there.
    pub fn words(&mut self, count: usize, width: usize) -> Result<Vec<u32>> {
        if self.huffman {
            let mut words: Vec<u32> = Vec::new();
            for plane in 0..width {
                let run = self.run(count, 8)?;
                words.resize(count, 0);
                for (word, byte) in words.iter_mut().zip(run) {
                    *word |= u32::from(byte) << (8 * plane);
                }
            }
            return Ok(words);
        }
        let chunks = self.take(count * width)?.chunks_exact(width);
        Ok(chunks
            .map(|bytes| bytes.iter().rev().fold(0, |n, &b| n << 8 | u32::from(b)))
            .collect())
    }

    /// That nothing is left.
    ///
    /// # Errors
    /// [`Error::StoredNetwork`] with how much is.
    pub fn end(self) -> Result<()> {
        match self.bytes.len() {
            0 => Ok(()),
            left => Err(broken(format!("{left} bytes too many"))),
        }
    }

    fn take(&mut self, count: usize) -> Result<&'a [u8]> {
        let left = self.bytes.len();
        let (head, tail) = self
            .bytes
            .split_at_checked(count)
            .ok_or_else(|| broken(format!("{count} bytes needed, {left} left")))?;
        self.bytes = tail;
        Ok(head)
    }
}

/// The error of a stored network that cannot be read.
#[must_use]
pub fn broken(reason: String) -> Error {
    Error::StoredNetwork {
        file: "network".into(),
        reason,
    }
}
