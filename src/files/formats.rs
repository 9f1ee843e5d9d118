//! Storage formats: whole networks, layer after layer, weights before biases (f32), each layout plain or with its runs
//! Huffman-coded. What is written is read back to the bit; INT8 alone rounds first, and then gives back to the bit what
//! it rounded to.
//!
//! All numbers are little-endian; rows are outputs, as in PyTorch. The widths of the layers are no part of the bytes;
//! reading asks for them.
//!
//! ```
//! use prunelab::files::formats::{Format, Layout, same_bits};
//! use prunelab::nn::{init, mlp::Mlp};
//!
//! let mut model = Mlp::random(&[784, 16, 10], &mut init::rng(1));
//! model.layers_mut()[0].prune(|input, _| input % 8 == 0);
//! let csr = Format { layout: Layout::Csr16, huffman: false };
//! let bytes = csr.write(&model).unwrap();
//! // 6 bytes for each of the 1,568 and 160 weights, row pointers of 2 bytes, biases of 4.
//! assert_eq!(bytes.len(), 6 * (1568 + 160) + 2 * (17 + 11) + 4 * (16 + 10));
//!
//! let back = csr.read(&model.sizes(), &bytes)?;
//! assert!(same_bits(&back, &model));
//! # Ok::<(), prunelab::Error>(())
//! ```

mod bitmask;
pub mod bits;
mod codes;
mod csr;
pub mod huffman;
mod int8;
mod layout;
mod relative;
mod size;
pub mod stream;
mod two_four;
pub mod values;

pub use layout::{BITMASK_BEATS_CSR16, Definition, Layout};
pub use size::SizeFormat;

use crate::compress::encoding::rising;
use crate::compress::int8 as rounding;
use crate::compress::unfit::{Unfit, is_two_four};
use crate::nn::dense::Dense;
use crate::nn::mlp::Mlp;
use crate::{Error, Result};
use serde::Serialize;
use stream::{Decoded, Decoder, Encoder};
use values::weights;

/// A layout, plain or Huffman-coded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Format {
    /// The layout.
    pub layout: Layout,
    /// Whether its runs are Huffman-coded.
    pub huffman: bool,
}

impl Format {
    /// Returns all formats: every layout, plain and then Huffman-coded.
    pub fn all() -> impl Iterator<Item = Self> {
        let both = |layout| [false, true].map(|huffman| Self { layout, huffman });
        Layout::ALL.into_iter().flat_map(both)
    }

    /// Checks that the network can be stored so.
    ///
    /// # Errors
    /// Why it cannot.
    pub fn check(self, model: &Mlp) -> std::result::Result<(), Unfit> {
        let mut layers = model.layers().iter().zip(1..);
        layers.try_for_each(|(layer, number)| self.check_layer(layer, number))
    }

    fn check_layer(self, layer: &Dense, number: usize) -> std::result::Result<(), Unfit> {
        match self.layout {
            Layout::Dense
            | Layout::Csr16
            | Layout::Csr32
            | Layout::Bitmask
            | Layout::Relative
            | Layout::Int8 => Ok(()),
            Layout::TwoFour if is_two_four(layer) => Ok(()),
            Layout::TwoFour => Err(Unfit::NotTwoFour { layer: number }),
            Layout::Codes => {
                let count = rising(weights(layer)).len();
                if count <= codes::MAX_VALUES {
                    return Ok(());
                }
                Err(Unfit::TooManyValues {
                    layer: number,
                    count,
                })
            }
        }
    }

    /// Returns the network that reading gives back: the same where the layout is exact.
    #[must_use]
    pub fn kept(self, model: &Mlp) -> Mlp {
        if self.layout.definition().exact {
            model.clone()
        } else {
            rounding::rounded(model)
        }
    }

