//! A pass over the test images of which a second engine reads a part: the same bits as one alone.

use proptest::prelude::*;
use prunelab::Error;
use prunelab::lab::reader::{Reader, parameters};
use prunelab::nn::evaluate::{Pass, half, read};
use prunelab::nn::{init, mlp::Mlp};

/// Images of 6 pixels in 3 classes, grey levels and labels by a small recurrence.
fn images(count: usize, seed: u64) -> (Vec<u8>, Vec<u8>) {
    let mut state = seed;
    let mut next = || {
        state = state
            .wrapping_mul(6364136223846793005)
            .wrapping_add(1442695040888963407);
        (state >> 56) as u8
    };
    let pixels = (0..count * 6)
        .map(|_| next())
        .map(|level| if level < 128 { 0 } else { level });
    let pixels: Vec<u8> = pixels.collect();
    let labels = (0..count).map(|_| next() % 3).collect();
    (pixels, labels)
}

fn split(pixels: &[u8], labels: &[u8]) -> prunelab::data::dataset::Split {
    let mut split = prunelab::data::dataset::Split::new(6);
    for (image, &label) in pixels.chunks_exact(6).zip(labels) {
        split.push(image, label);
    }
    split
}

proptest! {
    #[test]
    fn a_shared_pass_gives_the_bits_of_one_alone(
        count in 1usize..700, hidden in 1usize..40, seed in 0u64..1000, slice in 1usize..300,
    ) {
        let (pixels, labels) = images(count, seed);
        let all = split(&pixels, &labels);
        let model = Mlp::random(&[6, hidden, 3], &mut init::rng(seed));
        let alone = prunelab::nn::evaluate::evaluate(&model, &all);

        let from = half(count);
        let mut pass = Pass::new(&model);
        let shares = pass.share(count);
        prop_assert_eq!(shares, from < count);
        let mut reader = Reader::new(6).unwrap();
        reader.add(&pixels[from * 6..], &labels[from..]).unwrap();
        let mut result = None;
        while pass.left(&all) > 0 {
            result = pass.step(&model, &all, slice);
        }
        prop_assert_eq!(result.is_none(), shares);
        if shares {
            prop_assert!(pass.step(&model, &all, slice).is_none(), "the other half is not there yet");
            pass.add(reader.read(&model.sizes(), &parameters(&model)).unwrap());
            result = pass.step(&model, &all, slice);
        }
        prop_assert_eq!(result.as_ref(), Some(&alone));
        prop_assert_eq!(result.map(|r| r.loss.to_bits()), Some(alone.loss.to_bits()));
    }
}

#[test]
fn a_half_that_was_lost_is_read_after_all() {
    let (pixels, labels) = images(600, 3);
    let all = split(&pixels, &labels);
    let model = Mlp::random(&[6, 9, 3], &mut init::rng(3));
    let mut pass = Pass::new(&model);
    assert!(pass.share(600));
    while pass.left(&all) > 0 {
        assert!(pass.step(&model, &all, 100).is_none());
    }
    pass.take_back();
    assert_eq!(pass.left(&all), 600 - half(600));
    let mut result = None;
    while pass.left(&all) > 0 {
        result = pass.step(&model, &all, 100);
    }
    assert_eq!(result, Some(prunelab::nn::evaluate::evaluate(&model, &all)));
    assert!(!pass.share(600), "a pass that has begun cannot be shared");
}

#[test]
fn a_reader_refuses_what_does_not_fit() {
    assert!(matches!(
        Reader::new(0),
        Err(Error::OutOfRange { value: 0.0, .. })
    ));
    assert!(matches!(Reader::new(4097), Err(Error::OutOfRange { .. })));
    let mut reader = Reader::new(6).unwrap();
    let refused = reader.add(&[1; 13], &[0, 1]).unwrap_err().to_string();
    assert!(
        refused.contains("13 bytes are not 2 images of 6"),
        "{refused}"
    );
    reader.add(&[1; 12], &[0, 2]).unwrap();
    let model = Mlp::random(&[6, 4, 3], &mut init::rng(1));
    let given = parameters(&model);
    assert_eq!(
        reader.read(&[6, 4, 3], &given).unwrap(),
        read(&model, &split(&[1; 12], &[0, 2]))
    );
    for (sizes, given, says) in [
        (vec![5, 4, 3], given.clone(), "[5, 4, 3]"),
        (vec![6, 4, 2], given.clone(), "[6, 4, 2]"),
        (vec![6], given.clone(), "[6]"),
        (vec![6, 4, 3], given[1..].to_vec(), "too few parameters"),
        (
            vec![6, 4, 3],
            [given.clone(), vec![0.0]].concat(),
            "1 parameters too many",
        ),
    ] {
        let refused = reader.read(&sizes, &given).unwrap_err().to_string();
        assert!(refused.contains(says), "{refused}");
    }
}
