//! The fields of an operation as a table: what each is called, its bounds, and where its value is.
//!
//! The table is written once, by [`fields!`](crate::lab::ops::base::field), in the order of the operation's link. Checks,
//! links, forms and descriptions are derived from it.

use super::name::{escaped, read_name};
use super::place::Place;
use crate::Result;
use crate::check::Limit;
use crate::choice::Choice;
use crate::piece::{LinkError, number, number_text};
use serde::Serialize;

/// A count of batches, at least one.
pub const BATCHES: Limit = Limit::whole(1, u32::MAX as u64);
/// A number of batches done, or an index.
pub const INDEX: Limit = Limit::whole(0, u32::MAX as u64);

/// A field of an operation, or of a part of one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Field {
    /// Its name in JSON.
    pub name: &'static str,
    /// What it is, in messages.
    pub what: &'static str,
    /// Bounds of its number or of each of its numbers; none where it has no numbers, or these have their own.
    pub limit: Option<Limit>,
}

impl Field {
    /// A field with a number, or with numbers.
    #[must_use]
    pub const fn number(name: &'static str, what: &'static str, limit: Limit) -> Self {
        Self {
            name,
            what,
            limit: Some(limit),
        }
    }

    /// A field of another kind.
    #[must_use]
    pub const fn other(name: &'static str, what: &'static str) -> Self {
        Self {
            name,
            what,
            limit: None,
        }
    }

    /// Checks a number of this field.
    ///
    /// # Errors
    /// [`crate::Error::OutOfRange`].
    pub fn check(&self, value: f64) -> Result<()> {
        self.limit
            .map_or(Ok(()), |limit| limit.check(self.what, value))
    }

    /// Reads a number of this field from a link.
    ///
    /// # Errors
    /// [`LinkError::Number`].
    pub fn read(&self, text: &str) -> std::result::Result<f64, LinkError> {
        let free = Limit::real(f64::NEG_INFINITY, f64::INFINITY);
        number(text, self.limit.unwrap_or(free))
    }
}

/// A value of a field.
pub trait Value {
    /// Checks it as far as that can be said without a network.
    ///
    /// # Errors
    /// [`crate::Error::OutOfRange`], [`crate::Error::MethodMismatch`].
    fn check(&self, field: &Field) -> Result<()>;

    /// Writes it as it stands in a link; `before` are the operations before its own.
    fn write(&self, before: &[String]) -> String;

    /// Reads it from a link.
    ///
    /// # Errors
    /// [`LinkError`] names the piece that is wrong.
    fn read(
        &mut self,
        text: &str,
        field: &Field,
        place: &Place<'_>,
    ) -> std::result::Result<(), LinkError>;

    /// Returns what kind of value it is.
    fn kind(&self) -> Kind;

    /// Returns whether it takes all of its operation's piece, semicolons included.
    fn is_list(&self) -> bool {
        false
    }
}

/// Kinds of values.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum Kind {
    /// A number.
    Number,
    /// A number that may be missing.
    MaybeNumber,
    /// A list of numbers.
    Numbers,
    /// One of a few names.
    Choice {
        /// The names.
        names: Vec<&'static str>,
    },
    /// A text.
    Text,
    /// An optimiser.
    Optimizer,
    /// A pruning method.
    Method,
    /// A quantisation scheme.
    Scheme,
    /// Weights and neurons.
    Edits,
    /// The operations that make a teacher.
    Teacher,
}

/// A field and its value.
pub struct Entry<'a> {
    /// The field.
    pub field: &'static Field,
    /// Its value.
    pub value: &'a dyn Value,
}

/// A field and its value, to be set.
pub struct EntryMut<'a> {
    /// The field.
    pub field: &'static Field,
    /// Its value.
    pub value: &'a mut dyn Value,
}

