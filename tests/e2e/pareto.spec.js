// The Pareto chart: bytes are those of the export, who is on the front follows from the figures, marks lie where they say.
import { expect, test } from './lab.js';

/** @import { Page } from '@playwright/test' */
/** @import { Lab } from './lab.js' */
/** @typedef {{ node: number, cost: number, accuracy: number, front: boolean, by: number[] }} Row */

/** Dense, pruned and healed, shared. */
const RUNS =
  '#data=digits,2000,1000,5&ops=init(32;1)~train(adam,0.002;64;4)~prune(magnitude,layer,exact;0.8)' +
  '~finetune(adam,0.002;64;2;keep)~share(3,4)&prune=magnitude,layer,exact&at=0.8';
/** Of them the first is untrained and takes no part. */
const [COUNT, TRAINED] = [5, 4];

/** @param {Lab} lab */
async function openChart(lab) {
  await lab.open(RUNS);
  await lab.show('pareto');
  await known(lab);
}

/** Runs whose cost is known. @param {Lab} lab */
const costed = (lab) => lab.get('pareto-runs').locator('tr[data-front]');

/** Every run has its cost. @param {Lab} lab */
async function known(lab) {
  await expect(costed(lab)).toHaveCount(TRAINED);
}

/** What the table says. @param {Lab} lab @returns {Promise<Row[]>} */
function rows(lab) {
  return lab
    .get('pareto-runs')
    .locator('tr')
    .evaluateAll((lines) =>
      lines
        .filter(({ dataset }) => dataset.trained === 'true')
        .map((line) => {
          const [cost, accuracy] = [...line.querySelectorAll('td')].map((cell) => Number(cell.dataset.value));
          const by = (line.getAttribute('data-by') ?? '').split(' ').filter(Boolean).map(Number);
          const node = Number(line.getAttribute('data-node'));
          return { node, cost, accuracy, front: line.getAttribute('data-front') === 'true', by };
        }),
    );
}

/** The front by its definition, and who on it beats a run. @param {Row[]} all */
function checkFront(all) {
  /** @param {Row} a @param {Row} b */
  const beats = (a, b) =>
    a.cost <= b.cost && a.accuracy >= b.accuracy && !(a.cost === b.cost && a.accuracy === b.accuracy);
  for (const one of all) {
    const by = all.filter((other) => beats(other, one));
    expect(one.front, `run ${one.node}`).toBe(by.length === 0);
    const front = by.filter(({ front: isFront }) => isFront).map(({ node }) => node);
    expect([...one.by].sort(), `run ${one.node}`).toEqual(front.sort());
  }
  expect(all.map(({ cost }) => cost)).toEqual(all.map(({ cost }) => cost).sort((a, b) => a - b));
}

/** The colour of the chart's marks at a place of the canvas that lies over it, in CSS pixels. @param {Page} page @param {number} x @param {number} y */
function colourAt(page, x, y) {
  return page.getByTestId('chart-pareto').evaluate(
    (canvas, [left, top]) => {
      const over = /** @type {HTMLCanvasElement} */ (canvas);
      const ratio = over.width / over.clientWidth;
      const context = /** @type {CanvasRenderingContext2D} */ (over.getContext('2d'));
      const [red, green, blue] = context.getImageData(left * ratio, top * ratio, 1, 1).data;
      return [red, green, blue];
    },
    [x, y],
  );
}

/** @param {Lab} lab */
const current = async (lab) => (await lab.told()).number - 1;

