//! A layer in whole numbers: a_o = sum_i q_i p_io in 32 bits, with inputs q and weights p of 8 bits, and
//! z_o = a_o s_x s_o + b_o in floats (Jacob et al. 2018, arXiv:1712.05877, symmetric: no zero points).
//!
//! Inputs are walked in pairs, since one SIMD instruction multiplies eight numbers of 16 bits and adds neighbours;
//! pairs that are both zero are skipped. Weights lie block after block of 32 outputs, in it pair after pair, in it
//! output after output with its two weights side by side, so that a block of any layer here stays in the first-level
//! cache.

use super::lanes::I4;

/// Registers of a block.
const REGISTERS: usize = 8;
/// Outputs of a block.
const BLOCK: usize = 4 * REGISTERS;
/// Weights of a block and a pair.
const CHUNK: usize = 2 * BLOCK;

/// Images or activations as pairs of neighbouring inputs that are not both zero.
#[derive(Debug, Clone, Default)]
pub struct Pairs {
    start: Vec<u32>,
    place: Vec<u16>,
    pair: Vec<[i8; 2]>,
}

impl Pairs {
    /// Starts over with no image.
    pub fn clear(&mut self) {
        self.start.clear();
        self.start.push(0);
        self.place.clear();
        self.pair.clear();
    }

    /// Adds an image of inputs (place, number), by ascending place; zeros may be among them.
    pub fn push(&mut self, inputs: impl Iterator<Item = (usize, i8)>) {
        let from = self.place.len();
        for (input, q) in inputs.filter(|&(_, q)| q != 0) {
            let place = (input / 2) as u16;
            if self.place.len() == from || self.place.last() != Some(&place) {
                self.place.push(place);
                self.pair.push([0; 2]);
            }
            if let Some(pair) = self.pair.last_mut() {
                pair[input % 2] = q;
            }
        }
        self.start.push(self.place.len() as u32);
    }

    /// Returns the number of images.
    #[must_use]
    pub fn len(&self) -> usize {
        self.start.len().saturating_sub(1)
    }

    /// Returns whether there is no image.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// Weights, scales and biases of a layer.
#[derive(Debug, Clone)]
pub struct Int8Kernel {
    weights: Vec<i8>,
    pairs: usize,
    outputs: usize,
}

impl Int8Kernel {
    /// Packs the weights (outputs, inputs) of a layer.
    #[must_use]
    pub fn new(inputs: usize, outputs: usize, weights: &[i8]) -> Self {
        let pairs = inputs.div_ceil(2);
        let mut packed = vec![0; outputs.div_ceil(BLOCK) * pairs * CHUNK];
        for (output, row) in weights.chunks_exact(inputs).enumerate() {
            for (input, &weight) in row.iter().enumerate() {
                let chunk = output / BLOCK * pairs + input / 2;
                packed[chunk * CHUNK + 2 * (output % BLOCK) + input % 2] = weight;
            }
        }
        Self {
            weights: packed,
            pairs,
            outputs,
        }
    }

    /// Returns the length of a row of sums: outputs in whole blocks.
    #[must_use]
    pub fn width(&self) -> usize {
        self.outputs.next_multiple_of(BLOCK)
    }

    /// Computes out = images W, with out (images, width).
    pub fn multiply(&self, images: &Pairs, out: &mut [i32]) {
        let width = self.width();
        assert_eq!(out.len(), images.len() * width);
        let blocks = self.weights.as_chunks::<CHUNK>().0.chunks_exact(self.pairs);
        for (block, chunks) in blocks.enumerate() {
            for (span, out) in images.start.windows(2).zip(out.chunks_exact_mut(width)) {
                let span = span[0] as usize..span[1] as usize;
                let mut sums = [I4::zero(); REGISTERS];
                for (&place, &pair) in images.place[span.clone()].iter().zip(&images.pair[span]) {
                    let (weights, _) = chunks[usize::from(place)].as_chunks::<8>();
                    for (sum, weights) in sums.iter_mut().zip(weights) {
                        *sum = sum.madd_pairs(weights, pair);
                    }
                }
                let out = &mut out[block * BLOCK..(block + 1) * BLOCK];
                for (four, sum) in out.chunks_exact_mut(4).zip(sums) {
                    four.copy_from_slice(&sum.array());
                }
            }
        }
    }
}
