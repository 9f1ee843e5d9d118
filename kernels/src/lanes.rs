//! Four floats at a time: what the kernels compute with, and buffers laid out for it.
//!
//! In the browser [`F4`] is a 128-bit SIMD register; elsewhere an array that the compiler puts into one. Both round
//! alike: a product is rounded before it is added to, never fused, so that every machine and browser gives the same bits.
#![allow(unsafe_code)]

use std::ops::{Add, Deref, DerefMut, Div, Mul, Sub};

/// Floats of a cache line; rows of every matrix are a whole number of these.
pub const LINE: usize = 16;

#[derive(Debug, Clone, Copy)]
#[repr(C, align(64))]
struct Line([f32; LINE]);

/// Floats that begin on a cache line, a whole number of lines long.
#[derive(Debug, Clone, Default)]
pub struct Floats(Vec<Line>);

impl Floats {
    /// `length` zeros; `length` is a multiple of [`LINE`].
    #[must_use]
    pub fn zeros(length: usize) -> Self {
        let mut floats = Self::default();
        floats.resize(length);
        floats
    }

    /// Makes it `length` long, a multiple of [`LINE`]; what is added is zero.
    pub fn resize(&mut self, length: usize) {
        assert_eq!(length % LINE, 0, "whole lines only");
        self.0.resize(length / LINE, Line([0.0; LINE]));
    }
}

impl Deref for Floats {
    type Target = [f32];

    fn deref(&self) -> &[f32] {
        // SAFETY: a Line is LINE floats without padding (64 bytes, aligned to 64), and the vector owns that many.
        unsafe { std::slice::from_raw_parts(self.0.as_ptr().cast(), self.0.len() * LINE) }
    }
}

impl DerefMut for Floats {
    fn deref_mut(&mut self) -> &mut [f32] {
        // SAFETY: as above; the borrow is exclusive.
        unsafe { std::slice::from_raw_parts_mut(self.0.as_mut_ptr().cast(), self.0.len() * LINE) }
    }
}

impl PartialEq for Floats {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

#[cfg(target_arch = "wasm32")]
mod register {
    use std::arch::wasm32 as simd;

    pub type Register = simd::v128;

    #[inline(always)]
    pub fn splat(value: f32) -> Register {
        simd::f32x4_splat(value)
    }
    #[inline(always)]
    pub fn add(a: Register, b: Register) -> Register {
        simd::f32x4_add(a, b)
    }
    #[inline(always)]
    pub fn sub(a: Register, b: Register) -> Register {
        simd::f32x4_sub(a, b)
    }
    #[inline(always)]
    pub fn mul(a: Register, b: Register) -> Register {
        simd::f32x4_mul(a, b)
    }
    #[inline(always)]
    pub fn div(a: Register, b: Register) -> Register {
        simd::f32x4_div(a, b)
    }
    #[inline(always)]
    pub fn sqrt(a: Register) -> Register {
        simd::f32x4_sqrt(a)
    }
    /// For every set of four lanes, as a bit mask, the bytes that bring its lanes to the front: of four floats, and
    /// after them of four u16.
    const FRONT: [[u8; 16]; 16] = front::<4>();
    const FRONT_NARROW: [[u8; 16]; 16] = front::<2>();

    const fn front<const BYTES: usize>() -> [[u8; 16]; 16] {
        let mut table = [[0xff; 16]; 16];
        let mut mask = 0;
        while mask < 16 {
            let (mut lane, mut at) = (0, 0);
            while lane < 4 {
                if mask >> lane & 1 == 1 {
                    let mut byte = 0;
                    while byte < BYTES {
                        table[mask][at] = (lane * BYTES + byte) as u8;
                        at += 1;
                        byte += 1;
                    }
                }
                lane += 1;
            }
            mask += 1;
        }
        table
    }

    /// # Safety
    /// Four values may be written from `values` on, four from `columns` on.
    #[inline(always)]
    pub unsafe fn positive(a: Register, first: u16, values: *mut f32, columns: *mut u16) -> usize {
        let mask = simd::i32x4_bitmask(simd::f32x4_gt(a, simd::f32x4_splat(0.0)));
        let numbers = simd::i16x8_add(
            simd::u16x8_splat(first),
            simd::u16x8(0, 1, 2, 3, 0, 0, 0, 0),
        );
        // SAFETY: the tables have 16 rows of 16 bytes; the caller keeps room for what is written.
        unsafe {
            let wide = simd::v128_load(FRONT[usize::from(mask)].as_ptr().cast());
            let narrow = simd::v128_load(FRONT_NARROW[usize::from(mask)].as_ptr().cast());
            simd::v128_store(values.cast(), simd::i8x16_swizzle(a, wide));
            simd::v128_store64_lane::<0>(simd::i8x16_swizzle(numbers, narrow), columns.cast());
        }
        mask.count_ones() as usize
    }
    #[inline(always)]
    pub fn sum(a: Register) -> f32 {
        let halves = add(a, simd::i32x4_shuffle::<2, 3, 0, 1>(a, a));
        let all = add(halves, simd::i32x4_shuffle::<1, 0, 3, 2>(halves, halves));
        simd::f32x4_extract_lane::<0>(all)
    }
    #[inline(always)]
    pub fn pick(a: Register, places: u8) -> Register {
        /// Bytes of the four lanes that each number of two bits picks.
        static BYTES: [[u8; 16]; 256] = bytes();
        const fn bytes() -> [[u8; 16]; 256] {
            let mut all = [[0; 16]; 256];
            let mut at = 0;
            while at < 16 * 256 {
                let (places, byte) = (at / 16, at % 16);
                let lane = places >> (2 * (byte / 4)) & 3;
                all[places][byte] = (4 * lane + byte % 4) as u8;
                at += 1;
            }
            all
        }
        let bytes = &BYTES[usize::from(places)];
        // SAFETY: 16 bytes are read from an array of 16; loading a v128 asks for no alignment.
        simd::i8x16_swizzle(a, unsafe { simd::v128_load(bytes.as_ptr().cast()) })
    }

