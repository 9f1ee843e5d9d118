// Links as the page reads and writes them, by the crate: tests/native/links.rs has the format's own tests.
import './module.js';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { encode, LinkError, parse } from '../../www/ops/url.js';

/** @typedef {import('../../www/ops/url.js').Link} Link */
/** `older`: what an older version wrote. @type {{ text: string, link: Link, older?: string }[]} */
const CASES = JSON.parse(readFileSync(new URL('../fixtures/links.json', import.meta.url), 'utf8'));

test('links are read and written as they always were', () => {
  assert.ok(CASES.length > 100 && CASES.some(({ older }) => older));
  for (const { text, link, older } of CASES) {
    assert.deepEqual(parse(`#${text}`), link, text);
    assert.equal(encode(link), text);
    if (older) assert.deepEqual(parse(older), link, older);
    // What a browser does to an address must not change it.
    assert.equal(new URL(`http://x/#${text}`).hash, `#${text}`);
  }
});

test('a link that says nothing is none', () => {
  assert.equal(parse(''), null);
  assert.equal(parse('#'), null);
});

/** One of every kind. @type {[text: string, code: string, params: Record<string, string | number>][]} */
const FAULTS = [
  ['colour=red&data=digits,1000,100,1', 'part', { piece: 'colour=red' }],
  ['data=digits,1000,100,1&data=digits,1000,100,1', 'twice', { piece: 'data=' }],
  ['ops=init(3;1)', 'missing', { piece: 'data=' }],
  ['data=digits,1000,100', 'data', { piece: 'digits,1000,100' }],
  ['data=digits,1000,100,1.5', 'number', { piece: '1.5', min: 0, max: Number.MAX_SAFE_INTEGER }],
  ['data=digits,1000,100,1&prune=magnitude,layer', 'method', { piece: 'magnitude,layer' }],
  [
    'data=digits,1000,100,1&prune=magnitude,layer,roughly',
    'choice',
    { piece: 'roughly', what: 'rule', allowed: 'exact, kth-value' },
  ],
  [
    'data=digits,1000,100,1&prune=l1,row,exact,shape=neurons',
    'mismatch',
    {
      piece: 'l1,row,exact,shape=neurons',
      what: 'scope',
      value: 'row',
      with: 'shape neurons',
      allowed: 'layer, global, own',
    },
  ],
  ['data=digits,1000,100,1&ops=explode(3)', 'op', { piece: 'explode(3)' }],
  ['data=digits,1000,100,1&ops=reinit(3)', 'order', { piece: 'reinit(3)', index: 1 }],
  ['data=digits,1000,100,1&ops=init(3;1)~train(adam,0.1,7;64;1)', 'optimizer', { piece: 'adam,0.1,7' }],
  ['data=files,%E0%A4%A,x', 'name', { piece: '%E0%A4%A' }],
  [`data=${'9'.repeat(1_000_000)}`, 'long', { piece: `data=${'9'.repeat(75)}\u2026`, max: 20000 }],
];

for (const [text, code, params] of FAULTS) {
  test(`refuses a link for its ${code} and names the piece`, () => {
    assert.throws(
      () => parse(text),
      (error) => {
        assert.ok(error instanceof LinkError);
        assert.deepEqual({ code: error.code, params: error.params }, { code, params });
        return true;
      },
    );
  });
}
