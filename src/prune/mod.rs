//! Pruning: how important each weight is, in which order weights go, and the way from 0 to 100 %.

pub mod curve;
mod edges;
pub mod importance;
pub mod order;
pub mod trajectory;
mod walk;
