//! What follows an operation in a pickle: lines, whole numbers, bytes and texts.

use crate::files::cursor::Cursor;

/// Reads up to the end of a line, which is not part of it.
pub fn line(from: &mut Cursor<'_>) -> Option<String> {
    let length = from.left().iter().position(|&b| b == b'\n')?;
    let bytes = from.take(length)?;
    from.take(1)?;
    std::str::from_utf8(bytes).ok().map(str::to_owned)
}

/// Reads a whole number; one of more than 64 bits counts as 0.
pub fn whole(op: u8, from: &mut Cursor<'_>) -> Option<i64> {
    match op {
        b'K' => from.array().map(|[b]| b.into()),
        b'M' => from.array().map(|b| u16::from_le_bytes(b).into()),
        b'J' => from.array().map(|b| i32::from_le_bytes(b).into()),
        0x8a | 0x8b => {
            let length = if op == 0x8a {
                from.array().map(|[b]| usize::from(b))?
            } else {
                usize::try_from(u32::from_le_bytes(from.array()?)).ok()?
            };
            let bytes = from.take(length)?;
            let fill = bytes.last().map_or(0, |&b| if b < 128 { 0 } else { 255 });
            let mut number = [fill; 8];
            if length > number.len() {
                return Some(0);
            }
            number[..length].copy_from_slice(bytes);
            Some(i64::from_le_bytes(number))
        }
        _ => line(from)?.trim_end_matches('L').parse().ok(),
    }
}

/// Reads bytes after their length.
pub fn bytes<'a>(op: u8, from: &mut Cursor<'a>) -> Option<&'a [u8]> {
    let length = match op {
        b'C' | b'U' | 0x8c => from.array().map(|[b]| u64::from(b)),
        b'B' | b'X' | b'T' => from.array().map(|b| u32::from_le_bytes(b).into()),
        _ => from.array().map(u64::from_le_bytes),
    }?;
    from.take(usize::try_from(length).ok()?)
}

/// Reads a text.
pub fn text(op: u8, from: &mut Cursor<'_>) -> Option<String> {
    match op {
        b'V' | b'S' => line(from).map(|text| text.trim_matches(['\'', '"']).to_owned()),
        _ => Some(String::from_utf8_lossy(bytes(op, from)?).into_owned()),
    }
}
