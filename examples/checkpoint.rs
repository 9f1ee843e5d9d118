//! Prunes a network file at several ratios and counts its correct answers on a test set.
//!
//! ```sh
//! cargo run --release --example checkpoint -- --model net.safetensors --mnist data/mnist \
//!     --score magnitude --scope layer --rule exact --ratios 0,0.5,0.9
//! # by score from the first 1000 training images; hidden neurons; two of every four weights
//! cargo run --release --example checkpoint -- --model net.safetensors --mnist data/mnist --score taylor --scope global
//! cargo run --release --example checkpoint -- --model net.safetensors --mnist data/mnist --score l2 --shape neurons
//! cargo run --release --example checkpoint -- --model net.safetensors --mnist data/mnist --shape 2:4
//! # weights of 4 bits after the pruning, a step for every output, and inputs of layers of 8 bits
//! cargo run --release --example checkpoint -- --model net.safetensors --mnist data/mnist --ratios 0,0.5 \
//!     --quantize 4 --per row --activations 8
//! ```
//! prints one JSON object: `dense` and `correct` are counts of correct answers, `sparsity` lists, for every ratio, the
//! fraction of zero weights of each layer. N:M takes no ratio and has one count. For neurons, `shrunk` says for every
//! ratio which widths the smaller network has and how many answers it has correct. With `--quantize` the counts are
//! those after quantizing, and `distinct` lists the most different values a unit (layer or output) of each layer has.

use choice::named;
use clap::{Parser, ValueEnum};
use prunelab::check::check_ratio;
use prunelab::compress::quantize::quantize;
use prunelab::compress::scheme::{Calibration, Levels, Per, Scheme};
use prunelab::data::idx;
use prunelab::files::network;
use prunelab::nn::dense::Dense;
use prunelab::nn::evaluate::evaluate;
use prunelab::prune::evidence::Evidence;
use prunelab::prune::method::{CALIBRATION, Method};
use prunelab::prune::order::Order;
use prunelab::prune::rule::Rule;
use prunelab::prune::scope::Scope;
use prunelab::prune::score::Score;
use prunelab::prune::shape::Shape;
use prunelab::prune::shrink;
use std::error::Error;
use std::path::{Path, PathBuf};

#[path = "common/choice.rs"]
mod choice;
#[path = "common/mnist.rs"]
mod mnist;

#[derive(Parser)]
#[command(about = "Prunes a network file at several ratios and counts its correct answers")]
struct Args {
    /// Network as safetensors: fc1.weight (outputs, inputs), fc1.bias, fc2.weight, ...
    #[arg(long)]
    model: PathBuf,
    /// Folder with the four files of MNIST or a data set of its format.
    #[arg(long)]
    mnist: PathBuf,
    /// What weights or neurons are ranked by.
    #[arg(long, value_parser = named::<Score>(), default_value_t = Score::Magnitude)]
    score: Score,
    /// What is pruned as one unit: weights, neurons, or N:M such as 2:4.
    #[arg(long, default_value_t = Shape::Weights)]
    shape: Shape,
    /// What is ranked against each other; row: within each output.
    #[arg(long, value_parser = named::<Scope>(), default_value_t = Scope::Layer)]
    scope: Scope,
    /// How many a ratio prunes: exactly round(ratio * N), or those below the k-th value.
    #[arg(long, value_parser = named::<Rule>(), default_value_t = Rule::Exact)]
    rule: Rule,
    /// Pruning ratios from 0 to 1, separated by commas; N:M ignores them.
    #[arg(long, value_delimiter = ',', default_values_t = [0.0, 0.5, 0.9])]
    ratios: Vec<f64>,
    /// For scope own: the ratio of every layer, separated by commas.
    #[arg(long, value_delimiter = ',')]
    layer_ratios: Vec<f64>,
    /// How many of the first training images scores look at.
    #[arg(long, default_value_t = CALIBRATION)]
    calibration: u32,
    /// Seed of random scores.
    #[arg(long, default_value_t = 0)]
    seed: u64,
    /// Bits of a weight, 2 to 8: quantize after pruning.
    #[arg(long)]
    quantize: Option<u32>,
    /// Where the levels lie.
    #[arg(long, value_enum, default_value_t = LevelsArg::Symmetric)]
    levels: LevelsArg,
    /// What shares a step.
    #[arg(long, value_enum, default_value_t = PerArg::Tensor)]
    per: PerArg,
    /// Bits of an input of a layer, 2 to 8: quantize activations, too (by the first --calibration images).
    #[arg(long, requires = "quantize")]
    activations: Option<u32>,
    /// Percent of the activations that lie in their range; without it all of them.
    #[arg(long, requires = "activations")]
    percentile: Option<f64>,
    /// Correct the remaining weights for the pruned ones (optimal brain surgeon).
    #[arg(long)]
    correct: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum LevelsArg {
    Symmetric,
    Affine,
}

#[derive(Clone, Copy, ValueEnum)]
enum PerArg {
    Tensor,
    Row,
}

impl Args {
    fn method(&self) -> Method {
        Method {
            score: self.score,
            scope: self.scope,
            rule: self.rule,
            shape: self.shape,
            calibration: self.calibration,
            seed: self.seed,
            ratios: self.layer_ratios.clone(),
            correct: self.correct,
        }
    }

