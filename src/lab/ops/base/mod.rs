//! What operations have in common: the trait each of them implements, how one trains, the table of its fields, and what
//! it brings into a run.

pub mod config;
pub mod field;
pub mod hook;
pub mod learner;
pub mod name;
pub mod operation;
pub mod optimizer;
pub mod place;
pub mod study;

pub use config::{TrainConfig, TrainPlan};
pub use field::{BATCHES, Entry, EntryMut, Field, INDEX, Kind, Value, within_fields};
pub use hook::{Batch, Hook};
pub use learner::{Exact, Learner};
pub use operation::{Brought, Changes, Makes, Needs, NetworkFile, Operation, Trains, Work};
pub use place::Place;
pub use study::Study;