    /// Writes the network.
    ///
    /// # Errors
    /// Why it cannot be stored so.
    pub fn write(self, model: &Mlp) -> std::result::Result<Vec<u8>, Unfit> {
        self.check(model)?;
        let mut out = self.encoder();
        for layer in model.layers() {
            self.write_layer(layer, &mut out);
        }
        Ok(out.finish())
    }

    fn encoder(self) -> Encoder {
        if self.huffman {
            Encoder::huffman_coded()
        } else {
            Encoder::plain()
        }
    }

    fn write_layer(self, layer: &Dense, out: &mut Encoder) {
        match self.layout {
            Layout::Dense => SizeFormat::Dense.write_weights(layer, out),
            Layout::Csr16 => SizeFormat::Csr.write_weights(layer, out),
            Layout::Csr32 => csr::write(layer, 4, out),
            Layout::Bitmask => SizeFormat::Bitmask.write_weights(layer, out),
            Layout::Relative => relative::write(&weights(layer), out),
            Layout::TwoFour => two_four::write(layer, out),
            Layout::Int8 => int8::write(layer, out),
            Layout::Codes => codes::write(&weights(layer), out),
        }
        out.floats(layer.bias());
    }

    /// Writes one layer; `None` where it does not fit, or would not come back to the bit.
    #[must_use]
    pub fn exact_layer(self, layer: &Dense) -> Option<Vec<u8>> {
        self.check_layer(layer, 1).ok()?;
        let mut out = self.encoder();
        self.write_layer(layer, &mut out);
        let comes_back =
            self.layout.definition().exact || same_layer(&rounding::rounded_layer(layer), layer);
        comes_back.then(|| out.finish())
    }

    /// Reads a network of the given widths (inputs to classes); zeros in it are pruned.
    ///
    /// # Errors
    /// [`Error::StoredNetwork`] if the bytes are not such a network's, to the last byte.
    pub fn read(self, sizes: &[usize], bytes: &[u8]) -> Result<Mlp> {
        let stored = |reason| Error::StoredNetwork {
            file: "network".into(),
            reason,
        };
        self.decode(sizes, bytes).map_err(stored)
    }

    fn decode(self, sizes: &[usize], bytes: &[u8]) -> Decoded<Mlp> {
        if sizes.len() < 2 || sizes.contains(&0) {
            return Err(format!("no network has the widths {sizes:?}"));
        }
        let mut from = Decoder::new(bytes, self.huffman);
        let layers = sizes
            .windows(2)
            .map(|pair| self.read_layer(pair[0], pair[1], &mut from));
        let layers = layers.collect::<Decoded<_>>()?;
        from.end()?;
        Ok(Mlp::from_layers(layers))
    }

    /// Reads a layer that [`Format::exact_layer`] wrote; zeros in it are pruned.
    ///
    /// # Errors
    /// What is wrong with the bytes.
    pub fn read_layer(
        self,
        inputs: usize,
        outputs: usize,
        from: &mut Decoder<'_>,
    ) -> Decoded<Dense> {
        from.set_huffman(self.huffman);
        let count = inputs * outputs;
        let weights = match self.layout {
            Layout::Dense => from.floats(count)?,
            Layout::Csr16 => csr::read(inputs, outputs, 2, from)?,
            Layout::Csr32 => csr::read(inputs, outputs, 4, from)?,
            Layout::Bitmask => bitmask::read(count, from)?,
            Layout::Relative => relative::read(count, from)?,
            Layout::TwoFour => two_four::read(inputs, outputs, from)?,
            Layout::Int8 => int8::read(inputs, outputs, from)?,
            Layout::Codes => codes::read(count, from)?,
        };
        let bias = from.floats(outputs)?;
        let mut layer = Dense::zeros(inputs, outputs);
        layer.fill(|i, o| weights[o * inputs + i], |o| bias[o]);
        layer.mask_zeros();
        Ok(layer)
    }
}

/// Returns whether two networks have the same weights and biases to the bit; of zeros the sign does not count.
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
