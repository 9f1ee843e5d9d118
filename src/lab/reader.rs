//! Half of a pass over the test images, read by a second engine at the same time.
//!
//! It holds the images behind the middle and nothing else. A network comes as one list of floats: for layer after layer the
//! stored rows of its weights (inputs, padded outputs), then its stored biases. What was read goes back image by image,
//! and whoever asked adds it up in order ([`crate::nn::evaluate::Pass`]), so that the sum is the same bits as alone.

use crate::check::within;
use crate::data::dataset::{MAX_PIXELS, Split};
use crate::nn::dense::Dense;
pub use crate::nn::evaluate::Readings;
use crate::nn::evaluate::read;
use crate::nn::kernels::padded;
use crate::nn::mlp::Mlp;
use crate::{Error, Result};

/// Reads images for another engine.
#[derive(Debug)]
pub struct Reader {
    images: Split,
}

impl Reader {
    /// A reader without images of `pixels` pixels.
    ///
    /// # Errors
    /// [`Error::OutOfRange`].
    pub fn new(pixels: usize) -> Result<Self> {
        within("pixels of an image", pixels as f64, 1.0, MAX_PIXELS as f64)?;
        let images = Split::new(pixels);
        Ok(Self { images })
    }

    /// Adds images, pixel by pixel and row by row, with their labels.
    ///
    /// # Errors
    /// [`Error::BadState`] if there are not as many images as labels.
    pub fn add(&mut self, pixels: &[u8], labels: &[u8]) -> Result<()> {
        let size = self.images.pixels();
        if pixels.len() != size * labels.len() {
            let (bytes, labels) = (pixels.len(), labels.len());
            return Err(broken(format!(
                "{bytes} bytes are not {labels} images of {size}"
            )));
        }
        for (image, &label) in pixels.chunks_exact(size).zip(labels) {
            self.images.push(image, label);
        }
        Ok(())
    }

    /// What a network of widths `sizes` with `parameters` reads in all images.
    ///
    /// # Errors
    /// [`Error::BadState`] if the parameters are not such a network's, or the images not its inputs.
    pub fn read(&self, sizes: &[usize], parameters: &[f32]) -> Result<Readings> {
        let top = self.images.labels().iter().copied().max().unwrap_or(0);
        if sizes.len() < 2
            || sizes.first() != Some(&self.images.pixels())
            || sizes
                .last()
                .is_none_or(|&classes| usize::from(top) >= classes)
        {
            return Err(broken(format!(
                "a network of {sizes:?} does not read these images"
            )));
        }
        let mut rest = parameters;
        let mut layers = Vec::new();
        for pair in sizes.windows(2) {
            let width = padded(pair[1]);
            let layer = rest
                .split_at_checked(pair[0] * width)
                .and_then(|(weights, after)| Some((weights, after.split_at_checked(width)?)))
                .and_then(|(weights, (bias, after))| {
                    rest = after;
                    Dense::from_padded(pair[0], pair[1], weights, bias)
                });
            layers.push(layer.ok_or_else(|| broken("too few parameters".into()))?);
        }
        if !rest.is_empty() {
            return Err(broken(format!("{} parameters too many", rest.len())));
        }
        Ok(read(&Mlp::from_layers(layers), &self.images))
    }
}

/// A network as [`Reader::read`] takes it.
#[must_use]
pub fn parameters(model: &Mlp) -> Vec<f32> {
    let mut parameters = Vec::new();
    for layer in model.layers() {
        parameters.extend_from_slice(layer.padded_weights());
        parameters.extend_from_slice(layer.padded_bias());
    }
    parameters
}

fn broken(reason: String) -> Error {
    Error::BadState { reason }
}