test('bytes are those of the export; the front follows from the figures; marks, keyboard and names open runs', async ({
  lab,
  page,
}) => {
  await openChart(lab);
  const all = await rows(lab);
  checkFront(all);
  expect(all.map(({ node }) => node).sort()).toEqual([1, 2, 3, 4]);
  const shared = all.find(({ node }) => node === 4);
  expect(shared?.front).toBe(true);
  expect(all[0].node).toBe(4);
  // The untrained network is in the list, without a standing.
  await expect(lab.get('pareto-runs').locator('tr')).toHaveCount(COUNT);
  await expect(lab.get('pareto-runs').locator('tr[data-node="0"]')).toHaveAttribute('data-trained', 'false');

  // The chart's arrow keys go by rising cost, its words are the table's.
  const overlay = lab.get('chart-pareto-overlay');
  for (const [index, { node: run, cost, accuracy, by }] of all.entries()) {
    await overlay.press(index === 0 ? 'Home' : 'ArrowRight');
    await expect(lab.get('chart-pareto-readout')).toHaveAttribute(
      'data-value',
      JSON.stringify({ run, cost, accuracy, by }),
    );
  }
  // Marks on the front are filled with its colour, the others are hollow: looked for near where the pointer reads them.
  await overlay.press('Escape');
  /** @type {Map<string, { x: number, y: number, colour: number[] }>} */
  const found = new Map();
  const [left, top, width, height] = await lab.plot('chart-pareto');
  const [right, bottom] = [left + width, top + height];
  const logs = all.map(({ cost }) => Math.log(cost));
  const errors = all.map(({ accuracy }) => Math.log(Math.max(0.0005, 1 - accuracy)));
  /** Ends with 8 % of room. @param {number[]} values @param {number} most */
  const ends = (values, most) => {
    const span = Math.max(Math.max(...values) - Math.min(...values), Math.log(2));
    const middle = (Math.max(...values) + Math.min(...values)) / 2;
    return [middle - span * 0.58, Math.min(most, middle + span * 0.58)];
  };
  const [from, to] = ends(logs, Infinity);
  const [best, worst] = ends(errors, 0);
  for (const [index, row] of all.entries()) {
    const x = left + ((right - left) * (logs[index] - from)) / (to - from);
    const y = top + ((bottom - top) * (errors[index] - best)) / (worst - best);
    found.set(String(row.node), { x, y, colour: await colourAt(page, x, y) });
  }
  const [front, behind] = [await lab.colour('--tuned'), await lab.colour('--page')];
  for (const row of all) {
    const covered = all.some((other) => {
      const [a, b] = [found.get(String(row.node)), found.get(String(other.node))];
      return other !== row && a && b && Math.hypot(a.x - b.x, a.y - b.y) < 14;
    });
    if (!covered) expect(found.get(String(row.node))?.colour, `run ${row.node}`).toEqual(row.front ? front : behind);
  }

  // Enter opens what was read, a click what is clicked, a name its run.
  const dearest = /** @type {Row} */ (all.at(-1));
  await overlay.press('End');
  await overlay.press('Enter');
  await expect.poll(() => current(lab)).toBe(dearest.node);
  const cheapest = /** @type {{ x: number, y: number }} */ (found.get(String(all[0].node)));
  await overlay.click({ position: { x: cheapest.x, y: cheapest.y } });
  await expect.poll(() => current(lab)).toBe(all[0].node);
  await expect(lab.get('pareto-words')).toHaveAttribute('data-by', '');
  const beaten = /** @type {Row} */ (
    all.find(({ front, node }) => !front && node > 0) ?? all.find(({ front }) => !front)
  );
  await lab.get('pareto-runs').locator(`[data-run="${beaten.node}"]`).press('Enter');
  await expect.poll(() => current(lab)).toBe(beaten.node);
  await expect(lab.get('pareto-words')).toHaveAttribute('data-by', String(beaten.by[0]));

  // What the export dialog writes of each is as long as the chart says.
  for (const row of [all[0], beaten]) {
    await lab.goTo(row.node + 1);
    await lab.show('exports');
    await lab.get('export-which-current').check();
    await expect(lab.get('export-file-compact')).toBeEnabled();
    expect(await lab.value('export-size-compact'), `run ${row.node}`).toBe(row.cost);
    await page.keyboard.press('Escape');
  }
});

test('milliseconds are measured in turns, can be cancelled, and make a front of their own; new runs are told', async ({
  lab,
}) => {
  await openChart(lab);
  await lab.get('pareto-axis').selectOption('ms');
  await expect(lab.get('pareto-words')).toHaveAttribute('data-untimed', String(TRAINED));
  await expect(costed(lab)).toHaveCount(0);
  await lab.get('pareto-time').click();
  await lab.get('pareto-cancel').click();
  await expect(lab.get('pareto-time')).toBeVisible();
  await lab.get('pareto-time').press('Enter');
  await expect(lab.get('pareto-progress')).toBeVisible();
  await known(lab);
  const all = await rows(lab);
  checkFront(all);
  for (const { cost } of all) expect(cost).toBeGreaterThan(0.01);
  const spreads = await costed(lab)
    .locator('td[data-low]')
    .evaluateAll((cells) => cells.map(({ dataset }) => [dataset.low, dataset.value, dataset.high].map(Number)));
  expect(spreads).toHaveLength(TRAINED);
  for (const [low, median, high] of spreads) expect(low > 0 && low <= median && median <= high).toBe(true);

  // Runs that are made afterwards, pruned and healed, have their files at once and no time.
  await lab.fineTune('keep');
  await lab.show('pareto');
  await expect(lab.get('pareto-words')).toHaveAttribute('data-untimed', '2');
  await lab.get('pareto-axis').selectOption('bytes');
  await expect(costed(lab)).toHaveCount(TRAINED + 2);
  checkFront(await rows(lab));
});

test('accessible, in Chinese, and on a phone without sideways scrolling', async ({ lab, page }) => {
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  await page.setViewportSize({ width: 360, height: 740 });
  await openChart(lab);
  await lab.isAccessible('pareto');
  await lab.fitsAcross();
  await lab.get('pareto-axis').selectOption('ms');
  await lab.fitsAcross();
  await lab.use('language');
  await lab.says(lab.panel('pareto'), 'zh', 'pareto.help');
  await lab.says(lab.get('pareto-words'), 'zh', 'pareto.words.untimed');
  await lab.fitsAcross();
});
