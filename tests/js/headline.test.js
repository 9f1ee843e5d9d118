// The headline: a table of states, and what is said of each.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createI18n } from '../../www/i18n/index.js';
import { headlineOf } from '../../www/shell/headline.js';
import { TEXTS } from '../../www/shell/registry.js';
import { initialState, reduce } from '../../www/state/state.js';
import { after, done, INIT, magnitude, point, prune, ranking, run, TRAIN, tune } from './lab.js';

/** @import { Op, PruneMethod } from '../../www/protocol.js' */
/** @import { Figure, Headline } from '../../www/shell/headline.js' */
/** @import { State } from '../../www/state/state.js' */

const trained = done(run(0, null, INIT, { correct: 5 }), run(1, 0, TRAIN));
/** @param {number} ratio */
const at = (ratio) => ({ type: /** @type {const} */ ('ratio'), ratio });
const ranked = [...trained, ranking(1)];
/** @param {'keep' | 'forget'} [mask] @param {number} [kept] */
const tuned = (mask = 'keep', kept = 9) => [
  ...ranked,
  at(0.5),
  measured(0.5, 40),
  ...done(run(2, 1, prune(0.5), { kept: 9, correct: 40 }), run(3, 2, tune(mask), { kept, correct: 44 })),
];
/** A measured place of the slider whose answers are of both classes. @param {number} ratio @param {number} correct @param {PruneMethod} [of] */
function measured(ratio, correct, of = magnitude) {
  const [first, second] = [Math.ceil(correct / 2), Math.floor(correct / 2)];
  const confusion = Uint32Array.of(first, 25 - first, 25 - second, second);
  return /** @type {any} */ ({
    ...point(1, ratio, correct, of),
    evaluation: { correct, total: 50, loss: 0.1, confusion },
  });
}
/** A run at work. @param {Op} op */
const working = (op) => ({ type: /** @type {const} */ ('runWanted'), runId: 9, parent: 1, ops: [op] });
/** How far it is. @param {{ sparsity?: number, paused?: boolean, epochs?: boolean }} [how] */
const progress = ({ sparsity = 0, paused = false, epochs = true } = {}) => ({
  type: /** @type {const} */ ('progress'),
  runId: 9,
  seq: 0,
  batch: 50,
  totalBatches: 100,
  batchesPerEpoch: 50,
  losses: new Float32Array(0),
  epochs: epochs ? [{ batch: 50, trainLoss: 1, testAccuracy: 0.7, testLoss: 1, sparsity }] : [],
  secondsLeft: 1,
  paused,
  teaching: false,
});
/** @param {Partial<PruneMethod>} change */
const method = (change) => ({ type: /** @type {const} */ ('method'), method: { ...magnitude, ...change } });
const neurons = { ...magnitude, shape: 'neurons' };
const groups = { ...magnitude, shape: '2:4' };
/** What a run ends with when it diverges. */
const diverged = [
  working(TRAIN),
  { type: /** @type {const} */ ('runEnded'), runId: 9, complete: false, failed: true, code: 'diverged' },
];
/** @param {Op} op @param {Parameters<typeof run>[3]} [figures] */
const made = (op, figures) => [...done(run(0, null, INIT), run(1, 0, TRAIN), run(2, 1, op, figures)), ranking(2)];
/** @type {import('../../www/protocol.js').Scheme} */
const scheme = { bits: 8, levels: 'symmetric', per: 'tensor' };
/** @type {Op} */
const imported = { op: 'import', name: 'net.safetensors', digest: 'ab', seed: 1 };

/** The dense network, and what follows from 45 of 50 test images. */
const DENSE = ['dense', { accuracy: 0.9, total: 50 }];

/** What the state is, the state, and its headline: the kind, and every sentence with its figures.
 * @type {[string, State, string, ...[string, Record<string, number | string>][]][]} */
