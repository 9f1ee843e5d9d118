// The stage: which weights are strands, what contributes, where everything stands, which pixel is which weight.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { palette, rgb, scaleOf, stepOf, STOPS } from '../../www/charts/colormap.js';
import { layOut, leaving, paintCut, pictures } from '../../www/charts/heatmap-painter.js';
import { curveBetween, edgePoint, gapsOf } from '../../www/features/stage/gaps.js';
import {
  crispUnit,
  gridFor,
  layStage,
  tileAt,
  tileBeside,
  tileRect,
  WIDE_FROM,
} from '../../www/features/stage/geometry.js';
import { predictionOf, shownClasses, stageData, stepFrom, wrongFirst } from '../../www/features/stage/model.js';
import { sampleStrokes, SAMPLES } from '../../www/features/stage/samples.js';
import { aliveAt, contributionsOf, SAMPLE, sampleOf, strandsOf } from '../../www/features/stage/strands.js';
import { moment } from '../../www/state/moment.js';
import { incoming, isAlive, isDead, lastings, layersOnStage, outgoing } from '../../www/state/network.js';
import { after, done, INIT, magnitude, ranking, RATIOS, run, SIZES, TRAIN, trajectory, WEIGHTS } from './lab.js';
import { generator } from './random.js';

/** @import { LayerView } from '../../www/state/network.js' */
/** @import { Rect } from '../../www/features/stage/geometry.js' */

/** A layer of random weights, pruned in the order of their size. @param {number} rows @param {number} columns @param {number} [seed] */
function randomLayer(rows, columns, seed = 1) {
  const { real: random } = generator(seed);
  const weights = Float32Array.from({ length: rows * columns }, () => random() - 0.5);
  const order = Uint32Array.from(weights.keys()).sort((a, b) => Math.abs(weights[a]) - Math.abs(weights[b]));
  const position = new Uint32Array(weights.length);
  order.forEach((index, place) => {
    position[index] = place;
  });
  return { rows, columns, weights, order, position, mask: null, removed: 0 };
}

test('a sample has every weight at most once, and is the same every time', () => {
  const sample = sampleOf(200_704);
  assert.equal(sample.length, SAMPLE);
  assert.equal(new Set(sample).size, SAMPLE);
  assert.ok(sample.every((index) => index < 200_704));
  assert.deepEqual(sampleOf(200_704), sample);
  assert.deepEqual(sampleOf(5, 9), Uint32Array.of(0, 1, 2, 3, 4));
});

test('every weight is as likely to be sampled as any other: each tenth of the layer has a tenth', () => {
  const tenths = new Array(10).fill(0);
  for (const index of sampleOf(200_704)) tenths[Math.floor((index / 200_704) * 10)] += 1;
  // Four standard deviations of a binomial count.
  for (const count of tenths) assert.ok(Math.abs(count - SAMPLE / 10) < 4 * Math.sqrt(SAMPLE * 0.1 * 0.9), `${tenths}`);
});

test('the share of strands that are alive is the density, within the sampling error', () => {
  const layer = randomLayer(784, 64);
  const sample = sampleOf(layer.weights.length);
  const strands = strandsOf(layer, sample);
  for (const density of [1, 0.5, 0.15, 0.05, 0.01, 0]) {
    const removed = Math.round((1 - density) * layer.weights.length);
    const alive = aliveAt(strands, removed);
    assert.equal(alive, sample.filter((index) => isAlive({ ...layer, removed }, index)).length);
    assert.ok(
      Math.abs(alive / SAMPLE - density) <= 4 * Math.sqrt((density * (1 - density)) / SAMPLE),
      `${density}: ${alive}`,
    );
  }
});

test('strands that are alive are the first ones, at every cut, and a weight that is zero is none', () => {
  const layer = randomLayer(20, 10);
  layer.weights[3] = 0;
  const strands = strandsOf(layer, sampleOf(200));
  for (let removed = 0; removed <= 200; removed += 7) {
    const alive = aliveAt(strands, removed);
    strands.of.forEach((index, at) => assert.equal(isAlive({ ...layer, removed }, index), at < alive, `${index}`));
  }
});

