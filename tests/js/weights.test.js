// Pictures and histograms of weights and scores: every count and colour against one that is made here weight by weight.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { outliersOf, palette, scaleOf } from '../../www/charts/colormap.js';
import { tiedLayers } from '../../www/state/warnings.js';
import { histogramData } from '../../www/features/distribution/model.js';
import { heatmapsData } from '../../www/features/matrices/model.js';
import {
  after,
  done,
  info,
  INIT,
  magnitude,
  prune,
  RATIOS,
  ranking,
  run,
  SIZES,
  TRAIN,
  trajectory,
  tune,
  WEIGHTS,
} from './lab.js';

/** @import { PruneMethod } from '../../www/protocol.js' */

const trained = done(run(0, null, INIT), run(1, 0, TRAIN));
const COLOURS = palette('light');
/** @type {PruneMethod} */
const neurons = { ...magnitude, score: 'l1', shape: 'neurons' };
/** @param {number} ratio */
const at = (ratio) => ({ type: /** @type {const} */ ('ratio'), ratio });
/** @param {PruneMethod} method */
const chosen = (method) => ({ type: /** @type {const} */ ('method'), method });
/** @param {'weights' | 'scores'} by */
const look = (by) => ({ type: /** @type {const} */ ('look'), look: { hist: by, heat: by } });
/** @param {PruneMethod} method @param {readonly Float32Array[]} layers */
const scored = (method, layers) => ({ type: /** @type {const} */ ('scores'), base: 1, method, layers: [...layers] });
/** The weights of a network as they came. */
const layers = WEIGHTS.map((weights, layer) => ({
  rows: SIZES[layer],
  columns: SIZES[layer + 1],
  weights,
  mask: new Uint8Array(weights.length).fill(1),
}));
/** @type {PruneMethod} */
const wanda = { ...magnitude, score: 'wanda' };
const SCORES = WEIGHTS.map((layer) => layer.map((weight, index) => Math.abs(weight) * (index + 1)));

test('the histogram has the ranked layers, what is pruned of each, and a line only where one parts them', () => {
  for (const ratio of RATIOS) {
    const { layers } = histogramData(after(...trained, ranking(1), at(ratio)));
    layers.forEach((layer, index) => {
      assert.equal(layer.weights, WEIGHTS[index]);
      const { order, removed, threshold } = /** @type {any} */ (layer);
      assert.equal(removed, Math.floor(ratio * WEIGHTS[index].length));
      [...order].forEach((weight, place) =>
        assert.equal(place < removed, removed > 0 && Math.abs(WEIGHTS[index][weight]) <= threshold),
      );
    });
  }
  for (const method of [wanda, { ...magnitude, scope: 'row' }, { ...magnitude, shape: '2:4' }]) {
    const own = /** @type {PruneMethod} */ (method);
    const { layers } = histogramData(after(...trained, chosen(own), ranking(1, own), at(0.5)));
    assert.deepEqual(
      layers.map(({ threshold }) => threshold),
      [null, null],
    );
  }
  assert.deepEqual(histogramData(after(...trained)).layers, []);
});

test('by scores: each layer’s own, with a line that parts them', () => {
  const events = [...trained, chosen(wanda), ranking(1, wanda), look('scores'), at(0.5)];
  assert.equal(histogramData(after(...events)).layers[0].weights, WEIGHTS[0], 'until the scores have come');
  const { layers } = histogramData(after(...events, scored(wanda, SCORES)));
  layers.forEach((layer, index) => {
    assert.equal(layer.weights, SCORES[index]);
    assert.ok(/** @type {any} */ (layer).threshold !== null);
  });
  // Scores of another ranking are not those of this.
  const other = histogramData(after(...events, scored({ ...wanda, calibration: 10 }, SCORES)));
  assert.equal(other.layers[0].weights, WEIGHTS[0]);
});

test('of neurons, those are pruned that nothing leads to any more', () => {
  const { layers } = trajectory('neurons');
  const [{ position, removed, columns }] = layers;
  const scores = [Float32Array.from({ length: columns }, (_, neuron) => neuron + 1), new Float32Array(columns)];
  for (const [place, ratio] of RATIOS.entries()) {
    const state = after(
      ...trained,
      chosen(neurons),
      ranking(1, neurons, 'neurons'),
      look('scores'),
      at(ratio),
      scored(neurons, scores),
    );
    const data = histogramData(state);
    assert.equal(data.layers.length, 1, 'the last layer’s neurons are the classes');
    const alone = Array.from({ length: columns }, (_, neuron) =>
      [...position.keys()]
        .filter((index) => index % columns === neuron)
        .every((index) => position[index] < removed[place]),
    );
    const [{ order, removed: count }] = /** @type {any[]} */ (data.layers);
    assert.equal(count, alone.filter(Boolean).length, `at ${ratio}`);
    [...order].forEach((neuron, index) => assert.equal(index < count, alone[neuron]));
  }
});

