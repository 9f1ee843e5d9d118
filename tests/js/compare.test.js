// Comparing: the list of curves, what they have at a ratio, the difference of two layers, the budget, the results as files.
import './module.js';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { budgetOf, pruningOf, verdict } from '../../www/features/budget/model.js';
import { masked, neuronOf, stencil, withEdits } from '../../www/features/by-hand/model.js';
import { needsImages, scoresOf } from '../../www/ops/method.js';
import { comparePanelData } from '../../www/features/compare/model.js';
import {
  COLOURS,
  compareKey,
  difference,
  everyScore,
  lookOf,
  MOST_CURVES,
  readingsAt,
  reduceCompare,
  sampleAt,
} from '../../www/state/compare.js';
import { curvesCsv, resultsJson, runsCsv } from '../../www/state/results.js';
import { initialState, reduce } from '../../www/state/state.js';
import { guideOf, staysAbove } from '../../www/state/studies.js';

/** @typedef {import('../../www/state/state.js').State} State */

/** @param {number} ratio @param {number} correct */
const sample = (ratio, correct) => ({
  ratio,
  sparsity: ratio,
  evaluation: { correct, total: 200, loss: 0.5, confusion: new Uint32Array(4) },
});
/** @type {import('../../www/protocol.js').PruneMethod} */
const magnitude = { score: 'magnitude', scope: 'layer', rule: 'exact' };
/** @type {import('../../www/protocol.js').PruneMethod} */
const random = { ...magnitude, score: 'random' };

/** @param {...any} events @returns {readonly import('../../www/state/compare.js').ComparedCurve[]} */
const after = (...events) =>
  events.reduce(
    (curves, event) => reduceCompare(curves, event),
    /** @type {readonly import('../../www/state/compare.js').ComparedCurve[]} */ ([]),
  );

test('points that come in pieces become one rising curve; the newest of a ratio stays', () => {
  const [curve, ...others] = after(
    { type: 'compared', base: 2, method: magnitude, samples: [sample(0.9, 100), sample(0, 190)] },
    { type: 'compared', base: 2, method: { ...magnitude }, samples: [sample(0.5, 180), sample(0.9, 101)] },
  );
  assert.deepEqual(others, []);
  assert.deepEqual(
    curve.samples.map(({ ratio, evaluation }) => [ratio, evaluation.correct]),
    [
      [0, 190],
      [0.5, 180],
      [0.9, 101],
    ],
  );
});

test('methods that do the same have one key, others have others', () => {
  const same = compareKey(1, magnitude);
  assert.equal(compareKey(1, { ...magnitude, shape: 'weights', calibration: 1000, seed: 0, correct: false }), same);
  const others = [
    compareKey(2, magnitude),
    ...[
      { score: 'taylor' },
      { scope: 'global' },
      { rule: 'kth-value' },
      { shape: 'neurons' },
      { calibration: 100 },
      { seed: 7 },
      { correct: true },
      { scope: 'own', ratios: [0.5, 0.25] },
    ].map((change) => compareKey(1, /** @type {any} */ ({ ...magnitude, ...change }))),
  ];
  assert.equal(new Set([same, ...others]).size, others.length + 1);
});

test('readings stand best first, what is hidden is left out, what is not measured yet comes last', () => {
  const curves = after(
    { type: 'compared', base: 2, method: random, samples: [sample(0.5, 60)] },
    { type: 'compared', base: 2, method: magnitude, samples: [sample(0.5, 180)] },
    { type: 'compared', base: 3, method: magnitude, samples: [sample(0, 190)] },
    { type: 'compared', base: 4, method: magnitude, samples: [sample(0.5, 200)] },
    { type: 'comparedShown', key: compareKey(4, magnitude), shown: false },
  );
  assert.deepEqual(
    readingsAt(curves, 0.5).map(({ curve, sample: at }) => [curve.base, curve.method.score, at?.evaluation.correct]),
    [
      [2, 'magnitude', 180],
      [2, 'random', 60],
      [3, 'magnitude', undefined],
    ],
  );
  assert.equal(sampleAt(curves[0], 0.4), null);
  assert.deepEqual(after({ type: 'compared', base: 2, method: random, samples: [] }, { type: 'comparedCleared' }), []);
});

