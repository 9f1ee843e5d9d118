//! QuantizeLinear and DequantizeLinear on values that depend on the image.
//!
//! QuantizeLinear gives q = clip(round(x / s) + z, low, high). Inputs are not negative, so the levels from 0 are q - z, up
//! to high - z. On outputs of a layer before ReLU the two commute; where z = low, QuantizeLinear itself is that ReLU, which
//! onnxruntime then leaves out. DequantizeLinear gives t (q - y), so its own t and y are a function of what was rounded,
//! s (q - z): t / s times it, plus t (z - y).

use super::graph::{attribute, input};
use super::network::{Network, Stage};
use super::proto::{INT8, NodeProto, UINT8};
use super::rounding::Quantized;
use crate::Result;
use crate::files::layer::Affine;
use crate::nn::input_rounding::InputRounding;

impl Network<'_, '_> {
    /// Begins to round.
    pub(super) fn quantize(&mut self, node: &NodeProto) -> Result<()> {
        let (scale, zero) = self.scale(node)?;
        let is_signed = match input(node, 2) {
            None => false,
            Some(name) => match self.data_type(name) {
                Some(INT8) => true,
                Some(UINT8) => false,
                _ => return Err(self.graph.rounding(node)),
            },
        };
        let (low, high) = if is_signed {
            (-128.0, 127.0)
        } else {
            (0.0, 255.0)
        };
        if !(low..=high).contains(&zero) {
            return Err(self.graph.rounding(node));
        }
        self.quantized = Some(Quantized {
            scale,
            zero,
            low,
            high,
        });
        Ok(())
    }

    /// Ends to round.
    pub(super) fn dequantize(&mut self, node: &NodeProto) -> Result<()> {
        let begun = self
            .quantized
            .take()
            .ok_or_else(|| self.graph.place(node))?;
        let Quantized {
            scale,
            zero,
            low,
            high,
        } = begun;
        let (own_scale, own_zero) = self.scale(node)?;
        let no = || self.graph.rounding(node);
        // What is still to be folded in must keep zero and sign, and then only changes the step.
        let factor = match self.stage {
            Stage::Inputs => self
                .pending
                .factor()
                .filter(|&factor| factor > 0.0)
                .ok_or_else(no)?,
            Stage::Outputs | Stage::Answer => 1.0,
        };
        let step = if factor == 1.0 { scale } else { scale / factor };
        let top = (high - zero) as u16;
        let rounding = InputRounding::from_file(step as f32, top).ok_or_else(no)?;
        let after = Affine {
            scale: vec![own_scale / scale],
            shift: vec![own_scale * (zero - own_zero)],
        };
        match self.stage {
            Stage::Inputs => self.round_inputs(node, rounding)?,
            Stage::Outputs if low == zero => {
                self.stage = Stage::Inputs;
                self.round_inputs(node, rounding)?;
            }
            Stage::Outputs if after.is_identity() && self.rounded_outputs.is_none() => {
                self.rounded_outputs = Some((rounding, self.graph.name_of(node)));
                return Ok(());
            }
            Stage::Outputs | Stage::Answer => return Err(no()),
        }
        self.pending = self.pending.then(&after);
        Ok(())
    }

    /// Rounds the inputs of the next layer; the same rounding twice is once.
    pub(super) fn round_inputs(&mut self, node: &NodeProto, rounding: InputRounding) -> Result<()> {
        let at = self.layers.len();
        if self
            .roundings
            .get(&at)
            .is_some_and(|known| *known != rounding)
        {
            return Err(self.graph.rounding(node));
        }
        self.roundings.insert(at, rounding);
        Ok(())
    }

    /// Reads scale and zero, one of each.
    fn scale(&self, node: &NodeProto) -> Result<(f64, f64)> {
        let scale = self.graph.constant(node, 1)?.number();
        let zero = self.graph.optional(node, 2)?;
        let zero = zero.map_or(Some(0.0), |zero| zero.number());
        let both = scale.filter(|&scale| scale > 0.0).zip(zero);
        both.ok_or_else(|| self.graph.rounding(node))
    }

    /// Returns the data type of a constant.
    fn data_type(&self, name: &str) -> Option<i32> {
        if let Some(tensor) = self.graph.tensors.get(name) {
            return Some(tensor.data_type());
        }
        let node = self.graph.makers.get(name)?;
        let value = attribute(node, "value")?;
        value.t.as_ref().map(|tensor| tensor.data_type())
    }
}
