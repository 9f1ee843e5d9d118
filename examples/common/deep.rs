//! Deep Compression: what every stage costs and saves, in a file that is really written and read again.

use super::{Done, Options, fine, fold, percent, spread};
use prunelab::data::dataset::Dataset;
use prunelab::files::formats::{Format, Layout};
use prunelab::files::network::{self, FileKind};
use prunelab::lab::ops::Op;
use prunelab::lab::recipes::deep::DeepCompression;
use prunelab::lab::tree::Tree;
use prunelab::nn::evaluate::predictions;
use prunelab::nn::mlp::Mlp;
use serde_json::json;
use std::error::Error;

/// A line a stage and a seed, then means and deviations.
pub fn run(options: &Options<'_>, data: &Dataset, of: impl Fn(u64) -> DeepCompression) -> Done {
    let (mut ratios, mut dense, mut small) = (Vec::new(), Vec::new(), Vec::new());
    for seed in options.seed..options.seed + options.seeds {
        let recipe = of(seed);
        let ops = recipe.ops()?;
        println!("{}", json!({ "recipe": "deep-compression", "ops": ops }));
        let mut tree = Tree::default();
        let mut whole = 0;
        let trained = 1 + recipe.training.len();
        for end in 1..=ops.len() {
            let id = fold(&ops[..end], data, &mut tree)?;
            let model = tree.state(id)?.model;
            if end == trained {
                let format = Format {
                    layout: Layout::Dense,
                    huffman: false,
                };
                whole = format
                    .write(&model)
                    .map_err(|why| format!("{why:?}"))?
                    .len();
            }
            let evaluation = &tree.node(id)?.evaluation;
            let (kept, weights) = (model.kept(), model.weights());
            println!(
                "{}",
                json!({ "seed": seed, "step": end, "op": ops[end - 1].name(), "kept": kept,
                    "kept_percent": percent(kept as f64 / weights as f64), "correct": evaluation.correct,
                    "error_percent": percent(1.0 - evaluation.accuracy()), "bytes": compact(&model)?.len() })
            );
        }
        let error = |ops: &[Op]| {
            let id = tree.follow(ops).ok_or("an empty list")?;
            Ok::<_, Box<dyn Error>>(1.0 - tree.node(id)?.evaluation.accuracy())
        };
        let (before, after) = (error(&ops[..trained])?, error(&ops)?);
        let last = tree.follow(&ops).ok_or("an empty list")?;
        let model = tree.state(last)?.model;
        let (bytes, same) = file(options, seed, &model, data)?;
        let ratio = whole as f64 / bytes as f64;
        println!(
            "{}",
            json!({ "seed": seed, "dense_bytes": whole, "file_bytes": bytes, "times_smaller": tenths(ratio),
                "dense_error_percent": percent(before), "error_percent": percent(after),
                "same_answers": same, "images": data.test.len() })
        );
        ratios.push(ratio);
        dense.push(before);
        small.push(after);
    }
    let costs: Vec<f64> = small.iter().zip(&dense).map(|(a, b)| a - b).collect();
    let (ratio, ratio_deviation) = spread(&ratios);
    let ((before, _), (after, after_deviation)) = (spread(&dense), spread(&small));
    let (cost, cost_deviation) = spread(&costs);
    println!(
        "{}",
        json!({ "seeds": ratios.len(), "mean_times_smaller": tenths(ratio),
            "times_smaller_deviation": tenths(ratio_deviation), "mean_dense_error_percent": fine(before),
            "mean_error_percent": fine(after), "error_deviation": fine(after_deviation),
            "mean_added_percent": fine(cost), "added_deviation": fine(cost_deviation) })
    );
    Ok(())
}

/// Writes the file, to a folder if one is given, and reads it again: its length, and to how many test images it gives
/// the network's answers. Fewer than all is an error.
fn file(
    options: &Options<'_>,
    seed: u64,
    model: &Mlp,
    data: &Dataset,
) -> Result<(usize, usize), Box<dyn Error>> {
    let name = format!("deep-compression-{seed}.prnl");
    let mut bytes = compact(model)?;
    if let Some(folder) = options.save {
        let path = folder.join(&name);
        let told = |e: std::io::Error| format!("{}: {e}", path.display());
        std::fs::write(&path, &bytes).map_err(told)?;
        bytes = std::fs::read(&path).map_err(told)?;
    }
    let back = network::read(&name, &bytes)?;
    let known = predictions(model, &data.test);
    let read = predictions(&back, &data.test);
    let same = known.iter().zip(&read).filter(|(a, b)| a == b).count();
    if same < data.test.len() {
        return Err(format!("{name} gives {same} of {} answers", data.test.len()).into());
    }
    Ok((bytes.len(), same))
}

fn compact(model: &Mlp) -> prunelab::Result<Vec<u8>> {
    network::write(FileKind::Compact, model, None)
}

fn tenths(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}
