//! A network's state as bytes, so that another engine goes on from the same bits: weights, biases, masks and the
//! generator, and what the network scored.
//!
//! Little-endian: the mark `prunelb3`; CRC-32 of all that follows (u32); the generator's state and increment (u64
//! each); images read correctly and all (u32 each), loss (f64); widths and how many (u32 each); the confusion
//! matrix (u32 each); then the network: of every layer weights (inputs, outputs) and biases (f32 each), and a byte that
//! says whether a mask follows, (inputs, outputs), a byte a weight: 1 = kept, 0 = pruned; a byte that says whether
//! movement follows, of every layer (inputs, outputs) (f32 each); then the past: the network it began as; a byte that
//! says whether the first training follows (its operation crosses apart): its generator (two u64), a byte that says
//! whether its network follows (else it is the one before); a byte that says whether what is pruned would be
//! follows, of every layer (inputs, outputs) and (outputs) (f32 each); then how few numbers the weights are made of
//! ([`Encoding`]): a byte, 0 for nothing, 1 for quantized, 2 for shared; of quantized ones the scheme (bits, levels, what
//! shares a step, each a byte; a byte that says whether activations follow: bits, images, a byte that says whether a
//! percentile follows, f64), of every layer how many steps and each step (f32), lowest and highest multiple (u32 both);
//! of shared ones of every layer bits, how many values and each (f32); last a byte that says whether inputs are rounded,
//! and of every layer's the step (f32) and the highest level (u32).
//!
//! It is made for engines of the same build, side by side; it is no file format.

use super::op::Op;
use super::past::{CutLayer, First, Past};
use super::run::State;
use crate::compress::encoding::{Encoding, Unit};
use crate::compress::scheme::{Calibration, Levels, Per, Scheme};
use crate::compress::sharing;
use crate::data::dataset::MAX_PIXELS;
use crate::nn::dense::Dense;
use crate::nn::evaluate::Evaluation;
use crate::nn::init::Rng;
use crate::nn::input_rounding::InputRounding;
use crate::nn::mlp::{MAX_LAYERS, MAX_UNITS, Mlp};
use crate::prune::movement::Movement;
use crate::{Error, Result};
use serde::Deserialize;
use serde::de::value::{Error as ValueError, MapDeserializer};
use std::sync::Arc;

const MARK: &[u8; 8] = b"prunelb3";

/// What is handed over.
#[derive(Debug, Clone, PartialEq)]
pub struct Handover {
    /// The network and its generator.
    pub state: State,
    /// What the network scored on the test set.
    pub evaluation: Evaluation,
}

impl Handover {
    /// As bytes.
    ///
    /// # Errors
    /// [`Error::BadState`] if the generator does not tell its state.
    pub fn encode(&self) -> Result<Vec<u8>> {
        let Self { state, evaluation } = self;
        let mut body = Vec::new();
        for part in parts_of(&state.rng)? {
            body.extend(part.to_le_bytes());
        }
        body.extend(evaluation.correct.to_le_bytes());
        body.extend(evaluation.total.to_le_bytes());
        body.extend(evaluation.loss.to_bits().to_le_bytes());
        let sizes = state.model.sizes();
        body.extend((sizes.len() as u32).to_le_bytes());
        for size in sizes {
            body.extend((size as u32).to_le_bytes());
        }
        for count in &evaluation.confusion {
            body.extend(count.to_le_bytes());
        }
        push_model(&mut body, &state.model);
        body.push(u8::from(state.movement.is_some()));
        if let Some(movement) = &state.movement {
            let layers = 0..state.model.layers().len();
            for value in layers.flat_map(|l| movement.layer(l)) {
                body.extend(value.to_bits().to_le_bytes());
            }
        }
        push_past(&mut body, &state.past)?;
        push_encoding(&mut body, state.encoding.as_ref());
        push_roundings(&mut body, state.model.input_rounding());
        let mut bytes = MARK.to_vec();
        bytes.extend(crc32fast::hash(&body).to_le_bytes());
        bytes.extend(body);
        Ok(bytes)
    }