test('every curve there can be has a look of its own', () => {
  const looks = Array.from({ length: MOST_CURVES }, (_, series) => JSON.stringify(lookOf(series)));
  assert.equal(new Set(looks).size, MOST_CURVES);
  // Without colour, too, the first two rounds are told apart.
  const marks = Array.from({ length: 2 * COLOURS }, (_, series) => lookOf(series)).map(
    ({ mark, hollow }) => mark + hollow,
  );
  assert.equal(new Set(marks).size, 2 * COLOURS);
  /** @type {any[]} */
  const events = Array.from({ length: MOST_CURVES + 3 }, (_, base) => ({
    type: 'compared',
    base,
    method: magnitude,
    samples: [],
  }));
  assert.equal(after(...events).length, MOST_CURVES);
});

test('all scores: eight of weights, eight of neurons, with no more calibration images than there are', () => {
  const about = { images: 12000, moved: false };
  assert.deepEqual(everyScore('weights', about)[0], magnitude);
  assert.equal(everyScore('weights', about).length, 7);
  assert.equal(everyScore('weights', { ...about, moved: true }).at(-1)?.score, 'movement');
  const neurons = everyScore('neurons', { images: 300, moved: true });
  assert.equal(neurons.length, 8);
  for (const method of neurons) {
    assert.equal(method.shape, 'neurons');
    assert.ok(scoresOf('neurons').includes(method.score));
    assert.equal(method.calibration, needsImages(method) ? 300 : undefined);
  }
});

test('a difference is the second less the first; what both lack is marked', () => {
  const { weights, mask } = difference(Float32Array.from([1, 0, 0, -2]), Float32Array.from([0.5, 0, 3, -2]));
  assert.deepEqual([...weights], [-0.5, 0, 3, 0]);
  assert.deepEqual([...mask], [1, 0, 1, 1]);
});

// ---- by hand -------------------------------------------------------------------------------------

test('a brush takes the neighbours in the matrix, or in the picture of its neuron, within the edges', () => {
  const matrix = { rows: 4, columns: 3, mode: /** @type {const} */ ('matrix') };
  assert.deepEqual(stencil(matrix, { input: 2, output: 1 }, 0), [{ input: 2, output: 1 }]);
  assert.equal(stencil(matrix, { input: 2, output: 1 }, 1).length, 9);
  assert.equal(stencil(matrix, { input: 0, output: 0 }, 1).length, 4);
  const fields = { ...matrix, mode: /** @type {const} */ ('fields'), imageWidth: 2, imageHeight: 2, across: 3 };
  assert.deepEqual(
    stencil(fields, { input: 3, output: 1 }, 1).map(({ input, output }) => [input, output]),
    [
      [0, 1],
      [1, 1],
      [2, 1],
      [3, 1],
    ],
  );
});

test('edits are done one after another; a neuron is its column, and its row in the next layer', () => {
  const whole = new Uint8Array(6).fill(1);
  const cut = { layer: 0, output: 1, keep: false };
  assert.deepEqual([...masked(whole, 2, 0, [cut])], [1, 0, 1, 0, 1, 0]);
  assert.deepEqual([...masked(whole, 3, 1, [cut])], [1, 1, 1, 0, 0, 0]);
  assert.deepEqual([...masked(whole, 2, 0, [cut, { layer: 0, input: 2, output: 1, keep: true }])], [1, 0, 1, 0, 1, 1]);
  assert.deepEqual([...whole], [1, 1, 1, 1, 1, 1], 'what came is left as it is');
  assert.deepEqual(neuronOf(0, { input: 7, output: 3 }, 2), { layer: 0, output: 3 });
  assert.deepEqual(neuronOf(1, { input: 7, output: 3 }, 2), { layer: 0, output: 7 });
});

test('of what is edited twice the last counts', () => {
  const first = withEdits(
    [],
    [
      { layer: 0, input: 1, output: 2, keep: false },
      { layer: 0, output: 2, keep: false },
    ],
  );
  assert.deepEqual(withEdits(first, []), first);
  assert.deepEqual(withEdits(first, [{ layer: 0, input: 1, output: 2, keep: true }]), [
    { layer: 0, output: 2, keep: false },
    { layer: 0, input: 1, output: 2, keep: true },
  ]);
});

