//! Strokes as images: size, place, robustness, and whether the default network reads what people draw.

use crate::common::{adam, add_run, fixture, fixture_bytes};
use proptest::prelude::*;
use prunelab::Error;
use prunelab::data::dataset::{Dataset, Split};
use prunelab::data::digits::DigitsConfig;
use prunelab::data::strokes::{MAX_POINTS, rasterize};
use prunelab::files::network;
use prunelab::lab::ops::{Init, Op, Train, TrainConfig};
use prunelab::lab::session::{Session, Subject};
use prunelab::nn::evaluate::predictions;

/// Rows and columns with ink at or above a level: first and last of each.
fn bounds(image: &[u8], width: usize, level: u8) -> Option<[usize; 4]> {
    let inked: Vec<usize> = (0..image.len()).filter(|&i| image[i] >= level).collect();
    let rows = || inked.iter().map(|i| i / width);
    let columns = || inked.iter().map(|i| i % width);
    Some([
        rows().min()?,
        rows().max()?,
        columns().min()?,
        columns().max()?,
    ])
}

/// Centre of mass, as indices of pixels: (row, column).
fn centre(image: &[u8], width: usize) -> [f64; 2] {
    let mut sums = [0.0; 3];
    for (i, &level) in image.iter().enumerate() {
        let level = f64::from(level);
        sums[0] += level;
        sums[1] += level * (i / width) as f64;
        sums[2] += level * (i % width) as f64;
    }
    [sums[1] / sums[0], sums[2] / sums[0]]
}

/// The centre of mass lies within half a pixel of the centre (as MNIST has it: at index 14 of 28), or ink at the edge that
/// it is moved towards keeps it from there. Grey levels are rounded, which moves it a little more.
fn assert_centred(image: &[u8], height: usize, width: usize) {
    let Some([top, bottom, left, right]) = bounds(image, width, 1) else {
        return;
    };
    let found = centre(image, width);
    for (centre, side, first, last) in [
        (found[0], height, top, bottom),
        (found[1], width, left, right),
    ] {
        let off = centre - (side / 2) as f64;
        let is_held = (off > 0.0 && first == 0) || (off < 0.0 && last + 1 == side);
        assert!(
            off.abs() <= 0.51 || is_held,
            "{off} of {side}, ink from {first} to {last}"
        );
    }
}

#[test]
fn a_seven_looks_like_one_of_mnist() {
    let seven = vec![0.1, 0.12, 0.6, 0.1, 0.4, 0.9];
    let drawn = rasterize(std::slice::from_ref(&seven), 28, 28).unwrap();
    assert_eq!(drawn.len(), 784);
    assert_centred(&drawn, 28, 28);
    assert!(drawn.contains(&255));
    let [top, bottom, ..] = bounds(&drawn, 28, 60).unwrap();
    assert!(
        (19..=21).contains(&(bottom - top + 1)),
        "rows {top} to {bottom}"
    );

    // Neither place nor size matter.
    let moved = seven.iter().map(|v| v * 0.25 + 0.5).collect();
    assert_eq!(rasterize(&[moved], 28, 28).unwrap(), drawn);
}

#[test]
fn a_line_is_as_thick_as_mnists_at_any_size() {
    for side in [8usize, 14, 20, 28, 40, 64] {
        let line = vec![0.5, 0.1, 0.5, 0.9];
        let image = rasterize(&[line], side, side).unwrap();
        let row = &image[side / 2 * side..][..side];
        let thickness: f64 = row.iter().map(|&level| f64::from(level) / 255.0).sum();
        let unit = side as f64 / 28.0;
        assert!(
            (2.0 * unit - 0.6..=2.6 * unit + 0.6).contains(&thickness),
            "{thickness} of {side}"
        );
        let [top, bottom, left, right] = bounds(&image, side, 1).unwrap();
        let (height, most) = ((bottom - top + 1) as f64, 20.0 * unit);
        assert!((height - most).abs() <= 1.5, "{height} of {side}");
        assert!(left.abs_diff(side / 2).max(right.abs_diff(side / 2)) as f64 <= 2.0 * unit + 1.0);
    }
}

#[test]
fn nothing_drawn_is_a_blank_image_and_a_point_is_a_dot() {
    for strokes in [vec![], vec![vec![]], vec![vec![], vec![]]] {
        assert_eq!(rasterize(&strokes, 28, 28).unwrap(), vec![0; 784]);
    }
    let dot = rasterize(&[vec![0.3, 0.3]], 28, 28).unwrap();
    assert_centred(&dot, 28, 28);
    let [top, bottom, left, right] = bounds(&dot, 28, 1).unwrap();
    assert!(bottom - top <= 3 && right - left <= 3, "{dot:?}");
    // The same point again and again, and a hand that is not quite still.
    assert_eq!(rasterize(&[[0.9, 0.1].repeat(50)], 28, 28).unwrap(), dot);
    assert_eq!(
        rasterize(&[vec![0.5, 0.5, 0.505, 0.5, 0.5, 0.51]], 28, 28).unwrap(),
        dot
    );
}

