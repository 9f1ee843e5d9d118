//! Choices with a name: what stands in links and files and on the command line is said once, by [`Choice::name`].
//!
//! `by_name!` makes the rest of it: `Display`, `FromStr`, and serde as a string.

/// One of a fixed set of choices, known by its name.
pub trait Choice: Copy + PartialEq + Sized + 'static {
    /// What is chosen, such as "score".
    const WHAT: &'static str;
    /// All choices, in the order in which lists show them.
    const ALL: &'static [Self];

    /// Its name in links and files.
    fn name(&self) -> &'static str;

    /// The name it had in older links and files, which are still read.
    fn old_name(&self) -> Option<&'static str> {
        None
    }

    /// The choice of a name, the old one included.
    #[must_use]
    fn from_name(name: &str) -> Option<Self> {
        let is_called = |choice: &&Self| choice.name() == name || choice.old_name() == Some(name);
        Self::ALL.iter().find(is_called).copied()
    }

    /// Names of choices, joined by commas.
    #[must_use]
    fn names(choices: &[Self]) -> String {
        let names: Vec<&str> = choices.iter().map(Self::name).collect();
        names.join(", ")
    }
}

/// Implements `Display`, `FromStr`, `Serialize` and `Deserialize` for a [`Choice`] by its name.
macro_rules! by_name {
    ($type:ty) => {
        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str($crate::choice::Choice::name(self))
            }
        }

        impl std::str::FromStr for $type {
            type Err = String;

            fn from_str(text: &str) -> std::result::Result<Self, String> {
                use $crate::choice::Choice;
                Self::from_name(text).ok_or_else(|| {
                    let (what, allowed) = (Self::WHAT, Self::names(Self::ALL));
                    format!("{what} {text:?} is none of {allowed}")
                })
            }
        }

        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(
                &self,
                serializer: S,
            ) -> std::result::Result<S::Ok, S::Error> {
                serializer.serialize_str($crate::choice::Choice::name(self))
            }
        }

        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(
                deserializer: D,
            ) -> std::result::Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}
pub(crate) use by_name;
