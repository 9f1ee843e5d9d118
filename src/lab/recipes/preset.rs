//! Pipelines that are well known, to begin with and to change: a list of stages each, from a network with random parameters
//! to its end.

use super::checked;
use super::deep::DeepCompression;
use crate::choice::{Choice, by_name};
use crate::lab::ops::{Op, list};
use crate::{Error, Result};
use serde::{Deserialize, Serialize};

/// A well-known pipeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Preset {
    /// Train, prune half, fine-tune (LeCun, Denker & Solla 1990).
    Textbook,
    /// Deep Compression, taught by the network it was before (Han et al. 2016, arXiv:1510.00149; Hinton et al. 2015,
    /// arXiv:1503.02531).
    Deep,
    /// Train, prune, rewind, train, ... (Frankle & Carbin 2019, arXiv:1803.03635).
    Lottery,
    /// A small student in few bits (Hinton et al. 2015, arXiv:1503.02531).
    Student,
}

/// A preset on a data set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Pipeline {
    /// Which.
    pub preset: Preset,
    /// Pixels of an image.
    pub pixels: usize,
    /// Number of classes.
    pub classes: usize,
    /// Seed of the network.
    pub seed: u64,
}

impl Choice for Preset {
    const WHAT: &'static str = "preset";
    const ALL: &'static [Self] = &[Self::Textbook, Self::Deep, Self::Lottery, Self::Student];

    fn name(&self) -> &'static str {
        match self {
            Self::Textbook => "textbook",
            Self::Deep => "deep",
            Self::Lottery => "lottery",
            Self::Student => "student",
        }
    }
}

by_name!(Preset);

/// The operations of those that are the same on every data set, as in links; `SEED` is the network's.
const TEXTBOOK: &str = "init(256;SEED)~train(adam,0.001;64;10)~prune(magnitude,layer,kth-value;0.5)\
    ~finetune(adam,0.001;64;5;keep)";
const LOTTERY: &str = "init(256;SEED)~train(adam,0.001;64;5)\
    ~prune(magnitude,layer,exact;0.5)~rewind()~train(adam,0.001;64;5)\
    ~prune(magnitude,layer,exact;0.75)~rewind()~train(adam,0.001;64;5)\
    ~prune(magnitude,layer,exact;0.875)~rewind()~train(adam,0.001;64;5)";
const STUDENT: &str = "init(30;SEED)\
    ~distil(adam,0.001;64;15;3;0.9;init%28300%2C100%3BSEED%29%7Etrain%28adam%2C0.001%3B64%3B8%29)\
    ~quantizetune(adam,0.0005;64;3;4,symmetric,tensor)";

impl Pipeline {
    /// Returns the operations.
    ///
    /// # Errors
    /// Those of [`Op::check`].
    pub fn ops(&self) -> Result<Vec<Op>> {
        let text = match self.preset {
            Preset::Textbook => TEXTBOOK,
            Preset::Deep => return self.deep(),
            Preset::Lottery => LOTTERY,
            Preset::Student => STUDENT,
        };
        let text = text.replace("SEED", &self.seed.to_string());
        let ops = list::read(&text, 0).map_err(|error| Error::BadExperiment {
            reason: error.to_string(),
        })?;
        checked(ops)
    }

    fn deep(&self) -> Result<Vec<Op>> {
        let mut recipe = DeepCompression::mnist_taught(self.seed);
        if let [pixels, .., classes] = &mut recipe.widths[..] {
            (*pixels, *classes) = (self.pixels, self.classes);
        }
        recipe.ops()
    }
}
