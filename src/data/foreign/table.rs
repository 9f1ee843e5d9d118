//! Numbers of any type in an array of any shape, as IDX and NumPy files have them: images or labels.
//!
//! Of a shape (count, ...) ones are left out. What remains of an item: nothing, a label; (height, width), an image; n = 8
//! whole numbers, QMNIST's columns, of which the first is the label; n columns with a single 1, a label; n a square, an image.

use super::grey::{self, Range};
use super::remark::Remark;
use crate::data::dataset::MAX_LABEL;
use crate::data::idx_file::{AnyFile, IdxFile};
use crate::piece::number_text;
use crate::{Error, Result};

/// How a number is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Type {
    /// A byte; also a truth value.
    U8,
    /// A signed byte.
    I8,
    /// Two bytes.
    U16,
    /// Two bytes, signed.
    I16,
    /// Four bytes.
    U32,
    /// Four bytes, signed.
    I32,
    /// Eight bytes.
    U64,
    /// Eight bytes, signed.
    I64,
    /// Half precision.
    F16,
    /// Single precision.
    F32,
    /// Double precision.
    F64,
}

impl Type {
    /// Its bytes.
    pub const fn size(self) -> usize {
        match self {
            Self::U8 | Self::I8 => 1,
            Self::U16 | Self::I16 | Self::F16 => 2,
            Self::U32 | Self::I32 | Self::F32 => 4,
            Self::U64 | Self::I64 | Self::F64 => 8,
        }
    }

    const fn is_whole(self) -> bool {
        match self {
            Self::U8 | Self::I8 | Self::U16 | Self::I16 => true,
            Self::U32 | Self::I32 | Self::U64 | Self::I64 => true,
            Self::F16 | Self::F32 | Self::F64 => false,
        }
    }
}

/// Numbers one after another.
#[derive(Clone, Copy)]
pub struct Numbers<'a> {
    /// How each is written.
    pub kind: Type,
    /// Whether the highest byte comes first.
    pub is_big: bool,
    /// All of them.
    pub bytes: &'a [u8],
}

impl Numbers<'_> {
    fn count(&self) -> usize {
        self.bytes.len() / self.kind.size()
    }

    /// The numbers from one place to another.
    fn span(&self, from: usize, to: usize) -> impl Iterator<Item = f64> + '_ {
        let size = self.kind.size();
        let bytes = self.bytes.get(from * size..to * size).unwrap_or_default();
        bytes.chunks_exact(size).map(|bytes| self.number(bytes))
    }

    fn all(&self) -> impl Iterator<Item = f64> + '_ {
        self.span(0, self.count())
    }

    /// A number of at most eight bytes.
    fn number(&self, bytes: &[u8]) -> f64 {
        let mut whole: u64 = 0;
        let mut add = |&byte: &u8| whole = whole << 8 | u64::from(byte);
        if self.is_big {
            bytes.iter().for_each(&mut add);
        } else {
            bytes.iter().rev().for_each(&mut add);
        }
        match self.kind {
            Type::U8 | Type::U16 | Type::U32 | Type::U64 => whole as f64,
            Type::I8 => f64::from(whole as u8 as i8),
            Type::I16 => f64::from(whole as u16 as i16),
            Type::I32 => f64::from(whole as u32 as i32),
            Type::I64 => whole as i64 as f64,
            Type::F16 => half(whole as u16),
            Type::F32 => f64::from(f32::from_bits(whole as u32)),
            Type::F64 => f64::from_bits(whole),
        }
    }
}

/// IEEE 754 half precision: a sign, five bits of exponent, ten of mantissa.
fn half(bits: u16) -> f64 {
    let sign = if bits >> 15 == 1 { -1.0 } else { 1.0 };
    let (exponent, mantissa) = (i32::from(bits >> 10 & 31), f64::from(bits & 1023));
    sign * match exponent {
        0 => mantissa * 2.0_f64.powi(-24),
        31 if mantissa == 0.0 => f64::INFINITY,
        31 => f64::NAN,
        _ => (1024.0 + mantissa) * 2.0_f64.powi(exponent - 25),
    }
}

/// Reads the header of an IDX file of any type and shape; its numbers and its shape.
pub fn of_idx<'a>(file: &str, bytes: &'a [u8]) -> Result<(Numbers<'a>, Vec<usize>)> {
    let kind = match bytes.get(2) {
        Some(8) => Type::U8,
        Some(9) => Type::I8,
        Some(0x0b) => Type::I16,
        Some(0x0c) => Type::I32,
        Some(0x0d) => Type::F32,
        _ => Type::F64,
    };
    let dimensions = bytes.get(3).map_or(0, |&n| usize::from(n));
    let length = 4 + 4 * dimensions;
    let truncated = |expected: u64| Error::IdxTruncated {
        file: file.into(),
        expected,
        found: bytes.len() as u64,
    };
    let header = bytes
        .get(4..length)
        .ok_or_else(|| truncated(length as u64))?;
    let (sizes, _) = header.as_chunks();
    let shape: Vec<usize> = sizes
        .iter()
        .map(|&size| u32::from_be_bytes(size) as usize)
        .collect();
    let bytes = bytes.get(length..).unwrap_or_default();
    let numbers = Numbers {
        kind,
        is_big: true,
        bytes,
    };
    check_length(file, &shape, numbers, length)?;
    Ok((numbers, shape))
}

