//! The order of a network's matrices (outputs, inputs): the one way through all of them on which each takes what the one
//! before gives.
//!
//! Where several ways fit, names that differ only in a number stand in the order of their numbers; a file that keeps the
//! order of the network's definition decides what is left, and otherwise nothing does. Numbers must have no gap.

use super::entry::Source;
use super::param::Param;
use super::pattern::{Pattern, trailing};
use crate::files::names;
use crate::files::refusal::Refusal;
use crate::nn::mlp::MAX_LAYERS;
use crate::{Error, Result};

/// The most matrices whose ways are tried.
const MAX_TRIED: usize = 16;
/// The most steps of the search.
const MAX_STEPS: usize = 20_000;
/// More modules without parameters than these between two layers of an `nn.Sequential` are a gap: ReLU and Dropout.
const MAX_BETWEEN: u64 = 2;

/// Puts matrices in the order of the network.
pub fn order(source: &Source<'_>, matrices: Vec<Param>, norms: &[&str]) -> Result<Vec<Param>> {
    let mut search = Search::new(&matrices);
    if matrices.len() <= MAX_TRIED {
        search.go();
    }
    let way = match &search.whole[..] {
        [] => return Err(no_way(source, &matrices, &search)),
        [only] => only.clone(),
        [first, second, ..] => {
            // In the order of the file, where that means something.
            let as_stored: Vec<usize> = (0..matrices.len()).collect();
            if source.is_ordered && search.whole.contains(&as_stored) {
                as_stored
            } else {
                let mut differ = first.iter().zip(second);
                let (&a, &b) = differ.find(|(a, b)| a != b).unwrap_or((&0, &0));
                return Err(Refusal::NetworkOrder {
                    file: source.file.into(),
                    first: names::short(&matrices[a].name),
                    second: names::short(&matrices[b].name),
                }
                .into());
            }
        }
    };
    let mut matrices: Vec<Option<Param>> = matrices.into_iter().map(Some).collect();
    let ordered: Vec<Param> = way.iter().filter_map(|&at| matrices[at].take()).collect();
    check_gaps(source, &ordered, norms)?;
    Ok(ordered)
}

/// A search for ways through matrices.
struct Search<'a> {
    matrices: &'a [Param],
    patterns: Vec<Pattern>,
    steps: usize,
    way: Vec<usize>,
    /// Ways through all of them, at most a few.
    whole: Vec<Vec<usize>>,
    /// The longest ways that begin with each matrix, at most a few.
    longest: Vec<Vec<usize>>,
}

impl<'a> Search<'a> {
    fn new(matrices: &'a [Param]) -> Self {
        Self {
            matrices,
            patterns: matrices.iter().map(|m| Pattern::new(&m.name)).collect(),
            steps: 0,
            way: Vec::new(),
            whole: Vec::new(),
            longest: Vec::new(),
        }
    }

    fn go(&mut self) {
        for at in 0..self.matrices.len() {
            self.step(at);
        }
    }

    /// Returns whether matrix `at` takes what the last on the way gives, and is not on the way itself.
    fn fits(&self, at: usize) -> bool {
        let taken = |&last: &usize| self.matrices[last].sizes().1 == self.matrices[at].sizes().0;
        self.way.last().is_none_or(taken) && !self.way.contains(&at)
    }

    /// Returns whether matrix `at` may follow on the way: it takes what the last gives, and comes after those that are
    /// called like it but for a lower number.
    fn may_follow(&self, at: usize) -> bool {
        let comes_after = |other: usize| {
            let (a, b) = (&self.patterns[other], &self.patterns[at]);
            a.text == b.text && a.numbers < b.numbers
        };
        let missing = |&other: &usize| !self.way.contains(&other) && comes_after(other);
        self.fits(at) && !(0..self.matrices.len()).any(|other| missing(&other))
    }

    /// Keeps the way if none is longer.
    fn keep_longest(&mut self) {
        let length = self.longest.first().map_or(0, Vec::len);
        if self.way.len() > length {
            self.longest.clear();
        }
        if self.way.len() >= length && self.longest.len() < 4 {
            self.longest.push(self.way.clone());
        }
    }

    fn step(&mut self, at: usize) {
        self.steps += 1;
        if self.steps > MAX_STEPS || !self.may_follow(at) {
            return;
        }
        self.way.push(at);
        if self.way.len() == self.matrices.len() {
            if self.whole.len() < 32 {
                self.whole.push(self.way.clone());
            }
        } else {
            for next in 0..self.matrices.len() {
                self.step(next);
            }
        }
        self.keep_longest();
        self.way.pop();
    }
}

