//! Tensors of an ONNX file as numbers: in the file itself, or in another one beside it.

use super::proto::{
    BFLOAT16, BOOL, DOUBLE, EXTERNAL, FLOAT, FLOAT16, INT8, INT16, INT32, INT64, TensorProto, UINT8,
};
use crate::Result;
use crate::files::names;
use crate::files::number::{Type, half};
use crate::files::refusal::Refusal;

/// Files chosen together with a network, by their names.
pub type Beside<'a> = &'a [(&'a str, &'a [u8])];

/// A tensor's numbers, row by row.
#[derive(Debug, Clone)]
pub struct Tensor {
    /// Its shape.
    pub dims: Vec<usize>,
    /// Its numbers.
    pub values: Vec<f64>,
    /// Which are not pruned, where the file says so.
    pub kept: Option<Vec<bool>>,
}

impl Tensor {
    /// A single number.
    pub fn scalar(value: f64) -> Self {
        Self {
            dims: Vec::new(),
            values: vec![value],
            kept: None,
        }
    }

    /// Returns the only number.
    pub fn number(&self) -> Option<f64> {
        match self.values[..] {
            [value] => Some(value),
            _ => None,
        }
    }

    /// Returns a matrix with rows and columns exchanged.
    pub fn transposed(&self) -> Option<Self> {
        let &[rows, columns] = &self.dims[..] else {
            return None;
        };
        let places = || (0..columns).flat_map(move |c| (0..rows).map(move |r| r * columns + c));
        let kept = self.kept.as_ref();
        let values: Option<Vec<f64>> = places().map(|at| self.values.get(at).copied()).collect();
        Some(Self {
            dims: vec![columns, rows],
            values: values?,
            kept: kept.and_then(|kept| places().map(|at| kept.get(at).copied()).collect()),
        })
    }
}

/// Returns the type of numbers that a data type of ONNX is.
pub fn type_of(data_type: i32) -> Option<Type> {
    Some(match data_type {
        FLOAT => Type::F32,
        UINT8 => Type::U8,
        INT8 => Type::I8,
        INT16 => Type::I16,
        INT32 => Type::I32,
        INT64 => Type::I64,
        BOOL => Type::Bool,
        FLOAT16 => Type::F16,
        DOUBLE => Type::F64,
        BFLOAT16 => Type::Bf16,
        _ => return None,
    })
}

/// Reads the tensor that is called `name`.
///
/// # Errors
/// [`Refusal`]s that name it.
pub fn read(file: &str, name: &str, tensor: &TensorProto, beside: Beside<'_>) -> Result<Tensor> {
    let tensor_name = || names::short(name);
    let dtype = type_of(tensor.data_type()).ok_or_else(|| Refusal::NetworkType {
        file: file.into(),
        tensor: tensor_name(),
        dtype: format!("ONNX data type {}", tensor.data_type()),
    })?;
    let values = if tensor.data_location() == EXTERNAL {
        dtype.read(external(file, tensor, beside)?)
    } else if let Some(raw) = &tensor.raw_data {
        dtype.read(raw)
    } else {
        listed(dtype, tensor)
    };
    let dims = tensor.dims.iter().map(|&d| usize::try_from(d).ok());
    let dims: Option<Vec<usize>> = dims.collect();
    let count = |dims: &Vec<usize>| dims.iter().try_fold(1usize, |n, &d| n.checked_mul(d));
    let fits = dims.filter(|dims| count(dims) == Some(values.len()));
    let dims = fits.ok_or_else(|| Refusal::NetworkShape {
        file: file.into(),
        tensor: tensor_name(),
        found: values.len().to_string(),
        expected: format!("{:.60}", format!("{:?}", tensor.dims)),
    })?;
    if let Some(index) = values.iter().position(|value| !value.is_finite()) {
        return Err(Refusal::NetworkNotFinite {
            file: file.into(),
            tensor: tensor_name(),
            index,
        }
        .into());
    }
    Ok(Tensor {
        dims,
        values,
        kept: None,
    })
}

/// Reads numbers that stand one by one in fields of their kind.
fn listed(dtype: Type, tensor: &TensorProto) -> Vec<f64> {
    let whole = tensor.int32_data.iter();
    match dtype {
        Type::F32 => tensor.float_data.iter().map(|&v| v.into()).collect(),
        Type::F64 => tensor.double_data.clone(),
        Type::I64 => tensor.int64_data.iter().map(|&v| v as f64).collect(),
        Type::F16 => whole.map(|&v| half(v as u16)).collect(),
        Type::Bf16 => {
            let single = |&v: &i32| f32::from_bits((v as u32) << 16);
            whole.map(|v| single(v).into()).collect()
        }
        Type::I8 | Type::U8 | Type::I16 | Type::I32 | Type::Bool => {
            whole.map(|&v| v.into()).collect()
        }
    }
}

/// Returns an entry that says where a tensor lies.
fn entry<'a>(tensor: &'a TensorProto, key: &str) -> Option<&'a str> {
    let mut entries = tensor.external_data.iter();
    entries
        .find(|entry| entry.key() == key)
        .map(|entry| entry.value())
}

/// Returns the name of the file that a tensor lies in.
pub fn lies_in(tensor: &TensorProto) -> &str {
    let location = entry(tensor, "location").unwrap_or_default();
    location.rsplit(['/', '\\']).next().unwrap_or_default()
}

/// Finds the bytes of a tensor that lie in another file.
fn external<'a>(file: &str, tensor: &TensorProto, beside: Beside<'a>) -> Result<&'a [u8]> {
    let needed = lies_in(tensor);
    let missing = || Refusal::NetworkData {
        file: file.into(),
        needed: names::short(needed),
    };
    let found = beside.iter().find(|(name, _)| *name == needed);
    let &(_, bytes) = found.ok_or_else(missing)?;
    let number = |key: &str| entry(tensor, key).and_then(|text| text.parse::<usize>().ok());
    let from = number("offset").unwrap_or(0);
    let to = match number("length") {
        Some(length) => from.checked_add(length),
        None => Some(bytes.len()),
    };
    let part = to.and_then(|to| bytes.get(from..to));
    Ok(part.ok_or_else(|| Refusal::NetworkDamaged {
        file: names::short(needed),
        kind: "ONNX".into(),
    })?)
}
