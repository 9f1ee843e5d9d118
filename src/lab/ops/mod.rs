//! Operations, as they stand in links and files (JSON with camelCase names): one file each, which holds its struct, its
//! defaults, the table of its fields and their bounds, its check, what it needs, and how it runs.
//!
//! `base` is what they have in common, `state` what they start from and leave, `past` what of it may be brought back.
//! Here is the one list of all operations and the only dispatch over it. A new operation is a file and a line here.

pub mod base;
pub mod describe;
pub mod distil;
pub mod drop_grow;
pub mod edit;
pub mod fine_tune;
pub mod gradual;
pub mod import;
pub mod init;
pub mod list;
pub mod movement;
pub mod past;
pub mod proximal;
pub mod prune;
pub mod quantize;
pub mod quantize_tune;
pub mod reinit;
pub mod rewind;
pub mod share;
pub mod share_tune;
pub mod shuffle;
pub mod state;
pub mod train;

pub use crate::compress::scheme::Scheme;
pub use crate::prune::drop_grow::Growth;
pub use crate::prune::fit;
pub use crate::prune::method::Method;
pub use crate::prune::score::Score;
pub use base::TrainConfig;
pub use distil::Distil;
pub use drop_grow::DropGrow;
pub use edit::{Edit, Edits};
pub use fine_tune::{FineTune, MaskChoice};
pub use gradual::Gradual;
pub use import::Import;
pub use init::Init;
pub use movement::Movement;
pub use proximal::Proximal;
pub use prune::Prune;
pub use quantize::Quantize;
pub use quantize_tune::QuantizeTune;
pub use reinit::Reinit;
pub use rewind::Rewind;
pub use share::Share;
pub use share_tune::ShareTune;
pub use shuffle::Shuffle;
pub use train::Train;

use crate::{Error, Result};
use base::config::STOP_AFTER;
use base::{NetworkFile, Operation, Value, Work};
use serde::{Deserialize, Serialize};

/// The most operations in a list.
pub const MAX_OPS: usize = 200;

