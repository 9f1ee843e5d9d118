//! Weight sharing: the weights of a layer that are not zero get values of a short list, the codebook, so that a weight
//! needs no more than its place in it (Han, Mao & Dally 2016, arXiv:1510.00149).
//!
//! k-means in one dimension: with b bits, K = 2^b centroids begin evenly spaced from the smallest weight to the
//! largest ("linear initialisation", which keeps the rare large weights apart); every weight goes to the nearest
//! centroid, the lower one in a tie, every centroid to the mean of its weights, and so on until no weight changes its
//! centroid (Lloyd 1982). A centroid without weights stays where it is and is dropped in the end. The weights are
//! sorted first, so clusters are ranges between bounds, and sums are differences of running sums in double
//! precision: the same bits everywhere. What is zero stays zero and belongs to no cluster.

use super::encoding::{Encoding, rising};
use crate::Result;
use crate::check::{Limit, within};
use crate::nn::dense::Dense;
use crate::nn::mlp::Mlp;

/// Bits of a code.
pub const CODE_BITS: Limit = Limit::whole(1, 8);
/// Rounds after which k-means ends even if rounding errors make two assignments alternate forever.
const MAX_ROUNDS: usize = 10_000;

/// Checks the bits of every layer.
///
/// # Errors
/// [`crate::Error::OutOfRange`] with what is wrong.
pub fn check(bits: &[u32]) -> Result<()> {
    let most = crate::nn::mlp::MAX_LAYERS as f64;
    within("number of layers with bits", bits.len() as f64, 1.0, most)?;
    let mut each = bits.iter();
    each.try_for_each(|&bits| CODE_BITS.check("bits of a code", bits.into()))
}

/// Shares the weights of `model`, `bits` of every layer.
///
/// # Errors
/// Those of [`check`]; [`crate::Error::OutOfRange`] if the layers are not as many as the bits.
pub fn share(model: &mut Mlp, bits: &[u32]) -> Result<Encoding> {
    check(bits)?;
    let layers = model.layers().len() as f64;
    within(
        "number of layers with bits",
        bits.len() as f64,
        layers,
        layers,
    )?;
    let each = model.layers_mut().iter_mut().zip(bits);
    let codebooks = each
        .map(|(layer, &bits)| share_layer(layer, bits))
        .collect();
    Ok(Encoding::Shared {
        bits: bits.to_vec(),
        codebooks,
    })
}

fn share_layer(layer: &mut Dense, bits: u32) -> Vec<f32> {
    let mut sorted: Vec<f32> = layer.weights().iter().copied().collect();
    sorted.retain(|&w| w != 0.0);
    sorted.sort_unstable_by(f32::total_cmp);
    let clusters = cluster(&sorted, 1 << bits);
    let source = layer.clone();
    layer.map_from(
        &source,
        |_, w| if w == 0.0 { 0.0 } else { clusters.value(w) },
    );
    rising(layer.weights().iter().copied().collect())
}

/// The result of k-means.
#[derive(Debug, Clone, PartialEq)]
pub struct Clusters {
    /// The centroids that have weights, ascending.
    pub centroids: Vec<f32>,
    /// The largest weight of each.
    pub last: Vec<f32>,
    /// Assignments made, the last of which changed nothing.
    pub rounds: usize,
}

impl Clusters {
    /// Returns the centroid of one of the weights that were clustered.
    #[must_use]
    pub fn value(&self, w: f32) -> f32 {
        let at = self.last.partition_point(|&last| last < w);
        self.centroids.get(at).copied().unwrap_or(0.0)
    }
}

/// Clusters ascending numbers around at most `k` centroids.
#[must_use]
pub fn cluster(sorted: &[f32], k: usize) -> Clusters {
    let (Some(&min), Some(&max)) = (sorted.first(), sorted.last()) else {
        return Clusters {
            centroids: Vec::new(),
            last: Vec::new(),
            rounds: 0,
        };
    };
    let mut running = Vec::with_capacity(sorted.len() + 1);
    running.push(0.0f64);
    for &w in sorted {
        running.push(running[running.len() - 1] + f64::from(w));
    }
    let (min, span) = (f64::from(min), f64::from(max) - f64::from(min));
    let mut centroids: Vec<f64> = (0..k)
        .map(|j| min + span * j as f64 / (k - 1) as f64)
        .collect();
    // Cluster j owns sorted[bounds[j]..bounds[j + 1]].
    let mut bounds = Vec::new();
    let mut rounds = 0;
    loop {
        rounds += 1;
        let mut next = vec![0];
        for pair in centroids.windows(2) {
            let middle = (pair[0] + pair[1]) / 2.0;
            next.push(sorted.partition_point(|&w| f64::from(w) <= middle));
        }
        next.push(sorted.len());
        if next == bounds || rounds == MAX_ROUNDS {
            break;
        }
        bounds = next;
        for (centroid, bounds) in centroids.iter_mut().zip(bounds.windows(2)) {
            let count = bounds[1] - bounds[0];
            if count > 0 {
                *centroid = (running[bounds[1]] - running[bounds[0]]) / count as f64;
            }
        }
    }
    let owned = centroids.iter().zip(bounds.windows(2));
    let owned = owned.filter(|(_, bounds)| bounds[1] > bounds[0]);
    let (centroids, last) = owned
        .map(|(&centroid, bounds)| (centroid as f32, sorted[bounds[1] - 1]))
        .unzip();
    Clusters {
        centroids,
        last,
        rounds,
    }
}
