//! Data files as people have them: each of the corpus is read as the data set that it is, or refused by name. The corpus is
//! written by `tests/fixtures/data/make.py`.

use crate::common;
use prunelab::Error;
use prunelab::data::dataset::{Dataset, Split};
use prunelab::data::foreign::Collector;
use prunelab::data::foreign::remark::Remark;
use prunelab::data::foreign::stream::Stream;
use prunelab::data::idx::{Files, NamedFile, read_dataset};
use prunelab::data::idx_file::Reader;
use prunelab::data::role::{Role, role_of};
use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg32;
use std::fs;
use std::path::PathBuf;

fn path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures/data")
        .join(name)
}

fn files(names: &[&str]) -> Vec<NamedFile> {
    let file = |name: &&str| NamedFile {
        name: (*name).into(),
        bytes: fs::read(path(name)).unwrap(),
    };
    names.iter().map(file).collect()
}

fn collected(names: &[&str]) -> Result<(Dataset, Vec<Remark>), Error> {
    let mut collector = Collector::default();
    for NamedFile { name, bytes } in files(names) {
        collector.add(&name, bytes)?;
    }
    let collected = collector.finish()?;
    let mut all = Files::default();
    collected.files.into_iter().for_each(|file| all.add(file));
    Ok((all.dataset("x")?, collected.remarks))
}

fn code(value: &impl serde::Serialize) -> String {
    let value = serde_json::to_value(value).unwrap();
    value["code"].as_str().unwrap().to_owned()
}

/// Every image with its label, training images first.
fn items(data: &Dataset) -> Vec<(Vec<u8>, u8)> {
    let of = |split: &Split| {
        let mut image = vec![0; split.pixels()];
        let mut all = Vec::new();
        for i in 0..split.len() {
            split.copy_image(i, &mut image);
            all.push((image.clone(), split.labels()[i]));
        }
        all
    };
    [of(&data.train), of(&data.test)].concat()
}

#[test]
fn the_corpus_is_what_numpy_says() {
    let (data, _) = collected(&["images.idx", "labels.idx"]).unwrap();
    let answers = common::fixture("data/answers.json");
    let all = items(&data);
    let labels: Vec<u8> = serde_json::from_value(answers["labels"].clone()).unwrap();
    let sums: Vec<u32> = serde_json::from_value(answers["sums"].clone()).unwrap();
    let first: Vec<Vec<u8>> = serde_json::from_value(answers["first"].clone()).unwrap();
    assert_eq!(
        all.iter().map(|(_, label)| *label).collect::<Vec<_>>(),
        labels
    );
    let sum = |image: &[u8]| image.iter().map(|&grey| u32::from(grey)).sum::<u32>();
    assert_eq!(
        all.iter().map(|(image, _)| sum(image)).collect::<Vec<_>>(),
        sums
    );
    assert_eq!(all[0].0, first.concat());
}

