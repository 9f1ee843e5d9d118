//! Storage formats: each comes back to the bit, breaks even where it is said to, and refuses broken bytes.

use proptest::prelude::*;
use prunelab::compress::int8;
use prunelab::compress::unfit::Unfit;
use prunelab::files::formats::huffman;
use prunelab::files::formats::{BITMASK_BEATS_CSR16, Format, Layout, SizeFormat, same_bits};
use prunelab::lab::report::ModelResult;
use prunelab::nn::dense::Dense;
use prunelab::nn::evaluate::Evaluation;
use prunelab::nn::init::rng;
use prunelab::nn::mlp::Mlp;
use rand::RngExt;

/// A random network with about `density` of its weights; of at most `values` different ones, if that is not 0.
fn network(sizes: &[usize], density: f64, values: usize, seed: u64) -> Mlp {
    let mut rng = rng(seed);
    let mut model = Mlp::random(sizes, &mut rng);
    let book: Vec<f32> = (0..values).map(|_| rng.random::<f32>() - 0.5).collect();
    for layer in model.layers_mut() {
        let draws: Vec<(bool, usize)> = (0..layer.len())
            .map(|_| {
                let code = if values > 0 {
                    rng.random_range(0..values)
                } else {
                    0
                };
                (rng.random::<f64>() < density, code)
            })
            .collect();
        let outputs = layer.outputs();
        if values > 0 {
            layer.assign(|i, o| book[draws[i * outputs + o].1]);
        }
        layer.prune(|i, o| draws[i * outputs + o].0);
    }
    model
}

/// Two of every four inputs.
fn two_four(model: &mut Mlp, seed: u64) {
    let mut rng = rng(seed);
    for layer in model.layers_mut() {
        let first: Vec<usize> = (0..layer.len()).map(|_| rng.random_range(0..3)).collect();
        let (whole, outputs) = (layer.inputs() / 4 * 4, layer.outputs());
        layer.prune(|i, o| {
            let place = first[i / 4 * outputs + o];
            i >= whole || i % 4 == place || i % 4 == place + 1
        });
    }
}

fn plain(layout: Layout) -> Format {
    Format {
        layout,
        huffman: false,
    }
}

fn comes_back(model: &Mlp, format: Format) {
    let bytes = format.write(model).unwrap();
    let back = format.read(&model.sizes(), &bytes).unwrap();
    assert!(same_bits(&back, &format.kept(model)), "{format:?}");
    assert_eq!(format.write(&back).unwrap(), bytes, "{format:?}");
}

proptest! {
    #[test]
    fn every_format_comes_back_bit_for_bit(
        a in 1usize..60, b in 1usize..20, c in 1usize..5, density in 0.0..=1.0f64, values in 1usize..300, seed: u64
    ) {
        let mut model = network(&[a, b, c], density, values, seed);
        two_four(&mut model, seed);
        for format in Format::all() {
            comes_back(&model, format);
        }
    }

    #[test]
    fn symbols_come_back(symbols in prop::collection::vec(any::<u8>(), 1..600), narrow in 1u8..255) {
        for symbols in [symbols.clone(), symbols.iter().map(|s| s % narrow).collect()] {
            let bytes = huffman::encode(&symbols);
            prop_assert_eq!(huffman::decode(&bytes, symbols.len()).unwrap(), (symbols, bytes.len()));
        }
    }

    #[test]
    fn broken_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..400), a in 1usize..9, b in 1usize..9) {
        for format in Format::all() {
            let _ = format.read(&[a, b], &bytes);
        }
        let _ = huffman::decode(&bytes, a * b);
    }

    #[test]
    fn a_flipped_bit_is_an_error_or_another_network(at: prop::sample::Index, bit in 0u8..8, seed: u64) {
        let mut model = network(&[17, 6, 3], 0.4, 9, seed);
        two_four(&mut model, seed);
        for format in Format::all() {
            let mut bytes = format.write(&model).unwrap();
            let place = at.index(bytes.len());
            bytes[place] ^= 1 << bit;
            let _ = format.read(&model.sizes(), &bytes);
        }
    }

    #[test]
    fn cut_or_longer_files_are_refused(density in 0.0..=1.0f64, seed: u64, cut in 1usize..30) {
        let mut model = network(&[9, 7, 3], density, 5, seed);
        two_four(&mut model, seed);
        for format in Format::all() {
            let mut bytes = format.write(&model).unwrap();
            prop_assert!(format.read(&[9, 7, 3], &bytes[..bytes.len() - cut.min(bytes.len())]).is_err(), "{:?}", format);
            bytes.push(0);
            prop_assert!(format.read(&[9, 7, 3], &bytes).is_err(), "{:?}", format);
        }
    }
}

