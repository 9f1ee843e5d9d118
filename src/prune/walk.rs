//! A network walked along a grid, one block of images at a time: see [`super::curve`] for the idea.
//!
//! Images stand in columns: pixels, pre-activations and activations are (units, `BLOCK`). Images that light the same
//! pixels are walked together, and only the edges of pixels that are lit in the block are used.

use super::edges::{Lists, Whole};
use crate::data::dataset::Split;
use crate::nn::mlp::Mlp;
use prunelab_kernels::dense::affine;
use prunelab_kernels::lanes::Floats;
use prunelab_kernels::rows::Rows;
use prunelab_kernels::walk::{Answers, BLOCK, Column, Edge, add_edges, gather, read};
use prunelab_kernels::walk::{rectify, select, turn};

/// A network along a grid, and where it stands with a block of images.
#[derive(Debug, Clone)]
pub struct Walk {
    /// The test images in the order in which they are walked.
    images: Vec<u32>,
    /// Those of the block, and their labels.
    block: std::ops::Range<usize>,
    labels: Vec<u8>,
    pixels: Pixels,
    /// The first layer's edges, and those of the others.
    first: Whole,
    rest: Vec<Lists>,
    biases: Vec<Vec<f32>>,
    /// Pre-activations of every layer.
    sums: Vec<Vec<Column>>,
    /// Activations of every layer but the last.
    activations: Vec<Vec<Column>>,
    answers: Answers,
    work: Vec<u64>,
}

impl Walk {
    /// Prepares to walk `model` along a grid of `points`, where weight `[input * outputs + output]` of layer l is pruned
    /// from grid point `pruned_from[l]` on (`points` for one that never is).
    #[must_use]
    pub fn new(model: &Mlp, pruned_from: &[Vec<u32>], points: usize, test: &Split) -> Self {
        let layers = model.layers();
        let mut lit = vec![false; test.pixels()];
        for i in 0..test.len() {
            let (pixels, _) = test.row(i);
            pixels.iter().for_each(|&p| lit[usize::from(p)] = true);
        }
        let first = Whole::new(&layers[0], &pruned_from[0], points, |pixel| lit[pixel]);
        let rest = layers.iter().zip(pruned_from).skip(1);
        let zeros = |units: usize| vec![Column::splat(0.0); units];
        let sums: Vec<_> = layers.iter().map(|layer| zeros(layer.outputs())).collect();
        Self {
            images: alike(test),
            block: 0..0,
            labels: Vec::with_capacity(BLOCK),
            pixels: Pixels::new(&lit, layers[0].width()),
            first,
            rest: rest
                .map(|(layer, pruned_from)| Lists::new(layer, pruned_from, points))
                .collect(),
            biases: layers.iter().map(|l| l.padded_bias().to_vec()).collect(),
            activations: sums[..layers.len() - 1].to_vec(),
            sums,
            answers: Answers::default(),
            work: vec![0; layers.len()],
        }
    }

    /// Multiply-adds done so far, layer by layer.
    #[must_use]
    pub fn work(&self) -> &[u64] {
        &self.work
    }

    /// The images of the block.
    #[must_use]
    pub fn images(&self) -> &[u32] {
        &self.images[self.block.clone()]
    }

    /// What is predicted for them where the walk stands.
    #[must_use]
    pub fn answers(&self) -> &Answers {
        &self.answers
    }

    /// Loads the block of images number `block`; the walk stands nowhere then.
    pub fn load(&mut self, test: &Split, block: usize) {
        self.block = block * BLOCK..test.len().min((block + 1) * BLOCK);
        let images = &self.images[self.block.clone()];
        self.labels.clear();
        let labels = images.iter().map(|&image| test.labels()[image as usize]);
        self.labels.extend(labels);
        self.pixels.load(test, images);
    }

    /// Goes to grid point `point` from `before`, a higher one, or from scratch. A layer whose inputs are as before adds the
    /// weights pruned between the two back; any other begins from scratch. Nothing before the first layer that changes is
    /// touched.
    pub fn go_to(&mut self, point: usize, before: Option<usize>) {
        let mut changed = before.is_none();
        let (back, sums) = (self.first.back(before, point), &mut self.sums[0]);
        let additions = if changed {
            self.pixels.begin(point, back, &self.biases[0], sums)
        } else {
            self.pixels.add(back, sums)
        };
        self.work[0] += additions as u64;
        changed |= additions > 0;
        for (l, lists) in self.rest.iter().enumerate() {
            if changed {
                rectify(&self.sums[l], &mut self.activations[l]);
            }
            let before = if changed { None } else { before };
            let mut edges = 0;
            for (output, sum) in self.sums[l + 1].iter_mut().enumerate() {
                if before.is_none() {
                    *sum = Column::splat(self.biases[l + 1][output]);
                }
                let back = lists.back(output, before, point);
                gather(back, &self.activations[l], sum);
                edges += back.len();
            }
            self.work[l + 1] += (edges * BLOCK) as u64;
            changed |= edges > 0;
        }
        if let (true, Some(logits)) = (changed, self.sums.last()) {
            read(logits, &self.labels, &mut self.answers);
        }
    }
}

/// The images of a block, by rows and by columns, and what the first layer needs to use them.
#[derive(Debug, Clone)]
struct Pixels {
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
    fn new(lit: &[bool], width: usize) -> Self {
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

    fn load(&mut self, test: &Split, images: &[u32]) {
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
    fn add(&mut self, edges: &[Edge], sums: &mut [Column]) -> usize {
        if self.edges.len() < edges.len() {
            self.edges.resize(edges.len(), Edge::default());
        }
        let end = select(edges, &self.lit, &mut self.edges);
        add_edges(&self.edges[..end], &self.columns, sums);
        end * BLOCK
    }

    /// `sums = bias + columns * edges`, the edges of grid point `point`, by columns or by rows, whichever takes fewer
    /// multiply-adds; returns their number.
    fn begin(&mut self, point: usize, edges: &[Edge], bias: &[f32], sums: &mut [Column]) -> usize {
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

/// Returns the images in an order in which neighbours light much the same pixels: by label, then by their first pixel.
fn alike(test: &Split) -> Vec<u32> {
    let mut images: Vec<u32> = (0..test.len() as u32).collect();
    images.sort_by_key(|&image| {
        let (pixels, _) = test.row(image as usize);
        (test.labels()[image as usize], pixels.first().copied())
    });
    images
}
