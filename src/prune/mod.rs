//! Pruning: scores of weights and neurons, the order in which they are pruned, and the trajectory from 0 to 100 %.

pub mod allotment;
pub mod context;
pub mod curve;
pub mod definition;
pub mod describe;
pub mod drop_grow;
mod edges;
pub mod evidence;
pub mod fit;
pub mod formula;
pub mod method;
mod method_text;
pub mod movement;
pub mod n_m;
pub mod obs;
pub mod order;
mod ranked;
mod ranking;
pub mod rule;
pub mod schedule;
pub mod scope;
pub mod score;
pub mod shape;
pub mod shrink;
pub mod trajectory;
pub mod units;
mod walk;
