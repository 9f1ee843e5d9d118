// Texts: both languages whole, every key the page uses there, every error of the engine worded.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { SCALES } from '../../www/features/distribution/model.js';
import { CHART_NAMES } from '../../www/features/exports/view.js';
import { GROUPS as TERM_GROUPS, TERMS } from '../../www/features/glossary/model.js';
import { LESSON } from '../../www/features/learn/view.js';
import { WAYS } from '../../www/features/lottery/model.js';
import { PRESETS } from '../../www/features/pipeline/presets.js';
import { createStage, STAGE_KINDS } from '../../www/features/pipeline/stages.js';
import { GROUPS, LAYOUTS as WRITTEN } from '../../www/features/results/columns.js';
import { FORMATS } from '../../www/features/results/copy.js';
import { CELLS } from '../../www/features/results/model.js';
import { FORMULAS } from '../../www/features/score/formulas.js';
import { FILES, OPS, OPTIMIZERS, RECIPES, SCHEMES } from '../../www/description.js';
import { SCHEDULES } from '../../www/features/schedules/model.js';
import { createI18n, fill, preferredLanguage } from '../../www/i18n/index.js';
import { ALL, KINDS } from '../../www/ops/method.js';
import { ENTRY_WORKSPACES } from '../../www/shell/entries.js';
import { FEATURES, TEXTS } from '../../www/shell/registry.js';
import { texts as networks } from '../../www/shell/networks/index.js';
import { STEPS } from '../../www/shell/steps.js';
import { en as shell } from '../../www/shell/texts.en.js';
import { WORKSPACES } from '../../www/state/workspaces.js';
import { en as words } from '../../www/words/texts.en.js';
import { en as filesEn } from '../../www/shell/files/texts.en.js';
import { texts as summary } from '../../www/charts/data-summary.js';
import { zh as filesZh } from '../../www/shell/files/texts.zh.js';

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
  ['messages about files', { en: filesEn, zh: filesZh }],
  ['messages about networks', networks],
  ...[...panels].map(([id, texts]) => /** @type {[string, Texts]} */ ([id, texts])),
];
/** @type {Texts} */
const TABLES = {
  en: Object.assign({}, ...parts.map(([, { en }]) => en)),
  zh: Object.assign({}, ...parts.map(([, { zh }]) => zh)),
};

/** @param {string} text */
const params = (text) => new Set([...text.matchAll(/\{(\w+)/g)].map((match) => match[1]));

/** The fields of every error of the engine by its code: tests/native/errors.rs holds the file to the crate.
 * @type {Record<string, string[]>} */
const ERRORS = JSON.parse(readFileSync(`${root}tests/fixtures/errors.json`, 'utf8'));

/** What can be wrong with a link, as the crate names it. */
const LINK_CODES = [
  ...['part', 'missing', 'twice', 'data', 'op', 'optimizer', 'number', 'method', 'choice', 'mismatch', 'name', 'order'],
  'long',
];

/** The first words of all keys. */
const FIRST_WORDS = new Set(Object.keys(TABLES.en).map((key) => key.slice(0, key.indexOf('.'))));

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
    'term.apoz',
    'term.csr',
    'term.erdosRenyi',
    'term.fisher',
    'term.huffman',
    'term.lamp',
    'term.macs',
    'term.obs',
    'term.wanda',
  ]);
});

test('every error of the engine is worded in both languages, with all it carries', () => {
  for (const [code, fields] of Object.entries(ERRORS)) {
    for (const language of languages) {
      const text = TABLES[language][`error.${code}`];
      assert.ok(text, `${language}: error.${code} is missing`);
      assert.deepEqual([...params(text)].sort(), [...fields].sort(), `${language}: error.${code}`);
    }
  }
});

