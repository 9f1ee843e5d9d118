// Links: written and read back without loss, and strictly checked.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canonical, KINDS, rulesOf, scopesOf, scoresOf } from '../../www/ops/method.js';
import { encode, LinkError, parse } from '../../www/ops/url.js';
import { generator } from './random.js';

/** @typedef {import('../../www/ops/url.js').Link} Link */
/** @typedef {import('../../www/protocol.js').Op} Op */
/** @typedef {import('../../www/protocol.js').Optimizer} Optimizer */
/** @typedef {import('../../www/protocol.js').PruneMethod} PruneMethod */

/** @param {ReturnType<typeof generator>} random @returns {Link} */
function randomLink(random) {
  const { whole, pick, real, word } = random;
  /** @returns {PruneMethod} */
  const method = () => {
    const kind = pick(KINDS);
    const keep = whole(1, 15);
    const shape = { weights: undefined, neurons: 'neurons', groups: `${keep}:${whole(keep + 1, 16)}` }[kind];
    const scope = /** @type {PruneMethod['scope']} */ (pick(scopesOf(kind)));
    return canonical({
      score: /** @type {PruneMethod['score']} */ (pick(scoresOf(kind))),
      scope,
      rule: /** @type {PruneMethod['rule']} */ (pick(rulesOf(kind))),
      shape,
      calibration: pick([1, 1000, 1000000, whole(1, 60000)]),
      seed: pick([0, 1, Number.MAX_SAFE_INTEGER]),
      ratios: scope === 'own' ? Array.from({ length: whole(1, 5) }, () => pick([0, 1, 0.5, real()])) : [],
      correct: kind !== 'neurons' && pick([true, false]),
    });
  };
  /** @returns {Optimizer} */
  const optimizer = () => {
    const lr = pick([1e-8, 0.001, 1000, real() + 1e-8]);
    const weightDecay = pick([0, 1, real()]);
    return pick([
      () => ({ kind: /** @type {const} */ ('adam'), lr }),
      () => ({ kind: /** @type {const} */ ('adamW'), lr, weightDecay }),
      () => ({
        kind: /** @type {const} */ ('sgd'),
        lr,
        momentum: real() * 0.99,
        nesterov: pick([true, false]),
        weightDecay,
      }),
    ])();
  };
  const config = () => ({ epochs: whole(1, 1000), batchSize: whole(1, 4096), optimizer: optimizer() });
  const stop = () => pick([{}, { stopAfter: whole(1, 4294967295) }]);
  const edit = () => ({
    layer: whole(0, 4),
    ...pick([{}, { input: whole(0, 783) }]),
    output: whole(0, 1023),
    keep: pick([true, false]),
  });
  /** @returns {import('../../www/protocol.js').Scheme} */
  const scheme = () => ({
    bits: whole(2, 8),
    levels: /** @type {'symmetric' | 'affine'} */ (pick(['symmetric', 'affine'])),
    per: /** @type {'tensor' | 'row'} */ (pick(['tensor', 'row'])),
    ...pick([
      {},
      { activations: { bits: whole(2, 8), images: whole(1, 10000), ...pick([{}, { percentile: 50 + 50 * real() }]) } },
    ]),
  });
  /** @returns {Op} */
  const first = () =>
    pick([
      () => ({
        op: /** @type {const} */ ('init'),
        hidden: Array.from({ length: whole(1, 4) }, () => whole(1, 1024)),
        seed: whole(0, Number.MAX_SAFE_INTEGER),
      }),
      () => ({ op: /** @type {const} */ ('import'), name: word(), digest: word(), seed: whole(0, 9) }),
    ])();
  /** @param {number} [depth] @returns {Op} */
  const later = (depth = 0) =>
    pick([
      () => ({ op: /** @type {const} */ ('train'), config: config(), ...stop() }),
      () => ({ op: /** @type {const} */ ('movement'), config: config(), ...stop() }),
      () => ({ op: /** @type {const} */ ('prune'), method: method(), ratio: pick([0, 1, real()]) }),
      () => ({
        op: /** @type {const} */ ('fineTune'),
        config: config(),
        mask: /** @type {'keep' | 'forget'} */ (pick(['keep', 'forget'])),
        ...stop(),
      }),
      () => ({
        op: /** @type {const} */ ('gradual'),
        method: method(),
        ...pick([{}, { from: real() + 1e-9 }]),
        ratio: pick([0, 1, real()]),
        begin: whole(0, 4294967295),
        end: whole(0, 4294967295),
        every: whole(1, 4294967295),
        config: config(),
        ...stop(),
      }),
      () => ({ op: /** @type {const} */ ('rewind'), ...pick([{}, { toStep: whole(1, 4294967295) }]) }),
      () => ({
        op: /** @type {const} */ ('dropGrow'),
        grow: /** @type {'random' | 'gradient'} */ (pick(['random', 'gradient'])),
        fraction: pick([0, 1, real()]),
        every: whole(1, 4294967295),
        end: whole(1, 4294967295),
        config: config(),
        ...stop(),
      }),
      () => ({ op: /** @type {const} */ ('proximal'), lambda: pick([0, 100, real()]), config: config(), ...stop() }),
      () =>
        depth === 3
          ? { op: /** @type {const} */ ('shuffle'), seed: 1 }
          : {
              op: /** @type {const} */ ('distil'),
              teacher: [first(), ...Array.from({ length: whole(0, 2) }, () => later(depth + 1))],
              temperature: pick([0.1, 100, real() + 0.1]),
              alpha: pick([0, 1, real()]),
              config: config(),
              ...stop(),
            },
      () => ({ op: /** @type {const} */ ('reinit'), seed: whole(0, Number.MAX_SAFE_INTEGER) }),
      () => ({ op: /** @type {const} */ ('shuffle'), seed: whole(0, Number.MAX_SAFE_INTEGER) }),
      () => ({ op: /** @type {const} */ ('edit'), edits: Array.from({ length: whole(1, 5) }, edit) }),
      () => ({ op: /** @type {const} */ ('quantize'), scheme: scheme() }),
      () => ({ op: /** @type {const} */ ('quantizeTune'), scheme: scheme(), config: config(), ...stop() }),
      () => ({ op: /** @type {const} */ ('share'), bits: Array.from({ length: whole(1, 5) }, () => whole(1, 8)) }),
      () => ({ op: /** @type {const} */ ('shareTune'), config: config(), ...stop() }),
    ])();
  return {
    dataset: pick([
      () => ({
        source: /** @type {const} */ ('digits'),
        train: whole(100, 100000),
        test: whole(100, 20000),
        seed: whole(0, 1e9),
      }),
      () => ({ source: /** @type {const} */ ('files'), name: word(), digest: word() }),
    ])(),
    ops: pick([
      () => [],
      () => taughtByFirst([first(), ...Array.from({ length: whole(0, 8) }, () => later())], random),
    ])(),
    method: method(),
    ratio: pick([0, 0.8, 1, real()]),
    pinned: pick([true, false]),
  };
}

