//! The layouts of storage formats, each described once.

use super::relative::WIDTHS;
use serde::Serialize;

/// How weights are laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Layout {
    /// Every weight as f32.
    Dense,
    /// Compressed sparse rows with columns of 2 bytes.
    Csr16,
    /// Compressed sparse rows with columns of 4 bytes.
    Csr32,
    /// One bit a weight, then values.
    Bitmask,
    /// Zeros before each entry, in 4 to 8 bits.
    Relative,
    /// Two of every four inputs.
    TwoFour,
    /// A byte a weight and a scale an output.
    Int8,
    /// Codes into the list of values that occur.
    Codes,
}

/// What a layout is.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Definition {
    /// The layout; what it serializes to is its name.
    pub layout: Layout,
    /// Bytes of a layer of N weights, z of them not zero, in `rows` rows.
    pub formula: &'static str,
    /// Who proposed it; empty where that is nobody in particular.
    pub source: &'static str,
    /// Whether any network it fits comes back to the bit.
    pub exact: bool,
    /// Density below which it is smaller than dense, row pointers and padding left aside: a weight that is not zero
    /// costs 4 bytes and what tells its place, one that is zero 4 in a dense file. `None` where it does not depend on
    /// the density. Relative indices are taken at their narrowest and without fillers.
    pub break_even: Option<f64>,
}

impl Layout {
    /// All layouts. A layout's place is its number in compact files.
    pub const ALL: [Self; 8] = [
        Self::Dense,
        Self::Csr16,
        Self::Csr32,
        Self::Bitmask,
        Self::Relative,
        Self::TwoFour,
        Self::Int8,
        Self::Codes,
    ];

    /// Describes it.
    #[must_use]
    pub fn definition(self) -> Definition {
        let exact = |formula, source, break_even| Definition {
            layout: self,
            formula,
            source,
            exact: true,
            break_even,
        };
        match self {
            Self::Dense => exact("4 N", "", None),
            Self::Csr16 => exact(
                "z (4 + 2) + (rows + 1) p,   p = z > 65535 ? 4 : 2",
                "Tinney & Walker 1967",
                Some(4.0 / (4.0 + 2.0)),
            ),
            Self::Csr32 => exact(
                "z (4 + 4) + (rows + 1) 4",
                "Tinney & Walker 1967",
                Some(4.0 / (4.0 + 4.0)),
            ),
            Self::Bitmask => exact("⌈N / 8⌉ + 4 z", "", Some(1.0 - 1.0 / 32.0)),
            Self::Relative => exact(
                "5 + ⌈e b / 8⌉ + 4 e,   e = z + fillers,   b = 4 … 8",
                "Han et al. 2016, arXiv:1510.00149",
                Some(32.0 / (32.0 + f64::from(*WIDTHS.start()))),
            ),
            Self::TwoFour => exact(
                "4 N / 2 + 2 (N / 2) / 8",
                "Mishra et al. 2021, arXiv:2104.08378",
                None,
            ),
            Self::Int8 => Definition {
                exact: false,
                ..exact("N + 4 rows", "Jacob et al. 2018, arXiv:1712.05877", None)
            },
            Self::Codes => exact(
                "3 + 4 k + ⌈z ⌈log₂ k⌉ / 8⌉ + places",
                "Han et al. 2016, arXiv:1510.00149",
                None,
            ),
        }
    }
}

/// Density above which a bitmask is smaller than CSR with columns of 2 bytes: N / 8 = 2 z.
pub const BITMASK_BEATS_CSR16: f64 = 1.0 / 16.0;
