//! The inner loops of Prunelab: everything that takes long, and all `unsafe` code.
//!
//! They are a package of their own because packages can be optimized differently. The module for the browser is
//! built for size, which takes loops over registers apart again; this package is always built for speed. So what is
//! called once for each weight or pixel belongs here, as a function that is neither generic nor inlined: those are
//! compiled with the package that calls them.
//!
//! - [`lanes`]: four floats at a time, and buffers laid out for it;
//! - [`rows`]: sparse matrices, by rows and by columns;
//! - [`dense`]: forward and backward through a layer;
//! - [`descend`]: gradient and step of an optimizer, fused;
//! - [`products`]: sums of products for what is asked of single images;
//! - [`walk`]: the walk along a trajectory;
//! - [`formats`], [`int8`]: layers that compute from a compact form of their weights.

pub mod dense;
pub mod descend;
pub mod formats;
pub mod int8;
pub mod lanes;
pub mod products;
pub mod rows;
pub mod walk;
