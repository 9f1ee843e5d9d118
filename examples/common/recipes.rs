//! Published experiments as lists of operations, each done with what was done before being used again.

use clap::ValueEnum;
use prunelab::data::dataset::Dataset;
use prunelab::lab::op::{MaskChoice, Op, TrainConfig};
use prunelab::lab::recipe::{Arm, Iterative, Lottery, Trial};
use prunelab::lab::run::{Phase, Run};
use prunelab::lab::tree::Tree;
use prunelab::nn::optim::Optimizer;
use prunelab::prune::allotment::overall;
use prunelab::prune::importance::Score;
use prunelab::prune::order::{Method, Rule, Scope};
use serde_json::json;
use std::error::Error;

/// Which.
#[derive(Clone, Copy, ValueEnum)]
pub enum Recipe {
    /// Prune a share of what is left, fine-tune, and again (options ratio, rounds, scope).
    Iterative,
    /// Prune more and more while training goes on, along a cubic (options ratio, scope).
    Gradual,
    /// Han et al. 2015: 300-100 at 12x, keeping 8, 9 and 26 % of its layers.
    Han,
    /// SNIP (Lee et al. 2019): 300-100 pruned by |w g| before any training, to 5 % and to 2 %.
    Snip,
    /// Lottery tickets (Frankle & Carbin 2019) and their controls over several seeds.
    Lottery,
}

/// The options recipes use.
pub struct Options<'a> {
    pub hidden: &'a [usize],
    pub seed: u64,
    pub seeds: u64,
    pub rounds: u32,
    pub only_rounds: Option<Vec<u32>>,
    pub arms: &'a [String],
    pub method: Method,
    pub ratio: f64,
    pub train: TrainConfig,
    pub tune: TrainConfig,
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
            ops.push(Op::Gradual {
                method: options.method.clone(),
                from: 0.0,
                ratio: options.ratio,
                begin: 0,
                end: total * 3 / 4,
                every: (per_epoch / 10).max(1),
                config: options.tune,
                stop_after: None,
            });
            told("gradual", &ops, data)
        }
        Recipe::Han => han(options.seed, data),
        Recipe::Snip => snip(options.seed, data),
        Recipe::Lottery => lottery(options, data),
    }
}

fn begin(hidden: &[usize], seed: u64, config: TrainConfig) -> Vec<Op> {
    let hidden = hidden.to_vec();
    vec![Op::Init { hidden, seed }, train(config)]
}

fn train(config: TrainConfig) -> Op {
    Op::Train {
        config,
        stop_after: None,
    }
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
        ops.push(Op::Prune { method, ratio });
        ops.push(Op::FineTune {
            config: config(0.02, epochs),
            mask: MaskChoice::Keep,
            stop_after: None,
        });
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
            Op::Init { hidden, seed },
            Op::Prune { method, ratio },
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
            share: prunelab::prune::schedule::SHARE,
            last_share: prunelab::prune::schedule::LAST_SHARE,
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
        let (count, sum) = (all.len() as f64, all.iter().sum::<f64>());
        let mean = sum / count;
        let squares: f64 = all.iter().map(|error| (error - mean).powi(2)).sum();
        let deviation = (squares / (count - 1.0).max(1.0)).sqrt();
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