const TABLE = /** @type {any} */ ([
  ['the engine starts', initialState(), 'starting', ['starting', {}]],
  ['the engine cannot start', reduce(initialState(), { type: 'bootFailed' }), 'failed', ['failed', {}]],
  ['data loads', after({ type: 'dataWanted' }), 'loading', ['loading', {}]],
  ['a link waits for files', after({ type: 'dataAwaited', what: 'mnist' }), 'waiting', ['waiting', { name: 'mnist' }]],
  ['no network yet', after(), 'empty', ['empty', {}]],
  ['the first training diverged', after(...diverged), 'diverged', ['diverged', {}]],
  ['training begins', after(working(TRAIN)), 'training', ['training-start', { images: 100 }]],
  [
    'training',
    after(working(TRAIN), progress()),
    'training',
    ['training', { epoch: 1, epochs: 2, accuracy: 0.7, total: 50 }],
  ],
  [
    'training is paused',
    after(working(TRAIN), progress({ paused: true })),
    'training-paused',
    ['training-paused', {}],
    ['training', { epoch: 1, epochs: 2, accuracy: 0.7, total: 50 }],
  ],
  [
    'training is paused before the first epoch ends',
    after(working(TRAIN), progress({ paused: true, epochs: false })),
    'training-paused',
    ['training-paused', {}],
  ],
  [
    'gradual pruning',
    after(...ranked, working(TRAIN), progress({ sparsity: 0.4 })),
    'training',
    ['training-sparse', { epoch: 1, epochs: 2, accuracy: 0.7, total: 50, sparsity: 0.4 }],
  ],
  ['fine-tuning begins', after(...ranked, at(0.5), working(tune())), 'tuning', ['tuning-start', { sparsity: 0.5 }]],
  [
    'fine-tuning',
    after(...ranked, at(0.5), working(tune()), progress({ sparsity: 0.5 })),
    'tuning',
    ['tuning-sparse', { epoch: 1, epochs: 2, accuracy: 0.7, total: 50, sparsity: 0.5 }],
  ],
  [
    'fine-tuning is paused',
    after(...ranked, at(0.5), working(tune()), progress({ sparsity: 0.5, paused: true })),
    'tuning-paused',
    ['tuning-paused', {}],
    ['tuning-sparse', { epoch: 1, epochs: 2, accuracy: 0.7, total: 50, sparsity: 0.5 }],
  ],
  ['weights are being ranked', after(...trained), 'ranking', DENSE, ['ranking', { weights: 18 }]],
  [
    'weights cannot be ranked',
    (() => {
      const state = after(...trained);
      return reduce(state, { type: 'unranked', current: state.current, method: state.method });
    })(),
    'unranked',
    DENSE,
    ['unranked', { weights: 18 }],
  ],
  ['nothing is pruned', after(...ranked, at(0)), 'slide', DENSE, ['slide', { weights: 18, neurons: 3 }]],
  [
    'no neuron is pruned',
    after(...trained, method({ shape: 'neurons' }), ranking(1, neurons, 'neurons'), at(0)),
    'slide-neurons',
    DENSE,
    ['slide-neurons', { weights: 18, neurons: 3 }],
  ],
  [
    'pruned, not measured yet',
    after(...ranked, at(0.5)),
    'pruned-measuring',
    DENSE,
    ['pruned-measuring', { sparsity: 0.5, weights: 18 }],
  ],
  [
    'pruned',
    after(...ranked, at(0.5), measured(0.5, 40)),
    'pruned',
    DENSE,
    ['pruned', { sparsity: 0.5, weights: 18, accuracy: 0.8, points: -0.1 }],
  ],
  [
    'neurons pruned',
    after(
      ...trained,
      method({ shape: 'neurons' }),
      ranking(1, neurons, 'neurons'),
      at(0.5),
      measured(0.5, 40, neurons),
    ),
    'neurons',
    DENSE,
    ['neurons', { ratio: 0.5, neurons: 3, sparsity: 0.5, accuracy: 0.8, points: -0.1 }],
  ],
  [
    'N:M',
    after(...trained, method({ shape: '2:4' }), ranking(1, groups), measured(0.5, 40, groups)),
    'groups',
    DENSE,
    ['groups', { shape: '2:4', sparsity: 0.5, accuracy: 0.8, points: -0.1 }],
  ],
  [
    'a layer is emptied',
    after(...ranked, at(1), measured(1, 25)),
    'emptied',
    DENSE,
    ['emptied', { layers: [1, 2], sparsity: 1, accuracy: 0.5 }],
  ],
  [
    'no better than chance',
    after(...ranked, at(0.9), measured(0.9, 25)),
    'chance',
    DENSE,
    ['chance', { accuracy: 0.5, classes: 2 }],
  ],
  [
    'one class for every image',
    after(...ranked, at(0.9), point(1, 0.9, 25)),
    'oneClass',
    DENSE,
    ['oneClass', { accuracy: 0.5, label: '0' }],
  ],
  [
    'training diverged, the last good network is kept',
    after(...ranked, at(0.5), measured(0.5, 40), ...diverged),
    'diverged',
    ['diverged', {}],
    DENSE,
    ['pruned', { accuracy: 0.8 }],
  ],
  [
    'fine-tuned',
    after(...tuned(), ranking(1), measured(0.5, 40)),
    'tuned',
    DENSE,
    ['pruned', { accuracy: 0.8 }],
    ['tuned', { accuracy: 0.88, points: -0.02, ratio: 0.5 }],
  ],
  [
    'fine-tuned, and the slider is moved on',
    after(...tuned(), ranking(1), at(0.8), measured(0.8, 37)),
    'pruned',
    DENSE,
    ['pruned', { sparsity: 13 / 18, accuracy: 0.74 }],
    ['tunedAt', { accuracy: 0.88, ratio: 0.5 }],
  ],
  [
    'fine-tuned, the mask dropped',
    after(...tuned('forget', 16), ranking(1), measured(0.5, 40)),
    'dropped',
    DENSE,
    ['pruned', {}],
    ['dropped', { accuracy: 0.88, sparsity: 1 - 16 / 18 }],
  ],
  [
    'an imported network',
    after(...done(run(0, null, imported)), ranking(0), at(0)),
    'slide',
    ['imported', { name: 'net.safetensors', accuracy: 0.9, total: 50 }],
    ['slide', { weights: 18 }],
  ],
  [
    'quantized',
    after(...made({ op: 'quantize', scheme }), at(0)),
    'slide',
    ['quantized', { bits: 8, accuracy: 0.9 }],
    ['slide', {}],
  ],
  [
    'weights shared',
    after(...made({ op: 'share', bits: [4, 4] }), at(0)),
    'slide',
    ['shared', { accuracy: 0.9 }],
    ['slide', {}],
  ],
  [
    'a network that is pruned already, and the slider below that',
    after(...made({ op: 'edit', edits: [] }, { kept: 9 }), at(0.3)),
    'slideOn',
    ['before', { sparsity: 0.5, weights: 18, accuracy: 0.9 }],
    ['slideOn', { sparsity: 0.5 }],
  ],
]);

