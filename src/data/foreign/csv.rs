//! Tables as text, as Kaggle has them: a row an image, its label in a column (`label,pixel0,pixel1,...`), with or without
//! a heading.
//!
//! The label's column is known by its heading; without one it is the first, or the last where the first cannot be. Columns
//! of running numbers are left out. All others are pixels, row by row, and their number a square.

use super::grey::{self, Range};
use super::remark::Remark;
use super::table;
use crate::data::idx_file::{AnyFile, IdxFile, Images};
use crate::piece::number_text;
use crate::{Error, Result};
use csv::{ByteRecord, Reader, ReaderBuilder};

/// Headings of labels and of running numbers, in lower case.
const LABELS: [&str; 8] = [
    "label", "labels", "class", "target", "digit", "y", "category", "species",
];
const NUMBERS: [&str; 6] = ["", "id", "index", "imageid", "unnamed: 0", "rowid"];
/// So many rows are looked at to find the columns.
const LOOKED_AT: usize = 64;

/// What a table holds.
pub struct Sheet {
    /// Its images.
    pub images: Option<IdxFile<Images>>,
    /// Their labels, or labels alone.
    pub labels: Option<IdxFile<Vec<u8>>>,
    /// What is to be said.
    pub remark: Option<Remark>,
}

/// Which columns are what.
struct Columns {
    has_heading: bool,
    count: usize,
    label: Option<usize>,
    pixels: Vec<usize>,
}

/// Reads a table, twice: the range of its numbers says what they mean.
pub fn read(file: &str, bytes: &[u8]) -> Result<Sheet> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let columns = columns(file, bytes)?;
    let mut range = Range::default();
    let mut labels = Vec::new();
    each_row(file, bytes, &columns, |line, row| {
        for &column in &columns.pixels {
            let value = number_at(row, column).filter(|&value| range.take(value));
            value.ok_or_else(|| wrong(file, line, column, row))?;
        }
        if let Some(column) = columns.label {
            let label = number_at(row, column);
            labels.push(label.ok_or_else(|| wrong(file, line, column, row))?);
        }
        Ok(())
    })?;
    let count = labels.len();
    let labels = match columns.label {
        None => None,
        Some(_) => match table::labels(file, labels.into_iter())? {
            AnyFile::Labels(labels) => Some(labels),
            AnyFile::Images(_) => None,
        },
    };
    if columns.pixels.is_empty() {
        return Ok(Sheet {
            images: None,
            labels,
            remark: None,
        });
    }
    let pixels = columns.pixels.len();
    let side = grey::square(pixels).ok_or_else(|| Error::DataShape {
        file: file.into(),
        shape: format!("{pixels}"),
    })?;
    let scale = range.scale().map_err(|largest| Error::PixelValue {
        file: file.into(),
        value: number_text(largest),
        index: 0,
    })?;
    let mut images = grey::images(file, count.max(1), [side, side])?;
    let mut image = Vec::with_capacity(pixels);
    each_row(file, bytes, &columns, |_, row| {
        image.clear();
        let values = columns
            .pixels
            .iter()
            .filter_map(|&column| number_at(row, column));
        image.extend(values.map(|value| scale.grey(value)));
        if image.len() == pixels {
            images.items.rows.push(&image, 0);
        }
        grey::check_count(file, images.items.rows.len())
    })?;
    images.count = images.items.rows.len();
    grey::check_count(file, images.count)?;
    images.items.rows.shrink();
    Ok(Sheet {
        images: Some(images),
        labels,
        remark: scale.remark(file),
    })
}

fn reader(bytes: &[u8]) -> Reader<&[u8]> {
    let line = bytes.split(|&byte| byte == b'\n').next().unwrap_or(bytes);
    let count = |mark: u8| line.iter().filter(|&&byte| byte == mark).count();
    let marks = [b',', b';', b'\t'];
    let delimiter = marks
        .into_iter()
        .max_by_key(|&mark| (count(mark), mark == b','));
    let mut builder = ReaderBuilder::new();
    builder.has_headers(false).flexible(true);
    builder
        .delimiter(delimiter.unwrap_or(b','))
        .from_reader(bytes)
}

