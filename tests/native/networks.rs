//! Network files as people have them, made by the libraries that make them (`tests/fixtures/networks/make.py`): each gives
//! that library's answers, or is refused for the right reason in few words.

use crate::common::fixture_bytes;
use prunelab::Error;
use prunelab::data::dataset::Split;
use prunelab::files::network::{FileKind, Opened, open, read, write};
use prunelab::files::pixels::PixelScale;
use prunelab::files::remark::Remark;
use prunelab::nn::dense::Dense;
use prunelab::nn::evaluate::predictions;
use prunelab::nn::init::rng;
use prunelab::nn::input_rounding::InputRounding;
use prunelab::nn::mlp::{Activations, Mlp};
use serde::Deserialize;
use std::collections::BTreeSet;

#[derive(Deserialize)]
struct Case {
    name: String,
    files: Vec<String>,
    refused: Option<String>,
    #[serde(default)]
    words: Vec<String>,
    #[serde(default)]
    classes: Vec<u8>,
    logits: Option<Vec<f32>>,
    #[serde(default)]
    remarks: Vec<String>,
    #[serde(default)]
    rounded: bool,
    sparsity: Option<f64>,
}

const PIXELS: usize = 36;

fn cases() -> Vec<Case> {
    serde_json::from_slice(&fixture_bytes("networks/cases.json")).unwrap()
}

fn images() -> Split {
    let mut split = Split::new(PIXELS);
    for image in fixture_bytes("networks/images.bin").chunks(PIXELS) {
        split.push(image, 0);
    }
    split
}

fn opened(case: &Case) -> Result<Opened, Error> {
    let bytes: Vec<(&String, Vec<u8>)> = case
        .files
        .iter()
        .map(|file| (file, fixture_bytes(&format!("networks/{file}"))))
        .collect();
    let beside: Vec<(&str, &[u8])> = bytes.iter().map(|(n, b)| (n.as_str(), &b[..])).collect();
    open(&case.files[0], &bytes[0].1, &beside[1..])
}

fn logits(model: &Mlp, split: &Split) -> Vec<f32> {
    let mut activations = Activations::new(model);
    activations.inputs[0].clear(split.pixels());
    for i in 0..split.len() {
        let (columns, levels) = split.row(i);
        activations.inputs[0].push_grey(columns, levels);
    }
    activations.forward(model);
    let last = activations.outputs.last().unwrap();
    let classes = *model.sizes().last().unwrap();
    let rows = last.chunks_exact(last.len() / split.len());
    rows.flat_map(|row| row[..classes].to_vec()).collect()
}

/// What is wrong with a case; nothing where all is as the library says.
fn wrong(case: &Case, images: &Split) -> Option<String> {
    let opened = match (opened(case), &case.refused) {
        (Ok(opened), None) => opened,
        (Ok(_), Some(code)) => return Some(format!("it was read, not refused as {code}")),
        (Err(error), None) => return Some(format!("it was refused: {error}")),
        (Err(error), Some(code)) => {
            let told = error.to_string();
            let found = serde_json::to_value(&error).unwrap()["code"].clone();
            let missing = case.words.iter().find(|word| !told.contains(*word));
            let is_long = told.chars().count() > 500;
            let is_wrong = found != **code || missing.is_some() || is_long;
            return is_wrong.then(|| format!("{found}, not {code} with {:?}: {told}", case.words));
        }
    };
    let Opened { model, remarks, .. } = opened;
    let said: Vec<String> = remarks
        .iter()
        .map(|remark| {
            serde_json::to_value(remark).unwrap()["code"]
                .as_str()
                .unwrap()
                .to_owned()
        })
        .collect();
    if let Some(unsaid) = case.remarks.iter().find(|remark| !said.contains(remark)) {
        return Some(format!("{unsaid} is not said: {remarks:?}"));
    }
    let classes = predictions(&model, images);
    let others = classes
        .iter()
        .zip(&case.classes)
        .filter(|(a, b)| a != b)
        .count();
    // Where answers are rounded, two may be equal there and one of them larger here.
    let most = if said.iter().any(|code| code.ends_with("rounding")) {
        1
    } else {
        0
    };
    if classes.len() != case.classes.len() || others > most {
        return Some(format!(
            "{others} answers differ: {classes:?}, not {:?}",
            case.classes
        ));
    }
    let most = if said.iter().any(|code| code == "dynamic-rounding") {
        0.1
    } else {
        1e-4
    };
    let ours = logits(&model, images);
    let mut both = case.logits.iter().flatten().zip(&ours);
    if let Some((theirs, ours)) = both.find(|(a, b)| (**a - **b).abs() > most) {
        return Some(format!("a logit is {ours}, not {theirs}"));
    }
    if case.rounded == model.input_rounding().is_empty() {
        return Some(format!("rounding: {:?}", model.input_rounding()));
    }
    let pruned = |layer: &Dense| {
        layer
            .mask()
            .map_or(0, |mask| mask.iter().filter(|&&m| m == 0.0).count())
    };
    let pruned: usize = model.layers().iter().map(pruned).sum();
    let sparsity = pruned as f64 / model.weights() as f64;
    if case
        .sparsity
        .is_some_and(|expected| (expected - sparsity).abs() > 1e-9)
    {
        return Some(format!("sparsity {sparsity}, not {:?}", case.sparsity));
    }
    None
}

