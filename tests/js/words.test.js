// Texts: both languages whole, every key the page uses there, every error of the engine worded.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { CHART_NAMES } from '../../www/features/exports/view.js';
import { PRESETS } from '../../www/features/pipeline/presets.js';
import { createStage, STAGE_KINDS } from '../../www/features/pipeline/stages.js';
import { FORMULAS } from '../../www/features/score/formulas.js';
import { fill, preferredLanguage } from '../../www/i18n/index.js';
import { ALL, KINDS } from '../../www/ops/method.js';
import { FEATURES, TEXTS } from '../../www/shell/registry.js';
import { en as shell } from '../../www/shell/texts.en.js';
import { en as words } from '../../www/words/texts.en.js';

/** @import { Table, Texts } from '../../www/i18n/index.js' */

const root = fileURLToPath(new URL('../../', import.meta.url));
const languages = /** @type {const} */ (['en', 'zh']);

/** What the first screen says: also the offers of what is loaded later. @type {Texts} */
const first = { en: await TEXTS.en(), zh: await TEXTS.zh() };
const loaded = FEATURES.flatMap((feature) => ('load' in feature ? [feature] : []));
/** What each feature that is loaded later brings. @type {Map<string, Texts>} */
const panels = new Map(
  await Promise.all(loaded.map(async ({ id, load }) => /** @type {const} */ ([id, (await load()).texts]))),
);

/** Every table, by a name for messages. @type {[string, Texts][]} */
const parts = [
  ['the first screen', first],
  ...loaded.flatMap(({ id, texts }) => (texts ? [/** @type {[string, Texts]} */ ([`the offer of ${id}`, texts])] : [])),
  ...[...panels].map(([id, texts]) => /** @type {[string, Texts]} */ ([id, texts])),
];
/** @type {Texts} */
const TABLES = {
  en: Object.assign({}, ...parts.map(([, { en }]) => en)),
  zh: Object.assign({}, ...parts.map(([, { zh }]) => zh)),
};

