//! Prunes a network file at several ratios and counts its correct answers on a test set.
//!
//! ```sh
//! cargo run --release --example checkpoint -- --model net.safetensors --mnist data/mnist \
//!     --score magnitude --scope layer --rule exact --ratios 0,0.5,0.9
//! ```
//! prints one JSON object: `dense` and `correct` are counts of correct answers, `sparsity` lists, for every
//! ratio, the share of zero weights of each layer.

use clap::{Parser, ValueEnum};
use prunelab::data::idx;
use prunelab::nn::checkpoint;
use prunelab::nn::evaluate::evaluate;
use prunelab::prune::importance::Score;
use prunelab::prune::order::{Method, Order, Rule, Scope, check_ratio};
use std::error::Error;
use std::path::{Path, PathBuf};

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
    /// What weights are ranked by.
    #[arg(long, value_enum, default_value_t = ScoreArg::Magnitude)]
    score: ScoreArg,
    /// Which weights are ranked against each other.
    #[arg(long, value_enum, default_value_t = ScopeArg::Layer)]
    scope: ScopeArg,
    /// How many go: exactly round(ratio * N), or the textbook rule.
    #[arg(long, value_enum, default_value_t = RuleArg::Exact)]
    rule: RuleArg,
    /// Pruning ratios from 0 to 1, separated by commas.
    #[arg(long, value_delimiter = ',', default_values_t = [0.0, 0.5, 0.9])]
    ratios: Vec<f64>,
}

#[derive(Clone, Copy, ValueEnum)]
enum ScoreArg {
    Magnitude,
}

#[derive(Clone, Copy, ValueEnum)]
enum ScopeArg {
    Layer,
    Global,
}

#[derive(Clone, Copy, ValueEnum)]
enum RuleArg {
    Exact,
    SeedNote,
}

fn main() -> Result<(), Box<dyn Error>> {
    let args = Args::parse();
    args.ratios
        .iter()
        .try_for_each(|&ratio| check_ratio(ratio))?;
    let data = idx::read_dataset("mnist", &mnist::files(&args.mnist)?)?;
    let name = file_name(&args.model);
    let bytes = std::fs::read(&args.model).map_err(|e| format!("{}: {e}", args.model.display()))?;
    let model = checkpoint::import(&name, &bytes)?;
    checkpoint::check_fit(&name, &model, data.pixels(), data.classes)?;
    let method = Method {
        score: match args.score {
            ScoreArg::Magnitude => Score::Magnitude,
        },
        scope: match args.scope {
            ScopeArg::Layer => Scope::Layer,
            ScopeArg::Global => Scope::Global,
        },
        rule: match args.rule {
            RuleArg::Exact => Rule::Exact,
            RuleArg::SeedNote => Rule::SeedNote,
        },
    };
    let order = Order::new(method, &model);
    let mut correct = Vec::new();
    let mut sparsity = Vec::new();
    for &ratio in &args.ratios {
        let mut pruned = model.clone();
        order.apply(&mut pruned, ratio);
        correct.push(evaluate(&pruned, &data.test).correct);
        let zeros =
            |layer: &prunelab::nn::dense::Dense| 1.0 - layer.kept() as f64 / layer.len() as f64;
        sparsity.push(pruned.layers().iter().map(zeros).collect::<Vec<f64>>());
    }
    let dense = evaluate(&model, &data.test).correct;
    let out = serde_json::json!({
        "dense": dense, "ratios": args.ratios, "correct": correct, "sparsity": sparsity,
    });
    println!("{out}");
    Ok(())
}

fn file_name(path: &Path) -> String {
    path.file_name().map_or_else(
        || path.display().to_string(),
        |name| name.to_string_lossy().into_owned(),
    )
}