/// Files that are the same 40 images, and what is said of them: how far a grey level may be off, and remarks.
const READ: [(&[&str], u8, &[&str]); 46] = [
    (&["images-i32.idx", "labels.idx"], 0, &[]),
    (&["images-i16.idx", "labels.idx"], 0, &[]),
    (&["images-f32.idx", "labels.idx"], 0, &["scaled"]),
    (&["images-f64.idx", "labels.idx"], 0, &[]),
    (&["images-flat.idx", "labels.idx"], 0, &[]),
    (&["images-channel.idx", "labels.idx"], 0, &[]),
    (&["images-first.idx", "labels.idx"], 0, &[]),
    (&["images.idx", "labels-i32.idx"], 0, &[]),
    (&["images.idx", "labels-f32.idx"], 0, &[]),
    (&["images.idx", "labels-column.idx"], 0, &[]),
    (&["images.idx", "labels-onehot.idx"], 0, &["one-hot"]),
    (&["images.idx", "labels-onehot-f32.idx"], 0, &["one-hot"]),
    (&["images.idx", "labels-qmnist.idx"], 0, &["first-column"]),
    (&["images.gz", "labels.idx"], 0, &[]),
    (&["images-twice.gz", "labels.idx"], 0, &[]),
    (&["images-padded.gz", "labels.idx"], 0, &[]),
    (&["images-f32.gz", "labels.idx"], 0, &["scaled"]),
    (&["images.npy", "labels.npy"], 0, &[]),
    (&["images.npy", "labels.idx"], 0, &[]),
    (&["images-f16.npy", "labels.npy"], 1, &["scaled"]),
    (&["images-sixteenths.npy", "labels.npy"], 1, &["scaled"]),
    (&["images-bool.npy", "labels.npy"], 128, &["scaled"]),
    (&["images-u16.npy", "labels.npy"], 0, &["scaled"]),
    (&["mnist.npz"], 0, &[]),
    (&["mnist-packed.npz"], 0, &[]),
    (&["train.csv"], 0, &[]),
    (&["plain.csv"], 0, &[]),
    (&["class-last.csv"], 0, &[]),
    (&["semicolons.csv"], 0, &[]),
    (&["tabs.tsv"], 0, &[]),
    (&["index.csv"], 0, &[]),
    (&["floats.csv"], 0, &["scaled"]),
    (&["quoted.csv"], 0, &[]),
    (&["bom.csv"], 0, &[]),
    (&["packed.csv.gz"], 0, &[]),
    (&["train-only.csv", "test-labelled.csv"], 0, &[]),
    (&["mnist.zip"], 0, &[]),
    (&["mnist-gz.zip"], 0, &[]),
    (&["mnist.tar"], 0, &[]),
    (&["mnist.tar.gz"], 0, &[]),
    (&["with-more.zip"], 0, &["left-out"]),
    (&["images.idx", "labels.idx", "images.gz"], 0, &[]),
    (&["images.npy", "labels-f32.idx"], 0, &[]),
    (&["test-labelled.csv", "train-only.csv"], 0, &[]),
    (&["images.idx", "labels.npy"], 0, &[]),
    (&["labels.idx", "images-f64.idx"], 0, &[]),
];

#[test]
fn what_is_clear_is_read_in_every_form() {
    let (plain, _) = collected(&["images.idx", "labels.idx"]).unwrap();
    let known = items(&plain);
    for (names, tolerance, remarks) in READ {
        let (data, said) = collected(names).unwrap_or_else(|error| panic!("{names:?}: {error}"));
        assert_eq!(
            said.iter().map(code).collect::<Vec<_>>(),
            remarks,
            "{names:?}"
        );
        let all = items(&data);
        assert_eq!(all.len(), known.len(), "{names:?}");
        for ((image, label), (known, class)) in all.iter().zip(&known) {
            assert_eq!(label, class, "{names:?}");
            let near = image
                .iter()
                .zip(known)
                .all(|(a, b)| a.abs_diff(*b) <= tolerance);
            assert!(near, "{names:?}: {image:?} {known:?}");
        }
        let sizes = (data.train.len(), data.test.len(), data.test_split_off);
        assert!(
            matches!(sizes, (35, 5, true) | (30, 10, false)),
            "{names:?}: {sizes:?}"
        );
    }
}

/// Pictures come shuffled: the same images with the same labels in another order.
#[test]
fn pictures_in_folders_are_read_whatever_their_colours() {
    let (plain, _) = collected(&["images.idx", "labels.idx"]).unwrap();
    let mut known = items(&plain);
    known.sort();
    for (name, split_off) in [("png.zip", false), ("png-one.zip", true)] {
        let (data, remarks) = collected(&[name]).unwrap();
        assert!(remarks.is_empty());
        assert_eq!(
            (data.test_split_off, data.split_by_class),
            (split_off, false),
            "{name}"
        );
        let mut all = items(&data);
        assert!(!all.is_sorted_by_key(|(_, label)| *label), "{name}");
        all.sort();
        assert_eq!(all, known, "{name}");
    }
    let (data, remarks) = collected(&["png-names.zip"]).unwrap();
    assert_eq!(data.classes, 2);
    let classes = "0 = cat, 1 = dog".into();
    assert_eq!(remarks, [Remark::Folders { classes, count: 2 }]);
}

