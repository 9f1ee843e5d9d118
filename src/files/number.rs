//! Numbers of tensors as files store them, little-endian, as f64: that holds every f16, bf16 and f32 to the bit.

/// Types of numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Type {
    /// IEEE half precision.
    F16,
    /// The upper half of an f32.
    Bf16,
    /// IEEE single precision.
    F32,
    /// IEEE double precision.
    F64,
    /// A signed byte.
    I8,
    /// A byte.
    U8,
    /// 16 bits with a sign.
    I16,
    /// 32 bits with a sign.
    I32,
    /// 64 bits with a sign.
    I64,
    /// A byte that is 0 or 1.
    Bool,
}

impl Type {
    /// Returns the name for messages.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::F16 => "float16",
            Self::Bf16 => "bfloat16",
            Self::F32 => "float32",
            Self::F64 => "float64",
            Self::I8 => "int8",
            Self::U8 => "uint8",
            Self::I16 => "int16",
            Self::I32 => "int32",
            Self::I64 => "int64",
            Self::Bool => "bool",
        }
    }

    /// Returns how many bytes a number takes.
    #[must_use]
    pub fn size(self) -> usize {
        match self {
            Self::I8 | Self::U8 | Self::Bool => 1,
            Self::F16 | Self::Bf16 | Self::I16 => 2,
            Self::F32 | Self::I32 => 4,
            Self::F64 | Self::I64 => 8,
        }
    }

    /// Returns whether numbers of this type have fractions.
    #[must_use]
    pub fn is_float(self) -> bool {
        match self {
            Self::F16 | Self::Bf16 | Self::F32 | Self::F64 => true,
            Self::I8 | Self::U8 | Self::I16 | Self::I32 | Self::I64 | Self::Bool => false,
        }
    }

    /// Reads numbers; bytes left over at the end are none.
    #[must_use]
    pub fn read(self, bytes: &[u8]) -> Vec<f64> {
        match self {
            Self::F16 => each(bytes, |b| half(u16::from_le_bytes(b))),
            Self::Bf16 => each(bytes, |[low, high]| {
                f32::from_le_bytes([0, 0, low, high]).into()
            }),
            Self::F32 => each(bytes, |b| f32::from_le_bytes(b).into()),
            Self::F64 => each(bytes, f64::from_le_bytes),
            Self::I8 => each(bytes, |b| i8::from_le_bytes(b).into()),
            Self::U8 => each(bytes, |[b]| b.into()),
            Self::I16 => each(bytes, |b| i16::from_le_bytes(b).into()),
            Self::I32 => each(bytes, |b| i32::from_le_bytes(b).into()),
            Self::I64 => each(bytes, |b| i64::from_le_bytes(b) as f64),
            Self::Bool => each(bytes, |[b]| f64::from(b != 0)),
        }
    }
}

fn each<const N: usize>(bytes: &[u8], read: impl Fn([u8; N]) -> f64) -> Vec<f64> {
    let (numbers, _) = bytes.as_chunks();
    numbers.iter().map(|&number| read(number)).collect()
}

/// Returns what a number in IEEE half precision is.
#[must_use]
pub fn half(bits: u16) -> f64 {
    let sign = if bits >> 15 == 0 { 1.0 } else { -1.0 };
    let (exponent, fraction) = (i32::from(bits >> 10 & 31), f64::from(bits & 1023));
    let magnitude = match exponent {
        0 => fraction * power_of_two(-24),
        31 if fraction == 0.0 => f64::INFINITY,
        31 => f64::NAN,
        _ => (1024.0 + fraction) * power_of_two(exponent - 25),
    };
    sign * magnitude
}

/// Returns 2^n for n from -1022 to 1023.
fn power_of_two(n: i32) -> f64 {
    f64::from_bits(((n + 1023) as u64) << 52)
}
