//! One person's lab: a data set, the tree of runs on it, at most one run at work, and the ranking under the slider.
//!
//! Everything is synchronous and in steps; nothing here knows of time, threads or screens.

mod dataset;
mod networks;
mod probe;
mod ranking;
mod runs;
mod work;

pub use crate::data::idx::NamedFile;
pub use crate::files::network::FileKind;
pub use crate::nn::mlp::Mlp;
pub use crate::prune::order::Cut;
pub use crate::prune::trajectory::{Removal, grid, ratios};

use super::tree::Tree;
use crate::data::dataset::Dataset;
use crate::data::digits::{DigitsConfig, Generator};
use crate::prune::trajectory::Trajectory;
use probe::{Probing, Timing};
use std::collections::BTreeMap;
use work::Work;

/// The lab; see the module's text.
#[derive(Default)]
pub struct Session {
    data: Option<Dataset>,
    generator: Option<(DigitsConfig, Generator)>,
    imported: BTreeMap<String, Mlp>,
    tree: Tree,
    run: Option<Work>,
    trajectory: Option<Trajectory>,
    ranked: Option<u32>,
    probe: Option<Probing>,
    timing: Option<Timing>,
}
