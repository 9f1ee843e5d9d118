//! Networks as PyTorch itself keeps a pruned one: safetensors in which `torch.nn.utils.prune` has put two tensors in the
//! place of each pruned weight, `fc1.weight_orig` (outputs, inputs) and `fc1.weight_mask` (outputs, inputs), both in f32.
//! A pruned network is then larger than the dense one. Layers without a pruned weight keep `fc1.weight`.

use super::refusal::Refusal;
use crate::nn::mlp::Mlp;
use crate::{Error, Result};
use safetensors::tensor::{Dtype, TensorView};

/// Writes the network; what was pruned is zero in `weight_orig` as well.
///
/// # Errors
/// [`Refusal::NetworkDamaged`] with what the safetensors crate says.
pub fn write(model: &Mlp) -> Result<Vec<u8>> {
    let mut parts: Vec<(String, Vec<usize>, Vec<u8>)> = Vec::new();
    for (layer, number) in model.layers().iter().zip(1..) {
        let shape = vec![layer.outputs(), layer.inputs()];
        let name = |tensor: &str| format!("fc{number}.{tensor}");
        let weights = floats(layer.weights().t().iter().copied());
        if layer.kept() < layer.len() {
            let places =
                (0..layer.outputs()).flat_map(|o| (0..layer.inputs()).map(move |i| (i, o)));
            let mask = floats(places.map(|(i, o)| f32::from(u8::from(layer.is_kept(i, o)))));
            parts.push((name("weight_orig"), shape.clone(), weights));
            parts.push((name("weight_mask"), shape, mask));
        } else {
            parts.push((name("weight"), shape, weights));
        }
        let bias = floats(layer.bias().iter().copied());
        parts.push((name("bias"), vec![layer.outputs()], bias));
    }
    let views = parts
        .iter()
        .map(|(name, shape, bytes)| Ok((name, TensorView::new(Dtype::F32, shape.clone(), bytes)?)))
        .collect::<std::result::Result<Vec<_>, _>>()
        .map_err(failed)?;
    safetensors::serialize(views, None).map_err(failed)
}

fn floats(values: impl Iterator<Item = f32>) -> Vec<u8> {
    values.flat_map(f32::to_le_bytes).collect()
}

fn failed(error: safetensors::SafeTensorError) -> Error {
    Refusal::NetworkDamaged {
        file: "network.safetensors".into(),
        kind: error.to_string(),
    }
    .into()
}
