//! The network written out plainly in double precision, to compare with.

use prunelab::data::dataset::Split;
use prunelab::nn::dense::Dense;
use prunelab::nn::init::rng;
use prunelab::nn::mlp::Mlp;
use rand::RngExt;

/// weights[l][o][i] and biases[l][o] in double precision.
pub type Parameters = Vec<(Vec<Vec<f64>>, Vec<f64>)>;

/// In double precision.
pub fn parameters(model: &Mlp) -> Parameters {
    let layer = |l: &Dense| {
        let weights = (0..l.outputs()).map(|o| {
            l.weights()
                .column(o)
                .iter()
                .map(|&w| f64::from(w))
                .collect()
        });
        (
            weights.collect(),
            l.bias().iter().map(|&b| f64::from(b)).collect(),
        )
    };
    model.layers().iter().map(layer).collect()
}

/// Mean cross-entropy, written out plainly.
pub fn loss(parameters: &Parameters, x: &[Vec<f64>], y: &[u8]) -> f64 {
    let mut total = 0.0;
    for (image, &label) in x.iter().zip(y) {
        let mut a = image.clone();
        for (l, (weights, bias)) in parameters.iter().enumerate() {
            let z = weights
                .iter()
                .zip(bias)
                .map(|(row, b)| b + row.iter().zip(&a).map(|(w, x)| w * x).sum::<f64>());
            let hidden = l + 1 < parameters.len();
            a = z.map(|z| if hidden { z.max(0.0) } else { z }).collect();
        }
        let sum: f64 = a.iter().map(|z| z.exp()).sum();
        total += sum.ln() - a[usize::from(label)];
    }
    total / x.len() as f64
}

/// `count` images of which two in three pixels are dark and pixel 0 always is, labelled in turn.
pub fn random_split(pixels: usize, classes: u8, count: usize, seed: u64) -> Split {
    let mut rng = rng(seed);
    let mut split = Split::new(pixels);
    for i in 0..count {
        let mut level = |pixel: usize| {
            let lit = pixel > 0 && rng.random::<f32>() < 0.34;
            if lit { rng.random::<u8>().max(1) } else { 0 }
        };
        let image: Vec<u8> = (0..pixels).map(&mut level).collect();
        split.push(&image, i as u8 % classes);
    }
    split
}

/// The images of a split as numbers from 0 to 1.
pub fn images(split: &Split) -> Vec<Vec<f64>> {
    let mut image = vec![0; split.pixels()];
    let mut one = |i| {
        split.copy_image(i, &mut image);
        image
            .iter()
            .map(|&level| f64::from(level) / 255.0)
            .collect()
    };
    (0..split.len()).map(&mut one).collect()
}

/// Derivative of `loss` by the weight from `input` to `output` of layer `l`, by central differences.
pub fn derivative(
    p: &Parameters,
    l: usize,
    input: usize,
    output: usize,
    x: &[Vec<f64>],
    y: &[u8],
) -> f64 {
    let at = |h: f64| {
        let mut moved = p.clone();
        moved[l].0[output][input] += h;
        loss(&moved, x, y)
    };
    (at(1e-6) - at(-1e-6)) / 2e-6
}

/// Inputs of every layer for one image.
pub fn activations(p: &Parameters, image: &[f64]) -> Vec<Vec<f64>> {
    let mut all = vec![image.to_vec()];
    for (weights, bias) in &p[..p.len() - 1] {
        let before = &all[all.len() - 1];
        let units = weights.iter().zip(bias);
        let z = units.map(|(row, b)| b + row.iter().zip(before).map(|(w, x)| w * x).sum::<f64>());
        all.push(z.map(|z| z.max(0.0)).collect());
    }
    all
}