    /// From bytes; `first` is what the first training did, if there was one.
    ///
    /// # Errors
    /// [`Error::BadState`] with what is wrong with them.
    pub fn decode(bytes: &[u8], first: Option<Op>) -> Result<Self> {
        let (mark, rest) = bytes
            .split_first_chunk()
            .ok_or_else(|| bad("it is cut short"))?;
        if mark != MARK {
            return Err(bad("it does not begin with the mark of this version"));
        }
        let mut reader = Reader(rest);
        if reader.u32()? != crc32fast::hash(reader.0) {
            return Err(bad("its checksum is wrong, so it was changed on the way"));
        }
        let rng = rng_of([reader.u64()?, reader.u64()?])?;
        let (correct, total) = (reader.u32()?, reader.u32()?);
        let loss = f64::from_bits(reader.u64()?);
        let sizes = reader.sizes()?;
        let classes = sizes.last().copied().unwrap_or_default();
        let confusion = reader.many(classes * classes, u32::from_le_bytes)?;
        let mut model = reader.model(&sizes)?;
        let movement = reader.movement(&model)?;
        let past = reader.past(&sizes, first)?;
        let encoding = reader.encoding(&model)?;
        model.set_input_rounding(reader.roundings(sizes.len() - 1)?);
        if !reader.0.is_empty() {
            return Err(bad(&format!("{} bytes are left over", reader.0.len())));
        }
        Ok(Self {
            state: State {
                model,
                rng,
                movement,
                past,
                encoding,
            },
            evaluation: Evaluation {
                correct,
                total,
                loss,
                confusion,
            },
        })
    }
}

fn push_model(body: &mut Vec<u8>, model: &Mlp) {
    for layer in model.layers() {
        for value in layer.weights().iter().chain(layer.bias()) {
            body.extend(value.to_bits().to_le_bytes());
        }
        body.push(u8::from(layer.mask().is_some()));
        if let Some(mask) = layer.mask() {
            body.extend(mask.iter().map(|&kept| u8::from(kept != 0.0)));
        }
    }
}

fn push_past(body: &mut Vec<u8>, past: &Past) -> Result<()> {
    push_model(body, &past.start);
    body.push(u8::from(past.first.is_some()));
    if let Some(first) = &past.first {
        for part in parts_of(&first.rng)? {
            body.extend(part.to_le_bytes());
        }
        let is_other = *first.model != *past.start;
        body.push(u8::from(is_other));
        if is_other {
            push_model(body, &first.model);
        }
    }
    body.push(u8::from(past.cut.is_some()));
    for layer in past.cut.iter().flat_map(|cut| cut.iter()) {
        for value in layer.weights.iter().chain(&layer.bias) {
            body.extend(value.to_bits().to_le_bytes());
        }
    }
    Ok(())
}

fn push_encoding(body: &mut Vec<u8>, encoding: Option<&Encoding>) {
    let word = |body: &mut Vec<u8>, value: u32| body.extend(value.to_le_bytes());
    match encoding {
        None => body.push(0),
        Some(Encoding::Quantized { scheme, layers }) => {
            let levels = u8::from(scheme.levels == Levels::Affine);
            let per = u8::from(scheme.per == Per::Row);
            body.extend([1, scheme.bits as u8, levels, per]);
            body.push(u8::from(scheme.activations.is_some()));
            if let Some(calibration) = scheme.activations {
                word(body, calibration.bits);
                word(body, calibration.images);
                body.push(u8::from(calibration.percentile.is_some()));
                let percentile = calibration.percentile.into_iter();
                percentile.for_each(|p| body.extend(p.to_bits().to_le_bytes()));
            }
            for units in layers {
                word(body, units.len() as u32);
                for unit in units {
                    word(body, unit.scale.to_bits());
                    word(body, i32::from(unit.low) as u32);
                    word(body, i32::from(unit.high) as u32);
                }
            }
        }
        Some(Encoding::Shared { bits, codebooks }) => {
            body.push(2);
            for (&bits, book) in bits.iter().zip(codebooks) {
                word(body, bits);
                word(body, book.len() as u32);
                book.iter().for_each(|value| word(body, value.to_bits()));
            }
        }
    }
}

fn push_roundings(body: &mut Vec<u8>, roundings: &[InputRounding]) {
    body.push(u8::from(!roundings.is_empty()));
    for rounding in roundings {
        body.extend(rounding.scale.to_bits().to_le_bytes());
        body.extend(u32::from(rounding.top).to_le_bytes());
    }
}

fn bad(reason: &str) -> Error {
    Error::BadState {
        reason: reason.into(),
    }
}

/// What a generator tells of itself, through serde alone.
#[derive(Deserialize)]
struct Parts {
    state: u64,
    increment: u64,
}

