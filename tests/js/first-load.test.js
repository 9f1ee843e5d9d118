// What a first visit loads, as it lies in dist/: its bytes, compressed, stay within their budget.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { FEATURES } from '../../www/shell/registry.js';

const BUDGET = 450_000;
const dist = fileURLToPath(new URL('../../dist', import.meta.url));

/** @param {string} path */
const gzip = (path) => gzipSync(readFileSync(join(dist, path)), { level: 9 }).length;

/** A script and all it imports at once. @param {string} path @param {Set<string>} seen @returns {Set<string>} */
function withImports(path, seen = new Set()) {
  if (seen.has(path)) return seen;
  seen.add(path);
  const text = readFileSync(join(dist, path), 'utf8');
  for (const [, other] of text.matchAll(/(?:^|[;}\s])(?:import|export)(?:[^'"();]*?from)?\s*"(\.[^"]+)"/g)) {
    withImports(normalize(join(dirname(path), other)).replaceAll('\\', '/'), seen);
  }
  return seen;
}

/** The heaviest of files of which one is loaded. @param {string} folder @param {RegExp} name */
function heaviest(folder, name) {
  const found = readdirSync(join(dist, folder)).filter((file) => name.test(file));
  assert.ok(found.length > 0, `nothing in ${folder} is called ${name}`);
  return found.map((file) => `${folder}/${file}`).sort((a, b) => gzip(b) - gzip(a))[0];
}

test('the first load is within its budget', () => {
  assert.ok(existsSync(join(dist, 'index.html')), 'dist/ is not there: make build');
  const html = readFileSync(join(dist, 'index.html'), 'utf8');
  const named = [...html.matchAll(/<(?:link|script)[^>]* (?:href|src)="([^"]+)"/g)].map(([, path]) => path);
  assert.ok(named.includes('www/pkg/prunelab_bg.wasm'), 'the page does not ask for the module at once');
  const scripts = [...named.filter((path) => path.endsWith('.js')), 'www/worker/main.js'];
  const parts = new Set([
    'index.html',
    ...named.filter((path) => !path.endsWith('.js')),
    ...scripts.flatMap((path) => [...withImports(path)]),
    heaviest('www', /^registry\.(en|zh)-\w+\.js$/),
  ]);
  for (const expected of ['www/main.js', 'www/worker/main.js', 'www/style.css'])
    assert.ok(parts.has(expected), `${expected} was not found among what is loaded`);
  const sizes = [...parts].map((path) => ({ path, bytes: gzip(path) })).sort((a, b) => b.bytes - a.bytes);
  const sum = sizes.reduce((total, { bytes }) => total + bytes, 0);
  const list = sizes.map(({ path, bytes }) => `${String(bytes).padStart(8)}  ${path}`).join('\n');
  assert.ok(sum <= BUDGET, `the first load weighs ${sum} bytes, ${sum - BUDGET} too many:\n${list}\nSee docs/size.md.`);
});

test('the module of foreign files is fetched when one is opened or saved', () => {
  assert.ok(existsSync(join(dist, 'www/pkg/prunelab_files_bg.wasm')), 'it is not there');
  const texts = ['index.html', ...withImports('www/main.js'), ...withImports('www/worker/main.js')];
  for (const path of texts)
    assert.ok(!readFileSync(join(dist, path), 'utf8').includes('prunelab_files_bg'), `${path} names it`);
});

test('what is loaded on demand is not part of it', () => {
  const loaded = withImports('www/main.js');
  /** By source map: the file that holds a feature's panel. @type {Map<string, string>} */
  const panels = new Map();
  for (const name of readdirSync(join(dist, 'www')).filter((name) => name.endsWith('.js.map'))) {
    /** @type {{ sources: string[] }} */
    const { sources } = JSON.parse(readFileSync(join(dist, 'www', name), 'utf8'));
    for (const source of sources) {
      const id = /\/features\/([\w-]+)\/panel\.js$/.exec(source)?.[1];
      if (id) panels.set(id, `www/${name.slice(0, -'.map'.length)}`);
    }
  }
  for (const { id } of FEATURES.filter((feature) => 'load' in feature)) {
    const file = panels.get(id);
    assert.ok(file && !loaded.has(file), `${id} has no file of its own`);
  }
});
