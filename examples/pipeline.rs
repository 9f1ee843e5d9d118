//! The page's pipeline in a terminal: the same operations, the same bits, a JSON line for every result.
//!
//! ```sh
//! # built-in digits: train 10 epochs, prune 90 % of every layer, fine-tune 5 epochs
//! cargo run --release --example pipeline -- --ratio 0.9
//! # MNIST, and the trap: fine-tuning without the mask
//! cargo run --release --example pipeline -- --mnist data/mnist --ratio 0.5 --mask forget
//! # published experiments on MNIST: han, snip, lottery; and the schedules iterative and gradual
//! cargo run --release --example pipeline -- --mnist data/mnist --recipe han
//! cargo run --release --example pipeline -- --mnist data/mnist --recipe lottery --hidden 300,100 --rounds 15 --seeds 5
//! # Deep Compression, whose file is kept
//! cargo run --release --example pipeline -- --mnist data/mnist --recipe deep --save .
//! # sparse training at 90 %, and its control
//! cargo run --release --example pipeline -- --mnist data/mnist --recipe rigl --ratio 0.9 --seeds 5 --seed 1
//! # training with an L1 penalty
//! cargo run --release --example pipeline -- --mnist data/mnist --recipe proximal --lambda 0.03 --seeds 5 --seed 1
//! # a small network alone, and taught by a larger one
//! cargo run --release --example pipeline -- --mnist data/mnist --recipe distil --hidden 30 --seeds 5 --seed 1
//! # any experiment, as JSON: {"dataset": ..., "ops": [...]}
//! cargo run --release --example pipeline -- --experiment experiment.json
//! ```

use clap::{Parser, ValueEnum};
use prunelab::data::dataset::Dataset;
use prunelab::data::{digits, idx};
use prunelab::lab::experiment::{DatasetSpec, Experiment};
use prunelab::lab::ops::{FineTune, Init, MaskChoice, Op, Prune, Train, TrainConfig};
use prunelab::lab::run::{Phase, Run};
use prunelab::lab::tree::Tree;
use prunelab::nn::optim::Optimizer;
use prunelab::prune::method::Method;
use prunelab::prune::rule::Rule;
use prunelab::prune::scope::Scope;
use serde_json::json;
use std::error::Error;
use std::path::PathBuf;
use std::time::Instant;

#[path = "common/mnist.rs"]
mod mnist;
#[path = "common/recipes.rs"]
mod recipes;

