// @ts-check
// Linters and formatters read what git tracks: an environment of Python, say, brings scripts that are not ours.
import { ESLint } from 'eslint';
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { promisify } from 'node:util';

/** A script in every place that git ignores. */
const ignored = readFileSync('.gitignore', 'utf8')
  .split('\n')
  .filter((line) => line && !line.startsWith('#'))
  .map((pattern) => `${pattern.replace(/^\//, '').replaceAll('*', '-torch')}lib/script.js`);
const ours = ['www/main.js', 'scripts/test.mjs', 'tests/js/lint.test.js'];

test('eslint skips what git ignores and reads ours', async () => {
  const eslint = new ESLint();
  for (const file of ignored) assert.equal(await eslint.isPathIgnored(file), true, file);
  for (const file of ours) assert.equal(await eslint.isPathIgnored(file), false, file);
});

test('prettier, as it is called, skips what git ignores and reads ours', async () => {
  /** @param {string} file */
  const isIgnored = async (file) => {
    const { stdout } = await promisify(execFile)('node_modules/.bin/prettier', ['--file-info', file]);
    return JSON.parse(stdout).ignored;
  };
  assert.equal(await isIgnored('.venv/lib/script.js'), true);
  assert.equal(await isIgnored('www/main.js'), false);
});
