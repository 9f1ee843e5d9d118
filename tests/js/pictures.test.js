// Weights as pixels: the colour scale, the order of removal, and that repainting a step is the same as
// painting anew.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pack, palette, rgb, STEPS, STOPS, scaleOf, stepOf } from '../../www/charts/colormap.js';
import {
  fitFields,
  layOut,
  leaving,
  paintCut,
  paintRange,
  pictures,
  weightAt,
} from '../../www/charts/heatmap-painter.js';
import { fileUrl, isAllowed } from '../../www/engine/downloads.js';
import { isNetwork, nameOf } from '../../www/engine/chosen-files.js';
import { perClass, worstClass } from '../../www/features/classes/model.js';
import {
  emptiedLayers,
  onGrid,
  orderOf,
  placeOf,
  placeOfThreshold,
  rank,
  ratioAt,
  removedAt,
  sparsityAt,
} from '../../www/state/trajectory.js';
import { generator } from './random.js';

/** @param {number} count @param {ReturnType<typeof generator>} random */
function shuffled(count, random) {
  const list = Uint32Array.from({ length: count }, (_, index) => index);
  for (let index = count - 1; index > 0; index -= 1) {
    const other = random.whole(0, index);
    [list[index], list[other]] = [list[other], list[index]];
  }
  return list;
}

test('the colour scale is neutral at zero and ends in the far colours', () => {
  for (const theme of /** @type {const} */ (['light', 'dark'])) {
    const { lut, hatch } = palette(theme);
    const ends = [STOPS[theme].negative.at(-1), STOPS[theme].neutral, STOPS[theme].positive.at(-1)].map((hex) =>
      pack(...rgb(hex ?? '')),
    );
    assert.deepEqual([lut[0], lut[(STEPS - 1) / 2], lut[STEPS - 1]], ends);
    assert.notEqual(hatch[0], hatch[1]);
    assert.ok(!lut.includes(hatch[0]) && !lut.includes(hatch[1]), 'removed is no colour of a weight');
  }
  assert.deepEqual([-9, -1, 0, 1, 9, Number.NaN].map((value) => stepOf(value, 1)).slice(0, 5), [0, 0, 127, 254, 254]);
  assert.equal(stepOf(1, 0), 127);
});

test('the ends of the scale leave out the largest half percent', () => {
  const weights = Float32Array.from({ length: 1000 }, (_, index) => (index % 2 ? -1 : 1) * (index + 1));
  assert.ok(Math.abs(scaleOf(weights) - 995) <= 1);
  assert.equal(scaleOf(new Float32Array(9)), 0);
  assert.equal(scaleOf(new Float32Array(0)), 0);
});

test('the order of removal undoes the positions', () => {
  const random = generator(3);
  const order = shuffled(500, random);
  const position = new Uint32Array(500);
  order.forEach((weight, place) => {
    position[weight] = place;
  });
  assert.deepEqual(orderOf(position), order);
  assert.deepEqual(orderOf(new Uint32Array(0)), new Uint32Array(0));
});

