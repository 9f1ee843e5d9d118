// The images that pruning changes: their groups against the confusion matrix, the ratio at which each breaks, as a file.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { breaksOf, countsOf, groupOf, GROUPS, imagesCsv, ofClass, sorted } from '../../www/features/images/model.js';
import { generator } from './random.js';

/** Random predictions of 3 classes at 6 grid points. */
function made() {
  const random = generator(11);
  const count = 1000;
  const labels = Uint8Array.from({ length: count }, () => random.whole(0, 2));
  const dense = labels.map((label) => (random.real() < 0.8 ? label : random.whole(0, 2)));
  const classes = Uint8Array.from({ length: 6 * count }, (_, at) =>
    at < count || random.real() < 0.7 ? dense[at % count] : random.whole(0, 2),
  );
  const ratios = [0, 0.2, 0.4, 0.6, 0.8, 1];
  const predictions = { classes, dense };
  return { count, labels, ratios, predictions, breaks: breaksOf(predictions, labels) };
}

test('groups add up to the confusion matrix, class by class, at every grid point', () => {
  const { count, labels, ratios, predictions, breaks } = made();
  for (let point = 0; point < 6; point += 1) {
    const confusion = new Uint32Array(9);
    const before = new Uint32Array(9);
    for (let index = 0; index < count; index += 1) {
      confusion[labels[index] * 3 + predictions.classes[point * count + index]] += 1;
      before[labels[index] * 3 + predictions.dense[index]] += 1;
    }
    const now = sorted(predictions, labels, ratios, point, breaks);
    assert.equal(now.ratio, ratios[point]);
    for (let label = 0; label < 3; label += 1) {
      const counts = countsOf(now, label);
      const row = confusion.slice(3 * label, 3 * label + 3).reduce((sum, number) => sum + number, 0);
      assert.equal(counts.newlyRight + counts.bothRight, confusion[4 * label], `class ${label} right`);
      assert.equal(counts.newlyWrong + counts.bothWrong, row - confusion[4 * label], `class ${label} wrong`);
      assert.equal(counts.newlyWrong + counts.bothRight, before[4 * label], `class ${label} right before`);
    }
    const all = countsOf(now, null);
    assert.equal(
      GROUPS.reduce((sum, group) => sum + all[group], 0),
      count,
    );
  }
});

test('an image breaks at the first grid point where it is otherwise right or wrong than before', () => {
  const { count, labels, ratios, predictions, breaks } = made();
  for (let index = 0; index < count; index += 1) {
    const right = predictions.dense[index] === labels[index];
    const first = ratios.findIndex(
      (_, point) => (predictions.classes[point * count + index] === labels[index]) !== right,
    );
    assert.equal(breaks[index], first);
  }
});

test('groups are in the order in which their images break, those that never do last', () => {
  const { labels, ratios, predictions, breaks } = made();
  for (const group of GROUPS) {
    const items = sorted(predictions, labels, ratios, 3, breaks).groups[group];
    assert.ok(items.length > 1);
    for (let at = 1; at < items.length; at += 1)
      assert.ok((items[at - 1].breaks ?? 2) <= (items[at].breaks ?? 2), `${group} ${at}`);
    assert.ok(items.every((item) => groupOf(item) === group));
    assert.ok(ofClass(items, 1).every(({ label }) => label === 1));
  }
});

test('what is not measured yet is in no group and breaks nothing', () => {
  const labels = Uint8Array.of(0, 1);
  const predictions = { dense: Uint8Array.of(0, 0), classes: Uint8Array.of(0, 0, 255, 255, 1, 255) };
  const breaks = breaksOf(predictions, labels);
  assert.deepEqual([...breaks], [2, -1]);
  assert.deepEqual(countsOf(sorted(predictions, labels, [0, 0.5, 1], 1, breaks), null), {
    newlyWrong: 0,
    newlyRight: 0,
    bothWrong: 0,
    bothRight: 0,
  });
});

test('a file has a line an image, with ratios as fractions', () => {
  const items = [
    { index: 7, label: 9, dense: 9, predicted: 3, breaks: 0.85 },
    { index: 8, label: 1, dense: 1, predicted: 1, breaks: null },
  ];
  assert.equal(imagesCsv(items), 'index,label,dense,pruned,breaks\n7,9,9,3,0.85\n8,1,1,1,\n');
});
