//! Operations described: names, fields with their bounds and kinds, what each needs and does, and its defaults; what links,
//! forms and command lines are made from.

use super::Op;
use super::base::{Entry, Field, Kind, Needs, Work};
use crate::check::Limit;
use serde::Serialize;

/// An operation.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OpDescription {
    /// Its name.
    pub name: &'static str,
    /// The names it had in older links and files.
    pub old_names: &'static [&'static str],
    /// Its name in links.
    pub link: String,
    /// What it does.
    pub work: WorkKind,
    /// What has to be there before it, with its defaults.
    pub needs: Needs,
    /// Its fields in the order of its link.
    pub fields: Vec<FieldDescription>,
    /// The operation with its defaults.
    pub default: Op,
}

/// Kinds of work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum WorkKind {
    /// It makes a network.
    Make,
    /// It changes one at once.
    Change,
    /// It trains one; its link may end with `stop=N`.
    Train,
    /// It repeats a training.
    Repeat,
}

/// A field.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FieldDescription {
    /// Its name.
    pub name: &'static str,
    /// What it is, in English.
    pub what: &'static str,
    /// Bounds of its number, or of each of its numbers.
    pub limit: Option<Limit>,
    /// What kind of value it has.
    #[serde(flatten)]
    pub kind: Kind,
}

impl From<&Entry<'_>> for FieldDescription {
    fn from(entry: &Entry<'_>) -> Self {
        Self {
            name: entry.field.name,
            what: entry.field.what,
            limit: entry.field.limit,
            kind: entry.value.kind(),
        }
    }
}

impl Op {
    /// Describes operations of its kind.
    #[must_use]
    pub fn describe(&self) -> OpDescription {
        OpDescription {
            name: self.name(),
            old_names: self.old_names(),
            link: self.name().to_ascii_lowercase(),
            work: match self.work() {
                Work::Make(_) => WorkKind::Make,
                Work::Change(_) => WorkKind::Change,
                Work::Train(_) => WorkKind::Train,
                Work::Repeat(_) => WorkKind::Repeat,
            },
            needs: self.needs(),
            fields: self.operation().fields().iter().map(Into::into).collect(),
            default: self.clone(),
        }
    }
}

/// Describes fields that are numbers.
#[must_use]
pub fn numbers(fields: &[Field]) -> Vec<FieldDescription> {
    let describe = |field: &Field| FieldDescription {
        name: field.name,
        what: field.what,
        limit: field.limit,
        kind: Kind::Number,
    };
    fields.iter().map(describe).collect()
}