/// Says why there is no way through all matrices.
fn no_way(source: &Source<'_>, matrices: &[Param], search: &Search<'_>) -> Error {
    let file: String = source.file.into();
    let chain = |way: &[usize]| names::listed(way.iter().map(|&at| matrices[at].name.as_str()));
    let Some(longest) = search.longest.first() else {
        let count = matrices.len();
        let max = MAX_LAYERS;
        return Refusal::NetworkLayers { file, count, max }.into();
    };
    let rest: Vec<usize> = (0..matrices.len())
        .filter(|at| !longest.contains(at))
        .collect();
    let ends = |way: &[usize]| {
        let first = way.first().map_or(0, |&at| matrices[at].sizes().0);
        (first, way.last().map_or(0, |&at| matrices[at].sizes().1))
    };
    // What is left of the longest way's like is as good a network; or another way of its length ends otherwise.
    let mut others = Search::new(matrices);
    others.longest.clear();
    for &at in &rest {
        others.step_within(at, &rest);
    }
    let like = |way: &&Vec<usize>| way.len() == longest.len() && ends(way) == ends(longest);
    let twin = others.longest.iter().find(like);
    let another = search
        .longest
        .iter()
        .find(|way| *way != longest && longest.len() > 1);
    if let Some(second) = twin.or(another) {
        return Refusal::NetworkTwoChains {
            file,
            first: chain(longest),
            second: chain(second),
        }
        .into();
    }
    let Some(&beside) = rest.first() else {
        let count = matrices.len();
        let max = MAX_LAYERS;
        return Refusal::NetworkLayers { file, count, max }.into();
    };
    let (inputs, _) = matrices[beside].sizes();
    let is_given = |&at: &usize| {
        let (takes, gives) = matrices[at].sizes();
        takes == inputs || gives == inputs
    };
    let tensor = names::short(&matrices[beside].name);
    match longest.last() {
        Some(&last) if !longest.iter().any(is_given) => Refusal::NetworkUnlinked {
            file,
            tensor,
            inputs,
            before: names::short(&matrices[last].name),
            outputs: matrices[last].sizes().1,
        },
        _ => Refusal::NetworkBeside {
            file,
            tensor,
            shape: names::shape(&matrices[beside].shape),
            chain: chain(longest),
        },
    }
    .into()
}

impl Search<'_> {
    /// Searches among `allowed` only.
    fn step_within(&mut self, at: usize, allowed: &[usize]) {
        self.steps += 1;
        if self.steps > MAX_STEPS || !self.fits(at) {
            return;
        }
        self.way.push(at);
        for &next in allowed {
            self.step_within(next, allowed);
        }
        self.keep_longest();
        self.way.pop();
    }
}

/// Refuses a gap in the numbers of layers that are called alike.
fn check_gaps(source: &Source<'_>, ordered: &[Param], norms: &[&str]) -> Result<()> {
    let mut between = Vec::new();
    for pair in ordered.windows(2) {
        let [a, b] = pair else { continue };
        let (first, second) = (Pattern::new(&a.name), Pattern::new(&b.name));
        let mut differ = first
            .numbers
            .iter()
            .zip(&second.numbers)
            .filter(|(a, b)| a != b);
        let (Some((&from, &to)), None) = (differ.next(), differ.next()) else {
            continue;
        };
        if first.text != second.text || to <= from {
            continue;
        }
        let named = norms.iter().filter(|norm| {
            trailing(norm).is_some_and(|number| from < number && number < to)
                && same_place(norm, a.module())
        });
        let unknown = (to - from - 1).saturating_sub(named.count() as u64);
        let is_index = Pattern::index(a.module()).is_some();
        between.push((unknown, is_index, a, b));
    }
    let is_functional = between.iter().any(|&(unknown, ..)| unknown == 0);
    let gap = between.iter().find(|&&(unknown, is_index, ..)| {
        let most = if is_index && !is_functional {
            MAX_BETWEEN
        } else {
            0
        };
        unknown > most
    });
    match gap {
        Some((_, _, a, b)) => Err(Refusal::NetworkGap {
            file: source.file.into(),
            before: names::short(&a.name),
            after: names::short(&b.name),
        }
        .into()),
        None => Ok(()),
    }
}

/// Returns whether two modules are called alike but for their numbers.
fn same_place(a: &str, b: &str) -> bool {
    Pattern::new(a).text == Pattern::new(b).text
}
