//! Published experiments as lists of operations, each done with what was done before being used again.

use clap::ValueEnum;
use prunelab::data::dataset::Dataset;
use prunelab::lab::deep::DeepCompression;
use prunelab::lab::ops::{
    Distil, FineTune, Gradual, Init, MaskChoice, Op, Proximal, Prune, Train, TrainConfig,
};
use prunelab::lab::recipe::{Arm, Distillation, Iterative, Lottery, Sparse, Trial, Wiring};
use prunelab::lab::run::{Phase, Run};
use prunelab::lab::tree::Tree;
use prunelab::nn::optim::Optimizer;
use prunelab::prune::allotment::overall;
use prunelab::prune::method::Method;
use prunelab::prune::rule::Rule;
use prunelab::prune::scope::Scope;
use prunelab::prune::score::Score;
use serde_json::json;
use std::error::Error;
use std::path::Path;

#[path = "deep.rs"]
mod deep;

/// Which.
#[derive(Clone, Copy, ValueEnum)]
pub enum Recipe {
    /// Prune a share of what is left, fine-tune, and again (options ratio, rounds, scope).
    Iterative,
    /// Prune more and more while training goes on, along a cubic (options ratio, scope).
    Gradual,
    /// Han et al. 2015: 300-100 at 12x, keeping 8, 9 and 26 % of its layers.
    Han,
    /// Deep Compression (Han, Mao & Dally 2016): 300-100 pruned, shared and Huffman-coded, every byte counted (options
    /// seeds, save).
    Deep,
    /// The same with fewer weights pruned, taught by the network it was before (options seeds, save).
    DeepTaught,
    /// SNIP (Lee et al. 2019): 300-100 pruned by |w g| before any training, to 5 % and to 2 %.
    Snip,
    /// Lottery tickets (Frankle & Carbin 2019) and their controls over several seeds.
    Lottery,
    /// A random sparse network that stays as it is (options hidden, ratio, epochs, seeds): the control of the next two.
    Static,
    /// SET (Mocanu et al. 2018): drops the smallest weights, grows at random.
    Set,
    /// RigL (Evci et al. 2020): drops the smallest weights, grows where the gradient is largest.
    Rigl,
    /// Training with an L1 penalty by proximal steps (options hidden, lambda, epochs, seeds).
    Proximal,
    /// Distillation (Hinton et al. 2015): a small network alone and taught by a larger one (options hidden, teacher,
    /// temperature, alpha, epochs, seeds).
    Distil,
}

/// The options recipes use.
pub struct Options<'a> {
    pub hidden: &'a [usize],
    pub seed: u64,
    pub seeds: u64,
    pub rounds: u32,
    pub only_rounds: Option<Vec<u32>>,
    pub arms: &'a [String],
    pub teacher: &'a [usize],
    pub teacher_train: TrainConfig,
    pub temperature: f64,
    pub alpha: f64,
    pub fraction: f64,
    pub every: u32,
    pub lambda: f64,
    pub method: Method,
    pub ratio: f64,
    pub train: TrainConfig,
    pub tune: TrainConfig,
    /// What comes after sparse training and distillation.
    pub cooling: Option<TrainConfig>,
    /// Folder for the files of Deep Compression.
    pub save: Option<&'a Path>,
}

type Done = Result<(), Box<dyn Error>>;

