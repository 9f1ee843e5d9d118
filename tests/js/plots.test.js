// Charts as pure descriptions: every feature's plot has what the drawing code takes, for any numbers; long lines keep
// their spikes; the saw-tooth goes down and up.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { numbersOf } from '../../www/charts/chart-picture.js';
import { specOf } from '../../www/charts/plot.js';
import { thin } from '../../www/charts/thin.js';
import { plotOf as comparePlot } from '../../www/features/compare/chart.js';
import { plotOf as lotteryPlot } from '../../www/features/lottery/chart.js';
import { WAYS } from '../../www/features/lottery/model.js';
import { plotOf as paretoPlot } from '../../www/features/pareto/chart.js';
import { plotOf as waterfallPlot } from '../../www/features/pipeline/chart.js';
import { plotOf as levelPlot } from '../../www/features/quantize/chart.js';
import { plotOf as scanPlot } from '../../www/features/scan/chart.js';
import { plotOf as speedPlot } from '../../www/features/storage/chart.js';
import { plotOf as learningPlot } from '../../www/features/train/chart.js';
import { generator } from './random.js';

/** @typedef {import('../../www/charts/plot.js').Plot} Plot */

const theme = new Proxy({}, { get: (_, name) => `colour of ${String(name)}` });
const look = /** @type {any} */ ({ ratio: 1, fontFamily: 'x', fontSize: 13, theme });
/** @param {string} key @param {Record<string, unknown>} [params] */
const t = (key, params) => (params ? `${key} ${JSON.stringify(params)}` : key);

/** Theme colours only: the others ask the page. @param {Plot} plot @returns {Plot} */
const inTheme = (plot) => ({
  ...plot,
  series: plot.series.map((series) => ({ ...series, colour: 'dense' })),
});

/** What the crate checks of a spec, and that every stop can be read. @param {Plot} plot */
function isSound(plot) {
  const { series, guides } = specOf(inTheme(plot), look);
  for (const { x, y, low = [], high = [], labels = [], breaks = [] } of series) {
    const [xs, ys] = [[...x], [...y]];
    assert.ok(xs.length > 0 && xs.length === ys.length);
    for (const list of [[...low], [...high], [...labels]]) assert.ok(list.length === 0 || list.length === xs.length);
    for (const value of [...xs, ...ys, ...low, ...high]) assert.ok(Number.isFinite(value), String(value));
    for (const at of breaks) assert.ok(at >= 0 && at < xs.length);
  }
  for (const { at } of guides ?? []) assert.ok(Number.isFinite(at));
  for (const stop of [...plot.stops, ...(plot.steps ?? [])]) {
    assert.ok(Number.isFinite(stop.x) && Number.isFinite(stop.y));
    assert.ok(stop.lines().length > 0);
  }
  const width = plot.table.head.length;
  for (const row of plot.table.rows) assert.equal(row.length, width);
  for (const row of numbersOf(plot)) assert.equal(row.length, 6);
}

test('a long line keeps the first, smallest, largest and last of every piece, and breaks where nothing is', () => {
  const random = generator(3);
  for (const count of [0, 1, 7, 999, 5000]) {
    const values = Float32Array.from({ length: count }, () => random.real());
    const kept = thin(values, 100);
    const size = Math.max(1, Math.ceil(count / 100));
    assert.ok(kept.length <= 400);
    assert.deepEqual(
      [...kept.map(({ at }) => at)],
      [...new Set(kept.map(({ at }) => at))].sort((a, b) => a - b),
    );
    for (let from = 0; from < count; from += size) {
      const piece = [...values.slice(from, from + size)];
      const here = kept.filter(({ at }) => at >= from && at < from + size).map(({ value }) => value);
      for (const wanted of [piece[0], Math.min(...piece), Math.max(...piece), piece[piece.length - 1]])
        assert.ok(here.includes(wanted));
    }
  }
  const broken = thin([1, 0.5, NaN, 0.4, 0.3, Infinity]);
  assert.deepEqual(
    broken.map(({ at, joined }) => [at, joined]),
    [
      [0, false],
      [1, true],
      [3, false],
      [4, true],
    ],
  );
});

test('learning curves', () => {
  const epochs = /** @type {any[]} */ ([
    { batch: 2, testAccuracy: 0.9, trainLoss: 1, sparsity: 0.5 },
    { batch: 4, testAccuracy: 0.95, trainLoss: 0.5, sparsity: 0.25 },
  ]);
  const plot = learningPlot({ losses: [2, NaN, 1, Infinity], batchesPerEpoch: 2, totalBatches: 8, epochs }, t);
  isSound(plot);
  assert.equal(plot.series.length, 3);
  assert.equal(plot.steps?.length, 2);
  assert.equal(plot.x.max, 4);
  isSound(learningPlot({ losses: [], batchesPerEpoch: 0, totalBatches: 0, epochs: [] }, t));
});

