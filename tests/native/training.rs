//! The whole pipeline on real data: what is learned on MNIST, what pruning breaks, what fine-tuning heals, and
//! that a network raised on the built-in digits reads real handwriting. The long runs are in `examples/`.

use crate::common::{self, mnist, perform};
use prunelab::data::dataset::Dataset;
use prunelab::data::digits::{DigitsConfig, generate};
use prunelab::lab::ops::{FineTune, Init, MaskChoice, Op, Prune, Train, TrainConfig};
use prunelab::lab::run::Outcome;
use prunelab::nn::evaluate::evaluate;
use prunelab::nn::mlp::Mlp;
use prunelab::prune::evidence::Evidence;
use prunelab::prune::method::Method;
use prunelab::prune::order::Order;
use prunelab::prune::rule::Rule;
use prunelab::prune::scope::Scope;

const METHOD: Method = Method::magnitude(Scope::Layer, Rule::Exact);

fn train(data: &Dataset, epochs: u32, seed: u64) -> Outcome {
    let init = perform(
        Op::Init(Init {
            hidden: vec![256],
            seed,
        }),
        None,
        data,
        u32::MAX,
    );
    perform(
        Op::Train(Train {
            config: config(epochs),
            stop_after: None,
        }),
        Some(init.state),
        data,
        u32::MAX,
    )
}

fn config(epochs: u32) -> TrainConfig {
    common::adam(epochs, 0.001)
}

fn accuracy_at(model: &Mlp, data: &Dataset, ratio: f64) -> f64 {
    let mut pruned = model.clone();
    Order::new(METHOD, model, Evidence::default())
        .unwrap()
        .apply(&mut pruned, ratio);
    evaluate(&pruned, &data.test).accuracy()
}

#[test]
fn mnist_is_learned_broken_and_healed() {
    let Some(data) = mnist("mnist_is_learned_broken_and_healed") else {
        return;
    };
    let dense = train(&data, 3, 1);
    let dense_accuracy = dense.evaluation.accuracy();
    assert!(
        (0.965..0.985).contains(&dense_accuracy),
        "dense {dense_accuracy}"
    );
    let prune = |ratio| {
        perform(
            Op::Prune(Prune {
                method: METHOD,
                ratio,
            }),
            Some(dense.state.clone()),
            &data,
            u32::MAX,
        )
    };
    let tune = |mask, before: Outcome| {
        let op = Op::FineTune(FineTune {
            config: config(1),
            mask,
            stop_after: None,
        });
        perform(op, Some(before.state), &data, u32::MAX)
    };
    let broken = prune(0.9);
    let healed = tune(MaskChoice::Keep, broken.clone());
    let (before, after) = (broken.evaluation.accuracy(), healed.evaluation.accuracy());
    assert!(
        before < 0.9 && after > 0.95,
        "at 90 %: {before} before, {after} after fine-tuning"
    );
    assert_eq!(
        healed.state.model.kept(),
        broken.state.model.kept(),
        "the mask holds"
    );
    let trap = tune(MaskChoice::Forget, prune(0.5)).state.model.sparsity();
    assert!(
        trap < 0.2,
        "without the mask the sparsity melts, but it is {trap}"
    );
}

#[test]
fn a_network_raised_on_the_built_in_digits_reads_real_handwriting() {
    let Some(real) = mnist("a_network_raised_on_the_built_in_digits_reads_real_handwriting") else {
        return;
    };
    let data = common::digits(60_000, 5_000, 1);
    let trained = train(&data, 10, 42);
    let model = &trained.state.model;
    let own = trained.evaluation.accuracy();
    assert!((0.96..=0.995).contains(&own), "its own test set: {own}");
    let read = evaluate(model, &real.test).accuracy();
    assert!(read >= 0.90, "MNIST: {read}");
    // Flat, knee, cliff.
    let at = |ratio| accuracy_at(model, &data, ratio);
    let (half, most, nearly, all) = (at(0.5), at(0.8), at(0.95), at(0.99));
    assert!(own - half < 0.02, "flat to 50 %: {own} to {half}");
    assert!(
        own - most > own - half && own - nearly > 0.2,
        "knee at 80 %: {most}, cliff at 95 %: {nearly}"
    );
    assert!(all < 0.5, "and down at 99 %: {all}");
}

#[test]
fn the_default_digits_are_neither_trivial_nor_hopeless() {
    let data = generate(&DigitsConfig::default()).unwrap();
    let own = train(&data, 10, 42).evaluation.accuracy();
    assert!((0.96..=0.995).contains(&own), "{own}");
}
