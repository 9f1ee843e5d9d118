//! A network's state as bytes, so that another engine goes on from the same bits: weights, biases, masks and the
//! generator, what is remembered of the past, and what the network scored.
//!
//! How it becomes bytes, and how networks, generators and encodings in it are checked, is [`crate::files::state`]'s.
//! Here stands what a state is made of. The operation of the first training is not among the bytes: it crosses beside
//! them, in the form all operations have.

use super::ops::Op;
use super::ops::past::{CutLayer, First, Past};
use super::ops::state::State;
use crate::Result;
use crate::files::state::{EncodingParts, GeneratorParts, NetworkParts, bad, finite, pack, unpack};
use crate::nn::evaluate::Evaluation;
use crate::nn::mlp::Mlp;
use crate::prune::movement::Movement;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// What is handed over.
#[derive(Debug, Clone, PartialEq)]
pub struct Handover {
    /// The network and its generator.
    pub state: State,
    /// What the network scored on the test set.
    pub evaluation: Evaluation,
}

/// The same in plain numbers.
#[derive(Serialize, Deserialize)]
struct Parts {
    evaluation: Evaluation,
    generator: GeneratorParts,
    network: NetworkParts,
    movement: Option<Movement>,
    /// The network it began as.
    start: NetworkParts,
    first: Option<FirstParts>,
    cut: Option<Vec<CutLayer>>,
    encoding: Option<EncodingParts>,
}

/// How the first training began.
#[derive(Serialize, Deserialize)]
struct FirstParts {
    generator: GeneratorParts,
    /// `None`: it began with the network that all began as.
    network: Option<NetworkParts>,
}

impl Handover {
    /// Returns it as bytes.
    ///
    /// # Errors
    /// [`Error::BadState`](crate::Error::BadState) if the generator does not tell its state.
    pub fn encode(&self) -> Result<Vec<u8>> {
        let Self { state, evaluation } = self;
        let Past { start, first, cut } = &state.past;
        let first = first.as_deref().map(|first| -> Result<_> {
            Ok(FirstParts {
                generator: (&first.rng).try_into()?,
                network: (first.model != *start).then(|| NetworkParts::from(&*first.model)),
            })
        });
        pack(&Parts {
            evaluation: evaluation.clone(),
            generator: (&state.rng).try_into()?,
            network: NetworkParts::from(&state.model),
            movement: state.movement.clone(),
            start: NetworkParts::from(&**start),
            first: first.transpose()?,
            cut: cut.as_deref().cloned(),
            encoding: state.encoding.as_ref().map(EncodingParts::from),
        })
    }

    /// Reads bytes; `op` is what the first training did, if there was one.
    ///
    /// # Errors
    /// [`Error::BadState`](crate::Error::BadState) with what is wrong with them.
    pub fn decode(bytes: &[u8], op: Option<Op>) -> Result<Self> {
        let parts: Parts = unpack(bytes)?;
        let model = Mlp::try_from(parts.network)?;
        let sizes = model.sizes();
        let like = |network: NetworkParts| {
            let past = Mlp::try_from(network)?;
            if past.sizes() == sizes {
                Ok(Arc::new(past))
            } else {
                Err(bad("a network of its past has other widths"))
            }
        };
        let start = like(parts.start)?;
        let first = parts.first.map(|first| -> Result<_> {
            Ok(Arc::new(First {
                op: op.ok_or_else(|| bad("the first training is not named"))?,
                rng: first.generator.try_into()?,
                model: first.network.map_or(Ok(start.clone()), like)?,
            }))
        });
        let past = Past {
            first: first.transpose()?,
            cut: parts.cut.map(|cut| check_cut(cut, &model)).transpose()?,
            start,
        };
        if !parts.movement.as_ref().is_none_or(|m| m.fits(&model)) {
            return Err(bad("its movement is another network's"));
        }
        let classes = sizes.last().copied().unwrap_or_default();
        if parts.evaluation.confusion.len() != classes * classes {
            return Err(bad("its confusion matrix is another network's"));
        }
        let encoding = parts.encoding.map(|parts| parts.into_encoding(&model));
        Ok(Self {
            state: State {
                rng: parts.generator.try_into()?,
                movement: parts.movement,
                past,
                encoding: encoding.transpose()?,
                model,
            },
            evaluation: parts.evaluation,
        })
    }
}

/// Checks what pruned weights and biases would be.
fn check_cut(cut: Vec<CutLayer>, model: &Mlp) -> Result<Arc<Vec<CutLayer>>> {
    let mut pairs = cut.iter().zip(model.layers());
    let fits = |(cut, layer): (&CutLayer, &crate::nn::dense::Dense)| {
        cut.weights.len() == layer.len() && cut.bias.len() == layer.outputs()
    };
    if cut.len() != model.layers().len() || !pairs.all(fits) {
        return Err(bad("what was pruned is another network's"));
    }
    finite(
        cut.iter()
            .flat_map(|layer| layer.weights.iter().chain(&layer.bias)),
    )?;
    Ok(Arc::new(cut))
}