for (const shape of [
  { rows: 6, columns: 5, mode: /** @type {const} */ ('matrix') },
  { rows: 784, columns: 40, mode: /** @type {const} */ ('matrix') },
  { rows: 12, columns: 7, mode: /** @type {const} */ ('fields'), imageWidth: 4, imageHeight: 3, across: 3 },
]) {
  test(`${shape.mode} ${shape.rows} x ${shape.columns}: every weight has its own pixels, and stepping paints as anew`, () => {
    const random = generator(11);
    const layout = layOut(shape);
    const count = shape.rows * shape.columns;
    const seen = new Set();
    for (let index = 0; index < count; index += 1) {
      const at = layout.at[index];
      const hit = weightAt(layout, at % layout.width, Math.floor(at / layout.width));
      assert.equal(hit?.index, index);
      seen.add(at);
    }
    assert.equal(seen.size, count);
    assert.equal(weightAt(layout, -1, 0), null);
    assert.equal(weightAt(layout, layout.width, 0), null);

    const weights = Float32Array.from({ length: count }, () => random.real() - 0.5);
    const both = pictures(weights, layout, 0.4, palette('light'));
    for (let index = 0; index < count; index += 1) {
      const corner = layout.at[index];
      const end = corner + (layout.cell - 1) * (layout.width + 1);
      const colour = palette('light').lut[stepOf(weights[index], 0.4)];
      assert.deepEqual([both.kept[corner], both.kept[end]], [colour, colour]);
      assert.ok(palette('light').hatch.includes(both.gone[corner]) && palette('light').hatch.includes(both.gone[end]));
    }
    const order = shuffled(count, random);
    const position = new Uint32Array(count);
    order.forEach((weight, place) => {
      position[weight] = place;
    });
    const stepped = new Uint32Array(layout.width * layout.height);
    const ranks = leaving(layout, position);
    paintCut(stepped, ranks, both, 0);
    // What a canvas shows that is given only the rows that are said to have changed.
    const shown = stepped.slice();
    let cut = 0;
    for (let move = 0; move < 20; move += 1) {
      const next = move % 2 ? random.whole(0, count) : Math.min(count, cut + 1);
      const picture = next > cut ? both.gone : both.kept;
      const rows = paintRange(stepped, layout, picture, order, Math.min(cut, next), Math.max(cut, next));
      const changed = stepped.subarray(rows.top * layout.width, rows.bottom * layout.width);
      shown.set(changed, rows.top * layout.width);
      cut = next;
      const anew = new Uint32Array(stepped.length);
      paintCut(anew, ranks, both, cut);
      assert.deepEqual(stepped, anew);
      assert.deepEqual(shown, anew);
      const mask = Uint8Array.from(position, (place) => (place < cut ? 0 : 1));
      paintCut(anew.fill(1), leaving(layout, mask), both, 1);
      assert.deepEqual(stepped, anew, 'a mask paints as the order does');
      for (let index = 0; index < count; index += 1) {
        const corner = layout.at[index];
        assert.equal(anew[corner], (position[index] < cut ? both.gone : both.kept)[corner]);
      }
    }
    assert.deepEqual(paintRange(stepped, layout, both.gone, order, 3, 3), { top: 0, bottom: 0 });
  });
}

test('gaps between receptive fields hold no weight', () => {
  const layout = layOut({ rows: 12, columns: 7, mode: 'fields', imageWidth: 4, imageHeight: 3, across: 3 });
  assert.equal(weightAt(layout, 4, 0), null);
  assert.equal(weightAt(layout, 0, 3), null);
});

test('receptive fields are drawn as large as they fit', () => {
  const image = { imageWidth: 28, imageHeight: 28, boxHeight: 300 };
  assert.deepEqual(fitFields({ ...image, columns: 256, boxWidth: 480 }), { across: 16, factor: 1 });
  assert.deepEqual(fitFields({ ...image, columns: 10, boxWidth: 480 }), { across: 5, factor: 3 });
  assert.deepEqual(fitFields({ ...image, columns: 1, boxWidth: 480 }), { across: 1, factor: 6 });
  assert.deepEqual(fitFields({ ...image, columns: 7, boxWidth: 0 }), { across: 1, factor: 1 });
});

