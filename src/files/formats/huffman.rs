//! Canonical Huffman codes of symbols of one byte (Huffman 1952; canonical: Schwartz and Kallick 1964), as in the last
//! stage of Deep Compression (Han, Mao and Dally 2016, arXiv:1510.00149).
//!
//! A table is the length of every symbol's code, four bits each, for symbols from 0 to the highest that occurs: all
//! else follows, since codes of one length are consecutive numbers in the order of their symbols. Codes are written
//! from their highest bit on. No code is longer than 15 bits; where the counts ask for longer ones they are flattened.
//!
//! Written here and not taken from a package: packages store tables of their own form beside the bits, and the table is
//! part of the bytes that are counted.

use super::bits::{BitReader, BitWriter};

/// The longest code, in bits: a length must fit in four.
const MAX_LENGTH: usize = 15;

/// Returns table and codes of `symbols`, which are at least one, in whole bytes.
#[must_use]
pub fn encode(symbols: &[u8]) -> Vec<u8> {
    let lengths = lengths(symbols);
    let codes = codes(&lengths);
    let highest = lengths.iter().rposition(|&length| length > 0).unwrap_or(0);
    let mut out = BitWriter::default();
    out.put(highest as u32, 8);
    for &length in &lengths[..=highest] {
        out.put(u32::from(length), 4);
    }
    for &symbol in symbols {
        let (code, length) = (codes[usize::from(symbol)], lengths[usize::from(symbol)]);
        for place in (0..length).rev() {
            out.put(code >> place & 1, 1);
        }
    }
    out.finish()
}

/// Reads `count` symbols from the beginning of `bytes`; returns them and how many bytes they took.
///
/// # Errors
/// What is wrong with the table or the codes.
pub fn decode(bytes: &[u8], count: usize) -> Result<(Vec<u8>, usize), String> {
    let mut reader = BitReader::new(bytes);
    let cut = || "the file ends within a Huffman code".to_owned();
    let highest = reader.take(8).ok_or_else(cut)? as usize;
    let mut lengths = [0u8; 256];
    for length in &mut lengths[..=highest] {
        *length = reader.take(4).ok_or_else(cut)? as u8;
    }
    // Every code takes a bit at least: nothing is set aside for more than the bytes can hold.
    if count > 8 * bytes.len() {
        return Err(cut());
    }
    let table = Table::new(&lengths)?;
    let mut symbols = Vec::with_capacity(count);
    for _ in 0..count {
        symbols.push(table.next(&mut reader).ok_or_else(cut)?);
    }
    Ok((symbols, reader.used()))
}

/// Finds code lengths by the counts of the symbols.
fn lengths(symbols: &[u8]) -> [u8; 256] {
    let mut counts = [0u64; 256];
    for &symbol in symbols {
        counts[usize::from(symbol)] += 1;
    }
    loop {
        let lengths = tree(&counts);
        if lengths.iter().all(|&length| length <= MAX_LENGTH) {
            return lengths.map(|length| length as u8);
        }
        // Flatter counts make a flatter tree, and in the end one that is even.
        for count in &mut counts {
            *count = count.div_ceil(2);
        }
    }
}

/// Finds depths in Huffman's tree: the two lightest nodes become one until one is left. Of equals the older goes first.
fn tree(counts: &[u64; 256]) -> [usize; 256] {
    // (weight, parent); the first are the symbols that occur.
    let symbols: Vec<usize> = (0..256).filter(|&symbol| counts[symbol] > 0).collect();
    let mut nodes: Vec<(u64, usize)> = symbols.iter().map(|&s| (counts[s], 0)).collect();
    let mut open: Vec<usize> = (0..nodes.len()).collect();
    while open.len() > 1 {
        let mut lightest = || {
            let places = 0..open.len();
            let place = places.min_by_key(|&place| (nodes[open[place]].0, open[place]));
            open.swap_remove(place.unwrap_or(0))
        };
        let (a, b) = (lightest(), lightest());
        let parent = nodes.len();
        nodes.push((nodes[a].0 + nodes[b].0, 0));
        nodes[a].1 = parent;
        nodes[b].1 = parent;
        open.push(parent);
    }
    let mut lengths = [0; 256];
    for (place, &symbol) in symbols.iter().enumerate() {
        let mut at = place;
        while nodes[at].1 != 0 {
            at = nodes[at].1;
            lengths[symbol] += 1;
        }
        // A symbol that is alone takes a bit, too.
        lengths[symbol] = lengths[symbol].max(1);
    }
    lengths
}

/// Derives the codes from the lengths.
fn codes(lengths: &[u8; 256]) -> [u32; 256] {
    let mut codes = [0; 256];
    let mut code = 0;
    for length in 1..=MAX_LENGTH as u8 {
        code <<= 1;
        for symbol in (0..256).filter(|&symbol| lengths[symbol] == length) {
            codes[symbol] = code;
            code += 1;
        }
    }
    codes
}

/// For reading: how many codes there are of every length, and the symbols in the order of their codes.
struct Table {
    counts: [u32; MAX_LENGTH + 1],
    symbols: Vec<u8>,
}

impl Table {
    fn new(lengths: &[u8; 256]) -> Result<Self, String> {
        let mut counts = [0; MAX_LENGTH + 1];
        for &length in lengths {
            counts[usize::from(length)] += 1;
        }
        counts[0] = 0;
        let spent: u32 = (1..=MAX_LENGTH)
            .map(|length| counts[length] << (MAX_LENGTH - length))
            .sum();
        let alone = counts.iter().sum::<u32>() == 1 && counts[1] == 1;
        if spent != 1 << MAX_LENGTH && !alone {
            return Err("a Huffman table whose codes are not a tree".into());
        }
        let of = |length: usize| {
            (0..=255u8).filter(move |&symbol| usize::from(lengths[usize::from(symbol)]) == length)
        };
        let symbols = (1..=MAX_LENGTH).flat_map(of).collect();
        Ok(Self { counts, symbols })
    }

    fn next(&self, reader: &mut BitReader<'_>) -> Option<u8> {
        let (mut code, mut first, mut index) = (0, 0, 0);
        for length in 1..=MAX_LENGTH {
            code = code << 1 | reader.bit()?;
            let count = self.counts[length];
            if code < first + count {
                return self.symbols.get((index + code - first) as usize).copied();
            }
            index += count;
            first = (first + count) << 1;
        }
        None
    }
}
