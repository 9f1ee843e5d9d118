//! Built-in handwriting: labelled digits made from a seed, without any download.
//!
//! Every image is a function of the seed, the split and its index only: its generator is seeded by
//! `mix(mix(seed) + index)` (`mix` is the finaliser of SplitMix64, Steele, Lea, Flood 2014), test
//! indices starting at 10 * 2^32. So slicing, the number of images and the machine change no bit; the only
//! transcendental functions are libm's. Labels come in shuffled groups of ten, each digit once.
//! Images are 28 x 28 grey levels, row by row, 0 for paper.

use super::dataset::{Dataset, Split};
use super::hand::Hand;
use super::path::Path;
use super::raster::{Canvas, PIXELS, SIDE};
use crate::Result;
use crate::check::{Limit, check_seed};
use rand::Rng;
use rand_pcg::Pcg32;

/// Training images that can be drawn.
pub const TRAIN_LIMIT: Limit = Limit::whole(100, 100_000);
/// Test images that can be drawn.
pub const TEST_LIMIT: Limit = Limit::whole(100, 20_000);

/// Images and digits of the group whose labels are shuffled together.
const GROUP: usize = 10;
/// Stream of the generator that draws an image, and of the one that shuffles labels.
const DRAW: u64 = 1;
const SHUFFLE: u64 = 2;
/// Index of the first test image: beyond all others, at a group's start.
const TEST_BASE: u64 = (GROUP as u64) << 32;

/// How many digits to make, from which seed.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct DigitsConfig {
    /// Training images, 100 to 100,000.
    pub train: usize,
    /// Test images, 100 to 20,000.
    pub test: usize,
    /// Seed, 0 to 2^53 - 1 (it crosses to JavaScript).
    pub seed: u64,
}

impl Default for DigitsConfig {
    fn default() -> Self {
        Self {
            train: 12_000,
            test: 2_000,
            seed: 1,
        }
    }
}

impl DigitsConfig {
    /// Whether every number is in its range.
    ///
    /// # Errors
    /// [`crate::Error::OutOfRange`] for the first that is not.
    pub fn check(&self) -> Result<()> {
        TRAIN_LIMIT.check("training images", self.train as f64)?;
        TEST_LIMIT.check("test images", self.test as f64)?;
        check_seed(self.seed)
    }
}

/// Makes the whole data set at once.
///
/// # Errors
/// As [`DigitsConfig::check`].
pub fn generate(config: &DigitsConfig) -> Result<Dataset> {
    let mut generator = Generator::new(*config)?;
    generator.step(usize::MAX);
    generator.finish()
}

/// Makes a data set in slices, so that a page can show progress and stay responsive.
#[derive(Debug, Clone)]
pub struct Generator {
    config: DigitsConfig,
    train: Split,
    test: Split,
    writer: Writer,
}

impl Generator {
    /// Starts with no image made.
    ///
    /// # Errors
    /// As [`DigitsConfig::check`].
    pub fn new(config: DigitsConfig) -> Result<Self> {
        config.check()?;
        let (train, test) = (Split::new(PIXELS), Split::new(PIXELS));
        Ok(Self {
            config,
            train,
            test,
            writer: Writer::new(config.seed),
        })
    }

    /// Images to make in all.
    #[must_use]
    pub fn total(&self) -> usize {
        self.config.train + self.config.test
    }

    /// Makes at most `max_images` more and says how many are still to make.
    pub fn step(&mut self, max_images: usize) -> usize {
        let made = self.train.len() + self.test.len();
        for i in made..self.total().min(made.saturating_add(max_images)) {
            let (split, index) = match i.checked_sub(self.config.train) {
                None => (&mut self.train, i as u64),
                Some(i) => (&mut self.test, TEST_BASE + i as u64),
            };
            let (image, label) = self.writer.write(index);
            split.push(image, label);
        }
        self.total() - self.train.len() - self.test.len()
    }

    /// The data set; what no step has made yet is made now.
    ///
    /// # Errors
    /// None is to be expected: the configuration was checked.
    pub fn finish(mut self) -> Result<Dataset> {
        self.step(usize::MAX);
        self.train.shrink();
        self.test.shrink();
        Dataset::new("digits", SIDE, SIDE, self.train, self.test)
    }
}

/// Makes the image of an index, with the buffers that takes.
#[derive(Debug, Clone)]
struct Writer {
    base: u64,
    hand: Hand,
    path: Path,
    canvas: Canvas,
}

impl Writer {
    fn new(seed: u64) -> Self {
        let (hand, path) = (Hand::default(), Path::default());
        Self {
            base: mix(seed),
            hand,
            path,
            canvas: Canvas::new(SIDE, SIDE),
        }
    }

    /// The image and its label.
    fn write(&mut self, index: u64) -> (&[u8], u8) {
        let label = self.label(index);
        let mut rng = Pcg32::new(mix(self.base.wrapping_add(index)), DRAW);
        let pen = self.hand.write(label, &mut self.path, &mut rng);
        (self.canvas.draw(&self.path, &pen, &mut rng), label)
    }

    /// The label at `index`: the group's ten digits are shuffled (Fisher and Yates) by the group's seed.
    fn label(&self, index: u64) -> u8 {
        let group = index / GROUP as u64;
        let mut rng = Pcg32::new(mix(self.base.wrapping_add(group)), SHUFFLE);
        let mut digits: [u8; GROUP] = std::array::from_fn(|i| i as u8);
        for i in (1..GROUP).rev() {
            let j = (u64::from(rng.next_u32()) * (i as u64 + 1)) >> 32;
            digits.swap(i, j as usize);
        }
        digits[(index % GROUP as u64) as usize]
    }
}

/// Scrambles 64 bits: neighbours become unrelated.
fn mix(x: u64) -> u64 {
    let x = x.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}