/// What is refused: by which code, naming what.
const REFUSED: [(&[&str], &str, &str); 29] = [
    (
        &["images.idx", "labels-large.idx"],
        "label-too-large",
        "labels-large.idx",
    ),
    (
        &["images.idx", "labels-negative.idx"],
        "data-value",
        "labels-negative.idx",
    ),
    (
        &["images.idx", "labels-half.idx"],
        "data-value",
        "labels-half.idx",
    ),
    (
        &["images-standard.idx", "labels.idx"],
        "pixel-value",
        "images-standard.idx",
    ),
    (
        &["images-colour.idx", "labels.idx"],
        "data-shape",
        "40 x 8 x 8 x 3",
    ),
    (&["images-nan.idx", "labels.idx"], "pixel-value", "NaN"),
    (
        &["images-cut.idx", "labels.idx"],
        "idx-truncated",
        "images-cut.idx",
    ),
    (&["images-html.gz", "labels.idx"], "not-data", "html"),
    (&["images-html-packed.gz", "labels.idx"], "not-data", "html"),
    (&["images-more.gz", "labels.idx"], "gzip", "trailing"),
    (&["images-cut.gz", "labels.idx"], "gzip", "cut-short"),
    (&["images-lfs.gz", "labels.idx"], "not-data", "lfs"),
    (
        &["images-fortran.npy", "labels.npy"],
        "numpy-file",
        "fortran",
    ),
    (&["images-object.npy", "labels.npy"], "numpy-file", "type"),
    (&["test.csv"], "missing-part", "test.csv"),
    (&["ragged.csv"], "csv-row", "9"),
    (&["words.csv"], "csv-value", "n/a"),
    (&["wide.csv"], "csv-columns", "66"),
    (&["nothing.zip"], "missing-part", "images"),
    (&["cut.zip"], "archive", "cut-short"),
    (&["png-sizes.zip"], "sizes-disagree", "png"),
    (&["png-broken.zip"], "picture", "png-broken.zip/1/b.png"),
    (&["one.png"], "picture-folder", "one.png"),
    (&["images.idx"], "missing-part", "labels"),
    (&["labels.npy"], "missing-part", "images"),
    (&["answers.json", "images.idx"], "not-data", "text"),
    (&["make.py", "images.idx"], "not-data", "text"),
    (
        &["images.idx", "labels.idx", "images-colour.idx"],
        "data-shape",
        "images-colour.idx",
    ),
    (&["mnist.npz", "png-broken.zip"], "picture", "b.png"),
];

#[test]
fn what_is_not_is_named() {
    for (names, expected, named) in REFUSED {
        let error = match collected(names) {
            Ok(_) => panic!("{names:?} was read"),
            Err(error) => error,
        };
        assert_eq!(code(&error), expected, "{names:?}: {error}");
        assert!(error.to_string().contains(named), "{names:?}: {error}");
        assert!(
            error.to_string().chars().count() < 500,
            "{names:?}: {error}"
        );
    }
}

#[test]
fn labels_may_start_at_one_and_leave_classes_out() {
    let (data, _) = collected(&["images.idx", "labels-one.idx"]).unwrap();
    assert_eq!((data.classes, data.counts(&data.train)[0]), (11, 0));
    let (data, _) = collected(&["images.idx", "labels-gap.idx"]).unwrap();
    let both = [data.counts(&data.train), data.counts(&data.test)];
    let empty: Vec<usize> = (0..data.classes)
        .filter(|&class| both[0][class] + both[1][class] == 0)
        .collect();
    assert_eq!(empty, [3, 10, 11]);
}

#[test]
fn a_set_sorted_by_class_is_split_class_by_class() {
    let (data, _) = collected(&["sorted-images.idx", "sorted-labels.idx"]).unwrap();
    assert!(data.test_split_off && data.split_by_class);
    assert_eq!(data.counts(&data.test), [1; 10]);
    assert_eq!(data.counts(&data.train), [11; 10]);
    let (again, _) = collected(&["sorted-images.idx", "sorted-labels.idx"]).unwrap();
    assert_eq!(data, again);
}

#[test]
fn images_without_labels_are_left_out_beside_others_that_have_them() {
    for names in [&["train-only.csv", "test.csv"][..], &["kaggle.zip"]] {
        let (data, remarks) = collected(names).unwrap();
        assert_eq!(data.train.len() + data.test.len(), 30);
        assert!(
            remarks
                .iter()
                .any(|remark| matches!(remark, Remark::Unlabelled { count: 10, .. }))
        );
    }
}

#[test]
fn validation_images_are_left_out() {
    let (data, _) = collected(&["medmnist.npz"]).unwrap();
    assert_eq!((data.train.len(), data.test.len()), (24, 10));
}