/** Some that are taught get the first operations of the list as their teacher, as far as these have not too many teachers
 * themselves. @param {Op[]} ops @param {ReturnType<typeof generator>} random @returns {Op[]} */
function taughtByFirst(ops, { whole, pick }) {
  /** @type {Op[]} */
  const list = [];
  for (const op of ops) {
    const teacher = list.slice(0, whole(1, Math.max(1, list.length)));
    const isTaught = op.op === 'distil' && teachers(teacher) < 3 && pick([true, false]);
    list.push(isTaught ? { ...op, teacher } : op);
  }
  return list;
}

/** @param {readonly Op[]} ops @returns {number} */
const teachers = (ops) => Math.max(0, ...ops.map((op) => (op.op === 'distil' ? 1 + teachers(op.teacher) : 0)));

test('2,000 random experiments come back as they were', () => {
  const random = generator(20260101);
  for (let round = 0; round < 2000; round += 1) {
    const link = randomLink(random);
    const text = encode(link);
    assert.deepEqual(parse(`#${text}`), link, text);
    assert.equal(encode(/** @type {Link} */ (parse(text))), text);
    // What a browser does to an address must not change it.
    assert.equal(new URL(`http://x/#${text}`).hash, `#${text}`);
  }
});

test('a link is short and readable', () => {
  const link = parse('data=digits,12000,2000,1&ops=init(300,100;42)~train(adam,0.001;64;10)&at=0.8');
  assert.deepEqual(link?.ops[0], { op: 'init', hidden: [300, 100], seed: 42 });
  assert.equal(link?.ratio, 0.8);
  assert.equal(link?.method.scope, 'layer');
  assert.equal(parse(''), null);
  assert.equal(parse('#'), null);
});

