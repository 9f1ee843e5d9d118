// @ts-check
/**
 * What the sensitivity scan shows, out of a state. Pure.
 */

/** @import { CurveSample } from '../../protocol.js' */
/** @import { State } from '../../state/state.js' */
/** @import { Scan } from '../../state/studies.js' */
/** @import { Ranked } from '../../state/trajectory.js' */
import { countsOf, kindOf, rankedLayers } from '../../ops/method.js';
import * as select from '../../state/select.js';
import { guideOf, staysAbove } from '../../state/studies.js';
import { createMemo } from '../../util/memo.js';

/** @type {ReturnType<typeof createMemo<ReturnType<typeof linesOf>>>} */
const linesMade = createMemo();

/** @param {State} state */
export function scanPanelData(state) {
  const ranked = select.rankedNow(state);
  const base = select.baseNode(state);
  const scan = select.scanNow(state);
  const grid = ranked?.grid ?? new Uint32Array(0);
  const dense = base && select.accuracyOf(base.result.evaluation);
  const lines = scan ? linesMade(scan, [ranked], () => linesOf(scan, ranked)) : NO_LINES;
  const whole = lines.filter(({ points }) => points.length >= grid.length);
  const counts = base ? countsOf(state.method, base.sizes) : [];
  const guide = dense === null ? null : guideOf(dense);
  return {
    of: /** @type {'weights' | 'neurons'} */ (kindOf(state.method) === 'neurons' ? 'neurons' : 'weights'),
    /** How much each layer that is measured can lose. */
    bears: staysAbove(whole, guide ?? 1).map((ratio, index) => {
      const { layer } = whole[index];
      return { layer, ratio, count: counts[layer] ?? 0 };
    }),
    // N:M has no ratio to scan.
    enabled: select.isPrunable(state) && ranked !== null && kindOf(state.method) !== 'groups',
    scan: state.studies.jobs.scan,
    complete:
      ranked !== null &&
      ranked.layers
        .slice(0, rankedLayers(state.method, ranked.layers.length))
        .every((_, layer) => (scan?.layers.get(layer)?.length ?? 0) >= grid.length),
    chart: {
      dense,
      guide,
      lines,
    },
  };
}

/** @typedef {ReturnType<typeof scanPanelData>} ScanPanelData */

/** @type {ReturnType<typeof linesOf>} */
const NO_LINES = [];

/** @param {Scan} scan @param {Ranked | null} ranked */
function linesOf(scan, ranked) {
  const layers = [...scan.layers].sort(([a], [b]) => a - b);
  const grid = ranked?.grid ?? new Uint32Array(0);
  return layers.map(([layer, samples]) => ({ layer, points: joined(samples, ranked, grid) }));
}

/**
 * A layer's points; a line leads to one unless a point between it and the one before is still to be measured.
 * @param {readonly CurveSample[]} samples  rising
 * @param {Ranked | null} ranked
 * @param {Uint32Array} grid  the slider places that are measured
 */
function joined(samples, ranked, grid) {
  const places = new Map([...grid].map((place, index) => [ranked?.ratios[place] ?? NaN, index]));
  return samples.map(({ ratio, evaluation }, index) => {
    const before = index > 0 ? places.get(samples[index - 1].ratio) : undefined;
    const isNext = before !== undefined && places.get(ratio) === before + 1;
    return { ratio, accuracy: select.accuracyOf(evaluation), joined: isNext };
  });
}
