//! What an operation is: a checked set of fields, what it needs, and one of four kinds of work.

use super::config::{TrainConfig, TrainPlan};
use super::field::{Entry, EntryMut, within_fields};
use super::hook::Hook;
use super::learner::Learner;
use crate::Result;
use crate::data::dataset::{Dataset, Split};
use crate::lab::ops::Op;
use crate::lab::ops::state::State;
use crate::nn::mlp::Mlp;
use serde::Serialize;

/// One operation. `fields!` writes the first three functions.
pub trait Operation {
    /// Returns its fields in the order of its link.
    fn fields(&self) -> Vec<Entry<'_>>;

    /// The same, to be set.
    fn fields_mut(&mut self) -> Vec<EntryMut<'_>>;

    /// Returns where it says after how many batches it was ended early, if it trains.
    fn stop_mut(&mut self) -> Option<&mut Option<u32>>;

    /// Checks it as far as that can be said without a network: every field for itself, and what has to go together.
    ///
    /// # Errors
    /// [`crate::Error::OutOfRange`] names the number that is wrong and its range, [`crate::Error::MethodMismatch`] a choice
    /// that does not go with another, [`crate::Error::MisplacedOp`] an operation of a teacher.
    fn check(&self) -> Result<()> {
        within_fields(&self.fields())
    }

    /// Returns what has to be there before it.
    fn needs(&self) -> Needs;

    /// Returns what it does.
    fn work(&self) -> Work<'_>;

    /// Returns whether it prunes whole neurons, so that the network may be shrunk.
    fn prunes_neurons(&self) -> bool {
        false
    }

    /// Returns the operations that make its teacher, if it has one.
    fn teacher(&self) -> Option<&[Op]> {
        None
    }
}

/// What has to be there before an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Needs {
    /// Training images.
    pub images: bool,
    /// Movement, recorded by the training just before.
    pub movement: bool,
    /// Pruned weights.
    pub mask: bool,
    /// Weights that share values.
    pub sharing: bool,
    /// A training.
    pub training: bool,
}

impl Needs {
    /// What is missing where a training is needed.
    pub const NO_TRAINING: &str = "there was no training to rewind to";

    /// Nothing but a network.
    pub const NETWORK: Self = Self {
        images: false,
        movement: false,
        mask: false,
        sharing: false,
        training: false,
    };
    /// Training images.
    pub const IMAGES: Self = Self {
        images: true,
        ..Self::NETWORK
    };

    /// Returns what is missing in `state`, in words. Images and movement are looked for by what ranks by them.
    #[must_use]
    pub fn missing(&self, state: &State) -> Option<&'static str> {
        if self.mask && !state.has_mask() {
            return Some(
                "nothing is pruned, so there is nowhere to grow; prune first, at random for a sparse start",
            );
        }
        if self.sharing && !state.is_shared() {
            return Some("it needs weights that are shared; share them first (share)");
        }
        if self.training && state.past.first.is_none() {
            return Some(Self::NO_TRAINING);
        }
        None
    }
}

/// What an operation does: exactly one of these.
pub enum Work<'a> {
    /// It makes a network.
    Make(&'a dyn Makes),
    /// It changes one at once.
    Change(&'a dyn Changes),
    /// It trains one, batch by batch.
    Train(&'a dyn Trains),
    /// It does the first training again up to a step, from 1, and takes the weights of then.
    Repeat(u32),
}

/// A network file, as an operation names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NetworkFile<'a> {
    /// The file's name.
    pub name: &'a str,
    /// [`crate::lab::ops::import::digest`] of its bytes.
    pub digest: &'a str,
}

/// Makes a network.
pub trait Makes {
    /// Returns the file it is made from, if it is.
    fn file(&self) -> Option<NetworkFile<'_>>;

    /// Makes the network for `data`; `imported` is that of the file.
    ///
    /// # Errors
    /// [`crate::Error::NeedsCheckpoint`] if the file's network is not there.
    fn make(&self, data: &Dataset, imported: Option<Mlp>) -> Result<State>;
}

/// Changes a network at once.
pub trait Changes {
    /// Changes `state`; `train` are the training images, where they are at hand.
    ///
    /// # Errors
    /// Those of [`crate::prune::order::Order::new`] and of quantising and sharing, [`crate::Error::OutOfRange`] for what
    /// this network has not.
    fn change(&self, state: &mut State, train: Option<&Split>) -> Result<()>;

    /// Returns whether that takes no time and no images, so that what it leaves need not be kept.
    fn is_instant(&self) -> bool;
}

/// Trains a network.
pub trait Trains {
    /// Returns how.
    fn config(&self) -> &TrainConfig;

    /// Returns after how many batches it was ended early.
    fn stop_after(&self) -> Option<u32>;

    /// Begins to train `state` as `plan` says.
    ///
    /// # Errors
    /// [`crate::Error::OutOfRange`] for what does not fit the data set or the network; those of what is ranked or
    /// quantized.
    fn begin(&self, state: &mut State, plan: &TrainPlan, data: &Dataset) -> Result<Brought>;
}

/// What an operation brings into its training.
#[derive(Debug)]
pub struct Brought {
    /// What learns.
    pub learner: Box<dyn Learner>,
    /// What is done beside that.
    pub hooks: Vec<Box<dyn Hook>>,
}

impl Brought {
    /// A learner and nothing beside it.
    #[must_use]
    pub fn learner(learner: impl Learner + 'static) -> Self {
        Self {
            learner: Box::new(learner),
            hooks: Vec::new(),
        }
    }

    /// The same with one more hook.
    #[must_use]
    pub fn with(mut self, hook: impl Hook + 'static) -> Self {
        self.hooks.push(Box::new(hook));
        self
    }
}
