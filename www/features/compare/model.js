// @ts-check
/**
 * What the comparison shows, out of a state. Pure.
 */

/** @import { ComparedCurve } from '../../state/compare.js' */
/** @import { Slice } from '../../state/slices.js' */
/** @import { State } from '../../state/state.js' */
import { kindOf } from '../../ops/method.js';
import { readingsAt } from '../../state/compare.js';
import * as select from '../../state/select.js';
import { curveKey } from '../../state/state.js';
import { onGrid } from '../../state/trajectory.js';
import { otherScope } from '../../state/tree.js';
import { standardError } from '../../util/statistics.js';

/** The scope in which all scores are compared. @typedef {{ scope: string }} CompareForm */

/** @type {Slice<{ form: CompareForm }>} */
export const slice = { id: 'compare', initial: { form: { scope: 'layer' } } };

/** @typedef {{ sparsity: number, accuracy: number, ratio: number, joined: boolean }} ComparedPoint */

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

/** @param {State} state @param {CompareForm} form */
export function comparePanelData(state, form) {
  const { compared, jobs } = state.studies;
  const base = select.baseNode(state);
  const ranked = state.ranked;
  const slid = select.ratioNow(state);
  const ratio = ranked ? onGrid(ranked, slid) : slid;
  const bases = new Set(compared.map((curve) => curve.base));
  const only = bases.size === 1 ? state.nodes.get([...bases][0]) : undefined;
  const other = base && state.curves.get(curveKey(base.id, otherScope(state.method)));
  return {
    form,
    enabled: select.isReady(state) && base !== null,
    job: jobs.methods,
    // N:M has nothing else to be compared with.
    other: jobs.compare,
    hasOther:
      kindOf(state.method) === 'groups' ||
      (ranked !== null && other != null && ranked.grid.every((place) => other.points.has(place))),
    runs: [...state.nodes.values()],
    current: state.current,
    severalRuns: bases.size > 1,
    severalScopes: new Set(compared.map(({ method }) => method.scope)).size > 1,
    errorAt: standardError,
    curves: compared.map((curve) => ({ ...curve, points: pointsOf(curve, state) })),
    rows: readingsAt(compared, ratio),
    ratio,
    dense: only ? select.accuracyOf(only.result.evaluation) : null,
    chance: state.data.info ? 1 / state.data.info.classes : null,
  };
}

/** @typedef {ReturnType<typeof comparePanelData>} ComparePanelData */
