//! One block of images, walked along the grid: see [`super::trajectory`] for the idea.

use crate::data::dataset::Split;
use crate::nn::kernels;
use crate::nn::loss;
use crate::nn::mlp::Mlp;
use crate::nn::rows::{self, Rows};
use std::ops::Range;

/// Images that are walked together.
pub const BLOCK: usize = 64;

/// A layer's weights, unit by unit, from the last to go to the first.
#[derive(Debug, Clone)]
struct Lists {
    /// One row a unit; columns are inputs.
    rows: Rows,
    /// `kept[point * units + unit]`: length of the prefix that is kept at a grid point.
    kept: Vec<u32>,
    bias: Vec<f32>,
}

/// Lists of every layer and the buffers of a block.
#[derive(Debug, Clone)]
pub struct Walk {
    layers: Vec<Lists>,
    /// Inputs of every layer, (inputs, BLOCK); the first are the pixels.
    inputs: Vec<Vec<f32>>,
    /// Pre-activations of every layer, (units, BLOCK).
    sums: Vec<Vec<f32>>,
    /// Logits of one image.
    logits: Vec<f32>,
}

impl Walk {
    /// Prepares the way of `model` along a grid of `points`, where weight `[input * outputs + output]` of layer l is
    /// gone from grid point `gone_from[l]` on (`points` for one that never goes). Weights that are zero and those of
    /// pixels that are never lit in `test` are left out: they change nothing.
    #[must_use]
    pub fn new(model: &Mlp, gone_from: &[Vec<u32>], points: usize, test: &Split) -> Self {
        let mut lit = vec![false; test.pixels()];
        for i in 0..test.len() {
            test.row(i)
                .0
                .iter()
                .for_each(|&pixel| lit[usize::from(pixel)] = true);
        }
        let layers = (0..model.layers().len()).map(|l| {
            let lit = if l == 0 { lit.as_slice() } else { &[] };
            lists(model, &gone_from[l], points, l, lit)
        });
        Self {
            layers: layers.collect(),
            inputs: model
                .layers()
                .iter()
                .map(|layer| vec![0.0; layer.inputs() * BLOCK])
                .collect(),
            sums: model
                .layers()
                .iter()
                .map(|layer| vec![0.0; layer.outputs() * BLOCK])
                .collect(),
            logits: Vec::new(),
        }
    }

    /// Walks the `images` (at most [`BLOCK`]) of `test` from the last of `points` to the first and tells
    /// `read(point, image, class, loss)` for each.
    pub fn block(
        &mut self,
        test: &Split,
        images: Range<usize>,
        points: Range<usize>,
        mut read: impl FnMut(usize, usize, u8, f32),
    ) {
        self.load(test, images.clone());
        for point in points.clone().rev() {
            self.go_to(point, (point + 1 < points.end).then_some(point + 1));
            let Some(sums) = self.sums.last() else { return };
            self.logits.resize(sums.len() / BLOCK, 0.0);
            for (b, image) in images.clone().enumerate() {
                for (z, row) in self.logits.iter_mut().zip(sums.chunks_exact(BLOCK)) {
                    *z = row[b];
                }
                let label = usize::from(test.labels()[image]);
                let loss = loss::cross_entropy(&self.logits, label);
                read(point, image, loss::argmax(&self.logits), loss);
            }
        }
    }

    /// Turns the images' pixels into columns.
    fn load(&mut self, test: &Split, images: Range<usize>) {
        let pixels = &mut self.inputs[0];
        pixels.fill(0.0);
        for (b, image) in images.enumerate() {
            let (columns, levels) = test.row(image);
            for (&column, &level) in columns.iter().zip(levels) {
                pixels[usize::from(column) * BLOCK + b] = rows::grey(level);
            }
        }
    }

    /// Brings all sums to grid point `point`, from those of `before` where there was one.
    fn go_to(&mut self, point: usize, before: Option<usize>) {
        let mut changed = before.is_none();
        for l in 0..self.layers.len() {
            let Lists { rows, kept, bias } = &self.layers[l];
            let units = bias.len();
            let prefix = |point: usize| &kept[point * units..(point + 1) * units];
            let starts = rows.spans().map(|(start, _)| start);
            let sums = &mut self.sums[l];
            match before {
                Some(before) if !changed => {
                    changed = prefix(before) != prefix(point);
                    let spans = starts.zip(prefix(before)).zip(prefix(point));
                    let spans = spans.map(|((start, from), to)| (start + from, start + to));
                    kernels::accumulate(rows, spans, &self.inputs[l], BLOCK, sums);
                }
                _ => {
                    for (sums, &bias) in sums.chunks_exact_mut(BLOCK).zip(bias) {
                        sums.fill(bias);
                    }
                    let spans = starts
                        .zip(prefix(point))
                        .map(|(start, to)| (start, start + to));
                    kernels::accumulate(rows, spans, &self.inputs[l], BLOCK, sums);
                }
            }
            if let (true, Some(next)) = (changed, self.inputs.get_mut(l + 1)) {
                for (a, z) in next.iter_mut().zip(&self.sums[l]) {
                    *a = z.max(0.0);
                }
            }
        }
    }
}

/// The lists of layer `l`.
fn lists(model: &Mlp, gone_from: &[u32], points: usize, l: usize, lit: &[bool]) -> Lists {
    let layer = &model.layers()[l];
    let (weights, outputs) = (layer.weights(), layer.outputs());
    let mut rows = Rows::default();
    rows.clear(layer.inputs());
    let mut kept = vec![0; points * outputs];
    let mut entries: Vec<(u32, u16)> = Vec::with_capacity(layer.inputs());
    for unit in 0..outputs {
        entries.clear();
        let inputs = 0..layer.inputs();
        let matters = inputs.filter(|&i| lit.get(i) != Some(&false) && weights[[i, unit]] != 0.0);
        entries.extend(matters.map(|i| (gone_from[i * outputs + unit], i as u16)));
        entries.sort_unstable_by(|a, b| b.cmp(a));
        let columns: Vec<u16> = entries.iter().map(|&(_, input)| input).collect();
        let values: Vec<f32> = columns
            .iter()
            .map(|&input| weights[[usize::from(input), unit]])
            .collect();
        rows.push(&columns, &values);
        for point in 0..points {
            let length = entries.partition_point(|&(first, _)| first as usize > point);
            kept[point * outputs + unit] = length as u32;
        }
    }
    Lists {
        rows,
        kept,
        bias: layer.bias().to_vec(),
    }
}