// ---- colours -----------------------------------------------------------------------------------

/** Linear light of #rrggbb. @param {string} hex */
const linear = (hex) =>
  [1, 3, 5].map((at) => {
    const value = parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
/** @param {number[]} rgb */
const luminance = ([r, g, b]) => 0.2126 * r + 0.7152 * g + 0.0722 * b;
/** @param {string} a @param {string} b */
const contrast = (a, b) => {
  const [high, low] = [a, b].map((hex) => luminance(linear(hex))).sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
};
/** Machado, Oliveira and Fernandes 2009, severity 1. @type {Record<string, number[][]>} */
const VISIONS = {
  full: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protan: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deutan: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
};
/** CIE L*a*b* of linear light. @param {number[]} rgb */
function lab(rgb) {
  const [x, y, z] = [
    [0.4124, 0.3576, 0.1805],
    [0.2126, 0.7152, 0.0722],
    [0.0193, 0.1192, 0.9505],
  ].map((row, i) => row.reduce((sum, k, j) => sum + k * rgb[j], 0) / [0.9505, 1, 1.089][i]);
  const [fx, fy, fz] = [x, y, z].map((t) => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116));
  return [116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)];
}

/** @param {string} name */
function themes(name) {
  const css = readFileSync(new URL('../../www/style/tokens.css', import.meta.url), 'utf8');
  return [...css.matchAll(new RegExp(`--${name}: (#[0-9a-f]{6});`, 'g'))].map((match) => match[1]);
}

test('colours of curves stand out of the background and of each other, for colour-blind eyes too', () => {
  const surfaces = themes('surface');
  assert.equal(surfaces.length, 2);
  surfaces.forEach((surface, theme) => {
    const colours = Array.from({ length: COLOURS }, (_, index) => themes(`series-${index + 1}`)[theme]);
    for (const colour of colours) assert.ok(contrast(colour, surface) >= 3, `${colour} on ${surface}`);
    for (const [vision, matrix] of Object.entries(VISIONS)) {
      const seen = colours.map((colour) => {
        const rgb = linear(colour);
        return lab(
          matrix.map((row) =>
            Math.min(
              1,
              Math.max(
                0,
                row.reduce((sum, k, i) => sum + k * rgb[i], 0),
              ),
            ),
          ),
        );
      });
      seen.forEach((one, i) =>
        seen.slice(i + 1).forEach((other, j) => {
          const apart = Math.hypot(...one.map((value, k) => value - other[k]));
          assert.ok(apart >= 10, `${colours[i]} and ${colours[i + 1 + j]} are ${apart.toFixed(1)} apart, ${vision}`);
        }),
      );
    }
  });
});

// ---- the budget ----------------------------------------------------------------------------------

test('the sliders begin at the last ratio before a line first falls below the guide', () => {
  /** @param {...number} accuracies */
  const line = (...accuracies) => ({ points: accuracies.map((accuracy, index) => ({ ratio: index / 4, accuracy })) });
  assert.equal(guideOf(0.98), 0.97);
  assert.equal(guideOf(0.2), 0);
  assert.deepEqual(
    staysAbove([line(0.98, 0.98, 0.97, 0.96, 0.99), line(0.98, 0.9, 0.98), line(0.9), line(0.98, 0.98)], 0.97),
    [0.5, 0, 0, 0.25],
  );
});

test('the verdict names what is missed', () => {
  const goal = { size: 0.25, accuracy: 0.9 };
  assert.deepEqual(verdict({ correct: 90, total: 100, kept: 25, weights: 100 }, goal), { reached: true, misses: [] });
  assert.deepEqual(verdict({ correct: 89, total: 100, kept: 25, weights: 100 }, goal).misses, ['accuracy']);
  assert.deepEqual(verdict({ correct: 90, total: 100, kept: 26, weights: 100 }, goal).misses, ['size']);
  assert.deepEqual(verdict({ correct: 1, total: 100, kept: 26, weights: 100 }, goal).misses, ['size', 'accuracy']);
});

// ---- a page with runs ----------------------------------------------------------------------------

