//! Sparse matrices, by rows and by columns: a batch of images or of hidden activations, most of which are zero.

use super::lanes::append_positive;

/// Inputs that are multiplied before the next ones: that many rows of a weight matrix, 32 columns wide, stay in the
/// first-level cache while a batch of images passes.
const BAND: usize = 272;
/// Bands begin at a multiple of so many columns.
const QUAD: usize = 4;
/// The pixel value a network sees for a grey level.
const GREY: [f32; 256] = {
    let mut values = [0.0; 256];
    let mut level = 0;
    while level < 256 {
        values[level] = level as f32 / 255.0;
        level += 1;
    }
    values
};

/// Sparse rows: row `i` owns entries `start[i] .. start[i + 1]` of `column` and `value`, by ascending column.
#[derive(Debug, Clone, Default)]
pub struct Rows {
    start: Vec<u32>,
    column: Vec<u16>,
    value: Vec<f32>,
    columns: usize,
    /// `bands + 1` entries a row: where each band of columns begins in it, and its end.
    cuts: Vec<u32>,
    bands: usize,
}

impl Rows {
    /// Starts over with no row, for `columns` columns.
    pub fn clear(&mut self, columns: usize) {
        assert!(columns <= 1 << 16, "a column index is 16 bits wide");
        self.columns = columns;
        self.bands = columns.div_ceil(BAND).max(1);
        self.start.clear();
        self.start.push(0);
        self.column.clear();
        self.value.clear();
        self.cuts.clear();
    }

    /// Adds a row of entries (column, value); columns rise.
    pub fn push(&mut self, columns: &[u16], values: &[f32]) {
        assert_eq!(columns.len(), values.len());
        self.value.extend_from_slice(values);
        self.end_row(columns);
    }

    /// Adds a row of grey levels: entry (column, level) stands for the value level / 255.
    pub fn push_grey(&mut self, columns: &[u16], levels: &[u8]) {
        assert_eq!(columns.len(), levels.len());
        self.value.extend(levels.iter().map(|&level| grey(level)));
        self.end_row(columns);
    }

    fn end_row(&mut self, columns: &[u16]) {
        let last = columns.iter().fold(0, |last, &column| last.max(column));
        assert!(
            usize::from(last) < self.columns,
            "a column outside the matrix"
        );
        let start = self.column.len() as u32;
        self.column.extend_from_slice(columns);
        for band in 0..self.bands {
            let first = (band * self.band()) as u16;
            // Columns are u16 and rise, so fewer than 2^16 lie below one; counted as u16 they take eight lanes.
            let before: u16 = columns
                .iter()
                .map(|&column| u16::from(column < first))
                .sum();
            self.cuts.push(start + u32::from(before));
        }
        self.cuts.push(self.column.len() as u32);
        self.start.push(self.column.len() as u32);
    }

    /// Replaces all rows by the positive entries of `dense` (rows x `width`, the first `columns` of each row count, the
    /// others are zero): ReLU and compression in one pass.
    pub fn assign_positive(&mut self, dense: &[f32], width: usize, columns: usize) {
        self.clear(columns);
        let used = columns.next_multiple_of(QUAD);
        assert!(used <= width);
        let rows = dense.len() / width;
        self.column.resize(rows * used, 0);
        self.value.resize(rows * used, 0.0);
        let band = self.band();
        let mut end = 0;
        for row in dense.chunks_exact(width) {
            for (b, part) in row[..used].chunks(band).enumerate() {
                self.cuts.push(end as u32);
                let (values, columns) = (&mut self.value, &mut self.column);
                end = append_positive(part, b * band, end, values, columns);
            }
            self.cuts.push(end as u32);
            self.start.push(end as u32);
        }
        self.column.truncate(end);
        self.value.truncate(end);
    }

    /// Replaces the value of every entry.
    pub fn map_values(&mut self, f: impl Fn(f32) -> f32) {
        self.value.iter_mut().for_each(|value| *value = f(*value));
    }

