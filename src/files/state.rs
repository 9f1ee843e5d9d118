//! What one engine hands to another as bytes: the frame, and the parts in it that are networks, generators and
//! encodings.
//!
//! The mark `prunelb4`, the CRC-32 of all that follows (u32, little-endian), then a value in the wire format of
//! postcard (<https://postcard.jamesmunns.com/wire-format>). It is made for engines of the same build, side by side; it
//! is no file format.
//!
//! Reading takes two steps. [`unpack`] gives plain numbers and sets no more memory aside than the bytes can hold; the
//! parts are then checked, with a reason that names what is wrong, before they become a network, a generator or an
//! encoding.

mod encoding;
mod frame;
mod handed;
mod network;

pub use encoding::EncodingParts;
pub use frame::{bad, finite, pack, unpack};
pub use handed::HandedNetwork;
pub use network::{GeneratorParts, LayerParts, NetworkParts};
