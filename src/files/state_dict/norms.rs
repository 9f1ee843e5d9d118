//! Batch normalizations (Ioffe & Szegedy 2015, arXiv:1502.03167) in the form of inference: y = gamma (x - mean) /
//! sqrt(variance + epsilon) + beta, which is folded into a layer beside it.
//!
//! A state dict does not say epsilon, so it is PyTorch's default, nor where a normalization stands. In a numbered
//! `nn.Sequential` its number says whether ReLU stands between it and the layer before; elsewhere it comes right after
//! its layer, as usual.

use super::entry::Source;
use super::param::Param;
use super::pattern::{Pattern, trailing};
use crate::Result;
use crate::files::layer::{Affine, Layer};
use crate::files::names;
use crate::files::refusal::Refusal;
use crate::files::remark::Remark;

/// PyTorch's default.
const EPSILON: f64 = 1e-5;

/// A batch normalization.
#[derive(Debug, Clone)]
pub struct Norm {
    /// Its module.
    pub module: String,
    features: usize,
    affine: Affine,
}

/// Where a normalization stands.
enum Place {
    /// Right after a layer.
    After(usize),
    /// Right before a layer.
    Before(usize),
}

/// Takes all that are among `params`.
pub fn take(source: &Source<'_>, params: &mut Vec<Param>) -> Result<Vec<Norm>> {
    let is_mean = |param: &&Param| param.leaf() == "running_mean";
    let modules = params
        .iter()
        .filter(is_mean)
        .map(|mean| mean.module().to_owned());
    let modules: Vec<String> = modules.collect();
    let mut norms = Vec::new();
    for module in modules {
        let mut part = |leaf: &str| {
            let is_it = |param: &mut Param| param.module() == module && param.leaf() == leaf;
            params.extract_if(.., is_it).next()
        };
        let (Some(mean), Some(variance)) = (part("running_mean"), part("running_var")) else {
            let mut left = params.iter().filter(|param| param.module() == module);
            return Err(left.next().map_or_else(
                || {
                    Refusal::NetworkLoose {
                        file: source.file.into(),
                        tensor: names::short(&module),
                        shape: String::new(),
                    }
                    .into()
                },
                |param| param.part(source.file, "half-norm"),
            ));
        };
        let features = mean.values.len();
        let (gamma, beta) = (part("weight"), part("bias"));
        let all = [Some(&variance), gamma.as_ref(), beta.as_ref()];
        if let Some(wrong) = all
            .into_iter()
            .flatten()
            .find(|p| p.values.len() != features)
        {
            return Err(Refusal::NetworkShape {
                file: source.file.into(),
                tensor: names::short(&wrong.name),
                found: names::shape(&wrong.shape),
                expected: features.to_string(),
            }
            .into());
        }
        let values = |param: Option<Param>, none: f64| param.map_or(vec![none], |p| p.values);
        let (gamma, beta) = (values(gamma, 1.0), values(beta, 0.0));
        norms.push(Norm {
            affine: Affine::normalization(&gamma, &beta, &mean.values, &variance.values, EPSILON),
            features,
            module,
        });
    }
    Ok(norms)
}

/// Folds them into the layers, whose matrices stand in their order.
pub fn fold(
    source: &Source<'_>,
    norms: Vec<Norm>,
    matrices: &[Param],
    layers: &mut [Layer],
    remarks: &mut Vec<Remark>,
) -> Result<()> {
    if norms.is_empty() {
        return Ok(());
    }
    let names = names::listed(norms.iter().map(|norm| norm.module.as_str()));
    let mut taken = Vec::new();
    for norm in &norms {
        let place = place(norm, &norms, matrices).ok_or_else(|| Refusal::NetworkLoose {
            file: source.file.into(),
            tensor: names::short(&norm.module),
            shape: norm.features.to_string(),
        })?;
        let key = match place {
            Place::After(l) => (l, 1),
            Place::Before(l) => (l, 0),
        };
        if taken.contains(&key) {
            return Err(Refusal::NetworkOrder {
                file: source.file.into(),
                first: names::short(&norm.module),
                second: names::listed(norms.iter().map(|norm| norm.module.as_str())),
            }
            .into());
        }
        taken.push(key);
        match place {
            Place::After(l) => layers[l].fold_after(&norm.affine),
            Place::Before(l) => layers[l].fold_before(&norm.affine),
        }
    }
    remarks.push(Remark::Folded { names });
    Ok(())
}

fn place(norm: &Norm, norms: &[Norm], matrices: &[Param]) -> Option<Place> {
    let last = matrices.len() - 1;
    let fits_after = |l: usize| matrices[l].sizes().1 == norm.features;
    let fits_before = |l: usize| matrices[l].sizes().0 == norm.features;
    if let Some(number) = Pattern::index(&norm.module) {
        // The layers of the same nn.Sequential.
        let container = parent(&norm.module);
        let index = |l: usize| {
            let module = matrices[l].module();
            (parent(module) == container)
                .then(|| Pattern::index(module))
                .flatten()
        };
        let before = (0..=last)
            .rev()
            .find(|&l| index(l).is_some_and(|i| i < number));
        let after = (0..=last).find(|&l| index(l).is_some_and(|i| i > number));
        match (before, after) {
            (Some(l), _) if index(l) == Some(number - 1) && fits_after(l) => {
                return Some(Place::After(l));
            }
            (Some(l), Some(next)) if next == l + 1 && fits_before(next) => {
                return Some(Place::Before(next));
            }
            (Some(l), None) if fits_after(l) => return Some(Place::After(l)),
            (None, Some(next)) if next == 0 && fits_before(0) => return Some(Place::Before(0)),
            (Some(_) | None, _) => {}
        }
    }
    let same = |l: &usize| parent(matrices[*l].module()) == parent(&norm.module) && fits_after(*l);
    let siblings: Vec<usize> = (0..=last).filter(same).collect();
    if let [l] = siblings[..]
        && !parent(&norm.module).is_empty()
    {
        return Some(Place::After(l));
    }
    let candidates: Vec<usize> = (0..=last).filter(|&l| fits_after(l)).collect();
    match candidates[..] {
        [] => fits_before(0).then_some(Place::Before(0)),
        [l] => Some(Place::After(l)),
        _ => {
            let number = trailing(&norm.module)?;
            let numbered = candidates.iter().copied();
            let by_number = numbered.filter(|&l| trailing(matrices[l].module()) == Some(number));
            if let [l] = by_number.collect::<Vec<_>>()[..] {
                return Some(Place::After(l));
            }
            // As many as there are layers of this width: one each, in the order of their numbers.
            let same: Vec<&Norm> = norms
                .iter()
                .filter(|n| n.features == norm.features)
                .collect();
            let rank = same
                .iter()
                .filter(|n| trailing(&n.module) < Some(number))
                .count();
            (same.len() == candidates.len())
                .then(|| candidates.get(rank).map(|&l| Place::After(l)))?
        }
    }
}

fn parent(module: &str) -> &str {
    module.rsplit_once('.').map_or("", |(parent, _)| parent)
}
