//! A network walked along a grid, one block of images at a time: see [`super::curve`] for the idea.
//!
//! Images stand in columns: pixels, pre-activations and activations are (units, `BLOCK`). Images that light the same
//! pixels are walked together.

use super::edges::{Lists, Whole};
use super::pixels::Pixels;
use crate::data::dataset::Split;
use crate::nn::dense::Dense;
use crate::nn::mlp::Mlp;
use prunelab_kernels::walk::{Answers, BLOCK, Column, Edge, gather, read, rectify};
use std::ops::Range;

/// A network along a grid, and where it stands with a block of images.
#[derive(Debug, Clone)]
pub struct Walk {
    /// The test images in the order in which they are walked.
    images: Vec<u32>,
    /// Those of the block, and their labels.
    block: Range<usize>,
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
        let lit = lit(test);
        let first = Whole::new(&layers[0], &pruned_from[0], points, Some(&lit));
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
        self.block = self.block_at(block);
        let images = &self.images[self.block.clone()];
        self.labels.clear();
        let labels = images.iter().map(|&image| test.labels()[image as usize]);
        self.labels.extend(labels);
        self.pixels.load(test, images);
    }

    fn block_at(&self, block: usize) -> Range<usize> {
        block * BLOCK..self.images.len().min((block + 1) * BLOCK)
    }

    /// Returns the logits of test image `image` at every grid point, (points, classes), to the bit as they are when each of
    /// `stretches` is walked from its last grid point to its first. Where the walk stands does not change.
    #[must_use]
    pub fn logits(&self, test: &Split, image: usize, stretches: &[Range<usize>]) -> Vec<f32> {
        let is_it = |&found: &u32| found as usize == image;
        let at = self.images.iter().position(is_it).unwrap_or(0);
        let mut pixels = self.pixels.clone();
        pixels.load(test, &self.images[self.block_at(at / BLOCK)]);
        self.along(&self.first, &mut pixels, at % BLOCK, stretches)
    }

    /// Returns the logits of the only image of `drawn` at all `points` grid points, (points, classes). `first` is the
    /// network's first layer and `pruned_from` the grid point from which on each of its weights is pruned.
    #[must_use]
    pub fn logits_of(
        &self,
        drawn: &Split,
        first: &Dense,
        pruned_from: &[u32],
        points: usize,
    ) -> Vec<f32> {
        let lit = lit(drawn);
        let edges = Whole::new(first, pruned_from, points, Some(&lit));
        let mut pixels = Pixels::new(&lit, first.width());
        pixels.load(drawn, &[0]);
        self.along(&edges, &mut pixels, 0, std::slice::from_ref(&(0..points)))
    }

    /// Walks `stretches`, the first layer with all images of `pixels` and the others with that in column `image` alone.
    /// An output's edges are added in the same order from scratch as back, so these begin from scratch everywhere.
    fn along(
        &self,
        first: &Whole,
        pixels: &mut Pixels,
        image: usize,
        stretches: &[Range<usize>],
    ) -> Vec<f32> {
        let outputs = |l: usize| self.sums[l].len();
        let points = stretches.iter().map(Range::len).sum::<usize>();
        let mut logits = vec![0.0; points * outputs(self.rest.len())];
        let mut columns = vec![Column::splat(0.0); outputs(0)];
        for stretch in stretches {
            let mut before = None;
            for point in stretch.clone().rev() {
                let back = first.back(before, point);
                if before.is_none() {
                    pixels.begin(point, back, &self.biases[0], &mut columns);
                } else {
                    pixels.add(back, &mut columns);
                }
                before = Some(point);
                let mut sums: Vec<f32> = columns.iter().map(|c| c.floats()[image]).collect();
                for (l, lists) in self.rest.iter().enumerate() {
                    let add = |sum: f32, edge: &Edge| {
                        let z = sums[usize::from(edge.input)];
                        edge.weight * if z > 0.0 { z } else { 0.0 } + sum
                    };
                    let total = |output: usize| {
                        let back = lists.back(output, None, point);
                        back.iter().fold(self.biases[l + 1][output], add)
                    };
                    sums = (0..outputs(l + 1)).map(total).collect();
                }
                logits[point * sums.len()..][..sums.len()].copy_from_slice(&sums);
            }
        }
        logits
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

/// Returns of every pixel whether it is on in any image.
fn lit(images: &Split) -> Vec<bool> {
    let mut lit = vec![false; images.pixels()];
    for i in 0..images.len() {
        let (pixels, _) = images.row(i);
        pixels.iter().for_each(|&p| lit[usize::from(p)] = true);
    }
    lit
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
