// @ts-check
/**
 * What the pictures are shown, out of a state: curves, weights, classes. Pure.
 */

/** @import { State } from '../state.js' */
/** @import { I18n } from '../i18n/index.js' */
/** @import { Palette } from '../colormap.js' */
import { palette } from '../colormap.js';
import * as select from '../select.js';
import { noticeable, pathTo, sparsityOf } from '../tree.js';
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
      name: i18n.t(`chart.other.${curve.method.scope}`, { run: curve.base + 1 }),
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
  const common = { palette: colours, image, hasNode };
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
  return { ...common, layers, source: /** @type {const} */ ('slider') };
}

/** The network that is shown as it is, not at the slider: the one in the making, or the chosen one. @param {State} state */
function snapshotOf(state) {
  if (state.run && state.live) return state.live;
  return state.heat === 'node' && state.shown && state.shown.node === state.current ? state.shown : null;
}

/** @param {import('../state.js').Snapshot} snapshot */
function snapshotLayers(snapshot) {
  return [...snapshot.layers.entries()].sort(([a], [b]) => a - b).map(([, layer]) => layer);
}

/** @param {State} state */
export function histogramData(state) {
  const snapshot = snapshotOf(state);
  if (snapshot) {
    return { layers: snapshotLayers(snapshot).map(({ weights, mask }) => ({ weights, mask, threshold: 0 })) };
  }
  const ranked = select.rankedNow(state);
  const place = select.placeNow(state);
  if (!ranked || place === null) return { layers: [] };
  return {
    layers: ranked.layers.map(({ weights, order, removed, threshold }) => ({
      weights,
      order,
      removed: removed[place],
      threshold: threshold[place],
    })),
  };
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
