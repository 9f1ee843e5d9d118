// @ts-check
/**
 * What the pictures of the weights show, out of a state. Pure.
 */

/** @import { Palette } from '../../charts/colormap.js' */
/** @import { Slice } from '../../state/slices.js' */
/** @import { State } from '../../state/state.js' */
import { kindOf } from '../../ops/method.js';
import { coloured, rangeOf, scoreOf } from '../../ops/score-scale.js';
import * as select from '../../state/select.js';

/** Whole matrices, or the first layer neuron by neuron. @type {Slice<{ form: {}, mode: 'matrix' | 'fields' }>} */
export const slice = { id: 'matrices', initial: { form: {}, mode: 'matrix' } };

/** @param {State} state @param {Palette} colours */
export function heatmapsData(state, colours) {
  const image = { width: state.data.info?.width ?? 28, height: state.data.info?.height ?? 28 };
  const hasNode = select.fineTunedNow(state) !== null;
  const common = { palette: colours, image, hasNode, by: state.look.heat, scale: null };
  const snapshot = select.snapshotOf(state);
  if (snapshot) {
    const source = snapshot.node < 0 ? /** @type {const} */ ('live') : /** @type {const} */ ('node');
    return { ...common, layers: snapshot.layers, source };
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
 * @param {import('../../state/state.js').Scores} scores
 * @param {import('../../state/trajectory.js').Ranked} ranked
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