for (const [what, state, kind, ...sentences] of TABLE)
  test(`headline: ${what}`, () => {
    const headline = headlineOf(state);
    assert.equal(headline.kind, kind);
    assert.deepEqual(
      headline.sentences.map(({ key }) => key),
      sentences.map(([key]) => key),
    );
    sentences.forEach(([, wanted], index) => {
      const { figures } = headline.sentences[index];
      for (const [name, value] of Object.entries(wanted)) {
        const found = figures[name]?.value;
        if (typeof value === 'number')
          assert.ok(Math.abs(Number(found) - value) < 1e-6, `${name}: ${found}, not ${value}`);
        else assert.deepEqual(found, value, name);
      }
    });
  });

for (const language of /** @type {const} */ (['en', 'zh']))
  test(`every sentence of the table has its text in ${language}, and every figure in it is there`, async () => {
    const i18n = await createI18n(language, TEXTS);
    for (const [what, state] of TABLE)
      for (const { key, figures } of headlineOf(state).sentences) {
        assert.ok(i18n.has(`headline.${key}`), `${what}: headline.${key}`);
        const filled = i18n.t(`headline.${key}`, Object.fromEntries(Object.keys(figures).map((name) => [name, 'x'])));
        assert.doesNotMatch(filled, /[{}]/, what);
      }
  });

test('every text of the headline is said in some state of the table', async () => {
  const said = new Set(TABLE.flatMap(([, state]) => headlineOf(state).sentences.map(({ key }) => `headline.${key}`)));
  const texts = Object.keys(await TEXTS.en()).filter((key) => key.startsWith('headline.'));
  const elsewhere = ['headline.noData', 'headline.tuning', 'headline.neurons-measuring', 'headline.groups-measuring'];
  assert.deepEqual(texts.filter((key) => !said.has(key)).sort(), elsewhere.sort());
});
