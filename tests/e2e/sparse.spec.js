// Sparse training: the density holds exactly, as many connections die as are born, and the picture shows which.
import { expect, QUICK, test } from './lab.js';

/** @import { Page } from '@playwright/test' */
/** @import { Lab } from './lab.js' */

/** The panel, set to short training. @param {Lab} lab @param {Record<string, string>} [fields] */
async function openPanel(lab, fields = {}) {
  await lab.open(QUICK);
  await lab.get('sparse-open').click();
  await expect(lab.get('sparse-start')).toBeVisible();
  for (const [name, value] of Object.entries({ every: '50', epochs: '4', ...fields }))
    await lab.get(`sparse-${name}`).fill(value);
}

/** Trains and waits for the run. @param {Lab} lab */
async function train(lab) {
  await lab.through('training', () => lab.get('sparse-start').click());
  return lab.value('sparse-accuracy');
}

/** Numbers of the layer that is shown. @param {Lab} lab */
async function counts(lab) {
  await lab.value('sparse-died');
  // All at one moment: while it trains the next exchange follows soon.
  return lab.page.evaluate(() => {
    const [none, kept, born, died] = ['none', 'kept', 'born', 'died'].map((name) =>
      Number(document.querySelector(`[data-testid=sparse-${name}]`)?.getAttribute('data-value')),
    );
    return { none, kept, born, died };
  });
}

/** How many pixels of the picture have which colour. @param {Lab} lab @returns {Promise<Record<string, number>>} */
function colours(lab) {
  return lab.get('sparse-map').evaluate((/** @type {HTMLCanvasElement} */ canvas) => {
    const { data } = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d')).getImageData(
      0,
      0,
      canvas.width,
      canvas.height,
    );
    /** @type {Record<string, number>} */
    const found = {};
    for (let at = 0; at < data.length; at += 4) {
      const hex = `#${[0, 1, 2].map((channel) => data[at + channel].toString(16).padStart(2, '0')).join('')}`;
      found[hex] = (found[hex] ?? 0) + 1;
    }
    return found;
  });
}

/** What the list says of the current run. @param {Page} page */
const current = (page) => page.locator('ol.runs [aria-current]');

test('RigL: a tenth of the weights from beginning to end, as many die as are born, drawn one by one', async ({
  lab,
  page,
}) => {
  await openPanel(lab);
  const accuracy = await train(lab);
  expect(accuracy).toBeGreaterThan(0.6);
  await expect(current(page)).toContainText(`${(100 * accuracy).toFixed(1)}`);

  // 784-64-10: a tenth of 50,816 weights, to the weight.
  const total = 784 * 64 + 64 * 10;
  expect(await lab.value('sparse-left')).toBe(Math.round(0.1 * total));
  expect(await lab.value('sparse-now')).toBe(Math.round(0.1 * total) / total);

  // 3,000 images in batches of 64, 4 epochs: exchanges every 50 batches until three quarters of them are over.
  const batches = Math.ceil(3000 / 64) * 4;
  const end = (batches * 3) / 4;
  await page.locator('#sparse').getByText('All exchanges').click();
  const rows = lab.get('sparse-updates').locator('tr');
  await expect(rows).toHaveCount(Math.ceil(end / 50) - 1);
  const cells = (await rows.last().locator('td').allTextContents()).map((text) => Number(text.replace(/,/g, '')));
  const first = (await rows.first().locator('td').allTextContents()).map((text) => Number(text.replace(/,/g, '')));
  expect(first[0]).toBe(50);
  /** The cosine's share of a layer's weights. @param {number} batch @param {number} there */
  const due = (batch, there) => Math.round(0.15 * (1 + Math.cos((Math.PI * batch) / end)) * there);

  let left = 0;
  for (const layer of [1, 2]) {
    await page
      .locator('#sparse')
      .getByRole('button', { name: `Layer ${layer}` })
      .click();
    await expect(lab.get('sparse-map')).toHaveAttribute('aria-label', new RegExp(`^Connections of layer ${layer},`));
    const seen = await counts(lab);
    expect(seen.died).toBe(seen.born);
    expect(seen.born).toBe(cells[layer]);
    const there = seen.kept + seen.born;
    left += there;
    expect(seen.none + seen.died + there).toBe(layer === 1 ? 784 * 64 : 640);
    expect(Math.abs(seen.born - due(cells[0], there))).toBeLessThanOrEqual(1);
    expect(Math.abs(first[layer] - due(50, there))).toBeLessThanOrEqual(1);
    // A pixel a weight, or sixteen where there are few.
    const pixels = layer === 1 ? 1 : 16;
    expect(await colours(lab)).toEqual({
      '#f4f5f7': seen.none * pixels,
      '#a3a9b4': seen.kept * pixels,
      '#0067b0': seen.born * pixels,
      '#d55e00': seen.died * pixels,
    });
  }
  expect(left).toBe(Math.round(0.1 * total));

  // The run is in the list and the link; the link gives the same, and it can be undone.
  await expect(current(page)).toContainText('Sparse training, RigL');
  await expect.poll(() => new URL(page.url()).hash).toContain(`;gradient;0.3;50;${end})`);
  const { hash } = new URL(page.url());
  const told = (await current(page).textContent()) ?? '';
  await lab.get('undo').click();
  await lab.reaches('ready');
  await page.goto('about:blank');
  await lab.open(hash);
  // The texts that name it are fetched by then; the numbers of the runs are those of the list.
  await expect(current(page)).toContainText(told.replace(/^\d+/, ''));
});