/// Does a recipe on `data`, a JSON line for every result.
pub fn run(recipe: Recipe, options: &Options<'_>, data: &Dataset) -> Done {
    match recipe {
        Recipe::Iterative => {
            let iterative = Iterative {
                method: options.method.clone(),
                ratio: options.ratio,
                rounds: options.rounds,
                config: options.tune,
            };
            let mut ops = begin(options.hidden, options.seed, options.train);
            ops.extend(iterative.ops()?);
            told("iterative", &ops, data)
        }
        Recipe::Gradual => {
            let batch = options.tune.batch_size as usize;
            let per_epoch = data.train.len().div_ceil(batch) as u32;
            let total = per_epoch * options.tune.epochs;
            let mut ops = begin(options.hidden, options.seed, options.train);
            ops.push(Op::Gradual(Gradual {
                method: options.method.clone(),
                from: 0.0,
                ratio: options.ratio,
                begin: 0,
                end: total * 3 / 4,
                every: (per_epoch / 10).max(1),
                config: options.tune,
                stop_after: None,
            }));
            told("gradual", &ops, data)
        }
        Recipe::Han => han(options.seed, data),
        Recipe::Deep => deep::run(options, data, DeepCompression::mnist),
        Recipe::DeepTaught => deep::run(options, data, DeepCompression::mnist_taught),
        Recipe::Snip => snip(options.seed, data),
        Recipe::Lottery => lottery(options, data),
        Recipe::Static => sparse(Wiring::Static, options, data),
        Recipe::Set => sparse(Wiring::Set, options, data),
        Recipe::Rigl => sparse(Wiring::Rigl, options, data),
        Recipe::Proximal => proximal(options, data),
        Recipe::Distil => distil(options, data),
    }
}

fn begin(hidden: &[usize], seed: u64, config: TrainConfig) -> Vec<Op> {
    let hidden = hidden.to_vec();
    vec![Op::Init(Init { hidden, seed }), train(config)]
}

fn train(config: TrainConfig) -> Op {
    Op::Train(Train {
        config,
        stop_after: None,
    })
}

/// Stochastic gradient descent with momentum 0.9.
fn sgd(lr: f64, weight_decay: f64, batch_size: u32, epochs: u32) -> TrainConfig {
    TrainConfig {
        epochs,
        batch_size,
        optimizer: Optimizer::Sgd {
            lr,
            momentum: 0.9,
            nesterov: false,
            weight_decay,
        },
    }
}

/// Four rounds that take all layers down in proportion, each healed at a smaller learning rate than the first training's.
fn han(seed: u64, data: &Dataset) -> Done {
    let ratios = vec![0.92, 0.91, 0.74];
    let whole = overall(&[784 * 300, 300 * 100, 100 * 10], &ratios);
    let method = Method {
        ratios,
        ..Method::magnitude(Scope::Own, Rule::Exact)
    };
    let config = |lr, epochs| sgd(lr, 1e-4, 64, epochs);
    let mut ops = begin(&[300, 100], seed, config(0.05, 15));
    ops.push(train(config(0.005, 8)));
    for (ratio, epochs) in [
        (0.7 * whole, 6),
        (0.85 * whole, 6),
        (0.93 * whole, 8),
        (whole, 12),
    ] {
        let method = method.clone();
        ops.push(Op::Prune(Prune { method, ratio }));
        ops.push(Op::FineTune(FineTune {
            config: config(0.02, epochs),
            mask: MaskChoice::Keep,
            stop_after: None,
        }));
    }
    told("han", &ops, data)
}

fn snip(seed: u64, data: &Dataset) -> Done {
    for ratio in [0.95, 0.98] {
        let method = Method {
            score: Score::Taylor,
            // The paper's one batch; ranked by ten times as many images, the network learns worse.
            calibration: 100,
            ..Method::magnitude(Scope::Global, Rule::Exact)
        };
        let hidden = vec![300, 100];
        let ops = [
            Op::Init(Init { hidden, seed }),
            Op::Prune(Prune { method, ratio }),
            train(sgd(0.05, 2e-4, 50, 25)),
            train(sgd(0.005, 2e-4, 50, 12)),
            train(sgd(0.0005, 2e-4, 50, 3)),
        ];
        told("snip", &ops, data)?;
    }
    Ok(())
}

/// Does a list from its beginning and tells every step.
fn told(recipe: &str, ops: &[Op], data: &Dataset) -> Done {
    println!("{}", json!({ "recipe": recipe, "ops": ops }));
    let mut tree = Tree::default();
    for end in 1..=ops.len() {
        let id = fold(&ops[..end], data, &mut tree)?;
        let node = tree.node(id)?;
        let (op, evaluation) = (node.op.name(), &node.evaluation);
        let kept = 1.0 - tree.state(id)?.model.sparsity();
        println!(
            "{}",
            json!({ "step": end, "op": op, "kept_percent": percent(kept),
                "error_percent": percent(1.0 - evaluation.accuracy()) })
        );
    }
    Ok(())
}