test('of a network with a mask the strands are those of the mask', () => {
  const mask = Uint8Array.of(1, 0, 1, 1, 0, 1);
  const layer = { rows: 3, columns: 2, weights: WEIGHTS[1], position: null, order: null, removed: 0, mask };
  const strands = strandsOf(layer, sampleOf(6));
  assert.equal(aliveAt(strands, 0), 4);
  assert.deepEqual([...strands.of.slice(0, 4)], [0, 2, 3, 5]);
});

test('contributions are activation times weight, the largest of those that are there', () => {
  const layer = { ...randomLayer(30, 10, 3), removed: 90 };
  const { real: random } = generator(7);
  const activations = Float32Array.from({ length: 30 }, () => Math.max(0, random() - 0.4));
  const all = [];
  for (let from = 0; from < 30; from += 1)
    for (let to = 0; to < 10; to += 1) {
      const index = from * 10 + to;
      if (layer.position[index] >= 90 && activations[from] > 0)
        all.push({ from, to, value: activations[from] * layer.weights[index] });
    }
  all.sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
  assert.deepEqual(contributionsOf(layer, activations, 25), all.slice(0, 25));
  assert.deepEqual(contributionsOf(layer, activations, 5000), all);
  assert.deepEqual(contributionsOf(layer, new Float32Array(30), 25), []);
});

test('a neuron is dead once nothing leads to it, or nothing from it', () => {
  const into = randomLayer(12, 5, 4);
  const from = randomLayer(5, 3, 5);
  const until = lastings(into, from);
  for (let a = 0; a <= 60; a += 3)
    for (let b = 0; b <= 15; b += 1)
      for (let neuron = 0; neuron < 5; neuron += 1) {
        const views = [
          { ...into, removed: a },
          { ...from, removed: b },
        ];
        const without = [incoming(views[0], neuron), outgoing(views[1], neuron)].some((list) => !list.some(Boolean));
        assert.equal(isDead(until, neuron, a, b), without);
      }
});

test('incoming and outgoing weights are those of the neuron, without the pruned ones', () => {
  const layer = { ...randomLayer(4, 3), removed: 5 };
  for (let neuron = 0; neuron < 3; neuron += 1)
    incoming(layer, neuron).forEach((weight, input) => {
      const index = input * 3 + neuron;
      assert.equal(weight, layer.position[index] >= 5 ? layer.weights[index] : 0);
    });
  outgoing(layer, 2).forEach((weight, output) => {
    assert.equal(weight, layer.position[6 + output] >= 5 ? layer.weights[6 + output] : 0);
  });
});

test('a pixel of a tile is its weight through the colours, and what is pruned is not painted', () => {
  const layer = randomLayer(12, 5, 6);
  const layout = layOut({ mode: 'fields', rows: 12, columns: 5, imageWidth: 4, imageHeight: 3, across: 3 });
  const colours = { ...palette('light'), hatch: /** @type {const} */ ([0, 0]) };
  const scale = scaleOf(layer.weights);
  const pixels = new Uint32Array(layout.width * layout.height);
  paintCut(pixels, leaving(layout, layer.position), pictures(layer.weights, layout, scale, colours), 20);
  const bytes = new Uint8Array(pixels.buffer);
  const farthest = { negative: rgb(STOPS.light.negative[2]), positive: rgb(STOPS.light.positive[2]) };
  for (let neuron = 0; neuron < 5; neuron += 1)
    for (let input = 0; input < 12; input += 1) {
      const index = input * 5 + neuron;
      const x = (neuron % 3) * 5 + (input % 4);
      const y = Math.floor(neuron / 3) * 4 + Math.floor(input / 4);
      const painted = [...bytes.slice(4 * (y * layout.width + x), 4 * (y * layout.width + x) + 4)];
      const weight = layer.weights[index];
      if (layer.position[index] < 20) assert.equal(painted[3], 0, `${index} is pruned and painted`);
      else {
        assert.equal(painted[3], 255);
        if (Math.abs(weight) >= scale)
          assert.deepEqual(painted.slice(0, 3), farthest[weight < 0 ? 'negative' : 'positive']);
        // Blue has more blue than red, orange the other way.
        const step = stepOf(weight, scale) - 127;
        if (Math.abs(step) > 3)
          assert.equal(Math.sign(painted[2] - painted[0]), Math.sign(step), `${index}: ${painted}`);
      }
    }
});

