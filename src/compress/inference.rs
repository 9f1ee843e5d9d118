//! Inference from a compact form of the weights: the same images, the same answers, by one of several kernels.
//!
//! Weights are never unpacked to a dense matrix first. Dense is the kernel of training and of every measurement here;
//! shrunk is the same on the smaller network without dead neurons. INT8 computes in whole numbers: weights as
//! [`super::int8`] rounds them, inputs of each layer over one scale s = max / 127, where the maximum was seen on
//! calibration images (min-max: all inputs are at least zero, so the minimum is).

use super::int8::{self, LEVELS};
use super::unfit::Unfit;
use crate::data::dataset::Split;
use crate::nn::dense::Dense;
use crate::nn::loss;
use crate::nn::mlp::{Activations, Mlp, fill};
use crate::prune::shrink::sweep;
use prunelab_kernels::dense::affine;
use prunelab_kernels::formats::{BitmaskLayer, CsrLayer, TwoFourLayer};
use prunelab_kernels::int8::{Int8Kernel, Pairs};
use prunelab_kernels::lanes::Floats;
use prunelab_kernels::rows::{Rows, grey};
use serde::Serialize;
use std::ops::Range;

/// Images whose activations are worked out together: few enough to stay in cache.
const BLOCK: usize = 128;
/// Training images that INT8 takes its scales from, at most.
pub const CALIBRATION: usize = 1000;

/// What computes a network's answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Kernel {
    /// All weights.
    Dense,
    /// Compressed sparse rows.
    Csr,
    /// A bit a weight.
    Bitmask,
    /// All weights of the network without its dead neurons.
    Shrunk,
    /// Two of every four inputs.
    TwoFour,
    /// Whole numbers of 8 bits.
    Int8,
}

impl Kernel {
    /// All kernels.
    pub const ALL: [Self; 6] = [
        Self::Dense,
        Self::Csr,
        Self::Bitmask,
        Self::Shrunk,
        Self::TwoFour,
        Self::Int8,
    ];
}

enum Layer {
    Dense(Dense),
    Csr(CsrLayer),
    Bitmask(BitmaskLayer),
    TwoFour(TwoFourLayer),
}

impl Layer {
    fn affine(&self, rows: &Rows, out: &mut [f32]) {
        match self {
            Self::Dense(layer) => affine(
                rows,
                layer.padded_weights(),
                layer.padded_bias(),
                layer.outputs(),
                out,
            ),
            Self::Csr(layer) => layer.affine(rows, out),
            Self::Bitmask(layer) => layer.affine(rows, out),
            Self::TwoFour(layer) => layer.affine(rows, out),
        }
    }
}

enum Body {
    Floats {
        layers: Vec<Layer>,
        rows: Vec<Rows>,
    },
    Whole {
        layers: Vec<WholeLayer>,
        pairs: Pairs,
        sums: Vec<i32>,
    },
}

impl Body {
    /// Makes layers in floats; `form` makes each, by its number from 1.
    fn floats(
        layers: &[Dense],
        form: impl Fn(usize, &Dense) -> Result<Layer, Unfit>,
    ) -> Result<Self, Unfit> {
        let forms = (1..).zip(layers).map(|(number, layer)| form(number, layer));
        Ok(Self::Floats {
            layers: forms.collect::<Result<_, _>>()?,
            rows: vec![Rows::default(); layers.len()],
        })
    }
}

struct WholeLayer {
    kernel: Int8Kernel,
    /// s_x s_o of every output.
    scales: Vec<f32>,
    bias: Vec<f32>,
    /// 1 / s of the layer's inputs.
    inverse_scale: f32,
}

/// A network ready to answer by one kernel.
pub struct Runner {
    body: Body,
    /// Widths of the layers' outputs, without and with padding.
    outputs: Vec<[usize; 2]>,
    out: Floats,
}

impl Runner {
    /// Prepares `model`; INT8 takes the scales of its layers' inputs from the `largest` ([`largest_inputs`]), which others do
    /// not look at.
    ///
    /// # Errors
    /// Why the network cannot run so.
    pub fn new(kernel: Kernel, model: &Mlp, largest: &[f32]) -> Result<Self, Unfit> {
        let swept;
        let model = match kernel {
            Kernel::Shrunk => {
                swept = sweep(model).shrink();
                &swept
            }
            Kernel::Dense | Kernel::Csr | Kernel::Bitmask | Kernel::TwoFour | Kernel::Int8 => model,
        };
        let layers = model.layers();
        let body = match kernel {
            Kernel::Dense | Kernel::Shrunk => {
                Body::floats(layers, |_, layer| Ok(Layer::Dense(layer.clone())))?
            }
            Kernel::Csr => Body::floats(layers, |_, layer| {
                Ok(Layer::Csr(CsrLayer::new(
                    layer.padded_weights(),
                    layer.padded_bias(),
                    layer.outputs(),
                )))
            })?,
            Kernel::Bitmask => Body::floats(layers, |_, layer| {
                Ok(Layer::Bitmask(BitmaskLayer::new(
                    layer.padded_weights(),
                    layer.padded_bias(),
                    layer.outputs(),
                )))
            })?,
            Kernel::TwoFour => Body::floats(layers, |number, layer| {
                let form =
                    TwoFourLayer::new(layer.padded_weights(), layer.padded_bias(), layer.outputs())
                        .map(Layer::TwoFour);
                form.ok_or(Unfit::NotTwoFour { layer: number })
            })?,
            Kernel::Int8 => Body::Whole {
                layers: layers.iter().zip(largest).map(whole_layer).collect(),
                pairs: Pairs::default(),
                sums: Vec::new(),
            },
        };
        Ok(Self {
            body,
            outputs: layers.iter().map(|l| [l.outputs(), l.width()]).collect(),
            out: Floats::default(),
        })
    }