    /// How to quantize, if at all.
    fn scheme(&self) -> Option<Scheme> {
        Some(Scheme {
            bits: self.quantize?,
            levels: match self.levels {
                LevelsArg::Symmetric => Levels::Symmetric,
                LevelsArg::Affine => Levels::Affine,
            },
            per: match self.per {
                PerArg::Tensor => Per::Tensor,
                PerArg::Row => Per::Row,
            },
            activations: self.activations.map(|bits| Calibration {
                bits,
                images: self.calibration,
                percentile: self.percentile,
            }),
        })
    }

    /// The ratios that matter.
    fn ratios(&self) -> &[f64] {
        match self.shape {
            Shape::NOfM { .. } => &[],
            Shape::Weights | Shape::Neurons => &self.ratios,
        }
    }
}

fn main() {
    if let Err(error) = run(&Args::parse()) {
        eprintln!("error: {error}");
        std::process::exit(1);
    }
}

fn run(args: &Args) -> Result<(), Box<dyn Error>> {
    let method = args.method();
    method.check()?;
    args.ratios
        .iter()
        .try_for_each(|&ratio| check_ratio(ratio))?;
    let data = idx::read_dataset("mnist", &mnist::files(&args.mnist)?)?;
    let name = file_name(&args.model);
    let bytes = std::fs::read(&args.model).map_err(|e| format!("{}: {e}", args.model.display()))?;
    let model = network::read(&name, &bytes)?;
    network::check_fit(&name, &model, data.pixels(), data.classes)?;
    let order = Order::new(method, &model, Evidence::images(&data.train))?;
    let mut correct = Vec::new();
    let mut sparsity = Vec::new();
    let mut shrunk = Vec::new();
    let (scheme, mut distinct) = (args.scheme(), Vec::new());
    scheme.map_or(Ok(()), |scheme| scheme.check())?;
    // N:M is the same at every ratio.
    let ratios = if args.ratios().is_empty() {
        &[0.0]
    } else {
        args.ratios()
    };
    for &ratio in ratios {
        let mut pruned = model.clone();
        order.apply(&mut pruned, ratio);
        if let Some(scheme) = &scheme {
            let encoding = quantize(&mut pruned, scheme, Some(&data.train))?;
            distinct.push(encoding.distinct(&pruned));
        }
        correct.push(evaluate(&pruned, &data.test).correct);
        let zeros = |layer: &Dense| 1.0 - layer.kept() as f64 / layer.len() as f64;
        sparsity.push(pruned.layers().iter().map(zeros).collect::<Vec<f64>>());
        if args.shape == Shape::Neurons {
            let smaller = shrink::sweep(&pruned).shrink();
            let correct = evaluate(&smaller, &data.test).correct;
            shrunk.push(serde_json::json!({ "sizes": smaller.sizes(), "correct": correct }));
        }
    }
    let dense = evaluate(&model, &data.test).correct;
    let mut out = serde_json::json!({
        "dense": dense, "ratios": args.ratios(), "correct": correct, "sparsity": sparsity,
    });
    if !shrunk.is_empty() {
        out["shrunk"] = shrunk.into();
    }
    if !distinct.is_empty() {
        out["distinct"] = distinct.into();
    }
    println!("{out}");
    Ok(())
}

fn file_name(path: &Path) -> String {
    path.file_name().map_or_else(
        || path.display().to_string(),
        |name| name.to_string_lossy().into_owned(),
    )
}
