//! Removing dead neurons after pruning, and building the smaller network that gives the same outputs.
//!
//! A hidden neuron is dead when no weight leads out of it, or none into it. In the second case its output is the
//! constant max(b, 0), whatever the image: that times the weights out of it is added to the next layer's biases first.
//! A dead neuron's weights may have been the last of another, so this is repeated until nothing changes. A pixel is dead
//! when no weight leads out of it. A weight of zero leads nowhere.

use crate::data::dataset::Split;
use crate::nn::dense::Dense;
use crate::nn::mlp::Mlp;

/// A network of the same shape without the weights of its dead neurons, and what is alive in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Swept {
    /// The network; dead neurons' weights are pruned, their biases zero. Outputs are as before, up to the rounding of
    /// constants that moved into biases.
    pub model: Mlp,
    /// Which inputs of every layer are alive, rising: `alive[0]` are pixels, `alive[l]` neurons of hidden layer l.
    pub alive: Vec<Vec<usize>>,
}

/// Removes the dead neurons of `model`.
#[must_use]
pub fn sweep(model: &Mlp) -> Swept {
    let mut model = model.clone();
    while sweep_once(&mut model) {}
    let alive = |l: usize| {
        let layer = &model.layers()[l];
        (0..layer.inputs())
            .filter(|&input| leads_out(layer, input))
            .collect()
    };
    let alive = (0..model.layers().len()).map(alive).collect();
    Swept { model, alive }
}

/// Removes the weights and biases of dead neurons once; returns whether there were any.
fn sweep_once(model: &mut Mlp) -> bool {
    let mut changed = false;
    let roundings = model.input_rounding().to_vec();
    let layers = model.layers_mut();
    for l in 1..layers.len() {
        let (before, after) = layers.split_at_mut(l);
        let (into, out) = (&mut before[l - 1], &mut after[0]);
        let leads_in = |j: usize| into.weights().column(j).iter().any(|&w| w != 0.0);
        let neurons = 0..into.outputs();
        let dead: Vec<bool> = neurons
            .map(|j| !(leads_in(j) && leads_out(out, j)))
            .collect();
        let has_rest = |j: usize| leads_in(j) || leads_out(out, j) || into.bias()[j] != 0.0;
        if !(0..dead.len()).any(|j| dead[j] && has_rest(j)) {
            continue;
        }
        changed = true;
        for j in (0..dead.len()).filter(|&j| dead[j]) {
            // A dead neuron with weights into it has none out of it, so nothing is moved.
            let constant = into.bias()[j].max(0.0);
            let constant = roundings
                .get(l)
                .map_or(constant, |rounding| rounding.snap(constant));
            for k in 0..out.outputs() {
                let moved = constant * out.weights()[[j, k]];
                out.add_to_bias(k, moved);
            }
            into.silence(j);
        }
        prune_where(into, |_, j| dead[j]);
        prune_where(out, |j, _| dead[j]);
    }
    changed
}

/// Prunes the weights that are `is_dead`; a layer without such weights gets no mask.
fn prune_where(layer: &mut Dense, is_dead: impl Fn(usize, usize) -> bool) {
    let (inputs, outputs) = (layer.inputs(), layer.outputs());
    let any = (0..inputs).any(|i| (0..outputs).any(|o| is_dead(i, o) && layer.is_kept(i, o)));
    if any {
        layer.prune(|i, o| !is_dead(i, o));
    }
}

fn leads_out(layer: &Dense, input: usize) -> bool {
    layer.weights().row(input).iter().any(|&w| w != 0.0)
}

impl Swept {
    /// Builds the network without its dead neurons: smaller matrices, the same outputs. It takes all pixels, so that it can
    /// be used as any other. A hidden layer keeps at least one neuron.
    #[must_use]
    pub fn shrink(&self) -> Mlp {
        self.build((0..self.model.layers()[0].inputs()).collect())
    }

    /// Builds the same without its dead pixels too; [`Swept::pixels`] says which remain and [`Swept::narrow`] makes the
    /// images it takes.
    #[must_use]
    pub fn shrink_pixels(&self) -> Mlp {
        self.build(self.pixels())
    }

    /// The pixels that remain, rising; at least one.
    #[must_use]
    pub fn pixels(&self) -> Vec<usize> {
        at_least_one(&self.alive[0])
    }

    /// Returns the images of `split` with the pixels that remain.
    #[must_use]
    pub fn narrow(&self, split: &Split) -> Split {
        let pixels = self.pixels();
        let mut narrow = Split::new(pixels.len());
        let mut image = vec![0; split.pixels()];
        for (i, &label) in split.labels().iter().enumerate() {
            split.copy_image(i, &mut image);
            let left: Vec<u8> = pixels.iter().map(|&pixel| image[pixel]).collect();
            narrow.push(&left, label);
        }
        narrow
    }

    fn build(&self, pixels: Vec<usize>) -> Mlp {
        let layers = self.model.layers();
        let all = |n: usize| (0..n).collect::<Vec<usize>>();
        let mut inputs = pixels;
        let mut smaller = Vec::with_capacity(layers.len());
        for (l, layer) in layers.iter().enumerate() {
            let outputs = match self.alive.get(l + 1) {
                Some(alive) => at_least_one(alive),
                None => all(layer.outputs()),
            };
            smaller.push(layer.select(&inputs, &outputs));
            inputs = outputs;
        }
        let mut smaller = Mlp::from_layers(smaller);
        smaller.set_input_rounding(self.model.input_rounding().to_vec());
        smaller
    }
}

fn at_least_one(alive: &[usize]) -> Vec<usize> {
    if alive.is_empty() {
        vec![0]
    } else {
        alive.to_vec()
    }
}
