//! A network's state as bytes, so that another engine goes on from the same bits: weights, biases, masks and the
//! generator, and what the network scored.
//!
//! Little-endian: the mark `prunelb2`; CRC-32 of all that follows (u32); the generator's state and increment (u64
//! each); images read correctly and all (u32 each), loss (f64); widths and how many (u32 each); the confusion
//! matrix (u32 each); then the network: of every layer weights (inputs, outputs) and biases (f32 each), and a byte that
//! says whether a mask follows, (inputs, outputs), a byte a weight: 1 = kept, 0 = pruned; a byte that says whether
//! movement follows, of every layer (inputs, outputs) (f32 each); then the past: the network it began as; a byte that
//! says whether the first training follows (its operation crosses apart): its generator (two u64), a byte that says
//! whether its network follows (else it is the one before); last a byte that says whether what is pruned would be
//! follows, of every layer (inputs, outputs) and (outputs) (f32 each).
//!
//! It is made for engines of the same build, side by side; it is no file format.

use super::op::Op;
use super::past::{CutLayer, First, Past};
use super::run::State;
use crate::data::dataset::MAX_PIXELS;
use crate::nn::checkpoint::{MAX_LAYERS, MAX_UNITS};
use crate::nn::dense::Dense;
use crate::nn::evaluate::Evaluation;
use crate::nn::init::Rng;
use crate::nn::mlp::Mlp;
use crate::prune::movement::Movement;
use crate::{Error, Result};
use serde::Deserialize;
use serde::de::value::{Error as ValueError, MapDeserializer};
use std::sync::Arc;

const MARK: &[u8; 8] = b"prunelb2";

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
        let model = reader.model(&sizes)?;
        let movement = reader.movement(&model)?;
        let past = reader.past(&sizes, first)?;
        if !reader.0.is_empty() {
            return Err(bad(&format!("{} bytes are left over", reader.0.len())));
        }
        Ok(Self {
            state: State {
                model,
                rng,
                movement,
                past,
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
