//! What an operation starts from and leaves: all that decides what comes next.

use super::Op;
use super::base::Work;
use super::past::{self, Past};
use crate::Result;
use crate::compress::encoding::Encoding;
use crate::data::dataset::Split;
use crate::nn::init::Rng;
use crate::nn::mlp::Mlp;
use crate::prune::evidence::Evidence;
use crate::prune::method::Method;
use crate::prune::movement::Movement;
use crate::prune::order::Order;

/// What an operation starts from and leaves.
#[derive(Debug, Clone, PartialEq)]
pub struct State {
    /// The network, mask included.
    pub model: Mlp,
    /// The generator.
    pub rng: Rng,
    /// What the training just before recorded for pruning by movement.
    pub movement: Option<Movement>,
    /// What is remembered for rewinding and restoring.
    pub past: Past,
    /// How few numbers the weights are made of, as long as they are.
    pub encoding: Option<Encoding>,
}

impl State {
    /// Of a network that was just made.
    #[must_use]
    pub fn new(model: Mlp, rng: Rng) -> Self {
        Self {
            past: Past::new(&model),
            model,
            rng,
            movement: None,
            encoding: None,
        }
    }

    /// Does an operation that changes a network at once. The network sees exact activations from then on, unless it is the
    /// change that rounds them.
    ///
    /// # Errors
    /// Those of the change; [`crate::Error::MisplacedOp`] for an operation of another kind.
    pub fn change(&mut self, op: &Op, train: Option<&Split>) -> Result<()> {
        let changes = match op.work() {
            Work::Change(changes) => changes,
            Work::Make(_) | Work::Train(_) | Work::Repeat(_) => {
                return Err(op.misplaced(1, "it is not done at once"));
            }
        };
        self.forget_rounding();
        changes.change(self, train)?;
        let encoding = self.encoding.as_ref();
        if encoding.is_some_and(|encoding| !encoding.describes(&self.model)) {
            self.encoding = None;
        }
        Ok(())
    }

    /// Forgets what inputs of layers are rounded to: their range was that of the network before.
    pub fn forget_rounding(&mut self) {
        self.model.set_input_rounding(Vec::new());
    }

    /// Returns whether any weight is pruned by a mask.
    #[must_use]
    pub fn has_mask(&self) -> bool {
        let mut layers = self.model.layers().iter();
        layers.any(|layer| layer.mask().is_some())
    }

    /// Returns whether the weights share values.
    #[must_use]
    pub fn is_shared(&self) -> bool {
        matches!(self.encoding, Some(Encoding::Shared { .. }))
    }

    /// Gives every weight that is not pruned, and every bias, the value it has in `source`.
    pub fn take_weights(&mut self, source: &Mlp) {
        self.movement = None;
        self.encoding = None;
        self.forget_rounding();
        past::take_weights(&mut self.model, &mut self.past, source);
    }

    /// Prunes the network at `ratio`.
    ///
    /// # Errors
    /// Those of [`Order::new`].
    pub fn prune(&mut self, method: &Method, ratio: f64, train: Option<&Split>) -> Result<()> {
        let movement = self.movement.as_ref();
        let order = Order::new(method.clone(), &self.model, Evidence { train, movement })?;
        let before = self.model.clone();
        order.apply(&mut self.model, ratio);
        self.past.note_cut(&before, &self.model);
        Ok(())
    }
}
