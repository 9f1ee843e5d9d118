// @ts-check
/**
 * What the studies' controls and charts are shown, out of a state. Pure.
 */

/** @import { CurveSample } from '../protocol.js' */
/** @import { State } from '../state/state.js' */
/** @import { Scan } from '../state/studies.js' */
/** @import { Ranked } from '../state/trajectory.js' */
import { guideOf } from '../features/budget/model.js';
import { readRatios, readTraining } from '../ops/forms.js';
import { kindOf, rankedLayers } from '../ops/method.js';
import * as select from '../state/select.js';
import { curveKey } from '../state/state.js';
import { otherScope } from '../state/tree.js';

/**
 * What was made of the same parts before: a frame while the slider moves must cost next to nothing.
 * @template T
 * @param {WeakMap<object, { parts: readonly unknown[], made: T }>} cache
 * @param {object} key
 * @param {readonly unknown[]} parts
 * @param {() => T} make
 */
function remembered(cache, key, parts, make) {
  const known = cache.get(key);
  if (known && known.parts.every((part, index) => part === parts[index])) return known.made;
  const made = make();
  cache.set(key, { parts, made });
  return made;
}

/** @type {WeakMap<object, { parts: readonly unknown[], made: ReturnType<typeof rowsOf> }>} */
const rowsMade = new WeakMap();
/** @type {WeakMap<object, { parts: readonly unknown[], made: ReturnType<typeof tunedOf> }>} */
const tunedMade = new WeakMap();
/** @type {WeakMap<object, { parts: readonly unknown[], made: ReturnType<typeof linesOf> }>} */
const linesMade = new WeakMap();

/** What tells which runs a sweep has become. @param {State} state */
const partsOf = (state) => [state.nodes, state.current, select.baseId(state)];

/** @param {State} state */
export function tuneManyData(state) {
  const { ratios, jobs } = state.studies;
  const { fault } = readRatios(ratios);
  return {
    ratios,
    fault,
    enabled: select.isPrunable(state) && !fault && readTraining(state.forms.tune).faults.length === 0,
    canOpen: select.isPrunable(state) && !state.run,
    job: jobs.tune,
    settings: select.sweepNow(state),
    rows: remembered(rowsMade, state.studies, partsOf(state), () => rowsOf(state)),
  };
}

/** @param {State} state */
function rowsOf(state) {
  const sweep = select.sweepNow(state);
  return (sweep?.rows ?? []).map(({ ratio, before, after, diverged }) => ({
    ratio,
    before: select.accuracyOf(before),
    after: after && select.accuracyOf(after),
    diverged,
    current: state.current !== null && sweep !== null && select.tunedNode(state, sweep, ratio)?.id === state.current,
  }));
}

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
      lines: scan ? remembered(linesMade, scan, [ranked], () => linesOf(scan, ranked)) : NO_LINES,
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

/**
 * Dots after fine-tuning that are no runs of the list yet, and the lines through those that belong together.
 * @param {State} state
 * @param {string} forgot  what marks a network whose mask was forgotten
 */
export function tunedData(state, forgot) {
  return remembered(tunedMade, state.studies, [...partsOf(state), forgot], () => tunedOf(state, forgot));
}

/** @param {State} state @param {string} forgot */
function tunedOf(state, forgot) {
  const sweeps = select.sweepsNow(state).map((sweep) => {
    const points = sweep.rows.flatMap(({ ratio, sparsity, after }) =>
      after ? [{ ratio, sparsity, accuracy: select.accuracyOf(after) }] : [],
    );
    return { sweep, points };
  });
  const dots = sweeps.flatMap(({ sweep, points }) =>
    points
      .filter(({ ratio }) => !select.tunedNode(state, sweep, ratio))
      .map(({ ratio, sparsity, accuracy }, index) => ({
        sparsity,
        accuracy,
        // One name for all of them.
        label: sweep.mask === 'forget' && index === 0 ? forgot : '',
        target: { sweep, ratio },
      })),
  );
  const lines = sweeps
    .filter(({ points }) => points.length > 1)
    .map(({ points }) => points.map(({ sparsity, accuracy }) => ({ sparsity, accuracy, joined: true })));
  return { dots, lines };
}
