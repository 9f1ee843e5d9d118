//! What an operation starts from and leaves, and what one does to it that trains nothing.

use crate::Result;
use crate::compress::encoding::Encoding;
use crate::compress::quantize;
use crate::compress::sharing;
use crate::data::dataset::Split;
use crate::lab::op::Op;
use crate::lab::past::{self, Past};
use crate::lab::plan;
use crate::nn::init::{self, Rng};
use crate::nn::mlp::Mlp;
use crate::prune::importance::Evidence;
use crate::prune::method::Method;
use crate::prune::movement::Movement;
use crate::prune::order::Order;
use crate::prune::rewire::{Rewirer, Swap};
use rand::seq::SliceRandom;

/// What an operation starts from and leaves: all that decides what comes next.
#[derive(Debug, Clone, PartialEq)]
pub struct State {
    /// The network, mask included.
    pub model: Mlp,
    /// The generator.
    pub rng: Rng,
    /// What the training just before noted down for pruning by movement.
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

    /// Does an operation that trains nothing and makes no network; others are left alone.
    ///
    /// # Errors
    /// Those of [`Order::new`], [`plan::check_edits`], [`quantize::quantize`] and [`sharing::share`].
    pub fn change(&mut self, op: &Op, train: Option<&Split>) -> Result<()> {
        // The range of activations was that of the network before; a file brings its own.
        if !op.is_root() {
            self.model.set_input_rounding(Vec::new());
        }
        match op {
            Op::Prune { method, ratio } => self.prune(method, *ratio, train)?,
            Op::Rewind { to_step: None } => {
                let start = self.past.start.clone();
                self.take_weights(&start);
            }
            Op::Reinit { seed } => {
                let sizes = self.model.sizes();
                self.take_weights(&Mlp::random(&sizes, &mut init::rng(*seed)));
            }
            Op::Shuffle { seed } => {
                self.shuffle_masks(&mut init::rng(*seed));
                let start = self.past.start.clone();
                self.take_weights(&start);
            }
            Op::Edit { edits } => {
                plan::check_edits(edits, &self.model)?;
                past::edit(&mut self.model, &mut self.past, edits);
            }
            Op::Quantize { scheme } => {
                self.encoding = Some(quantize::quantize(&mut self.model, scheme, train)?);
                self.movement = None;
            }
            Op::Share { bits } => {
                self.encoding = Some(sharing::share(&mut self.model, bits)?);
                self.movement = None;
            }
            _ => {}
        }
        let encoding = self.encoding.as_ref();
        if encoding.is_some_and(|encoding| !encoding.describes(&self.model)) {
            self.encoding = None;
        }
        Ok(())
    }

    /// What weights are made of as the training `op` begins: its first batch, too, sees rounded ones.
    ///
    /// # Errors
    /// Those of [`quantize::quantize`].
    pub(super) fn begin_encoding(&mut self, op: &Op, train: &Split) -> Result<()> {
        match op {
            Op::ShareTune { .. } => {}
            Op::QuantizeTune { scheme, .. } => {
                self.encoding = Some(quantize::quantize(&mut self.model, scheme, Some(train))?);
            }
            _ => self.encoding = None,
        }
        Ok(())
    }

    /// Every weight that is not pruned, and every bias, as in `source`.
    pub(super) fn take_weights(&mut self, source: &Mlp) {
        self.movement = None;
        self.encoding = None;
        self.model.set_input_rounding(Vec::new());
        past::take_weights(&mut self.model, &mut self.past, source);
    }

    /// Every layer keeps as many weights as before, drawn at random.
    fn shuffle_masks(&mut self, rng: &mut Rng) {
        for layer in self.model.layers_mut() {
            if layer.mask().is_none() {
                continue;
            }
            let (inputs, outputs) = (layer.inputs(), layer.outputs());
            let pairs = (0..inputs).flat_map(|i| (0..outputs).map(move |o| (i, o)));
            let mut kept: Vec<bool> = pairs.map(|(i, o)| layer.is_kept(i, o)).collect();
            kept.shuffle(rng);
            layer.forget_mask();
            layer.prune(|i, o| kept[i * outputs + o]);
        }
    }

    /// Exchanges weights if that is due after `step` batches.
    pub(super) fn exchange(
        &mut self,
        rewirer: &mut Rewirer,
        step: u32,
        next: (&Split, &[u32]),
    ) -> Option<Vec<Swap>> {
        rewirer.due(step)?;
        let before = self.model.clone();
        let swaps = rewirer.exchange(step, &mut self.model, next, &mut self.rng)?;
        self.past.note_cut(&before, &self.model);
        Some(swaps)
    }

    /// Prunes what is zero.
    pub(super) fn prune_zeros(&mut self) {
        let before = self.model.clone();
        let layers = self.model.layers_mut().iter_mut();
        layers.for_each(crate::nn::dense::Dense::mask_zeros);
        self.past.note_cut(&before, &self.model);
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