/** The page's files, without the texts: the keys that each names whole, all it quotes, and the keys it puts together. */
const sources = readdirSync(`${root}www`, { recursive: true })
  .map(String)
  .filter((name) => name.endsWith('.js') && !/^pkg|texts\.\w+\.js$/.test(name))
  .map((name) => ({ name, feature: /^features\/([\w-]+)\//.exec(name)?.[1] ?? null, ...keysOf(`${root}www/${name}`) }))
  .concat({ name: 'index.html', feature: null, ...keysOf(`${root}index.html`) });

/** @param {string} path */
function keysOf(path) {
  const text = readFileSync(path, 'utf8');
  const named = /(?:\bt\(|\bhas\(|key: |label: |help: |formula: |title: |lead: |open: )(['"`])((?:[\w-]+\.)+[\w-]+)\1/g;
  const quoted = [...text.matchAll(/['"`]([\w.-]+)['"`]/g)].map((match) => match[1]);
  const built = [...text.matchAll(/`((?:[\w.-]|\$\{[^{}`]*\})+)`/g)].map(([, key]) =>
    key.replace(/\$\{[^{}`]*\}/g, '*'),
  );
  return {
    keys: [...text.matchAll(named)].map((match) => match[2]),
    quoted: new Set(quoted),
    patterns: built.filter((key) => isPattern(key)),
    // `${prefix}.${name}`: what stands before the last point is quoted in the same file.
    prefixes: built.includes('*.*') ? quoted : [],
  };
}

/** Whether a template makes a key: its first word is that of one. @param {string} key */
function isPattern(key) {
  const first = /^(\w+)\./.exec(key)?.[1];
  return key.includes('*') && first !== undefined && FIRST_WORDS.has(first);
}

test('every key the page names is there', () => {
  const named = new Set(sources.flatMap(({ keys }) => keys));
  assert.ok(named.size > 400, `${named.size} keys were found`);
  assert.deepEqual([...named].filter((key) => !(key in TABLES.en)).sort(), []);
});

/** Fields of the forms of training. */
const TRAINING = ['epochs', 'lr', 'momentum', 'weightDecay', 'batchSize'];
const OP_NAMES = OPS.map(({ name }) => name);
/** With a help line each. @param {readonly string[]} names */
const helped = (names) => names.flatMap((name) => [name, `${name}.help`]);
const LAYOUTS = FILES.layouts.map(({ layout }) => layout);
const FILE_KINDS = FILES.fileKinds.map(({ kind }) => kind);
const TECHNIQUES = RECIPES.techniques.map(({ technique }) => technique);
const SPARSE = [...new Set(RECIPES.techniques.flatMap(({ fields }) => fields)), 'epochs'];
const STAGE_FIELDS = Object.keys(createStage('prune', 1).values);
const TEACHER = ['hidden', 'epochs', 'temperature', 'alpha', 'seeds', 'teacherHidden', 'teacherEpochs'];
const LOTTERY = ['rounds', 'share', 'epochs', 'seeds', 'step'];

/** What a choice of files can be refused for before any is read. */
const CHOSEN = ['unreadable', 'file-too-large', 'too-many-files', 'nothing-chosen'];
/** `src/data/foreign.rs` makes them. */
const REMARKS = ['scaled', 'one-hot', 'first-column', 'unlabelled', 'left-out', 'folders'];
/** `src/files/remark.rs`. */
const NETWORK_REMARKS = [
  ...['converted', 'folded', 'parametrized', 'masks', 'left-out', 'relu', 'ending', 'normalized'],
  ...['dynamic-rounding', 'output-rounding', 'rounded-zeros'],
];
/** What a tensor may belong to, where that is no name of its own, and scales of pixels (`src/files/pixels.rs`). */
const NETWORK_WORDS = [
  ...['convolution', 'recurrent', 'quantized-layer', 'attention', 'parametrization', 'mask-values', 'half-norm'],
  ...['pixels-unit', 'pixels-standardized', 'pixels-bytes', 'pixels-signed'],
];
/** What errors say of files, by a word. */
const FILE_WORDS = [
  ...['cut-short', 'damaged', 'trailing', 'encrypted', 'method', 'nested', 'fortran', 'type', 'images', 'labels'],
  ...['html', 'text', 'jpeg', 'hdf5', 'matlab', 'parquet', 'pickle', 'archive', 'document', 'lfs'],
];
/**
 * Every key that is put together, as it stands in the sources with `*` for each part that is put in, and all that can be put
 * in. Lists come from the description or from the module that owns them.
 * @type {Readonly<Record<string, readonly string[]>>}
 */
const BUILT = {
  'answers.*': ['right', 'wrong', ...CELLS],
  'budget.miss.*': ['size', 'accuracy'],
  'choose.column.*': ['ratio', 'before', 'after', 'difference', 'bytes', 'verdict', 'run'],
  'many.*': ['ratio', 'before', 'after', 'gain', 'difference'],
  'scan.answer.*': ['weights', 'neurons'],
  'scan.answer.one.*': ['weights', 'neurons'],
  'scan.column.count.*': ['weights', 'neurons'],
  'chart.accuracy.*': ['columnStage', 'columnSparsity', 'columnAccuracy'],
  'chart.*.**': [
    ...['columnTotal', 'columnRemoved', 'readCount', 'negative', 'positive', 'beyond', 'thresholdValue'].map(
      (name) => `chart.histogram.${name}`,
    ),
    ...['columnTotal', 'columnTotal.neurons', 'readCount', 'readCount.neurons', 'negative', 'positive', 'beyond'].map(
      (name) => `chart.scores.${name}`,
    ),
    'chart.scores.thresholdValue',
  ],
  'chart.learning.*': ['columnEpoch', 'columnTrainLoss', 'columnAccuracy', 'columnSparsity'],
  'chart.scores.axis.*': ['log', 'even', 'signed'],
  'chart.histogram.scale.*': SCALES,
  'hist.*': ['weights', 'scores'],
  'hist.scale.*': SCALES,
  'classes.*': ['dense', 'pruned', 'tuned'],
  'classes.confusion.*': ['dense', 'pruned', 'tuned'],
  'data.*': ['digitsTrain', 'digitsTest', 'seed'],
  'data.beside.*': ['looking', 'there', 'absent'],
  'distil.*': [...TEACHER, 'previous', 'next', 'alone', 'taught'],
  'distil.*.help': TEACHER,
  'distil.open.*': ['alone', 'taught'],
  'download.*': ['address', 'blocked', 'status', 'network', 'large', 'digest'],
  'entries.*': ENTRY_WORKSPACES,
  'error.*': [...Object.keys(ERRORS), 'busy', 'panic', 'crashed', 'task-crashed', 'pool-crashed', 'unknown'].concat(
    CHOSEN,
  ),
  'export.*': ['stage', 'current'],
  'export.*.help': ['stage', 'current'],
  'export.file.*': FILE_KINDS,
  'export.file.*.help': FILE_KINDS,
  'fallen.*': ['score', 'scope', 'rule'],
  'fault.ratios.*': ['piece', 'comma', 'count'],
  'field.*': [...TRAINING, 'hidden', 'seed'],
  'format.*': ['dense', 'csr', 'bitmask'],
  'glossary.*': Object.keys(TERM_GROUPS),
  'granularity.*': KINDS,
  'granularity.*.help': KINDS,
  'granularity.*.kind': KINDS,
  'hand.tool.*': ['one', 'small', 'large', 'neuron'],
  // Those in use are held by headline.test.js.
  'headline.*': [],
  'help.*': ['undo', 'share', 'export', 'hidden'],
  'help.*.*': ['train', 'tune'].flatMap((form) => TRAINING.map((field) => `help.${form}.${field}`)),
  'help.data.*': ['digitsTrain', 'digitsTest', 'seed'],
  'help.lottery.*': [...WAYS, ...LOTTERY],
  'help.method.*': ['keep', 'of'],
  'images.*': ['newlyWrong', 'newlyRight', 'bothWrong', 'bothRight'],
  'lesson.*.act': [...LESSON],
  'lesson.*.text': [...LESSON],
  'lesson.*.title': [...LESSON],
  'link.*': LINK_CODES,
  'lottery.*': WAYS,
  'lottery.field.*': LOTTERY,
  'method.*': ['keep', 'of'],
  'notice.*': ['error', 'info', 'success', 'warning', 'reading'],
  'op.*': OP_NAMES.filter((name) => name !== 'fineTune' && name !== 'dropGrow'),
  'op.dropGrow.*': ['random', 'gradient'],
  'op.fineTune.*': ['keep', 'forget'],
  'optimizer.*': OPTIMIZERS.map((one) => one.default.kind),
  'pair.*': ['a', 'b', 'accuracy', 'wrong', 'loss', 'sparsity', 'kept', 'bytes', 'macs'],
  'pareto.axis.*': ['bytes', 'ms'],
  'pareto.column.*': ['bytes', 'ms'],
  'pareto.words.*': ['bytes', 'ms'],
  'part.*': ['stage', 'rail', 'evidence'],
  'pipe.*': ['up', 'down', 'remove'],
  'pipe.begin.*': ['new', 'current'],
  'pipe.field.*': STAGE_FIELDS,
  'pipe.help.*': STAGE_FIELDS,
  'pipe.kind.*': STAGE_KINDS,
  'pipe.preset.*': PRESETS,
  'pipe.preset.*.help': PRESETS,
  'pipe.words.*': ['trained', 'own'],
  'quant.*': [...SCHEMES.levels, ...SCHEMES.per],
  'quant.activations.*': SCHEMES.activations,
  'rail.*': ALL.scopes,
  'remark.network-*': NETWORK_REMARKS,
  'remark.*': REMARKS,
  'remark.*-more': ['left-out', 'folders'],
  'results.column.*': GROUPS.filter((group) => group !== 'layers' && group !== 'formats'),
  'results.copy.*': FORMATS,
  'results.format.*': WRITTEN,
  'results.group.*': GROUPS,
  'results.kind.*': OP_NAMES,
  'schedule.*': SCHEDULES,
  'schedule.*.formula': ['iterative', 'gradual'],
  'schedule.*.help': SCHEDULES,
  'schedule.*.run': SCHEDULES.filter((name) => name !== 'oneShot'),
  'score.*': helped([...ALL.scores, ...ALL.scopes, ...ALL.rules, 'taylor.neurons', 'random.neurons']),
  'score.*.neurons': ['taylor', 'random'],
  'shape.*': helped(KINDS),
  'short.*': ALL.scopes,
  'size.even.*': ['bitmask', 'twoFour', 'int8', 'codes', 'torch', 'gzip'],
  'size.name.*': [...LAYOUTS, 'torch', 'gzip', 'huffman'],
  'size.unfit.*': ['notTwoFour', 'tooManyValues'],
  'slider.label*': ['', '.neurons'],
  'slider.words*': ['', '.neurons'],
  'slider.wordsPending*': ['', '.neurons'],
  'sparse.*': SPARSE,
  'sparse.*.help': SPARSE,
  'sparse.cell.*': ['none', 'kept', 'grown', 'dropped'],
  'sparse.way.*': TECHNIQUES,
  'sparse.way.*.help': TECHNIQUES,
  'speed.kernel.*': FILES.kernels,
  'stage.alt.*': ['dense', 'pruned', 'tuned', 'live'],
  'stage.network.*': ['dense', 'pruned', 'tuned'],
  'status.*': ['training', 'finetuning', 'ready', 'error'],
  'step.*': STEPS,
  'table.*': ['accuracy', 'loss', 'weights', 'dead', 'bytes', 'macs', 'pass'],
  'table.*.help': ['accuracy', 'loss', 'weights', 'dead', 'bytes', 'macs', 'pass'],
  'term.*': TERMS.map(({ id }) => id),
  'term.*.is': TERMS.map(({ id }) => id),
  'theme.*': ['light', 'dark', 'auto'],
  'tool.*': ['undo', 'share', 'export'],
  'trap.*.accuracy': ['keep', 'forget'],
  'trap.*.gone': ['keep', 'forget'],
  'trap.cell.*': ['kept', 'gone', 'back'],
  'tune.*': ['keep', 'forget'],
  'tune.*.help': ['keep', 'forget'],
  'view.*': WORKSPACES,
  'warn.*': ['emptied', 'oneClass', 'chance', 'ratio', 'weights', 'undo', 'rule'],
  'why.*': ['faster', 'same', 'slower'],
  'word.*': [...FILE_WORDS, ...NETWORK_WORDS, 'link-starts', 'link-stays'],
};

/** Where more than one part is put in, whole keys are listed. @param {string} pattern @param {string} name */
const filledIn = (pattern, name) => (pattern.split('*').length > 2 ? name : pattern.replace('*', name));
const builtKeys = Object.entries(BUILT).flatMap(([pattern, names]) => names.map((name) => filledIn(pattern, name)));

test('every key that is put together is listed above, with all that can be put in, and is there', () => {
  const patterns = new Map(sources.flatMap(({ name, patterns }) => patterns.map((pattern) => [pattern, name])));
  const unlisted = [...patterns].filter(([pattern]) => !(pattern in BUILT));
  assert.deepEqual(
    unlisted.map(([pattern, name]) => `${name}: ${pattern}`),
    [],
    'list what can be put in, in BUILT',
  );
  assert.deepEqual(
    Object.keys(BUILT).filter((pattern) => !patterns.has(pattern)),
    [],
    'nothing puts these together any more',
  );
  assert.deepEqual(
    builtKeys.filter((key) => !(key in TABLES.en)),
    [],
  );
  assert.deepEqual(
    Object.values(CHART_NAMES).filter((key) => !(key in TABLES.en)),
    [],
  );
});

test('a feature says what it brings itself, or what all may say', () => {
  const common = { ...shell, ...words, ...filesEn, ...networks.en, ...summary.en };
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
  const said = new Set([...sources.flatMap((source) => [...source.quoted]), ...builtKeys]);
  const prefixes = new Set(sources.flatMap((source) => source.prefixes));
  const questions = FEATURES.filter((feature) => 'workspace' in feature).map(({ id }) => `${id}.question`);
  for (const key of questions) said.add(key);
  const silent = Object.keys(TABLES.en).filter(
    (key) => !said.has(key) && !key.startsWith('headline.') && !prefixes.has(key.slice(0, key.lastIndexOf('.'))),
  );
  assert.deepEqual(silent, []);
});

test('a key without a text is a fault, not a word on the page', async () => {
  const { t } = await createI18n('en', { en: async () => ({ known: 'a text' }), zh: async () => ({}) });
  assert.equal(t('known'), 'a text');
  assert.throws(() => t('unknown.key'), /unknown\.key/);
});

/**
 * Words of our own, and what the literature and a native writer say instead. Not for ids in code: for what people read.
 * @type {readonly [RegExp, string][]}
 */
const REJECTED_EN = [
  [/\bgone\b/i, 'pruned'],
  [/read(s)? (rightly|no worse|as)\b|recognised/i, 'classified correctly, classified as'],
  [/mix-?ups?\b/i, 'confusion matrix'],
  [/\banew\b/i, 're-initialized, again'],
  [/\bwhat goes\b|\bgoes first\b|\bgo first\b/i, 'pruned first'],
  [/\bnot(ed|e) (it|down)\b|\bnoted\b/i, 'recorded'],
  [/\bheals?\b/i, 'recover'],
  [/\b(press|Press) (a|the|on|Fine|Train|Download)\b/, 'click, select'],
  [/\bborn\b|\bdied\b|\bdies?\b/i, 'grown, dropped'],
  [/\bspread of values\b/i, 'distribution'],
  [/\bbeside (this|the) page\b/i, 'on this server'],
  [/\bcut short\b/i, 'truncated'],
  [/\bfetch it again\b/i, 'download it again'],
  [/\boptimis|\bquantis|\binitialis|\bcolour/i, 'American spelling'],
  [/\bseed of chance\b/i, 'random seed'],
  [/\bshares? of every\b/i, 'the same sparsity in every'],
  [/\bhow often\b/i, 'number of'],
  [/\bweights there\b|\bare there\.$/i, 'density'],
  [/\bone a (line|row|layer)\b|\ba row\b/i, 'per line, per row, per layer'],
  [/\b(1|one) epochs\b/i, '{epochs?epoch:epochs}'],
];
/** @type {readonly [RegExp, string][]} */
const REJECTED_ZH = [
  [/剪除|剪去|减掉/, '剪掉，已剪枝'],
  [/忘记|忘掉|丢弃掩码/, '不保留掩码'],
  [/费舍尔/, 'Fisher'],
  [/最优脑外科/, '最优脑手术'],
  [/教科书/, 'kthvalue 阈值'],
  [/抽签|独自|受教/, '开始实验，独立训练，蒸馏训练'],
  [/批大小/, '批量大小'],
  [/页面旁/, '服务器上'],
  [/瞎猜/, '随机猜测'],
  [/失守|不起作用/, '各类别准确率，失效'],
  [/回到最初|从不回退/, '权重回退'],
  [/小 ?\{?\w*\}? ?倍/, '压缩 N 倍'],
];

test('no word of our own', () => {
  /** @type {string[]} */
  const found = [];
  for (const [language, rejected] of /** @type {const} */ ([
    ['en', REJECTED_EN],
    ['zh', REJECTED_ZH],
  ]))
    for (const [key, text] of Object.entries(TABLES[language]))
      for (const [pattern, better] of rejected)
        if (pattern.test(text)) found.push(`${language} ${key}: “${text}” (${better})`);
  assert.deepEqual(found, []);
});

/** Of these there are always several. */
const ALWAYS_SEVERAL = new Set(['bits', 'activationBits', 'classes', 'total', 'weights', 'max', 'expected', 'limit']);

test('a number before a noun chooses the noun’s form', () => {
  const noun =
    /\{(\w+)\} (?:(?:hidden|training|test|incoming|pruning) )?(epochs|batches|layers|rounds|images|neurons|runs|networks|seeds|steps|bytes|changes|labels)\b/g;
  const wrong = Object.entries(TABLES.en).flatMap(([key, text]) =>
    [...text.matchAll(noun)].filter(([, name]) => !ALWAYS_SEVERAL.has(name)).map(([part]) => `${key}: ${part}`),
  );
  assert.deepEqual(wrong, []);
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