    /// Returns the number of rows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.start.len() - 1
    }

    /// Returns whether there is no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns the number of columns.
    #[must_use]
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// Returns the number of bands the columns are walked in.
    #[must_use]
    pub fn bands(&self) -> usize {
        self.bands
    }

    /// Returns the columns of a band.
    fn band(&self) -> usize {
        self.columns
            .div_ceil(self.bands)
            .max(1)
            .next_multiple_of(QUAD)
    }

    /// Iterates over the range of entries of every row.
    pub fn spans(&self) -> impl ExactSizeIterator<Item = (u32, u32)> + Clone {
        self.start.windows(2).map(|pair| (pair[0], pair[1]))
    }

    /// Iterates over the range of entries of every row whose columns lie in `band`.
    pub fn spans_in(&self, band: usize) -> impl ExactSizeIterator<Item = (u32, u32)> + Clone {
        self.cuts
            .chunks_exact(self.bands + 1)
            .map(move |cuts| (cuts[band], cuts[band + 1]))
    }

    /// Returns columns and values of the entries `span`.
    #[must_use]
    pub fn entries(&self, (from, to): (u32, u32)) -> (&[u16], &[f32]) {
        let span = from as usize..to as usize;
        (&self.column[span.clone()], &self.value[span])
    }

    /// Returns the entries of row `i`.
    #[must_use]
    pub fn row(&self, i: usize) -> (&[u16], &[f32]) {
        self.entries((self.start[i], self.start[i + 1]))
    }
}

/// Returns the pixel value a network sees for a grey level.
#[must_use]
pub fn grey(level: u8) -> f32 {
    GREY[usize::from(level)]
}

/// An entry of a column.
#[derive(Debug, Clone, Copy, Default)]
pub struct Entry {
    /// Its row.
    pub row: u32,
    /// Its value.
    pub value: f32,
}

/// The same entries by column: column `c` owns `entries[start[c] .. start[c + 1]]`, by ascending row.
/// One more column past the last holds a 1 for every row: the bias's input.
#[derive(Debug, Clone, Default)]
pub struct Columns {
    start: Vec<u32>,
    entries: Vec<Entry>,
    rows: usize,
}

impl Columns {
    /// Transposes `rows` (a counting sort).
    pub fn assign(&mut self, rows: &Rows) {
        let columns = rows.columns;
        self.rows = rows.len();
        self.start.clear();
        self.start.resize(columns + 2, 0);
        // First start[c + 1] is the place where column c's next entry goes; in the end it is where it ends.
        let ends = &mut self.start[1..];
        for &column in &rows.column {
            ends[usize::from(column)] += 1;
        }
        let mut next = 0;
        for end in ends.iter_mut() {
            let count = std::mem::replace(end, next);
            next += count;
        }
        self.entries
            .resize(rows.column.len() + rows.len(), Entry::default());
        for i in 0..rows.len() {
            let (columns, values) = rows.row(i);
            for (&column, &value) in columns.iter().zip(values) {
                let at = &mut ends[usize::from(column)];
                self.entries[*at as usize] = Entry {
                    row: i as u32,
                    value,
                };
                *at += 1;
            }
        }
        for (i, entry) in self.entries[next as usize..].iter_mut().enumerate() {
            *entry = Entry {
                row: i as u32,
                value: 1.0,
            };
        }
        ends[columns] = next + rows.len() as u32;
    }

    /// Returns the number of rows.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Returns the number of columns, the bias's included.
    #[must_use]
    pub fn len(&self) -> usize {
        self.start.len() - 1
    }

    /// Returns whether there is no column.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns the entries of column `c`.
    #[must_use]
    pub fn column(&self, c: usize) -> &[Entry] {
        &self.entries[self.start[c] as usize..self.start[c + 1] as usize]
    }
}
