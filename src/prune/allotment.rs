//! How a ratio of the whole network is allotted to its layers.
//!
//! Every layer's ratio rises with the whole one, so masks are nested along the slider.

/// Returns the ratio of each layer at which `ratio` of all weights are pruned and densities follow Erdos-Renyi: the
/// density of a layer is min(1, e (inputs + outputs) / (inputs * outputs)) with the one e that meets the total (Mocanu et
/// al. 2018, arXiv:1707.04780; as used by Evci et al. 2020, arXiv:1911.11134). `sizes` are (inputs, outputs) of every
/// layer.
#[must_use]
pub fn erdos_renyi(sizes: &[(usize, usize)], ratio: f64) -> Vec<f64> {
    let weights = |&(inputs, outputs): &(usize, usize)| (inputs * outputs) as f64;
    let units = |&(inputs, outputs): &(usize, usize)| (inputs + outputs) as f64;
    let kept = (1.0 - ratio) * sizes.iter().map(weights).sum::<f64>();
    // A layer is dense once e reaches weights / units; those with the smallest such bound are dense first.
    let mut dense = vec![false; sizes.len()];
    loop {
        let sum = |value: &dyn Fn(&(usize, usize)) -> f64, of: bool| -> f64 {
            let layers = sizes.iter().zip(&dense);
            layers
                .filter(|&(_, &dense)| dense == of)
                .map(|(size, _)| value(size))
                .sum()
        };
        let rest = sum(&units, false);
        if rest == 0.0 {
            return vec![0.0; sizes.len()];
        }
        let e = (kept - sum(&weights, true)) / rest;
        let mut changed = false;
        for (size, dense) in sizes.iter().zip(&mut dense) {
            if !*dense && e * units(size) >= weights(size) {
                (*dense, changed) = (true, true);
            }
        }
        if !changed {
            let ratio = |(size, &dense): (&(usize, usize), &bool)| {
                let density = if dense {
                    1.0
                } else {
                    e * units(size) / weights(size)
                };
                (1.0 - density).clamp(0.0, 1.0)
            };
            return sizes.iter().zip(&dense).map(ratio).collect();
        }
    }
}

/// Returns the ratio of each layer where a person chose every layer's `own` ratio. Where `ratio` is just what these come
/// to, they are met exactly; below, all are lowered in proportion; above, what remains of every layer is pruned in
/// proportion. `counts` is how many weights or neurons each layer has. In all cases `ratio` of the whole is pruned.
#[must_use]
pub fn own(counts: &[usize], own: &[f64], ratio: f64) -> Vec<f64> {
    let whole = overall(counts, own);
    // The page and this file may add up in another order.
    if (ratio - whole).abs() < 1e-9 {
        return own.to_vec();
    }
    let scaled = |&layer: &f64| {
        if ratio < whole {
            layer * ratio / whole
        } else {
            layer + (1.0 - layer) * (ratio - whole) / (1.0 - whole)
        }
    };
    own.iter()
        .map(scaled)
        .map(|ratio| ratio.clamp(0.0, 1.0))
        .collect()
}

/// Returns the ratio of the whole to which ratios of single layers come.
#[must_use]
pub fn overall(counts: &[usize], own: &[f64]) -> f64 {
    let pruned: f64 = counts
        .iter()
        .zip(own)
        .map(|(&n, ratio)| n as f64 * ratio)
        .sum();
    pruned / counts.iter().sum::<usize>() as f64
}
