//! Constants of an ONNX graph: initializers, and what a few operators make of them.

use super::graph::{Graph, attribute, input, whole};
use super::proto::NodeProto;
use super::proto::{INT8, UINT8};
use super::tensor::{self, Tensor};
use crate::Result;
use crate::files::quantized::{Zeros, pruned_zeros};

/// What a tensor's note begins with that says which of its zeros are not pruned.
pub const KEPT_ZEROS: &str = "kept zeros: ";
/// The most operators on the way from an initializer to where it is used.
const MAX_DEPTH: usize = 16;
/// The most numbers that operators make of smaller tensors.
const MAX_NUMBERS: usize = 1 << 23;

impl Graph<'_> {
    /// Evaluates input number `at` of a node, which must not depend on the image.
    ///
    /// # Errors
    /// [`Refusal`](crate::files::refusal::Refusal)s that name a node or a tensor.
    pub fn constant(&self, node: &NodeProto, at: usize) -> Result<Tensor> {
        match self.optional(node, at)? {
            Some(tensor) => Ok(tensor),
            None => Err(self.setting(node, format!("input {at} = none"))),
        }
    }

    /// Evaluates input number `at` of a node, if it is there.
    pub fn optional(&self, node: &NodeProto, at: usize) -> Result<Option<Tensor>> {
        match input(node, at) {
            Some(name) => self.evaluate(node, name, 0).map(Some),
            None => Ok(None),
        }
    }

    fn evaluate(&self, user: &NodeProto, name: &str, depth: usize) -> Result<Tensor> {
        if let Some(tensor) = self.tensors.get(name) {
            return tensor::read(self.file, name, tensor, self.beside);
        }
        let Some(&node) = self.makers.get(name).filter(|_| depth < MAX_DEPTH) else {
            return Err(self.place(user));
        };
        let optional = |at: usize| match input(node, at) {
            Some(name) => self.evaluate(node, name, depth + 1).map(Some),
            None => Ok(None),
        };
        let needed =
            |at| optional(at)?.ok_or_else(|| self.setting(node, format!("input {at} = none")));
        match node.op_type() {
            "Constant" => self.value(node, name),
            "Identity" | "Cast" | "Dropout" => needed(0),
            // What a batch decides is 1 and 0 here, so what is multiplied by it stays as it is.
            "DynamicQuantizeLinear" => {
                let is_scale = node.output.get(1).is_some_and(|output| output == name);
                Ok(Tensor::scalar(if is_scale { 1.0 } else { 0.0 }))
            }
            "Transpose" => {
                let tensor = needed(0)?;
                let is_same = |perm: &[i64]| (0..).zip(perm).all(|(at, &p): (i64, _)| at == p);
                if attribute(node, "perm").is_some_and(|perm| is_same(&perm.ints)) {
                    return Ok(tensor);
                }
                tensor.transposed().ok_or_else(|| self.operator(node))
            }
            "Reshape" | "Squeeze" | "Unsqueeze" | "Flatten" => {
                let mut tensor = needed(0)?;
                // As one dimension or a matrix: what is needed of it is its numbers and their order.
                if tensor.dims.len() > 2 || node.op_type() == "Squeeze" {
                    tensor.dims.retain(|&size| size != 1);
                }
                Ok(tensor)
            }
            "Mul" | "Add" | "Sub" | "Div" => {
                let (a, b) = (needed(0)?, needed(1)?);
                combine(node.op_type(), &a, &b).ok_or_else(|| self.operator(node))
            }
            "DequantizeLinear" => {
                let (q, scale, zero) = (needed(0)?, needed(1)?, optional(2)?);
                let name = input(node, 0).unwrap_or_default();
                self.dequantized(node, name, q, &scale, zero.as_ref())
            }
            _ => Err(self.operator(node)),
        }
    }

    /// Reads the value of a Constant.
    fn value(&self, node: &NodeProto, name: &str) -> Result<Tensor> {
        if let Some(tensor) = attribute(node, "value").and_then(|a| a.t.as_ref()) {
            return tensor::read(self.file, name, tensor, self.beside);
        }
        let list = |values: Vec<f64>| Tensor {
            dims: vec![values.len()],
            values,
            kept: None,
        };
        let found = node.attribute.iter().find_map(|a| match a.name() {
            "value_float" => a.f.map(|f| Tensor::scalar(f.into())),
            "value_int" => a.i.map(|i| Tensor::scalar(i as f64)),
            "value_floats" => Some(list(a.floats.iter().map(|&f| f.into()).collect())),
            "value_ints" => Some(list(a.ints.iter().map(|&i| i as f64).collect())),
            _ => None,
        });
        let found = found.filter(|tensor| tensor.values.iter().all(|value| value.is_finite()));
        found.ok_or_else(|| self.setting(node, "value = ?".into()))
    }

    /// Computes s (q - z), one s and z for all or for every place along an axis.
    fn dequantized(
        &self,
        node: &NodeProto,
        name: &str,
        mut q: Tensor,
        scale: &Tensor,
        zero: Option<&Tensor>,
    ) -> Result<Tensor> {
        let axis = match whole(node, "axis", 1) {
            axis if axis < 0 => axis + q.dims.len() as i64,
            axis => axis,
        };
        let (many, stride) = match usize::try_from(axis).ok().filter(|&a| a < q.dims.len()) {
            Some(axis) => (q.dims[axis], q.dims[axis + 1..].iter().product()),
            None => (1, 1),
        };
        // A bias has one scale an output, whatever the axis says.
        let (many, stride) = match &q.dims[..] {
            &[length] => (length, 1),
            _ => (many, stride),
        };
        let many = if scale.values.len() == 1 { 1 } else { many };
        let fits = |tensor: &Tensor| tensor.values.len() == many;
        if !fits(scale) || !zero.is_none_or(|zero| fits(zero) || zero.number().is_some()) {
            let found = scale.values.len();
            return Err(self.setting(node, format!("{found} scales")));
        }
        let unit = |at: usize| at / usize::max(stride, 1) % many.max(1);
        for (at, q) in q.values.iter_mut().enumerate() {
            let zero = zero.map_or(0.0, |zero| match zero.number() {
                Some(zero) => zero,
                None => zero.values[unit(at)],
            });
            *q -= zero;
        }
        let type_of = self.tensors.get(name).map(|tensor| tensor.data_type());
        if q.dims.len() == 2 && matches!(type_of, Some(INT8 | UINT8) | None) {
            q.kept = self.kept(name, &q.values);
        }
        for (at, q) in q.values.iter_mut().enumerate() {
            // A pruned weight is a zero without a sign.
            *q = *q * scale.values[unit(at)] + 0.0;
        }
        Ok(q)
    }

    /// Returns which of a layer's whole numbers are not pruned; none where all zeros are.
    pub fn kept(&self, name: &str, levels: &[f64]) -> Option<Vec<bool>> {
        if self.is_ours {
            let text = self
                .tensors
                .get(name)?
                .doc_string()
                .strip_prefix(KEPT_ZEROS)?;
            return Some(read_kept_zeros(levels, text));
        }
        match pruned_zeros(levels) {
            Zeros::Rounded(_) => Some(vec![true; levels.len()]),
            Zeros::Pruned => None,
        }
    }
}

