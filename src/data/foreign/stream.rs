//! Images and labels as the bytes of an IDX file, piece by piece.

use crate::data::idx_file::AnyFile;

/// About so many bytes are written at a time.
const PIECE: usize = 1 << 18;

/// Writes one file.
pub struct Stream {
    file: AnyFile,
    /// Items that were written; `None`: not even the header.
    done: Option<usize>,
}

impl Stream {
    /// Begins at the first byte.
    #[must_use]
    pub fn new(file: AnyFile) -> Self {
        Self { file, done: None }
    }

    /// The name of the file.
    #[must_use]
    pub fn name(&self) -> &str {
        match &self.file {
            AnyFile::Images(file) => &file.name,
            AnyFile::Labels(file) => &file.name,
        }
    }

    /// Returns the bytes that come next; none at the end.
    pub fn piece(&mut self) -> Vec<u8> {
        let mut out = Vec::with_capacity(PIECE + PIECE / 4);
        let mut at = self.done.unwrap_or_else(|| {
            out.extend(self.header());
            0
        });
        match &self.file {
            AnyFile::Labels(file) => {
                let end = (at + PIECE).min(file.count);
                out.extend_from_slice(file.items.get(at..end).unwrap_or_default());
                at = end;
            }
            AnyFile::Images(file) => {
                let mut image = vec![0; file.items.rows.pixels()];
                while at < file.count && out.len() < PIECE {
                    file.items.rows.copy_image(at, &mut image);
                    out.extend_from_slice(&image);
                    at += 1;
                }
            }
        }
        self.done = Some(at);
        out
    }

    fn header(&self) -> Vec<u8> {
        let sizes = match &self.file {
            AnyFile::Labels(file) => vec![file.count],
            AnyFile::Images(file) => vec![file.count, file.items.height, file.items.width],
        };
        let mut out = vec![0, 0, 8, sizes.len() as u8];
        for size in sizes {
            out.extend((size as u32).to_be_bytes());
        }
        out
    }
}
