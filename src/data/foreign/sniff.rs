//! What a file is, by its first bytes.

/// What nothing is known of.
pub const UNKNOWN: &str = "unknown";

/// What is read, and how.
pub enum Kind {
    /// Packed by gzip.
    Gzip,
    /// A zip archive, `.npz` among them.
    Zip,
    /// A tar archive.
    Tar,
    /// An IDX file as MNIST's: bytes, of one or three dimensions.
    Bytes,
    /// An IDX file of another type or shape.
    Table,
    /// An array of NumPy's.
    Npy,
    /// A PNG picture.
    Png,
    /// A table as text.
    Csv,
    /// Something that is not read, by the name under which the page words it.
    Other(&'static str),
}

/// Files that are known by how they begin, and are not read.
const OTHERS: [(&[u8], &str); 16] = [
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89HDF\r\n\x1a\n", "hdf5"),
    (b"MATLAB 5.0", "matlab"),
    (b"PAR1", "parquet"),
    (b"ARROW1", "parquet"),
    (b"\x80\x02", "pickle"),
    (b"\x80\x03", "pickle"),
    (b"\x80\x04", "pickle"),
    (b"\x80\x05", "pickle"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"Rar!", "archive"),
    (b"BZh", "archive"),
    (b"\xfd7zXZ", "archive"),
    (b"\x28\xb5\x2f\xfd", "archive"),
    (b"%PDF", "document"),
    (b"version https://git-lfs", "lfs"),
];
/// Where a tar archive says what it is.
const USTAR: usize = 257;
/// So much is looked at to tell whether a file is text.
const TEXT: usize = 4096;

/// Returns what the bytes of a file, or its beginning, are.
pub fn kind(bytes: &[u8]) -> Kind {
    if let Some((_, name)) = OTHERS.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Kind::Other(name);
    }
    match bytes {
        [0x1f, 0x8b, ..] => Kind::Gzip,
        [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => Kind::Zip,
        [0x89, b'P', b'N', b'G', ..] => Kind::Png,
        [0x93, b'N', b'U', b'M', b'P', b'Y', ..] => Kind::Npy,
        [0, 0, 8, 1 | 3, ..] => Kind::Bytes,
        [0, 0, 8 | 9 | 0x0b..=0x0e, 1..=6, ..] => Kind::Table,
        _ if bytes
            .get(USTAR..)
            .is_some_and(|rest| rest.starts_with(b"ustar")) =>
        {
            Kind::Tar
        }
        _ => text(bytes),
    }
}

/// Tells web pages, tables and other text apart.
fn text(bytes: &[u8]) -> Kind {
    let start = bytes.get(..TEXT).unwrap_or(bytes);
    let start = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start);
    let is_text = |&byte: &u8| byte >= b' ' || matches!(byte, b'\t' | b'\r' | b'\n');
    if start.len() < 4 || !start.iter().all(is_text) {
        return Kind::Other(UNKNOWN);
    }
    let lower = start.trim_ascii_start().to_ascii_lowercase();
    let begins = |prefix: &str| lower.starts_with(prefix.as_bytes());
    if ["<!doctype html", "<html", "<head", "<!--"]
        .into_iter()
        .any(begins)
    {
        return Kind::Other("html");
    }
    if ["<", "{", "["].into_iter().any(begins) {
        return Kind::Other("text");
    }
    // The line below the heading, or the only one.
    let mut lines = start.split(|&byte| byte == b'\n');
    let first = lines.next().unwrap_or(start);
    let second = lines.next().filter(|line| !line.trim_ascii().is_empty());
    let row = second.unwrap_or(first).trim_ascii();
    let is_cell = |byte: &u8| byte.is_ascii_digit() || b" .,;\t+-eE\"'".contains(byte);
    if row.iter().any(u8::is_ascii_digit) && row.iter().all(is_cell) {
        return Kind::Csv;
    }
    Kind::Other("text")
}

/// Files that systems and authors put beside others, and nobody means to open.
pub fn is_junk(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let lower = name.to_ascii_lowercase();
    let begins = [
        "._",
        "readme",
        "license",
        "licence",
        ".gitattributes",
        ".gitignore",
    ];
    let is = [".ds_store", "thumbs.db", "desktop.ini", "config.json"];
    path.split('/').any(|part| part == "__MACOSX")
        || is.contains(&lower.as_str())
        || begins.into_iter().any(|prefix| lower.starts_with(prefix))
}
