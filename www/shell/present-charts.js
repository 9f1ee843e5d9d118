// @ts-check
/**
 * What the pictures are shown, out of a state: curves, weights, classes. Pure.
 */

/** @import { Palette } from '../charts/colormap.js' */
/** @import { I18n } from '../i18n/index.js' */
/** @import { State } from '../state/state.js' */
import { palette } from '../charts/colormap.js';
import { coloured, rangeOf, scoreOf } from '../features/distribution/score-scale.js';
import { kindOf, rankedLayers } from '../ops/method.js';
import * as select from '../state/select.js';
import { noticeable, pathTo, runNumber, sparsityOf } from '../state/tree.js';
import { methodWords } from '../words/method-words.js';
import { tunedData } from './present-studies.js';

/** @type {Map<string, Palette>} */
const palettes = new Map();

/** @param {'light' | 'dark'} theme @returns {Palette} */
export function paletteFor(theme) {
  const known = palettes.get(theme) ?? palette(theme);
  palettes.set(theme, known);
  return known;
}

/** @param {State} state */
export function learningData(state) {
  const { run } = state;
  if (run) {
    const { losses, batchesPerEpoch, totalBatches, epochs } = run;
    return { losses, batchesPerEpoch, totalBatches, epochs, source: losses };
  }
  const node = pathTo(state.nodes, state.current).findLast((one) => one.losses.length > 0);
  const op = node?.op;
  if (!node || !op || !('config' in op))
    return { losses: new Float32Array(0), batchesPerEpoch: 1, totalBatches: 1, epochs: [], source: null };
  const images = state.data.info?.train ?? 1;
  const batchesPerEpoch = Math.ceil(images / op.config.batchSize);
  return {
    losses: node.losses,
    epochs: node.epochs,
    batchesPerEpoch,
    totalBatches: batchesPerEpoch * op.config.epochs,
    source: node.losses,
  };
}

/** @param {State} state @param {I18n} i18n */
export function accuracyData(state, i18n) {
  const base = select.baseNode(state);
  const grid = state.ranked?.grid ?? new Uint32Array(0);
  const forgot = i18n.t('chart.dot.forget');
  const swept = tunedData(state, forgot);
  return {
    denseAccuracy: base ? select.accuracyOf(base.result.evaluation) : null,
    chance: state.data.info ? 1 / state.data.info.classes : null,
    points: select.curvePoints(select.curveNow(state), grid),
    dots: [
      ...select.fineTunedRuns(state).map((node) => ({
        sparsity: sparsityOf(node.result),
        accuracy: select.accuracyOf(node.result.evaluation),
        label: node.op.op === 'fineTune' && node.op.mask === 'forget' ? forgot : '',
        target: { run: node.id },
      })),
      ...swept.dots,
    ],
    tuned: swept.lines,
    others: select.otherCurves(state).map((curve) => ({
      name: i18n.t('chart.other', { run: runNumber(curve.base), method: methodWords(i18n, curve.method) }),
      points: select.curvePoints(curve, grid),
    })),
    marker: markerOf(state),
    baseSparsity: base ? noticeable(sparsityOf(base.result)) : 0,
  };
}

/** Where the slider stands; without an accuracy until that is measured. @param {State} state */
function markerOf(state) {
  const sparsity = select.sparsityNow(state);
  return sparsity === null ? null : { sparsity, accuracy: select.measuredAtSlider(state)?.accuracy ?? null };
}

/** @param {State} state @param {Palette} colours */
export function heatmapsData(state, colours) {
  const image = { width: state.data.info?.width ?? 28, height: state.data.info?.height ?? 28 };
  const hasNode = select.fineTunedNow(state) !== null;
  const common = { palette: colours, image, hasNode, by: state.look.heat, scale: null };
  const snapshot = snapshotOf(state);
  if (snapshot) {
    const source = snapshot.node < 0 ? /** @type {const} */ ('live') : /** @type {const} */ ('node');
    return { ...common, layers: snapshotLayers(snapshot), source };
  }
  const ranked = select.rankedNow(state) ?? state.ranked;
  const place = select.placeNow(state) ?? 0;
  const layers = ranked
    ? ranked.layers.map(({ rows, columns, weights, order, removed, position }) => ({
        rows,
        columns,
        weights,
        order,
        removed: removed[place],
        position,
      }))
    : [];
  const source = /** @type {const} */ ('slider');
  const scores = state.look.heat === 'scores' ? select.scoresNow(state) : null;
  if (!scores || !ranked) return { ...common, layers, source };
  const painted = pictured(scores, ranked);
  const withScores = layers.map((layer, index) => ({ ...layer, ...painted[index] }));
  return { ...common, layers: withScores, source, scale: painted[0].scale };
}

/** @type {WeakMap<object, { scores: Float32Array, colours: Float32Array,
 *   scale: { at: (value: number) => number, signed: boolean } }[]>} */
const picturesOf = new WeakMap();

