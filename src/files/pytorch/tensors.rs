//! Tensors in a pickle, by a closed list of names: `torch._utils._rebuild_tensor_v2(storage, offset, size, stride, ...)`,
//! where the storage is `("storage", torch.FloatStorage, key, device, length)` outside of the pickle, perhaps within
//! `_rebuild_parameter`.

use super::archive::{Archive, damaged};
use super::pickle::{Id, Node, Pickle};
use crate::Result;
use crate::files::number::Type;
use crate::files::state_dict::Entry;
use std::collections::BTreeMap;

/// The most numbers of a tensor.
const MAX_NUMBERS: usize = 1 << 23;

/// Kinds of storages.
const STORAGES: [(&str, Type); 10] = [
    ("torch.FloatStorage", Type::F32),
    ("torch.HalfStorage", Type::F16),
    ("torch.BFloat16Storage", Type::Bf16),
    ("torch.DoubleStorage", Type::F64),
    ("torch.CharStorage", Type::I8),
    ("torch.ByteStorage", Type::U8),
    ("torch.ShortStorage", Type::I16),
    ("torch.IntStorage", Type::I32),
    ("torch.LongStorage", Type::I64),
    ("torch.BoolStorage", Type::Bool),
];

/// A tensor as a pickle describes it.
pub struct Described {
    dtype: std::result::Result<Type, String>,
    key: String,
    offset: usize,
    shape: Vec<usize>,
    strides: Vec<usize>,
}

/// Returns what an object is called that a call would make, such as "torch.nn.modules.linear.Linear".
pub fn called(pickle: &Pickle, id: Id) -> Option<&str> {
    let Node::Call(function, arguments) = pickle.node(id) else {
        return global(pickle, id);
    };
    let name = global(pickle, *function)?;
    // An object whose class is the first of the arguments.
    if name.ends_with("._reconstructor") || name.ends_with("__newobj__") {
        let first = pickle.list(*arguments).first()?;
        return global(pickle, *first);
    }
    Some(name)
}

fn global(pickle: &Pickle, id: Id) -> Option<&str> {
    match pickle.node(id) {
        Node::Global(name) => Some(name),
        Node::Other
        | Node::Bool(_)
        | Node::Int(_)
        | Node::Text(_)
        | Node::List(_)
        | Node::Dict(_)
        | Node::Call(..)
        | Node::Outside(_) => None,
    }
}

/// Understands an object as a tensor; none where it is something else.
pub fn described(pickle: &Pickle, id: Id) -> Option<Described> {
    let Node::Call(function, arguments) = pickle.node(id) else {
        return None;
    };
    let arguments = pickle.list(*arguments);
    match global(pickle, *function)? {
        "torch._utils._rebuild_parameter" | "torch._utils._rebuild_parameter_with_state" => {
            let &inner = arguments.first()?;
            // A parameter of a parameter there is not.
            let is_parameter = called(pickle, inner)?.contains("_rebuild_parameter");
            (!is_parameter).then(|| described(pickle, inner)).flatten()
        }
        "torch._utils._rebuild_tensor_v2" | "torch._utils._rebuild_tensor" => {
            let &[storage, offset, shape, strides, ..] = arguments else {
                return None;
            };
            let Node::Outside(outside) = pickle.node(storage) else {
                return None;
            };
            let &[_, kind, key, ..] = pickle.list(*outside) else {
                return None;
            };
            let kind = global(pickle, kind).unwrap_or("?");
            let known = STORAGES.iter().find(|(name, _)| *name == kind);
            let sizes = |id: Id| pickle.list(id).iter().map(|&n| pickle.size(n)).collect();
            Some(Described {
                dtype: known.map_or_else(|| Err(kind.to_owned()), |&(_, dtype)| Ok(dtype)),
                key: pickle.text(key)?.to_owned(),
                offset: pickle.size(offset)?,
                shape: Option::<Vec<usize>>::from_iter::<Vec<_>>(sizes(shape))?,
                strides: Option::<Vec<usize>>::from_iter::<Vec<_>>(sizes(strides))?,
            })
        }
        name if name.starts_with("torch._utils._rebuild") => Some(Described {
            dtype: Err(name.trim_start_matches("torch._utils._rebuild_").to_owned()),
            key: String::new(),
            offset: 0,
            shape: Vec::new(),
            strides: Vec::new(),
        }),
        _ => None,
    }
}

/// Storages that were read.
#[derive(Default)]
pub struct Storages {
    read: BTreeMap<String, Vec<u8>>,
}

impl Storages {
    /// Reads a tensor row by row, whatever its strides are.
    pub fn entry(
        &mut self,
        file: &str,
        archive: &mut Archive<'_>,
        name: String,
        tensor: Described,
    ) -> Result<Entry<'static>> {
        let Described {
            dtype,
            key,
            offset,
            shape,
            strides,
        } = tensor;
        let Ok(known) = dtype else {
            let data = Vec::new().into();
            return Ok(Entry {
                name,
                dtype,
                shape,
                data,
            });
        };
        let count = shape
            .iter()
            .try_fold(1usize, |n, &size| n.checked_mul(size));
        let count = count.filter(|&n| n <= MAX_NUMBERS && strides.len() == shape.len());
        let count = count.ok_or_else(|| damaged(file))?;
        if !self.read.contains_key(&key) {
            let bytes = archive.part(&format!("data/{key}"))?;
            self.read.insert(key.clone(), bytes);
        }
        let storage = self.read.get(&key).map_or(&[][..], Vec::as_slice);
        let mut data = Vec::new();
        for index in 0..count {
            let (mut left, mut place) = (index, Some(offset));
            for (&size, &stride) in shape.iter().zip(&strides).rev() {
                let step = (left % size).checked_mul(stride);
                place = place
                    .zip(step)
                    .and_then(|(place, step)| place.checked_add(step));
                left /= size;
            }
            let from = place.and_then(|place| place.checked_mul(known.size()));
            let number = from.and_then(|from| storage.get(from..from.checked_add(known.size())?));
            data.extend_from_slice(number.ok_or_else(|| damaged(file))?);
        }
        Ok(Entry {
            name,
            dtype,
            shape,
            data: data.into(),
        })
    }
}
