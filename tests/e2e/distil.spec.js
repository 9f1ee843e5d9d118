// Distillation: what a teacher says of an image, students alone and taught, and a network that is opened from the table.
import { ARMS } from '../../www/features/distil/model.js';
import { expect, test } from './lab.js';

/** @import { Lab } from './lab.js' */

const SMALL = '#data=digits,2000,600,5&ops=init(32;1)~train(adam,0.003;64;3)&prune=magnitude,layer,exact&at=0.5';

/** The panel, set to short training. @param {Lab} lab @param {Record<string, string>} [fields] */
async function openPanel(lab, fields = {}) {
  await lab.open(SMALL);
  await lab.show('distil');
  for (const [name, value] of Object.entries({ hidden: '12', epochs: '2', seeds: '2', ...fields }))
    await lab.get(`distil-${name}`).fill(value);
}

/** What the teacher says at a temperature. @param {Lab} lab @param {number} temperature */
async function soft(lab, temperature) {
  await lab.value(`soft-entropy-${temperature}`);
  return lab.page.evaluate((at) => {
    const value = (/** @type {string} */ hook) =>
      Number(document.querySelector(`[data-testid="soft-${hook}"]`)?.getAttribute('data-value'));
    const shares = Array.from({ length: 10 }, (_, digit) => value(`${at}-${digit}`));
    return { shares, bits: value(`entropy-${at}`) };
  }, temperature);
}

/** Compares and waits for the end, which is when the last seed has both. @param {Lab} lab @param {number} seed */
async function compare(lab, seed) {
  await lab.get('distil-start').press('Enter');
  for (const arm of ARMS) await lab.value(`distil-${arm}-${seed}`);
  await expect(lab.get('distil-cancel')).toBeHidden();
  await expect(lab.get('distil-start')).toBeFocused();
}

test('soft labels: shares that sum to 1, softer the hotter, of the network and the image that are shown', async ({
  lab,
}) => {
  await openPanel(lab, { temperature: '3' });
  let before = 0;
  for (const temperature of [1, 2, 3, 4, 8]) {
    const { shares, bits } = await soft(lab, temperature);
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
    expect(bits).toBeCloseTo(-shares.reduce((sum, p) => sum + (p > 0 ? p * Math.log2(p) : 0), 0), 12);
    expect(bits).toBeGreaterThan(before);
    before = bits;
  }
  // softmax(z / 2)^2, normed, is softmax(z): the columns are of the same logits.
  const [once, twice] = [(await soft(lab, 1)).shares, (await soft(lab, 2)).shares];
  const squares = twice.map((share) => share ** 2);
  const norm = squares.reduce((sum, square) => sum + square, 0);
  once.forEach((share, at) => expect(share).toBeCloseTo(squares[at] / norm, 9));
  // A bar is as long as its share.
  const bar = lab.get('soft-1-0-bar');
  const [length, whole] = await bar.evaluate((element) => [
    element.getBoundingClientRect().width,
    /** @type {HTMLElement} */ (element.parentElement).getBoundingClientRect().width,
  ]);
  expect(length / whole).toBeCloseTo(once[0], 1);

  // Answers of six images: the share of right ones is near the run's accuracy, and every image is another picture.
  const accuracy = await lab.value('accuracy-dense');
  let right = 0;
  const pictures = new Set();
  for (let image = 1; image <= 6; image += 1) {
    await expect(lab.get('distil-picture')).toHaveAttribute('data-value', String(image));
    const { shares } = await soft(lab, 1);
    const label = Number(await lab.get('distil-picture').getAttribute('data-label'));
    if (shares.indexOf(Math.max(...shares)) === label) right += 1;
    pictures.add(
      await lab.get('distil-picture').evaluate((/** @type {HTMLCanvasElement} */ canvas) => {
        const { data } = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d')).getImageData(0, 0, 28, 28);
        return String(data);
      }),
    );
    if (image < 6) await lab.get('distil-next').press('Enter');
  }
  expect(Math.abs(right / 6 - accuracy)).toBeLessThan(0.5);
  expect(pictures.size).toBe(6);
  await lab.get('distil-previous').click();
  await expect(lab.get('distil-image')).toHaveValue('5');

  // Bad numbers are named and nothing else is lost.
  await lab.get('distil-image').fill('601');
  await expect(lab.get('distil-image-fault')).toBeVisible();
  await lab.get('distil-image').fill('600');
  await expect(lab.get('distil-image-fault')).toBeHidden();
  await expect(lab.get('distil-next')).toBeDisabled();
  for (const [name, wrong] of [
    ['temperature', '0'],
    ['alpha', '1.5'],
    ['hidden', '30, many'],
    ['seeds', '11'],
  ]) {
    const good = await lab.get(`distil-${name}`).inputValue();
    await lab.get(`distil-${name}`).fill(wrong);
    await expect(lab.get(`distil-${name}-fault`)).toBeVisible();
    await expect(lab.get('distil-start')).toBeDisabled();
    await lab.get(`distil-${name}`).fill(good);
    await expect(lab.get(`distil-${name}-fault`)).toBeHidden();
    await expect(lab.get('distil-start')).toBeEnabled();
  }
});