#[derive(Parser)]
#[command(about = "Trains, prunes and fine-tunes a network, printing JSON lines")]
struct Args {
    /// Folder with the files of MNIST or a data set of its format; without it the built-in digits are used.
    #[arg(long)]
    mnist: Option<PathBuf>,
    /// Number of built-in training images.
    #[arg(long, default_value_t = 12_000)]
    images: usize,
    /// Units of the hidden layers, separated by commas.
    #[arg(long, value_delimiter = ',', default_values_t = [256])]
    hidden: Vec<usize>,
    /// Seed of the network.
    #[arg(long, default_value_t = 42)]
    seed: u64,
    /// Epochs of training.
    #[arg(long, default_value_t = 10)]
    epochs: u32,
    /// Images a step.
    #[arg(long, default_value_t = 64)]
    batch_size: u32,
    /// Learning rate of Adam.
    #[arg(long, default_value_t = 0.001)]
    lr: f64,
    /// Pruning ratio, 0 to 1.
    #[arg(long, default_value_t = 0.8)]
    ratio: f64,
    /// Which weights are ranked against each other.
    #[arg(long, value_enum, default_value_t = ScopeArg::Layer)]
    scope: ScopeArg,
    /// Epochs of fine-tuning.
    #[arg(long, default_value_t = 5)]
    fine_tune_epochs: u32,
    /// Whether fine-tuning keeps the mask.
    #[arg(long, value_enum, default_value_t = MaskArg::Keep)]
    mask: MaskArg,
    /// A published experiment or a schedule instead of one-shot pruning.
    #[arg(long, value_enum)]
    recipe: Option<recipes::Recipe>,
    /// Rounds of the recipes iterative and lottery.
    #[arg(long, default_value_t = 5)]
    rounds: u32,
    /// Number of seeds, from --seed on, of the recipes deep, lottery, static, set, rigl, proximal and distil.
    #[arg(long, default_value_t = 1)]
    seeds: u64,
    /// Units of the hidden layers of the teacher of the recipe distil.
    #[arg(long, value_delimiter = ',', default_values_t = [800])]
    teacher: Vec<usize>,
    /// Epochs of the teacher.
    #[arg(long, default_value_t = 10)]
    teacher_epochs: u32,
    /// Its temperature.
    #[arg(long, default_value_t = 3.0)]
    temperature: f64,
    /// Its share of the loss, 0 to 1.
    #[arg(long, default_value_t = 0.7)]
    alpha: f64,
    /// Share of weights that the first exchanges of the recipes set and rigl take.
    #[arg(long, default_value_t = 0.3)]
    fraction: f64,
    /// Batches from one exchange to the next.
    #[arg(long, default_value_t = 100)]
    every: u32,
    /// Weight of the L1 penalty of the recipe proximal.
    #[arg(long, default_value_t = 0.03)]
    lambda: f64,
    /// Epochs at a tenth of the learning rate after the recipes static, set, rigl, proximal and distil.
    #[arg(long, default_value_t = 0)]
    cooling_epochs: u32,
    /// Ways the recipe lottery compares.
    #[arg(long, value_delimiter = ',', default_values_t = ["ticket", "reinit", "shuffle", "kept"].map(String::from))]
    arms: Vec<String>,
    /// Rounds after which its controls are trained; all without it.
    #[arg(long, value_delimiter = ',')]
    control_rounds: Option<Vec<u32>>,
    /// Folder for the files of the recipe deep; without it they are only measured and read again.
    #[arg(long)]
    save: Option<PathBuf>,
    /// A whole experiment as JSON instead of the options above (`--mnist` still says where files are).
    #[arg(long)]
    experiment: Option<PathBuf>,
}

#[derive(Clone, Copy, ValueEnum)]
enum ScopeArg {
    Layer,
    Global,
}

#[derive(Clone, Copy, ValueEnum)]
enum MaskArg {
    Keep,
    Forget,
}

fn main() -> Result<(), Box<dyn Error>> {
    let args = Args::parse();
    let experiment = match &args.experiment {
        Some(path) => serde_json::from_slice(&std::fs::read(path)?)?,
        None => from_options(&args),
    };
    experiment.check()?;
    let data = dataset(&args, &experiment.dataset)?;
    println!(
        "{}",
        json!({ "dataset": data.name, "train": data.train.len(), "test": data.test.len(),
        "digest": data.digest() })
    );
    if let Some(recipe) = args.recipe {
        let tune = TrainConfig {
            epochs: args.fine_tune_epochs,
            ..config(&args, args.epochs)
        };
        let options = recipes::Options {
            hidden: &args.hidden,
            seed: args.seed,
            seeds: args.seeds,
            rounds: args.rounds,
            only_rounds: args.control_rounds.clone(),
            arms: &args.arms,
            teacher: &args.teacher,
            teacher_train: config(&args, args.teacher_epochs),
            temperature: args.temperature,
            alpha: args.alpha,
            fraction: args.fraction,
            every: args.every,
            lambda: args.lambda,
            method: method(&args),
            ratio: args.ratio,
            train: config(&args, args.epochs),
            tune,
            cooling: (args.cooling_epochs > 0).then(|| TrainConfig {
                optimizer: Optimizer::Adam { lr: args.lr / 10.0 },
                ..config(&args, args.cooling_epochs)
            }),
            save: args.save.as_deref(),
        };
        return recipes::run(recipe, &options, &data);
    }
    let mut tree = Tree::default();
    let mut at = None;
    for op in experiment.ops {
        at = Some(perform(op, at, &data, &mut tree)?);
    }
    Ok(())
}

