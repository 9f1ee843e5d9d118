//! Whole networks in every format: layer after layer, its weights before its biases (f32), each format plain or with its
//! runs Huffman-coded. What is written is read back to the bit; INT8 alone rounds first, and then gives back to the bit
//! what it rounded to.
//!
//! The widths of the layers are no part of these bytes; reading asks for them.

use super::layouts as l;
use super::stream::{Reader, Writer, broken};
use crate::Result;
use crate::compress::int8;
use crate::compress::unfit::{Unfit, is_two_four};
use crate::nn::dense::Dense;
use crate::nn::mlp::Mlp;
use flate2::Compression;
use flate2::write::GzEncoder;
use serde::Serialize;
use std::io::Write as _;

/// How weights are laid out; see [`super::layouts`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Layout {
    /// Every weight as f32.
    Dense,
    /// Compressed sparse rows with columns of 2 bytes.
    Csr16,
    /// Compressed sparse rows with columns of 4 bytes.
    Csr32,
    /// One bit a weight, then values.
    Bitmask,
    /// Zeros before each entry, in 4 to 8 bits.
    Relative,
    /// Two of every four inputs.
    TwoFour,
    /// A byte a weight and a scale an output.
    Int8,
    /// Codes into the list of values that occur.
    Codes,
}

/// A layout, plain or Huffman-coded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Format {
    /// The layout.
    pub layout: Layout,
    /// Whether its runs are Huffman-coded.
    pub huffman: bool,
}

impl Layout {
    /// All layouts.
    pub const ALL: [Self; 8] = [
        Self::Dense,
        Self::Csr16,
        Self::Csr32,
        Self::Bitmask,
        Self::Relative,
        Self::TwoFour,
        Self::Int8,
        Self::Codes,
    ];

    /// Share of the weights below which it is smaller than dense, row pointers and padding left aside: a weight that
    /// is there costs 4 bytes and what tells its place, one that is not there 4 in a dense file. `None` where it does
    /// not depend on that share. Relative indices are taken at their narrowest and without fillers.
    #[must_use]
    pub fn break_even(self) -> Option<f64> {
        match self {
            Self::Csr16 => Some(4.0 / (4.0 + 2.0)),
            Self::Csr32 => Some(4.0 / (4.0 + 4.0)),
            Self::Bitmask => Some(1.0 - 1.0 / 32.0),
            Self::Relative => Some(32.0 / (32.0 + f64::from(*l::WIDTHS.start()))),
            Self::Dense | Self::TwoFour | Self::Int8 | Self::Codes => None,
        }
    }
}

/// Share of the weights above which a bitmask is smaller than CSR with columns of 2 bytes: N / 8 = 2 z.
pub const BITMASK_BEATS_CSR16: f64 = 1.0 / 16.0;

impl Format {
    /// All formats: every layout, plain and then Huffman-coded.
    pub fn all() -> impl Iterator<Item = Self> {
        let both = |layout| [false, true].map(|huffman| Self { layout, huffman });
        Layout::ALL.into_iter().flat_map(both)
    }

    /// Whether the network can be stored so.
    ///
    /// # Errors
    /// Why not.
    pub fn check(self, model: &Mlp) -> std::result::Result<(), Unfit> {
        let mut layers = model.layers().iter().zip(1..);
        layers.try_for_each(|(layer, number)| self.check_layer(layer, number))
    }

    fn check_layer(self, layer: &Dense, number: usize) -> std::result::Result<(), Unfit> {
        match self.layout {
            Layout::TwoFour if !is_two_four(layer) => Err(Unfit::NotTwoFour { layer: number }),
            Layout::Codes => match l::codebook(&l::weights(layer)).len() {
                count if count > l::MAX_VALUES => Err(Unfit::TooManyValues {
                    layer: number,
                    count,
                }),
                _ => Ok(()),
            },
            _ => Ok(()),
        }
    }

    /// The network that reading gives back: the same but for INT8.
    #[must_use]
    pub fn kept(self, model: &Mlp) -> Mlp {
        match self.layout {
            Layout::Int8 => int8::rounded(model),
            _ => model.clone(),
        }
    }

    /// The network in this format.
    ///
    /// # Errors
    /// Why it cannot be stored so.
    pub fn write(self, model: &Mlp) -> std::result::Result<Vec<u8>, Unfit> {
        self.check(model)?;
        let mut out = Writer::new(self.huffman);
        for layer in model.layers() {
            self.write_layer(layer, &mut out);
        }
        Ok(out.finish())
    }

