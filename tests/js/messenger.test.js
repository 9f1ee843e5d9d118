// Requests to a worker and their answers: one each, whatever comes between.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMessenger } from '../../www/engine/messenger.js';
import { DEFAULT_METHOD as method } from '../../www/ops/method.js';
import { isGivenUp, RequestFault } from '../../www/engine/request-fault.js';
import { CANCELLED, createResponder } from '../../www/worker/responder.js';
import { FakeWorker, settled } from './fake-worker.js';
import { generator } from './random.js';

/** @typedef {import('../../www/protocol.js').FromWorker} FromWorker */
/** @typedef {import('../../www/worker/responder.js').Handlers} Handlers */

function stage() {
  const worker = new FakeWorker();
  /** @type {string[]} */
  const crashes = [];
  const messenger = createMessenger(worker, { onCrash: (message) => crashes.push(message) });
  return { worker, messenger, crashes };
}

/** How a request ended, as text. @param {Promise<unknown>} request */
const outcome = (request) =>
  request.then(
    (result) => `result ${result}`,
    (error) => `${error instanceof RequestFault ? 'fault' : 'error'} ${error.code}`,
  );

test('answers find their requests in any order', async () => {
  const { worker, messenger } = stage();
  const sizes = [7, 8, 9].map((node) => messenger.request('fileSize', { node }));
  assert.deepEqual(
    worker.sent.map(({ name, params }) => [name, params.node]),
    [
      ['fileSize', 7],
      ['fileSize', 8],
      ['fileSize', 9],
    ],
  );
  const [first, second, third] = worker.sent.map(({ id }) => id);
  worker.say({ id: third, result: 900 });
  worker.say({ id: first, result: 700 });
  worker.say({ id: second, fault: { code: 'no-such-node', params: { node: 8 }, message: 'node 8' } });
  assert.deepEqual(await Promise.all(sizes.map(outcome)), ['result 700', 'fault no-such-node', 'result 900']);
  await assert.rejects(sizes[1], { code: 'no-such-node', params: { node: 8 }, message: 'node 8' });
});

test('a second answer, and one with a number that nobody has, are heard by nobody', async () => {
  const { worker, messenger, crashes } = stage();
  const size = messenger.request('fileSize', { node: 1 });
  const [{ id }] = worker.sent;
  worker.say({ id: id + 1, result: 1 });
  worker.say({ id: id + 1, event: { type: 'datasetProgress', done: 1, total: 2 } });
  worker.say({ id, result: 2 });
  worker.say({ id, result: 3 });
  worker.say({ id, fault: { code: 'late', params: {}, message: '' } });
  assert.equal(await size, 2);
  assert.deepEqual(crashes, []);
});

test('events reach who asked, until the answer', async () => {
  const { worker, messenger } = stage();
  /** @type {Record<string, number[]>} */
  const heard = { one: [], two: [] };
  const spec = /** @type {any} */ ({});
  const one = messenger.request('loadDigits', { spec }, { onEvent: ({ done }) => heard.one.push(done) });
  const two = messenger.request('loadDigits', { spec }, { onEvent: ({ done }) => heard.two.push(done) });
  const [first, second] = worker.sent.map(({ id }) => id);
  /** @param {number} id @param {number} done */
  const progress = (id, done) => worker.say({ id, event: { type: 'datasetProgress', done, total: 9 } });
  progress(second, 1);
  progress(first, 2);
  progress(second, 3);
  worker.say({ id: second, fault: { code: 'gzip', params: {}, message: '' } });
  progress(second, 4);
  progress(first, 5);
  worker.say({ id: first, result: 'loaded' });
  assert.deepEqual(heard, { one: [2, 5], two: [1, 3] });
  assert.deepEqual(await Promise.all([one, two].map(outcome)), ['result loaded', 'fault gzip']);
});

