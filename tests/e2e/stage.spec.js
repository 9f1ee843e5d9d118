// The stage: a drawing that breaks, the fate strip, tiles that are the weights, a neuron cut and restored, the images.
import { palette, stepOf } from '../../www/charts/colormap.js';
import { expect, LONG, QUICK, test } from './lab.js';

/** @import { Page } from '@playwright/test' */
/** @import { Lab } from './lab.js' */

const DIGITS = '#data=digits,6000,1000,5&ops=init(256;42)~train(adam,0.002;64;4)&prune=magnitude,layer,exact&at=0';

/** Draws with the mouse. @param {Lab} lab @param {Page} page @param {readonly (readonly [number, number])[]} points */
async function draw(lab, page, points) {
  const surface = lab.get('draw');
  await surface.scrollIntoViewIfNeeded();
  const box = await surface.boundingBox();
  if (!box) throw new Error('there is no surface to draw on');
  const at = (/** @type {readonly [number, number]} */ [x, y]) =>
    /** @type {[number, number]} */ ([box.x + x * box.width, box.y + y * box.height]);
  await page.mouse.move(...at(points[0]));
  await page.mouse.down();
  for (const point of points.slice(1)) await page.mouse.move(...at(point), { steps: 5 });
  await page.mouse.up();
}

/** The class at every grid point. @param {Lab} lab */
async function fate(lab) {
  await expect(lab.get('fate')).toHaveAttribute('data-value', /\d/);
  return ((await lab.get('fate').getAttribute('data-value')) ?? '').split(',').map(Number);
}

/** @param {Lab} lab */
const predicted = async (lab) => Number(await lab.get('prediction').getAttribute('data-value'));

test('a drawn 7 is a 7; at 99 % it is something else, and the fate strip says from where on', async ({ lab, page }) => {
  await lab.open(DIGITS);
  await draw(lab, page, [
    [0.28, 0.24],
    [0.72, 0.23],
    [0.6, 0.48],
    [0.47, 0.82],
  ]);
  const prediction = lab.get('prediction');
  await expect(prediction).toHaveAttribute('data-value', '7');
  expect(Number(await prediction.getAttribute('data-probability'))).toBeGreaterThan(0.5);
  expect((await fate(lab))[0]).toBe(7);

  await lab.prune(99);
  await expect(prediction).not.toHaveAttribute('data-value', '7');
  // Every percent up to 90, every quarter up to 99: the grid point of 99 % is the 126th.
  const along = await fate(lab);
  expect(along[126]).toBe(await predicted(lab));

  // The last grid point at which it is still a 7, and the next.
  const last = along.findIndex((label) => label !== 7) - 1;
  const percentAt = (/** @type {number} */ point) =>
    point < 90 ? point : point < 126 ? 90 + (point - 90) / 4 : 99 + (point - 126) / 10;
  await lab.prune(percentAt(last));
  await expect(prediction).toHaveAttribute('data-value', '7');
  await lab.prune(percentAt(last + 1));
  await expect(prediction).toHaveAttribute('data-value', String(along[last + 1]));

  // It is the drawing's, wherever the slider stands.
  await lab.prune(0);
  await expect(prediction).toHaveAttribute('data-value', '7');
  expect(await fate(lab)).toEqual(along);

  await lab.get('draw-clear').click();
  await expect(prediction).toHaveAttribute('data-value', '');
  await expect(lab.get('fate')).toHaveAttribute('data-value', '');
});

test('by keyboard: test images by arrow keys, sample drawings, and the dense network while D is held', async ({
  lab,
  page,
}) => {
  await lab.open(QUICK);
  const network = lab.get('stage-network');
  await lab.get('draw').focus();
  const image = lab.get('stage-image');
  const index = Number(await image.getAttribute('data-value'));
  await page.keyboard.press('ArrowRight');
  await expect(image).toHaveAttribute('data-value', String(index + 1));
  await page.keyboard.press('ArrowLeft');
  await expect(image).toHaveAttribute('data-value', String(index));
  await expect(network).toHaveAttribute('data-value', 'pruned');
  await page.keyboard.down('d');
  await expect(network).toHaveAttribute('data-value', 'dense');
  await page.keyboard.up('d');
  await expect(network).toHaveAttribute('data-value', 'pruned');
  await lab.get('draw-sample').selectOption('1');
  await expect(lab.get('prediction')).toHaveAttribute('data-value', /^\d$/);
  await expect(lab.get('draw')).toHaveAttribute('data-drawn', '');

  await lab.get('wall-1').focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await expect(lab.get('neuron-title')).toHaveAttribute('data-neuron', '1');
  await page.keyboard.press('Escape');
  await expect(lab.get('neuron')).toBeHidden();
  // Half of 784 x 64 and 64 x 10 weights.
  await expect(lab.get('stage-alternative')).toHaveAttribute('data-value', '25408');
});