    pub type Whole = simd::v128;

    #[inline(always)]
    pub fn whole() -> Whole {
        simd::i32x4_splat(0)
    }
    #[inline(always)]
    pub fn madd_pairs(sum: Whole, weights: &[i8; 8], pair: [i8; 2]) -> Whole {
        let pair = i32::from(pair[0]) & 0xffff | i32::from(pair[1]) << 16;
        // SAFETY: 8 bytes are read from an array of 8; the load asks for no alignment.
        let weights = unsafe { simd::i16x8_load_extend_i8x8(weights.as_ptr()) };
        simd::i32x4_add(sum, simd::i32x4_dot_i16x8(weights, simd::i32x4_splat(pair)))
    }
    #[inline(always)]
    pub fn wholes(a: Whole) -> [i32; 4] {
        [
            simd::i32x4_extract_lane::<0>(a),
            simd::i32x4_extract_lane::<1>(a),
            simd::i32x4_extract_lane::<2>(a),
            simd::i32x4_extract_lane::<3>(a),
        ]
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod register {
    pub type Register = [f32; 4];

    #[inline(always)]
    pub fn splat(value: f32) -> Register {
        [value; 4]
    }
    #[inline(always)]
    pub fn add(a: Register, b: Register) -> Register {
        std::array::from_fn(|i| a[i] + b[i])
    }
    #[inline(always)]
    pub fn sub(a: Register, b: Register) -> Register {
        std::array::from_fn(|i| a[i] - b[i])
    }
    #[inline(always)]
    pub fn mul(a: Register, b: Register) -> Register {
        std::array::from_fn(|i| a[i] * b[i])
    }
    #[inline(always)]
    pub fn div(a: Register, b: Register) -> Register {
        std::array::from_fn(|i| a[i] / b[i])
    }
    #[inline(always)]
    pub fn sqrt(a: Register) -> Register {
        a.map(f32::sqrt)
    }
    /// # Safety
    /// Four values may be written from `values` on, four from `columns` on.
    #[inline(always)]
    pub unsafe fn positive(a: Register, first: u16, values: *mut f32, columns: *mut u16) -> usize {
        let mut count = 0;
        for (lane, z) in a.into_iter().enumerate() {
            // Written always, kept when positive: no branch to mispredict.
            // SAFETY: count <= lane < 4, and the caller keeps room for four.
            unsafe {
                values.add(count).write(z);
                columns.add(count).write(first + lane as u16);
            }
            count += usize::from(z > 0.0);
        }
        count
    }
    #[inline(always)]
    pub fn sum(a: Register) -> f32 {
        (a[0] + a[2]) + (a[1] + a[3])
    }
    #[inline(always)]
    pub fn pick(a: Register, places: u8) -> Register {
        std::array::from_fn(|i| a[usize::from(places >> (2 * i) & 3)])
    }

    pub type Whole = [i32; 4];

    #[inline(always)]
    pub fn whole() -> Whole {
        [0; 4]
    }
    #[inline(always)]
    pub fn madd_pairs(sum: Whole, weights: &[i8; 8], pair: [i8; 2]) -> Whole {
        let product = |at: usize| i32::from(weights[at]) * i32::from(pair[at % 2]);
        std::array::from_fn(|i| sum[i] + (product(2 * i) + product(2 * i + 1)))
    }
    #[inline(always)]
    pub fn wholes(a: Whole) -> [i32; 4] {
        a
    }
}

/// Four floats.
#[derive(Debug, Clone, Copy)]
#[repr(transparent)]
pub struct F4(register::Register);

impl F4 {
    /// The same value four times.
    #[inline(always)]
    #[must_use]
    pub fn splat(value: f32) -> Self {
        Self(register::splat(value))
    }

    /// `self * factor + term`, rounded twice.
    #[inline(always)]
    #[must_use]
    pub fn madd(self, factor: Self, term: Self) -> Self {
        self * factor + term
    }

    /// Square roots.
    #[inline(always)]
    #[must_use]
    pub fn sqrt(self) -> Self {
        Self(register::sqrt(self.0))
    }

    /// Sum of the four, pairwise: (0 + 2) + (1 + 3).
    #[inline(always)]
    #[must_use]
    pub fn sum(self) -> f32 {
        register::sum(self.0)
    }

    /// In lane i the float of lane `places >> 2 i & 3`.
    #[inline(always)]
    #[must_use]
    pub fn pick(self, places: u8) -> Self {
        Self(register::pick(self.0, places))
    }

    /// The first `N` registers of `values`, which are long enough.
    #[inline(always)]
    #[must_use]
    pub fn first<const N: usize>(values: &[f32]) -> [Self; N] {
        assert!(values.len() >= 4 * N, "{N} registers of floats");
        // SAFETY: as asserted.
        unsafe { Self::load(values, 0) }
    }

    /// The floats of `registers`, four of each.
    #[inline(always)]
    #[must_use]
    pub fn floats(registers: &[Self]) -> &[f32] {
        // SAFETY: an F4 is four floats without padding, aligned to no less than one of them.
        unsafe { std::slice::from_raw_parts(registers.as_ptr().cast(), registers.len() * 4) }
    }

    /// The floats of `registers`, to be changed.
    #[inline(always)]
    pub fn floats_mut(registers: &mut [Self]) -> &mut [f32] {
        // SAFETY: as above, and any bits make an F4; the borrow is exclusive.
        unsafe {
            std::slice::from_raw_parts_mut(registers.as_mut_ptr().cast(), registers.len() * 4)
        }
    }

    /// `N` registers from `values[from..]`.
    ///
    /// # Safety
    /// `from + 4 * N <= values.len()`.
    #[inline(always)]
    #[must_use]
    pub unsafe fn load<const N: usize>(values: &[f32], from: usize) -> [Self; N] {
        debug_assert!(from + 4 * N <= values.len());
        // SAFETY: the caller keeps the bounds; an F4 is four floats, and reading unaligned asks no more.
        unsafe {
            values
                .as_ptr()
                .add(from)
                .cast::<[Self; N]>()
                .read_unaligned()
        }
    }

    /// Writes `N` registers to `values[from..]`.
    ///
    /// # Safety
    /// `from + 4 * N <= values.len()`.
    #[inline(always)]
    pub unsafe fn store<const N: usize>(registers: [Self; N], values: &mut [f32], from: usize) {
        debug_assert!(from + 4 * N <= values.len());
        let at = values.as_mut_ptr();
        // SAFETY: as in `load`; the borrow is exclusive.
        unsafe { at.add(from).cast::<[Self; N]>().write_unaligned(registers) }
    }
}

/// Appends the positive ones of `row`, a whole number of four, at `at` to `values`, and their places, counted from `first`,
/// to `columns`; how many there are now. What lies behind them is overwritten.
///
/// # Panics
/// If there is no room for all of the row.
#[inline(always)]
#[must_use]
pub fn append_positive(
    row: &[f32],
    first: usize,
    at: usize,
    values: &mut [f32],
    columns: &mut [u16],
) -> usize {
    assert!(row.len().is_multiple_of(4) && first + row.len() <= 1 << 16);
    assert!(at + row.len() <= values.len() && at + row.len() <= columns.len());
    let mut end = at;
    for (j, four) in row.chunks_exact(4).enumerate() {
        // SAFETY: `four` is four floats; before it at most 4 j were appended, so that four more have room, as asserted.
        end += unsafe {
            let [z]: [F4; 1] = F4::load(four, 0);
            let (values, columns) = (values.as_mut_ptr().add(end), columns.as_mut_ptr().add(end));
            register::positive(z.0, (first + 4 * j) as u16, values, columns)
        };
    }
    end
}

impl Add for F4 {
    type Output = Self;
    #[inline(always)]
    fn add(self, other: Self) -> Self {
        Self(register::add(self.0, other.0))
    }
}

impl Sub for F4 {
    type Output = Self;
    #[inline(always)]
    fn sub(self, other: Self) -> Self {
        Self(register::sub(self.0, other.0))
    }
}

impl Mul for F4 {
    type Output = Self;
    #[inline(always)]
    fn mul(self, other: Self) -> Self {
        Self(register::mul(self.0, other.0))
    }
}

impl Div for F4 {
    type Output = Self;
    #[inline(always)]
    fn div(self, other: Self) -> Self {
        Self(register::div(self.0, other.0))
    }
}

/// Four whole numbers of 32 bits.
#[derive(Debug, Clone, Copy)]
#[repr(transparent)]
pub struct I4(register::Whole);

impl I4 {
    /// Four zeros.
    #[inline(always)]
    #[must_use]
    pub fn zero() -> Self {
        Self(register::whole())
    }

    /// Adds `weights[2 i] * pair[0] + weights[2 i + 1] * pair[1]` to lane i.
    #[inline(always)]
    #[must_use]
    pub fn madd_pairs(self, weights: &[i8; 8], pair: [i8; 2]) -> Self {
        Self(register::madd_pairs(self.0, weights, pair))
    }

    /// The four.
    #[inline(always)]
    #[must_use]
    pub fn array(self) -> [i32; 4] {
        register::wholes(self.0)
    }
}