test('the grid of a wall holds every neuron in its box, without empty places where that costs little', () => {
  const box = { width: 480, height: 370, fieldWidth: 28, fieldHeight: 28 };
  for (const count of [1, 2, 3, 7, 10, 32, 64, 100, 128, 256, 300, 512, 1000, 1024]) {
    const { columns, rows, unit } = gridFor(count, box);
    assert.ok(columns * rows >= count && columns * (rows - 1) < count, `${count}: ${columns} x ${rows}`);
    assert.ok((columns * 29 - 1) * unit <= 480.001 && (rows * 29 - 1) * unit <= 370.001, `${count}: ${unit}`);
    assert.ok(unit > 0);
  }
  const square = gridFor(256, { ...box, width: 400 });
  assert.deepEqual([square.columns, square.rows], [16, 16]);
  const hundred = gridFor(100, box);
  assert.equal(hundred.columns * hundred.rows, 100);
});

test('a weight is as wide as whole device pixels where that costs little', () => {
  assert.equal(crispUnit(1.1, 1), 1);
  assert.equal(crispUnit(0.79, 1), 0.79);
  assert.equal(crispUnit(1.6, 2), 1.5);
  assert.equal(crispUnit(1.9, 1), 1.9);
});

/** @param {number} width @param {number[]} sizes @param {{ width: number, height: number }} [image] */
function laid(width, sizes, image = { width: 28, height: 28 }) {
  const classes = sizes[sizes.length - 1];
  const templates = sizes.length === 2;
  const tiles = templates ? [classes] : sizes.slice(1, -1);
  return layStage({ width, height: 400, image, tiles, classes, templates, pixelRatio: 1 });
}

/** @param {Rect} a @param {Rect} b */
const overlap = (a, b) =>
  a.left < b.left + b.width - 0.01 &&
  b.left < a.left + a.width - 0.01 &&
  a.top < b.top + b.height - 0.01 &&
  b.top < a.top + a.height - 0.01;

test('whatever the network, its figures stand on the stage and none covers another', () => {
  const networks = [
    [784, 256, 10],
    [784, 300, 100, 10],
    [784, 1024, 1024, 512, 256, 10],
    [784, 1, 10],
    [784, 10],
    [784, 1, 1024, 2],
    [784, 100, 100],
  ];
  for (const width of [328, 360, 699, WIDE_FROM, 1080, 1500, 2300])
    for (const sizes of networks) {
      const { image, walls, classes, words, height, tall } = laid(width, sizes);
      assert.equal(tall, width < WIDE_FROM);
      const rects = [image, ...walls.map(({ rect }) => rect), classes];
      for (const [index, rect] of rects.entries()) {
        const where = `${width} ${sizes} ${index} ${JSON.stringify(rect)}`;
        assert.ok(rect.left >= -0.01 && rect.left + rect.width <= width + 0.01, where);
        assert.ok(rect.top >= -0.01 && rect.top + rect.height <= height + 0.01, where);
        assert.ok(rect.width > 0 && rect.height > 0, where);
        for (const other of rects.slice(index + 1))
          assert.ok(!overlap(rect, other), `${where} ${JSON.stringify(other)}`);
      }
      assert.ok(words.top + words.height <= height + 0.01, `${width} ${sizes}`);
    }
});

