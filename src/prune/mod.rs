//! Pruning: how important each weight or neuron is, in which order they go, and the way from 0 to 100 %.

pub mod allotment;
pub mod curve;
mod edges;
pub mod importance;
pub mod method;
pub mod movement;
pub mod n_m;
pub mod neurons;
pub mod obs;
pub mod order;
mod ranking;
pub mod rewire;
pub mod schedule;
pub mod shrink;
pub mod trajectory;
mod walk;