/// The generator's state and increment.
fn parts_of(rng: &Rng) -> Result<[u64; 2]> {
    let told = serde_json::to_string(rng).and_then(|text| serde_json::from_str(&text));
    let Parts { state, increment } = told.map_err(|e| bad(&e.to_string()))?;
    Ok([state, increment])
}

fn rng_of([state, increment]: [u64; 2]) -> Result<Rng> {
    if increment % 2 == 0 {
        return Err(bad("the generator's increment is even"));
    }
    let fields = [("state", state), ("increment", increment)].into_iter();
    Rng::deserialize(MapDeserializer::<_, ValueError>::new(fields)).map_err(|e| bad(&e.to_string()))
}

/// What is still to be read.
struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
    fn take<const N: usize>(&mut self) -> Result<[u8; N]> {
        let (taken, rest) = self
            .0
            .split_first_chunk()
            .ok_or_else(|| bad("it is cut short"))?;
        self.0 = rest;
        Ok(*taken)
    }

    fn u32(&mut self) -> Result<u32> {
        self.take().map(u32::from_le_bytes)
    }

    fn u64(&mut self) -> Result<u64> {
        self.take().map(u64::from_le_bytes)
    }

    fn many<const N: usize, T>(
        &mut self,
        count: usize,
        read: impl Fn([u8; N]) -> T,
    ) -> Result<Vec<T>> {
        if self.0.len() / N < count {
            return Err(bad("it is cut short"));
        }
        (0..count).map(|_| self.take().map(&read)).collect()
    }

    /// Widths from inputs to classes, each within its bounds.
    fn sizes(&mut self) -> Result<Vec<usize>> {
        let count = self.u32()? as usize;
        if !(2..=MAX_LAYERS + 1).contains(&count) {
            return Err(bad(&format!("it has {count} widths")));
        }
        let sizes: Vec<usize> = self
            .many(count, u32::from_le_bytes)?
            .into_iter()
            .map(|size| size as usize)
            .collect();
        for (i, &size) in sizes.iter().enumerate() {
            let max = if i == 0 { MAX_PIXELS } else { MAX_UNITS };
            if !(1..=max).contains(&size) {
                return Err(bad(&format!("width {i} is {size}, not 1 to {max}")));
            }
        }
        Ok(sizes)
    }

    fn model(&mut self, sizes: &[usize]) -> Result<Mlp> {
        let layers = sizes.windows(2).map(|pair| self.layer(pair[0], pair[1]));
        Ok(Mlp::from_layers(layers.collect::<Result<Vec<Dense>>>()?))
    }

    fn is_there(&mut self, what: &str) -> Result<bool> {
        match self.take::<1>()? {
            [0] => Ok(false),
            [1] => Ok(true),
            [other] => Err(bad(&format!("{what} is announced by {other}"))),
        }
    }

    fn past(&mut self, sizes: &[usize], op: Option<Op>) -> Result<Past> {
        let start = Arc::new(self.model(sizes)?);
        let mut first = None;
        if self.is_there("the first training")? {
            let op = op.ok_or_else(|| bad("the first training is not named"))?;
            let rng = rng_of([self.u64()?, self.u64()?])?;
            let model = if self.is_there("another network")? {
                Arc::new(self.model(sizes)?)
            } else {
                start.clone()
            };
            first = Some(Arc::new(First { op, model, rng }));
        }
        let mut cut = None;
        if self.is_there("what was pruned")? {
            let layers = sizes.windows(2).map(|pair| {
                Ok(CutLayer {
                    weights: self.many(pair[0] * pair[1], f32::from_le_bytes)?,
                    bias: self.many(pair[1], f32::from_le_bytes)?,
                })
            });
            let layers = layers.collect::<Result<Vec<CutLayer>>>()?;
            let mut values = layers.iter().flat_map(|l| l.weights.iter().chain(&l.bias));
            if !values.all(|value| value.is_finite()) {
                return Err(bad("it holds a number that is not finite"));
            }
            cut = Some(Arc::new(layers));
        }
        Ok(Past { start, first, cut })
    }

    /// How few numbers the weights are made of; it must be true of `model`.
    fn encoding(&mut self, model: &Mlp) -> Result<Option<Encoding>> {
        let layers = model.layers();
        let encoding = match self.take::<1>()? {
            [0] => return Ok(None),
            [1] => {
                let scheme = self.scheme()?;
                let units = layers.iter().map(|layer| self.units(layer.outputs()));
                let layers = units.collect::<Result<_>>()?;
                Encoding::Quantized { scheme, layers }
            }
            [2] => {
                let mut bits = Vec::new();
                let mut codebooks = Vec::new();
                for _ in layers {
                    bits.push(self.u32()?);
                    let count = self.u32()? as usize;
                    codebooks.push(self.many(count, f32::from_le_bytes)?);
                }
                sharing::check(&bits).map_err(|e| bad(&e.to_string()))?;
                Encoding::Shared { bits, codebooks }
            }
            [other] => return Err(bad(&format!("levels are announced by {other}"))),
        };
        if !encoding.describes(model) {
            return Err(bad("a weight is none of the levels"));
        }
        Ok(Some(encoding))
    }

    fn scheme(&mut self) -> Result<Scheme> {
        let [bits, levels, per] = self.take()?;
        let mut activations = None;
        if self.is_there("activations")? {
            activations = Some(Calibration {
                bits: self.u32()?,
                images: self.u32()?,
                percentile: match self.is_there("a percentile")? {
                    true => Some(f64::from_bits(self.u64()?)),
                    false => None,
                },
            });
        }
        let scheme = Scheme {
            bits: bits.into(),
            levels: [Levels::Symmetric, Levels::Affine][usize::from(levels.min(1))],
            per: [Per::Tensor, Per::Row][usize::from(per.min(1))],
            activations,
        };
        scheme.check().map_err(|e| bad(&e.to_string()))?;
        Ok(scheme)
    }

    /// Steps of a layer: one, or one of every output.
    fn units(&mut self, outputs: usize) -> Result<Vec<Unit>> {
        let count = self.u32()? as usize;
        if count != 1 && count != outputs {
            return Err(bad(&format!("it has {count} steps for {outputs} outputs")));
        }
        let unit = |_| {
            let (scale, [low, high]) = (self.step()?, [self.u32()?, self.u32()?]);
            let bound = |value: u32| i16::try_from(value as i32).unwrap_or(i16::MAX);
            let (low, high) = (bound(low), bound(high));
            if !(-255..=0).contains(&low) || !(0..=255).contains(&high) {
                return Err(bad(&format!("it has multiples from {low} to {high}")));
            }
            Ok(Unit { scale, low, high })
        };
        (0..count).map(unit).collect()
    }

    fn step(&mut self) -> Result<f32> {
        let scale = f32::from_bits(self.u32()?);
        if scale.is_finite() && scale > 0.0 {
            Ok(scale)
        } else {
            Err(bad(&format!("a step is {scale}")))
        }
    }

    fn roundings(&mut self, layers: usize) -> Result<Vec<InputRounding>> {
        if !self.is_there("rounding of inputs")? {
            return Ok(Vec::new());
        }
        let rounding = |_| {
            let (scale, top) = (self.step()?, self.u32()?);
            match u16::try_from(top) {
                Ok(top @ 1..=255) => Ok(InputRounding { scale, top }),
                _ => Err(bad(&format!("the highest level of inputs is {top}"))),
            }
        };
        (0..layers).map(rounding).collect()
    }

    fn movement(&mut self, model: &Mlp) -> Result<Option<Movement>> {
        if !self.is_there("movement")? {
            return Ok(None);
        }
        let layers = model.layers().iter();
        let layers: Result<Vec<Vec<f32>>> = layers
            .map(|layer| self.many(layer.len(), f32::from_le_bytes))
            .collect();
        Ok(Movement::from_layers(model, layers?))
    }

    fn layer(&mut self, inputs: usize, outputs: usize) -> Result<Dense> {
        let weights = self.many(inputs * outputs, f32::from_le_bytes)?;
        let biases = self.many(outputs, f32::from_le_bytes)?;
        if !weights.iter().chain(&biases).all(|value| value.is_finite()) {
            return Err(bad("it holds a number that is not finite"));
        }
        let mut layer = Dense::zeros(inputs, outputs);
        layer.fill(|i, o| weights[i * outputs + o], |o| biases[o]);
        match self.take::<1>()? {
            [0] => {}
            [1] => {
                let mask = self.many(inputs * outputs, |[kept]: [u8; 1]| kept)?;
                if mask.iter().any(|&kept| kept > 1) {
                    return Err(bad("a mask holds something else than 0 and 1"));
                }
                if !layer.take_mask(|i, o| mask[i * outputs + o] == 1) {
                    return Err(bad("a pruned weight is not zero"));
                }
            }
            [other] => return Err(bad(&format!("a mask is announced by {other}"))),
        }
        Ok(layer)
    }
}