test('images of 8 x 8 to 64 x 64 have whole pixels where there is room', () => {
  for (const size of [8, 16, 28, 64]) {
    const { image } = laid(1080, [size * size, 64, 10], { width: size, height: size });
    assert.ok(image.width >= 120 && image.width <= 320);
    assert.equal(image.width % size, 0);
  }
});

test('a tile is found where it is drawn', () => {
  const { walls } = laid(1080, [784, 300, 10]);
  for (let index = 0; index < 300; index += 1) {
    const { left, top, width, height } = tileRect(walls[0], index);
    assert.equal(tileAt(walls[0], left + 0.01, top + 0.01), index);
    assert.equal(tileAt(walls[0], left + width - 0.01, top + height - 0.01), index);
  }
  const { rect } = walls[0];
  assert.equal(tileAt(walls[0], rect.left - 2, rect.top + 5), null);
  assert.equal(tileAt(walls[0], rect.left + 5, rect.top + rect.height + 2), null);
});

test('arrow keys go from tile to tile and stay at the edges', () => {
  const wall = { ...laid(1080, [784, 10, 10]).walls[0], columns: 4, count: 10 };
  assert.equal(tileBeside(wall, 5, 'ArrowRight'), 6);
  assert.equal(tileBeside(wall, 5, 'ArrowUp'), 1);
  assert.equal(tileBeside(wall, 7, 'ArrowDown'), 7);
  assert.equal(tileBeside(wall, 0, 'ArrowLeft'), 0);
  assert.equal(tileBeside(wall, 3, 'End'), 9);
  assert.equal(tileBeside(wall, 3, 'x'), null);
});

test('strands begin at the pixel’s row and end at the tile’s, inside the area they are drawn in', () => {
  for (const width of [340, 1080])
    for (const sizes of [
      [784, 256, 10],
      [784, 64, 32, 10],
      [784, 10],
    ]) {
      const geometry = laid(width, sizes);
      const gaps = gapsOf(geometry, { width: 28, height: 28 }, sizes.length === 2);
      assert.equal(gaps.length, sizes.length - 1);
      gaps.forEach(({ area, curve }, index) => {
        for (const from of [0, sizes[index] - 1])
          for (const to of [0, sizes[index + 1] - 1]) {
            const points = curve(from, to);
            for (const at of [0, points.length - 2]) {
              const [x, y] = points.slice(at, at + 2);
              assert.ok(
                x >= area.left - 4.01 && x <= area.left + area.width + 4.01,
                `${width} ${sizes} ${index}: ${points}`,
              );
              assert.ok(
                y >= area.top - 4.01 && y <= area.top + area.height + 4.01,
                `${width} ${sizes} ${index}: ${points}`,
              );
            }
          }
      });
    }
});

test('every cell leaves its rectangle at a place of its own', () => {
  const rect = { left: 10, top: 20, width: 56, height: 56 };
  const places = Array.from({ length: 784 }, (_, index) => edgePoint(rect, { columns: 28, rows: 28 }, index, 'right'));
  assert.equal(new Set(places.map(([, y]) => y.toFixed(6))).size, 784);
  assert.ok(places.every(([x, y]) => x === 66 && y > 20 && y < 76));
  assert.deepEqual(curveBetween([0, 0], 'right', [10, 4], 'left'), [0, 0, 5, 0, 5, 4, 10, 4]);
});

test('with many classes the likeliest have a row, and with them the true one and the dense network’s', () => {
  const probabilities = Float32Array.from({ length: 100 }, (_, index) => (index === 7 ? 0.5 : index / 10_000));
  const dense = Float32Array.from({ length: 100 }, (_, index) => (index === 3 ? 1 : 0));
  const subject = /** @type {const} */ ({ kind: 'test', index: 0 });
  const picture = { subject, pixels: new Uint8Array(4), label: 5 };
  const shown = shownClasses({ classes: 100, probabilities, dense, picture });
  assert.equal(shown.length, 12);
  assert.ok([3, 5, 7, 99, 98].every((label) => shown.includes(label)));
  assert.deepEqual(
    shown,
    shown.toSorted((a, b) => a - b),
  );
  assert.equal(shownClasses({ classes: 10, probabilities: null, dense: null, picture: null }).length, 10);
  assert.deepEqual(predictionOf({ probabilities, dense, picture }), {
    label: 7,
    probability: 0.5,
    truth: 5,
    dense: { label: 3, probability: 1 },
  });
  assert.equal(predictionOf({ probabilities: null, dense, picture }), null);
});

