// The glossary: every term has its sentence and its source, and stands in the texts of the page.
import './module.js';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { found, GROUPS, TERMS } from '../../www/features/glossary/model.js';
import { en } from '../../www/features/glossary/texts.en.js';
import { zh } from '../../www/features/glossary/texts.zh.js';
import { METHODS } from '../../www/description.js';
import { FEATURES, TEXTS } from '../../www/shell/registry.js';

/** @import { Table } from '../../www/i18n/index.js' */

const languages = /** @type {const} */ (['en', 'zh']);
const own = { en, zh };
const loaded = await Promise.all(
  FEATURES.flatMap((feature) => ('load' in feature && feature.id !== 'glossary' ? [feature.load()] : [])),
);
/** All texts of the page but those of the glossary. @type {Record<'en' | 'zh', Table>} */
const texts = {
  en: Object.assign({}, await TEXTS.en(), ...loaded.map((panel) => panel.texts.en)),
  zh: Object.assign({}, await TEXTS.zh(), ...loaded.map((panel) => panel.texts.zh)),
};

test('about thirty terms, each once, each in one sentence with its source', () => {
  assert.ok(TERMS.length >= 30, `${TERMS.length} terms`);
  assert.equal(new Set(TERMS.map(({ id }) => id)).size, TERMS.length);
  for (const group of Object.keys(GROUPS))
    for (const language of languages) assert.ok(own[language][`glossary.${group}`]);
  for (const { id, source } of TERMS) {
    assert.match(source.paper, /^[A-Z].* \d{4}$/, id);
    if (source.arxiv) assert.match(source.arxiv, /^\d{4}\.\d{5}$/, id);
    for (const [language, end, sentences] of /** @type {const} */ ([
      ['en', '.', /[.!?] [A-Z]/],
      ['zh', '。', /。./],
    ])) {
      const text = own[language][`term.${id}.is`];
      assert.ok(text.endsWith(end), `${language} ${id}`);
      assert.doesNotMatch(text, sentences, `${language} ${id} is one sentence`);
    }
  }
});

test('every term of the glossary is used in the texts of the page, in both languages', () => {
  for (const language of languages) {
    const all = Object.values(texts[language]).join('\n').toLowerCase();
    const unused = TERMS.filter(({ id }) => !all.includes(own[language][`term.${id}`].toLowerCase()));
    assert.deepEqual(
      unused.map(({ id }) => id),
      [],
      language,
    );
  }
});

test('one paper has one year everywhere', () => {
  /** @type {readonly { papers: readonly { arxiv: string | null, name: string }[] }[]} */
  const described = [
    .../** @type {any} */ (METHODS.scores).flatMap((/** @type {any} */ { ranks }) => ranks),
    ...METHODS.shapes,
    ...METHODS.scopes,
  ];
  const papers = described.flatMap((one) =>
    one.papers.flatMap(({ arxiv, name }) => (arxiv ? [/** @type {const} */ ([arxiv, name])] : [])),
  );
  /** @type {Map<string, string>} */
  const years = new Map();
  const year = (/** @type {string} */ name) => /\d{4}/.exec(name)?.[0] ?? '';
  for (const [arxiv, name] of papers) if (year(name)) years.set(arxiv, year(name));
  for (const { id, source } of TERMS) {
    const known = source.arxiv && years.get(source.arxiv);
    if (known) assert.equal(year(source.paper), known, id);
  }
});

test('a search finds names and sentences, whatever the case', () => {
  const words = (/** @type {string} */ id) => `${en[`term.${id}`]} ${en[`term.${id}.is`]}`;
  const ids = (/** @type {string} */ text) => found(text, words).flatMap(({ terms }) => terms.map(({ id }) => id));
  assert.deepEqual(
    ids(''),
    TERMS.map(({ id }) => id),
  );
  assert.ok(ids('SPARSITY').includes('sparsity'));
  assert.ok(ids(' hardware ').includes('semiStructured'));
  assert.deepEqual(ids('no such thing'), []);
});
