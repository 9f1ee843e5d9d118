//! The pixels of a block of images, and what the first layer of a [`super::walk`] makes of them.
//!
//! Images stand in columns: pixels and pre-activations are (units, `BLOCK`). Only edges of pixels that are lit in the block
//! are used.

use crate::data::dataset::Split;
use prunelab_kernels::dense::affine;
use prunelab_kernels::lanes::Floats;
use prunelab_kernels::rows::Rows;
use prunelab_kernels::walk::{BLOCK, Column, Edge, add_edges, select, turn};

/// The images of a block, by rows and by columns, and what the first layer needs to use them.
#[derive(Debug, Clone)]
pub struct Pixels {
    rows: Rows,
    columns: Vec<Column>,
    /// Of every pixel, whether it is lit in the block.
    lit: Vec<bool>,
    /// Fraction of the pixels lit in any image that are lit in the block.
    fraction: f64,
    lit_anywhere: usize,
    /// The edges that are being added.
    edges: Vec<Edge>,
    /// The layer at the grid point where a stretch begins: weights (inputs, width) and outputs (images, width).
    point: Option<usize>,
    width: usize,
    weights: Floats,
    outputs: Floats,
}

impl Pixels {
    /// Of images whose pixels `lit` may be on, for a layer of padded width `width`; no image is loaded yet.
    #[must_use]
    pub fn new(lit: &[bool], width: usize) -> Self {
        Self {
            rows: Rows::default(),
            columns: vec![Column::splat(0.0); lit.len()],
            lit: lit.to_vec(),
            fraction: 1.0,
            lit_anywhere: lit.iter().filter(|&&lit| lit).count(),
            edges: Vec::new(),
            point: None,
            width,
            weights: Floats::default(),
            outputs: Floats::default(),
        }
    }

    /// Loads a block of images.
    pub fn load(&mut self, test: &Split, images: &[u32]) {
        self.rows.clear(test.pixels());
        self.columns.fill(Column::splat(0.0));
        self.lit.fill(false);
        for (j, &image) in images.iter().enumerate() {
            let (pixels, levels) = test.row(image as usize);
            self.rows.push_grey(pixels, levels);
            let (_, values) = self.rows.row(j);
            for (&pixel, &value) in pixels.iter().zip(values) {
                self.columns[usize::from(pixel)].floats_mut()[j] = value;
                self.lit[usize::from(pixel)] = true;
            }
        }
        let lit = self.lit.iter().filter(|&&lit| lit).count();
        self.fraction = lit as f64 / self.lit_anywhere.max(1) as f64;
    }

    /// `sums += columns * edges`, without edges of pixels that are dark in the block; returns the number of multiply-adds.
    pub fn add(&mut self, edges: &[Edge], sums: &mut [Column]) -> usize {
        if self.edges.len() < edges.len() {
            self.edges.resize(edges.len(), Edge::default());
        }
        let end = select(edges, &self.lit, &mut self.edges);
        add_edges(&self.edges[..end], &self.columns, sums);
        end * BLOCK
    }

    /// `sums = bias + columns * edges`, the edges of grid point `point`, by columns or by rows, whichever takes fewer
    /// multiply-adds; returns their number.
    pub fn begin(
        &mut self,
        point: usize,
        edges: &[Edge],
        bias: &[f32],
        sums: &mut [Column],
    ) -> usize {
        let (outputs, width, images) = (sums.len(), self.width, self.rows.len());
        let entries: usize = self
            .rows
            .spans()
            .map(|(from, to)| (to - from) as usize)
            .sum();
        if self.fraction * (edges.len() * BLOCK) as f64 <= (entries * outputs) as f64 {
            for (sum, &bias) in sums.iter_mut().zip(bias) {
                *sum = Column::splat(bias);
            }
            return self.add(edges, sums);
        }
        if self.point != Some(point) {
            self.point = Some(point);
            self.weights.resize(self.columns.len() * width);
            self.weights.fill(0.0);
            for edge in edges {
                let at = usize::from(edge.input) * width + usize::from(edge.output);
                self.weights[at] = edge.weight;
            }
        }
        self.outputs.resize(images * width);
        affine(&self.rows, &self.weights, bias, outputs, &mut self.outputs);
        turn(&self.outputs, width, sums);
        entries * outputs
    }
}
