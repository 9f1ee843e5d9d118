//! The kernels natively, by criterion: `cargo bench`. Inputs are the built-in digits, 784-256-10.
#![allow(missing_docs)]

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use prunelab::data::dataset::{Dataset, Split};
use prunelab::data::digits::{DigitsConfig, generate};
use prunelab::nn::evaluate::evaluate;
use prunelab::nn::init::rng;
use prunelab::nn::mlp::Mlp;
use prunelab::nn::optim::Optimizer;
use prunelab::nn::train::Trainer;
use prunelab::prune::evidence::Evidence;
use prunelab::prune::method::Method;
use prunelab::prune::order::Order;
use prunelab::prune::rule::Rule;
use prunelab::prune::scope::Scope;
use prunelab::prune::trajectory::{Trajectory, grid};
use prunelab_kernels::dense::{affine, backward};
use prunelab_kernels::lanes::Floats;
use prunelab_kernels::rows::{Columns, Rows};
use std::hint::black_box;

const BATCH: usize = 64;

fn digits() -> Dataset {
    let config = DigitsConfig {
        train: 1000,
        test: 1000,
        seed: 1,
    };
    generate(&config).expect("a valid configuration")
}

fn model() -> Mlp {
    Mlp::random(&[784, 256, 10], &mut rng(1))
}

fn batch(data: &Dataset) -> Rows {
    let mut rows = Rows::default();
    rows.clear(data.train.pixels());
    for i in 0..BATCH {
        let (columns, levels) = data.train.row(i);
        rows.push_grey(columns, levels);
    }
    rows
}

/// One batch through the first layer, forward; and back from the second, whose inputs are hidden activations.
fn layers(c: &mut Criterion) {
    let (data, model) = (digits(), model());
    let [first, second] = model.layers() else {
        panic!("two layers")
    };
    let rows = batch(&data);
    let entries: usize = (0..BATCH).map(|i| rows.row(i).0.len()).sum();
    let mut hidden = Floats::zeros(BATCH * first.width());
    let mut group = c.benchmark_group("a layer");
    group.throughput(Throughput::Elements((entries * first.outputs()) as u64));
    group.bench_function("affine, 784 to 256, 64 images", |b| {
        b.iter(|| {
            let (weights, bias) = (first.padded_weights(), first.padded_bias());
            affine(
                black_box(&rows),
                weights,
                bias,
                first.outputs(),
                &mut hidden,
            );
        });
    });
    let mut active = Rows::default();
    active.assign_positive(&hidden, first.width(), first.outputs());
    let entries: usize = (0..BATCH).map(|i| active.row(i).0.len()).sum();
    let delta = Floats::zeros(BATCH * second.width());
    let mut out = Floats::zeros(BATCH * first.width());
    group.throughput(Throughput::Elements((entries * second.outputs()) as u64));
    group.bench_function("backward, 10 to 256, 64 images", |b| {
        b.iter(|| {
            let weights = second.padded_weights();
            backward(
                black_box(&active),
                weights,
                &delta,
                second.outputs(),
                &mut out,
            );
        });
    });
    let mut columns = Columns::default();
    group.throughput(Throughput::Elements(BATCH as u64));
    group.bench_function("rows to columns, 64 images", |b| {
        b.iter(|| columns.assign(black_box(&rows)));
    });
    group.finish();
}

/// Whole steps: forward, backward and update.
fn steps(c: &mut Criterion) {
    let data = digits();
    let images: Vec<u32> = (0..BATCH as u32).collect();
    let mut group = c.benchmark_group("a step");
    group.throughput(Throughput::Elements(BATCH as u64));
    let optimizers = [
        ("Adam", Optimizer::Adam { lr: 0.001 }),
        (
            "SGD with momentum",
            Optimizer::Sgd {
                lr: 0.01,
                momentum: 0.9,
                nesterov: false,
                weight_decay: 0.0,
            },
        ),
    ];
    for (name, optimizer) in optimizers {
        let mut model = model();
        let mut trainer = Trainer::new(&model, optimizer);
        group.bench_function(name, |b| {
            b.iter(|| trainer.step(&mut model, &data.train, black_box(&images)));
        });
    }
    group.finish();
}

/// Evaluation, ranking and the curve, on 1,000 images.
fn passes(c: &mut Criterion) {
    let (data, model) = (digits(), model());
    let mut group = c.benchmark_group("a pass");
    group.sample_size(20);
    group.bench_function("evaluation", |b| {
        b.iter(|| evaluate(black_box(&model), &data.test));
    });
    let order = || {
        let method = Method::magnitude(Scope::Global, Rule::Exact);
        Order::new(method, &model, Evidence::default()).expect("magnitude needs no evidence")
    };
    group.bench_function("order of removal", |b| b.iter(|| black_box(order())));
    group.bench_function("curve of 137 points", |b| {
        b.iter(|| {
            let mut trajectory = Trajectory::new(model.clone(), order(), grid());
            while trajectory.remaining() > 0.0 {
                black_box(trajectory.step(&data.test, 1000));
            }
        });
    });
    let mut trajectory = Trajectory::new(model.clone(), order(), grid());
    let mut image = 0;
    group.bench_function("fate of a test image, 137 points", |b| {
        b.iter(|| {
            image = (image + 1) % data.test.len();
            black_box(trajectory.logits(&data.test, 1700, image))
        });
    });
    let mut pixels = vec![0; data.test.pixels()];
    data.test.copy_image(0, &mut pixels);
    let drawn = Split::of_one(&pixels);
    group.bench_function("fate of drawn pixels, 137 points", |b| {
        b.iter(|| black_box(trajectory.logits_of(&data.test, 1700, &drawn)));
    });
    group.finish();
}

criterion_group!(benches, layers, steps, passes);
criterion_main!(benches);
