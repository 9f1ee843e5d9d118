//! Reading a checkpoint: the tensors in its dictionaries, one within another, become a state dict.

use super::archive::{Archive, damaged};
use super::machine;
use super::pickle::{Id, Node, Pickle};
use super::tensors::{Described, Storages, called, described};
use crate::Result;
use crate::files::foreign::SAVE_STATE;
use crate::files::layer;
use crate::files::names;
use crate::files::refusal::Refusal;
use crate::files::remark::Remark;
use crate::files::state_dict::{self, is_aside};
use crate::nn::mlp::Mlp;

/// The most dictionaries within one another.
const MAX_DEPTH: usize = 6;
/// The most objects that are looked at.
const MAX_STEPS: usize = 100_000;
/// The most tensors.
const MAX_TENSORS: usize = 5_000;

/// Returns whether a file is a zip archive.
#[must_use]
pub fn is_archive(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}

/// Reads the bytes of `file`.
///
/// # Errors
/// [`Refusal`]s that name what is wrong.
pub fn read(file: &str, bytes: &[u8], remarks: &mut Vec<Remark>) -> Result<Mlp> {
    let mut archive = Archive::new(file, bytes)?;
    let is_big = archive.part("byteorder").is_ok_and(|order| order == b"big");
    let pickle = archive.part("data.pkl")?;
    let pickle = machine::read(&pickle).filter(|_| !is_big);
    let pickle = pickle.ok_or_else(|| damaged(file))?;
    let mut found = Found::default();
    found.gather(&pickle, pickle.root, String::new(), 0);
    if found.tensors.is_empty() {
        if let Some(class) = found.objects.first() {
            return Err(Refusal::NetworkPickled {
                file: file.into(),
                class: names::short(class),
                line: SAVE_STATE.into(),
            }
            .into());
        }
        return Err(Refusal::NetworkNoMatrix {
            file: file.into(),
            found: names::listed(found.left.iter().map(String::as_str)),
        }
        .into());
    }
    let mut storages = Storages::default();
    let mut entries = Vec::new();
    for (name, tensor) in found.tensors {
        entries.push(storages.entry(file, &mut archive, name, tensor)?);
    }
    let layers = state_dict::read(file, entries, true, remarks)?;
    if !found.left.is_empty() {
        let names = names::listed(found.left.iter().map(String::as_str));
        remarks.push(Remark::LeftOut { names });
    }
    layer::network(file, &layers, Vec::new())
}

/// What is in a checkpoint.
#[derive(Default)]
struct Found {
    /// Tensors by their paths.
    tensors: Vec<(String, Described)>,
    /// What is left out, by its outermost name.
    left: Vec<String>,
    /// Classes of objects that only their own code can read.
    objects: Vec<String>,
    steps: usize,
}

impl Found {
    fn gather(&mut self, pickle: &Pickle, id: Id, path: String, depth: usize) {
        self.steps += 1;
        if self.steps > MAX_STEPS {
            return;
        }
        if is_aside(&path) {
            return self.leave(&path);
        }
        if let Some(tensor) = described(pickle, id) {
            if self.tensors.len() < MAX_TENSORS {
                self.tensors.push((path, tensor));
            }
            return;
        }
        let within = |name: &str| match path.is_empty() {
            true => name.to_owned(),
            false => format!("{path}.{name}"),
        };
        match pickle.node(id) {
            Node::Dict(entries) if depth < MAX_DEPTH => {
                for &(key, value) in entries {
                    let number = || pickle.size(key).map(|number| number.to_string());
                    let name = pickle.text(key).map(str::to_owned).or_else(number);
                    if let Some(name) = name {
                        self.gather(pickle, value, within(&name), depth + 1);
                    }
                }
            }
            Node::List(entries) if depth < MAX_DEPTH => {
                for (at, &entry) in entries.iter().enumerate() {
                    self.gather(pickle, entry, within(&at.to_string()), depth + 1);
                }
            }
            Node::Call(..) => {
                let class = called(pickle, id).unwrap_or("?").to_owned();
                if !self.objects.contains(&class) {
                    self.objects.push(class);
                }
                self.leave(&path);
            }
            Node::Other
            | Node::Bool(_)
            | Node::Int(_)
            | Node::Text(_)
            | Node::List(_)
            | Node::Dict(_)
            | Node::Global(_)
            | Node::Outside(_) => self.leave(&path),
        }
    }

    fn leave(&mut self, path: &str) {
        let outer = path.split('.').next().unwrap_or(path);
        if !outer.is_empty() && !self.left.iter().any(|left| left == outer) {
            self.left.push(outer.to_owned());
        }
    }
}
