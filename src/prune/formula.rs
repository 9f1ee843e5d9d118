//! What a choice computes and who proposed it, as the page shows it. The same in every language.
//!
//! w is a weight, g its gradient of the mean loss L of n calibration images, x an input, a a neuron's output, v the
//! weights out of it, r the ratio, N a number of weights.

use serde::Serialize;

/// A paper, by its authors and year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Paper {
    /// Authors and year.
    pub name: &'static str,
    /// Its number at arXiv; `None` for papers that are not there.
    pub arxiv: Option<&'static str>,
}

impl Paper {
    /// A paper at arXiv.
    #[must_use]
    pub const fn arxiv(name: &'static str, number: &'static str) -> Self {
        let arxiv = Some(number);
        Self { name, arxiv }
    }

    /// A paper that is not at arXiv.
    #[must_use]
    pub const fn elsewhere(name: &'static str) -> Self {
        Self { name, arxiv: None }
    }
}

/// Papers by which several choices, or a shape or scope, are named.
pub mod papers {
    use super::Paper;

    /// Learning both weights and connections: magnitude.
    pub const HAN_2015: Paper = Paper::arxiv("Han et al. 2015", "1506.02626");
    /// Rigging the lottery: RigL.
    pub const EVCI_2020: Paper = Paper::arxiv("Evci et al. 2020", "1911.11134");
    /// Optimal brain surgeon.
    pub const HASSIBI_1993: Paper = Paper::elsewhere("Hassibi & Stork 1993");
    /// Optimal brain damage.
    pub const LECUN_1990: Paper = Paper::elsewhere("LeCun et al. 1990");
    /// Pruning filters.
    pub const LI_2017: Paper = Paper::arxiv("Li et al. 2017", "1608.08710");
    /// Accelerating sparse deep neural networks: 2:4.
    pub const MISHRA_2021: Paper = Paper::arxiv("Mishra et al. 2021", "2104.08378");
    /// Sparse evolutionary training: SET.
    pub const MOCANU_2018: Paper = Paper::arxiv("Mocanu et al. 2018", "1707.04780");
    /// Pruning for resource-efficient inference.
    pub const MOLCHANOV_2017: Paper = Paper::arxiv("Molchanov et al. 2017", "1611.06440");
    /// Wanda.
    pub const SUN_2024: Paper = Paper::arxiv("Sun et al. 2024", "2306.11695");
}

/// Where a choice comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// The papers that proposed it.
    Papers(&'static [Paper]),
    /// No paper: common practice, or a baseline that others are compared with.
    Baseline,
}

/// A choice's formula, and where it comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Formula {
    /// The formula in Unicode.
    pub text: &'static str,
    /// Where it comes from.
    pub source: Source,
}

impl Formula {
    /// A formula that papers proposed.
    #[must_use]
    pub const fn of(text: &'static str, papers: &'static [Paper]) -> Self {
        let source = Source::Papers(papers);
        Self { text, source }
    }

    /// A formula that no paper in particular proposed.
    #[must_use]
    pub const fn baseline(text: &'static str) -> Self {
        let source = Source::Baseline;
        Self { text, source }
    }

    /// The papers; none for a baseline.
    #[must_use]
    pub const fn papers(&self) -> &'static [Paper] {
        match self.source {
            Source::Papers(papers) => papers,
            Source::Baseline => &[],
        }
    }
}