test('students alone and taught, seed by seed; the taught one is opened, undone and found again by its link', async ({
  lab,
}) => {
  await openPanel(lab);
  // A larger teacher, trained here.
  await lab.get('distil-larger').click();
  await lab.get('distil-teacherHidden').fill('64');
  await lab.get('distil-teacherEpochs').fill('3');
  await lab.through('training', () => lab.get('distil-train').press('Enter'));
  const teacher = await lab.value('accuracy-dense');
  await expect(lab.get('distil-teacher')).toHaveAttribute('data-accuracy', String(teacher));
  const runs = await lab.runs.count();

  await compare(lab, 2);
  await expect(lab.runs).toHaveCount(runs);
  /** @type {Record<string, number[]>} */
  const found = { alone: [], taught: [] };
  for (const seed of [1, 2]) for (const arm of ARMS) found[arm].push(await lab.value(`distil-${arm}-${seed}`));
  for (const arm of ARMS) {
    const [a, b] = found[arm];
    expect(a).toBeGreaterThan(0.2);
    expect(await lab.value(`distil-mean-${arm}`)).toBeCloseTo((a + b) / 2, 12);
    expect(await lab.value(`distil-spread-${arm}`)).toBeCloseTo(Math.abs(a - b) / Math.SQRT2, 12);
  }
  const differences = found.taught.map((value, at) => value - found.alone[at]);
  expect(await lab.value('distil-mean-difference')).toBeCloseTo((differences[0] + differences[1]) / 2, 12);
  const better = differences.filter((value) => value > 0).length;
  await expect(lab.get('distil-verdict-counts')).toHaveAttribute('data-better', String(better));
  // The lowest accuracy stands at the left end of the scale, the highest at the right.
  const dots = await lab
    .get('distil-rows')
    .locator('[data-arm]')
    .evaluateAll((all) =>
      all.map((dot) => {
        const [own, track] = [dot, /** @type {Element} */ (dot.parentElement)].map((one) =>
          one.getBoundingClientRect(),
        );
        return (own.left + own.width / 2 - track.left) / track.width;
      }),
    );
  const drawn = [1, 2].flatMap((_, at) => [found.alone[at], found.taught[at]]);
  const [low, high] = [Math.min(...drawn), Math.max(...drawn)];
  drawn.forEach((value, at) => expect(dots[at]).toBeCloseTo((value - low) / (high - low), 1));

  const { head, rows: lines } = await lab.savedCsv('distil-csv');
  expect(head).toBe('seed,student,accuracy,correct,total');
  expect(lines.map(([seed, arm]) => `${seed} ${arm}`)).toEqual(['1 alone', '1 taught', '2 alone', '2 taught']);
  for (const [, , accuracy, correct, total] of lines) expect(Number(accuracy)).toBe(Number(correct) / Number(total));

  // The page's own engine does the same: with the teacher at hand, and from nothing by the link.
  await lab.through('training', () => lab.get('distil-taught-2').press('Enter'));
  expect(await lab.value('accuracy-dense')).toBe(found.taught[1]);
  await expect(lab.current).toHaveAttribute('data-op', 'distil');
  await expect(lab.get('distil-teacher')).toHaveAttribute('data-accuracy', String(teacher));
  await expect.poll(() => lab.hash()).toContain('distil(');
  const hash = lab.hash();
  await lab.through('training', () => lab.get('distil-alone-1').click());
  expect(await lab.value('accuracy-dense')).toBe(found.alone[0]);
  await lab.use('undo');
  await lab.reaches('ready');
  expect(await lab.value('accuracy-dense')).toBe(found.taught[1]);
  await lab.reopen(hash);
  expect(await lab.value('accuracy-dense')).toBe(found.taught[1]);
});

test('cancelled, the comparison keeps what is done, and can be begun anew', async ({ lab }) => {
  await openPanel(lab, { epochs: '400', seeds: '10' });
  await lab.get('distil-start').press('Enter');
  await expect(lab.get('distil-cancel')).toBeFocused();
  const done = () => lab.get('distil-progress').evaluate((/** @type {HTMLProgressElement} */ bar) => bar.value);
  await expect.poll(done).toBeGreaterThan(0);
  await lab.get('distil-cancel').press('Enter');
  await expect(lab.get('distil-progress')).toBeHidden();
  await expect(lab.get('distil-taught-10')).toBeDisabled();
  await expect(lab.get('distil-taught-10')).not.toHaveAttribute('data-value', /./);
  // A network that was already fine-tuned teaches as well as any other.
  await lab.prune(50);
  await lab.fineTune();
  const { number } = await lab.told();
  await lab.show('distil');
  await lab.get('distil-teacher').selectOption(String(number - 1));
  await expect(lab.get('distil-words')).toHaveAttribute('data-value', String(number));
  await lab.get('distil-epochs').fill('1');
  await lab.get('distil-seeds').fill('1');
  await compare(lab, 1);
  expect(await lab.value('distil-taught-1')).toBeGreaterThan(0.15);
  await expect(lab.get('distil-verdict')).toHaveAttribute('data-value', '1');
});

test('accessible, in Chinese, and on a phone without sideways scrolling', async ({ lab, page }) => {
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  await page.setViewportSize({ width: 360, height: 740 });
  await openPanel(lab);
  await compare(lab, 2);
  const section = lab.panel('distil');
  await lab.unfold(section);
  await lab.isAccessible('distil');
  await lab.fitsAcross();
  // The tables need no scrolling either.
  for (const table of ['distil-soft', 'distil-pairs']) await lab.fitsAcross(lab.get(table));
  await section.screenshot({ path: 'test-results/distil-phone.png' });
  await lab.use('language');
  await lab.says(lab.get('distil-words'), 'zh', 'distil.soft.words');
  await lab.fitsAcross();
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.emulateMedia({ colorScheme: 'light' });
  await section.screenshot({ path: 'test-results/distil-wide.png' });
});
