//! The runs that are done, also of other engines.

use super::Session;
use crate::files::network;
use crate::lab::handover::Handover;
use crate::lab::ops::Op;
use crate::lab::report::{ModelResult, NodeInfo};
use crate::lab::run::State;
use crate::lab::tree::Tree;
use crate::nn::mlp::Mlp;
use crate::{Error, Result};

impl Session {
    /// A run in the list.
    ///
    /// # Errors
    /// [`Error::NoSuchNode`].
    pub fn node(&self, id: u32) -> Result<NodeInfo> {
        let node = self.tree.node(id)?;
        let State {
            model, encoding, ..
        } = self.tree.state(id)?;
        Ok(NodeInfo {
            id,
            parent: node.parent,
            op: node.op.clone(),
            sizes: model.sizes(),
            result: ModelResult::new(&model, node.evaluation.clone(), self.tree.lost_neurons(id)?),
            epochs: node.record.epochs.clone(),
            inputs: model.input_rounding().to_vec(),
            distinct: encoding.as_ref().map(|encoding| encoding.distinct(&model)),
            encoding,
        })
    }

    /// Mean loss of every batch of a run.
    ///
    /// # Errors
    /// [`Error::NoSuchNode`].
    pub fn losses(&self, id: u32) -> Result<&[f32]> {
        Ok(&self.tree.node(id)?.record.losses)
    }

    /// The network of a run.
    ///
    /// # Errors
    /// [`Error::NoSuchNode`].
    pub fn model(&self, id: u32) -> Result<Mlp> {
        Ok(self.tree.state(id)?.model)
    }

    /// The first training on the way to a run, if there was one: for another engine, beside [`Session::export_state`].
    ///
    /// # Errors
    /// [`Error::NoSuchNode`].
    pub fn first_training(&self, id: u32) -> Result<Option<Op>> {
        let first = self.tree.state(id)?.past.first;
        Ok(first.map(|first| first.op.clone()))
    }

    /// All that decides what comes after a run, as bytes for another engine.
    ///
    /// # Errors
    /// [`Error::NoSuchNode`], [`Error::BadState`].
    pub fn export_state(&self, id: u32) -> Result<Vec<u8>> {
        let handover = Handover {
            state: self.tree.state(id)?,
            evaluation: self.tree.node(id)?.evaluation.clone(),
        };
        handover.encode()
    }

    /// Takes over a run of another engine that works on the same data set; `op` is what was done last there,
    /// `first` the first training. Its
    /// number here, where it has no parent.
    ///
    /// # Errors
    /// [`Error::BadState`] if the bytes are broken, those of [`network::check_fit`] and [`Op::check`];
    /// [`Error::NoDataset`].
    pub fn import_state(&mut self, op: Op, first: Option<Op>, bytes: &[u8]) -> Result<u32> {
        op.check()?;
        first.as_ref().map_or(Ok(()), Op::check)?;
        let data = self.data()?;
        let Handover { state, evaluation } = Handover::decode(bytes, first)?;
        network::check_fit("network", &state.model, data.pixels(), data.classes)?;
        if evaluation.total as usize != data.test.len() {
            let (there, here) = (evaluation.total, data.test.len());
            let reason = format!("it was measured on {there} test images, there are {here} here");
            return Err(Error::BadState { reason });
        }
        Ok(self.tree.adopt(op, state, evaluation))
    }

    /// Notes that `ops`, first to last, made the run `id` that [`Session::import_state`] took over: where they are to make
    /// a teacher, that run is it.
    ///
    /// # Errors
    /// [`Error::NoSuchNode`].
    pub fn tell_ops(&mut self, id: u32, ops: Vec<Op>) -> Result<()> {
        self.tree.tell(id, ops)
    }

    /// Forgets all runs and what was being done; the data set stays.
    pub fn forget_runs(&mut self) {
        self.tree = Tree::default();
        self.run = None;
        self.trajectory = None;
        self.probe = None;
        self.asked = None;
        self.dense.clear();
        self.survey = None;
    }
}
