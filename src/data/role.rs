//! What names of files and folders say of the images in them.

/// What the name of a file, or of a folder, says of the images in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// To learn from.
    Train,
    /// Nothing.
    Unknown,
    /// To choose settings by.
    Validation,
    /// To measure on.
    Test,
}

impl Role {
    /// All of them, in the order of their pairs.
    pub const ALL: [Self; 4] = [Self::Train, Self::Unknown, Self::Validation, Self::Test];
}

/// Returns what a name says: by the words in it, so that "latest" is no test.
#[must_use]
pub fn role_of(name: &str) -> Role {
    let lower = name.to_ascii_lowercase();
    let mut role = Role::Unknown;
    for word in lower.split(|mark: char| !mark.is_ascii_alphanumeric()) {
        let word = word.trim_start_matches(['x', 'y']);
        let found = match word {
            "train" | "training" | "trainimages" | "trainlabels" => Role::Train,
            "test" | "testing" | "t10k" | "testimages" | "testlabels" => Role::Test,
            "val" | "valid" | "validation" | "dev" => Role::Validation,
            _ if word.starts_with("train") => Role::Train,
            _ if word.starts_with("test") || word.starts_with("t10k") => Role::Test,
            _ => continue,
        };
        if role != Role::Unknown && role != found {
            return Role::Unknown;
        }
        role = found;
    }
    role
}
