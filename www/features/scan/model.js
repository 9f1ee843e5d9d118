// @ts-check
/**
 * What the sensitivity scan shows, out of a state. Pure.
 */

/** @import { CurveSample } from '../../protocol.js' */
/** @import { State } from '../../state/state.js' */
/** @import { Scan } from '../../state/studies.js' */
/** @import { Ranked } from '../../state/trajectory.js' */
import { kindOf, rankedLayers } from '../../ops/method.js';
import * as select from '../../state/select.js';
import { curveKey } from '../../state/state.js';
import { guideOf } from '../../state/studies.js';
import { otherScope } from '../../state/tree.js';
import { createMemo } from '../../util/memo.js';

/** @type {ReturnType<typeof createMemo<ReturnType<typeof linesOf>>>} */
const linesMade = createMemo();

/** @param {State} state */
export function scanPanelData(state) {
  const ranked = select.rankedNow(state);
  const base = select.baseNode(state);
  const scan = select.scanNow(state);
  const other = base && state.curves.get(curveKey(base.id, otherScope(state.method)));
  const grid = ranked?.grid ?? new Uint32Array(0);
  const dense = base && select.accuracyOf(base.result.evaluation);
  return {
    // N:M has no ratio to scan and nothing else to be compared with.
    enabled: select.isPrunable(state) && ranked !== null && kindOf(state.method) !== 'groups',
    scan: state.studies.jobs.scan,
    compare: state.studies.jobs.compare,
    complete:
      ranked !== null &&
      ranked.layers
        .slice(0, rankedLayers(state.method, ranked.layers.length))
        .every((_, layer) => (scan?.layers.get(layer)?.length ?? 0) >= grid.length),
    compared: ranked !== null && other != null && grid.every((place) => other.points.has(place)),
    chart: {
      dense,
      guide: dense === null ? null : guideOf(dense),
      lines: scan ? linesMade(scan, [ranked], () => linesOf(scan, ranked)) : NO_LINES,
    },
  };
}

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
