//! safetensors files. Round trips to the bit; broken input gets an error.

use crate::common::{fixture_bytes, masked};
use proptest::prelude::*;
use prunelab::Error;
use prunelab::files::network::{check_fit, read};
use prunelab::files::safetensors::write;
use prunelab::nn::dense::Dense;
use prunelab::nn::init::rng;
use prunelab::nn::mlp::Mlp;

/// A random network of these widths with about `density` of its weights.
fn network(sizes: &[usize], density: f64, seed: u64) -> Mlp {
    masked(sizes, density, &mut rng(seed))
}

fn parameters(model: &Mlp) -> Vec<u32> {
    let layer = |l: &Dense| {
        l.weights()
            .iter()
            .chain(l.bias())
            .map(|x| x.to_bits())
            .collect::<Vec<_>>()
    };
    model.layers().iter().flat_map(layer).collect()
}

proptest! {
    #[test]
    fn a_network_comes_back_bit_for_bit(a in 1usize..40, b in 1usize..20, c in 1usize..5, density in 0.0..=1.0f64, seed: u64) {
        let sizes = [a, b, c];
        let model = network(&sizes, density, seed);
        prop_assert_eq!(parameters(&read("x", &write(&model).unwrap()).unwrap()), parameters(&model));
    }

    #[test]
    fn broken_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        prop_assert!(read("x", &bytes).is_err());
    }

    #[test]
    fn cut_files_are_refused(density in 0.0..=1.0f64, seed: u64, cut in 1usize..30) {
        let sizes = [9, 7, 3];
        let model = network(&sizes, density, seed);
        let file = write(&model).unwrap();
        prop_assert!(read("x", &file[..file.len() - cut]).is_err());
    }
}

#[test]
fn pytorchs_file_is_read_in_its_orientation_and_written_back_alike() {
    let bytes = fixture_bytes("mnist-784-256-10.safetensors");
    let model = read("golden", &bytes).unwrap();
    assert_eq!(model.sizes(), [784, 256, 10]);
    let tensors = safetensors::SafeTensors::deserialize(&bytes).unwrap();
    let weight = tensors.tensor("fc1.weight").unwrap();
    let at = |o: usize, i: usize| {
        let from = 4 * (o * 784 + i);
        f32::from_le_bytes(weight.data()[from..from + 4].try_into().unwrap())
    };
    assert_eq!(model.layers()[0].weights()[[400, 3]], at(3, 400));
    let back = write(&model).unwrap();
    let back = safetensors::SafeTensors::deserialize(&back).unwrap();
    for name in ["fc1.weight", "fc1.bias", "fc2.weight", "fc2.bias"] {
        assert_eq!(
            back.tensor(name).unwrap().shape(),
            tensors.tensor(name).unwrap().shape()
        );
        assert_eq!(
            back.tensor(name).unwrap().data(),
            tensors.tensor(name).unwrap().data()
        );
    }
}

/// A safetensors file of the given tensors.
fn file(tensors: &[(&str, Vec<usize>, Vec<f32>)]) -> Vec<u8> {
    let bytes: Vec<Vec<u8>> = tensors
        .iter()
        .map(|(_, _, values)| values.iter().flat_map(|v| v.to_le_bytes()).collect())
        .collect();
    let views = tensors.iter().zip(&bytes).map(|((name, shape, _), bytes)| {
        (
            *name,
            safetensors::tensor::TensorView::new(safetensors::Dtype::F32, shape.clone(), bytes)
                .unwrap(),
        )
    });
    safetensors::serialize(views, None).unwrap()
}

/// The code with which a file of these tensors is refused, and one of its fields.
fn refused(tensors: &[(&str, Vec<usize>, Vec<f32>)], field: &str) -> (String, String) {
    match read("my.safetensors", &file(tensors)) {
        Err(Error::Refused(refused)) => {
            assert_eq!(refused.params["file"], "my.safetensors");
            (refused.code.clone(), refused.params[field].clone())
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_file_that_is_no_network_is_refused_by_name() {
    let is = |code: &str, value: &str| (code.to_owned(), value.to_owned());
    let flat = [("fc1.weight", vec![6], vec![0.0; 6])];
    assert_eq!(
        refused(&flat, "found"),
        is("network-no-matrix", "fc1.weight")
    );
    let first = ("fc1.weight", vec![2, 3], vec![1.0; 6]);
    let bias = ("fc1.bias", vec![2], vec![0.0; 2]);
    let long = [first.clone(), ("fc1.bias", vec![3], vec![0.0; 3])];
    assert_eq!(refused(&long, "tensor"), is("network-shape", "fc1.bias"));
    let unlinked = [
        first.clone(),
        bias.clone(),
        ("fc2.weight", vec![2, 4], vec![1.0; 8]),
        ("fc2.bias", vec![2], vec![0.0; 2]),
    ];
    assert_eq!(
        refused(&unlinked, "tensor"),
        is("network-unlinked", "fc2.weight")
    );
    let nan = [first.clone(), ("fc1.bias", vec![2], vec![0.0, f32::NAN])];
    assert_eq!(refused(&nan, "index"), is("network-not-finite", "1"));
    assert!(read("x", b"not a file").is_err());
    let model = read("x", &file(&[first, bias])).unwrap();
    assert!(check_fit("x", &model, 3, 2).is_ok());
    let pixels = check_fit("x", &model, 784, 2).unwrap_err();
    assert!(matches!(
        pixels,
        Error::NetworkInputs {
            found: 3,
            expected: 784,
            ..
        }
    ));
    let classes = check_fit("x", &model, 3, 10).unwrap_err();
    assert!(matches!(
        classes,
        Error::NetworkClasses {
            found: 2,
            expected: 10,
            ..
        }
    ));
}