test('older names are read', () => {
  const text = (/** @type {string} */ name) =>
    `data=digits,1000,100,1&ops=init(3;1)~${name}(adam,0.1;64;1;random;0.3;1;5)&prune=magnitude,layer,exact&at=0`;
  assert.equal(encode(/** @type {Link} */ (parse(text('rewire')))), text('dropgrow'));
});

test('the old name of a rule is read, and no longer written', () => {
  const link = /** @type {Link} */ (parse('data=digits,1000,100,1&prune=magnitude,global,seed-note&at=0.5'));
  assert.equal(link.method.rule, 'kth-value');
  assert.match(encode(link), /prune=magnitude,global,kth-value&/);
});

test('a teacher made by the first operations of its list is told by their number', () => {
  const text = 'data=digits,1000,100,1&ops=init(3;1)~train(adam,0.1;64;1)~distil(adam,0.1;64;1;3;0.5;first=2)';
  const whole = `${text.replace('first=2', 'init%283%3B1%29%7Etrain%28adam%2C0.1%3B64%3B1%29')}`;
  const link = /** @type {Link} */ (parse(text));
  const [init, train, taught] = link.ops;
  assert.deepEqual(taught.op === 'distil' && taught.teacher, [init, train]);
  // The long form of older links says the same, and a stop after it is no part of it.
  assert.deepEqual(parse(whole), link);
  assert.match(encode(link), /;first=2\)/);
  const stopped = parse(text.replace('first=2', 'first=2;stop=5'))?.ops[2];
  assert.deepEqual(stopped, { ...taught, stopAfter: 5 });
  // A teacher's own teacher may be the first operations of the teacher's list.
  const nested = { ...link, ops: [init, { ...taught, teacher: link.ops }] };
  assert.match(encode(nested), /first%3D2/);
  assert.deepEqual(parse(encode(nested)), nested);
});

test('a link that stands for too much is refused', () => {
  const distil = (/** @type {number} */ first) => `~distil(adam,1;1;1;1;1;first=${first})`;
  const ops = (/** @type {string} */ later) => `data=digits,1000,100,1&ops=init(3;1)${later}`;
  const flat = Array.from({ length: 99 }, () => '~shuffle(1)').join('') + distil(100).repeat(100);
  assert.equal(parse(ops(flat))?.ops.length, 200);
  const chain = [1, 2, 3, 4].map(distil);
  assert.equal(parse(ops(chain.slice(0, 3).join('')))?.ops.length, 4);
  assert.throws(() => parse(ops(chain.join(''))), { code: 'op', piece: 'distil(first=4)' });
  const deep = distil(1).repeat(66) + distil(67).repeat(66) + distil(133).repeat(66);
  assert.throws(() => parse(ops(deep)), { code: 'long' });
});

