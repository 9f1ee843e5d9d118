//! The pieces files are made of: runs of small numbers, floats and words, as they are or each run Huffman-coded.
//!
//! Plain, a run is packed at its width and floats and words are little-endian. In a Huffman file every run begins with
//! a byte that says whether codes follow (1) or the plain run (0), whichever is shorter; floats and words are cut into
//! runs of their first bytes, second bytes and so on, since it is the sign and the exponent that repeat themselves. How
//! many numbers a run has is never written: the decoder knows it from what it has read before.

use super::bits::{BitReader, BitWriter};
use super::huffman;
use crate::files::cursor::{self, Cursor};

/// What is read, or why it cannot be.
pub type Decoded<T> = Result<T, String>;

/// Codes a run.
type Code = fn(&[u8]) -> Vec<u8>;

/// Writes pieces.
#[derive(Debug, Clone, Default)]
pub struct Encoder {
    out: Vec<u8>,
    /// How runs are coded; a function rather than a flag, so that a module which writes plain files only holds no coder.
    code: Option<Code>,
}

impl Encoder {
    /// Begins a plain file.
    #[must_use]
    pub fn plain() -> Self {
        Self::default()
    }

    /// Begins a file whose runs are Huffman-coded.
    #[must_use]
    pub fn huffman_coded() -> Self {
        Self {
            out: Vec::new(),
            code: Some(huffman::encode),
        }
    }

    /// Begins a part of this file, coded alike.
    #[must_use]
    pub fn part(&self) -> Self {
        Self {
            out: Vec::new(),
            code: self.code,
        }
    }

    /// Returns whether runs are Huffman-coded.
    #[must_use]
    pub fn huffman(&self) -> bool {
        self.code.is_some()
    }

    /// Writes a byte that is never coded.
    pub fn byte(&mut self, value: u8) {
        self.out.push(value);
    }

    /// Writes a number of four bytes that is never coded.
    pub fn count(&mut self, value: usize) {
        self.out.extend((value as u32).to_le_bytes());
    }

    /// Writes a run of numbers of `bits` each, from 0 to 8; of no bits nothing is written.
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
        if let Some(code) = self.code {
            let coded = code(symbols);
            let shorter = coded.len() < plain.len();
            self.out.push(u8::from(shorter));
            self.out.extend(if shorter { coded } else { plain });
        } else {
            self.out.extend(plain);
        }
    }

    /// Writes floats.
    pub fn floats(&mut self, values: &[f32]) {
        self.planes(4, values.iter().map(|value| value.to_bits()));
    }

    /// Writes numbers of `width` bytes.
    pub fn words(&mut self, values: &[u32], width: usize) {
        self.planes(width, values.iter().copied());
    }

    fn planes(&mut self, width: usize, words: impl Iterator<Item = u32> + Clone) {
        if self.huffman() {
            for plane in 0..width {
                let symbols: Vec<u8> = words.clone().map(|w| w.to_le_bytes()[plane]).collect();
                self.run(&symbols, 8);
            }
        } else {
            words.for_each(|word| self.out.extend(&word.to_le_bytes()[..width]));
        }
    }

    /// Returns the file.
    #[must_use]
    pub fn finish(self) -> Vec<u8> {
        self.out
    }
}

/// Reads what an [`Encoder`] wrote. Nothing is set aside before it is known that the bytes for it are there.
#[derive(Debug, Clone)]
pub struct Decoder<'a> {
    cursor: Cursor<'a>,
    huffman: bool,
}

impl<'a> Decoder<'a> {
    /// Begins to read.
    #[must_use]
    pub fn new(bytes: &'a [u8], huffman: bool) -> Self {
        let cursor = Cursor::new(bytes);
        Self { cursor, huffman }
    }

    /// Returns whether runs are Huffman-coded.
    #[must_use]
    pub fn huffman(&self) -> bool {
        self.huffman
    }

    /// From here on runs are Huffman-coded, or are not.
    pub fn set_huffman(&mut self, huffman: bool) {
        self.huffman = huffman;
    }

    /// Returns whether these bytes come next.
    #[must_use]
    pub fn comes(&self, bytes: &[u8]) -> bool {
        self.cursor.left().starts_with(bytes)
    }

    /// Reads the next byte.
    ///
    /// # Errors
    /// At the end.
    pub fn byte(&mut self) -> Decoded<u8> {
        let next = self.cursor.array();
        next.map(|[byte]| byte).ok_or_else(|| self.cut(1))
    }

    /// Reads the next number of four bytes; more than `most` of it there cannot be.
    ///
    /// # Errors
    /// At the end, or if it is larger.
    pub fn count(&mut self, most: usize) -> Decoded<usize> {
        let next = self.cursor.array().ok_or_else(|| self.cut(4))?;
        let count = u32::from_le_bytes(next) as usize;
        if count > most {
            return Err(format!("it speaks of {count} entries of {most}"));
        }
        Ok(count)
    }

    /// Reads a run of `count` numbers of `bits` each.
    ///
    /// # Errors
    /// If the bytes are not such a run's.
    pub fn run(&mut self, count: usize, bits: u32) -> Decoded<Vec<u8>> {
        if count == 0 || bits == 0 {
            return Ok(vec![0; count]);
        }
        if self.huffman {
            match self.byte()? {
                0 => {}
                1 => {
                    let left = self.cursor.left();
                    let (symbols, used) = huffman::decode(left, count)?;
                    self.take(used)?;
                    let found = symbols
                        .iter()
                        .find(|&&symbol| u32::from(symbol) >> bits > 0);
                    return match found {
                        Some(symbol) => Err(format!("{symbol} where {bits} bits are")),
                        None => Ok(symbols),
                    };
                }
                other => return Err(format!("a run of kind {other}")),
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

    /// Reads `count` floats.
    ///
    /// # Errors
    /// If they are not there or not finite.
    pub fn floats(&mut self, count: usize) -> Decoded<Vec<f32>> {
        let values: Vec<f32> = if self.huffman {
            let words = self.words(count, 4)?;
            words.into_iter().map(f32::from_bits).collect()
        } else {
            cursor::floats(self.take(count * 4)?).collect()
        };
        match values.iter().position(|value| !value.is_finite()) {
            Some(at) => Err(format!("number {at} of {count} is not finite")),
            None => Ok(values),
        }
    }

    /// Reads `count` numbers of `width` bytes.
    ///
    /// # Errors
    /// If they are not there.
    pub fn words(&mut self, count: usize, width: usize) -> Decoded<Vec<u32>> {
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

    /// Checks that nothing is left.
    ///
    /// # Errors
    /// How much is.
    pub fn end(self) -> Decoded<()> {
        match self.cursor.left().len() {
            0 => Ok(()),
            left => Err(format!("{left} bytes too many")),
        }
    }

    fn take(&mut self, count: usize) -> Decoded<&'a [u8]> {
        self.cursor.take(count).ok_or_else(|| self.cut(count))
    }

    /// Says of bytes that end before the next `count`.
    fn cut(&self, count: usize) -> String {
        let left = self.cursor.left().len();
        format!("{count} bytes needed, {left} left")
    }
}
