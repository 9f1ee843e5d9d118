//! Reading data sets from IDX files: what works, and every message when something is wrong.

use flate2::Compression;
use flate2::write::GzEncoder;
use proptest::prelude::*;
use prunelab::Error;
use prunelab::data::dataset::{Dataset, Split};
use prunelab::data::idx::{Files, NamedFile, read_dataset};
use prunelab::data::idx_file::Reader;
use std::io::Write;
use std::path::Path;

fn file(name: &str, bytes: Vec<u8>) -> NamedFile {
    NamedFile {
        name: name.into(),
        bytes,
    }
}

fn header(magic: u32, sizes: &[u32]) -> Vec<u8> {
    let numbers = std::iter::once(&magic).chain(sizes);
    numbers.flat_map(|number| number.to_be_bytes()).collect()
}

/// `count` images whose pixels are a pattern, most of them paper.
fn images(count: u32, height: u32, width: u32) -> Vec<u8> {
    let mut bytes = header(0x803, &[count, height, width]);
    let pixel = |i: u32| {
        if i.is_multiple_of(5) {
            (i % 251) as u8
        } else {
            0
        }
    };
    bytes.extend((0..count * height * width).map(pixel));
    bytes
}

fn labels(count: u32, classes: u32) -> Vec<u8> {
    let mut bytes = header(0x801, &[count]);
    bytes.extend((0..count).map(|i| (i % classes) as u8));
    bytes
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// The four files of a small data set of MNIST's form.
fn four() -> Vec<NamedFile> {
    vec![
        file("train-images-idx3-ubyte", images(60, 28, 28)),
        file("train-labels-idx1-ubyte", labels(60, 10)),
        file("t10k-images-idx3-ubyte", images(10, 28, 28)),
        file("t10k-labels-idx1-ubyte", labels(10, 10)),
    ]
}

fn error(files: &[NamedFile]) -> Error {
    read_dataset("x", files).expect_err("these files must not be accepted")
}

/// The error of image bytes beside good labels, plain and packed alike; their names differ by ".gz" only.
fn image_error(bytes: &[u8], label_count: u32) -> Error {
    let labels = file("labels", labels(label_count, 10));
    let plain = error(&[file("pictures", bytes.to_vec()), labels.clone()]);
    assert_eq!(plain, error(&[file("pictures", gzip(bytes)), labels]));
    let text = plain.to_string();
    assert!(text.contains("pictures"), "the file is not named: {text}");
    plain
}

#[test]
fn four_files_in_any_order_plain_or_packed() {
    let files = four();
    let plain = read_dataset("small", &files).unwrap();
    assert_eq!(
        (plain.name.as_str(), plain.train.len(), plain.test.len()),
        ("small", 60, 10)
    );
    assert_eq!((plain.height, plain.width, plain.classes), (28, 28, 10));
    assert!(!plain.test_split_off);
    assert_eq!(plain.train.labels()[..3], [0, 1, 2]);
    let mut image = vec![1; 784];
    plain.train.copy_image(7, &mut image);
    assert_eq!(image, images(8, 28, 28)[16 + 7 * 784..]);

    let packed: Vec<_> = files
        .iter()
        .rev()
        .map(|f| file(&f.name, gzip(&f.bytes)))
        .collect();
    assert_eq!(read_dataset("small", &packed).unwrap(), plain);
    // Names say nothing as long as the counts differ.
    let renamed: Vec<_> = files
        .iter()
        .enumerate()
        .map(|(i, f)| file(&format!("{i}"), f.bytes.clone()))
        .collect();
    assert_eq!(read_dataset("small", &renamed).unwrap(), plain);
    let mut swapped = files.clone();
    swapped[0].name = "test".into();
    assert_eq!(read_dataset("small", &swapped).unwrap(), plain);
}

#[test]
fn files_that_come_in_pieces_are_the_same() {
    let whole = read_dataset("small", four()).unwrap();
    // A byte at a time, less and more than a header, and pieces that cut images anywhere.
    for size in [1, 7, 783, 784, 1000, 1 << 20] {
        let mut files = Files::default();
        for NamedFile { name, bytes } in four() {
            let mut reader = Reader::new(&name, false);
            for piece in bytes.chunks(size) {
                reader.push(piece).unwrap();
            }
            files.add(reader.finish().unwrap());
        }
        assert_eq!(files.dataset("small").unwrap(), whole, "{size}");
    }
    let empty = Reader::new("nothing", false).finish().unwrap_err();
    assert_eq!(
        empty,
        Error::IdxEmpty {
            file: "nothing".into()
        }
    );
}

#[test]
fn names_break_ties() {
    let mut other = images(60, 28, 28);
    other[20] = 9;
    let files = [
        file("Test-Labels", labels(60, 7)),
        file("test-images", other),
        file("train-labels", labels(60, 10)),
        file("train-images", images(60, 28, 28)),
    ];
    let data = read_dataset("x", &files).unwrap();
    assert_eq!(data.train.labels()[9], 9);
    assert_eq!(data.test.labels()[9], 2);
    let nameless: Vec<_> = files
        .iter()
        .enumerate()
        .map(|(i, f)| file(&format!("{i}"), f.bytes.clone()))
        .collect();
    let part = "images".into();
    let expected = Error::DuplicatePart {
        first: "1".into(),
        second: "3".into(),
        part,
    };
    assert_eq!(error(&nameless), expected);
}

#[test]
fn the_same_file_twice_counts_once() {
    let mut files = four();
    files.extend(four());
    files.push(file("train-images-idx3-ubyte.gz", gzip(&files[0].bytes)));
    assert_eq!(
        read_dataset("x", &files).unwrap(),
        read_dataset("x", four()).unwrap()
    );
}

#[test]
fn one_pair_is_split() {
    for (count, test) in [(70, 10), (60, 8), (2, 1), (3, 1)] {
        let files = [
            file("a", images(count, 5, 9)),
            file("b", gzip(&labels(count, 3))),
        ];
        let data = read_dataset("x", &files).unwrap();
        assert!(data.test_split_off);
        assert_eq!(
            (data.test.len(), data.train.len()),
            (test, count as usize - test)
        );
        assert_eq!((data.height, data.width), (5, 9));
        assert_eq!(data.test.labels().last(), Some(&(((count - 1) % 3) as u8)));
    }
    let expected = Error::TooFewToSplit {
        file: "a".into(),
        count: 1,
        min: 2,
    };
    assert_eq!(
        error(&[file("a", images(1, 5, 9)), file("b", labels(1, 3))]),
        expected
    );
}

#[test]
fn classes_follow_the_labels() {
    for classes in [10, 26, 100] {
        let files = [
            file("a", images(200, 2, 2)),
            file("b", labels(200, classes)),
        ];
        assert_eq!(read_dataset("x", &files).unwrap().classes, classes as usize);
    }
    let mut bad = labels(150, 10);
    bad[8 + 140] = 100;
    let expected = Error::LabelTooLarge {
        file: "b".into(),
        label: 100.0,
        index: 140,
        max: 99,
    };
    for bytes in [gzip(&bad), bad] {
        assert_eq!(
            error(&[file("a", images(150, 2, 2)), file("b", bytes)]),
            expected
        );
    }
}

#[test]
fn headers_that_cannot_be() {
    let magic = |magic: &str| Error::NotIdx {
        file: "pictures".into(),
        magic: magic.into(),
    };
    assert_eq!(image_error(b"\x01\x02\x03\x04....", 3), magic("0x01020304"));
    let cut = Error::IdxTruncated {
        file: "pictures".into(),
        expected: 16 + 4 * 3 * 28 * 28,
        found: 16,
    };
    assert_eq!(image_error(&header(0xd03, &[3, 28, 28]), 3), cut);
    assert_eq!(image_error(&[0, 0], 3), magic("0x0000"));
    let empty = Error::IdxEmpty {
        file: "pictures".into(),
    };
    assert_eq!(image_error(&[], 3), empty);
    assert_eq!(image_error(&images(0, 28, 28), 3), empty);
    for (height, width) in [(0, 28), (28, 0), (65, 28), (28, 65), (u32::MAX, u32::MAX)] {
        let expected = Error::ImageSize {
            file: "pictures".into(),
            height,
            width,
            max: 64,
        };
        assert_eq!(
            image_error(&header(0x803, &[3, height, width]), 3),
            expected
        );
    }
    let expected = Error::TooManyItems {
        file: "pictures".into(),
        count: u64::from(u32::MAX),
        max: 1_000_000,
    };
    assert_eq!(
        image_error(&header(0x803, &[u32::MAX, 28, 28]), 3),
        expected
    );
    for side in [1, 64] {
        let files = [file("a", images(9, side, side)), file("b", labels(9, 3))];
        assert!(read_dataset("x", &files).is_ok());
    }
}

#[test]
fn cut_short_or_too_long() {
    let whole = images(3, 28, 28);
    let expected = whole.len() as u64;
    for found in [16, 17, whole.len() - 1] {
        let short = Error::IdxTruncated {
            file: "pictures".into(),
            expected,
            found: found as u64,
        };
        assert_eq!(image_error(&whole[..found], 3), short);
    }
    let short = Error::IdxTruncated {
        file: "pictures".into(),
        expected: 16,
        found: 7,
    };
    assert_eq!(image_error(&whole[..7], 3), short);
    for extra in [1, 784, 200_000] {
        let mut long = whole.clone();
        long.resize(whole.len() + extra, 7);
        let expected = Error::IdxTrailing {
            file: "pictures".into(),
            extra: extra as u64,
        };
        assert_eq!(image_error(&long, 3), expected);
    }
}

#[test]
fn broken_gzip() {
    let whole = gzip(&images(30, 28, 28));
    let with =
        |bytes: Vec<u8>| match error(&[file("pictures.gz", bytes), file("labels", labels(30, 10))])
        {
            Error::Gzip { file, reason } => {
                assert_eq!(file, "pictures.gz");
                reason
            }
            other => panic!("not a gzip error: {other}"),
        };
    for cut in [
        2,
        9,
        12,
        whole.len() / 2,
        whole.len() - 9,
        whole.len() - 8,
        whole.len() - 1,
    ] {
        assert_eq!(with(whole[..cut].to_vec()), "cut-short", "cut at {cut}");
    }
    let mut wrong_sum = whole.clone();
    let at = wrong_sum.len() - 6;
    wrong_sum[at] ^= 1;
    assert_eq!(with(wrong_sum), "damaged");
    let mut garbage = whole.clone();
    garbage.extend(*b"more");
    assert_eq!(with(garbage), "trailing");
    let mut method = whole;
    method[2] = 7;
    assert_eq!(with(method), "damaged");
}

#[test]
fn gzip_members_in_a_row_are_one_file() {
    let whole = images(30, 28, 28);
    let (head, tail) = whole.split_at(5_000);
    let packed = [gzip(head), gzip(tail)].concat();
    let labels = file("labels", labels(30, 10));
    let data = read_dataset("x", &[file("i.gz", packed), labels.clone()]).unwrap();
    assert_eq!(
        data,
        read_dataset("x", &[file("i", whole.clone()), labels.clone()]).unwrap()
    );
    let twice = [gzip(&whole), gzip(&whole)].concat();
    let expected = Error::IdxTrailing {
        file: "i.gz".into(),
        extra: whole.len() as u64,
    };
    assert_eq!(error(&[file("i.gz", twice), labels]), expected);
}

#[test]
fn gzip_bombs_stop_at_the_bound() {
    let labels = file("labels", labels(30, 10));
    let expected = Error::GzipTooLarge {
        file: "bomb.gz".into(),
        limit: 1 << 30,
    };
    // The header itself promises too much.
    let promise = gzip(&header(0x803, &[1_000_000, 64, 64]));
    assert_eq!(error(&[file("bomb.gz", promise), labels.clone()]), expected);
    // The header is modest, what follows is not.
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(&images(30, 28, 28)).unwrap();
    let zeros = vec![0; 1 << 20];
    for _ in 0..1030 {
        encoder.write_all(&zeros).unwrap();
    }
    let bomb = encoder.finish().unwrap();
    assert!(bomb.len() < 2 << 20);
    assert_eq!(error(&[file("bomb.gz", bomb), labels]), expected);
}

#[test]
fn files_that_do_not_belong_together() {
    let [train_images, train_labels, test_images, test_labels] =
        <[NamedFile; 4]>::try_from(four()).unwrap();
    let missing = |have: &NamedFile, missing: &str| Error::MissingPart {
        have: have.name.clone(),
        missing: missing.into(),
    };
    let three = [
        train_images.clone(),
        train_labels.clone(),
        test_images.clone(),
    ];
    assert_eq!(error(&three), missing(&test_images, "labels"));
    let three = [
        train_images.clone(),
        test_labels.clone(),
        test_images.clone(),
    ];
    assert_eq!(error(&three), missing(&train_images, "labels"));
    assert_eq!(
        error(std::slice::from_ref(&train_labels)),
        missing(&train_labels, "images")
    );
    assert!(matches!(error(&[]), Error::MissingPart { .. }));

    let expected = Error::CountsDisagree {
        images_file: train_images.name.clone(),
        images: 60,
        labels_file: test_labels.name.clone(),
        labels: 10,
    };
    assert_eq!(
        error(&[test_labels.clone(), train_images.clone()]),
        expected
    );
    let fewer = file("train-labels-idx1-ubyte", labels(59, 10));
    let all = [
        fewer,
        train_images.clone(),
        test_images,
        test_labels.clone(),
    ];
    let expected = Error::CountsDisagree {
        images_file: train_images.name.clone(),
        images: 60,
        labels_file: train_labels.name.clone(),
        labels: 59,
    };
    assert_eq!(error(&all), expected);

    let narrow = file("t10k-images-idx3-ubyte", images(10, 28, 14));
    let all = [
        train_images.clone(),
        train_labels.clone(),
        narrow.clone(),
        test_labels,
    ];
    let expected = Error::SizesDisagree {
        train_file: train_images.name.clone(),
        train_size: "28 x 28".into(),
        test_file: narrow.name,
        test_size: "28 x 14".into(),
    };
    assert_eq!(error(&all), expected);

    let other = file("train-other", images(60, 28, 27));
    let expected = Error::DuplicatePart {
        first: train_images.name.clone(),
        second: other.name.clone(),
        part: "images".into(),
    };
    assert_eq!(error(&[train_images, train_labels, other]), expected);

    let sizes = [40, 30, 20];
    let six = sizes.map(|n| {
        [
            file(&format!("i{n}"), images(n, 4, 4)),
            file("l", labels(n, 4)),
        ]
    });
    let part = "test images".into();
    let expected = Error::DuplicatePart {
        first: "i30".into(),
        second: "i20".into(),
        part,
    };
    assert_eq!(error(&six.concat()), expected);
}

/// The images and labels of a split as IDX bytes.
fn encode(split: &Split, height: usize, width: usize) -> (Vec<u8>, Vec<u8>) {
    let count = split.len() as u32;
    let mut images = header(0x803, &[count, height as u32, width as u32]);
    let mut image = vec![0; height * width];
    for i in 0..split.len() {
        split.copy_image(i, &mut image);
        images.extend(&image);
    }
    (
        images,
        [header(0x801, &[count]), split.labels().to_vec()].concat(),
    )
}

/// Some images with their sides and labels.
fn any_set() -> impl Strategy<Value = (usize, usize, Vec<u8>, Vec<u8>)> {
    (1_usize..=12, 1_usize..=12, 2_usize..=20).prop_flat_map(|(height, width, count)| {
        let pixel = prop_oneof![4 => Just(0_u8), 1 => any::<u8>()];
        let pixels = prop::collection::vec(pixel, height * width * count);
        (
            Just(height),
            Just(width),
            pixels,
            prop::collection::vec(0_u8..100, count),
        )
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn arbitrary_bytes_never_panic(
        bytes in prop::collection::vec(any::<u8>(), 0..400),
        start in prop::sample::select(vec![vec![], header(0x803, &[2, 3, 4]), header(0x801, &[9]),
            vec![0, 0, 8, 3], vec![0, 0, 8, 1], vec![0x1f, 0x8b, 8, 0]]),
    ) {
        let all = [start, bytes].concat();
        let labels = file("labels", labels(2, 10));
        let _ = read_dataset("x", &[file("plain", all.clone()), labels.clone()]);
        let _ = read_dataset("x", &[file("packed", gzip(&all)), labels]);
    }

    #[test]
    fn flipped_bytes_of_a_gzip_never_panic(at in 0_usize..600, flip in 1_u8..=255) {
        let mut packed = gzip(&images(6, 9, 9));
        let at = at % packed.len();
        packed[at] ^= flip;
        let _ = read_dataset("x", &[file("packed", packed), file("labels", labels(6, 3))]);
    }

    #[test]
    fn images_come_back_as_they_went((height, width, pixels, labels) in any_set()) {
        let mut all = Split::new(height * width);
        for (image, &label) in pixels.chunks_exact(height * width).zip(&labels) {
            all.push(image, label);
        }
        let (images, label_bytes) = encode(&all, height, width);
        prop_assert_eq!(&images[16..], &pixels[..]);
        let files = [file("i", gzip(&images)), file("l", label_bytes)];
        let data = read_dataset("x", &files).unwrap();
        let test_count = (all.len() / 7).max(1);
        let mut train = all;
        let test = train.split_off(test_count);
        prop_assert_eq!(&data.train, &train);
        prop_assert_eq!(&data.test, &test);
        let (head, _) = encode(&data.train, height, width);
        let (tail, _) = encode(&data.test, height, width);
        prop_assert_eq!([&head[16..], &tail[16..]].concat(), pixels);
    }
}

/// The files of `data/mnist`, if they are there.
fn mnist(test: &str) -> Option<Vec<NamedFile>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/mnist");
    let names = [
        "train-images-idx3",
        "train-labels-idx1",
        "t10k-images-idx3",
        "t10k-labels-idx1",
    ];
    let read = names.map(|name| {
        let name = format!("{name}-ubyte.gz");
        Some(file(&name, std::fs::read(folder.join(&name)).ok()?))
    });
    let files = read.into_iter().collect::<Option<Vec<_>>>();
    if files.is_none() {
        println!("SKIPPED {test}: data/mnist is not there");
    }
    files
}

fn non_zero_share(data: &Dataset) -> f64 {
    let split = &data.train;
    let ink: usize = (0..split.len()).map(|i| split.row(i).0.len()).sum();
    ink as f64 / (split.len() * split.pixels()) as f64
}

#[test]
fn real_mnist() {
    let Some(files) = mnist("real_mnist") else {
        return;
    };
    let data = read_dataset("MNIST", &files).unwrap();
    assert_eq!((data.train.len(), data.test.len()), (60_000, 10_000));
    assert_eq!((data.height, data.width, data.classes), (28, 28, 10));
    assert!(!data.test_split_off);
    assert_eq!(data.train.labels()[..5], [5, 0, 4, 1, 9]);
    assert_eq!(data.test.labels()[..5], [7, 2, 1, 0, 4]);
    let share = non_zero_share(&data);
    assert!((share - 0.191).abs() < 0.001, "share of ink: {share}");

    let split = read_dataset("half", &files[..2]).unwrap();
    assert!(split.test_split_off);
    assert_eq!((split.train.len(), split.test.len()), (51_429, 8_571));
}