macro_rules! operations {
    ($($(#[$doc:meta])* $name:literal $(| $alias:literal)* => $variant:ident($type:ty),)*) => {
        /// One operation.
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
        #[serde(tag = "op")]
        pub enum Op {
            $($(#[$doc])* #[serde(rename = $name $(, alias = $alias)*)] $variant($type),)*
        }

        impl Op {
            /// Its name in files and messages; in links the same without capitals.
            #[must_use]
            pub fn name(&self) -> &'static str {
                match self {
                    $(Self::$variant(_) => $name,)*
                }
            }

            /// Returns every operation with its defaults.
            #[must_use]
            pub fn all() -> Vec<Self> {
                vec![$(Self::$variant(Default::default())),*]
            }

            /// Returns the names it had in older links and files, which are still read.
            #[must_use]
            pub fn old_names(&self) -> &'static [&'static str] {
                match self {
                    $(Self::$variant(_) => &[$($alias),*],)*
                }
            }

            /// Returns the operation of a name in links, with its defaults.
            fn from_link(name: &str) -> Option<Self> {
                let is_called = |own: &str| own.to_ascii_lowercase() == name;
                $(if is_called($name) $(|| is_called($alias))* {
                    return Some(Self::$variant(Default::default()));
                })*
                None
            }

            fn operation(&self) -> &dyn Operation {
                match self {
                    $(Self::$variant(op) => op,)*
                }
            }

            fn operation_mut(&mut self) -> &mut dyn Operation {
                match self {
                    $(Self::$variant(op) => op,)*
                }
            }
        }

        $(impl From<$type> for Op {
            fn from(op: $type) -> Self {
                Self::$variant(op)
            }
        })*
    };
}

operations! {
    /// A network with random parameters.
    "init" => Init(Init),
    /// A network from a file.
    "import" => Import(Import),
    /// Training; a mask that is there is kept.
    "train" => Train(Train),
    /// Pruning to a ratio of all prunable weights or hidden neurons.
    "prune" => Prune(Prune),
    /// Training after pruning.
    "fineTune" => FineTune(FineTune),
    /// Training during which more and more is pruned.
    "gradual" => Gradual(Gradual),
    /// Weights go back to those at the beginning or at a step of the first training.
    "rewind" => Rewind(Rewind),
    /// The weights are drawn anew; the mask stays.
    "reinit" => Reinit(Reinit),
    /// The mask is shuffled within every layer; the weights go back to those at the beginning.
    "shuffle" => Shuffle(Shuffle),
    /// Weights and neurons pruned or restored by hand.
    "edit" => Edit(Edits),
    /// The weights get the nearest of few levels.
    "quantize" => Quantize(Quantize),
    /// Quantisation-aware training.
    "quantizeTune" => QuantizeTune(QuantizeTune),
    /// Sparse training that drops weights and grows others.
    "dropGrow" | "rewire" => DropGrow(DropGrow),
    /// The weights of every layer share few values.
    "share" => Share(Share),
    /// Training of shared values.
    "shareTune" => ShareTune(ShareTune),
    /// Training with an L1 penalty.
    "proximal" => Proximal(Proximal),
    /// Training by a teacher.
    "distil" => Distil(Distil),
    /// Training that records movement.
    "movement" => Movement(Movement),
}

impl Op {
    /// Checks it as far as that can be said without a network.
    ///
    /// # Errors
    /// Those of its [`Operation::check`].
    pub fn check(&self) -> Result<()> {
        self.training()
            .map_or(Ok(()), |(_, stop_after)| stop_after.check(&STOP_AFTER))?;
        self.operation().check()
    }

    /// Returns what has to be there before it.
    #[must_use]
    pub fn needs(&self) -> base::Needs {
        self.operation().needs()
    }

    /// Returns what it does.
    #[must_use]
    pub fn work(&self) -> Work<'_> {
        self.operation().work()
    }

    /// Returns whether it makes a network instead of changing one.
    #[must_use]
    pub fn is_root(&self) -> bool {
        matches!(self.work(), Work::Make(_))
    }

    /// Returns whether it is done in no time and without images, so that what it leaves need not be kept.
    #[must_use]
    pub fn is_instant(&self) -> bool {
        match self.work() {
            Work::Change(change) => change.is_instant(),
            Work::Make(_) | Work::Train(_) | Work::Repeat(_) => false,
        }
    }

    /// Returns the file it makes a network from, if it does.
    #[must_use]
    pub fn file(&self) -> Option<NetworkFile<'_>> {
        match self.work() {
            Work::Make(make) => make.file(),
            Work::Change(_) | Work::Train(_) | Work::Repeat(_) => None,
        }
    }

    /// Returns how it trains, if it does, and after how many batches it was ended early.
    #[must_use]
    pub fn training(&self) -> Option<(&TrainConfig, Option<u32>)> {
        match self.work() {
            Work::Train(train) => Some((train.config(), train.stop_after())),
            Work::Make(_) | Work::Change(_) | Work::Repeat(_) => None,
        }
    }

    /// Returns whether it prunes whole neurons.
    #[must_use]
    pub fn prunes_neurons(&self) -> bool {
        self.operation().prunes_neurons()
    }

    /// Returns the operations that make its teacher, if it has one.
    #[must_use]
    pub fn teacher(&self) -> Option<&[Self]> {
        self.operation().teacher()
    }

    /// Returns the same operation, ended after `batches`.
    #[must_use]
    pub fn stopped(mut self, batches: u32) -> Self {
        if let Some(stop) = self.operation_mut().stop_mut() {
            *stop = Some(batches);
        }
        self
    }

    /// Returns the error of an operation that cannot stand where it is, as number `index` of its list.
    #[must_use]
    pub fn misplaced(&self, index: usize, reason: &str) -> Error {
        Error::MisplacedOp {
            index,
            op: self.name().into(),
            reason: reason.into(),
        }
    }
}
