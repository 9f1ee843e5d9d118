//! The built-in handwriting: reproducible, and like MNIST in form.

use prunelab::Error;
use prunelab::data::dataset::{Dataset, Split};
use prunelab::data::digits::{DigitsConfig, Generator, generate};

const SMALL: DigitsConfig = DigitsConfig {
    train: 1_000,
    test: 200,
    seed: 1,
};

/// FNV-1a, 64 bits, over every pixel and label: the same natively and in a browser.
fn hash(data: &Dataset) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut image = vec![0; data.pixels()];
    for split in [&data.train, &data.test] {
        for (i, label) in split.labels().iter().enumerate() {
            split.copy_image(i, &mut image);
            for byte in image.iter().chain([label]) {
                hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
            }
        }
    }
    hash
}

#[test]
fn same_seed_same_bits_as_ever() {
    let found = format!("{:016x}", hash(&generate(&SMALL).unwrap()));
    // The same constant is compared in the browser; a change of it changes every shared link's digits.
    assert_eq!(found, include_str!("../fixtures/digits_hash.txt").trim());
}

#[test]
fn another_seed_gives_other_digits() {
    let one = generate(&SMALL).unwrap();
    let two = generate(&DigitsConfig { seed: 2, ..SMALL }).unwrap();
    assert_ne!(hash(&one), hash(&two));
    assert_ne!(one.train.labels(), two.train.labels());
    assert_ne!(image(&one.train, 0), image(&one.test, 0));
}

#[test]
fn slicing_does_not_matter() {
    let whole = generate(&SMALL).unwrap();
    for slice in [1, 7, 999, 1_000, 1_001, 5_000] {
        let mut generator = Generator::new(SMALL).unwrap();
        assert_eq!(generator.total(), 1_200);
        let mut left = generator.total();
        while left > 0 {
            let now = generator.step(slice);
            assert_eq!(now, left.saturating_sub(slice));
            left = now;
        }
        assert_eq!(generator.finish().unwrap(), whole);
    }
    assert_eq!(Generator::new(SMALL).unwrap().finish().unwrap(), whole);
}

#[test]
fn an_image_depends_on_seed_split_and_index_only() {
    let small = generate(&SMALL).unwrap();
    let large = generate(&DigitsConfig {
        train: 1_500,
        test: 300,
        seed: 1,
    })
    .unwrap();
    for (few, many) in [(&small.train, &large.train), (&small.test, &large.test)] {
        assert_eq!(few.labels(), &many.labels()[..few.len()]);
        assert!((0..few.len()).all(|i| few.row(i) == many.row(i)));
    }
}

#[test]
fn sizes_are_checked() {
    let data = generate(&DigitsConfig {
        train: 100,
        test: 101,
        seed: (1 << 53) - 1,
    })
    .unwrap();
    assert_eq!((data.train.len(), data.test.len()), (100, 101));
    assert_eq!((data.height, data.width, data.classes), (28, 28, 10));
    let default = DigitsConfig::default();
    assert_eq!(
        (default.train, default.test, default.seed),
        (12_000, 2_000, 1)
    );
    for (wrong, field) in [
        (
            DigitsConfig {
                train: 99,
                ..default
            },
            "training images",
        ),
        (
            DigitsConfig {
                train: 100_001,
                ..default
            },
            "training images",
        ),
        (
            DigitsConfig {
                test: 99,
                ..default
            },
            "test images",
        ),
        (
            DigitsConfig {
                test: 20_001,
                ..default
            },
            "test images",
        ),
        (
            DigitsConfig {
                seed: 1 << 53,
                ..default
            },
            "seed",
        ),
    ] {
        match generate(&wrong) {
            Err(Error::OutOfRange { what, .. }) => assert_eq!(what, field),
            other => panic!("{wrong:?} gave {other:?}"),
        }
    }
}

#[test]
fn the_configuration_crosses_as_json() {
    let text = serde_json::to_string(&DigitsConfig::default()).unwrap();
    assert_eq!(text, r#"{"train":12000,"test":2000,"seed":1}"#);
    assert_eq!(
        serde_json::from_str::<DigitsConfig>(&text).unwrap(),
        DigitsConfig::default()
    );
    assert!(
        serde_json::from_str::<DigitsConfig>(r#"{"train":1,"test":1,"seed":1,"x":0}"#).is_err()
    );
}

#[test]
fn every_digit_is_equally_frequent() {
    let data = generate(&SMALL).unwrap();
    for (split, each) in [(&data.train, 100), (&data.test, 20)] {
        for digit in 0..10 {
            let count = split
                .labels()
                .iter()
                .filter(|&&label| label == digit)
                .count();
            assert_eq!(count, each, "digit {digit}");
        }
    }
    // Shuffled, not counting up.
    assert_ne!(data.train.labels()[..10], data.train.labels()[10..20]);
}

#[test]
fn as_much_ink_as_mnist() {
    let data = generate(&DigitsConfig {
        train: 5_000,
        ..SMALL
    })
    .unwrap();
    let split = &data.train;
    let cells = (split.len() * split.pixels()) as f64;
    let ink: usize = (0..split.len()).map(|i| split.row(i).0.len()).sum();
    let grey: u64 = (0..split.len())
        .flat_map(|i| split.row(i).1)
        .map(|&v| u64::from(v))
        .sum();
    // MNIST: 19.1 % and 0.131.
    let (share, mean) = (ink as f64 / cells, grey as f64 / 255.0 / cells);
    assert!(
        (0.17..0.21).contains(&share),
        "share of non-zero pixels: {share}"
    );
    assert!((0.115..0.145).contains(&mean), "mean grey level: {mean}");
    let full = (0..split.len())
        .flat_map(|i| split.row(i).1)
        .filter(|&&v| v > 230)
        .count();
    assert!(full > ink / 4, "only {full} of {ink} inked pixels are dark");
}

#[test]
fn centred_by_mass() {
    let data = generate(&SMALL).unwrap();
    for split in [&data.train, &data.test] {
        for i in 0..split.len() {
            assert_centred(&image(split, i));
        }
    }
}

fn image(split: &Split, i: usize) -> Vec<u8> {
    let mut image = vec![0; split.pixels()];
    split.copy_image(i, &mut image);
    image
}

/// The centre of mass lies within a pixel of index 14, as MNIST's does (moved by whole pixels; noise
/// comes after).
fn assert_centred(image: &[u8]) {
    let mut sums = [0.0; 3];
    for (i, &value) in image.iter().enumerate() {
        let (x, y, value) = ((i % 28) as f64, (i / 28) as f64, f64::from(value));
        sums = [sums[0] + value, sums[1] + value * x, sums[2] + value * y];
    }
    for moment in &sums[1..] {
        let centre = moment / sums[0];
        assert!((centre - 14.0).abs() < 0.6, "centre of mass at {centre}");
    }
}
