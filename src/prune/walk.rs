//! A network walked along a grid, one block of images at a time: see [`super::curve`] for the idea.
//!
//! Images stand in columns: pixels, pre-activations and activations are (units, `BLOCK`). Images that light the same
//! pixels are walked together.

use super::edges::{Lists, Whole};
use super::pixels::Pixels;
use crate::data::dataset::Split;
use crate::nn::mlp::Mlp;
use prunelab_kernels::walk::{Answers, BLOCK, Column, gather, read, rectify};

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

/// Returns the images in an order in which neighbours light much the same pixels: by label, then by their first pixel.
fn alike(test: &Split) -> Vec<u32> {
    let mut images: Vec<u32> = (0..test.len() as u32).collect();
    images.sort_by_key(|&image| {
        let (pixels, _) = test.row(image as usize);
        (test.labels()[image as usize], pixels.first().copied())
    });
    images
}