const config = { epochs: 5, batchSize: 64, optimizer: { kind: /** @type {const} */ ('adam'), lr: 0.001 } };

/** @param {number} id @param {number | null} parent @param {any} op @param {number} [correct] @returns {any} */
function node(id, parent, op, correct = 190) {
  const evaluation = { correct, total: 200, loss: 0.25, confusion: Uint32Array.from([90, 10, 0, 100]) };
  const result = {
    evaluation,
    weights: 8,
    kept: 6,
    layerWeights: [4, 4],
    layerKept: [4, 2],
    deadNeurons: 0,
    deadPixels: 0,
    shrunk: [2, 2, 2],
    macs: 6,
    bytes: 50,
    format: 'csr',
    denseBytes: 64,
  };
  const epochs = [{ batch: 2, trainLoss: 0.5, testAccuracy: 0.9, testLoss: 0.3, sparsity: 0 }];
  return { id, parent, op, sizes: [2, 2, 2], result, losses: new Float32Array(0), epochs };
}

/** @returns {State} */
function trained() {
  let state = initialState();
  const ratios = Float64Array.from([0, 0.25, 0.5, 0.75, 1]);
  const layer = {
    rows: 2,
    columns: 2,
    weights: new Float32Array(4),
    position: Uint32Array.from([0, 1, 2, 3]),
    removed: Uint32Array.from([0, 1, 2, 3, 4]),
    threshold: new Float32Array(5),
  };
  const { method } = state;
  const trajectory = { ratios, grid: Uint32Array.from([0, 2, 4]), layers: [layer, layer] };
  const spec = { source: 'digits', train: 300, test: 200, seed: 1 };
  for (const event of /** @type {any[]} */ ([
    { type: 'booted' },
    { type: 'dataset', info: { name: 'd', spec, train: 300, test: 200, classes: 2, width: 1, height: 2 } },
    { type: 'runWanted', runId: 1, parent: null, ops: [] },
    { type: 'node', runId: 1, node: node(0, null, { op: 'init', hidden: [2], seed: 1 }, 100) },
    { type: 'node', runId: 1, node: node(1, 0, { op: 'train', config }) },
    { type: 'runEnded', runId: 1, complete: true, failed: false },
    { type: 'trajectory', base: 1, method, trajectory },
    { type: 'point', base: 1, method, ratio: 0.5, evaluation: sample(0.5, 170).evaluation, result: null },
  ]))
    state = reduce(state, event);
  return state;
}

test('the comparison reads at the place of the curve nearest to the slider and joins what lies side by side', () => {
  let state = reduce(trained(), { type: 'ratio', ratio: 0.6 });
  state = reduce(state, { type: 'compared', base: 1, method: random, samples: [sample(0.5, 60), sample(1, 20)] });
  const data = comparePanelData(state, { scope: 'layer' });
  assert.equal(data.ratio, 0.5);
  assert.equal(data.rows[0].sample?.evaluation.correct, 60);
  assert.deepEqual(
    data.curves[0].points.map(({ ratio, accuracy, joined }) => [ratio, accuracy, joined]),
    [
      [0.5, 0.3, false],
      [1, 0.1, true],
    ],
  );
  state = reduce(state, { type: 'compared', base: 1, method: magnitude, samples: [sample(0, 190), sample(1, 20)] });
  assert.deepEqual(
    comparePanelData(state, { scope: 'layer' }).curves[1].points.map(({ joined }) => joined),
    [false, false],
  );
  assert.deepEqual([data.dense, data.chance, data.severalRuns], [0.95, 0.5, false]);
  const other = reduce(state, /** @type {any} */ ({ type: 'dataset', info: {} }));
  assert.deepEqual(other.studies.compared, []);
});

test('weights of another run than the current one leave the heatmaps as they are', () => {
  const state = trained();
  assert.equal(reduce(state, { type: 'shown', node: 0, layers: [] }), state);
  assert.equal(reduce(state, { type: 'shown', node: 1, layers: [] }).shown?.node, 1);
});

