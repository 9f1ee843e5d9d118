// Operations and methods in words: every one has some in every language, with all its numbers filled in.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OPS } from '../../www/description.js';
import { createI18n } from '../../www/i18n/index.js';
import { KINDS, rulesOf, scopesOf, scoresOf } from '../../www/ops/method.js';
import { TEXTS } from '../../www/shell/registry.js';
import { methodWords, scoreKey, shapeWords } from '../../www/words/method-words.js';
import { opWords, runWords } from '../../www/words/op-words.js';
import { config, INIT, run, tune } from './lab.js';

/** @import { Op, PruneMethod } from '../../www/protocol.js' */

/** Every operation at its defaults, and what has other words than these. @type {readonly Op[]} */
const ALL = [
  ...OPS.map((described) => /** @type {Op} */ (/** @type {unknown} */ (described.default))),
  tune('forget'),
  { op: 'dropGrow', grow: 'random', fraction: 0.3, every: 5, end: 9, config },
  { op: 'rewind', toStep: 7 },
  { op: 'quantize', scheme: { bits: 4, levels: 'symmetric', per: 'row', activations: { bits: 3, images: 10 } } },
];
const i18ns = await Promise.all(/** @type {const} */ (['en', 'zh']).map((language) => createI18n(language, TEXTS)));

/** Filled in, and no key that has no text. @param {string} words @param {unknown} about */
function areWords(words, about) {
  assert.ok(words.length > 0, `${JSON.stringify(about)} has no words`);
  assert.doesNotMatch(words, /[{}]|undefined|NaN|^[a-z]+(\.[a-zA-Z]+)+$/, JSON.stringify(about));
}

test('every operation has words, and no two the same', () => {
  for (const i18n of i18ns) {
    const words = ALL.map((op) => opWords(i18n, op));
    words.forEach((text, index) => areWords(text, ALL[index]));
    assert.equal(new Set(words).size, ALL.length);
  }
});

test('one that was ended early says so', () => {
  for (const i18n of i18ns)
    for (const op of ALL.filter((one) => 'config' in one)) {
      const words = opWords(i18n, /** @type {Op} */ ({ ...op, stopAfter: 37 }));
      areWords(words, op);
      assert.ok(words.startsWith(opWords(i18n, op)) && words.includes('37'), words);
    }
});

test('every method that can be chosen has words; what does other things has other words', () => {
  for (const i18n of i18ns) {
    /** @type {string[]} */
    const all = [];
    for (const kind of KINDS)
      for (const score of scoresOf(kind))
        for (const scope of scopesOf(kind))
          for (const rule of rulesOf(kind)) {
            const shape = { weights: undefined, neurons: 'neurons', groups: '2:4' }[kind];
            const method = /** @type {PruneMethod} */ ({ score, scope, rule, shape });
            assert.ok(i18n.has(scoreKey(method)) && i18n.has(`${scoreKey(method)}.help`), scoreKey(method));
            assert.equal(shapeWords(i18n, method) === '', kind === 'weights');
            const words = methodWords(i18n, method);
            areWords(words, method);
            all.push(words);
          }
    assert.equal(new Set(all).size, all.length);
  }
});

test('a run in a line begins with its number, from 1', () => {
  for (const i18n of i18ns) assert.match(runWords(i18n, run(4, null, INIT, { correct: 25 })), /^5\. .*50\.0/);
});
