//! What the tensors of a state dict are together, with what PyTorch parametrizes them by computed:
//!
//! - pruned: `weight_orig` and `weight_mask` (torch.nn.utils.prune), `parametrizations.weight.original` with `0.mask`
//!   (torch.ao), `weight` with `mask` (ours) or `weight_mask`; the mask is kept;
//! - weight_norm (Salimans & Kingma 2016, arXiv:1602.07868): w = g v / |v|, of `weight_g` and `weight_v` or
//!   `parametrizations.weight.original0` and `original1`, |v| over all axes along which g has one entry;
//! - whole numbers with `weight_scale` and, where it is there, `weight_zero_point`: w = s (q - z).

use super::entry::{Entry, Source};
use super::param::Param;
use crate::files::names;
use crate::files::number::Type;
use crate::files::quantized::{Zeros, pruned_zeros};
use crate::files::refusal::Refusal;
use crate::{Error, Result};
use std::collections::{BTreeMap, BTreeSet};

/// The entries by name, and those that are used by now.
pub struct Entries<'a> {
    /// What is known of the file.
    pub source: &'a Source<'a>,
    /// All of them.
    pub by_name: BTreeMap<&'a str, &'a Entry<'a>>,
    /// Names of those that were read with another.
    pub used: BTreeSet<String>,
}