test('a pixel of a tile is the colour of its weight, and a pruned one is not painted', async ({ lab, page }) => {
  await lab.open(QUICK);
  const wall = lab.get('wall-1');
  await expect(wall).toHaveAttribute('data-value', '64');
  const scale = Number(await wall.getAttribute('data-scale'));
  const { lut } = palette('light');
  const map = lab.get('heatmap-1');
  const readout = lab.get('heatmaps-readout');
  await map.focus();
  const seen = { kept: 0, pruned: 0 };
  for (let press = 0; press < 24; press += 1) {
    await page.keyboard.press(press % 3 === 0 ? 'ArrowDown' : 'Shift+ArrowRight');
    await lab.drawn();
    /** @type {{ input: number, output: number, weight: number, removed: boolean }} */
    const cell = JSON.parse((await readout.getAttribute('data-value')) ?? '{}');
    const pixel = await lab.get('wall-1-pixels').evaluate((canvas, { input, output }) => {
      const { width } = /** @type {HTMLCanvasElement} */ (canvas);
      const across = Math.round((width + 1) / 29);
      const [x, y] = [(output % across) * 29 + (input % 28), Math.floor(output / across) * 29 + Math.floor(input / 28)];
      return [.../** @type {any} */ (canvas).getContext('2d').getImageData(x, y, 1, 1).data];
    }, cell);
    if (cell.removed) {
      seen.pruned += 1;
      expect(pixel[3]).toBe(0);
    } else {
      seen.kept += 1;
      expect(pixel).toEqual([...new Uint8Array(Uint32Array.of(lut[stepOf(cell.weight, scale)]).buffer)]);
    }
  }
  expect(seen.kept).toBeGreaterThan(3);
  expect(seen.pruned).toBeGreaterThan(3);
});

test('strands that are left are the density, within the sampling error', async ({ lab }) => {
  await lab.open(QUICK);
  for (const percent of [0, 50, 90, 99]) {
    await lab.prune(percent);
    const strands = lab.get('strands');
    const drawn = Number(await strands.getAttribute('data-drawn'));
    await lab.drawn();
    const alive = Number(await strands.getAttribute('data-value'));
    const density = 1 - percent / 100;
    expect(drawn).toBe(1500);
    expect(Math.abs(alive / drawn - density)).toBeLessThanOrEqual(4 * Math.sqrt((density * (1 - density)) / drawn));
  }
});

test('a neuron is cut on the stage, restored, and the operation undone', async ({ lab, page }) => {
  await lab.open(QUICK.replace('at=0.5', 'at=0'));
  const wall = lab.get('wall-1');
  await expect(wall).toHaveAttribute('data-dead', '0');
  const dense = await lab.value('accuracy-dense');
  const box = await wall.boundingBox();
  if (!box) throw new Error('there is no wall');
  await page.mouse.click(box.x + 4, box.y + 4);
  await expect(lab.get('neuron-title')).toHaveAttribute('data-neuron', '0');
  await expect(lab.get('neuron-left')).toHaveAttribute('data-value', '784');
  await expect(lab.get('neuron-image')).toHaveCount(9);
  const edit = lab.get('neuron-edit');
  await expect(edit).toHaveAttribute('data-value', 'cut');
  await edit.click();
  await expect(wall).toHaveAttribute('data-dead', '1');
  await expect(lab.get('neuron-left')).toHaveAttribute('data-value', '0');
  await lab.reaches('ready');
  await expect(edit).toHaveAttribute('data-value', 'restore');
  await edit.click();
  await expect(wall).toHaveAttribute('data-dead', '0');
  await lab.reaches('ready');
  expect(await lab.value('accuracy-dense')).toBe(dense);
  await lab.get('undo').click();
  await expect(wall).toHaveAttribute('data-dead', '1');
  await lab.reaches('ready');
  await lab.get('undo').click();
  await expect(wall).toHaveAttribute('data-dead', '0');
});

