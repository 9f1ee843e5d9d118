// Sparse training: the density holds exactly, as many connections are dropped as are grown, and the picture shows which.
import { CELL_COLOURS } from '../../www/features/sparse/map.js';
import { expect, QUICK, test } from './lab.js';

/** @import { Lab } from './lab.js' */

const [none, kept, grown, dropped] = CELL_COLOURS.light;

/** The panel, set to short training. @param {Lab} lab @param {Record<string, string>} [fields] */
async function openPanel(lab, fields = {}) {
  await lab.open(QUICK);
  await lab.show('sparse');
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
  await lab.value('sparse-dropped');
  // All at one moment: while it trains the next exchange follows soon.
  return lab.page.evaluate(() => {
    const [none, kept, grown, dropped] = ['none', 'kept', 'grown', 'dropped'].map((name) =>
      Number(document.querySelector(`[data-testid=sparse-${name}]`)?.getAttribute('data-value')),
    );
    return { none, kept, grown, dropped };
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

test('RigL: a tenth of the weights from beginning to end, as many are dropped as are grown, drawn one by one', async ({
  lab,
}) => {
  await openPanel(lab);
  const accuracy = await train(lab);
  expect(accuracy).toBeGreaterThan(0.6);
  expect((await lab.told()).accuracy).toBe(accuracy);

  // 784-64-10: a tenth of 50,816 weights, to the weight.
  const total = 784 * 64 + 64 * 10;
  expect(await lab.value('sparse-left')).toBe(Math.round(0.1 * total));
  expect(await lab.value('sparse-now')).toBe(Math.round(0.1 * total) / total);

  // 3,000 images in batches of 64, 4 epochs: exchanges every 50 batches until three quarters of them are over.
  const batches = Math.ceil(3000 / 64) * 4;
  const end = (batches * 3) / 4;
  await lab.get('sparse-updates-title').click();
  const rows = lab.get('sparse-updates').locator('tr');
  await expect(rows).toHaveCount(Math.ceil(end / 50) - 1);
  const exchanges = await rows.evaluateAll((all) =>
    all.map((row) => [...row.querySelectorAll('td')].map(({ dataset }) => Number(dataset.value))),
  );
  const [first, cells] = [exchanges[0], exchanges[exchanges.length - 1]];
  expect(first[0]).toBe(50);
  /** The cosine's share of a layer's weights. @param {number} batch @param {number} there */
  const due = (batch, there) => Math.round(0.15 * (1 + Math.cos((Math.PI * batch) / end)) * there);

  let left = 0;
  for (const layer of [1, 2]) {
    await lab.option('sparse-layers', layer - 1).click();
    await expect(lab.get('sparse-map')).toHaveAttribute('data-value', String(layer));
    const seen = await counts(lab);
    expect(seen.dropped).toBe(seen.grown);
    expect(seen.grown).toBe(cells[layer]);
    const there = seen.kept + seen.grown;
    left += there;
    expect(seen.none + seen.dropped + there).toBe(layer === 1 ? 784 * 64 : 640);
    expect(Math.abs(seen.grown - due(cells[0], there))).toBeLessThanOrEqual(1);
    expect(Math.abs(first[layer] - due(50, there))).toBeLessThanOrEqual(1);
    // A pixel a weight, or sixteen where there are few.
    const pixels = layer === 1 ? 1 : 16;
    expect(await colours(lab)).toEqual({
      [none]: seen.none * pixels,
      [kept]: seen.kept * pixels,
      [grown]: seen.grown * pixels,
      [dropped]: seen.dropped * pixels,
    });
  }
  expect(left).toBe(Math.round(0.1 * total));

  // The run is in the list and the link; the link gives the same, and it can be undone.
  const told = await lab.told();
  await expect.poll(() => lab.hash()).toContain(`;gradient;0.3;50;${end})`);
  const hash = lab.hash();
  await lab.use('undo');
  await lab.reaches('ready');
  await lab.reopen(hash);
  // The runs that were done before it are not in the link, so its number is another.
  expect({ ...(await lab.told()), number: told.number }).toEqual(told);
});

test('cancelled, what was learned stays and the exchanges seen until then', async ({ lab }) => {
  await openPanel(lab, { epochs: '900', every: '50' });
  await lab.option('sparse-way', 'set').press('Enter');
  await lab.get('sparse-start').press('Enter');
  // Alive while it trains: the picture changes from exchange to exchange.
  const before = await lab.value('sparse-updates-title');
  await expect.poll(() => lab.value('sparse-updates-title')).toBeGreaterThan(before);
  const during = await counts(lab);
  expect(during.grown).toBeGreaterThan(0);
  expect(during.dropped).toBe(during.grown);
  await lab.get('sparse-cancel').click();
  await lab.reaches('ready');
  expect((await lab.told()).op).toBe('dropGrow');
  expect(await lab.value('sparse-left')).toBe(Math.round(0.1 * (784 * 64 + 640)));
  await expect.poll(() => lab.hash()).toContain(';random;');
  await expect.poll(() => lab.hash()).toContain('stop=');
});

test('L1 makes zeros that stay; a fixed mask has its density; bad numbers are named', async ({ lab }) => {
  await openPanel(lab);
  await lab.option('sparse-way', 'l1').click();
  await expect(lab.get('sparse-density')).toBeHidden();
  await lab.get('sparse-lambda').fill('101');
  await expect(lab.get('sparse-lambda-fault')).toBeVisible();
  await expect(lab.get('sparse-start')).toBeDisabled();
  await lab.get('sparse-lambda').fill('0.3');
  await train(lab);
  await expect(lab.current).toHaveAttribute('data-op', 'proximal');
  const left = await lab.value('sparse-now');
  expect(left).toBeLessThan(0.6);
  const seen = await counts(lab);
  const drawn = await colours(lab);
  expect(drawn[kept] + (drawn[grown] ?? 0)).toBe(seen.kept + seen.grown);

  await lab.option('sparse-way', 'static').click();
  await lab.get('sparse-density').fill('25');
  await train(lab);
  expect(await lab.value('sparse-left')).toBe(Math.round(0.25 * (784 * 64 + 640)));
});

test('accessible, in Chinese, and on a phone without sideways scrolling', async ({ lab, page }) => {
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  await page.setViewportSize({ width: 360, height: 740 });
  await openPanel(lab);
  await train(lab);
  const section = lab.panel('sparse');
  await lab.unfold(section);
  await lab.isAccessible('sparse');
  await lab.fitsAcross();
  expect(Object.keys(await colours(lab)).sort()).toEqual([...CELL_COLOURS.dark].sort());
  await section.screenshot({ path: 'test-results/sparse-phone.png' });
  await lab.use('language');
  await lab.says(lab.get('sparse-start'), 'zh', 'sparse.start');
  await lab.says(lab.current, 'zh', 'op.dropGrow.gradient');
  await lab.fitsAcross();
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.emulateMedia({ colorScheme: 'light' });
  await section.screenshot({ path: 'test-results/sparse-wide.png' });
});
