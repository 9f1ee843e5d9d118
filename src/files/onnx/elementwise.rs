//! What is done to every feature for itself: constants added and multiplied by, normalizations, and ReLU in its forms.

use super::graph::{attribute, real, whole};
use super::network::{Network, Stage};
use super::proto::NodeProto;
use super::tensor::Tensor;
use crate::Result;
use crate::files::layer::Affine;
use crate::files::names;

impl Network<'_, '_> {
    /// Returns a constant as numbers of features: one for all, or one a feature.
    pub(super) fn features(&self, node: &NodeProto, constant: &Tensor) -> Result<Vec<f64>> {
        let count = constant.values.len();
        let is_column = matches!(constant.dims[..], [_, 1]);
        let by_feature = match self.layers.last() {
            Some(layer) => {
                let lies = !is_column || self.is_columns;
                lies && count == layer.outputs
                    && constant.dims.iter().all(|&d| d == 1 || d == count)
            }
            None => !is_column || self.is_columns,
        };
        if count == 1 || by_feature {
            return Ok(constant.values.clone());
        }
        let shape = names::shape(&constant.dims);
        Err(self.graph.setting(node, format!("shape {shape}")))
    }

    pub(super) fn arithmetic(&mut self, node: &NodeProto, data: usize) -> Result<()> {
        if data > 1 {
            return Err(self.graph.place(node));
        }
        let constant = self.graph.constant(node, 1 - data)?;
        let numbers = self.features(node, &constant)?;
        let (one, none) = (vec![1.0], vec![0.0]);
        let affine = match (node.op_type(), data) {
            ("Add", _) => Affine {
                scale: one,
                shift: numbers,
            },
            ("Sub", 0) => Affine {
                scale: one,
                shift: numbers.iter().map(|x| -x).collect(),
            },
            ("Sub", _) => Affine {
                scale: vec![-1.0],
                shift: numbers,
            },
            ("Mul", _) => Affine {
                scale: numbers,
                shift: none,
            },
            ("Div", 0) if numbers.iter().all(|&x| x != 0.0) => Affine {
                scale: numbers.iter().map(|x| 1.0 / x).collect(),
                shift: none,
            },
            _ => return Err(self.graph.operator(node)),
        };
        self.affine(node, &affine)
    }

    pub(super) fn batch_normalization(&mut self, node: &NodeProto, data: usize) -> Result<()> {
        if data != 0 || whole(node, "training_mode", 0) != 0 {
            return Err(self.graph.setting(node, "training_mode = 1".into()));
        }
        let part = |at: usize| self.graph.constant(node, at).map(|tensor| tensor.values);
        let (gamma, beta, mean, variance) = (part(1)?, part(2)?, part(3)?, part(4)?);
        let epsilon = real(node, "epsilon", 1e-5);
        let affine = Affine::normalization(&gamma, &beta, &mean, &variance, epsilon);
        self.folded.push(self.graph.name_of(node));
        self.affine(node, &affine)
    }

    /// scikit-learn's StandardScaler: (x - offset) scale.
    pub(super) fn scaler(&mut self, node: &NodeProto) -> Result<()> {
        let list = |name: &str, none: f64| {
            let floats = attribute(node, name).map(|a| a.floats.as_slice());
            let floats: Vec<f64> = floats
                .unwrap_or_default()
                .iter()
                .map(|&f| f.into())
                .collect();
            if floats.is_empty() {
                vec![none]
            } else {
                floats
            }
        };
        let (offset, scale) = (list("offset", 0.0), list("scale", 1.0));
        let minus = Affine {
            scale: vec![1.0],
            shift: offset.iter().map(|x| -x).collect(),
        };
        let times = Affine {
            scale,
            shift: vec![0.0],
        };
        self.affine(node, &minus.then(&times))
    }

    /// Folds a function of every feature into the layer before, or keeps it for the next.
    fn affine(&mut self, node: &NodeProto, affine: &Affine) -> Result<()> {
        let finite = affine
            .scale
            .iter()
            .chain(&affine.shift)
            .all(|x| x.is_finite());
        let features = affine.features();
        let width = self.layers.last().map(|layer| layer.outputs);
        let fits = features == 1
            || width.map_or_else(
                || [1, features].contains(&self.pending.features()),
                |width| width == features,
            );
        if !finite || !fits {
            return Err(self.graph.setting(node, format!("{features} numbers")));
        }
        match (self.stage, self.layers.last_mut()) {
            (Stage::Outputs, Some(layer)) => {
                if self.rounded_outputs.is_some() {
                    return Err(self.graph.rounding(node));
                }
                layer.fold_after(affine);
            }
            (Stage::Inputs | Stage::Outputs | Stage::Answer, _) => {
                if self.layers.is_empty() {
                    self.normalized.push(node.op_type().into());
                }
                self.pending = self.pending.then(affine);
            }
        }
        Ok(())
    }

    pub(super) fn relu(&mut self, node: &NodeProto) -> Result<()> {
        match self.stage {
            Stage::Outputs => {
                if let Some((rounding, _)) = self.rounded_outputs.take() {
                    self.roundings.insert(self.layers.len(), rounding);
                }
                self.stage = Stage::Inputs;
                Ok(())
            }
            // Pixels and what ReLU gave are not negative.
            Stage::Inputs if self.pending.factor().is_some_and(|factor| factor > 0.0) => Ok(()),
            Stage::Inputs | Stage::Answer => Err(self.graph.place(node)),
        }
    }

    pub(super) fn clip(&mut self, node: &NodeProto) -> Result<()> {
        let bound = |at: usize, name: &str| match attribute(node, name).and_then(|a| a.f) {
            Some(bound) => Ok(Some(f64::from(bound))),
            None => self
                .graph
                .optional(node, at)
                .map(|t| t.and_then(|t| t.number())),
        };
        let (min, max) = (bound(1, "min")?, bound(2, "max")?);
        let max = max.filter(|&max| max < f64::from(f32::MAX));
        let min = min.filter(|&min| min > f64::from(f32::MIN));
        match (min, max) {
            (None, None) => Ok(()),
            (Some(0.0), None) => self.relu(node),
            // Pixels lie from 0 to 1 anyhow.
            (min, max)
                if self.layers.is_empty()
                    && self.pending.is_identity()
                    && min.is_none_or(|min| min <= 0.0)
                    && max.is_none_or(|max| max >= 1.0) =>
            {
                Ok(())
            }
            (_, Some(max)) => Err(self.graph.setting(node, format!("max = {max}"))),
            (Some(min), None) => Err(self.graph.setting(node, format!("min = {min}"))),
        }
    }

    pub(super) fn max(&mut self, node: &NodeProto, data: usize) -> Result<()> {
        if node.input.len() != 2 {
            return Err(self.graph.operator(node));
        }
        let floor = self.graph.constant(node, 1 - data.min(1))?;
        match floor.values.iter().find(|&&value| value != 0.0) {
            None => self.relu(node),
            Some(value) => Err(self.graph.setting(node, format!("max(x, {value})"))),
        }
    }
}
