// Links as mail and chat programs leave them.
import './module.js';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { meant, mended, readablePart } from '../../www/ops/link-mend.js';
import { parse } from '../../www/ops/url.js';
import { splitHash } from '../../www/shell/page-link.js';

/** Digests are digits in hexadecimal; the fixture also has some that no page writes. @param {{ text: string }} one */
const isWritten = ({ text }) => !/files,[^,]+,[^&]*%|import\([^;]+;[^;]*%/.test(text);
/** @type {{ text: string }[]} */
const ALL = JSON.parse(readFileSync(new URL('../fixtures/links.json', import.meta.url), 'utf8'));
const CASES = ALL.filter(isWritten);
const NAMES = { views: ['heatmaps', 'classes'], entries: [{ id: 'pipeline', workspace: 'compress' }], features: [] };

/** @param {string} text */
function reads(text) {
  try {
    parse(splitHash(text, NAMES).rest);
    return true;
  } catch {
    return false;
  }
}

/** Percent-encodes the marks that some programs do, and leaves what is an escape already. @param {string} text */
const marks = (text) =>
  text.replace(/[~();,:]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);

/** What programs make of a link. @type {Record<string, (text: string) => string>} */
const HARMS = {
  'marks encoded': marks,
  'marks encoded in lower case': (text) => marks(text).replace(/%[0-9A-F]{2}/g, (escape) => escape.toLowerCase()),
  'marks encoded twice': (text) => marks(text).replaceAll('%', '%25'),
  'all encoded': encodeURIComponent,
  'all encoded twice': (text) => encodeURIComponent(encodeURIComponent(text)),
  entities: (text) => text.replaceAll('&', '&amp;'),
  'entities twice': (text) => text.replaceAll('&', '&amp;amp;'),
  'entities, encoded': (text) => encodeURIComponent(text.replaceAll('&', '&amp;')),
  counted: (text) => `${text}&utm_source=mail&utm_medium=social&fbclid=IwAR0x-y`,
  'counted by a question mark': (text) => `${text}?utm_source=chat&utm_campaign=a.b`,
  'counted, encoded': (text) => marks(`${text}&utm_source=a,b`),
  'two numbers signs': (text) => `#${text}`,
};
const ENDS = ['.', ')', ',', '>', ').', '."', '%3E', '!', '&gt;', '\u3002', '\uff09', '%20', '):'];

test('many links of the fixture are such as a page writes', () => assert.ok(CASES.length > 60));

for (const [what, harm] of Object.entries(HARMS))
  test(`a link survives: ${what}`, () => {
    for (const { text } of CASES) {
      const found = mended(`#${harm(text)}`, reads);
      assert.ok(found !== null, `${harm(text)}`);
      assert.deepEqual(parse(found), parse(text), text);
    }
  });

for (const end of ENDS)
  test(`a link survives ${end} after it`, () => {
    for (const { text } of CASES)
      for (const sent of [text, `${text}&view=compress/pipeline&image=12`, marks(text)]) {
        const found = mended(`#${sent}${end}`, reads);
        assert.ok(found !== null, sent + end);
        assert.deepEqual(parse(splitHash(found, NAMES).rest), parse(text), sent + end);
      }
  });

test('what the link says of the page survives with it', () => {
  const found = mended(`#${encodeURIComponent('data=digits,3000,1000,5&view=compress/pipeline&image=12')}.`, reads);
  const { page } = splitHash(found ?? '', NAMES);
  assert.deepEqual(page, { view: 'compress', entries: { compress: 'pipeline' }, evidence: 'heatmaps', image: 11 });
});

test('names keep the marks in them', () => {
  const text = 'data=files,a%2C%20b%20%281%29%3B%E6%95%B0,0badf00d&ops=import(net%20%282%29%3B.onnx;12345678;3)';
  const link = parse(text);
  for (const sent of [marks(text), encodeURIComponent(text), encodeURIComponent(marks(text))])
    assert.deepEqual(parse(mended(sent, reads) ?? ''), link, sent);
});

test('what is no link has no reading, and is named as it was meant', () => {
  for (const text of ['%E0%A4%A', 'nonsense', 'data=digits,10,5,1&colour=red', 'data=digits,10,5,1&ops=explode(3)'])
    assert.equal(mended(`#${text}`, reads), null, text);
  assert.equal(meant('#data%3Ddigits%2C10%2C5%2C1%26ops%3Dexplode%283%29'), 'data=digits,10,5,1&ops=explode(3)');
});

test('of a link that cannot be read the rest is offered', () => {
  const data = 'data=digits,3000,1000,5';
  const ops = 'ops=init(16;1)~train(adam,0.01;64;1)';
  const prune = 'prune=magnitude,layer,exact';
  const rest = (/** @type {string} */ text) => readablePart(text, reads, 'data=digits,4000,500,7');
  assert.equal(rest(`${data}&colour=red&${ops}&at=0.5`), `${data}&${ops}&at=0.5`);
  assert.equal(rest(`${data}&${ops}~explode(3)~reinit(1)&${prune}`), `${data}&${ops}&${prune}`);
  assert.equal(rest(`${data}&${ops}&prune=roughly&at=0.5).`), `${data}&${ops}&at=0.5`);
  assert.equal(rest(`data=nowhere&${ops}`), `data=digits,4000,500,7&${ops}`);
  assert.equal(rest(encodeURIComponent(`${data}&colour=red`)), data);
  assert.equal(rest('nonsense'), null);
});
