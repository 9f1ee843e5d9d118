//! Where an axis is marked and what is written there.

/// A mark on an axis.
#[derive(Debug, Clone, PartialEq)]
pub struct Tick {
    /// Value in data units.
    pub value: f64,
    /// What is written there.
    pub label: String,
}

/// Lengths and values that axes are marked for.
const SMALLEST: f64 = 1e-300;
const LARGEST: f64 = 1e300;

/// At most `most` round values (steps of 1, 2 or 5 times a power of ten) from `min` to `max`.
///
/// `unit` is what the written number is multiplied by: 100 writes a fraction in percent. With `whole`
/// no step is smaller than one written unit.
pub fn linear_ticks(min: f64, max: f64, most: usize, unit: f64, whole: bool) -> Vec<Tick> {
    let (low, high) = (min * unit, max * unit);
    let span = high - low;
    // At the ends of what a number can hold no step would be left, or none that is finite.
    let fits = span >= SMALLEST && low.abs() <= LARGEST && high.abs() <= LARGEST;
    if !fits || most == 0 {
        return Vec::new();
    }
    let mut step = 10f64.powf((span / most as f64).log10().floor() - 1.0);
    if whole {
        step = step.max(1.0);
    }
    // 1 -> 2 -> 5 -> 10 until few enough are left.
    let mut factors = [2.0, 2.5, 2.0].into_iter().cycle();
    while count_in(low, high, step) > most {
        match factors.next() {
            Some(factor) => step *= factor,
            None => break,
        }
    }
    let decimals = (-(step.log10() + 1e-9).floor()).max(0.0) as usize;
    let first = (low / step - 1e-9).ceil();
    // Adding 0 makes a negative zero a positive one.
    let written: Vec<f64> = (0..count_in(low, high, step))
        .map(|i| (first + i as f64) * step + 0.0)
        .collect();
    let powers = need_powers(&written);
    let tick = |&written: &f64| Tick {
        value: written / unit,
        label: if powers {
            exponential(written)
        } else {
            number(written, decimals)
        },
    };
    written.iter().map(tick).collect()
}

fn count_in(low: f64, high: f64, step: f64) -> usize {
    let first = (low / step - 1e-9).ceil();
    let last = (high / step + 1e-9).floor();
    (last - first + 1.0).max(0.0) as usize
}

/// Marks on a square-root scale from 0 to `max`: 0 and round numbers, no two closer than `gap`, a fraction
/// (0 to 1) of the axis. With `whole` only whole numbers are marked.
pub fn sqrt_ticks(max: f64, gap: f64, whole: bool) -> Vec<Tick> {
    if !(max.is_finite() && max > 0.0 && gap > 0.0) {
        return vec![Tick {
            value: 0.0,
            label: number(0.0, 0),
        }];
    }
    let place = |value: f64| (value / max).sqrt();
    let mut chosen = Vec::new();
    let mut above = f64::INFINITY;
    // Four powers of ten below the largest are 1 % of the axis: no gap is smaller.
    let largest = max.log10().floor() as i32;
    for power in (largest - 4..=largest)
        .rev()
        .filter(|&power| power >= 0 || !whole)
    {
        for digit in [5.0, 2.0, 1.0] {
            let value = digit * 10f64.powi(power);
            if value <= max && place(value) >= gap && above - place(value) >= gap {
                above = place(value);
                chosen.push((value, (-power).max(0) as usize));
            }
        }
    }
    chosen.push((0.0, 0));
    let values: Vec<f64> = chosen.iter().map(|&(value, _)| value).collect();
    let powers = need_powers(&values);
    let tick = |(value, decimals)| Tick {
        value,
        label: if powers {
            exponential(value)
        } else {
            number(value, decimals)
        },
    };
    chosen.into_iter().rev().map(tick).collect()
}

/// Whether written out some of these numbers would be too long. Then all of the axis is written with
/// powers of ten, since 1e6 beside 500,000 is hard to compare.
fn need_powers(values: &[f64]) -> bool {
    values
        .iter()
        .map(|value| value.abs())
        .any(|size| size >= 1e6 || (size > 0.0 && size < 0.999e-4))
}

/// A number with a power of ten and no digits it does not need: 1e20, −2.5e−5; zero is 0.
pub fn exponential(value: f64) -> String {
    if value == 0.0 {
        return "0".into();
    }
    // Ten digits: more than a mark has, fewer than rounding errors reach.
    let text = format!("{value:.9e}");
    let (digits, power) = text.split_once('e').unwrap_or((&text, "0"));
    let digits = digits.trim_end_matches('0').trim_end_matches('.');
    format!("{digits}e{power}").replace('-', "\u{2212}")
}

/// A number as it is written: grouped thousands, a real minus sign, no negative zero.
pub fn number(value: f64, decimals: usize) -> String {
    if value == 0.0 {
        return "0".into();
    }
    let digits = format!("{:.*}", decimals, value.abs());
    let (whole, fraction) = digits
        .split_once('.')
        .map_or((digits.as_str(), None), |(w, f)| (w, Some(f)));
    let mut text = String::with_capacity(digits.len() + 4);
    if value < 0.0 && digits.bytes().any(|b| (b'1'..=b'9').contains(&b)) {
        text.push('\u{2212}');
    }
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if let Some(fraction) = fraction {
        text.push('.');
        text.push_str(fraction);
    }
    text
}
