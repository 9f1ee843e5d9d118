//! Pen strokes to grey levels, normalised as MNIST was.
//!
//! Strokes are lists of points, `y` downwards, in any unit. They are scaled, keeping their aspect, so
//! that the ink fits a box of 20 / 28 of the image's size, drawn with a round pen, and moved by whole pixels
//! so that the centre of mass lies on the centre of the image (LeCun, Cortes, Burges: "The MNIST database of
//! handwritten digits", section "File formats", where images are 28 x 28). A pixel's coverage is approximated
//! from the distance `d` of its centre to the pen's path of radius `r`: `clamp(r + 1/2 - d, 0, 1)`.

use super::path::Path;
use rand::Rng;
use rand_pcg::Pcg32;

/// Side of MNIST's images, in pixels.
pub const SIDE: usize = 28;
/// Pixels of such an image.
pub const PIXELS: usize = SIDE * SIDE;
/// Side of the box that the ink is scaled to, in pixels of such an image.
const BOX: f32 = 20.0;
/// Grey levels below this are paper.
const PAPER: f32 = 0.06;

/// How a pen leaves its ink.
#[derive(Debug, Clone, Copy)]
pub struct Pen {
    /// Half the stroke's width, in pixels of an image of MNIST's size.
    pub radius: f32,
    /// Relative change of the radius along the stroke, 0 to 1.
    pub pressure: f32,
    /// Where in its wave the pressure starts, in radians.
    pub phase: f32,
    /// Weight of each neighbour in the blur, 0 to 1/3.
    pub blur: f32,
    /// Ink at full coverage; above 1 the edges get harder.
    pub gain: f32,
    /// Relative noise of the grey levels, 0 to 1.
    pub grain: f32,
}

impl Pen {
    /// The pen for what a person draws: the mean of the built-in digits' pens, without noise.
    pub const PLAIN: Self = Self {
        radius: 0.98,
        pressure: 0.0,
        phase: 0.0,
        blur: 0.05,
        gain: 2.2,
        grain: 0.0,
    };
}

/// One grey field, 0 to 1, with the buffers drawing needs.
#[derive(Debug, Clone)]
pub struct Canvas {
    height: usize,
    width: usize,
    ink: Vec<f32>,
    swap: Vec<f32>,
    image: Vec<u8>,
}

impl Canvas {
    /// A clean sheet.
    pub fn new(height: usize, width: usize) -> Self {
        let pixels = height * width;
        Self {
            height,
            width,
            ink: vec![0.0; pixels],
            swap: vec![0.0; pixels],
            image: vec![0; pixels],
        }
    }

    /// Draws `path` and gives the grey levels; noise comes from `rng`.
    pub fn draw(&mut self, path: &Path, pen: &Pen, rng: &mut impl Rng) -> &[u8] {
        self.put_down(path, pen);
        let by = self.offset();
        self.develop(by, pen.grain, rng)
    }

    /// As [`Canvas::draw`] by a pen without noise, but moved so far only that no ink leaves the image.
    pub fn draw_whole(&mut self, path: &Path, pen: &Pen) -> &[u8] {
        self.put_down(path, pen);
        let (mut down, mut right) = self.offset();
        let (height, width) = (self.height as isize, self.width as isize);
        for (i, &ink) in self.ink.iter().enumerate() {
            if ink > 0.0 {
                let (y, x) = (i as isize / width, i as isize % width);
                down = down.clamp(-y, height - 1 - y);
                right = right.clamp(-x, width - 1 - x);
            }
        }
        let by = (down, right);
        // No random number is drawn.
        self.develop(by, 0.0, &mut Pcg32::new(0, 0))
    }

    /// Leaves the ink, where the path lies.
    fn put_down(&mut self, path: &Path, pen: &Pen) {
        self.ink.fill(0.0);
        self.trace(path, pen);
        if pen.blur > 0.0 {
            self.blur(pen.blur);
        }
        for ink in &mut self.ink {
            let dark = *ink * pen.gain;
            *ink = if dark < PAPER { 0.0 } else { dark.min(1.0) };
        }
    }

    /// Gives the grey levels of the ink, moved `down` and `right` by whole pixels.
    fn develop(&mut self, (down, right): (isize, isize), grain: f32, rng: &mut impl Rng) -> &[u8] {
        let (height, width) = (self.height, self.width);
        self.image.fill(0);
        for y in 0..height {
            let Some(to_y) = y.checked_add_signed(down).filter(|&v| v < height) else {
                continue;
            };
            for x in 0..width {
                let ink = self.ink[y * width + x];
                if ink == 0.0 {
                    continue;
                }
                let Some(to_x) = x.checked_add_signed(right).filter(|&v| v < width) else {
                    continue;
                };
                let noise = if grain > 0.0 {
                    1.0 - grain * unit(rng)
                } else {
                    1.0
                };
                self.image[to_y * width + to_x] = (ink * noise * 255.0 + 0.5) as u8;
            }
        }
        &self.image
    }

