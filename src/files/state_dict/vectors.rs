//! Biases of layers: vectors that belong to a matrix by their name, else by their length. A vector that belongs to none may
//! change the answers, so it is refused.

use super::entry::Source;
use super::param::Param;
use crate::Result;
use crate::files::names;
use crate::files::refusal::Refusal;

/// What a matrix is called within its module, and what its bias is called then.
const PAIRS: [(&str, &str); 8] = [
    ("weight", "bias"),
    ("weights", "biases"),
    ("weights", "bias"),
    ("kernel", "bias"),
    ("coef", "intercept"),
    ("coefs", "intercepts"),
    ("w", "b"),
    ("W", "B"),
];

/// Finds the bias of each matrix; none where it has none.
pub fn biases(
    source: &Source<'_>,
    matrices: &[Param],
    mut vectors: Vec<Param>,
) -> Result<Vec<Option<Vec<f64>>>> {
    let mut found = Vec::new();
    for matrix in matrices {
        let named = named(matrix, &mut vectors);
        if let Some(bias) = &named
            && bias.values.len() != matrix.sizes().1
        {
            return Err(Refusal::NetworkShape {
                file: source.file.into(),
                tensor: names::short(&bias.name),
                found: names::shape(&bias.shape),
                expected: matrix.sizes().1.to_string(),
            }
            .into());
        }
        found.push(named.map(|bias| bias.values));
    }
    // What is left may belong to a layer by its length alone.
    let length = |matrix: &Param| matrix.sizes().1;
    let widths: Vec<usize> = matrices.iter().map(length).collect();
    for (at, &width) in widths.iter().enumerate() {
        let same = |other: &usize| *other == width;
        let is_only = widths.iter().filter(|other| same(other)).count() == 1;
        let fits = |vector: &Param| vector.values.len() == width && !is_norm(vector);
        let fitting = vectors.iter().filter(|vector| fits(vector)).count();
        if is_only && fitting == 1 && found.get(at).is_some_and(Option::is_none) {
            let vector = vectors.extract_if(.., |vector| fits(vector)).next();
            if let (Some(place), Some(vector)) = (found.get_mut(at), vector) {
                *place = Some(vector.values);
            }
        }
    }
    let norm = vectors.iter().find(|vector| is_norm(vector));
    match norm.or(vectors.first()) {
        None => Ok(found),
        Some(vector) if is_norm(vector) => {
            let has_bias =
                |other: &Param| other.module() == vector.module() && other.leaf() == "bias";
            let what = if vectors.iter().any(has_bias) {
                "LayerNorm"
            } else if vector.values.len() == 1 {
                "PReLU"
            } else {
                "RMSNorm"
            };
            Err(vector.part(source.file, what))
        }
        Some(vector) => Err(Refusal::NetworkLoose {
            file: source.file.into(),
            tensor: names::short(&vector.name),
            shape: names::shape(&vector.shape),
        }
        .into()),
    }
}

/// Returns whether a vector is called what a bias is not.
fn is_norm(vector: &Param) -> bool {
    let module = vector.module().to_ascii_lowercase();
    ["weight", "scale", "gamma", "g"].contains(&vector.leaf()) || module.contains("norm")
}

/// Takes the vector that is called like the bias of a matrix.
fn named(matrix: &Param, vectors: &mut Vec<Param>) -> Option<Param> {
    let (module, leaf) = (matrix.module(), matrix.leaf());
    let dot = if module.is_empty() { "" } else { "." };
    for (weight, bias) in PAIRS {
        if !leaf.contains(weight) && leaf != weight {
            continue;
        }
        for leaf in [leaf.replacen(weight, bias, 1), leaf.replace(weight, bias)] {
            let name = format!("{module}{dot}{leaf}");
            // Numbered parameters may have the word in the name of their list: weights.0 and biases.0.
            let mut called = vectors.extract_if(.., |vector| vector.name == name);
            if let Some(vector) = called.next() {
                return Some(vector);
            }
        }
    }
    for (weight, bias) in PAIRS {
        let name = matrix.name.replacen(weight, bias, 1);
        let is_called = |vector: &mut Param| name != matrix.name && vector.name == name;
        if let Some(vector) = vectors.extract_if(.., is_called).next() {
            return Some(vector);
        }
    }
    None
}