test('a crash rejects all that waits, ends the worker, and what is asked afterwards too', async () => {
  for (const [how, message] of [
    ['crash', 'unreachable'],
    ['onerror', 'no such file'],
    ['onmessageerror', 'a message could not be read'],
  ]) {
    const { worker, messenger, crashes } = stage();
    const waiting = [messenger.request('fileSize', { node: 1 }), messenger.request('fileSize', { node: 2 })];
    if (how === 'crash') worker.say({ crash: message });
    if (how === 'onerror') worker.onerror?.(/** @type {any} */ ({ message }));
    if (how === 'onmessageerror') worker.onmessageerror?.(/** @type {any} */ ({}));
    assert.deepEqual([crashes, worker.ended, worker.onmessage], [[message], true, null]);
    const sent = worker.sent.length;
    waiting.push(messenger.request('fileSize', { node: 3 }));
    assert.equal(worker.sent.length, sent);
    assert.deepEqual(await Promise.all(waiting.map(outcome)), Array(3).fill('fault crashed'));
    await assert.rejects(waiting[0], { message });
  }
});

test('a worker that is closed cancels what waits and tells of no crash', async () => {
  const { worker, messenger, crashes } = stage();
  const waiting = messenger.request('fileSize', { node: 1 });
  messenger.close();
  messenger.close();
  assert.deepEqual(await Promise.all([waiting, messenger.request('fileSize', { node: 2 })].map(outcome)), [
    'fault cancelled',
    'fault cancelled',
  ]);
  assert.deepEqual([crashes, worker.ended], [[], true]);
});

test('a request that is given up asks the worker to end it, and settles by what the worker says', async () => {
  const { worker, messenger } = stage();
  const [one, two, three] = [new AbortController(), new AbortController(), new AbortController()];
  const work = /** @type {any} */ ({});
  const requests = [one, two, three].map(({ signal }) => messenger.request('task', { work }, { signal }));
  const [first, second] = worker.sent.map(({ id }) => id);
  one.abort();
  two.abort();
  assert.deepEqual(worker.sent.slice(3), [{ cancel: first }, { cancel: second }]);
  worker.say({ id: first, fault: CANCELLED });
  // It was ready before it heard of that.
  worker.say({ id: second, result: 'all of it' });
  worker.answer('task', 'the third');
  three.abort();
  assert.equal(worker.sent.length, 5, 'what has its answer is not cancelled');
  assert.deepEqual(await Promise.all(requests.map(outcome)), [
    'fault cancelled',
    'result all of it',
    'result the third',
  ]);
  const late = messenger.request('task', { work }, { signal: one.signal });
  assert.equal(worker.sent.length, 5, 'what is given up before is not sent');
  assert.equal(await outcome(late), 'fault cancelled');
});

test('a message that cannot be sent rejects its request only', async () => {
  const { worker, messenger } = stage();
  const { postMessage } = worker;
  worker.postMessage = () => {
    throw new DOMException('not to be cloned', 'DataCloneError');
  };
  await assert.rejects(messenger.request('fileSize', { node: 1 }), { name: 'DataCloneError' });
  worker.postMessage = postMessage;
  const size = messenger.request('fileSize', { node: 2 });
  worker.answer('fileSize', 5);
  assert.equal(await size, 5);
});

test('given up are the crashed and the cancelled; what is no fault is a mistake of ours', () => {
  const fault = (/** @type {string} */ code) => new RequestFault({ code, params: {}, message: '' });
  assert.deepEqual(
    ['crashed', 'cancelled', 'busy', 'diverged'].map((code) => isGivenUp(fault(code))),
    [true, true, false, false],
  );
  assert.throws(() => isGivenUp(new TypeError('undefined is not a function')), TypeError);
});

/** @param {Partial<Handlers>} handlers */
const respondBy = (handlers) => {
  /** @type {{ message: FromWorker, transfer: Transferable[] | undefined }[]} */
  const posted = [];
  const respond = createResponder(/** @type {Handlers} */ (handlers), (message, transfer) =>
    posted.push({ message, transfer }),
  );
  return { posted, respond };
};

