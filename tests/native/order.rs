//! Masks from orders: exact counts, nested along the way, ties by index, the textbook rule.

use proptest::prelude::*;
use prunelab::nn::dense::Dense;
use prunelab::nn::mlp::Mlp;
use prunelab::prune::evidence::Evidence;
use prunelab::prune::method::Method;
use prunelab::prune::order::Order;
use prunelab::prune::rule::Rule;
use prunelab::prune::scope::Scope;
use prunelab::prune::trajectory::{STEPS, Trajectory, grid, ratios};

fn method(scope: Scope, rule: Rule) -> Method {
    Method::magnitude(scope, rule)
}

fn order(method: Method, model: &Mlp) -> Order {
    Order::new(method, model, Evidence::default()).unwrap()
}

fn scopes() -> impl Strategy<Value = Scope> {
    prop_oneof![Just(Scope::Layer), Just(Scope::Global)]
}

/// Networks of two layers with many equal and some zero weights.
fn networks() -> impl Strategy<Value = Mlp> {
    (1usize..9, 1usize..20, 1usize..6).prop_flat_map(|(a, b, c)| {
        let layer = |inputs: usize, outputs: usize| {
            prop::collection::vec(-4i8..=4, inputs * outputs).prop_map(move |w| {
                let mut layer = Dense::zeros(inputs, outputs);
                layer.fill(|i, o| f32::from(w[o * inputs + i]) / 4.0, |_| 0.5);
                layer
            })
        };
        (layer(a, b), layer(b, c)).prop_map(|(first, second)| Mlp::from_layers(vec![first, second]))
    })
}

/// Which weights are kept, layer by layer in PyTorch's order.
fn kept(model: &Mlp) -> Vec<Vec<bool>> {
    let layer = |l: &Dense| {
        (0..l.len())
            .map(|k| l.is_kept(k % l.inputs(), k / l.inputs()))
            .collect()
    };
    model.layers().iter().map(layer).collect()
}

fn pruned(model: &Mlp, method: Method, ratio: f64) -> Mlp {
    let mut out = model.clone();
    order(method, model).apply(&mut out, ratio);
    out
}

proptest! {
    #[test]
    fn counts_are_exact(model in networks(), ratio in 0.0..=1.0f64, scope in scopes()) {
        let out = kept(&pruned(&model, method(scope, Rule::Exact), ratio));
        let gone = |mask: &Vec<bool>| mask.iter().filter(|&&k| !k).count();
        let expected = |n: usize| (ratio * n as f64).round_ties_even() as usize;
        match scope {
            Scope::Layer => {
                for mask in &out {
                    prop_assert_eq!(gone(mask), expected(mask.len()));
                }
            }
            _ => prop_assert_eq!(out.iter().map(gone).sum::<usize>(), expected(model.weights())),
        }
    }

    #[test]
    fn masks_are_nested_and_the_lowest_go_first(model in networks(), a in 0.0..=1.0f64, b in 0.0..=1.0f64, scope in scopes()) {
        let (low, high) = if a < b { (a, b) } else { (b, a) };
        let exact = method(scope, Rule::Exact);
        let (less, more) = (kept(&pruned(&model, exact.clone(), low)), kept(&pruned(&model, exact.clone(), high)));
        for (less, more) in less.iter().flatten().zip(more.iter().flatten()) {
            prop_assert!(*less || !*more, "what is gone at a lower ratio is gone at a higher");
        }
        let out = pruned(&model, exact, high);
        let mask = kept(&out);
        let weights: Vec<Vec<f32>> = model.layers().iter().map(|l| l.weights().t().iter().map(|w| w.abs()).collect()).collect();
        let groups: Vec<Vec<(f32, bool)>> = weights.iter().zip(&mask).map(|(w, m)| w.iter().copied().zip(m.iter().copied()).collect()).collect();
        let groups = if scope == Scope::Global { vec![groups.concat()] } else { groups };
        for group in groups {
            let highest_gone = group.iter().enumerate().filter(|(_, (_, k))| !k).map(|(i, (w, _))| (*w, i)).fold((-1.0, 0), |x, y| if y > x { y } else { x });
            for (i, (w, keep)) in group.into_iter().enumerate() {
                prop_assert_eq!(keep, (w, i) > highest_gone, "equals go by index");
            }
        }
    }

    #[test]
    fn the_mask_is_a_law(model in networks(), first in 0.0..=1.0f64, second in 0.0..=1.0f64, scope in scopes()) {
        let exact = method(scope, Rule::Exact);
        let once = pruned(&model, exact.clone(), first);
        let twice = pruned(&once, exact, second);
        for (one, two) in once.layers().iter().zip(twice.layers()) {
            for i in 0..one.inputs() {
                for o in 0..one.outputs() {
                    prop_assert!(two.is_kept(i, o) <= one.is_kept(i, o), "what is gone stays gone");
                    prop_assert!(two.is_kept(i, o) || two.weights()[[i, o]] == 0.0);
                }
            }
        }
    }

    #[test]
    fn the_textbook_rule_takes_what_lies_strictly_below(model in networks(), ratio in 0.0..=1.0f64) {
        let out = kept(&pruned(&model, method(Scope::Layer, Rule::KthValue), ratio));
        for (layer, mask) in model.layers().iter().zip(&out) {
            let weights: Vec<f32> = layer.weights().t().iter().map(|w| w.abs()).collect();
            let mut sorted = weights.clone();
            sorted.sort_by(f32::total_cmp);
            let k = (ratio * sorted.len() as f64) as usize;
            for (w, &keep) in weights.iter().zip(mask) {
                prop_assert_eq!(keep, k == 0 || *w >= sorted[k - 1]);
            }
        }
    }

    #[test]
    fn a_slider_place_tells_what_goes(model in networks(), place in 0..=STEPS, scope in scopes()) {
        let exact = method(scope, Rule::Exact);
        let trajectory = Trajectory::new(model.clone(), order(exact.clone(), &model), grid());
        let out = pruned(&model, exact.clone(), ratios()[place as usize]);
        for (l, layer) in out.layers().iter().enumerate() {
            let cut = trajectory.cuts(l)[place as usize];
            let removal = trajectory.removal(l);
            let mut gone = 0;
            for i in 0..layer.inputs() {
                for o in 0..layer.outputs() {
                    let index = i * layer.outputs() + o;
                    prop_assert_eq!(layer.is_kept(i, o), removal.positions[index] >= removal.removed[place as usize]);
                    gone += u32::from(!layer.is_kept(i, o));
                    let weight = model.layers()[l].weights()[[i, o]].abs();
                    prop_assert!(layer.is_kept(i, o) || weight <= cut.threshold);
                }
            }
            prop_assert_eq!(removal.removed[place as usize], gone);
        }
    }
}