#[test]
fn names_decide_roles_before_sizes() {
    let swap = |name: &str| match name.strip_prefix("train") {
        Some(rest) => format!("t10k{rest}"),
        None => name.replacen("t10k", "train", 1),
    };
    let mut four = files(&["images.idx", "labels.idx"]);
    let few = [
        ("train-images", idx_of(&four[0].bytes, 10)),
        ("train-labels", idx_of(&four[1].bytes, 10)),
    ];
    four[0].name = "test-images".into();
    four[1].name = "test-labels".into();
    four.extend(few.map(|(name, bytes)| NamedFile {
        name: name.into(),
        bytes,
    }));
    let data = read_dataset("x", &four).unwrap();
    assert_eq!((data.train.len(), data.test.len()), (10, 40));
    assert_eq!(swap("train-images"), "t10k-images");
    for (name, role) in [
        ("train-images-idx3-ubyte.gz", Role::Train),
        ("emnist-letters-test-images-idx3-ubyte", Role::Test),
        ("t10k-labels.idx1-ubyte", Role::Test),
        ("x_train.npy", Role::Train),
        ("ytest", Role::Test),
        ("val_images", Role::Validation),
        ("latest-images", Role::Unknown),
        ("contest.csv", Role::Unknown),
        ("train-test", Role::Unknown),
        ("images", Role::Unknown),
    ] {
        assert_eq!(role_of(name), role, "{name}");
    }
}

/// The first items of an IDX file.
fn idx_of(bytes: &[u8], count: u32) -> Vec<u8> {
    let header = 4 + 4 * usize::from(bytes[3]);
    let items = u32::from_be_bytes(bytes[4..8].try_into().unwrap());
    let item = (bytes.len() - header) / items as usize;
    let mut out = bytes[..header + item * count as usize].to_vec();
    out[4..8].copy_from_slice(&count.to_be_bytes());
    out
}

#[test]
fn images_are_turned_and_back() {
    let (data, _) = collected(&["images.idx", "labels.idx"]).unwrap();
    let turned = data.clone().transposed();
    assert_ne!(turned.digest(), data.digest());
    let (before, after) = (items(&data), items(&turned));
    assert_eq!(before[0].0[3 * 8 + 5], after[0].0[5 * 8 + 3]);
    assert_eq!(turned.transposed(), data);
}

#[test]
fn what_was_read_goes_to_the_engine_as_idx() {
    let mut collector = Collector::default();
    for NamedFile { name, bytes } in files(&["mnist.npz"]) {
        collector.add(&name, bytes).unwrap();
    }
    let mut all = Files::default();
    for file in collector.finish().unwrap().files {
        let mut stream = Stream::new(file);
        let mut reader = Reader::new(stream.name(), false);
        loop {
            let piece = stream.piece();
            if piece.is_empty() {
                break;
            }
            reader.push(&piece).unwrap();
        }
        all.add(reader.finish().unwrap());
    }
    assert_eq!(
        all.dataset("x").unwrap(),
        collected(&["mnist.npz"]).unwrap().0
    );
}

/// Every file of the corpus with bytes changed, cut out or put twice: read or refused, in a message of a bounded length.
/// `MUTATIONS` asks for more than in every test.
#[test]
fn mutated_files_are_read_or_refused() {
    let count = std::env::var("MUTATIONS").map_or(2_000, |count| count.parse().unwrap());
    let folder = fs::read_dir(path("")).unwrap();
    let mut names: Vec<String> = folder
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    let corpus: Vec<Vec<u8>> = names
        .iter()
        .map(|name| fs::read(path(name)).unwrap())
        .collect();
    let mut rng = Pcg32::seed_from_u64(17);
    for _ in 0..count {
        let which = rng.random_range(0..corpus.len());
        let mut bytes = corpus[which].clone();
        for _ in 0..rng.random_range(1..=8) {
            let at = rng.random_range(0..bytes.len());
            let to = (at + rng.random_range(0..64)).min(bytes.len());
            match rng.random_range(0..5) {
                0 => bytes.truncate(at.max(1)),
                1 => drop(bytes.drain(at..to.min(at + bytes.len() - 1))),
                2 => bytes.extend_from_within(at..to),
                3 => bytes[at] = [0, 1, 0x7f, 0xff][rng.random_range(0..4)],
                _ => bytes[at] ^= 1 << rng.random_range(0..8),
            }
        }
        let mut collector = Collector::default();
        let read = collector
            .add(&names[which], bytes)
            .and_then(|()| collector.finish());
        if let Err(error) = read {
            assert!(error.to_string().chars().count() < 500, "{error}");
        }
    }
}