#[test]
fn every_file_gives_its_librarys_answers_or_is_refused_for_the_right_reason() {
    let (cases, images) = (cases(), images());
    assert!(cases.len() >= 120, "{} cases", cases.len());
    let problems: Vec<String> = cases
        .iter()
        .filter_map(|case| {
            Some(format!(
                "{} ({}): {}",
                case.name,
                case.files[0],
                wrong(case, &images)?
            ))
        })
        .collect();
    assert!(
        problems.is_empty(),
        "{} of {}:\n{}",
        problems.len(),
        cases.len(),
        problems.join("\n")
    );
}

/// Every network that was read is written in every exact kind and read back to the same bits.
#[test]
fn what_was_read_is_written_and_comes_back() {
    let images = images();
    for case in cases() {
        let Ok(Opened { model, .. }) = opened(&case) else {
            continue;
        };
        for kind in FileKind::ALL
            .into_iter()
            .filter(|kind| kind.definition().exact)
        {
            let back = read("back", &write(kind, &model, None).unwrap()).unwrap();
            let told = format!("{} as {kind:?}", case.name);
            assert_eq!(back.input_rounding(), model.input_rounding(), "{told}");
            assert_eq!(logits(&back, &images), logits(&model, &images), "{told}");
            if kind.definition().masks {
                assert_eq!(back, model, "{told}");
            }
        }
    }
}

/// Every remark and most refusals are in the table.
#[test]
fn the_table_says_all_there_is_to_say() {
    let said: BTreeSet<String> = cases()
        .iter()
        .filter_map(|case| opened(case).ok())
        .flat_map(|opened| opened.remarks)
        .map(|remark| {
            serde_json::to_value(remark).unwrap()["code"]
                .as_str()
                .unwrap()
                .to_owned()
        })
        .collect();
    let all: BTreeSet<String> = Remark::CODES.map(str::to_owned).into();
    assert_eq!(said, all);
}

/// Files of which every byte was changed in turn are refused or read, and messages stay short.
#[test]
fn changed_files_never_panic() {
    for case in cases() {
        let name = &case.files[0];
        let file = fixture_bytes(&format!("networks/{name}"));
        for at in (0..file.len()).step_by(1 + file.len() / 60) {
            for change in [1, 0x80, 0xff] {
                let mut file = file.clone();
                file[at] ^= change;
                if let Err(error) = open(name, &file, &[]) {
                    assert!(error.to_string().chars().count() <= 500, "{error}");
                }
            }
        }
    }
}

/// A network that was trained on pixels of a scale gives the same answers once it is folded.
#[test]
fn a_scale_of_pixels_is_folded_exactly() {
    let images = images();
    let model = Mlp::random(&[PIXELS, 9, 10], &mut rng(3));
    for (scale, a, b) in [
        (PixelScale::Unit, 1.0, 0.0),
        (PixelScale::Standardized, 1.0 / 0.3081, -0.1307 / 0.3081),
        (PixelScale::Bytes, 255.0, 0.0),
        (PixelScale::Signed, 2.0, -1.0),
    ] {
        let folded = scale.fold(&model).unwrap();
        let ours = logits(&folded, &images);
        for image in 0..images.len() {
            let mut grey = vec![0; PIXELS];
            images.copy_image(image, &mut grey);
            let x: Vec<f64> = grey.iter().map(|&g| a * f64::from(g) / 255.0 + b).collect();
            let affine = |layer: &Dense, x: &[f64]| -> Vec<f64> {
                let (weights, bias) = (layer.weights(), layer.bias());
                let sum = |o: usize| {
                    (0..x.len())
                        .map(|i| x[i] * f64::from(weights[[i, o]]))
                        .sum::<f64>()
                };
                (0..layer.outputs())
                    .map(|o| f64::from(bias[o]) + sum(o))
                    .collect()
            };
            let hidden: Vec<f64> = affine(&model.layers()[0], &x)
                .iter()
                .map(|z| z.max(0.0))
                .collect();
            for (o, z) in affine(&model.layers()[1], &hidden).iter().enumerate() {
                let ours = f64::from(ours[image * 10 + o]);
                assert!(
                    (z - ours).abs() < 1e-4 * (1.0 + z.abs()),
                    "{scale}: {ours}, not {z}"
                );
            }
        }
    }
    // Levels begin at zero, so pixels below it cannot be rounded.
    let mut rounded = model.clone();
    rounded.set_input_rounding(vec![
        InputRounding::new(255.0, 8),
        InputRounding::new(3.0, 4),
    ]);
    assert!(PixelScale::Signed.fold(&rounded).is_none());
    let bytes = PixelScale::Bytes.fold(&rounded).unwrap();
    assert!((bytes.input_rounding()[0].scale * 255.0 - 1.0).abs() < 1e-6);
}

/// INT8 files tell zeros that were pruned from those that rounding made.
#[test]
fn zeros_of_int8_are_told_apart() {
    let mut model = Mlp::random(&[PIXELS, 40, 10], &mut rng(5));
    for layer in model.layers_mut() {
        layer.prune(|i, o| (i + o) % 3 != 0);
    }
    let file = write(FileKind::OnnxInt8, &model, Some(&[1.0, 2.0])).unwrap();
    let back = read("int8.onnx", &file).unwrap();
    let mut zeros = 0;
    for (back, layer) in back.layers().iter().zip(model.layers()) {
        assert_eq!(back.mask(), layer.mask());
        zeros += layer.kept() - back.kept();
    }
    assert!(zeros > 0, "rounding makes some zeros");
}
