//! One person's lab: a data set, the tree of runs on it, at most one run at work, and the ranking under the slider.
//!
//! Everything is synchronous and in steps; nothing here knows of time, threads or screens.

mod answers;
mod dataset;
mod networks;
mod probe;
mod ranking;
mod runs;
mod surveys;
mod work;

pub use self::answers::{Answer, Place, Subject};
pub use crate::data::idx::{Files, NamedFile};
pub use crate::data::idx_file::Reader;
pub use crate::files::network::FileKind;
pub use crate::nn::mlp::Mlp;
pub use crate::prune::order::Cut;
pub use crate::prune::trajectory::{Removal, grid, ratios};
pub use networks::ReadNetwork;

use super::tree::Tree;
use crate::data::dataset::Dataset;
use crate::data::digits::{DigitsConfig, Generator};
use crate::nn::evaluate::Survey;
use crate::prune::trajectory::Trajectory;
use probe::Probing;
use std::collections::BTreeMap;
use surveys::Question;
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
    /// The network that was asked last, and where it stands.
    asked: Option<(Place, Mlp)>,
    /// Predictions of the ranking's base, once they were asked for.
    dense: Vec<u8>,
    /// What a network is being asked about all test images.
    survey: Option<(Question, Survey)>,
}