#[test]
fn halves_round_to_even_as_in_python() {
    let mut layer = Dense::zeros(5, 1);
    layer.fill(|i, _| i as f32 + 1.0, |_| 0.0);
    let model = Mlp::from_layers(vec![layer]);
    for (ratio, gone) in [(0.1, 0), (0.3, 2), (0.5, 2), (0.7, 4), (0.9, 4)] {
        assert_eq!(
            model.kept() - pruned(&model, method(Scope::Layer, Rule::Exact), ratio).kept(),
            gone,
            "{ratio}"
        );
    }
}

#[test]
fn the_grid_is_fine_near_the_end() {
    let grid = grid();
    assert_eq!((grid[0], grid[grid.len() - 1]), (0, STEPS));
    assert!(grid.windows(2).all(|pair| pair[0] < pair[1]));
    assert!(grid.contains(&1000) && grid.contains(&1805) && grid.contains(&1990));
}

/// A layer whose weights all have one size, with signs of all kinds, and one other weight.
fn equal(inputs: usize, outputs: usize, size: f32) -> Mlp {
    let mut layer = Dense::zeros(inputs, outputs);
    layer.fill(
        |i, o| match (i * 7 + o * 3) % 2 {
            _ if (i, o) == (5, 2) => 3.0,
            0 => size,
            _ => -size,
        },
        |_| 0.0,
    );
    Mlp::from_layers(vec![layer])
}

#[test]
fn weights_that_are_all_equal_are_pruned_everywhere() {
    let (inputs, outputs) = (60, 10);
    for scope in [Scope::Layer, Scope::Global] {
        let model = equal(inputs, outputs, 0.25);
        let half = pruned(&model, method(scope, Rule::Exact), 0.5);
        let mask = &kept(&half)[0];
        for row in mask.chunks(inputs) {
            let left = row.iter().filter(|&&kept| kept).count();
            assert!((15..=45).contains(&left), "{left} of {inputs} in an output");
        }
        assert!(mask[2 * inputs + 5], "a score that is higher goes last");
        assert_eq!(
            kept(&pruned(&model, method(scope, Rule::Exact), 0.5)),
            kept(&half)
        );
        // The textbook rule removes nothing until its threshold is the other weight's.
        let none = pruned(&model, method(scope, Rule::KthValue), 0.5);
        assert!(kept(&none)[0].iter().all(|&kept| kept));
    }
}

#[test]
fn equals_stay_by_index_where_they_are_few_or_without_effect() {
    let (inputs, outputs) = (60, 10);
    // Scores of zero: the first outputs are pruned first, as ever.
    let zero = pruned(
        &equal(inputs, outputs, 0.0),
        method(Scope::Layer, Rule::Exact),
        0.5,
    );
    let mask = &kept(&zero)[0];
    assert!(mask[..2 * inputs].iter().all(|&kept| !kept));
    // Eight of ten are equal.
    let mut layer = Dense::zeros(inputs, outputs);
    layer.fill(
        |i, o| {
            if (o * inputs + i) % 5 == 0 {
                1.0 + i as f32
            } else {
                0.5
            }
        },
        |_| 0.0,
    );
    let model = Mlp::from_layers(vec![layer]);
    let mask = &kept(&pruned(&model, method(Scope::Layer, Rule::Exact), 0.4))[0];
    let first = (0..inputs * outputs).filter(|k| k % 5 != 0).take(240);
    assert!(first.into_iter().all(|k| !mask[k]));
}
