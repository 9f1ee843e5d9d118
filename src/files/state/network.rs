//! Networks and generators in plain numbers, and back with every number checked.

use super::frame::{bad, failed, finite};
use crate::data::dataset::MAX_PIXELS;
use crate::nn::dense::Dense;
use crate::nn::init::Rng;
use crate::nn::input_rounding::InputRounding;
use crate::nn::mlp::{MAX_LAYERS, MAX_UNITS, Mlp};
use crate::{Error, Result};
use serde::{Deserialize, Serialize};

/// A network in plain numbers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NetworkParts {
    /// The layers, first to last.
    pub layers: Vec<LayerParts>,
    /// What the inputs of every layer are rounded to; empty where they are not.
    pub rounding: Vec<InputRounding>,
}

/// A layer in plain numbers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LayerParts {
    /// Number of inputs.
    pub inputs: usize,
    /// Number of outputs.
    pub outputs: usize,
    /// (inputs, outputs).
    pub weights: Vec<f32>,
    /// (outputs).
    pub bias: Vec<f32>,
    /// (inputs, outputs), true = kept, false = pruned; `None` where nothing is pruned.
    pub mask: Option<Vec<bool>>,
}

impl From<&Mlp> for NetworkParts {
    fn from(model: &Mlp) -> Self {
        let layer = |layer: &Dense| LayerParts {
            inputs: layer.inputs(),
            outputs: layer.outputs(),
            weights: layer.weights().iter().copied().collect(),
            bias: layer.bias().to_vec(),
            mask: layer
                .mask()
                .map(|mask| mask.iter().map(|&kept| kept != 0.0).collect()),
        };
        Self {
            layers: model.layers().iter().map(layer).collect(),
            rounding: model.input_rounding().to_vec(),
        }
    }
}

impl TryFrom<NetworkParts> for Mlp {
    type Error = Error;

    fn try_from(NetworkParts { layers, rounding }: NetworkParts) -> Result<Self> {
        if !(1..=MAX_LAYERS).contains(&layers.len()) {
            return Err(bad(format!("it has {} layers", layers.len())));
        }
        let mut before = None;
        for (number, layer) in (1..).zip(&layers) {
            let LayerParts {
                inputs, outputs, ..
            } = *layer;
            if before.is_some_and(|before| before != inputs) {
                return Err(bad(format!("layer {number} does not fit the one before")));
            }
            let most = if before.is_none() {
                MAX_PIXELS
            } else {
                MAX_UNITS
            };
            check_width(number - 1, inputs, most)?;
            check_width(number, outputs, MAX_UNITS)?;
            before = Some(outputs);
        }
        let layers = layers.into_iter().map(Dense::try_from);
        let mut model = Self::from_layers(layers.collect::<Result<_>>()?);
        let levels = |InputRounding { scale, top }: InputRounding| {
            let wrong = || bad(format!("inputs are rounded to {top} levels {scale} apart"));
            InputRounding::from_file(scale, top).ok_or_else(wrong)
        };
        let rounding = rounding.into_iter().map(levels);
        let rounding = rounding.collect::<Result<Vec<_>>>()?;
        if !rounding.is_empty() && rounding.len() != model.layers().len() {
            return Err(bad("the inputs of some layers are rounded, not of all"));
        }
        model.set_input_rounding(rounding);
        Ok(model)
    }
}

fn check_width(at: usize, width: usize, most: usize) -> Result<()> {
    if (1..=most).contains(&width) {
        Ok(())
    } else {
        Err(bad(format!("width {at} is {width}, not 1 to {most}")))
    }
}

impl TryFrom<LayerParts> for Dense {
    type Error = Error;

    fn try_from(parts: LayerParts) -> Result<Self> {
        let LayerParts {
            inputs,
            outputs,
            weights,
            bias,
            mask,
        } = parts;
        let count = inputs.saturating_mul(outputs);
        let is_whole = |mask: &Vec<bool>| mask.len() == count;
        if weights.len() != count || bias.len() != outputs || !mask.as_ref().is_none_or(is_whole) {
            return Err(bad(format!("a layer is not {inputs} x {outputs}")));
        }
        finite(weights.iter().chain(&bias))?;
        let mut layer = Self::zeros(inputs, outputs);
        layer.fill(|i, o| weights[i * outputs + o], |o| bias[o]);
        if let Some(mask) = mask
            && !layer.take_mask(|i, o| mask[i * outputs + o])
        {
            return Err(bad("a pruned weight is not zero"));
        }
        Ok(layer)
    }
}

/// A generator as it tells of itself, through serde alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct GeneratorParts {
    /// Where it stands.
    pub state: u64,
    /// What it adds at each step; odd.
    pub increment: u64,
}

impl TryFrom<&Rng> for GeneratorParts {
    type Error = Error;

    fn try_from(rng: &Rng) -> Result<Self> {
        let bytes = postcard::to_allocvec(rng).map_err(failed)?;
        postcard::from_bytes(&bytes).map_err(failed)
    }
}

impl TryFrom<GeneratorParts> for Rng {
    type Error = Error;

    fn try_from(parts: GeneratorParts) -> Result<Self> {
        if parts.increment.is_multiple_of(2) {
            return Err(bad("the generator's increment is even"));
        }
        let bytes = postcard::to_allocvec(&parts).map_err(failed)?;
        postcard::from_bytes(&bytes).map_err(failed)
    }
}
