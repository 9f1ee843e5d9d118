//! Published experiments as lists of operations, each done with what was done before being used again.

use clap::ValueEnum;
use prunelab::data::dataset::Dataset;
use prunelab::lab::ops::{Distil, FineTune, Op, Train, TrainConfig};
use prunelab::lab::recipes::deep::DeepCompression;
use prunelab::lab::recipes::distillation::Distillation;
use prunelab::lab::recipes::gradual::Gradual;
use prunelab::lab::recipes::iterative::Iterative;
use prunelab::lab::recipes::lottery::{Arm, Lottery, Trial};
use prunelab::lab::recipes::sparse::{Sparse, Technique};
use prunelab::lab::recipes::{han, snip, trained};
use prunelab::lab::run::{Phase, Run};
use prunelab::lab::tree::Tree;
use prunelab::prune::method::Method;
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
            let mut ops = trained(options.hidden, options.seed, options.train);
            ops.extend(iterative.ops()?);
            told("iterative", &ops, data)
        }
        Recipe::Gradual => {
            let gradual = Gradual {
                method: options.method.clone(),
                ratio: options.ratio,
                config: options.tune,
                images: data.train.len(),
            };
            let mut ops = trained(options.hidden, options.seed, options.train);
            ops.extend(gradual.ops()?);
            told("gradual", &ops, data)
        }
        Recipe::Han => told("han", &han::ops(options.seed)?, data),
        Recipe::Deep => deep::run(options, data, DeepCompression::mnist),
        Recipe::DeepTaught => deep::run(options, data, DeepCompression::mnist_taught),
        Recipe::Snip => snip::RATIOS.into_iter().try_for_each(|ratio| {
            let ops = snip::ops(options.seed, ratio)?;
            told("snip", &ops, data)
        }),
        Recipe::Lottery => lottery(options, data),
        Recipe::Static => sparse(Technique::Static, options, data),
        Recipe::Set => sparse(Technique::Set, options, data),
        Recipe::Rigl => sparse(Technique::Rigl, options, data),
        Recipe::Proximal => sparse(Technique::L1, options, data),
        Recipe::Distil => distil(options, data),
    }
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

fn sparse(technique: Technique, options: &Options<'_>, data: &Dataset) -> Done {
    let ops = |seed| {
        let sparse = Sparse {
            technique,
            hidden: options.hidden.to_vec(),
            seed,
            density: 1.0 - options.ratio,
            fraction: options.fraction,
            every: options.every,
            end: None,
            lambda: options.lambda,
            config: options.train,
            images: data.train.len(),
        };
        sparse.ops()
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
        ops.extend(options.cooling.map(|config| FineTune::keep(config).into()));
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
    let teacher = trained(options.teacher, options.seed, options.teacher_train);
    let mut tree = Tree::default();
    let id = fold(&teacher, data, &mut tree)?;
    let error = |tree: &Tree, id| tree.node(id).map(|n| 1.0 - n.evaluation.accuracy());
    println!(
        "{}",
        json!({ "teacher": options.teacher, "error_percent": percent(error(&tree, id)?) })
    );
    let (mut alone, mut taught) = (Vec::new(), Vec::new());
    let distillation = Distillation {
        hidden: options.hidden.to_vec(),
        seed: options.seed,
        seeds: options.seeds as u32,
        teacher: teacher.clone(),
        temperature: options.temperature,
        alpha: options.alpha,
        config: options.train,
    };
    for pair in distillation.trials()? {
        let (seed, mut one, mut other) = (pair.seed, pair.alone, pair.taught);
        if let Some(config) = options.cooling {
            let stop_after = None;
            one.push(Train { config, stop_after }.into());
            let taught = Distil {
                teacher: teacher.clone(),
                temperature: options.temperature,
                alpha: options.alpha,
                config,
                stop_after,
            };
            other.push(taught.into());
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
            fraction: 0.2,
            last_fraction: None,
            to_step: None,
            only_rounds: options.only_rounds.clone(),
        };
        shares = lottery.kept();
        let mut tree = Tree::default();
        for Trial { arm, round, ops } in lottery.trials()? {
            if round > 0 && !options.arms.iter().any(|name| name == arm.name()) {
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
