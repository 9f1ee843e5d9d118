//! PyTorch's own file of a pruned network: weights times mask are the weights, and no byte is saved.

use crate::common::masked;
use prunelab::files::{safetensors as plain, torch};
use prunelab::nn::init::rng;
use prunelab::nn::mlp::Mlp;
use safetensors::SafeTensors;

/// The numbers of a tensor.
fn numbers(file: &SafeTensors<'_>, name: &str) -> Vec<f32> {
    let view = file.tensor(name).unwrap();
    let (words, rest) = view.data().as_chunks();
    assert!(rest.is_empty());
    words.iter().map(|&word| f32::from_le_bytes(word)).collect()
}

#[test]
fn weights_times_mask_are_the_weights() {
    let model = masked(&[12, 7, 3], 0.4, &mut rng(3));
    let bytes = torch::write(&model).unwrap();
    let file = SafeTensors::deserialize(&bytes).unwrap();
    for (layer, number) in model.layers().iter().zip(1..) {
        let [weights, mask, bias] = ["weight_orig", "weight_mask", "bias"]
            .map(|tensor| numbers(&file, &format!("fc{number}.{tensor}")));
        let product: Vec<f32> = weights.iter().zip(&mask).map(|(w, m)| w * m).collect();
        let expected: Vec<f32> = layer.weights().t().iter().copied().collect();
        assert_eq!(product, expected);
        assert_eq!(mask.iter().filter(|&&m| m == 1.0).count(), layer.kept());
        assert!(mask.iter().all(|&m| m == 0.0 || m == 1.0));
        assert_eq!(bias, layer.bias().to_vec());
    }
}

#[test]
fn a_pruned_network_takes_four_bytes_more_for_every_weight_than_a_dense_one() {
    let dense = Mlp::random(&[40, 20, 10], &mut rng(1));
    let pruned = masked(&[40, 20, 10], 0.1, &mut rng(1));
    let data = |bytes: &[u8]| -> usize {
        let file = SafeTensors::deserialize(bytes).unwrap();
        file.tensors()
            .iter()
            .map(|(_, view)| view.data().len())
            .sum()
    };
    let weights = 40 * 20 + 20 * 10;
    assert_eq!(torch::write(&dense).unwrap(), plain::write(&dense).unwrap());
    let bytes = torch::write(&pruned).unwrap();
    assert_eq!(data(&bytes), 4 * (2 * weights + 30));
}