    /// Answers `images` of `split`: calls `read(image, logits)` for each, in order.
    pub fn run(
        &mut self,
        split: &Split,
        images: Range<usize>,
        mut read: impl FnMut(usize, &[f32]),
    ) {
        let end = images.end.min(split.len());
        let mut from = images.start;
        while from < end {
            let to = end.min(from + BLOCK);
            self.block(split, from..to);
            if let Some(&[classes, width]) = self.outputs.last() {
                for (i, row) in self.out.chunks_exact(width).enumerate() {
                    read(from + i, &row[..classes]);
                }
            }
            from = to;
        }
    }

    /// Counts how many of `images` it classifies correctly.
    pub fn correct(&mut self, split: &Split, images: Range<usize>) -> u32 {
        let mut correct = 0;
        self.run(split, images, |i, logits| {
            correct += u32::from(loss::argmax(logits) == split.labels()[i]);
        });
        correct
    }

    /// Computes the logits of the images into `out`, (images, padded classes).
    fn block(&mut self, split: &Split, images: Range<usize>) {
        let Self { body, outputs, out } = self;
        let count = images.len();
        match body {
            Body::Floats { layers, rows } => {
                fill(&mut rows[0], split, images);
                for (l, layer) in layers.iter().enumerate() {
                    let [columns, width] = outputs[l];
                    out.resize(count * width);
                    layer.affine(&rows[l], out);
                    if let Some(next) = rows.get_mut(l + 1) {
                        next.assign_positive(out, width, columns);
                    }
                }
            }
            Body::Whole {
                layers,
                pairs,
                sums,
            } => {
                pairs.clear();
                let inverse = layers[0].inverse_scale;
                // A pixel is one of 256 levels: what each becomes is worked out once.
                let levels: [i8; 256] = std::array::from_fn(|g| quantize(grey(g as u8), inverse));
                for i in images {
                    let (columns, greys) = split.row(i);
                    let inputs = columns.iter().zip(greys);
                    pairs.push(inputs.map(|(&c, &g)| (usize::from(c), levels[usize::from(g)])));
                }
                for (l, layer) in layers.iter().enumerate() {
                    let [columns, width] = outputs[l];
                    let sum_width = layer.kernel.width();
                    sums.resize(count * sum_width, 0);
                    layer.kernel.multiply(pairs, sums);
                    let rows = sums.chunks_exact(sum_width);
                    if let Some(next) = layers.get(l + 1) {
                        pairs.clear();
                        for sums in rows {
                            let z = layer
                                .outputs(sums)
                                .map(|z| quantize(z.max(0.0), next.inverse_scale));
                            pairs.push(z.enumerate());
                        }
                    } else {
                        out.resize(count * width);
                        for (sums, out) in rows.zip(out.chunks_exact_mut(width)) {
                            for (out, z) in out[..columns].iter_mut().zip(layer.outputs(sums)) {
                                *out = z;
                            }
                        }
                    }
                }
            }
        }
    }
}

impl WholeLayer {
    /// Returns z of every output of one image.
    fn outputs(&self, sums: &[i32]) -> impl Iterator<Item = f32> {
        let known = self.scales.iter().zip(&self.bias);
        sums.iter()
            .zip(known)
            .map(|(&sum, (scale, bias))| sum as f32 * scale + bias)
    }
}

/// Returns the nearest level of an input that is not negative, half to even.
fn quantize(value: f32, inverse_scale: f32) -> i8 {
    (value * inverse_scale).min(LEVELS).round_ties_even() as i8
}

/// Returns 1 / s for the largest input; 0, and with it every level, where none was above 0.
fn inverse_scale(largest: f32) -> f32 {
    if largest > 0.0 { LEVELS / largest } else { 0.0 }
}

fn whole_layer((layer, &largest): (&Dense, &f32)) -> WholeLayer {
    let rounded = int8::quantize(layer);
    WholeLayer {
        kernel: Int8Kernel::new(layer.inputs(), layer.outputs(), &rounded.weights),
        scales: rounded
            .scales
            .iter()
            .map(|s| s * (largest / LEVELS))
            .collect(),
        bias: layer.bias().to_vec(),
        inverse_scale: inverse_scale(largest),
    }
}

/// Measures the largest input of every layer over the first images of `split`.
#[must_use]
pub fn largest_inputs(model: &Mlp, split: &Split) -> Vec<f32> {
    let mut largest = vec![0.0f32; model.layers().len()];
    let mut activations = Activations::new(model);
    let end = split.len().min(CALIBRATION);
    for from in (0..end).step_by(BLOCK) {
        fill(
            &mut activations.inputs[0],
            split,
            from..end.min(from + BLOCK),
        );
        activations.forward(model);
        for (largest, rows) in largest.iter_mut().zip(&activations.inputs) {
            for i in 0..rows.len() {
                let (_, values) = rows.row(i);
                *largest = values.iter().fold(*largest, |most, &x| most.max(x));
            }
        }
    }
    largest
}