test('a handler answers by what it returns, promises or throws', async () => {
  const { posted, respond } = respondBy({
    fileSize: ({ node }) => 10 * node,
    fate: async (_, { event, transfer }) => {
      event(/** @type {never} */ ({ type: 'on the way' }));
      const probabilities = new Float32Array(2);
      transfer([probabilities.buffer]);
      return { probabilities };
    },
    images: () => {
      throw { code: 'out-of-range', params: { index: 7 }, message: 'image 7', stack: 'of the engine' };
    },
  });
  respond({ id: 1, name: 'fileSize', params: { node: 4 } });
  respond({ id: 2, name: 'images', params: { split: 'test', indices: Uint32Array.of(7) } });
  respond({ id: 3, name: 'fate', params: { base: 0, method, subject: { kind: 'test', index: 0 } } });
  await settled();
  const of = (/** @type {number} */ id) => posted.filter(({ message }) => 'id' in message && message.id === id);
  assert.deepEqual(of(1), [{ message: { id: 1, result: 40 }, transfer: [] }]);
  const fault = { code: 'out-of-range', params: { index: 7 }, message: 'image 7' };
  assert.deepEqual(of(2), [{ message: { id: 2, fault }, transfer: undefined }]);
  const probabilities = new Float32Array(2);
  assert.deepEqual(of(3), [
    { message: { id: 3, event: { type: 'on the way' } }, transfer: undefined },
    { message: { id: 3, result: { probabilities } }, transfer: [probabilities.buffer] },
  ]);
});

test('what is no fault of the engine is the end of the worker', async () => {
  const { posted, respond } = respondBy({
    fileSize: () => {
      throw new WebAssembly.RuntimeError('unreachable');
    },
  });
  respond({ id: 1, name: 'fileSize', params: { node: 4 } });
  await settled();
  assert.deepEqual(
    posted.map(({ message }) => message),
    [{ crash: 'unreachable' }],
  );
});

test('cancelling reaches the handler at work, and nobody else', async () => {
  const { posted, respond } = respondBy({
    task: (_, { signal }) =>
      new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
    fileSize: () => 1,
  });
  const work = /** @type {any} */ ({});
  respond({ id: 1, name: 'fileSize', params: { node: 0 } });
  respond({ id: 2, name: 'task', params: { work } });
  respond({ id: 3, name: 'task', params: { work } });
  await settled();
  for (const cancel of [1, 3, 4, 3]) respond({ cancel });
  await settled();
  assert.deepEqual(
    posted.map(({ message }) => message),
    [
      { id: 1, result: 1 },
      { id: 3, fault: { ...CANCELLED } },
    ],
  );
});

test('a request without a handler is a mistake that the type checker finds', () => {
  /** @type {Omit<Handlers, 'fate'>} */
  const others = /** @type {any} */ ({});
  // @ts-expect-error fate is missing
  /** @type {Handlers} */ const all = others;
  assert.ok(all);
});

/**
 * Both sides together over random interleavings: requests whose handlers answer at once or later, by a result, a fault or
 * never, are begun, cancelled and advanced, and now and then the worker crashes. A model says what each has to end as.
 */