/// The run at the end of a list; what is in the tree is not done again.
fn fold(ops: &[Op], data: &Dataset, tree: &mut Tree) -> Result<u32, Box<dyn Error>> {
    let mut at = None;
    for op in ops {
        at = match tree.find(at, op) {
            Some(known) => Some(known),
            None => {
                let before = at.map(|id| tree.state(id)).transpose()?;
                let mut run = Run::start(op.clone(), before, None, data)?;
                if let Some(teacher) = run.teacher().and_then(|ops| tree.follow(ops)) {
                    run.take_teacher(tree.state(teacher)?.model);
                }
                while run.step(data, u32::MAX) != Phase::Done {}
                if let Some(error) = run.diverged() {
                    return Err(error.to_string().into());
                }
                let outcome = run.finish().ok_or("nothing was left")?;
                Some(tree.push(at, outcome))
            }
        };
    }
    Ok(at.ok_or("an empty list")?)
}

fn percent(share: f64) -> f64 {
    (share * 10_000.0).round() / 100.0
}

/// Exchanges end after three quarters of the batches.
fn sparse(wiring: Wiring, options: &Options<'_>, data: &Dataset) -> Done {
    let per_epoch = data.train.len().div_ceil(options.train.batch_size as usize) as u32;
    let ops = |seed| {
        let sparse = Sparse {
            hidden: options.hidden.to_vec(),
            seed,
            ratio: options.ratio,
            wiring,
            fraction: options.fraction,
            every: options.every,
            end: per_epoch * options.train.epochs * 3 / 4,
            config: options.train,
        };
        sparse.ops()
    };
    over_seeds(options, data, ops)
}

fn proximal(options: &Options<'_>, data: &Dataset) -> Done {
    let ops = |seed| {
        let hidden = options.hidden.to_vec();
        let train = Op::Proximal(Proximal {
            lambda: options.lambda,
            config: options.train,
            stop_after: None,
        });
        Ok(vec![Op::Init(Init { hidden, seed }), train])
    };
    over_seeds(options, data, ops)
}

/// A line a seed, then mean and standard deviation of error and of the share of weights left. After the experiment the
/// weights that are there are fine-tuned at a tenth of the learning rate, if that is asked for.
fn over_seeds(
    options: &Options<'_>,
    data: &Dataset,
    list: impl Fn(u64) -> prunelab::Result<Vec<Op>>,
) -> Done {
    let (mut errors, mut shares) = (Vec::new(), Vec::new());
    for seed in options.seed..options.seed + options.seeds {
        let mut ops = list(seed)?;
        let trained = ops.len();
        ops.extend(options.cooling.map(|config| {
            Op::FineTune(FineTune {
                config,
                mask: MaskChoice::Keep,
                stop_after: None,
            })
        }));
        let mut tree = Tree::default();
        let id = fold(&ops, data, &mut tree)?;
        let exchanges = tree.follow(&ops[..trained]).ok_or("an empty list")?;
        let exchanges = tree.node(exchanges)?.record.exchanges.len();
        let error = 1.0 - tree.node(id)?.evaluation.accuracy();
        let model = tree.state(id)?.model;
        let kept: Vec<usize> = model.layers().iter().map(|layer| layer.kept()).collect();
        println!(
            "{}",
            json!({ "seed": seed, "op": ops[trained - 1].name(), "error_percent": percent(error), "kept": kept,
                "exchanges": exchanges })
        );
        errors.push(error);
        shares.push(1.0 - model.sparsity());
    }
    let ((mean, deviation), (share, _)) = (spread(&errors), spread(&shares));
    println!(
        "{}",
        json!({ "seeds": errors.len(), "mean_error_percent": fine(mean), "standard_deviation": fine(deviation),
            "mean_kept_percent": fine(share) })
    );
    Ok(())
}