/// Calls `take` with every row but the heading, and its line.
fn each_row(
    file: &str,
    bytes: &[u8],
    columns: &Columns,
    mut take: impl FnMut(u64, &ByteRecord) -> Result<()>,
) -> Result<()> {
    let mut reader = reader(bytes);
    let mut row = ByteRecord::new();
    let mut is_first = true;
    while reader
        .read_byte_record(&mut row)
        .map_err(|_| Error::IdxEmpty { file: file.into() })?
    {
        let is_heading = std::mem::take(&mut is_first) && columns.has_heading;
        if is_heading || row.iter().all(<[u8]>::is_empty) {
            continue;
        }
        let line = row.position().map_or(0, csv::Position::line);
        if row.len() != columns.count {
            return Err(Error::CsvRow {
                file: file.into(),
                line,
                found: row.len(),
                expected: columns.count,
            });
        }
        take(line, &row)?;
    }
    Ok(())
}

/// Finds the columns by the heading and the first rows.
fn columns(file: &str, bytes: &[u8]) -> Result<Columns> {
    let rows = reader(bytes).into_byte_records().take(LOOKED_AT);
    let rows: Vec<ByteRecord> = rows.filter_map(std::result::Result::ok).collect();
    let first = rows
        .first()
        .ok_or_else(|| Error::IdxEmpty { file: file.into() })?;
    let count = first.len();
    let is_whole = |row: &ByteRecord, column: usize| {
        number_at(row, column).is_some_and(|value| value.fract() == 0.0)
    };
    let all_whole = |row: &ByteRecord| (0..count).all(|column| is_whole(row, column));
    let is_number = (0..count).all(|column| number_at(first, column).is_some());
    // Pandas names columns of one name 0, 0.1, 0.2, ...
    let is_numbered = rows
        .get(1)
        .is_some_and(|second| !all_whole(first) && all_whole(second));
    let has_heading = !is_number || is_numbered;
    let headings: Vec<String> = first
        .iter()
        .map(|name| String::from_utf8_lossy(name).trim().to_ascii_lowercase())
        .collect();
    let named = |names: &[&str]| {
        headings
            .iter()
            .position(|name| names.contains(&name.as_str()))
    };
    let running = if has_heading && !is_number {
        named(&NUMBERS)
    } else {
        None
    };
    let label = if has_heading && !is_number {
        named(&LABELS)
    } else if count == 1 {
        Some(0)
    } else if grey::square(count - 1).is_some() {
        let body = rows.get(usize::from(has_heading)..).unwrap_or_default();
        let can_be = |column: usize| {
            body.iter()
                .all(|row| is_whole(row, column) && number_at(row, column) <= Some(99.0))
        };
        Some(if can_be(0) || !can_be(count - 1) {
            0
        } else {
            count - 1
        })
    } else {
        None
    };
    let pixels = (0..count).filter(|&column| Some(column) != label && Some(column) != running);
    let columns = Columns {
        has_heading,
        count,
        label,
        pixels: pixels.collect(),
    };
    // Two columns without pixels: running numbers and labels.
    if columns.pixels.is_empty() || grey::square(columns.pixels.len()).is_some() {
        return Ok(columns);
    }
    Err(Error::CsvColumns {
        file: file.into(),
        columns: count,
    })
}

fn number_at(row: &ByteRecord, column: usize) -> Option<f64> {
    let text = row.get(column)?.trim_ascii();
    if (1..=5).contains(&text.len()) && text.iter().all(u8::is_ascii_digit) {
        let digits = text.iter().map(|digit| u32::from(digit - b'0'));
        return Some(f64::from(digits.fold(0, |all, digit| all * 10 + digit)));
    }
    let value: f64 = std::str::from_utf8(text).ok()?.parse().ok()?;
    value.is_finite().then_some(value)
}

fn wrong(file: &str, line: u64, column: usize, row: &ByteRecord) -> Error {
    let text = String::from_utf8_lossy(row.get(column).unwrap_or_default());
    Error::CsvValue {
        file: file.into(),
        line,
        column: column + 1,
        value: text.chars().take(40).collect(),
    }
}
