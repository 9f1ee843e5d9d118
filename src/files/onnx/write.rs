//! Writing ONNX.

use super::constant::{KEPT_ZEROS, write_kept_zeros};
use super::proto::{
    Attribute, Dimension, FLOAT, GraphProto, INT, INT8, ModelProto, NodeProto, OperatorSetId,
    Shape, TensorProto, TensorType, TypeProto, ValueInfo,
};
use super::read::PRODUCER;
use crate::compress::int8::{self, LEVELS};
use crate::files::formats::values::weights;
use crate::nn::input_rounding::InputRounding;
use crate::nn::mlp::Mlp;
use prost::Message;

const OPSET: i64 = 17;
const IR_VERSION: i64 = 8;

/// Writes a network in f32.
#[must_use]
pub fn write(model: &Mlp) -> Vec<u8> {
    write_graph(model, |graph, l, input| {
        let (layer, name) = (&model.layers()[l], format!("fc{}", l + 1));
        let x = match model.input_rounding().get(l) {
            Some(rounding) => graph.rounded(&name, input, rounding),
            None => input.into(),
        };
        let weight = format!("{name}.weight");
        graph.floats(&weight, &[layer.outputs(), layer.inputs()], &weights(layer));
        [x, weight]
    })
}

/// Writes a network in INT8 (QDQ); `largest` are the largest inputs of its layers
/// ([`crate::compress::inference::largest_inputs`]).
#[must_use]
pub fn write_int8(model: &Mlp, largest: &[f32]) -> Vec<u8> {
    write_graph(model, |graph, l, input| {
        let (layer, name) = (&model.layers()[l], format!("fc{}", l + 1));
        // Where nothing but zero was seen every level is zero here, and a scale must not be.
        let step = match largest[l] / LEVELS {
            step if step >= f32::MIN_POSITIVE => step,
            _ => f32::MAX,
        };
        let x = graph.quantized(&name, input, step);

        let of = |part: &str| format!("{name}.weight{part}");
        let rounded = int8::quantize(layer);
        let (outputs, inputs) = (layer.outputs(), layer.inputs());
        let is_kept = |at: usize| layer.is_kept(at % inputs, at / inputs);
        let kept_zeros = write_kept_zeros(&rounded.weights, is_kept);
        let bytes = rounded.weights.iter().map(|&q| q as u8).collect();
        graph.tensor(&of(".q"), INT8, &[outputs, inputs], bytes);
        if let Some(tensor) = graph.initializer.last_mut() {
            tensor.doc_string = kept_zeros.map(|zeros| format!("{KEPT_ZEROS}{zeros}"));
        }
        let some = |&scale: &f32| if scale > 0.0 { scale } else { 1.0 };
        let scales: Vec<f32> = rounded.scales.iter().map(some).collect();
        graph.floats(&of(".scale"), &[outputs], &scales);
        graph.tensor(&of(".zero"), INT8, &[outputs], vec![0; outputs]);
        let parts = [of(".q"), of(".scale"), of(".zero")];
        let parts = parts.each_ref().map(String::as_str);
        graph.node("DequantizeLinear", &parts, &of(""), Some(("axis", 0)));
        [x, of("")]
    })
}

/// Writes the graph; `operands(graph, layer, input)` adds what a layer's product needs and names its two factors.
fn write_graph(
    model: &Mlp,
    operands: impl Fn(&mut GraphProto, usize, &str) -> [String; 2],
) -> Vec<u8> {
    let layers = model.layers();
    let mut graph = GraphProto {
        name: Some("prunelab".into()),
        ..GraphProto::default()
    };
    let mut input = "image".to_owned();
    for (l, layer) in layers.iter().enumerate() {
        let [x, w] = operands(&mut graph, l, &input);
        let bias = format!("fc{}.bias", l + 1);
        graph.floats(&bias, &[layer.outputs()], layer.bias());
        let last = l + 1 == layers.len();
        let z = if last {
            "logits".into()
        } else {
            format!("fc{}.z", l + 1)
        };
        graph.node("Gemm", &[&x, &w, &bias], &z, Some(("transB", 1)));
        if !last {
            input = format!("fc{}.out", l + 1);
            graph.node("Relu", &[&z], &input, None);
        }
    }
    let (first, last) = (&layers[0], &layers[layers.len() - 1]);
    graph.input.push(value("image", first.inputs()));
    graph.output.push(value("logits", last.outputs()));
    let opset = OperatorSetId {
        domain: Some(String::new()),
        version: Some(OPSET),
    };
    let model = ModelProto {
        ir_version: Some(IR_VERSION),
        producer_name: Some(PRODUCER.into()),
        graph: Some(graph),
        opset_import: vec![opset],
    };
    model.encode_to_vec()
}