/// What a file says of itself is checked against its length before anything is set aside for it.
#[test]
fn hostile_sizes_are_refused() {
    let sizes = [1 << 16, 1 << 10];
    for format in Format::all() {
        for bytes in [vec![], vec![0xff; 64], vec![1; 64], vec![0; 64]] {
            assert!(format.read(&sizes, &bytes).is_err(), "{format:?}");
        }
    }
    for sizes in [&[][..], &[4], &[4, 0], &[0, 4]] {
        assert!(plain(Layout::Dense).read(sizes, &[]).is_err());
    }
}

/// Found by fuzzing: every number in the file is finite, their products are not.
#[test]
fn int8_scales_that_are_too_large_are_refused() {
    let mut bytes = f32::MAX.to_le_bytes().to_vec();
    bytes.extend([2, 0, 0, 0, 0, 0]);
    let error = plain(Layout::Int8).read(&[2, 1], &bytes).unwrap_err();
    assert!(error.to_string().contains("too large"), "{error}");
}

fn size(model: &Mlp, layout: Layout) -> usize {
    plain(layout).write(model).unwrap().len()
}

#[test]
fn sizes_of_results_are_the_definitions() {
    for (density, seed) in [(1.0, 1), (0.5, 2), (0.2, 3), (0.02, 4)] {
        let model = network(&[784, 256, 10], density, 0, seed);
        let z: Vec<usize> = model.layers().iter().map(Dense::kept).collect();
        let pointers = |z: usize, rows: usize| (rows + 1) * if z > 65_535 { 4 } else { 2 };
        let biases = 4 * 266;
        assert_eq!(size(&model, Layout::Dense), 4 * 203_264 + biases);
        assert_eq!(
            size(&model, Layout::Bitmask),
            4 * (z[0] + z[1]) + 200_704 / 8 + 2_560 / 8 + biases
        );
        let csr = 6 * (z[0] + z[1]) + pointers(z[0], 256) + pointers(z[1], 10) + biases;
        assert_eq!(size(&model, Layout::Csr16), csr);
        // More than 65,535 entries take wide row pointers, and still come back.
        comes_back(&model, plain(Layout::Csr16));

        let result = ModelResult::new(&model, Evaluation::begin(10, 1), false);
        let smallest = SizeFormat::ALL
            .map(|format| (size(&model, format.layout()), format))
            .into_iter()
            .min_by_key(|&(bytes, _)| bytes);
        assert_eq!(Some((result.bytes, result.format)), smallest);
        assert_eq!(result.dense_bytes, size(&model, Layout::Dense));
    }
    let names = SizeFormat::ALL.map(|format| serde_json::to_value(format).unwrap());
    assert_eq!(names, ["dense", "bitmask", "csr"]);
}

#[test]
fn formats_break_even_where_they_say() {
    // Wide rows, so that row pointers weigh little.
    let at = |density: f64| network(&[4000, 40], density, 0, 1);
    let dense = size(&at(1.0), Layout::Dense);
    for (layout, expected) in [
        (Layout::Csr16, 0.667),
        (Layout::Csr32, 0.5),
        (Layout::Bitmask, 0.969),
        (Layout::Relative, 0.889),
    ] {
        let even = layout.definition().break_even.unwrap();
        assert!((even - expected).abs() < 5e-4, "{layout:?}: {even}");
        assert!(
            size(&at(even - 0.012), layout) < dense,
            "{layout:?} just below"
        );
        assert!(
            size(&at(even + 0.012), layout) > dense,
            "{layout:?} just above"
        );
    }
    assert_eq!(BITMASK_BEATS_CSR16, 0.0625);
    for (density, bitmask_wins) in [(0.055, false), (0.07, true)] {
        let model = at(density);
        assert_eq!(
            size(&model, Layout::Bitmask) < size(&model, Layout::Csr16),
            bitmask_wins
        );
    }
}

