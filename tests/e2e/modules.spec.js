// The page's two modules, each by itself: the same experiment as tests/common/reference.rs, to the same stored bits.
import { readFileSync } from 'node:fs';
import { expect, test } from './lab.js';

/** The experiment in the module of that name: correct answers and FNV-1a over the safetensors file. @param {string} name */
async function reference(name) {
  const { default: init, Engine } = await import(`/www/pkg/prunelab.js?${name}`);
  await init({ module_or_path: `/www/pkg/${name}.wasm` });
  const engine = new Engine();
  engine.beginDigits({ source: 'digits', train: 640, test: 300, seed: 11 });
  while (engine.stepDigits(100) > 0);
  engine.finishDigits();
  const config = { epochs: 2, batchSize: 64, optimizer: { kind: 'adam', lr: 0.002 } };
  const method = { score: 'magnitude', scope: 'global', rule: 'exact' };
  const ops = [
    { op: 'init', hidden: [48], seed: 9 },
    { op: 'train', config },
    { op: 'prune', method, ratio: 0.85 },
    { op: 'fineTune', config, mask: 'keep' },
  ];
  let node;
  for (const op of ops) {
    engine.start(node, op, false);
    while (engine.step(64).phase !== 'done');
    node = engine.finish().node;
  }
  const hash = engine
    .exportModel(node, null, 0, 'safetensors')
    .reduce(
      (/** @type {bigint} */ sum, /** @type {number} */ byte) =>
        ((sum ^ BigInt(byte)) * 0x100000001b3n) & 0xffffffffffffffffn,
      0xcbf29ce484222325n,
    );
  return `${hash.toString(16).padStart(16, '0')} ${engine.node(node).result.evaluation.correct}`;
}

/** @param {string} file */
const stored = (file) => readFileSync(`tests/fixtures/${file}`, 'utf8').trim();

test('the plain module gives the native bits', async ({ page }) => {
  await page.goto('/');
  expect(await page.evaluate(reference, 'prunelab_bg')).toBe(stored('reference_bits.txt'));
});

test('the module with fused multiply-adds gives the bits of a native build that has them', async ({ page }) => {
  const asked = page.waitForRequest(/\.wasm$/);
  await page.goto('/');
  test.skip(!(await asked).url().includes('fused'), 'this browser, or this processor, does not fuse');
  expect(await page.evaluate(reference, 'prunelab_fused')).toBe(stored('reference_bits_fused.txt'));
});
