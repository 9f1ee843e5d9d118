// Networks as files: every kind is written with its size, saved, and read again to the same numbers.
import { FILE_KINDS } from '../../www/features/exports/view.js';
import { expect, QUICK, test } from './lab.js';

/** @import { Lab } from './lab.js' */

/** The dialog with all files written, of the network at the slider or of the current run. @param {Lab} lab @param {'stage' | 'current'} which */
async function openExports(lab, which) {
  await lab.show('exports');
  await lab.get(`export-which-${which}`).check();
  for (const kind of FILE_KINDS) await expect(lab.get(`export-file-${kind}`)).toBeEnabled();
}

/** @param {Lab} lab @param {string} kind */
const save = (lab, kind) => lab.saved(() => lab.get(`export-file-${kind}`).click());

/** Accuracy of a network that is dropped on the page. @param {Lab} lab @param {{ name: string, buffer: Buffer, mimeType: string }} file */
async function accuracyOf(lab, file) {
  const before = await lab.runs.count();
  await lab.get('file-input').setInputFiles(file);
  await expect(lab.runs).toHaveCount(before + 1);
  await lab.reaches('ready');
  return lab.value('accuracy-dense');
}

test('what is saved comes back with the same accuracy, in every kind of file', async ({ lab, page }) => {
  await lab.open(QUICK);
  const pruned = await lab.prune(80);
  await openExports(lab, 'stage');
  /** @type {Record<string, Awaited<ReturnType<typeof save>>>} */
  const files = {};
  for (const kind of FILE_KINDS) {
    files[kind] = await save(lab, kind);
    expect(await lab.value(`export-size-${kind}`), kind).toBe(files[kind].buffer.length);
    expect(files[kind].name).toContain('80.0-percent');
  }
  const sizes = Object.values(files).map(({ buffer }) => buffer.length);
  expect(Math.min(...sizes)).toBe(files.compact.buffer.length);
  expect(files.onnxInt8.buffer.length).toBeLessThan(files.onnx.buffer.length / 3);
  await expect(lab.get('export-help-onnxInt8')).toHaveAttribute('data-value', '1000');
  await page.keyboard.press('Escape');

  for (const kind of FILE_KINDS) {
    const accuracy = await accuracyOf(lab, files[kind]);
    if (kind === 'onnxInt8') expect(Math.abs(accuracy - pruned)).toBeLessThan(0.01);
    else expect(accuracy, kind).toBe(pruned);
  }
  // Read again and saved again it is the same file.
  await lab.reopen(QUICK);
  await accuracyOf(lab, files.compact);
  await openExports(lab, 'current');
  expect((await save(lab, 'compact')).buffer.equals(files.compact.buffer)).toBe(true);
});

test('files that cannot be written without a connection are written once it is back', async ({ lab, page }) => {
  const module = '**/prunelab_files_bg.wasm';
  await page.route(module, (route) => route.abort());
  await lab.open(QUICK);
  await lab.show('exports');
  await lab.get('export-which-stage').check();
  await expect(lab.notice('error.load')).not.toHaveCount(0);
  await page.unroute(module);
  await openExports(lab, 'current');
  expect((await save(lab, 'compact')).buffer.length).toBe(await lab.value('export-size-compact'));
});

test('a broken file is refused by name in both languages, and nothing is lost', async ({ lab, page }) => {
  await lab.open(QUICK);
  await lab.prune(50);
  await openExports(lab, 'current');
  const whole = [await save(lab, 'compact'), await save(lab, 'onnx'), await save(lab, 'masks')];
  await page.keyboard.press('Escape');
  const numbers = await lab.numbers();
  for (const [at, { name, buffer }] of whole.entries()) {
    const file = { name: `cut-${at}-${name}`, mimeType: '', buffer: buffer.subarray(0, buffer.length - 100) };
    await lab.get('file-input').setInputFiles(file);
    await expect(lab.notice('error.*', `cut-${at}-`)).toBeVisible();
    await lab.reaches('ready');
    expect(await lab.numbers()).toEqual(numbers);
  }
  await lab.use('language');
  const nonsense = { name: 'mine.onnx', mimeType: '', buffer: Buffer.from('nonsense') };
  await lab.get('file-input').setInputFiles(nonsense);
  await expect(lab.notice('error.network-damaged', 'mine.onnx')).toBeVisible();
  await lab.says(lab.notice('error.network-damaged', 'mine.onnx'), 'zh', 'error.network-damaged');
  expect(await lab.numbers()).toEqual(numbers);
});

for (const [language, width, height] of /** @type {const} */ ([
  ['en', 1440, 900],
  ['zh', 360, 740],
])) {
  test(`the dialog in ${language} at ${width} pixels`, async ({ lab, page }) => {
    await page.setViewportSize({ width, height });
    await page.addInitScript((chosen) => localStorage.setItem('prunelab.language', chosen), language);
    await lab.open(QUICK);
    await openExports(lab, 'stage');
    await lab.isAccessible('exports');
    await lab.panel('exports').screenshot({ path: `test-results/exports-${language}-${width}.png` });
    await lab.fitsAcross();
  });
}
