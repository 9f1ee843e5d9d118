//! The runs so far: a tree of operations with what each left.
//!
//! What can be worked out again from its parent in no time, without images, is not kept: most prunings, rewinding.

use super::ops::Op;
use super::run::{Outcome, Record, State};
use crate::nn::evaluate::Evaluation;
use crate::{Error, Result};

/// A run in the list.
#[derive(Debug, Clone)]
pub struct Node {
    /// The run it went on from.
    pub parent: Option<u32>,
    /// What was done.
    pub op: Op,
    /// What the network then scored.
    pub evaluation: Evaluation,
    /// What was recorded on the way.
    pub record: Record,
    /// What was left; `None` where [`Op::is_instant`].
    state: Option<State>,
}

/// All runs, numbered from 0 in order of completion.
#[derive(Debug, Clone, Default)]
pub struct Tree {
    nodes: Vec<Node>,
    /// What made runs that other engines did.
    told: Vec<(Vec<Op>, u32)>,
}

impl Tree {
    /// Adds what `outcome` says under `parent`; its number.
    pub fn push(&mut self, parent: Option<u32>, outcome: Outcome) -> u32 {
        let Outcome {
            op,
            state,
            evaluation,
            record,
        } = outcome;
        let state = (!op.is_instant()).then_some(state);
        self.nodes.push(Node {
            parent,
            op,
            evaluation,
            record,
            state,
        });
        self.nodes.len() as u32 - 1
    }

    /// Adds what another engine did as a run without a parent; its number.
    pub fn adopt(&mut self, op: Op, state: State, evaluation: Evaluation) -> u32 {
        self.nodes.push(Node {
            parent: None,
            op,
            evaluation,
            record: Record::default(),
            state: Some(state),
        });
        self.nodes.len() as u32 - 1
    }

    /// Notes that `ops` made the run `id` of another engine, so that [`Tree::follow`] finds it.
    ///
    /// # Errors
    /// [`Error::NoSuchNode`] if there is none.
    pub fn tell(&mut self, id: u32, ops: Vec<Op>) -> Result<()> {
        self.node(id)?;
        self.told.push((ops, id));
        Ok(())
    }

    /// The run `id`.
    ///
    /// # Errors
    /// [`Error::NoSuchNode`] if there is none.
    pub fn node(&self, id: u32) -> Result<&Node> {
        self.nodes
            .get(id as usize)
            .ok_or(Error::NoSuchNode { node: id })
    }

    /// What the run `id` left.
    ///
    /// # Errors
    /// [`Error::NoSuchNode`] if there is none.
    pub fn state(&self, id: u32) -> Result<State> {
        let node = self.node(id)?;
        if let Some(state) = &node.state {
            return Ok(state.clone());
        }
        let parent = node.parent.ok_or(Error::NoSuchNode { node: id })?;
        let mut state = self.state(parent)?;
        state.change(&node.op, None)?;
        Ok(state)
    }

    /// The run that did just `op` on `parent`, if there is one: the same bits, so nothing needs doing again.
    #[must_use]
    pub fn find(&self, parent: Option<u32>, op: &Op) -> Option<u32> {
        let at = self
            .nodes
            .iter()
            .position(|node| node.parent == parent && node.op == *op)?;
        u32::try_from(at).ok()
    }

    /// The run at the end of a list of operations, if all of them were done.
    #[must_use]
    pub fn follow(&self, ops: &[Op]) -> Option<u32> {
        if let Some((_, id)) = self.told.iter().find(|(made_by, _)| made_by == ops) {
            return Some(*id);
        }
        let mut at = None;
        for op in ops {
            at = Some(self.find(at, op)?);
        }
        at
    }

    /// Whether whole neurons were pruned, or cut by hand, on the way to `id`.
    ///
    /// # Errors
    /// [`Error::NoSuchNode`] if there is none.
    pub fn lost_neurons(&self, id: u32) -> Result<bool> {
        Ok(self.ops(id)?.iter().any(Op::prunes_neurons))
    }

    /// The operations that lead to `id`, first to last.
    ///
    /// # Errors
    /// [`Error::NoSuchNode`] if there is none.
    pub fn ops(&self, id: u32) -> Result<Vec<Op>> {
        let node = self.node(id)?;
        let mut ops = node
            .parent
            .map_or(Ok(Vec::new()), |parent| self.ops(parent))?;
        ops.push(node.op.clone());
        Ok(ops)
    }
}