impl GraphProto {
    fn tensor(&mut self, name: &str, data_type: i32, dims: &[usize], raw: Vec<u8>) {
        self.initializer.push(TensorProto {
            dims: dims.iter().map(|&d| d as i64).collect(),
            data_type: Some(data_type),
            name: Some(name.into()),
            raw_data: Some(raw),
            ..TensorProto::default()
        });
    }

    fn floats(&mut self, name: &str, dims: &[usize], values: &[f32]) {
        let raw = values.iter().flat_map(|v| v.to_le_bytes()).collect();
        self.tensor(name, FLOAT, dims, raw);
    }

    fn node(&mut self, op: &str, input: &[&str], output: &str, attribute: Option<(&str, i64)>) {
        let attribute = attribute.map(|(name, i)| Attribute {
            name: Some(name.into()),
            i: Some(i),
            kind: Some(INT),
            ..Attribute::default()
        });
        self.node.push(NodeProto {
            input: input.iter().map(|&name| name.into()).collect(),
            output: vec![output.into()],
            name: Some(format!("{op} {output}")),
            op_type: Some(op.into()),
            attribute: attribute.into_iter().collect(),
        });
    }

    /// Rounds the inputs of layer `name` to INT8 and back; returns what they are called then.
    fn quantized(&mut self, name: &str, input: &str, step: f32) -> String {
        let of = |part: &str| format!("{name}.input{part}");
        self.floats(&of(".scale"), &[], &[step]);
        self.tensor(&of(".zero"), INT8, &[], vec![0]);
        let (scale, zero, q) = (of(".scale"), of(".zero"), of(".q"));
        self.node("QuantizeLinear", &[input, &scale, &zero], &q, None);
        self.node("DequantizeLinear", &[&q, &scale, &zero], &of(""), None);
        of("")
    }

    /// Rounds the inputs of layer `name` in floats, and returns what they are called then: with QuantizeLinear
    /// onnxruntime would round the weights, too, and answer differently.
    fn rounded(&mut self, name: &str, input: &str, rounding: &InputRounding) -> String {
        let of = |part: &str| format!("{name}.input{part}");
        self.floats(&of(".scale"), &[], &[rounding.scale]);
        self.floats(&of(".top"), &[], &[f32::from(rounding.top)]);
        let [scale, top, steps, cut, whole] =
            [".scale", ".top", ".steps", ".cut", ".whole"].map(of);
        self.node("Div", &[input, &scale], &steps, None);
        self.node("Clip", &[&steps, "", &top], &cut, None);
        self.node("Round", &[&cut], &whole, None);
        self.node("Mul", &[&whole, &scale], &of(""), None);
        of("")
    }
}

fn value(name: &str, columns: usize) -> ValueInfo {
    let rows = Dimension {
        dim_param: Some("n".into()),
        ..Dimension::default()
    };
    let columns = Dimension {
        dim_value: Some(columns as i64),
        ..Dimension::default()
    };
    let tensor_type = TensorType {
        elem_type: Some(FLOAT),
        shape: Some(Shape {
            dim: vec![rows, columns],
        }),
    };
    ValueInfo {
        name: Some(name.into()),
        kind: Some(TypeProto {
            tensor_type: Some(tensor_type),
        }),
    }
}
