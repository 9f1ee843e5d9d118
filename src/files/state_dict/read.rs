//! Reading a state dict: parameters, batch normalizations, the chain of matrices and their biases become layers.

use super::chain;
use super::entry::{Entry, Source, is_aside};
use super::norms;
use super::param::Param;
use super::params;
use super::vectors;
use crate::Result;
use crate::files::layer::Layer;
use crate::files::names;
use crate::files::number::Type;
use crate::files::refusal::Refusal;
use crate::files::remark::Remark;
use std::collections::BTreeSet;

/// Reads the layers of the network in `entries`; `is_ordered` says whether these stand in the order of its definition.
///
/// # Errors
/// [`Refusal`]s that name the tensor.
pub fn read(
    file: &str,
    entries: Vec<Entry<'_>>,
    is_ordered: bool,
    remarks: &mut Vec<Remark>,
) -> Result<Vec<Layer>> {
    let source = Source { file, is_ordered };
    let (entries, aside): (Vec<_>, Vec<_>) = entries.into_iter().partition(|entry| !leaves(entry));
    let found = names::listed(entries.iter().map(|entry| entry.name.as_str()));
    let mut params = params::params(&source, &entries, remarks)?;
    let norms = norms::take(&source, &mut params)?;
    let matrices: Vec<Param> = params.extract_if(.., |param| param.is_matrix()).collect();
    if let Some(param) = params.iter().find(|param| param.shape.len() > 2) {
        return Err(param.part(file, "convolution"));
    }
    if matrices.is_empty() {
        return Err(Refusal::NetworkNoMatrix {
            file: file.into(),
            found,
        }
        .into());
    }
    let modules: Vec<&str> = norms.iter().map(|norm| norm.module.as_str()).collect();
    let matrices = chain::order(&source, matrices, &modules)?;
    let biases = vectors::biases(&source, &matrices, params)?;
    let mut layers: Vec<Layer> = Vec::new();
    for (matrix, bias) in matrices.iter().zip(biases) {
        layers.push(matrix.layer(bias));
    }
    norms::fold(&source, norms, &matrices, &mut layers, remarks)?;
    tell(&entries, &matrices, &aside, remarks);
    Ok(layers)
}

/// Returns whether an entry is left out: the state of a training, or a single whole number, such as a count.
fn leaves(entry: &Entry<'_>) -> bool {
    let is_count = matches!(entry.dtype, Ok(dtype) if !dtype.is_float())
        && entry.shape.iter().product::<usize>() == 1
        && entry.shape.len() < 2;
    is_aside(&entry.name) || is_count
}

fn tell(entries: &[Entry<'_>], matrices: &[Param], aside: &[Entry<'_>], remarks: &mut Vec<Remark>) {
    let types = entries.iter().filter_map(|entry| entry.dtype.clone().ok());
    let types: BTreeSet<Type> = types
        .filter(|dtype| dtype.is_float() && *dtype != Type::F32)
        .collect();
    if !types.is_empty() {
        let types = names::listed(types.iter().map(|dtype| dtype.name()));
        remarks.push(Remark::Converted { types });
    }
    if !aside.is_empty() {
        let names = names::listed(aside.iter().map(|entry| entry.name.as_str()));
        remarks.push(Remark::LeftOut { names });
    }
    let is_ours = |(at, matrix): (usize, &Param)| matrix.name == format!("fc{at}.weight");
    if matrices.len() > 1 && !(1..).zip(matrices).all(is_ours) {
        remarks.push(Remark::Relu);
    }
}