/**
 * Of every weight of a layer its score (or that of its neuron), and its place on the colour scale.
 * @param {import('../state/state.js').Scores} scores
 * @param {import('../state/trajectory.js').Ranked} ranked
 */
function pictured(scores, ranked) {
  const known = picturesOf.get(scores);
  if (known) return known;
  const { method } = scores;
  const neurons = kindOf(method) === 'neurons';
  const made = ranked.layers.map(({ rows, columns }, index) => {
    const own = scores.layers[index];
    const range = rangeOf(method.score, own);
    const last = index === ranked.layers.length - 1;
    const all = neurons
      ? Float32Array.from({ length: rows * columns }, (_, at) => own[last ? Math.floor(at / columns) : at % columns])
      : own;
    const at = (/** @type {number} */ value) => scoreOf(range, value);
    return { scores: all, colours: coloured(range, all), scale: { at, signed: range.kind === 'signed' } };
  });
  picturesOf.set(scores, made);
  return made;
}

/** The network that is shown as it is, not at the slider: the one in the making, or the chosen one. @param {State} state */
function snapshotOf(state) {
  if (state.run && state.live) return state.live;
  return state.heat === 'node' && state.shown && state.shown.node === state.current ? state.shown : null;
}

/** @param {import('../state/state.js').Snapshot} snapshot */
function snapshotLayers(snapshot) {
  return [...snapshot.layers.entries()].sort(([a], [b]) => a - b).map(([, layer]) => layer);
}

/** @param {State} state */
export function histogramData(state) {
  const by = state.look.hist;
  const snapshot = snapshotOf(state);
  if (snapshot) {
    return { by, layers: snapshotLayers(snapshot).map(({ weights, mask }) => ({ weights, mask, threshold: 0 })) };
  }
  const ranked = select.rankedNow(state);
  const place = select.placeNow(state);
  if (!ranked || place === null) return { by, layers: [] };
  const { method } = ranked;
  const scores = by === 'scores' ? select.scoresNow(state) : null;
  // Within an output or a group the highest that goes is no line between what goes and what stays.
  const drawn = kindOf(method) !== 'groups' && method.scope !== 'row';
  if (scores) {
    const spread = spreadOf(scores, ranked);
    return {
      by,
      layers: spread.map(({ order, last, ...data }, layer) => ({
        ...data,
        order,
        removed: last ? countBelow(last, ranked.layers[layer].removed[place]) : ranked.layers[layer].removed[place],
        threshold: drawn ? ranked.layers[layer].threshold[place] : null,
      })),
    };
  }
  const plain = drawn && kindOf(method) === 'weights' && method.score === 'magnitude';
  return {
    by,
    layers: ranked.layers.map(({ weights, order, removed, threshold }) => ({
      weights,
      order,
      removed: removed[place],
      threshold: plain ? threshold[place] : null,
    })),
  };
}

/** Of every ranked layer: what is spread along the axis, and in which order it goes. Where neurons go `last` has the
 * position of each one's last weight, in that order.
 * @typedef {{ weights: Float32Array, range: import('../features/distribution/score-scale.js').ScoreRange, order: Uint32Array,
 *             neurons: boolean, last: Uint32Array | null }} Spread */
/** @type {WeakMap<object, Spread[]>} */
const spreads = new WeakMap();

/** @param {import('../state/state.js').Scores} scores @param {import('../state/trajectory.js').Ranked} ranked @returns {Spread[]} */
function spreadOf(scores, ranked) {
  const known = spreads.get(scores);
  if (known) return known;
  const neurons = kindOf(scores.method) === 'neurons';
  const layers = ranked.layers.slice(0, rankedLayers(scores.method, ranked.layers.length));
  const made = layers.map(({ order, position, columns }, layer) => {
    const weights = scores.layers[layer];
    const range = rangeOf(scores.method.score, weights);
    if (!neurons) return { weights, range, order, neurons, last: null };
    // A neuron is gone with the last of the weights that lead to it.
    const lasts = new Uint32Array(columns);
    position.forEach((place, index) => {
      const neuron = index % columns;
      if (place > lasts[neuron]) lasts[neuron] = place;
    });
    const going = Uint32Array.from(lasts.keys()).sort((a, b) => lasts[a] - lasts[b]);
    return { weights, range, order: going, neurons, last: going.map((neuron) => lasts[neuron]) };
  });
  spreads.set(scores, made);
  return made;
}

/** How many of a rising list lie below a value. @param {Uint32Array} rising @param {number} value */
function countBelow(rising, value) {
  let count = 0;
  while (count < rising.length && rising[count] < value) count += 1;
  return count;
}

/** @param {State} state */
export function classesData(state) {
  return {
    classes: state.data.info?.classes ?? 0,
    dense: select.baseNode(state)?.result.evaluation ?? null,
    pruned: select.pointNow(state)?.evaluation ?? null,
    prunedPending: select.pointNow(state) === null,
    tuned: select.fineTunedNow(state)?.node.result.evaluation ?? null,
  };
}
