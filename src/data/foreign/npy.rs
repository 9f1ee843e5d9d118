//! NumPy's `.npy` files (NEP 1): a magic, a version, the length of a header, the header as a Python dictionary, the numbers.

use super::table::{Numbers, Type, check_length};
use crate::{Error, Result};

/// The most dimensions that are read.
const MAX_DIMENSIONS: usize = 8;

/// Reads a file; its numbers and its shape.
pub fn read<'a>(file: &str, bytes: &'a [u8]) -> Result<(Numbers<'a>, Vec<usize>)> {
    let broken = |reason: &str| Error::NumpyFile {
        file: file.into(),
        reason: reason.into(),
    };
    let is_first = bytes.get(6).is_some_and(|&version| version == 1);
    let (start, size) = if is_first {
        let size = bytes.get(8..10).and_then(|size| size.first_chunk());
        (10, size.map(|&size| u32::from(u16::from_le_bytes(size))))
    } else {
        let size = bytes.get(8..12).and_then(|size| size.first_chunk());
        (12, size.map(|&size| u32::from_le_bytes(size)))
    };
    let end = start + size.ok_or_else(|| broken("cut-short"))? as usize;
    let header = bytes.get(start..end).ok_or_else(|| broken("cut-short"))?;
    let header = std::str::from_utf8(header).map_err(|_| broken("damaged"))?;
    let after = |key: &str| {
        let (_, rest) = header.split_once(key)?;
        let (_, value) = rest.split_once(':')?;
        Some(value.trim_start())
    };
    let order = after("'fortran_order'").ok_or_else(|| broken("damaged"))?;
    if order.starts_with("True") {
        return Err(broken("fortran"));
    }
    let descr = after("'descr'").ok_or_else(|| broken("damaged"))?;
    let descr = descr.split('\'').nth(1).unwrap_or_default();
    let (is_big, kind) = kind(descr).ok_or_else(|| broken("type"))?;
    let shape = after("'shape'")
        .and_then(shape)
        .ok_or_else(|| broken("damaged"))?;
    let bytes = bytes.get(end..).unwrap_or_default();
    let numbers = Numbers {
        kind,
        is_big,
        bytes,
    };
    check_length(file, &shape, numbers, end)?;
    Ok((numbers, shape))
}

/// Whether the highest byte comes first, and the type, of a description such as "<f4".
fn kind(descr: &str) -> Option<(bool, Type)> {
    let mut marks = descr.chars();
    let order = marks.next()?;
    let kind = match marks.as_str() {
        "u1" | "b1" => Type::U8,
        "i1" => Type::I8,
        "u2" => Type::U16,
        "i2" => Type::I16,
        "u4" => Type::U32,
        "i4" => Type::I32,
        "u8" => Type::U64,
        "i8" => Type::I64,
        "f2" => Type::F16,
        "f4" => Type::F32,
        "f8" => Type::F64,
        _ => return None,
    };
    Some((order == '>', kind))
}

/// The sizes in "(60000, 28, 28)".
fn shape(text: &str) -> Option<Vec<usize>> {
    let (inside, _) = text.strip_prefix('(')?.split_once(')')?;
    let sizes = inside
        .split(',')
        .map(str::trim)
        .filter(|size| !size.is_empty());
    let shape: Option<Vec<usize>> = sizes.map(|size| size.parse().ok()).collect();
    shape.filter(|shape| shape.len() <= MAX_DIMENSIONS)
}
