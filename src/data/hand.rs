//! A writer's hand: one digit's skeleton with everything that differs from writing to writing.
//!
//! Two shapes of a style are blended with a weight that may lie a little outside 0..1; every control
//! point is moved by Gaussian noise (ends more than the rest, whole strokes too); the curve is bent by a
//! smooth wave in each direction, then sheared (slant), stretched (aspect) and turned:
//! `x' = a (x + s y)`, rotation by a small angle. The pen's width, pressure, blur, gain and grain vary
//! likewise. All random numbers come from the generator passed in.

use super::glyphs::{DIGITS, Point, Style};
use super::path::Path;
use super::raster::{Pen, unit};
use rand::Rng;
use std::f32::consts::TAU;

/// Draws control points, curves and pens; keeps its buffer from digit to digit.
#[derive(Debug, Clone, Default)]
pub struct Hand {
    control: Vec<[f32; 2]>,
}

impl Hand {
    /// Writes `digit` into `path` and says with which pen.
    pub fn write(&mut self, digit: u8, path: &mut Path, rng: &mut impl Rng) -> Pen {
        let style = pick(DIGITS[usize::from(digit)], rng);
        let count = style.shapes.len() as u32;
        let first = style.shapes[below(count, rng)];
        let second = style.shapes[below(count, rng)];
        let blend = [spread(-0.15, 1.15, rng), spread(-0.15, 1.15, rng)];
        // Most hands are careful, some are not.
        let care = unit(rng);
        let shake = 0.019 + 0.032 * care * care;
        path.clear();
        for (a, b) in first.iter().zip(second.iter()) {
            let drift = [0.7 * shake * gauss(rng), 0.7 * shake * gauss(rng)];
            self.control.clear();
            let last = a.len() - 1;
            for (i, (p, q)) in a.iter().zip(b.iter()).enumerate() {
                if i > 0 && a[i - 1] == *p {
                    self.control.extend(self.control.last().copied());
                    continue;
                }
                let sigma = if i == 0 || i == last {
                    1.7 * shake
                } else {
                    shake
                };
                let [x, y] = mix(*p, *q, blend);
                self.control.push([
                    x + drift[0] + sigma * gauss(rng),
                    y + drift[1] + sigma * gauss(rng),
                ]);
            }
            path.push_curve(&self.control);
        }
        bend(digit, path, rng);
        pen(rng)
    }
}

/// Bends, slants, stretches and turns the whole digit.
fn bend(digit: u8, path: &mut Path, rng: &mut impl Rng) {
    let wobble = 0.026;
    let (push_x, push_y) = (wobble * gauss(rng), wobble * gauss(rng));
    let (phase_x, phase_y) = (spread(0.0, TAU, rng), spread(0.0, TAU, rng));
    let (wave_x, wave_y) = (spread(3.0, 7.0, rng), spread(3.0, 7.0, rng));
    let slant = 0.11 + 0.22 * gauss(rng);
    // A one has nothing but its slant; its width says nothing.
    let aspect = if digit == 1 {
        1.0
    } else {
        libm::expf(0.03 + 0.20 * gauss(rng))
    };
    let turn = 0.10 * gauss(rng);
    let (sin, cos) = (libm::sinf(turn), libm::cosf(turn));
    path.map(|[x, y]| {
        let (x, y) = (x - 0.5, y - 0.5);
        let bent_x = x + push_x * libm::sinf(wave_x * y + phase_x);
        let bent_y = y + push_y * libm::sinf(wave_y * x + phase_y);
        let slanted = aspect * (bent_x - slant * bent_y);
        [cos * slanted - sin * bent_y, sin * slanted + cos * bent_y]
    });
}

/// A pen like those MNIST was written with.
fn pen(rng: &mut impl Rng) -> Pen {
    Pen {
        radius: (0.98 + 0.33 * gauss(rng)).clamp(0.5, 2.3),
        pressure: 0.22 * unit(rng),
        phase: spread(0.0, TAU, rng),
        blur: spread(0.0, 0.1, rng),
        gain: spread(1.7, 2.7, rng),
        grain: 0.12 * unit(rng),
    }
}

/// A style, as often as its weight says.
fn pick(styles: &'static [Style], rng: &mut impl Rng) -> &'static Style {
    let total: u16 = styles.iter().map(|style| style.weight).sum();
    let mut left = below(u32::from(total), rng);
    for style in styles {
        let weight = usize::from(style.weight);
        if left < weight {
            return style;
        }
        left -= weight;
    }
    &styles[0]
}

/// A point between (or a little beyond) two, in units of the square.
fn mix(a: Point, b: Point, weight: [f32; 2]) -> [f32; 2] {
    [0, 1].map(|k| {
        let (from, to) = (f32::from(a[k]), f32::from(b[k]));
        (from + weight[k] * (to - from)) / 100.0
    })
}

/// A whole number from 0 to `count - 1`.
fn below(count: u32, rng: &mut impl Rng) -> usize {
    ((u64::from(rng.next_u32()) * u64::from(count)) >> 32) as usize
}

/// A number between `low` and `high`, all equally likely.
fn spread(low: f32, high: f32, rng: &mut impl Rng) -> f32 {
    low + (high - low) * unit(rng)
}

/// Nearly Gaussian, mean 0, variance 1: the sum of four uniform numbers (variance 1/12 each), scaled.
/// At most 3.47 from 0, so no outlier leaves the sheet.
fn gauss(rng: &mut impl Rng) -> f32 {
    let (a, b) = (rng.next_u32(), rng.next_u32());
    let sum = (a & 0xffff) + (a >> 16) + (b & 0xffff) + (b >> 16);
    (sum as f32 * (1.0 / 65_536.0) - 2.0) * 1.732_050_8
}
