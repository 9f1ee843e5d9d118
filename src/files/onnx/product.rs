//! Products of values that depend on the image with weights: Gemm and MatMul, the weights as either factor.

use super::graph::{attribute, input, real, whole};
use super::network::{Network, Stage};
use super::proto::NodeProto;
use super::tensor::Tensor;
use crate::Result;
use crate::files::layer::{Affine, Layer};
use crate::files::names;
use crate::files::refusal::Refusal;

impl Network<'_, '_> {
    pub(super) fn gemm(&mut self, node: &NodeProto, data: usize) -> Result<()> {
        let is_set = |name: &str| whole(node, name, 0) != 0;
        let (alpha, beta) = (real(node, "alpha", 1.0), real(node, "beta", 1.0));
        self.product(node, data, [is_set("transA"), is_set("transB")], alpha)?;
        if let Some(bias) = self.graph.optional(node, 2)? {
            let bias: Vec<f64> = self.features(node, &bias)?;
            if let Some(layer) = self.layers.last_mut() {
                for (o, sum) in layer.bias.iter_mut().enumerate() {
                    let value = beta * bias[if bias.len() == 1 { 0 } else { o }];
                    // To a zero nothing is added: a negative one stays one.
                    *sum = if *sum == 0.0 { value } else { *sum + value };
                }
            }
        }
        match attribute(node, "activation").and_then(|a| a.s.as_deref()) {
            None | Some(b"") => Ok(()),
            Some(b"Relu") => self.relu(node),
            Some(other) => {
                let other = String::from_utf8_lossy(other);
                Err(self.graph.setting(node, format!("activation = {other}")))
            }
        }
    }

    pub(super) fn matmul(&mut self, node: &NodeProto, data: usize) -> Result<()> {
        let is_set = |name: &str| whole(node, name, 0) != 0;
        self.product(
            node,
            data,
            [is_set("transA"), is_set("transB")],
            real(node, "alpha", 1.0),
        )
    }

    /// Takes a product of two factors, one of which is weights.
    fn product(
        &mut self,
        node: &NodeProto,
        data: usize,
        transposed: [bool; 2],
        alpha: f64,
    ) -> Result<()> {
        if self.stage != Stage::Inputs || data > 1 || self.steps.has_begun() {
            return Err(self.graph.place(node));
        }
        let mut weights = self.graph.constant(node, 1 - data)?;
        if node.op_type() == "MatMulInteger" {
            self.integers(node, data, &mut weights)?;
        }
        let left = weights.dims.clone();
        if transposed[1 - data] {
            weights = weights.transposed().ok_or_else(|| self.graph.place(node))?;
        }
        // As (outputs, inputs): W in W x, and its transpose in x W.
        if data == 0 {
            weights = weights.transposed().ok_or_else(|| self.graph.place(node))?;
        }
        let takes_columns = self.is_columns != transposed[data];
        // A column of pixels, or pixels without a batch.
        let begins = self.layers.is_empty() && !self.is_columns;
        if takes_columns != (data == 1) && !(begins && data == 1 && self.input_rank() != 2) {
            let is_column = begins && data == 1 && !transposed[data];
            if !is_column {
                return Err(self.graph.place(node));
            }
        }
        self.is_columns = data == 1;
        let before = self.layers.last().map(|layer| layer.outputs);
        let fits = |&(outputs, inputs): &(usize, usize)| {
            let is_next = before.is_none_or(|before| before == inputs);
            let features = self.pending.features();
            is_next && outputs > 0 && inputs > 0 && (features == 1 || features == inputs)
        };
        let found = match weights.dims[..] {
            [outputs, inputs] => Some((outputs, inputs)),
            _ => None,
        };
        let (outputs, inputs) = found.filter(fits).ok_or_else(|| {
            let name = input(node, 1 - data).unwrap_or_default();
            let expected = before.unwrap_or_else(|| self.pending.features());
            Refusal::NetworkShape {
                file: self.graph.file.into(),
                tensor: names::short(name),
                found: names::shape(&left),
                expected: expected.to_string(),
            }
        })?;
        let name = input(node, 1 - data).unwrap_or_default();
        let mut layer = Layer {
            name: name.into(),
            inputs,
            outputs,
            weights: weights.values,
            bias: vec![0.0; outputs],
            kept: weights.kept,
        };
        if alpha != 1.0 {
            let shift = vec![0.0];
            let scale = vec![alpha];
            layer.fold_after(&Affine { scale, shift });
        }
        layer.fold_before(&self.pending);
        if let Some(kept) = &layer.kept {
            let both = layer.weights.iter().zip(kept);
            self.zeros += both.filter(|(w, kept)| **w == 0.0 && **kept).count();
        }
        self.pending = Affine::identity();
        self.layers.push(layer);
        self.stage = Stage::Outputs;
        Ok(())
    }

    /// Takes away the zero of whole numbers, one for all or one a column.
    fn integers(&self, node: &NodeProto, data: usize, weights: &mut Tensor) -> Result<()> {
        let name = input(node, 1 - data).unwrap_or_default();
        let zero = self.graph.optional(node, 3 - data)?;
        let columns = weights.dims.last().copied().unwrap_or(1).max(1);
        for (at, weight) in weights.values.iter_mut().enumerate() {
            let zeros = zero.as_ref().map_or(&[][..], |zero| &zero.values);
            let zero = if zeros.len() == 1 { 0 } else { at % columns };
            *weight -= zeros.get(zero).copied().unwrap_or(0.0);
        }
        weights.kept = self.graph.kept(name, &weights.values);
        Ok(())
    }
}