test('scan and compared curves', () => {
  const points = [0, 0.5, 1].map((ratio) => ({ ratio, sparsity: ratio, accuracy: 1 - ratio / 2, joined: true }));
  const scan = scanPlot(
    {
      dense: 0.97,
      guide: 0.95,
      lines: [
        { layer: 0, points },
        { layer: 6, points: points.slice(1) },
      ],
    },
    t,
  );
  isSound(scan);
  assert.equal(scan.guides?.length, 2);
  isSound(scanPlot({ dense: null, guide: null, lines: [] }, t));
  const lines = [
    { name: 'a', series: 0, points },
    { name: 'b', series: 9, points: points.slice(0, 2) },
  ];
  const compared = comparePlot({ lines, ratio: 0.5, dense: 0.97, chance: 0.1, xMin: 0 }, t);
  isSound(compared);
  assert.equal(compared.first, 1);
  // From 90 % on only what lies there is read.
  const zoomed = comparePlot({ lines, ratio: 0.5, dense: null, chance: null, xMin: 0.9 }, t);
  isSound(zoomed);
  assert.deepEqual(
    zoomed.stops.map(({ x }) => x),
    [1],
  );
});

test('the lottery goes down with every pruning and up with every training', () => {
  const cell = (/** @type {number} */ mean) => ({ mean, spread: 0.01, count: 3 });
  /** @param {number} round @param {number} before @param {number} after */
  const row = (round, before, after) => ({
    round,
    kept: 0.6 ** round,
    cells: /** @type {any} */ (Object.fromEntries(WAYS.map((arm) => [arm, cell(after)]))),
    before: /** @type {any} */ (Object.fromEntries(WAYS.map((arm) => [arm, round ? cell(before) : null]))),
  });
  const plot = lotteryPlot([row(0, 0, 0.97), row(1, 0.6, 1), row(2, 0.3, 0.95)], t);
  isSound(plot);
  const path = plot.series[0].points;
  assert.deepEqual(
    path.map(({ x, y }) => [Number(x.toFixed(6)), y]),
    [
      [0, 0.97],
      [0.4, 0.6],
      [0.4, 0.9999],
      [0.64, 0.3],
      [0.64, 0.95],
    ],
  );
  isSound(lotteryPlot([], t));
});

test('the front of runs is joined by stairs to the edge; the current run has a ring', () => {
  const point = { by: [], current: false, lines: ['x'] };
  const data = {
    points: [
      { ...point, id: 1, cost: 1000, accuracy: 0.9 },
      { ...point, id: 2, cost: 3000, accuracy: 0.8, by: [1] },
      { ...point, id: 3, cost: 5000, accuracy: 1, current: true },
    ],
    half: 0.001,
    xTitle: 'bytes',
    unit: /** @type {const} */ ('bytes'),
    table: { caption: '', head: ['a'], rows: [] },
  };
  const plot = paretoPlot(data, t);
  isSound(plot);
  assert.equal(plot.first, 2);
  const [stairs, behind, front] = plot.series;
  assert.deepEqual(
    stairs.points.map(({ y }) => y),
    [0.9, 0.999, 0.999],
  );
  assert.equal(behind.points.length, 1);
  assert.equal(front.ring, 1);
  isSound(paretoPlot({ ...data, points: [] }, t));
});

test('a pipeline: a column a run, the paler piece is what it saved', () => {
  /** @param {string} op @param {number | null | undefined} bytes @param {number} accuracy */
  const row = (op, bytes, accuracy) => ({ node: /** @type {any} */ ({ op: { op } }), bytes, accuracy });
  const rows = [row('init', 800, 0.1), row('train', 800, 0.97), row('prune', 200, 0.9), row('quantize', null, 0.91)];
  const plot = waterfallPlot({ rows, denseBytes: 1000, dense: 0.97 }, t);
  isSound(plot);
  const [saved, first, bars, rates, dense] = plot.series;
  assert.deepEqual(
    saved.points.map(({ low, y }) => [low, y]),
    [
      [800, 1000],
      [200, 800],
    ],
  );
  assert.deepEqual([first.points.length, bars.points.length, rates.points.length], [1, 3, 3]);
  assert.ok(dense.dashed && dense.right);
  isSound(waterfallPlot(null, t));
  isSound(waterfallPlot({ rows: [row('init', undefined, 0.1)], denseBytes: 1000, dense: null }, t));
});

test('levels and kernels', () => {
  const counts = Uint32Array.of(1, 9, 900, 0);
  const plot = levelPlot({ counts, limit: 0.2, levels: [-0.1, 0, 0.1], label: 'x' }, t);
  isSound(plot);
  assert.deepEqual(
    plot.guides?.map(({ at }) => at),
    [-0.1, 0, 0.1],
  );
  const row = { group: 1, of: 0, unfit: null, agreement: null };
  const speed = speedPlot(
    /** @type {any[]} */ ([
      { ...row, kind: 'csr', density: 0.5, median: 5000, low: 4000, high: 6000 },
      { ...row, kind: 'csr', density: 0.1, median: 9000, low: 8000, high: 9500 },
      { ...row, kind: 'dense', density: 1, median: 7000, low: 6000, high: Infinity },
      { ...row, kind: 'int8', density: 0, median: 7000, low: 6000, high: 7100 },
    ]),
    t,
  );
  isSound(speed);
  assert.deepEqual(
    speed.series.find(({ name }) => name === 'csr')?.points.map(({ x }) => x),
    [0.1, 0.5],
  );
  isSound(speedPlot([], t));
});
