//! How a ratio of the whole network is shared out among its layers.
//!
//! Both ways rise with the ratio in every layer, so masks stay nested along the slider.

/// Share of each layer that goes so that `ratio` of all weights go and densities follow Erdos-Renyi: the density of a
/// layer is min(1, e (inputs + outputs) / (inputs * outputs)) with the one e that meets the total (Mocanu et al. 2018,
/// arXiv:1707.04780; as used by Evci et al. 2020, arXiv:1911.11134). `sizes` are (inputs, outputs) of every layer.
#[must_use]
pub fn erdos_renyi(sizes: &[(usize, usize)], ratio: f64) -> Vec<f64> {
    let weights = |&(inputs, outputs): &(usize, usize)| (inputs * outputs) as f64;
    let units = |&(inputs, outputs): &(usize, usize)| (inputs + outputs) as f64;
    let kept = (1.0 - ratio) * sizes.iter().map(weights).sum::<f64>();
    // A layer is whole when e reaches weights / units; those with the smallest such bound are whole first.
    let mut whole = vec![false; sizes.len()];
    loop {
        let sum = |value: &dyn Fn(&(usize, usize)) -> f64, of: bool| -> f64 {
            let layers = sizes.iter().zip(&whole);
            layers
                .filter(|&(_, &w)| w == of)
                .map(|(size, _)| value(size))
                .sum()
        };
        let rest = sum(&units, false);
        if rest == 0.0 {
            return vec![0.0; sizes.len()];
        }
        let e = (kept - sum(&weights, true)) / rest;
        let mut changed = false;
        for (size, whole) in sizes.iter().zip(&mut whole) {
            if !*whole && e * units(size) >= weights(size) {
                (*whole, changed) = (true, true);
            }
        }
        if !changed {
            let share = |(size, &whole): (&(usize, usize), &bool)| {
                let density = if whole {
                    1.0
                } else {
                    e * units(size) / weights(size)
                };
                (1.0 - density).clamp(0.0, 1.0)
            };
            return sizes.iter().zip(&whole).map(share).collect();
        }
    }
}

/// Share of each layer that goes where a person gave every layer its `own` ratio. Where `ratio` is just what these
/// ratios take of the whole, they are met exactly; below, all are lowered in proportion, above, what is left is taken
/// in proportion. `counts` is how many weights or neurons each layer has. At every ratio that share of the whole goes.
#[must_use]
pub fn own(counts: &[usize], own: &[f64], ratio: f64) -> Vec<f64> {
    let whole = overall(counts, own);
    // The page and this file may add up in another order.
    if (ratio - whole).abs() < 1e-9 {
        return own.to_vec();
    }
    let share = |&layer: &f64| {
        if ratio < whole {
            layer * ratio / whole
        } else {
            layer + (1.0 - layer) * (ratio - whole) / (1.0 - whole)
        }
    };
    own.iter()
        .map(share)
        .map(|share| share.clamp(0.0, 1.0))
        .collect()
}

/// What ratios of single layers take of the whole.
#[must_use]
pub fn overall(counts: &[usize], own: &[f64]) -> f64 {
    let gone: f64 = counts
        .iter()
        .zip(own)
        .map(|(&n, ratio)| n as f64 * ratio)
        .sum();
    gone / counts.iter().sum::<usize>() as f64
}