fn config(args: &Args, epochs: u32) -> TrainConfig {
    TrainConfig {
        epochs,
        batch_size: args.batch_size,
        optimizer: Optimizer::Adam { lr: args.lr },
    }
}

fn method(args: &Args) -> Method {
    let scope = match args.scope {
        ScopeArg::Layer => Scope::Layer,
        ScopeArg::Global => Scope::Global,
    };
    Method::magnitude(scope, Rule::Exact)
}

fn from_options(args: &Args) -> Experiment {
    let mask = match args.mask {
        MaskArg::Keep => MaskChoice::Keep,
        MaskArg::Forget => MaskChoice::Forget,
    };
    let digits = digits::DigitsConfig {
        train: args.images,
        ..digits::DigitsConfig::default()
    };
    let dataset = match &args.mnist {
        Some(_) => DatasetSpec::Files {
            name: "mnist".into(),
            digest: String::new(),
        },
        None => DatasetSpec::Digits(digits),
    };
    let ops = vec![
        Op::Init(Init {
            hidden: args.hidden.clone(),
            seed: args.seed,
        }),
        Op::Train(Train {
            config: config(args, args.epochs),
            stop_after: None,
        }),
        Op::Prune(Prune {
            method: method(args),
            ratio: args.ratio,
        }),
        Op::FineTune(FineTune {
            config: config(args, args.fine_tune_epochs),
            mask,
            stop_after: None,
        }),
    ];
    Experiment { dataset, ops }
}

fn dataset(args: &Args, spec: &DatasetSpec) -> Result<Dataset, Box<dyn Error>> {
    match (spec, &args.mnist) {
        (DatasetSpec::Digits(config), _) => Ok(digits::generate(config)?),
        (DatasetSpec::Files { name, digest }, Some(folder)) => {
            let data = idx::read_dataset(name, &mnist::files(folder)?)?;
            if !digest.is_empty() && *digest != data.digest() {
                return Err(format!(
                    "{} has digest {}, the experiment asks for {digest}",
                    folder.display(),
                    data.digest()
                )
                .into());
            }
            Ok(data)
        }
        (DatasetSpec::Files { name, .. }, None) => Err(format!(
            "the experiment needs the files of {name}: say where they are with --mnist"
        )
        .into()),
    }
}

fn perform(
    op: Op,
    parent: Option<u32>,
    data: &Dataset,
    tree: &mut Tree,
) -> Result<u32, Box<dyn Error>> {
    let before = parent.map(|id| tree.state(id)).transpose()?;
    let start = Instant::now();
    let mut run = Run::start(op, before, None, data)?;
    let mut epochs = 0;
    while run.step(data, u32::MAX) != Phase::Done {
        for point in &run.record().epochs[epochs..] {
            println!("{}", json!({ "epoch": point }));
        }
        epochs = run.record().epochs.len();
    }
    let seconds = start.elapsed().as_secs_f64();
    let diverged = run.diverged().map(ToString::to_string);
    let Some(outcome) = run.finish() else {
        return Err(diverged.unwrap_or_default().into());
    };
    let id = tree.push(parent, outcome);
    let node = tree.node(id)?;
    let model = tree.state(id)?.model;
    println!(
        "{}",
        json!({
            "run": id, "parent": parent, "op": node.op, "correct": node.evaluation.correct,
            "total": node.evaluation.total, "accuracy": node.evaluation.accuracy(), "loss": node.evaluation.loss,
            "kept": model.kept(), "weights": model.weights(), "sparsity": model.sparsity(),
            "diverged": diverged, "seconds": seconds,
        })
    );
    Ok(id)
}