/** @param {string} text */
const params = (text) => new Set([...text.matchAll(/\{(\w+)/g)].map((match) => match[1]));

/** Codes and fields of src/error.rs, as serde writes them. */
function errors() {
  const text = readFileSync(`${root}src/error.rs`, 'utf8');
  const body = text.slice(text.indexOf('pub enum Error {'), text.indexOf('/// Shorthand'));
  return [...body.matchAll(/^ {4}([A-Z]\w+)(?: \{([\s\S]*?)^ {4}\})?,/gm)].map(([, name, fields]) => ({
    code: name.replace(/(?<!^)[A-Z]/g, '-$&').toLowerCase(),
    fields: [...(fields ?? '').matchAll(/^ {8}(\w+):/gm)].map(([, field]) =>
      field.replace(/_(\w)/g, (_, letter) => letter.toUpperCase()),
    ),
  }));
}

test('both languages have the same keys in the same places, none empty, with the same params', () => {
  for (const [name, { en, zh }] of parts) assert.deepEqual(Object.keys(zh).sort(), Object.keys(en).sort(), name);
  for (const [key, text] of Object.entries(TABLES.en)) {
    assert.notEqual(text.trim(), '', key);
    assert.notEqual(TABLES.zh[key].trim(), '', key);
    assert.deepEqual([...params(TABLES.zh[key])].sort(), [...params(text)].sort(), key);
  }
});

test('no text stands twice', async () => {
  const files = readdirSync(`${root}www`, { recursive: true })
    .map(String)
    .filter((name) => /(^|\/)texts\.en\.js$/.test(name));
  const tables = await Promise.all(files.map(async (name) => (await import(`${root}www/${name}`)).en));
  const keys = [...tables, ...loaded.map(({ texts }) => texts?.en ?? {})].flatMap((table) => Object.keys(table));
  assert.deepEqual(
    keys.filter((key, index) => keys.indexOf(key) !== index),
    [],
  );
  assert.deepEqual(keys.sort(), Object.keys(TABLES.en).sort(), 'each is loaded');
});

test('Chinese is Chinese', () => {
  const same = Object.keys(TABLES.en).filter((key) => !/[\u4e00-\u9fff]/.test(TABLES.zh[key]));
  assert.deepEqual(same.sort(), [
    'data.digest.shown',
    'format.csr',
    'granularity.groups',
    'optimizer.adam',
    'optimizer.adamW',
    'optimizer.sgd',
    'pipe.problem',
    'pipe.problem.value',
    'score.lamp',
    'score.wanda',
    'short.comma',
    'short.erdos-renyi',
    'sparse.way.rigl',
    'sparse.way.set',
    'speed.kernel.csr',
    'speed.kernel.int8',
    'speed.kernel.twoFour',
  ]);
});

test('every error of the engine is worded in both languages, with all it carries', () => {
  const list = errors();
  assert.ok(list.length >= 24, 'src/error.rs was read');
  for (const { code, fields } of list) {
    for (const language of languages) {
      const text = TABLES[language][`error.${code}`];
      assert.ok(text, `${language}: error.${code} is missing`);
      assert.deepEqual([...params(text)].sort(), [...fields].sort(), `${language}: error.${code}`);
    }
  }
});

/** The page's files, without the texts, and the keys that each names: whole, or as patterns where parts are put in. */
const sources = readdirSync(`${root}www`, { recursive: true })
  .map(String)
  .filter((name) => name.endsWith('.js') && !/^pkg|texts\.\w+\.js$/.test(name))
  .map((name) => ({ name, feature: /^features\/([\w-]+)\//.exec(name)?.[1] ?? null, ...keysOf(`${root}www/${name}`) }))
  .concat({ name: 'index.html', feature: null, ...keysOf(`${root}index.html`) });

/** @param {string} path */
function keysOf(path) {
  const text = readFileSync(path, 'utf8');
  const named =
    /(?:\bt\(|\bhas\(|i18n(?:Label|Title|Placeholder)?: |key: |data-i18n(?:-label|-title|-placeholder)?=|label: |help: |formula: |title: |lead: |open: )(['"`])((?:[\w-]+\.)+(?:(?:\$\{[^{}`]+\}|[\w-])\.?)+)\1/g;
  const keys = [...text.matchAll(named)].map((match) => match[2]);
  const quoted = [...text.matchAll(/['"`]((?:\$\{[^{}`]+\}|[\w.-])+)['"`]/g)].map((match) => match[1]);
  return {
    keys: keys.filter((key) => !key.includes('$')),
    patterns: keys.filter((key) => key.includes('$')).map(patternOf),
    quoted: new Set(quoted.filter((key) => !key.includes('$'))),
    // `${prefix}.${name}`: what stands before the last point is quoted in the same file.
    prefixes: /`\$\{\w+\}\.\$\{\w+\}`/.test(text) ? quoted : [],
    built: quoted.filter((key) => key.includes('$') && /^(\$\{[^}]+\}\.[a-z]|[a-zA-Z]+\.)/.test(key)).map(patternOf),
  };
}

/** A part that is put in after a point is one word; elsewhere it may be empty, or begin with a point. @param {string} key */
function patternOf(key) {
  const pieces = key.split(/(\$\{[^{}]+\})/).map((piece, index, all) => {
    if (!piece.startsWith('${')) return piece.replaceAll('.', '\\.');
    return all[index - 1].endsWith('.') ? '[\\w-]+' : '[\\w.-]*';
  });
  return new RegExp(`^${pieces.join('')}$`);
}

test('every key the page names is there', () => {
  const named = new Set(sources.flatMap(({ keys }) => keys));
  assert.ok(named.size > 400, `${named.size} keys were found`);
  assert.deepEqual([...named].filter((key) => !(key in TABLES.en)).sort(), []);
  const all = Object.keys(TABLES.en);
  const patterns = sources.flatMap(({ name, patterns }) => patterns.map((pattern) => ({ name, pattern })));
  assert.ok(patterns.length > 40, `${patterns.length} patterns were found`);
  const empty = patterns.filter(({ pattern }) => !all.some((key) => pattern.test(key)));
  assert.deepEqual(
    empty.map(({ name, pattern }) => `${name}: ${pattern}`),
    [],
  );
});

test('a feature says what it brings itself, or what all may say', () => {
  const common = { ...shell, ...words };
  const wrong = sources.flatMap(({ name, feature, keys }) => {
    const described = loaded.find(({ id }) => id === feature)?.texts?.en ?? {};
    const own = feature === null ? {} : (panels.get(feature)?.en ?? firstOf(feature));
    return keys.filter((key) => !(key in own || key in described || key in common)).map((key) => `${name}: ${key}`);
  });
  // The page's own file names the cards in it.
  assert.deepEqual(
    wrong.filter((one) => !one.startsWith('index.html')),
    [],
  );
});

/** @param {string} feature @returns {Table} */
function firstOf(feature) {
  const text = readFileSync(`${root}www/features/${feature}/texts.en.js`, 'utf8');
  return Object.fromEntries(Object.entries(first.en).filter(([key]) => text.includes(`'${key}':`)));
}

test('every text is said somewhere', () => {
  const quoted = new Set(sources.flatMap((source) => [...source.quoted]));
  const built = sources.flatMap((source) => source.built);
  const prefixes = new Set(sources.flatMap((source) => source.prefixes));
  const isSaid = (/** @type {string} */ key) =>
    quoted.has(key) || prefixes.has(key.slice(0, key.lastIndexOf('.'))) || built.some((pattern) => pattern.test(key));
  const silent = Object.keys(TABLES.en).filter((key) => !isSaid(key));
  assert.deepEqual(silent, []);
});

test('keys put together from parts are there', () => {
  /** @type {[string, string[]][]} */
  const families = [
    ['status.', ['loading', 'training', 'finetuning', 'ready', 'error'].filter((name) => name !== 'loading')],
    ['step.', ['train', 'score', 'prune', 'tune']],
    ['rail.', [...ALL.scopes]],
    ['short.', [...ALL.scopes, 'neurons', 'kth-value', 'correct', 'comma']],
    ['shape.', KINDS.flatMap((kind) => [kind, `${kind}.help`])],
    [
      'score.',
      [...ALL.scores, ...ALL.scopes, ...ALL.rules, 'taylor.neurons', 'random.neurons'].flatMap((name) => [
        name,
        `${name}.help`,
      ]),
    ],
    ['', Object.values(CHART_NAMES)],
    ['fallen.', ['score', 'scope', 'rule']],
    ['warn.', ['emptied', 'oneClass', 'chance', 'ratio', 'weights', 'undo']],
    ['slider.', ['label', 'words', 'wordsPending'].flatMap((name) => [name, `${name}.neurons`])],
    ['chart.scores.axis.', ['log', 'even', 'signed']],
    [
      'chart.scores.',
      ['negative', 'positive', 'columnTotal', 'columnTotal.neurons', 'readCount', 'readCount.neurons'].concat([
        'thresholdValue',
        'beyond',
        'label',
        'count',
      ]),
    ],
    [
      'link.',
      [
        'part',
        'missing',
        'twice',
        'data',
        'op',
        'optimizer',
        'number',
        'method',
        'choice',
        'mismatch',
        'name',
        'order',
        'long',
      ],
    ],
    ['download.', ['address', 'blocked', 'status', 'network', 'large', 'digest']],
    ['error.', ['busy', 'panic', 'crashed', 'task-crashed', 'pool-crashed', 'unknown', 'boot']],
    ['fault.ratios.', ['piece', 'count']],
    ['theme.', ['light', 'dark', 'auto']],
    ['format.', ['dense', 'csr', 'bitmask']],
    ['help.train.', ['epochs', 'lr', 'momentum', 'weightDecay', 'batchSize']],
    ['help.tune.', ['epochs', 'lr', 'momentum', 'weightDecay', 'batchSize']],
    ['table.', ['accuracy', 'loss', 'weights', 'dead', 'bytes', 'macs', 'pass'].flatMap((row) => [row, `${row}.help`])],
    ['schedule.', ['oneShot', 'iterative', 'gradual', 'lottery'].flatMap((one) => [one, `${one}.help`])],
    ['lottery.', ['ticket', 'reinit', 'shuffle', 'kept']],
    ['help.lottery.', ['ticket', 'reinit', 'shuffle', 'kept', 'rounds', 'share', 'epochs', 'seeds', 'step']],
    ['lottery.field.', ['rounds', 'share', 'epochs', 'seeds', 'step']],
    ['trap.', ['keep', 'forget'].flatMap((mask) => [`${mask}.accuracy`, `${mask}.gone`])],
    ['sparse.way.', ['rigl', 'set', 'static', 'l1'].flatMap((way) => [way, `${way}.help`])],
    ['sparse.', ['density', 'fraction', 'every', 'lambda', 'epochs'].flatMap((field) => [field, `${field}.help`])],
    ['pipe.preset.', PRESETS.flatMap((preset) => [preset, `${preset}.help`])],
    ['pipe.kind.', [...STAGE_KINDS]],
    [
      'pipe.',
      ['field', 'help'].flatMap((part) => Object.keys(createStage('prune', 1).values).map((name) => `${part}.${name}`)),
    ],
    ['pipe.', ['up', 'down', 'remove', 'begin.new', 'begin.current']],
    ['sparse.cell.', ['none', 'kept', 'grown', 'dropped']],
    [
      'distil.',
      ['hidden', 'epochs', 'temperature', 'alpha', 'seeds', 'teacherHidden', 'teacherEpochs'].flatMap((field) => [
        field,
        `${field}.help`,
      ]),
    ],
    ['distil.', ['previous', 'next', 'train', 'start', 'seed', 'alone', 'taught', 'difference']],
    [
      'distil.',
      ['open.alone', 'open.taught', 'settings', 'settings.fault', 'verdict', 'verdict.one', 'line', 'within'],
    ],
    ['op.', ['dropGrow.random', 'dropGrow.gradient', 'proximal', 'distil']],
    ['op.', ['gradual', 'rewind', 'rewind.step', 'reinit', 'shuffle', 'edit']],
    ['op.', ['quantize', 'quantize.both', 'quantizeTune', 'share', 'shareTune']],
    ['quant.activations.', ['off', 'minMax', 'percentile']],
    ['op.', ['init', 'import', 'train', 'movement', 'prune', 'fineTune.keep', 'fineTune.forget', 'stopped']],
    [
      'lesson.',
      ['learn', 'look', 'half', 'cliff', 'heal', 'trap', 'global'].flatMap((step) =>
        ['title', 'text', 'act'].map((part) => `${step}.${part}`),
      ),
    ],
  ];
  const missing = families
    .flatMap(([prefix, names]) => names.map((name) => prefix + name))
    .filter((key) => !(key in TABLES.en));
  assert.deepEqual(missing, []);
});

test('every choice has its formula', () => {
  const both = ['score.taylor.neurons', 'score.random.neurons', 'method.correct'];
  const scores = [...ALL.scores, ...ALL.scopes, ...ALL.rules].map((name) => `score.${name}`);
  const keys = [...scores, ...KINDS.map((kind) => `shape.${kind}`), ...both];
  assert.deepEqual(Object.keys(FORMULAS).sort(), keys.sort());
  for (const { papers } of Object.values(FORMULAS))
    for (const { arxiv } of papers) assert.ok(arxiv === null || /^\d{4}\.\d{5}$/.test(arxiv), String(arxiv));
});

test('texts are filled in', () => {
  assert.equal(fill('{count} {count?image:images}', { count: 1 }, 'en'), '1 image');
  assert.equal(fill('{count} {count?image:images}', { count: 1320 }, 'en'), '1,320 images');
  assert.equal(fill('{name} of {missing}', { name: '{count}' }, 'en'), '{count} of {missing}');
  assert.equal(fill('{lr}', { lr: 0.001 }, 'en'), '0.001');
});

test('the language suits the browser', () => {
  assert.equal(preferredLanguage(['zh-TW', 'en']), 'zh');
  assert.equal(preferredLanguage(['de-DE', 'en-GB', 'zh']), 'en');
  assert.equal(preferredLanguage(['fr']), 'en');
  assert.equal(preferredLanguage([]), 'en');
});