/// Writes which zeros among the levels of a layer are not pruned: one bit a zero, six a character from '0' on. None where
/// all are pruned.
pub fn write_kept_zeros(levels: &[i8], is_kept: impl Fn(usize) -> bool) -> Option<String> {
    let zeros = levels.iter().enumerate().filter(|&(_, &q)| q == 0);
    let bits: Vec<bool> = zeros.map(|(at, _)| is_kept(at)).collect();
    let six = |bits: &[bool]| {
        let bits = (0..).zip(bits).map(|(place, &bit)| u8::from(bit) << place);
        char::from(b'0' + bits.sum::<u8>())
    };
    let text = || bits.chunks(6).map(six).collect();
    bits.contains(&true).then(text)
}

fn read_kept_zeros(levels: &[f64], text: &str) -> Vec<bool> {
    let mut bits = text
        .bytes()
        .flat_map(|six| (0..6).map(move |at| six.wrapping_sub(b'0') >> at & 1 == 1));
    let mut is_kept = |&q: &f64| q != 0.0 || bits.next().unwrap_or(false);
    levels.iter().map(&mut is_kept).collect()
}

/// Computes an operator on two constants, the smaller repeated as numpy does.
fn combine(op: &str, a: &Tensor, b: &Tensor) -> Option<Tensor> {
    let rank = a.dims.len().max(b.dims.len());
    let size = |tensor: &Tensor, at: usize| {
        let missing = rank - tensor.dims.len();
        at.checked_sub(missing).map_or(1, |at| tensor.dims[at])
    };
    let mut dims = Vec::new();
    for at in 0..rank {
        dims.push(match (size(a, at), size(b, at)) {
            (a, b) if a == b => a,
            (1, n) | (n, 1) => n,
            _ => return None,
        });
    }
    let count = dims.iter().try_fold(1usize, |n, &d| n.checked_mul(d));
    let count = count.filter(|&n| n <= MAX_NUMBERS)?;
    let place = |tensor: &Tensor, index: usize| {
        let (mut left, mut stride, mut place) = (index, 1, 0);
        for at in (0..rank).rev() {
            let (whole, own) = (dims[at], size(tensor, at));
            place += (left % whole).min(own - 1) * stride;
            left /= whole;
            stride *= own;
        }
        place
    };
    let apply = |index: usize| {
        let (x, y) = (a.values[place(a, index)], b.values[place(b, index)]);
        match op {
            "Mul" => x * y,
            "Add" => x + y,
            "Sub" => x - y,
            _ => x / y,
        }
    };
    let values: Vec<f64> = (0..count).map(apply).collect();
    // Weights times a mask: what it makes zero was pruned.
    let is_mask = |tensor: &Tensor| {
        tensor.values.len() == count
            && count > 1
            && tensor.values.iter().all(|&m| m == 0.0 || m == 1.0)
    };
    let mask = [b, a].into_iter().find(|tensor| is_mask(tensor));
    let kept = match mask.filter(|_| op == "Mul") {
        Some(mask) => Some(mask.values.iter().map(|&m| m != 0.0).collect()),
        None => a
            .kept
            .clone()
            .or_else(|| b.kept.clone())
            .filter(|kept| kept.len() == count),
    };
    Some(Tensor { dims, values, kept })
}
