// The modules that ship, by themselves: the same experiment as tests/common/reference.rs, to the same stored bits.
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from './lab.js';

/** FNV-1a over the experiment's safetensors file, and its correct answers. @param {string[]} names  of the modules' glue */
async function reference([glue, filesGlue]) {
  const { default: init, Engine } = await import(glue);
  const files = await import(filesGlue);
  await Promise.all([init(), files.default()]);
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
  const hash = files
    .writeNetwork('safetensors', engine.exportNetwork(node, null, 0, false))
    .reduce(
      (/** @type {bigint} */ sum, /** @type {number} */ byte) =>
        ((sum ^ BigInt(byte)) * 0x100000001b3n) & 0xffffffffffffffffn,
      0xcbf29ce484222325n,
    );
  return `${hash.toString(16).padStart(16, '0')} ${engine.node(node).result.evaluation.correct}`;
}

test('the modules give the native bits', async ({ page }) => {
  const files = readdirSync('dist/www').find((name) => /^prunelab_files-\w+\.js$/.test(name));
  await page.goto('/');
  const glue = ['/www/pkg/prunelab.js', `/www/${files}`];
  expect(await page.evaluate(reference, glue)).toBe(readFileSync('tests/fixtures/reference_bits.txt', 'utf8').trim());
});