test('pictures show the slider’s network; one at work or the fine-tuned one as it is, layer after layer', () => {
  const slider = heatmapsData(after(...trained, ranking(1), at(0.5)), COLOURS);
  assert.deepEqual(
    [slider.source, slider.layers.length, slider.image],
    ['slider', 2, { width: info.width, height: info.height }],
  );
  slider.layers.forEach((layer, index) =>
    assert.equal(/** @type {any} */ (layer).removed, Math.floor(0.5 * WEIGHTS[index].length)),
  );
  const live = heatmapsData(
    after(
      ...trained,
      { type: 'runWanted', runId: 9, parent: 1, ops: [TRAIN] },
      { type: 'liveWeights', runId: 9, layers },
    ),
    COLOURS,
  );
  assert.equal(live.source, 'live');
  const tuned = [...trained, ...done(run(2, 1, prune(0.5)), run(3, 2, tune()))];
  const node = heatmapsData(after(...tuned, { type: 'shown', node: 3, layers }), COLOURS);
  assert.deepEqual([node.source, node.hasNode], ['node', true]);
  for (const shown of [live, node]) shown.layers.forEach((layer, index) => assert.equal(layer.weights, WEIGHTS[index]));
  assert.deepEqual(heatmapsData(after(), COLOURS).layers, []);
});

test('coloured by scores: from 0 to 1 in their order; a neuron’s score is that of all that leads to it', () => {
  const events = [...trained, chosen(wanda), ranking(1, wanda), look('scores'), at(0.5), scored(wanda, SCORES)];
  const state = after(...events);
  const data = heatmapsData(state, COLOURS);
  data.layers.forEach((layer, index) => {
    const { scores, colours } = /** @type {any} */ (layer);
    assert.deepEqual(scores, SCORES[index]);
    const rising = [...scores.keys()].sort((a, b) => scores[a] - scores[b]);
    rising.forEach((weight, place) => {
      assert.ok(colours[weight] >= 0 && colours[weight] <= 1);
      if (place > 0) assert.ok(colours[weight] >= colours[rising[place - 1]]);
    });
  });
  // Asked for many times a second: made once.
  assert.equal(
    /** @type {any} */ (heatmapsData(state, COLOURS).layers[0]).colours,
    /** @type {any} */ (data.layers[0]).colours,
  );

  const own = [Float32Array.of(3, 1, 2), Float32Array.of(6, 4, 5)];
  const byNeuron = after(
    ...trained,
    chosen(neurons),
    ranking(1, neurons, 'neurons'),
    look('scores'),
    scored(neurons, own),
  );
  heatmapsData(byNeuron, COLOURS).layers.forEach((layer, index) => {
    const { scores, rows, columns } = /** @type {any} */ (layer);
    // Into a hidden neuron, and out of one: the last layer's columns are classes.
    for (let input = 0; input < rows; input += 1)
      for (let output = 0; output < columns; output += 1)
        assert.equal(scores[input * columns + output], own[index][index === 0 ? output : input]);
  });
});

test('one weight of 1e30 leaves the scale of all others, and is counted', () => {
  const weights = Float32Array.from({ length: 5000 }, (_, at) => Math.sin(at));
  const before = scaleOf(weights);
  assert.deepEqual(outliersOf(weights, before), { count: 0, largest: 0 });
  weights[17] = -1e30;
  const after = scaleOf(weights);
  assert.ok(Math.abs(after - before) < 0.01 * before, `${before} ${after}`);
  assert.deepEqual(outliersOf(weights, after), { count: 1, largest: Math.fround(-1e30) });
  assert.equal(scaleOf(new Float32Array(9)), 0);
  assert.ok(scaleOf(Float32Array.from({ length: 1000 }, (_, at) => Number(at === 5))) > 0);
});

test('layers whose scores are equal are told, others are not', () => {
  const ratios = Float64Array.from({ length: 2001 }, (_, place) => place / 2000);
  const layer = (/** @type {(place: number) => number} */ threshold) => ({
    threshold: Float32Array.from(ratios, (_, place) => threshold(place)),
    removed: Uint32Array.from(ratios, (_, place) => place),
  });
  const layers = /** @type {any[]} */ ([layer((place) => place), layer(() => 1), layer(() => 0)]);
  assert.deepEqual(tiedLayers(/** @type {any} */ ({ ratios, layers })), [1]);
});