test('whatever happens in whatever order, every request settles once and as it should', async () => {
  for (let seed = 0; seed < 200; seed += 1) {
    const random = generator(seed);
    const worker = new FakeWorker();
    let crashed = false;
    const messenger = createMessenger(worker, {
      onCrash: () => {
        crashed = true;
      },
    });
    /** What the handlers were begun with and can still be ended.
     * @type {Map<number, { event: (at: number) => void, resolve: (result: number) => void, reject: (error: unknown) => void }>} */
    const going = new Map();
    /** Messages on the way to the page. @type {FromWorker[]} */
    let flying = [];
    const respond = createResponder(
      /** @type {any} */ ({
        /** @param {{ index: number }} params @param {any} call */
        images: ({ index }, { event, signal }) => {
          if (index % 5 === 0) return -index;
          if (index % 5 === 1) throw { code: `refused ${index}`, message: '' };
          return new Promise((resolve, reject) => {
            going.set(index, { event, resolve, reject });
            signal.addEventListener('abort', () => {
              going.delete(index);
              reject(signal.reason);
            });
          });
        },
      }),
      (message) => flying.push(message),
    );
    /** @type {{ control: AbortController, settled: string[], events: number, late: number }[]} */
    const asked = [];
    /** What each has to end as, once that is decided. @type {Map<number, string>} */
    const due = new Map();
    let read = 0;

    function ask() {
      const index = asked.length;
      const control = new AbortController();
      const noted = { control, settled: /** @type {string[]} */ ([]), events: 0, late: 0 };
      asked.push(noted);
      const onEvent = () => {
        if (noted.settled.length) noted.late += 1;
        else noted.events += 1;
      };
      const { signal } = control;
      const params = /** @type {any} */ ({ index });
      const request = messenger.request('images', params, { signal, onEvent });
      outcome(request).then((how) => noted.settled.push(how));
    }
    /** The worker reads some of what was sent. */
    function deliver() {
      const until = random.whole(read, worker.sent.length);
      for (const message of worker.sent.slice(read, until)) {
        respond(message);
        if ('name' in message) {
          const { index } = message.params;
          if (index % 5 === 0) due.set(index, `result ${-index}`);
          if (index % 5 === 1) due.set(index, `fault refused ${index}`);
        } else {
          const index = numberOf(message.cancel);
          if (!due.has(index)) due.set(index, 'fault cancelled');
        }
      }
      read = until;
    }
    /** @param {number} id */
    const numberOf = (id) => worker.sent.find((message) => message.id === id).params.index;
    function advance() {
      if (going.size === 0) return;
      const [index, { event, resolve, reject }] = random.pick([...going]);
      const what = random.whole(0, 2);
      if (what === 0) return event(index);
      going.delete(index);
      due.set(index, what === 1 ? `result ${index}` : `fault late ${index}`);
      if (what === 1) resolve(index);
      else reject({ code: `late ${index}`, message: '' });
    }
    /** The page hears some of what the worker said. */
    function hear() {
      const count = random.whole(0, flying.length);
      for (const message of flying.splice(0, count)) worker.say(message);
    }

    for (let step = 0; step < 60 && !crashed; step += 1) {
      const act = random.pick([
        ask,
        ask,
        deliver,
        deliver,
        advance,
        hear,
        () => asked.length && random.pick(asked).control.abort(),
        () => random.real() < 0.05 && worker.say({ crash: 'unreachable' }),
        // Of nobody.
        () => worker.say({ id: 10_000, result: 0 }),
      ]);
      act();
      if (random.real() < 0.5) await settled();
    }
    // All that can still come comes; then the worker is closed.
    while (read < worker.sent.length) deliver();
    await settled();
    for (const message of flying) worker.say(message);
    flying = [];
    await settled();
    const open = asked.filter(({ settled }) => settled.length === 0).length;
    messenger.close();
    await settled();
    for (const [index, { settled, late, control }] of asked.entries()) {
      const about = `seed ${seed}, request ${index}`;
      assert.equal(settled.length, 1, about);
      assert.equal(late, 0, about);
      const unsent = control.signal.aborted && !worker.sent.some(({ params }) => params?.index === index);
      if (!crashed && !unsent && due.has(index)) assert.equal(settled[0], due.get(index), about);
      if (crashed) assert.ok([due.get(index), 'fault crashed', 'fault cancelled'].includes(settled[0]), about);
    }
    assert.ok(crashed || open === going.size, `seed ${seed}: only what is still done waits`);
  }
});
