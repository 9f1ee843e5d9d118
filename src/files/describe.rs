//! What the page needs to know of files, storage formats and kernels: their definitions, to be sent as they are.

use super::formats::{self, BITMASK_BEATS_CSR16, Layout};
use super::network::{self, FileKind};
use crate::compress::inference::Kernel;
use serde::Serialize;

/// All kinds of files, storage formats and kernels.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FilesDescription {
    /// Kinds of network files.
    pub file_kinds: [network::Definition; FileKind::ALL.len()],
    /// Layouts of storage formats.
    pub layouts: [formats::Definition; Layout::ALL.len()],
    /// Density above which a bitmask is smaller than CSR with columns of 2 bytes.
    pub bitmask_beats_csr16: f64,
    /// Kernels that compute from a compact form.
    pub kernels: [Kernel; Kernel::ALL.len()],
}

/// Describes them.
#[must_use]
pub fn describe() -> FilesDescription {
    FilesDescription {
        file_kinds: FileKind::ALL.map(FileKind::definition),
        layouts: Layout::ALL.map(Layout::definition),
        bitmask_beats_csr16: BITMASK_BEATS_CSR16,
        kernels: Kernel::ALL,
    }
}