/// Checks every field for itself.
///
/// # Errors
/// That of the first which is wrong.
pub fn within_fields(entries: &[Entry<'_>]) -> Result<()> {
    let mut each = entries.iter();
    each.try_for_each(|entry| entry.value.check(entry.field))
}

macro_rules! numbers {
    ($($number:ty),*) => {
        $(impl Value for $number {
            fn check(&self, field: &Field) -> Result<()> {
                field.check(*self as f64)
            }

            fn write(&self, _: &[String]) -> String {
                number_text(*self as f64)
            }

            fn read(
                &mut self,
                text: &str,
                field: &Field,
                _: &Place<'_>,
            ) -> std::result::Result<(), LinkError> {
                *self = field.read(text)? as $number;
                Ok(())
            }

            fn kind(&self) -> Kind {
                Kind::Number
            }
        })*
    };
}
numbers!(f64, u32, u64);

impl<C: Choice> Value for C {
    fn check(&self, _: &Field) -> Result<()> {
        Ok(())
    }

    fn write(&self, _: &[String]) -> String {
        self.name().into()
    }

    fn read(
        &mut self,
        text: &str,
        _: &Field,
        place: &Place<'_>,
    ) -> std::result::Result<(), LinkError> {
        *self = Self::from_name(text).ok_or_else(|| place.refused())?;
        Ok(())
    }

    fn kind(&self) -> Kind {
        Kind::Choice {
            names: Self::ALL.iter().map(Choice::name).collect(),
        }
    }
}

impl Value for Option<u32> {
    fn check(&self, field: &Field) -> Result<()> {
        self.map_or(Ok(()), |number| field.check(number.into()))
    }

    fn write(&self, _: &[String]) -> String {
        self.map(|number| number.to_string()).unwrap_or_default()
    }

    fn read(
        &mut self,
        text: &str,
        field: &Field,
        _: &Place<'_>,
    ) -> std::result::Result<(), LinkError> {
        *self = if text.is_empty() {
            None
        } else {
            Some(field.read(text)? as u32)
        };
        Ok(())
    }

    fn kind(&self) -> Kind {
        Kind::MaybeNumber
    }
}

/// Names are free.
impl Value for String {
    fn check(&self, _: &Field) -> Result<()> {
        Ok(())
    }

    fn write(&self, _: &[String]) -> String {
        escaped(self)
    }

    fn read(&mut self, text: &str, _: &Field, _: &Place<'_>) -> std::result::Result<(), LinkError> {
        *self = read_name(text)?;
        Ok(())
    }

    fn kind(&self) -> Kind {
        Kind::Text
    }
}

/// The fields of an operation in the order of its link: `name: FIELD, ...`. One that trains has those of its
/// [`TrainConfig`](super::TrainConfig) first (`config, name: FIELD, ...`) and may be stopped early.
macro_rules! fields {
    (config $(, $name:ident: $field:expr)* $(,)?) => {
        fn fields(&self) -> Vec<$crate::lab::ops::base::Entry<'_>> {
            let mut all = self.config.fields();
            all.extend([$($crate::lab::ops::base::Entry { field: &$field, value: &self.$name }),*]);
            all
        }

        fn fields_mut(&mut self) -> Vec<$crate::lab::ops::base::EntryMut<'_>> {
            let mut all = self.config.fields_mut();
            all.extend([$($crate::lab::ops::base::EntryMut { field: &$field, value: &mut self.$name }),*]);
            all
        }

        fn stop_mut(&mut self) -> Option<&mut Option<u32>> {
            Some(&mut self.stop_after)
        }
    };
    ($($name:ident: $field:expr),* $(,)?) => {
        fn fields(&self) -> Vec<$crate::lab::ops::base::Entry<'_>> {
            vec![$($crate::lab::ops::base::Entry { field: &$field, value: &self.$name }),*]
        }

        fn fields_mut(&mut self) -> Vec<$crate::lab::ops::base::EntryMut<'_>> {
            vec![$($crate::lab::ops::base::EntryMut { field: &$field, value: &mut self.$name }),*]
        }

        fn stop_mut(&mut self) -> Option<&mut Option<u32>> {
            None
        }
    };
}
pub(crate) use fields;