    fn write_layer(self, layer: &Dense, out: &mut Writer) {
        match self.layout {
            Layout::Dense => out.floats(&l::weights(layer)),
            Layout::Csr16 => l::write_csr(layer, 2, out),
            Layout::Csr32 => l::write_csr(layer, 4, out),
            Layout::Bitmask => l::write_bitmask(&l::weights(layer), out),
            Layout::Relative => l::write_relative(&l::weights(layer), out),
            Layout::TwoFour => l::write_two_four(layer, out),
            Layout::Int8 => l::write_int8(layer, out),
            Layout::Codes => l::write_codes(&l::weights(layer), out),
        }
        out.floats(layer.bias());
    }

    /// One layer in this format; `None` where it does not fit, or would not come back to the bit.
    #[must_use]
    pub fn exact_layer(self, layer: &Dense) -> Option<Vec<u8>> {
        self.check_layer(layer, 1).ok()?;
        let mut out = Writer::new(self.huffman);
        self.write_layer(layer, &mut out);
        let is_exact =
            self.layout != Layout::Int8 || same_layer(&int8::rounded_layer(layer), layer);
        is_exact.then(|| out.finish())
    }

    /// Reads a network of the given widths (inputs to classes); zeros in it are pruned.
    ///
    /// # Errors
    /// [`crate::Error::StoredNetwork`] if the bytes are not such a network's, to the last byte.
    pub fn read(self, sizes: &[usize], bytes: &[u8]) -> Result<Mlp> {
        if sizes.len() < 2 || sizes.contains(&0) {
            return Err(broken(format!("no network has the widths {sizes:?}")));
        }
        let mut from = Reader::new(bytes, self.huffman);
        let mut layers = Vec::new();
        for pair in sizes.windows(2) {
            layers.push(self.read_layer(pair[0], pair[1], &mut from)?);
        }
        from.end()?;
        Ok(Mlp::from_layers(layers))
    }

    /// Reads a layer that [`Format::exact_layer`] wrote; zeros in it are pruned.
    ///
    /// # Errors
    /// [`crate::Error::StoredNetwork`].
    pub fn read_layer(self, inputs: usize, outputs: usize, from: &mut Reader<'_>) -> Result<Dense> {
        from.set_huffman(self.huffman);
        let count = inputs * outputs;
        let weights = match self.layout {
            Layout::Dense => from.floats(count)?,
            Layout::Csr16 => l::read_csr(inputs, outputs, 2, from)?,
            Layout::Csr32 => l::read_csr(inputs, outputs, 4, from)?,
            Layout::Bitmask => l::read_bitmask(count, from)?,
            Layout::Relative => l::read_relative(count, from)?,
            Layout::TwoFour => l::read_two_four(inputs, outputs, from)?,
            Layout::Codes => l::read_codes(count, from)?,
            Layout::Int8 => {
                let (weights, scales) = l::read_int8(inputs, outputs, from)?;
                let bias = from.floats(outputs)?;
                let layer = int8::restore(inputs, outputs, &weights, &scales, &bias);
                // A scale may be a number and yet its multiples too large for one.
                return match layer.weights().iter().all(|w| w.is_finite()) {
                    true => Ok(layer),
                    false => Err(broken("INT8 scales that are too large".into())),
                };
            }
        };
        let bias = from.floats(outputs)?;
        let mut layer = Dense::zeros(inputs, outputs);
        layer.fill(|i, o| weights[o * inputs + i], |o| bias[o]);
        layer.mask_zeros();
        Ok(layer)
    }
}

/// Whether two networks have the same weights and biases to the bit; of zeros the sign does not count.
#[must_use]
pub fn same_bits(a: &Mlp, b: &Mlp) -> bool {
    let mut layers = a.layers().iter().zip(b.layers());
    a.sizes() == b.sizes() && layers.all(|(a, b)| same_layer(a, b))
}

fn same_layer(a: &Dense, b: &Dense) -> bool {
    let bits = |x: &f32| (x + 0.0).to_bits();
    let weights = a.weights();
    let mut weights = weights
        .iter()
        .map(bits)
        .zip(b.weights().into_iter().map(bits));
    weights.all(|(a, b)| a == b) && a.bias().iter().map(bits).eq(b.bias().iter().map(bits))
}

/// `bytes` as a gzip file at its best, the plain yardstick.
#[must_use]
pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    // Writing to memory does not fail.
    let _ = encoder.write_all(bytes);
    encoder.finish().unwrap_or_default()
}
