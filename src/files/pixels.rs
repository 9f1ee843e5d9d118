//! The scale of the pixels that a network was trained on. Images have pixels p from 0 to 1; a network that expects x = a p +
//! b answers on p like another one whose first layer is W' = a W, b' = bias + b sum_i W[o, i] (PyTorch's layers, computed
//! in f64): exact, so the scale is folded into it.

use crate::choice::{Choice, by_name};
use crate::nn::input_rounding::InputRounding;
use crate::nn::mlp::Mlp;

/// Common scales of pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PixelScale {
    /// From 0 to 1, as the images here.
    Unit,
    /// With mean 0 and deviation 1 on MNIST: (p - 0.1307) / 0.3081, as in PyTorch's examples.
    Standardized,
    /// From 0 to 255.
    Bytes,
    /// From -1 to 1.
    Signed,
}

impl Choice for PixelScale {
    const WHAT: &'static str = "scale of pixels";
    const ALL: &'static [Self] = &[Self::Unit, Self::Standardized, Self::Bytes, Self::Signed];

    fn name(&self) -> &'static str {
        match self {
            Self::Unit => "unit",
            Self::Standardized => "standardized",
            Self::Bytes => "bytes",
            Self::Signed => "signed",
        }
    }
}

by_name!(PixelScale);

impl PixelScale {
    /// Returns a and b of x = a p + b.
    fn line(self) -> (f64, f64) {
        match self {
            Self::Unit => (1.0, 0.0),
            Self::Standardized => (1.0 / 0.3081, -0.1307 / 0.3081),
            Self::Bytes => (255.0, 0.0),
            Self::Signed => (2.0, -1.0),
        }
    }

    /// Folds the scale into a network that was trained on it; none where the network rounds its inputs and the scale has
    /// negative pixels, or its numbers become too large.
    #[must_use]
    pub fn fold(self, model: &Mlp) -> Option<Mlp> {
        let (scale, shift) = self.line();
        if self == Self::Unit {
            return Some(model.clone());
        }
        let mut roundings = model.input_rounding().to_vec();
        if let Some(first) = roundings.first_mut() {
            let step = (f64::from(first.scale) / scale) as f32;
            *first = InputRounding::from_file(step, first.top).filter(|_| shift == 0.0)?;
        }
        let mut folded = model.clone();
        folded.set_input_rounding(roundings);
        let first = folded.layers_mut().first_mut()?;
        let weights = first.weights().to_owned();
        for (output, column) in weights.columns().into_iter().enumerate() {
            let sum: f64 = column.iter().map(|&w| f64::from(w)).sum();
            let bias = f64::from(*first.bias().get(output)?);
            first.set_bias(output, (bias + shift * sum) as f32);
        }
        first.assign(|input, output| (f64::from(weights[[input, output]]) * scale) as f32);
        let mut numbers = first.padded_weights().iter().chain(first.bias());
        numbers.all(|number| number.is_finite()).then_some(folded)
    }
}