test('cancelled, what was learned stays and the exchanges seen until then', async ({ lab, page }) => {
  await openPanel(lab, { epochs: '900', every: '50' });
  await lab.page.locator('#sparse').getByRole('button', { name: 'SET' }).press('Enter');
  await lab.get('sparse-start').press('Enter');
  // Alive while it trains: the picture changes from exchange to exchange.
  const title = page.locator('#sparse').getByText('All exchanges');
  await expect(title).toBeVisible();
  const before = await title.textContent();
  await expect.poll(() => title.textContent()).not.toBe(before);
  const during = await counts(lab);
  expect(during.born).toBeGreaterThan(0);
  expect(during.died).toBe(during.born);
  await lab.get('sparse-cancel').click();
  await lab.reaches('ready');
  await expect(current(page)).toContainText('Sparse training, SET');
  await expect(current(page)).toContainText('stopped');
  expect(await lab.value('sparse-left')).toBe(Math.round(0.1 * (784 * 64 + 640)));
  await expect.poll(() => new URL(page.url()).hash).toContain('stop=');
});

test('L1 makes zeros that stay; a fixed mask has its density; bad numbers are named', async ({ lab, page }) => {
  await openPanel(lab);
  const section = page.locator('#sparse');
  await section.getByRole('button', { name: 'L1 penalty' }).click();
  await expect(lab.get('sparse-density')).toBeHidden();
  await lab.get('sparse-lambda').fill('101');
  await expect(section).toContainText('Write a number from 0 to 100.');
  await expect(lab.get('sparse-start')).toBeDisabled();
  await lab.get('sparse-lambda').fill('0.3');
  await train(lab);
  await expect(current(page)).toContainText('L1 penalty of 0.3');
  const left = await lab.value('sparse-now');
  expect(left).toBeLessThan(0.6);
  const seen = await counts(lab);
  const drawn = await colours(lab);
  expect(drawn['#a3a9b4'] + (drawn['#0067b0'] ?? 0)).toBe(seen.kept + seen.born);

  await section.getByRole('button', { name: 'Fixed mask' }).click();
  await lab.get('sparse-density').fill('25');
  await train(lab);
  expect(await lab.value('sparse-left')).toBe(Math.round(0.25 * (784 * 64 + 640)));
});

test('accessible, in Chinese, and on a phone without sideways scrolling', async ({ lab, page }) => {
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  await page.setViewportSize({ width: 360, height: 740 });
  await openPanel(lab);
  await train(lab);
  await page.locator('#sparse summary').first().click();
  await page.locator('#sparse').getByText('All exchanges').click();
  await lab.isAccessible('#sparse');
  await lab.fitsAcross();
  expect(Object.keys(await colours(lab)).sort()).toEqual(['#11151b', '#56b4e9', '#5b6472', '#f0a030']);
  await page.locator('#sparse').screenshot({ path: 'test-results/sparse-phone.png' });
  await page.getByRole('button', { name: '中文' }).click();
  await expect(page.locator('#sparse')).toContainText('稀疏训练');
  await expect(current(page)).toContainText('稀疏训练 RigL');
  await lab.fitsAcross();
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.emulateMedia({ colorScheme: 'light' });
  await page.locator('#sparse').screenshot({ path: 'test-results/sparse-wide.png' });
});