test('places along a trajectory', () => {
  for (const ratio of [0, 0.001, 0.333, 0.8, 0.9995, 1]) assert.equal(ratioAt(placeOf(ratio)), ratio);
  for (const [wanted, place] of [
    [0.9999, 2000],
    [-1, 0],
    [7, 2000],
    [0.00026, 1],
    [0.00024, 0],
  ])
    assert.equal(placeOf(wanted), place);
  const layer = {
    rows: 1,
    columns: 4,
    weights: Float32Array.of(1, 2, 3, 4),
    position: Uint32Array.of(0, 1, 2, 3),
    removed: Uint32Array.of(0, 2, 4),
    threshold: Float32Array.of(0, 2, 4),
  };
  const small = {
    ...layer,
    columns: 1,
    weights: Float32Array.of(1),
    position: Uint32Array.of(0),
    removed: Uint32Array.of(0, 1, 1),
  };
  const ranked = rank(
    0,
    { score: 'magnitude', scope: 'layer', rule: 'exact' },
    { ratios: Float64Array.of(0, 0.5, 1), grid: Uint32Array.of(0, 2), layers: [layer, small] },
  );
  assert.deepEqual(
    [0, 1, 2].map((place) => removedAt(ranked, place)),
    [0, 3, 5],
  );
  assert.equal(sparsityAt(ranked, 1), 0.6);
  assert.deepEqual(
    [0, 1, 2].map((place) => emptiedLayers(ranked, place)),
    [[], [1], [0, 1]],
  );
  assert.deepEqual(
    [-1, 0.9, 1.1, 99].map((threshold) => placeOfThreshold(ranked.layers[0], threshold)),
    [0, 0, 1, 2],
  );
});

test('the sweep keeps to places that are measured', () => {
  const ranked = rank(
    0,
    { score: 'magnitude', scope: 'layer', rule: 'exact' },
    { ratios: Float64Array.of(0, 0.25, 0.5, 0.75, 1), grid: Uint32Array.of(0, 2, 4), layers: [] },
  );
  assert.deepEqual(
    [0.1, 0.3, 0.7, 0.8, 1].map((ratio) => onGrid(ranked, ratio)),
    [0, 0.5, 0.5, 1, 1],
  );
});

test('which class dies first', () => {
  const before = { correct: 0, total: 0, loss: 0, confusion: Uint32Array.of(9, 1, 2, 8) };
  const after = { correct: 0, total: 0, loss: 0, confusion: Uint32Array.of(8, 2, 9, 1) };
  assert.deepEqual(perClass(before, 2), [0.9, 0.8]);
  assert.equal(worstClass(before, after, 2)?.index, 1);
  assert.deepEqual(perClass({ ...before, confusion: new Uint32Array(4) }, 2), [null, null]);
});

test('files are told apart by what is in them', () => {
  const header = new TextEncoder().encode('{"a":1}');
  const network = new Uint8Array(8 + header.length);
  network[0] = header.length;
  network.set(header, 8);
  assert.ok(isNetwork({ name: 'x.bin', bytes: network.buffer }));
  assert.ok(isNetwork({ name: 'short.safetensors', bytes: new ArrayBuffer(3) }));
  assert.ok(
    !isNetwork({ name: 'train-images-idx3-ubyte', bytes: Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 28).buffer }),
  );
  assert.ok(!isNetwork({ name: 'x.gz', bytes: Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3).buffer }));
  assert.equal(nameOf([{ name: 'train-images-idx3-ubyte.gz' }]), 'train');
  assert.equal(nameOf([{ name: 'kmnist-train-images-idx3-ubyte' }]), 'kmnist-train');
  assert.equal(nameOf([]), 'files');
});

test('addresses of mirrors', () => {
  assert.equal(fileUrl('https://a.example/mnist', 'x.gz'), 'https://a.example/mnist/x.gz');
  assert.throws(() => fileUrl('ftp://a.example/', 'x.gz'), /address/);
  assert.throws(() => fileUrl('javascript:alert(1)', 'x.gz'), /address/);
  assert.throws(() => fileUrl('nonsense', 'x.gz'), /address/);
  assert.ok(isAllowed('https://storage.googleapis.com/elsewhere/', 'http://here'));
  assert.ok(isAllowed('http://here/data/', 'http://here'));
  assert.ok(!isAllowed('https://evil.example/', 'http://here'));
});
