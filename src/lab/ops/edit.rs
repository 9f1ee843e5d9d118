//! Weights and neurons pruned or restored by hand, one after another. A restored weight gets back the value it had when
//! it was pruned ([`super::past`]); one that is not pruned stays as it is.

use super::base::{
    Changes, Field, INDEX, Kind, Needs, Operation, Place, Value, Work, field::fields,
};
use super::past::{CutLayer, Past};
use super::state::State;
use crate::Result;
use crate::check::{below, mismatch, within};
use crate::data::dataset::Split;
use crate::nn::mlp::Mlp;
use crate::piece::{LinkError, quoted};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The most weights and neurons in one operation.
pub const MAX_EDITS: usize = 100_000;

/// What stands in a link for restoring and for pruning.
const KEEP: &str = "keep";
const CUT: &str = "cut";

const EDITS: Field = Field::number("edits", "weights and neurons", INDEX);

/// A weight or neuron that is pruned or restored by hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Edit {
    /// Layer, from 0.
    pub layer: usize,
    /// Input of the weight; without it the hidden neuron `output` is meant: all weights into and out of it, and its
    /// bias.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub input: Option<usize>,
    /// Output of the weight, or the neuron.
    pub output: usize,
    /// True restores what is pruned, false prunes what is there.
    pub keep: bool,
}

/// Weights and neurons pruned or restored by hand.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Edits {
    /// What is done to which.
    pub edits: Vec<Edit>,
}

impl Default for Edits {
    fn default() -> Self {
        Self {
            edits: vec![Edit::default()],
        }
    }
}

impl Operation for Edits {
    fields!(edits: EDITS);

    fn needs(&self) -> Needs {
        Needs::NETWORK
    }

    fn work(&self) -> Work<'_> {
        Work::Change(self)
    }

    fn prunes_neurons(&self) -> bool {
        self.edits
            .iter()
            .any(|edit| edit.input.is_none() && !edit.keep)
    }
}

impl Changes for Edits {
    fn change(&self, state: &mut State, _: Option<&Split>) -> Result<()> {
        check_edits(&self.edits, &state.model)?;
        edit(&mut state.model, &mut state.past, &self.edits);
        Ok(())
    }

    fn is_instant(&self) -> bool {
        true
    }
}

impl Value for Vec<Edit> {
    fn check(&self, _: &Field) -> Result<()> {
        let (count, max) = (self.len() as f64, MAX_EDITS as f64);
        within("number of weights and neurons", count, 1.0, max)
    }

    fn write(&self, _: &[String]) -> String {
        let edits: Vec<String> = self.iter().map(Edit::write).collect();
        edits.join(";")
    }

    fn read(
        &mut self,
        text: &str,
        field: &Field,
        _: &Place<'_>,
    ) -> std::result::Result<(), LinkError> {
        let edits = text.split(';').map(|piece| Edit::read(piece, field));
        *self = edits.collect::<std::result::Result<_, LinkError>>()?;
        Ok(())
    }

    fn kind(&self) -> Kind {
        Kind::Edits
    }

    fn is_list(&self) -> bool {
        true
    }
}

impl Edit {
    fn write(&self) -> String {
        let input = self
            .input
            .map(|input| input.to_string())
            .unwrap_or_default();
        let what = if self.keep { KEEP } else { CUT };
        format!("{},{input},{},{what}", self.layer, self.output)
    }

    fn read(piece: &str, field: &Field) -> std::result::Result<Self, LinkError> {
        let index = |text: &str| Ok::<_, LinkError>(field.read(text)? as usize);
        let parts: Vec<&str> = piece.split(',').collect();
        let [layer, input, output, what @ (KEEP | CUT)] = parts[..] else {
            return Err(LinkError::Op {
                piece: quoted(&format!("edit({piece})")),
            });
        };
        Ok(Self {
            layer: index(layer)?,
            input: Some(input)
                .filter(|input| !input.is_empty())
                .map(index)
                .transpose()?,
            output: index(output)?,
            keep: what == KEEP,
        })
    }
}

/// Checks that what is edited by hand is there.
fn check_edits(edits: &[Edit], model: &Mlp) -> Result<()> {
    for edit in edits {
        let layers = model.layers();
        // The outputs of the last layer are classes; they are no neurons that could be pruned.
        let count = layers.len() - usize::from(edit.input.is_none());
        if count == 0 {
            let with = "a network without hidden layers";
            return Err(mismatch("shape", "neurons", with, "weights"));
        }
        below("layer", edit.layer, count)?;
        let layer = &layers[edit.layer];
        below("output", edit.output, layer.outputs())?;
        edit.input
            .map_or(Ok(()), |input| below("input", input, layer.inputs()))?;
    }
    Ok(())
}

/// Cuts and restores by hand, one after another; what each means was checked before.
fn edit(model: &mut Mlp, past: &mut Past, edits: &[Edit]) {
    let mut cut = past.cut_of(model);
    for &Edit {
        layer,
        input,
        output,
        keep,
    } in edits
    {
        if let Some(input) = input {
            edit_weight(model, &mut cut, (layer, input, output), keep);
            continue;
        }
        for i in 0..model.layers()[layer].inputs() {
            edit_weight(model, &mut cut, (layer, i, output), keep);
        }
        for k in 0..model.layers()[layer + 1].outputs() {
            edit_weight(model, &mut cut, (layer + 1, output, k), keep);
        }
        let bias = &mut model.layers_mut()[layer];
        let remembered = &mut cut[layer].bias[output];
        if !keep && bias.bias()[output] != 0.0 {
            *remembered = bias.bias()[output];
            bias.silence(output);
        } else if keep && bias.bias()[output] == 0.0 {
            bias.set_bias(output, std::mem::take(remembered));
        }
    }
    for layer in model.layers_mut() {
        layer.drop_full_mask();
    }
    past.cut = Some(Arc::new(cut));
}

fn edit_weight(
    model: &mut Mlp,
    cut: &mut [CutLayer],
    (layer, input, output): (usize, usize, usize),
    keep: bool,
) {
    let dense = &mut model.layers_mut()[layer];
    if dense.is_kept(input, output) == keep {
        return;
    }
    let remembered = &mut cut[layer].weights[input * dense.outputs() + output];
    if keep {
        dense.restore(input, output, std::mem::take(remembered));
    } else {
        *remembered = dense.weights()[[input, output]];
        dense.cut(input, output);
    }
}