test('the game begins once every layer is scanned', () => {
  let state = trained();
  const { method } = state;
  assert.equal(budgetOf(state), null);
  const samples = [sample(0, 190), sample(0.5, 188), sample(1, 20)];
  state = reduce(state, { type: 'scanned', base: 1, method, layer: 0, samples });
  assert.equal(budgetOf(state), null);
  state = reduce(state, { type: 'scanned', base: 1, method, layer: 1, samples });
  const game = budgetOf(state);
  assert.deepEqual([game?.counts, game?.dense], [[4, 4], 0.95]);
  assert.deepEqual(staysAbove(game?.lines ?? [], game?.guide ?? 1), [0.5, 0.5]);
});

/** @param {string} text */
const lines = (text) => text.trimEnd().split('\n');

test('a line a run, with what holds a comma in quotes', () => {
  const [head, first, second, ...rest] = lines(runsCsv(trained()));
  assert.deepEqual(rest, []);
  assert.equal(head.split(',').length, 19);
  assert.ok(first.startsWith('1,,init,0.5,100,200,0.25,0.25,8,6,6,50,csr,64,,,,,'));
  assert.ok(second.startsWith('2,1,train,0.95,190,200,'));
  assert.ok(first.endsWith(',"{""hidden"":[2],""seed"":1}"'));
});

test('a line a point of every curve', () => {
  const state = reduce(trained(), { type: 'compared', base: 1, method: random, samples: [sample(0.5, 60)] });
  assert.deepEqual(lines(curvesCsv(state.studies.compared)), [
    'run,score,shape,scope,ratio,sparsity,accuracy,correct,total,loss',
    '2,random,weights,layer,0.5,0.5,0.3,60,200,0.5',
  ]);
});

test('the JSON holds what was done, every figure, and what each is counted in', () => {
  let state = reduce(trained(), { type: 'compared', base: 1, method: random, samples: [sample(0.5, 60)] });
  const { method } = state;
  state = reduce(state, { type: 'scanned', base: 1, method, layer: 0, samples: [sample(0.5, 188)] });
  const value = JSON.parse(resultsJson(state, 'http://here/#x') ?? '');
  assert.deepEqual(value.experiment, {
    dataset: { source: 'digits', train: 300, test: 200, seed: 1 },
    ops: [
      { op: 'init', hidden: [2], seed: 1 },
      { op: 'train', config },
    ],
  });
  assert.deepEqual(
    value.runs.map((/** @type {any} */ { run, parent, accuracy, kept }) => [run, parent, accuracy, kept]),
    [
      [1, null, 0.5, 6],
      [2, 1, 0.95, 6],
    ],
  );
  assert.deepEqual(value.curves.slider[0].points, [
    { ratio: 0.5, sparsity: 0.5, accuracy: 0.85, correct: 170, total: 200, loss: 0.5 },
  ]);
  assert.equal(value.curves.compared[0].points[0].correct, 60);
  assert.equal(value.sensitivity[0].layers[0].points[0].accuracy, 0.94);
  // Every number that has a unit says it: all number fields but the run's own number and shapes.
  const named = new Set(['run', 'parent', 'layer', 'train', 'test', 'classes', 'epochs', 'batchSize', 'lr', 'seed']);
  /** @param {any} inner @param {string} key */
  const walk = (inner, key) => {
    if (typeof inner === 'number' && !named.has(key)) assert.ok(key in value.units, `${key} has a unit`);
    if (typeof inner === 'object' && inner !== null && !Array.isArray(inner))
      for (const [name, child] of Object.entries(inner)) walk(child, name);
    if (Array.isArray(inner)) for (const child of inner) if (typeof child === 'object') walk(child, key);
  };
  for (const part of [value.runs, value.curves, value.sensitivity]) walk(part, '');
  assert.equal(resultsJson(initialState(), ''), null);
});

test('what the budget game prunes is a place of the slider, as near as can be to what its layers take', () => {
  const game = /** @type {any} */ ({ method: magnitude, counts: [200704, 2560] });
  const { ratio, method } = pruningOf(game, [0.9137, 0.25]);
  assert.ok(Math.abs(ratio * 2000 - Math.round(ratio * 2000)) < 1e-9);
  assert.ok(Math.abs(ratio - (200704 * 0.9137 + 2560 * 0.25) / 203264) <= 0.5 / 2000);
  assert.deepEqual([method.scope, method.ratios], ['own', [0.9137, 0.25]]);
});
