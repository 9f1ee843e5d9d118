//! A layer's weights as edges, sorted from the last one pruned to the first: at any grid point the kept ones are a prefix.
//!
//! Weights that are zero are left out, as are those that are pruned at every grid point: they change nothing.

use crate::nn::dense::Dense;
use prunelab_kernels::walk::Edge;
use std::ops::Range;

/// One list for a whole layer, for inputs that never change: between two grid points a range of it is added back.
/// Within a grid point the edges are sorted by input and output, so that neighbours mostly have different outputs.
#[derive(Debug, Clone)]
pub struct Whole {
    edges: Vec<Edge>,
    /// `kept[point]`: how many edges are kept at a grid point.
    kept: Vec<usize>,
}

impl Whole {
    /// The edges of `layer`, of which `[input * outputs + output]` is pruned from grid point `pruned_from` on (`points` for
    /// one that never is); only those of inputs that are `lit`, or of all.
    pub fn new(layer: &Dense, pruned_from: &[u32], points: usize, lit: Option<&[bool]>) -> Self {
        let weights = layer.weights();
        let outputs = layer.outputs();
        let each = |visit: &mut dyn FnMut(usize, Edge)| {
            for (input, (row, pruned_from)) in weights
                .rows()
                .into_iter()
                .zip(pruned_from.chunks_exact(outputs))
                .enumerate()
                .filter(|&(input, _)| lit.is_none_or(|lit| lit[input]))
            {
                for (output, (&weight, &first)) in row.iter().zip(pruned_from).enumerate() {
                    if weight != 0.0 && first > 0 {
                        let (input, output) = (input as u16, output as u16);
                        visit(
                            first as usize - 1,
                            Edge {
                                input,
                                output,
                                weight,
                            },
                        );
                    }
                }
            }
        };
        // A counting sort by the last grid point at which an edge is kept, highest first.
        let mut kept = vec![0; points];
        each(&mut |last, _| kept[last] += 1);
        for point in (1..points).rev() {
            kept[point - 1] += kept[point];
        }
        let mut edges = vec![Edge::default(); kept.first().copied().unwrap_or(0)];
        let mut next = kept.clone();
        next.rotate_left(usize::from(points > 0));
        if let Some(last) = next.last_mut() {
            *last = 0;
        }
        each(&mut |last, edge| {
            edges[next[last]] = edge;
            next[last] += 1;
        });
        Self { edges, kept }
    }

    /// Returns the edges that are added back on the way down to grid point `to` from `from`, or from nothing.
    pub fn back(&self, from: Option<usize>, to: usize) -> &[Edge] {
        &self.edges[from.map_or(0, |from| self.kept[from])..self.kept[to]]
    }
}

/// A list for every output of a layer, for inputs that change from grid point to grid point.
#[derive(Debug, Clone)]
pub struct Lists {
    edges: Vec<Edge>,
    /// Where each output's edges begin in `edges`.
    start: Vec<usize>,
    /// `kept[point * outputs + output]`: how many of them are kept at a grid point.
    kept: Vec<u32>,
}

impl Lists {
    /// The edges of `layer`, as for [`Whole::new`].
    pub fn new(layer: &Dense, pruned_from: &[u32], points: usize) -> Self {
        let whole = Whole::new(layer, pruned_from, points, None);
        let outputs = layer.outputs();
        let mut counts = vec![0; outputs];
        let mut kept = vec![0; points * outputs];
        for point in (0..points).rev() {
            let before = (point + 1 < points).then_some(point + 1);
            for edge in whole.back(before, point) {
                counts[usize::from(edge.output)] += 1;
            }
            kept[point * outputs..(point + 1) * outputs].copy_from_slice(&counts);
        }
        let mut start = Vec::with_capacity(outputs);
        let mut end = 0;
        for count in counts {
            start.push(end);
            end += count as usize;
        }
        let mut next = start.clone();
        let mut edges = vec![Edge::default(); end];
        for &edge in &whole.edges {
            let next = &mut next[usize::from(edge.output)];
            edges[*next] = edge;
            *next += 1;
        }
        Self { edges, start, kept }
    }

    /// Returns the edges of an output that are added back on the way down to grid point `to` from `from`, or from nothing.
    pub fn back(&self, output: usize, from: Option<usize>, to: usize) -> &[Edge] {
        let outputs = self.start.len();
        let kept = |point: usize| self.kept[point * outputs + output] as usize;
        let span: Range<usize> = from.map_or(0, kept)..kept(to);
        &self.edges[self.start[output]..][span]
    }
}