#[test]
fn what_is_no_drawing_is_refused_by_name() {
    let refused = |strokes: &[Vec<f32>], height, width| {
        rasterize(strokes, height, width).unwrap_err().to_string()
    };
    for bad in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY, 1e30, -101.0] {
        let text = refused(&[vec![0.1, 0.2], vec![0.5, bad]], 28, 28);
        assert!(text.contains("coordinate of a stroke"), "{text}");
        assert!(text.contains(&f64::from(bad).to_string()), "{text}");
    }
    assert!(refused(&[vec![0.1, 0.2, 0.3]], 28, 28).contains("pairs of x and y"));
    assert!(refused(&[vec![0.5; 2 * MAX_POINTS + 2]], 28, 28).contains("points of all strokes"));
    for (height, width) in [(0, 28), (28, 65)] {
        assert!(refused(&[], height, width).contains("side of an image"));
    }
    assert!(matches!(
        Session::default().rasterize(&[]),
        Err(Error::NoDataset)
    ));
    // As many as are allowed, to and fro over the whole surface.
    let many: Vec<f32> = (0..2 * MAX_POINTS)
        .map(|i| (i * 7919 % 1000) as f32 / 999.0)
        .collect();
    assert!(
        rasterize(&[many], 64, 64)
            .unwrap()
            .iter()
            .any(|&level| level > 0)
    );
}

proptest! {
    #[test]
    fn any_strokes_fit_the_box_and_are_centred(
        strokes in prop::collection::vec(prop::collection::vec(prop::array::uniform2(-0.2f32..1.2), 0..30), 0..5),
        height in 1usize..=64,
        width in 1usize..=64,
    ) {
        let flat: Vec<Vec<f32>> = strokes.iter().map(|stroke| stroke.concat()).collect();
        let image = rasterize(&flat, height, width).unwrap();
        prop_assert_eq!(image.len(), height * width);
        let drawn = strokes.iter().any(|stroke| !stroke.is_empty());
        // A line thinner than a fifth of a pixel leaves no ink.
        if height.min(width) >= 8 {
            prop_assert_eq!(image.iter().any(|&level| level > 0), drawn);
            assert_centred(&image, height, width);
            if let Some([top, bottom, left, right]) = bounds(&image, width, 1) {
                for (extent, side) in [(bottom - top, height), (right - left, width)] {
                    let most = 20.0 * side as f64 / 28.0 + 2.0;
                    prop_assert!((extent + 1) as f64 <= most, "{} of {}", extent, side);
                }
            }
        }
    }

    #[test]
    fn place_and_size_do_not_matter(
        stroke in prop::collection::vec(prop::array::uniform2(0u8..=64), 3..20),
        right in 0u8..3,
        down in 0u8..3,
    ) {
        // Sixteenths and their halves are exact.
        let at = |scale: f32| -> Vec<f32> {
            let place = |&[x, y]: &[u8; 2]| {
                [f32::from(x) * scale + f32::from(right) * 0.125, f32::from(y) * scale + f32::from(down) * 0.125]
            };
            stroke.iter().flat_map(place).collect()
        };
        let (large, small) = (at(1.0 / 64.0), at(1.0 / 128.0));
        let extent = |axis: usize| {
            let values = || stroke.iter().map(|point| point[axis]);
            values().max().unwrap_or(0) - values().min().unwrap_or(0)
        };
        prop_assume!(extent(0).max(extent(1)) > 8);
        prop_assert_eq!(rasterize(&[large], 28, 28).unwrap(), rasterize(&[small], 28, 28).unwrap());
    }
}

/// The hundred drawings of `drawn-digits.json` as images of 28 x 28, with their labels.
fn drawings() -> Split {
    let mut split = Split::new(784);
    for drawing in fixture("drawn-digits.json").as_array().unwrap() {
        let strokes: Vec<Vec<f32>> = serde_json::from_value(drawing["strokes"].clone()).unwrap();
        let digit = drawing["digit"].as_u64().unwrap();
        split.push(&rasterize(&strokes, 28, 28).unwrap(), digit as u8);
    }
    assert_eq!(split.len(), 100);
    split
}

/// The drawings that are read wrong, as "digit/number: class".
fn misread(classes: &[u8], labels: &[u8]) -> Vec<String> {
    let pairs = classes.iter().zip(labels).enumerate();
    pairs
        .filter(|(_, (class, label))| class != label)
        .map(|(i, (class, label))| format!("{label}/{}: {class}", i % 10))
        .collect()
}

#[test]
fn the_default_network_reads_what_people_draw() {
    let mut session = Session::default();
    session.begin_digits(DigitsConfig::default()).unwrap();
    session.finish_digits().unwrap();
    let hidden = vec![256];
    let root = add_run(&mut session, None, Op::Init(Init { hidden, seed: 42 }));
    let (config, stop_after) = (TrainConfig::default(), None);
    assert_eq!(config, adam(10, 0.001));
    let op = Op::Train(Train { config, stop_after });
    let base = add_run(&mut session, Some(root), op);
    let split = drawings();
    let classes = predictions(&session.model(base).unwrap(), &split);
    let wrong = misread(&classes, split.labels());
    println!("{} of 100 drawings are read wrong: {wrong:?}", wrong.len());
    assert!(wrong.len() <= 15, "{wrong:?}");
    let mut pixels = vec![0; 784];
    split.copy_image(70, &mut pixels);
    let answer = session
        .answer(Some((base, None)), &Subject::Pixels(pixels))
        .unwrap();
    assert!(
        answer.probabilities[7] > 0.5,
        "a plain seven: {:?}",
        answer.probabilities
    );
}

#[test]
fn so_does_a_network_that_learned_from_mnist() {
    let name = "mnist-784-256-10.safetensors";
    let model = network::read(name, &fixture_bytes(name)).unwrap();
    let split = drawings();
    let wrong = misread(&predictions(&model, &split), split.labels());
    println!("{} of 100 drawings are read wrong: {wrong:?}", wrong.len());
    assert!(wrong.len() <= 15, "{wrong:?}");
    let data = Dataset::new("drawn", 28, 28, split.clone(), split).unwrap();
    assert_eq!(data.classes, 10);
}
