// @ts-check
/**
 * What the comparison shows, out of a state. Pure.
 */

/** @import { RunNode } from '../../protocol.js' */
/** @import { ComparedCurve } from '../../state/compare.js' */
/** @import { Slice } from '../../state/slices.js' */
/** @import { State } from '../../state/state.js' */
import { readingsAt } from '../../state/compare.js';
import * as select from '../../state/select.js';
import { onGrid } from '../../state/trajectory.js';

/** @typedef {{ sparsity: number, accuracy: number, ratio: number, joined: boolean }} ComparedPoint */

/** The two runs side by side that the person chose in place of base and current run, and the layer shown.
 * @typedef {{ a: number | null, b: number | null, layer: number }} PairChoice */

/** @type {Slice<{ form: PairChoice }>} */
export const slice = {
  id: 'compare',
  initial: { form: { a: null, b: null, layer: 0 } },
  reduce: (own, _, state, before) => (select.isOtherLab(state, before) ? slice.initial : own),
};

/** @type {WeakMap<ComparedCurve, { grid: Uint32Array | undefined, points: ComparedPoint[] }>} */
const pointsMade = new WeakMap();

/**
 * A curve's points; a line leads to one unless a point between it and the one before is still to be measured.
 * @param {ComparedCurve} curve
 * @param {State} state
 */
function pointsOf(curve, { ranked }) {
  const known = pointsMade.get(curve);
  if (known && known.grid === ranked?.grid) return known.points;
  const places = new Map(ranked ? [...ranked.grid].map((place, index) => [ranked.ratios[place], index]) : []);
  const points = curve.samples.map(({ ratio, sparsity, evaluation }, index) => {
    const [at, before] = [places.get(ratio), index > 0 ? places.get(curve.samples[index - 1].ratio) : undefined];
    const joined = index > 0 && (at === undefined || before === undefined || at === before + 1);
    return { ratio, sparsity, accuracy: select.accuracyOf(evaluation), joined };
  });
  pointsMade.set(curve, { grid: ranked?.grid, points });
  return points;
}

/** @param {State} state */
export function comparePanelData(state) {
  const { compared, jobs } = state.studies;
  const base = select.baseNode(state);
  const ranked = state.ranked;
  const slid = select.ratioNow(state);
  const ratio = ranked ? onGrid(ranked, slid) : slid;
  const bases = new Set(compared.map((curve) => curve.base));
  const only = bases.size === 1 ? state.nodes.get([...bases][0]) : undefined;
  return {
    enabled: select.isReady(state) && base !== null,
    job: jobs.methods,
    runs: [...state.nodes.values()],
    current: state.current,
    severalRuns: bases.size > 1,
    curves: compared.map((curve) => ({ ...curve, points: pointsOf(curve, state) })),
    rows: readingsAt(compared, ratio),
    ratio,
    dense: only ? select.accuracyOf(only.result.evaluation) : null,
    chance: state.data.info ? 1 / state.data.info.classes : null,
  };
}

/** @typedef {ReturnType<typeof comparePanelData>} ComparePanelData */

/**
 * The two runs that stand side by side: those chosen, or else the slider's network and the current run.
 * @param {State} state
 * @param {{ a: number | null, b: number | null }} choice
 * @returns {{ a: RunNode | null, b: RunNode | null, sameShape: boolean }}
 */
export function pairOf(state, choice) {
  const current = select.currentNode(state);
  const base = select.baseNode(state);
  /** @param {number | null} id */
  const chosen = (id) => (id === null ? undefined : state.nodes.get(id));
  const b = chosen(choice.b) ?? current;
  const fallback = base !== b ? base : b && b.parent !== null ? (state.nodes.get(b.parent) ?? null) : null;
  const a = chosen(choice.a) ?? fallback ?? b;
  return { a, b, sameShape: a !== null && b !== null && String(a.sizes) === String(b.sizes) };
}
