//! Every test that needs no browser, in one program: it is linked once, and its tests run side by side.
#![cfg(not(target_arch = "wasm32"))]

#[path = "../common/mod.rs"]
mod common;

mod answers;
mod architecture;
mod bits;
mod chart_recorder;
mod charts;
mod circles;
mod deep;
mod description;
mod digits;
mod distil;
mod errors;
mod exports;
mod files;
mod fit;
mod foreign;
mod formats;
mod golden_masks;
mod golden_mnist;
mod golden_steps;
mod gradients;
mod handover;
mod idx;
mod inference;
mod links;
mod method_text;
mod methods;
mod networks;
mod neurons;
mod order;
mod plots;
mod quantize;
mod recipes;
mod results;
mod rounded_inputs;
mod runs;
mod scan;
mod schedules;
mod score_table;
mod scores;
mod sparse;
mod strokes;
mod torch;
mod training;
mod trajectory;
