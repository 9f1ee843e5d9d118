//! What a short experiment answers, as bits, for native and browser tests alike.

#![allow(dead_code)]

use prunelab::data::digits::DigitsConfig;
use prunelab::lab::ops::{Init, Op, Train, TrainConfig};
use prunelab::lab::session::{Session, Subject};
use prunelab::nn::optim::Optimizer;
use prunelab::prune::method::Method;
use prunelab::prune::rule::Rule;
use prunelab::prune::scope::Scope;

/// What [`run`] gives in a plain build.
pub const EXPECTED: &str = include_str!("../fixtures/answers_bits.txt");

fn add_run(session: &mut Session, parent: Option<u32>, op: Op) -> u32 {
    use prunelab::lab::run::Phase;
    session.start(parent, op, false).unwrap();
    while session.step(9).unwrap().phase != Phase::Done {}
    session.finish().unwrap().node.unwrap()
}

/// FNV-1a over what is answered to a drawn seven and to a test image: pixels, activations, probabilities, the fate of
/// both, and the images a neuron answers most to.
pub fn run() -> String {
    let (train, test, seed) = (640, 300, 11);
    let mut session = Session::default();
    session
        .begin_digits(DigitsConfig { train, test, seed })
        .unwrap();
    while session.step_digits(100) > 0 {}
    session.finish_digits().unwrap();
    let (hidden, seed) = (vec![40, 12], 9);
    let init = add_run(&mut session, None, Op::Init(Init { hidden, seed }));
    let config = TrainConfig {
        epochs: 2,
        batch_size: 64,
        optimizer: Optimizer::Adam { lr: 0.002 },
    };
    let stop_after = None;
    let op = Op::Train(Train { config, stop_after });
    let base = add_run(&mut session, Some(init), op);
    let method = Method::magnitude(Scope::Global, Rule::Exact);
    session.rank(base, method.clone()).unwrap();

    let seven = [
        vec![0.2, 0.2, 0.7, 0.15, 0.4, 0.9],
        vec![0.3, 0.5, 0.6, 0.5],
    ];
    let pixels = session.rasterize(&seven).unwrap();
    let mut bits: Vec<u32> = pixels.iter().map(|&level| level.into()).collect();
    let place = (base, Some((method, 0.8)));
    for subject in [Subject::Pixels(pixels), Subject::Test(123)] {
        let answer = session.answer(Some(place.clone()), &subject).unwrap();
        let fate = session.fate(1000, &subject).unwrap();
        let all = answer.layers.iter().flatten();
        let all = all.chain(&answer.probabilities).chain(&fate);
        bits.extend(all.map(|value| value.to_bits()));
    }
    session.begin_strongest(place, 1, 3).unwrap();
    while !session.step_survey(100) {}
    for (image, activation) in session.strongest() {
        bits.extend([image as u32, activation.to_bits()]);
    }
    let hash = bits.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, &word| {
        (hash ^ u64::from(word)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{hash:016x} {}", bits.len())
}