test('images: counts are those of the accuracy, before and after; one goes to the stage; as a file', async ({
  lab,
  page,
}) => {
  await lab.open(QUICK.replace('at=0.5', 'at=0.7'));
  const accuracy = await lab.value('accuracy-pruned');
  const dense = await lab.value('accuracy-dense');
  await lab.show('images');
  await expect(lab.get('images-newlyWrong')).toHaveAttribute('data-value', /\d/);
  const counts = async () => ({
    newlyWrong: await lab.value('images-newlyWrong'),
    newlyRight: await lab.value('images-newlyRight'),
    bothWrong: await lab.value('images-bothWrong'),
    bothRight: await lab.value('images-bothRight'),
  });
  const all = await counts();
  expect(all.newlyRight + all.bothRight).toBe(Math.round(accuracy * 1000));
  expect(all.newlyWrong + all.bothRight).toBe(Math.round(dense * 1000));
  expect(all.newlyWrong + all.newlyRight + all.bothWrong + all.bothRight).toBe(1000);

  const items = lab.get('images-item');
  await expect(items).toHaveCount(Math.min(60, all.newlyWrong));
  const breaks = await items.evaluateAll((list) =>
    list.map((item) => Number(/** @type {HTMLElement} */ (item).dataset.breaks)),
  );
  expect(breaks).toEqual([...breaks].sort((a, b) => a - b));

  const [index, label, wrong] = await items.evaluateAll((list) => {
    const { index, label, predicted } = /** @type {HTMLElement} */ (list[2]).dataset;
    return [index, label, predicted];
  });
  const item = page.locator(`[data-testid=images-item][data-index="${index}"]`);
  expect(wrong).not.toBe(label);
  await item.click();
  await expect(item).toHaveAttribute('aria-pressed', 'true');
  await expect(lab.get('prediction')).toHaveAttribute('data-value', wrong ?? '');
  await expect(lab.get('prediction')).toHaveAttribute('data-wrong', 'true');
  // It breaks where the strip turns.
  const points = await fate(lab);
  const broken = Number(await item.getAttribute('data-breaks'));
  const first = points.findIndex((said) => said !== Number(label));
  const percents = points.map((_, at) => (at < 90 ? at : at < 126 ? 90 + (at - 90) / 4 : 99 + (at - 126) / 10));
  expect(percents[first]).toBeCloseTo(100 * broken, 6);

  const { head, rows } = await lab.savedCsv('images-save');
  expect(head).toBe('index,label,dense,pruned,breaks');
  expect(rows).toHaveLength(all.newlyWrong);
  expect(rows[2][0]).toBe(index);

  await lab.get('images-class').selectOption('3');
  const three = await counts();
  await lab.get('images-bothRight').click();
  const shown = await items.evaluateAll((list) => list.map((one) => /** @type {HTMLElement} */ (one).dataset.label));
  expect(shown).toHaveLength(Math.min(60, three.bothRight));
  expect(new Set(shown)).toEqual(new Set(['3']));
});

test('errors first: a misclassified image is shown at once, and the next one is another', async ({ lab }) => {
  await lab.open(QUICK.replace('at=0.5', 'at=0.9'));
  const image = lab.get('stage-image');
  await lab.get('image-wrong-first').check();
  await expect(lab.get('prediction')).toHaveAttribute('data-wrong', 'true');
  const first = await image.getAttribute('data-value');
  await lab.get('image-next').click();
  await expect(image).not.toHaveAttribute('data-value', first ?? '');
  await expect(lab.get('prediction')).toHaveAttribute('data-wrong', 'true');
});

test('while it trains, tiles and prediction follow', async ({ lab }) => {
  await lab.open(LONG, { state: 'training' });
  await expect(lab.get('stage-network')).toHaveAttribute('data-value', 'live');
  await expect(lab.get('prediction')).toHaveAttribute('data-value', /^\d$/);
  const wall = lab.get('wall-1');
  const before = await wall.getAttribute('data-scale');
  await expect(wall).not.toHaveAttribute('data-scale', before ?? '');
});

for (const width of [360, 1440])
  test(`the stage is accessible and fits, in both themes, ${width} pixels wide`, async ({ lab, page }) => {
    await page.setViewportSize({ width, height: 900 });
    await lab.open(QUICK);
    await expect(lab.get('prediction')).toHaveAttribute('data-value', /^\d$/);
    await lab.fitsAcross();
    for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
      await page.emulateMedia({ colorScheme });
      await lab.isAccessible();
    }
    await lab.show('images');
    await expect(lab.get('images-item')).not.toHaveCount(0);
    await lab.isAccessible();
  });
