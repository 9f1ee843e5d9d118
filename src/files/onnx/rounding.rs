//! Rounding of inputs that has begun in an ONNX graph: by QuantizeLinear ([`super::quantize`]), or, as we write it, by Div,
//! Clip, Round and Mul ([`crate::nn::input_rounding`]).

use super::graph::{Graph, input};
use super::proto::NodeProto;
use crate::Result;
use crate::nn::input_rounding::InputRounding;

/// What QuantizeLinear did.
#[derive(Debug, Clone, PartialEq)]
pub struct Quantized {
    /// The step.
    pub scale: f64,
    /// The level of zero.
    pub zero: f64,
    /// The lowest level.
    pub low: f64,
    /// The highest level.
    pub high: f64,
}

/// The four steps of rounding as we write them, which must stand in this order.
#[derive(Debug, Default, PartialEq)]
pub enum Steps {
    /// None was taken.
    #[default]
    None,
    /// After Clip: step and highest level.
    Clipped(f64, f64),
    /// After Round.
    Rounded(f64, f64),
    /// After Mul.
    Done(InputRounding),
}

impl Steps {
    /// Returns whether rounding has begun.
    pub fn has_begun(&self) -> bool {
        *self != Self::None
    }

    /// Returns the rounding that was read to its end.
    pub fn done(&mut self) -> Option<InputRounding> {
        match *self {
            Self::Done(rounding) => {
                *self = Self::None;
                Some(rounding)
            }
            Self::None | Self::Clipped(..) | Self::Rounded(..) => None,
        }
    }

    /// Takes one of the steps; false where it is none.
    pub fn take(&mut self, graph: &Graph<'_>, node: &NodeProto, data: usize) -> Result<bool> {
        let number = |at: usize| match graph.constant(node, at)?.number() {
            Some(value) => Ok(value),
            None => Err(graph.rounding(node)),
        };
        match (&*self, node.op_type()) {
            (Self::None, "Div") if data == 0 => {
                // Only where Clip and Round follow.
                let follows = |node: &NodeProto, op: &str| {
                    let output = node.output.first()?;
                    let mut users = graph.graph.node.iter();
                    let user = users.find(|user| user.input.first() == Some(output));
                    user.filter(|user| user.op_type() == op)
                };
                let clip = follows(node, "Clip");
                let Some(clip) = clip.filter(|clip| follows(clip, "Round").is_some()) else {
                    return Ok(false);
                };
                let has_floor = input(clip, 1).is_some();
                if has_floor && graph.constant(clip, 1)?.number() != Some(0.0) {
                    return Err(graph.rounding(clip));
                }
                let top = graph.constant(clip, 2)?.number();
                let top = top.ok_or_else(|| graph.rounding(clip))?;
                *self = Self::Clipped(number(1)?, top);
                Ok(true)
            }
            (Self::Clipped(..), "Clip") => Ok(true),
            (&Self::Clipped(scale, top), "Round") => {
                *self = Self::Rounded(scale, top);
                Ok(true)
            }
            (&Self::Rounded(scale, top), "Mul") if number(1 - data.min(1))? == scale => {
                let is_whole = top.fract() == 0.0 && (1.0..=255.0).contains(&top);
                let rounding = InputRounding::from_file(scale as f32, top as u16);
                let rounding = rounding.filter(|_| is_whole);
                *self = Self::Done(rounding.ok_or_else(|| graph.rounding(node))?);
                Ok(true)
            }
            (Self::None | Self::Done(_), _) => Ok(false),
            (Self::Clipped(..) | Self::Rounded(..), _) => Err(graph.rounding(node)),
        }
    }
}