/** @type {[string, string, string][]} */
const FAULTS = [
  ['colour=red&data=digits,1000,100,1', 'part', 'colour=red'],
  ['data=digits,1000,100,1&data=digits,1000,100,1', 'twice', 'data='],
  ['ops=init(3;1)', 'missing', 'data='],
  ['data=digits,1000,100', 'data', 'digits,1000,100'],
  ['data=digits,1e9,100,1', 'number', '1e9'],
  ['data=digits,1000,100,-1', 'number', '-1'],
  ['data=digits,1000,100,1.5', 'number', '1.5'],
  ['data=digits,1000,100,NaN', 'number', 'NaN'],
  ['data=digits,1000,100,0x10', 'number', '0x10'],
  ['data=digits,1000,100,1&at=1.1', 'number', '1.1'],
  ['data=digits,1000,100,1&at=', 'number', ''],
  ['data=digits,1000,100,1&base=there', 'part', 'base=there'],
  ['data=digits,1000,100,1&prune=magnitude,layer', 'method', 'magnitude,layer'],
  ['data=digits,1000,100,1&prune=magnitude,sideways,exact', 'choice', 'sideways'],
  ['data=digits,1000,100,1&prune=size,layer,exact', 'choice', 'size'],
  ['data=digits,1000,100,1&prune=magnitude,layer,roughly', 'choice', 'roughly'],
  ['data=digits,1000,100,1&prune=magnitude,layer,exact,shape=4:2', 'choice', '4:2'],
  ['data=digits,1000,100,1&prune=magnitude,layer,exact,shape=1:17', 'choice', '1:17'],
  ['data=digits,1000,100,1&prune=magnitude,layer,exact,shape=rows', 'choice', 'rows'],
  ['data=digits,1000,100,1&prune=wanda,layer,exact,images=0', 'number', '0'],
  ['data=digits,1000,100,1&prune=wanda,layer,exact,images=1000001', 'number', '1000001'],
  ['data=digits,1000,100,1&prune=random,layer,exact,seed=1.5', 'number', '1.5'],
  ['data=digits,1000,100,1&prune=l1,own,exact,shape=neurons,ratios=0.5/1.5', 'number', '1.5'],
  ['data=digits,1000,100,1&prune=random,layer,exact,seed=1,seed=2', 'method', 'random,layer,exact,seed=1,seed=2'],
  ['data=digits,1000,100,1&prune=random,layer,exact,seed', 'method', 'random,layer,exact,seed'],
  ['data=digits,1000,100,1&prune=obs,layer,exact,correct=1', 'method', 'obs,layer,exact,correct=1'],
  ['data=digits,1000,100,1&prune=obs,layer,exact,depth=1', 'method', 'obs,layer,exact,depth=1'],
  ['data=digits,1000,100,1&prune=l1,layer,exact', 'mismatch', 'l1,layer,exact'],
  [
    'data=digits,1000,100,1&prune=magnitude,layer,exact,shape=neurons',
    'mismatch',
    'magnitude,layer,exact,shape=neurons',
  ],
  ['data=digits,1000,100,1&prune=l1,row,exact,shape=neurons', 'mismatch', 'l1,row,exact,shape=neurons'],
  ['data=digits,1000,100,1&prune=wanda,global,exact,shape=2:4', 'mismatch', 'wanda,global,exact,shape=2:4'],
  ['data=digits,1000,100,1&prune=wanda,layer,seed-note,shape=2:4', 'mismatch', 'wanda,layer,seed-note,shape=2:4'],
  ['data=digits,1000,100,1&prune=magnitude,own,exact', 'mismatch', 'magnitude,own,exact'],
  ['data=digits,1000,100,1&prune=magnitude,layer,exact,ratios=0.5', 'mismatch', 'magnitude,layer,exact,ratios=0.5'],
  [
    'data=digits,1000,100,1&prune=l1,layer,exact,shape=neurons,correct',
    'mismatch',
    'l1,layer,exact,shape=neurons,correct',
  ],
  ['data=digits,1000,100,1&ops=explode(3)', 'op', 'explode(3)'],
  ['data=digits,1000,100,1&ops=init(3;1', 'op', 'init(3;1'],
  ['data=digits,1000,100,1&ops=init(3,3,3,3,3;1)', 'op', 'init(3,3,3,3,3'],
  ['data=digits,1000,100,1&ops=init(2000;1)', 'number', '2000'],
  ['data=digits,1000,100,1&ops=init(3;1)~init(3;1)', 'order', 'init(3;1)'],
  ['data=digits,1000,100,1&ops=train(adam,0.1;64;1)', 'order', 'train(adam,0.1;64;1)'],
  ['data=digits,1000,100,1&ops=init(3;1)~train(adam,0.1,7;64;1)', 'optimizer', 'adam,0.1,7'],
  ['data=digits,1000,100,1&ops=init(3;1)~train(adam,0.1;64;1;stop=0)', 'number', '0'],
  ['data=digits,1000,100,1&ops=init(3;1)~finetune(adam,0.1;64;1;maybe)', 'op', 'finetune(adam,0.1;64;1;maybe)'],
  ['data=digits,1000,100,1&ops=init(3;1)~rewind(0)', 'number', '0'],
  ['data=digits,1000,100,1&ops=init(3;1)~rewind(1;2)', 'op', 'rewind(1;2)'],
  ['data=digits,1000,100,1&ops=init(3;1)~edit()', 'op', 'edit()'],
  ['data=digits,1000,100,1&ops=init(3;1)~edit(0,1,2,gone)', 'op', 'edit(0,1,2,gone)'],
  ['data=digits,1000,100,1&ops=init(3;1)~edit(0,1,,cut)', 'number', ''],
  [
    'data=digits,1000,100,1&ops=init(3;1)~rewire(adam,0.1;64;1;upwards;0.3;1;5)',
    'op',
    'rewire(adam,0.1;64;1;upwards;0.3;1;5)',
  ],
  ['data=digits,1000,100,1&ops=init(3;1)~dropgrow(adam,0.1;64;1;random;1.3;1;5)', 'number', '1.3'],
  ['data=digits,1000,100,1&ops=init(3;1)~rewire(adam,0.1;64;1;random;0.3;0;5)', 'number', '0'],
  ['data=digits,1000,100,1&ops=init(3;1)~proximal(adam,0.1;64;1;101)', 'number', '101'],
  ['data=digits,1000,100,1&ops=init(3;1)~distil(adam,0.1;64;1;0;0.5;init%283%3B1%29)', 'number', '0'],
  ['data=digits,1000,100,1&ops=init(3;1)~distil(adam,0.1;64;1;3;1.5;init%283%3B1%29)', 'number', '1.5'],
  ['data=digits,1000,100,1&ops=init(3;1)~distil(adam,0.1;64;1;3;0.5;)', 'op', 'distil()'],
  ['data=digits,1000,100,1&ops=distil(adam,0.1;64;1;3;0.5;first=1)', 'op', 'distil(first=1)'],
  ['data=digits,1000,100,1&ops=init(3;1)~distil(adam,0.1;64;1;3;0.5;first=0)', 'number', '0'],
  ['data=digits,1000,100,1&ops=init(3;1)~distil(adam,0.1;64;1;3;0.5;first=2)', 'number', '2'],
  ['data=digits,1000,100,1&ops=init(3;1)~distil(adam,0.1;64;1;3;0.5;first=)', 'number', ''],
  ['data=digits,1000,100,1&ops=init(3;1)~distil(adam,0.1;64;1;3;0.5;first=1.5)', 'number', '1.5'],
  ['data=digits,1000,100,1&ops=init(3;1)~distil(adam,0.1;64;1;3;0.5;explode%283%29)', 'op', 'explode(3)'],
  ['data=digits,1000,100,1&ops=init(3;1)~distil(adam,0.1;64;1;3;0.5;shuffle%283%29)', 'order', 'shuffle(3)'],
  ['data=digits,1000,100,1&ops=init(3;1)~distil(adam,0.1;64;1;3;0.5;%E0%A4%A)', 'name', '%E0%A4%A'],
  ['data=digits,1000,100,1&ops=reinit(3)', 'order', 'reinit(3)'],
  ['data=files,%E0%A4%A,x', 'name', '%E0%A4%A'],
  ['data=files,,x', 'name', ''],
  ['<script>', 'part', '<script>'],
];

for (const [text, code, piece] of FAULTS) {
  test(`refuses ${text} and names ${piece || 'the empty piece'}`, () => {
    assert.throws(
      () => parse(text),
      (error) => error instanceof LinkError && error.code === code && error.piece === piece,
    );
  });
}

test('cut or garbled links never do anything but parse or complain', () => {
  const random = generator(7);
  for (let round = 0; round < 3000; round += 1) {
    const text = encode(randomLink(random));
    const at = random.whole(0, text.length - 1);
    const garbled = random.pick([
      () => text.slice(0, at),
      () => text.slice(0, at) + random.pick([...'();,~&=%.x9-']) + text.slice(at + 1),
      () => text.slice(0, at) + text.slice(at + random.whole(1, 9)),
    ])();
    try {
      const link = parse(garbled);
      if (link) assert.deepEqual(parse(encode(link)), link);
    } catch (error) {
      assert.ok(error instanceof LinkError, `${garbled}: ${error}`);
    }
  }
});

test('a huge link is refused at once', () => {
  assert.throws(
    () => parse(`data=${'9'.repeat(1_000_000)}`),
    (error) => error instanceof LinkError && error.code === 'long',
  );
});
