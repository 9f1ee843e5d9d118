//! What is to be said of files that were read.

use serde::Serialize;

/// The most names that a remark repeats.
const MAX_NAMES: usize = 8;

/// What was done to files beside reading them; the page words it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(
    tag = "code",
    content = "params",
    rename_all = "kebab-case",
    rename_all_fields = "camelCase"
)]
pub enum Remark {
    /// Pixels were scaled to 0 to 255.
    Scaled {
        /// Name of the file.
        file: String,
        /// What became 255.
        top: f64,
    },
    /// A row for every class was read as labels.
    OneHot {
        /// Name of the file.
        file: String,
        /// Number of classes.
        classes: usize,
    },
    /// The first of QMNIST's columns was read.
    FirstColumn {
        /// Name of the file.
        file: String,
        /// Number of columns.
        columns: usize,
    },
    /// Images without labels were left out.
    Unlabelled {
        /// Name of the file.
        file: String,
        /// How many images.
        count: usize,
    },
    /// What an archive holds beside images and labels.
    LeftOut {
        /// At most eight names.
        files: String,
        /// How many files.
        count: usize,
    },
    /// Folders whose names are no numbers, in alphabetical order.
    Folders {
        /// At most eight, such as "0 = cat".
        classes: String,
        /// How many.
        count: usize,
    },
}

/// Returns at most eight of some names, for a sentence.
#[must_use]
pub fn names(all: &[String]) -> String {
    let some: Vec<&str> = all.iter().take(MAX_NAMES).map(String::as_str).collect();
    some.join(", ")
}