impl Entries<'_> {
    /// Reads the numbers of a tensor that must have this shape.
    fn numbers(&self, entry: &Entry<'_>) -> Result<Vec<f64>> {
        let dtype = entry.dtype.clone().map_err(|dtype| Refusal::NetworkType {
            file: self.source.file.into(),
            tensor: names::short(&entry.name),
            dtype: names::short(&dtype),
        })?;
        let values = dtype.read(&entry.data);
        if let Some(index) = values.iter().position(|value| !value.is_finite()) {
            return Err(Refusal::NetworkNotFinite {
                file: self.source.file.into(),
                tensor: names::short(&entry.name),
                index,
            }
            .into());
        }
        Ok(values)
    }

    /// Finds a tensor and notes that it is used.
    pub fn take(&mut self, name: &str) -> Option<Entry<'static>> {
        let entry = *self.by_name.get(name)?;
        self.used.insert(name.into());
        Some(Entry {
            name: entry.name.clone(),
            dtype: entry.dtype.clone(),
            shape: entry.shape.clone(),
            data: entry.data.to_vec().into(),
        })
    }

    pub fn has(&self, name: &str) -> bool {
        self.by_name.contains_key(name)
    }

    /// Returns whether a tensor only says something of another: a mask or scale whose weights come in their own turn.
    pub fn belongs_to_another(&self, name: &str) -> bool {
        let of = |suffix: &str| name.strip_suffix(suffix);
        let ours = of(".mask").is_some_and(|module| self.has(&format!("{module}.weight")));
        let partners: [(&str, &[&str]); 5] = [
            ("_mask", &["", "_orig"]),
            ("_scale", &[""]),
            ("_zero_point", &[""]),
            ("_v", &["_g"]),
            (".original1", &[".original0"]),
        ];
        let mut partners = partners.into_iter();
        let is_mask = name
            .split_once(".parametrizations.")
            .and_then(|(_, rest)| rest.strip_suffix(".0.mask"))
            .is_some();
        ours || is_mask
            || partners.any(|(suffix, owners)| {
                let base = of(suffix);
                let mut owners = owners.iter();
                base.is_some_and(|base| owners.any(|owner| self.has(&format!("{base}{owner}"))))
            })
    }

    /// Computes a parameter of which `entry` is the first part; none where it is no part.
    pub fn parametrized(&mut self, entry: &Entry<'_>) -> Result<Option<Param>> {
        if let Some(name) = entry.name.strip_suffix("_orig") {
            return match self.take(&format!("{name}_mask")) {
                Some(mask) => self.masked(name.into(), entry, &mask).map(Some),
                None => Err(self
                    .plain(entry, &mut 0)?
                    .part(self.source.file, "spectral_norm")),
            };
        }
        if let Some(name) = entry.name.strip_suffix("_g")
            && let Some(v) = self.take(&format!("{name}_v"))
        {
            return self.weight_norm(name.into(), entry, &v).map(Some);
        }
        let Some((module, rest)) = entry.name.split_once(".parametrizations.") else {
            return Ok(None);
        };
        if let Some(leaf) = rest.strip_suffix(".original0")
            && let Some(v) = self.take(&format!("{module}.parametrizations.{leaf}.original1"))
        {
            return self
                .weight_norm(format!("{module}.{leaf}"), entry, &v)
                .map(Some);
        }
        if let Some(leaf) = rest.strip_suffix(".original")
            && let Some(mask) = self.take(&format!("{module}.parametrizations.{leaf}.0.mask"))
        {
            return self
                .masked(format!("{module}.{leaf}"), entry, &mask)
                .map(Some);
        }
        if self.belongs_to_another(&entry.name) {
            return Ok(None);
        }
        Err(self
            .plain(entry, &mut 0)?
            .part(self.source.file, "parametrization"))
    }

    /// Computes weight * mask.
    fn masked(&mut self, name: String, weight: &Entry<'_>, mask: &Entry<'_>) -> Result<Param> {
        let kept = self.mask(&weight.shape, mask)?;
        let mut values = self.numbers(weight)?;
        for (value, &kept) in values.iter_mut().zip(&kept) {
            if !kept {
                *value = 0.0;
            }
        }
        Ok(Param {
            name,
            shape: weight.shape.clone(),
            values,
            kept: Some(kept),
        })
    }

    /// Reads a mask of any type, whose numbers are 0 or 1.
    fn mask(&self, shape: &[usize], mask: &Entry<'_>) -> Result<Vec<bool>> {
        if mask.shape != shape {
            return Err(self.shape(mask, names::shape(shape)));
        }
        let values = self.numbers(mask)?;
        if !values.iter().all(|&m| m == 0.0 || m == 1.0) {
            return Err(Refusal::NetworkPart {
                file: self.source.file.into(),
                tensor: names::short(&mask.name),
                shape: names::shape(&mask.shape),
                what: "mask-values".into(),
            }
            .into());
        }
        Ok(values.iter().map(|&m| m != 0.0).collect())
    }

    fn weight_norm(&mut self, name: String, g: &Entry<'_>, v: &Entry<'_>) -> Result<Param> {
        let (lengths, mut values) = (self.numbers(g)?, self.numbers(v)?);
        // Each g is of all the entries of v that stand at its place, along the axes where g has more than one.
        let columns = match v.shape[..] {
            [_, columns] => columns.max(1),
            _ => 1,
        };
        let by_rows = lengths.len() == values.len() / columns && lengths.len() > 1;
        let group = |index: usize| match lengths.len() {
            1 => 0,
            _ if by_rows => index / columns,
            _ => index % columns,
        };
        let is_whole = by_rows || lengths.len() == 1 || lengths.len() == columns;
        if v.shape.len() > 2 || !is_whole {
            return Err(self.shape(g, names::shape(&[v.shape.first().copied().unwrap_or(1), 1])));
        }
        let mut squares = vec![0.0; lengths.len()];
        for (index, value) in values.iter().enumerate() {
            if let Some(sum) = squares.get_mut(group(index)) {
                *sum += value * value;
            }
        }
        for (index, value) in values.iter_mut().enumerate() {
            let at = group(index);
            if let (Some(g), Some(square)) = (lengths.get(at), squares.get(at)) {
                *value *= g / square.sqrt();
            }
        }
        Ok(Param {
            name,
            shape: v.shape.clone(),
            values,
            kept: None,
        })
    }

    /// Reads a tensor that no other says anything of, but perhaps its mask or its scale.
    pub fn plain(&mut self, entry: &Entry<'_>, zeros: &mut usize) -> Result<Param> {
        let name = &entry.name;
        let mut values = self.numbers(entry)?;
        let mut kept = None;
        if let Ok(dtype) = entry.dtype
            && !dtype.is_float()
        {
            kept = self.dequantize(entry, dtype, &mut values, zeros)?;
        }
        let of_module = name
            .strip_suffix(".weight")
            .map(|module| format!("{module}.mask"));
        for mask in [Some(format!("{name}_mask")), of_module]
            .into_iter()
            .flatten()
        {
            if let Some(mask) = self.take(&mask) {
                let read = self.mask(&entry.shape, &mask)?;
                self.agree(entry, &mask, &values, &read)?;
                kept = Some(read);
            }
        }
        Ok(Param {
            name: name.clone(),
            shape: entry.shape.clone(),
            values,
            kept,
        })
    }

    /// Checks that what a mask prunes is zero.
    fn agree(
        &self,
        entry: &Entry<'_>,
        mask: &Entry<'_>,
        values: &[f64],
        kept: &[bool],
    ) -> Result<()> {
        let mut both = values.iter().zip(kept).enumerate();
        let Some((index, (&value, _))) = both.find(|(_, (value, kept))| !**kept && **value != 0.0)
        else {
            return Ok(());
        };
        let columns = entry.shape.last().copied().unwrap_or(1).max(1);
        let (row, column) = (index / columns, index % columns);
        Err(Refusal::NetworkMask {
            file: self.source.file.into(),
            tensor: names::short(&mask.name),
            weight: format!("{}[{row}, {column}]", names::short(&entry.name)),
            value,
        }
        .into())
    }

    /// Multiplies whole numbers by their scale; returns which are not pruned.
    fn dequantize(
        &mut self,
        entry: &Entry<'_>,
        dtype: Type,
        values: &mut [f64],
        zeros: &mut usize,
    ) -> Result<Option<Vec<bool>>> {
        let scale = self.take(&format!("{}_scale", entry.name));
        let Some(scale) = scale.filter(|_| matches!(dtype, Type::I8 | Type::U8)) else {
            return Err(Refusal::NetworkNoScale {
                file: self.source.file.into(),
                tensor: names::short(&entry.name),
                dtype: dtype.name().into(),
            }
            .into());
        };
        let zero = self.take(&format!("{}_zero_point", entry.name));
        let scales = self.numbers(&scale)?;
        let points = zero
            .as_ref()
            .map_or(Ok(vec![0.0]), |zero| self.numbers(zero))?;
        let rows = entry.shape.first().copied().unwrap_or(1).max(1);
        let row = (values.len() / rows).max(1);
        if ![1, rows].contains(&scales.len()) || ![1, scales.len()].contains(&points.len()) {
            return Err(self.shape(&scale, names::shape(&[rows, 1])));
        }
        let of = |numbers: &[f64], index: usize| {
            let at = if numbers.len() == 1 { 0 } else { index / row };
            numbers.get(at).copied().unwrap_or(0.0)
        };
        for (index, value) in values.iter_mut().enumerate() {
            *value -= of(&points, index);
        }
        let found = pruned_zeros(values);
        if let Zeros::Rounded(count) = found {
            *zeros += count;
        }
        for (index, value) in values.iter_mut().enumerate() {
            // A pruned weight is a zero without a sign.
            *value = *value * of(&scales, index) + 0.0;
        }
        Ok(match found {
            Zeros::Rounded(_) => Some(vec![true; values.len()]),
            Zeros::Pruned => None,
        })
    }

    fn shape(&self, entry: &Entry<'_>, expected: String) -> Error {
        Refusal::NetworkShape {
            file: self.source.file.into(),
            tensor: names::short(&entry.name),
            found: names::shape(&entry.shape),
            expected,
        }
        .into()
    }
}