/// One teacher, trained with the first seed; the student alone and taught, a line a seed, then means and deviations.
fn distil(options: &Options<'_>, data: &Dataset) -> Done {
    let teacher = begin(options.teacher, options.seed, options.teacher_train);
    let mut tree = Tree::default();
    let id = fold(&teacher, data, &mut tree)?;
    let error = |tree: &Tree, id| tree.node(id).map(|n| 1.0 - n.evaluation.accuracy());
    println!(
        "{}",
        json!({ "teacher": options.teacher, "error_percent": percent(error(&tree, id)?) })
    );
    let (mut alone, mut taught) = (Vec::new(), Vec::new());
    for seed in options.seed..options.seed + options.seeds {
        let distillation = Distillation {
            hidden: options.hidden.to_vec(),
            seed,
            teacher: teacher.clone(),
            temperature: options.temperature,
            alpha: options.alpha,
            config: options.train,
        };
        let [mut one, mut other] = distillation.ops()?;
        if let Some(config) = options.cooling {
            one.push(train(config));
            other.push(Op::Distil(Distil {
                teacher: teacher.clone(),
                temperature: options.temperature,
                alpha: options.alpha,
                config,
                stop_after: None,
            }));
        }
        let id = fold(&one, data, &mut tree)?;
        alone.push(error(&tree, id)?);
        let id = fold(&other, data, &mut tree)?;
        taught.push(error(&tree, id)?);
        println!(
            "{}",
            json!({ "seed": seed, "alone_error_percent": percent(alone[alone.len() - 1]),
                "taught_error_percent": percent(taught[taught.len() - 1]) })
        );
    }
    for (name, errors) in [("alone", alone), ("taught", taught)] {
        let (mean, deviation) = spread(&errors);
        println!(
            "{}",
            json!({ "student": name, "seeds": errors.len(), "mean_error_percent": fine(mean),
                "standard_deviation": fine(deviation) })
        );
    }
    Ok(())
}

/// Percent, of a mean.
fn fine(share: f64) -> f64 {
    (share * 100_000.0).round() / 1000.0
}

/// Mean and sample standard deviation.
fn spread(all: &[f64]) -> (f64, f64) {
    let count = all.len() as f64;
    let mean = all.iter().sum::<f64>() / count;
    let squares: f64 = all.iter().map(|one| (one - mean).powi(2)).sum();
    (mean, (squares / (count - 1.0).max(1.0)).sqrt())
}

fn lottery(options: &Options<'_>, data: &Dataset) -> Done {
    let mut errors: Vec<(Arm, u32, Vec<f64>)> = Vec::new();
    let mut shares = Vec::new();
    for seed in options.seed..options.seed + options.seeds {
        let lottery = Lottery {
            pixels: data.pixels(),
            hidden: options.hidden.to_vec(),
            classes: data.classes,
            images: data.train.len(),
            seed,
            config: options.train,
            rounds: options.rounds,
            share: prunelab::prune::schedule::FRACTION,
            last_share: prunelab::prune::schedule::LAST_FRACTION,
            to_step: None,
            only_rounds: options.only_rounds.clone(),
        };
        shares = lottery.kept();
        let mut tree = Tree::default();
        for Trial { arm, round, ops } in lottery.trials()? {
            if round > 0 && !options.arms.contains(&name(arm)) {
                continue;
            }
            let id = fold(&ops, data, &mut tree)?;
            let error = 1.0 - tree.node(id)?.evaluation.accuracy();
            println!(
                "{}",
                json!({ "seed": seed, "arm": arm, "round": round, "kept_percent": percent(shares[round as usize]),
                    "error_percent": percent(error) })
            );
            match errors.iter_mut().find(|(a, r, _)| (*a, *r) == (arm, round)) {
                Some((_, _, all)) => all.push(error),
                None => errors.push((arm, round, vec![error])),
            }
        }
    }
    for (arm, round, all) in errors {
        let (mean, deviation) = spread(&all);
        println!(
            "{}",
            json!({ "arm": arm, "round": round, "kept_percent": percent(shares[round as usize]), "seeds": all.len(),
                "mean_error_percent": percent(mean), "standard_deviation": percent(deviation) })
        );
    }
    Ok(())
}

fn name(arm: Arm) -> String {
    serde_json::to_value(arm)
        .ok()
        .and_then(|name| name.as_str().map(str::to_owned))
        .unwrap_or_default()
}