#[test]
fn sizes_are_the_definitions() {
    let mut model = network(&[784, 256, 10], 1.0, 0, 5);
    two_four(&mut model, 5);
    let (count, biases) = (203_264, 4 * 266);
    assert_eq!(
        size(&model, Layout::TwoFour),
        4 * count / 2 + count / 8 + biases
    );
    assert_eq!(size(&model, Layout::Int8), count + 2 * biases);
    let z = model.kept();
    assert_eq!(size(&model, Layout::Csr32), 8 * z + 4 * (257 + 11) + biases);
    // 16 values: four bits a code, and zero by a bitmask or as a 17th of five bits.
    let shared = network(&[784, 256, 10], 1.0, 16, 5);
    assert_eq!(
        size(&shared, Layout::Codes),
        2 * (3 + 64) + count / 8 + count / 2 + biases
    );
}

#[test]
fn relative_indices_count_their_fillers_and_search_their_width() {
    // One weight of 1000: 4 bits would need 62 fillers, 8 bits need 3.
    let mut model = network(&[1000, 1], 1.0, 0, 2);
    model.layers_mut()[0].prune(|i, _| i == 999);
    let bytes = plain(Layout::Relative).write(&model).unwrap();
    assert_eq!(bytes[0], 8);
    assert_eq!(bytes.len(), 5 + 4 + 4 * 4 + 4);
    // All of them: no zeros to tell of, the narrowest is best.
    let bytes = plain(Layout::Relative)
        .write(&network(&[1000, 1], 1.0, 0, 2))
        .unwrap();
    assert_eq!((bytes[0], bytes.len()), (4, 5 + 500 + 4000 + 4));
}

#[test]
fn what_does_not_fit_says_why() {
    let model = network(&[64, 32, 4], 1.0, 0, 1);
    assert_eq!(
        plain(Layout::TwoFour).write(&model),
        Err(Unfit::NotTwoFour { layer: 1 })
    );
    let found = plain(Layout::Codes).write(&model).unwrap_err();
    assert!(
        matches!(found, Unfit::TooManyValues { layer: 1, count } if count > 2000),
        "{found:?}"
    );
}

#[test]
fn int8_keeps_zeros_and_errs_by_half_a_step() {
    let model = network(&[100, 30, 5], 0.5, 0, 8);
    let rounded = int8::rounded(&model);
    assert_eq!(
        rounded.kept(),
        model
            .layers()
            .iter()
            .zip(rounded.layers())
            .map(|(a, b)| {
                a.weights()
                    .iter()
                    .zip(b.weights())
                    .filter(|&(&a, &b)| {
                        assert!(a != 0.0 || b == 0.0, "what is pruned stays pruned");
                        b != 0.0
                    })
                    .count()
            })
            .sum::<usize>()
    );
    for (layer, after) in model.layers().iter().zip(rounded.layers()) {
        for (column, after) in layer
            .weights()
            .columns()
            .into_iter()
            .zip(after.weights().columns())
        {
            let largest = column.iter().fold(0.0f32, |m, w| m.max(w.abs()));
            for (a, b) in column.iter().zip(after) {
                assert!((a - b).abs() <= largest / 254.0 * 1.0001);
            }
        }
    }
    // Rounded once is rounded for good.
    assert!(same_bits(&int8::rounded(&rounded), &rounded));
}

#[test]
fn huffman_comes_within_a_bit_of_the_entropy() {
    let mut rng = rng(4);
    let symbols: Vec<u8> = (0..20_000)
        .map(|_| (rng.random::<f64>().powi(6) * 40.0) as u8)
        .collect();
    let mut counts = [0.0f64; 256];
    symbols.iter().for_each(|&s| counts[usize::from(s)] += 1.0);
    let total = symbols.len() as f64;
    let entropy: f64 = counts
        .iter()
        .filter(|&&c| c > 0.0)
        .map(|c| -c * (c / total).log2())
        .sum();
    let bits = 8.0 * huffman::encode(&symbols).len() as f64;
    assert!(
        bits >= entropy && bits < entropy + total + 300.0,
        "{bits} {entropy}"
    );
    // Counts like Fibonacci's ask for codes longer than 15 bits.
    let mut skewed = Vec::new();
    let (mut a, mut b) = (1usize, 1usize);
    for symbol in 0..24u8 {
        skewed.extend(std::iter::repeat_n(symbol, a));
        (a, b) = (b, a + b);
    }
    let bytes = huffman::encode(&skewed);
    assert_eq!(huffman::decode(&bytes, skewed.len()).unwrap().0, skewed);
}