/// Checks that the numbers are those that a shape promises.
pub fn check_length(
    file: &str,
    shape: &[usize],
    numbers: Numbers<'_>,
    header: usize,
) -> Result<()> {
    let item = numbers.kind.size() as u64;
    let all = shape
        .iter()
        .try_fold(item, |all, &size| all.checked_mul(size as u64));
    let expected = all.unwrap_or(u64::MAX);
    let found = numbers.bytes.len() as u64;
    if found < expected {
        let header = header as u64;
        return Err(Error::IdxTruncated {
            file: file.into(),
            expected: expected.saturating_add(header),
            found: found + header,
        });
    }
    match found - expected {
        0 => Ok(()),
        extra => Err(Error::IdxTrailing {
            file: file.into(),
            extra,
        }),
    }
}

/// Reads an array as images or labels.
pub fn read(
    file: &str,
    shape: &[usize],
    numbers: Numbers<'_>,
) -> Result<(AnyFile, Option<Remark>)> {
    let count = shape.first().copied().unwrap_or(0);
    grey::check_count(file, count)?;
    let item: Vec<usize> = shape
        .iter()
        .skip(1)
        .copied()
        .filter(|&size| size != 1)
        .collect();
    match item[..] {
        [] => labels(file, numbers.all()).map(|labels| (labels, None)),
        [height, width] => images(file, count, [height, width], numbers),
        [columns] => {
            if let Some(read) = one_hot(columns, numbers) {
                let remark = Remark::OneHot {
                    file: file.into(),
                    classes: columns,
                };
                return Ok((labels(file, read.into_iter())?, Some(remark)));
            }
            if columns == QMNIST_COLUMNS && numbers.kind.is_whole() {
                let first =
                    (0..count).flat_map(|row| numbers.span(row * columns, row * columns + 1));
                let remark = Remark::FirstColumn {
                    file: file.into(),
                    columns,
                };
                return Ok((labels(file, first)?, Some(remark)));
            }
            let side = grey::square(columns).ok_or_else(|| wrong_shape(file, shape))?;
            images(file, count, [side, side], numbers)
        }
        _ => Err(wrong_shape(file, shape)),
    }
}

/// Class, and seven that say where a digit of QMNIST comes from.
const QMNIST_COLUMNS: usize = 8;

fn wrong_shape(file: &str, shape: &[usize]) -> Error {
    let sizes: Vec<String> = shape.iter().map(usize::to_string).collect();
    Error::DataShape {
        file: file.into(),
        shape: sizes.join(" x "),
    }
}

/// Which column of every row has the only 1; `None` if that is not so.
fn one_hot(columns: usize, numbers: Numbers<'_>) -> Option<Vec<f64>> {
    if !(2..=usize::from(MAX_LABEL) + 1).contains(&columns) {
        return None;
    }
    let rows = numbers.count() / columns;
    let class = |row: usize| {
        let mut found = None;
        for (column, value) in numbers.span(row * columns, (row + 1) * columns).enumerate() {
            if value == 1.0 && found.is_none() {
                found = Some(column as f64);
            } else if value != 0.0 {
                return None;
            }
        }
        found
    };
    (0..rows).map(class).collect()
}

/// Labels, each a whole number from 0 to 99.
pub fn labels(file: &str, numbers: impl Iterator<Item = f64>) -> Result<AnyFile> {
    let mut items = Vec::new();
    for (index, value) in numbers.enumerate() {
        if value.fract() != 0.0 || !value.is_finite() || value < 0.0 {
            return Err(Error::DataValue {
                file: file.into(),
                value: number_text(value),
                index,
            });
        }
        if value > f64::from(MAX_LABEL) {
            return Err(Error::LabelTooLarge {
                file: file.into(),
                label: value,
                index,
                max: MAX_LABEL,
            });
        }
        items.push(value as u8);
    }
    grey::check_count(file, items.len())?;
    Ok(AnyFile::Labels(IdxFile {
        name: file.into(),
        count: items.len(),
        items,
    }))
}

fn images(
    file: &str,
    count: usize,
    size: [usize; 2],
    numbers: Numbers<'_>,
) -> Result<(AnyFile, Option<Remark>)> {
    let mut images = grey::images(file, count, size)?;
    let wrong = |value: f64, index: usize| Error::PixelValue {
        file: file.into(),
        value: number_text(value),
        index,
    };
    let mut range = Range::default();
    for (index, value) in numbers.all().enumerate() {
        if !range.take(value) {
            return Err(wrong(value, index));
        }
    }
    let scale = range.scale().map_err(|largest| {
        let index = numbers.all().position(|value| value == largest);
        wrong(largest, index.unwrap_or(0))
    })?;
    let pixels = size[0] * size[1];
    let mut image = Vec::with_capacity(pixels);
    for at in 0..count {
        image.clear();
        let values = numbers.span(at * pixels, (at + 1) * pixels);
        image.extend(values.map(|value| scale.grey(value)));
        images.items.rows.push(&image, 0);
    }
    images.items.rows.shrink();
    Ok((AnyFile::Images(images), scale.remark(file)))
}