    /// Draws the pen's path, scaled into the box; where lines cross, the darker counts.
    fn trace(&mut self, path: &Path, pen: &Pen) {
        let Some(([left, top], [right, bottom])) = path.bounds() else {
            return;
        };
        let sides = [self.width as f32, self.height as f32];
        let mnist = SIDE as f32;
        let thickness = pen.radius * (sides[0].min(sides[1]) / mnist);
        let extent = (right - left).max(bottom - top);
        let scale = if extent > 1e-6 {
            let room = |side: f32| (side * BOX / mnist - 1.0 - 2.0 * thickness).max(0.0);
            (room(sides[0]) / (right - left)).min(room(sides[1]) / (bottom - top))
        } else {
            0.0
        };
        let centre = [(left + right) / 2.0, (top + bottom) / 2.0];
        let place = |p: [f32; 2]| [0, 1].map(|k| (p[k] - centre[k]) * scale + sides[k] / 2.0);
        let mut travelled = pen.phase;
        for stroke in path.strokes() {
            let Some(&first) = stroke.first() else {
                continue;
            };
            let mut from = place(first);
            // A stroke of one point is a dot: a segment of no length.
            for &point in stroke
                .get(1..)
                .filter(|rest| !rest.is_empty())
                .unwrap_or(stroke)
            {
                let to = place(point);
                let radius = thickness * (1.0 + pen.pressure * wave(travelled));
                self.segment(from, to, radius);
                let (dx, dy) = (to[0] - from[0], to[1] - from[1]);
                travelled += (dx * dx + dy * dy).sqrt() * 0.15;
                from = to;
            }
            travelled += 1.3;
        }
    }

    /// Inks one straight piece with a round pen.
    fn segment(&mut self, a: [f32; 2], b: [f32; 2], radius: f32) {
        let reach = radius + 0.5;
        let sides = [self.width, self.height];
        let range = |k: usize| {
            let low = (a[k].min(b[k]) - reach - 0.5).max(0.0) as usize;
            let high = (a[k].max(b[k]) + reach + 0.5).clamp(0.0, sides[k] as f32) as usize;
            low..high
        };
        let (dx, dy) = (b[0] - a[0], b[1] - a[1]);
        let inverse = 1.0 / (dx * dx + dy * dy).max(1e-9);
        for y in range(1) {
            let py = y as f32 + 0.5 - a[1];
            for x in range(0) {
                let px = x as f32 + 0.5 - a[0];
                let t = ((px * dx + py * dy) * inverse).clamp(0.0, 1.0);
                let (ex, ey) = (px - t * dx, py - t * dy);
                let square = ex * ex + ey * ey;
                if square < reach * reach {
                    let cover = (reach - square.sqrt()).min(1.0);
                    let ink = &mut self.ink[y * self.width + x];
                    *ink = ink.max(cover);
                }
            }
        }
    }

    /// Separable blur with the weights `[side, 1 - 2 side, side]`; the border row of pixels is paper.
    fn blur(&mut self, side: f32) {
        let middle = 1.0 - 2.0 * side;
        let (pixels, width) = (self.ink.len(), self.width);
        for i in 1..pixels - 1 {
            self.swap[i] = side * (self.ink[i - 1] + self.ink[i + 1]) + middle * self.ink[i];
        }
        for i in width..pixels - width {
            self.ink[i] =
                side * (self.swap[i - width] + self.swap[i + width]) + middle * self.swap[i];
        }
    }

    /// Whole pixels (down, right) that bring the centre of mass to the image's centre.
    fn offset(&self) -> (isize, isize) {
        let (mut mass, mut down, mut right) = (0.0_f32, 0.0_f32, 0.0_f32);
        for (y, row) in self.ink.chunks_exact(self.width).enumerate() {
            let (mut sum, mut moment) = (0.0_f32, 0.0_f32);
            for (x, &ink) in row.iter().enumerate() {
                sum += ink;
                moment += ink * x as f32;
            }
            mass += sum;
            down += sum * y as f32;
            right += moment;
        }
        if mass <= 0.0 {
            return (0, 0);
        }
        // MNIST's images have their mean at pixel index 14, not at 13.5.
        let whole = |side: usize, moment: f32| ((side / 2) as f32 - moment / mass).round() as isize;
        (whole(self.height, down), whole(self.width, right))
    }
}

/// A smooth wave of period 4 between -1 and 1, in parabolas: no sine needed.
fn wave(t: f32) -> f32 {
    let t = t * (2.0 / std::f32::consts::PI);
    let u = t - (t / 4.0).floor() * 4.0 - 2.0;
    u * (2.0 - u.abs())
}

/// A number from 0 (included) to 1 (excluded).
pub fn unit(rng: &mut impl Rng) -> f32 {
    (rng.next_u32() >> 8) as f32 * (1.0 / 16_777_216.0)
}
