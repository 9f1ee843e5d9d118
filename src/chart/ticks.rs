//! Where an axis is marked and what is written there.

use super::scale::{Scale, Unit};

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

/// Marks of an axis from `min` to `max`, at most `most` of them.
#[must_use]
pub fn axis_ticks(
    scale: Scale,
    (min, max): (f64, f64),
    most: usize,
    unit: Unit,
    whole: bool,
) -> Vec<Tick> {
    let has_width = min < max;
    if most == 0 || !has_width {
        return Vec::new();
    }
    let round = match scale {
        Scale::Linear => Vec::new(),
        Scale::Sqrt | Scale::LogCount => {
            let gaps = most.saturating_sub(1).max(1);
            return spaced_ticks(scale, max, 1.0 / gaps as f64, whole);
        }
        Scale::Log => log_values(min, max, most),
        Scale::LogError => {
            let errors = log_values(1.0 - max, 1.0 - min, most);
            errors.into_iter().rev().map(|error| 1.0 - error).collect()
        }
    };
    // Between ends as near as that a logarithmic axis is as good as a linear one.
    if round.len() >= 2 {
        return ticks_of(round.into_iter(), unit);
    }
    match unit {
        Unit::Number | Unit::Percent => linear_ticks(min, max, most, unit.factor(), whole),
        Unit::Bytes => {
            let values = linear_ticks(min, max, most, 1.0, true);
            ticks_of(values.into_iter().map(|tick| tick.value), unit)
        }
    }
}

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

/// Marks from 0 to `max` on a scale that begins at 0: 0 and round numbers, no two closer than `gap`, a fraction
/// (0 to 1) of the axis. With `whole` only whole numbers are marked.
pub fn spaced_ticks(scale: Scale, max: f64, gap: f64, whole: bool) -> Vec<Tick> {
    if !(max.is_finite() && max > 0.0 && gap > 0.0) {
        return ticks_of([0.0].into_iter(), Unit::Number);
    }
    let end = scale.place(max);
    let place = |value: f64| scale.place(value) / end;
    let largest = max.log10().floor() as i32;
    // On the square root's axis four powers of ten below the largest are 1 %: no gap is smaller.
    let powers = if scale == Scale::Sqrt { 4 } else { 12 };
    let digits: &[f64] = if scale == Scale::LogCount && largest >= 2 {
        &[1.0]
    } else {
        &[5.0, 2.0, 1.0]
    };
    let mut chosen = Vec::new();
    let mut above = f64::INFINITY;
    for power in (largest - powers..=largest)
        .rev()
        .filter(|&power| power >= 0 || !whole)
    {
        for digit in digits {
            let value = digit * 10f64.powi(power);
            if value <= max && place(value) >= gap && above - place(value) >= gap {
                above = place(value);
                chosen.push(value);
            }
        }
    }
    chosen.push(0.0);
    ticks_of(chosen.into_iter().rev(), Unit::Number)
}

/// Round numbers between two positive ones, rising: the finest choice of at most `most`; none where the ends are not
/// positive, out of range or in the wrong order.
pub fn log_values(low: f64, high: f64, most: usize) -> Vec<f64> {
    const CHOICES: [&[f64]; 5] = [
        &[1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0],
        &[1.0, 1.5, 2.0, 3.0, 5.0, 7.0],
        &[1.0, 2.0, 5.0],
        &[1.0, 3.0],
        &[1.0],
    ];
    if !(low >= SMALLEST && high <= LARGEST && low < high) || most == 0 {
        return Vec::new();
    }
    let (first, last) = (low.log10().floor() as i32, high.log10().ceil() as i32);
    let within = |digits: &[f64], step: usize| -> Vec<f64> {
        (first..=last)
            .step_by(step)
            .flat_map(|power| digits.iter().map(move |digit| digit * 10f64.powi(power)))
            .filter(|value| (low * (1.0 - 1e-9)..=high * (1.0 + 1e-9)).contains(value))
            .collect()
    };
    let gap = 0.99 * (high.ln() - low.ln()) / most as f64;
    let are_apart = |values: &[f64]| {
        let mut pairs = values.iter().zip(values.iter().skip(1));
        pairs.all(|(a, b)| b.ln() - a.ln() >= gap)
    };
    let wider = [2, 4, 8, 16, 32, 64, 128, 256].map(|step| (&[1.0][..], step));
    CHOICES
        .map(|digits| (digits, 1))
        .into_iter()
        .chain(wider)
        .map(|(digits, step)| within(digits, step))
        .find(|values| values.len() <= most && are_apart(values))
        .unwrap_or_default()
}

/// Marks at round values, each written with the digits it needs.
pub fn ticks_of(values: impl Iterator<Item = f64>, unit: Unit) -> Vec<Tick> {
    let values: Vec<f64> = values.collect();
    let written: Vec<f64> = values.iter().map(|value| value * unit.factor()).collect();
    let powers = need_powers(&written);
    values
        .iter()
        .zip(&written)
        .map(|(&value, &written)| Tick {
            value,
            label: match unit {
                Unit::Bytes => bytes(value),
                Unit::Number | Unit::Percent if powers => exponential(written),
                Unit::Number | Unit::Percent => number(written, decimals_of(written)),
            },
        })
        .collect()
}

/// Decimals that a round number needs, at most ten.
fn decimals_of(value: f64) -> usize {
    let is_whole = |decimals: &usize| {
        let scaled = value.abs() * 10f64.powi(*decimals as i32);
        (scaled - scaled.round()).abs() <= 1e-6 * scaled.max(1e-3)
    };
    (0..10).find(is_whole).unwrap_or(10)
}

/// A round number of bytes in powers of 1000.
fn bytes(value: f64) -> String {
    const UNITS: [(f64, &str); 5] = [
        (1.0, "B"),
        (1e3, "kB"),
        (1e6, "MB"),
        (1e9, "GB"),
        (1e12, "TB"),
    ];
    let fits = |(size, _): &&(f64, &str)| value.abs() >= *size * (1.0 - 1e-9);
    let (size, name) = UNITS.iter().rev().find(fits).unwrap_or(&UNITS[0]);
    let written = value / size;
    let text = if need_powers(&[written]) {
        exponential(written)
    } else {
        number(written, decimals_of(written))
    };
    format!("{text}\u{a0}{name}")
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