const trained = after(...done(run(0, null, INIT), run(1, 0, TRAIN)));

test('the stage shows the network at the slider, or all of it', () => {
  const state = after(...done(run(0, null, INIT), run(1, 0, TRAIN)), ranking(1), { type: 'ratio', ratio: 0.5 });
  const removed = trajectory().layers.map((layer) => layer.removed[RATIOS.indexOf(0.5)]);
  assert.deepEqual(
    layersOnStage(state, 'pruned').map((layer) => layer.removed),
    removed,
  );
  assert.deepEqual(
    layersOnStage(state, 'dense').map((layer) => layer.removed),
    [0, 0],
  );
  const data = stageData(state);
  assert.deepEqual(data?.sizes, SIZES);
  assert.deepEqual(data?.tiles, [3]);
  assert.equal(data?.which, 'pruned');
});

test('without a hidden layer the tiles are the classes’ templates', () => {
  const layer = { ...trajectory().layers[0], columns: 2, rows: 4 };
  const event = {
    type: 'trajectory',
    base: 1,
    method: magnitude,
    trajectory: { ...trajectory(), layers: [layer] },
  };
  const data = stageData(after(...done(run(0, null, INIT), run(1, 0, TRAIN)), /** @type {any} */ (event)));
  assert.equal(data?.templates, true);
  assert.deepEqual(data?.tiles, [2]);
});

test('an answer of another network is not shown on this one', () => {
  const slices = {
    moment: {
      ...moment.initial,
      subject: { kind: 'test', index: 0 },
      answer: {
        subject: null,
        layers: [new Float32Array(4), new Float32Array(9), new Float32Array(2)],
        probabilities: Float32Array.of(0.5, 0.5),
      },
    },
  };
  assert.equal(stageData({ ...trained, slices })?.activations, null);
});

test('test images are gone through in their order, or misclassified ones first', () => {
  assert.equal(stepFrom(0, -1, 50, null), 49);
  assert.equal(stepFrom(49, 1, 50, null), 0);
  assert.equal(stepFrom(3, 1, 50, [7, 3, 9]), 9);
  assert.equal(stepFrom(5, 1, 50, [7, 3, 9]), 7);
  assert.equal(stepFrom(7, -1, 50, [7, 3, 9]), 9);
  const state = after(...done(run(0, null, INIT), run(1, 0, TRAIN)), ranking(1), { type: 'ratio', ratio: 0.5 });
  const labels = Uint8Array.of(0, 1, 0, 1);
  const classes = new Uint8Array(11 * 4);
  classes.set([0, 0, 1, 1], 5 * 4);
  const slices = {
    moment: { ...moment.initial, labels, predictions: { ranked: state.ranked, whole: true, classes, dense: labels } },
  };
  assert.deepEqual(wrongFirst(/** @type {any} */ ({ ...state, slices })), Uint32Array.of(1, 2, 0, 3));
  classes[5 * 4 + 3] = 255;
  assert.equal(wrongFirst(/** @type {any} */ ({ ...state, slices })), null, 'not all is measured there yet');
});

test('there is a sample drawing of every digit, on the surface', () => {
  assert.equal(SAMPLES, 10);
  for (let digit = 0; digit < SAMPLES; digit += 1)
    for (const stroke of sampleStrokes(digit)) {
      assert.ok(stroke.length >= 4 && stroke.length % 2 === 0);
      assert.ok(
        stroke.every((at) => at > 0.05 && at < 0.95),
        `${digit}: ${stroke}`,
      );
    }
});
