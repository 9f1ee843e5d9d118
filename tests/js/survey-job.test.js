// Asking a network about all test images: who is answered, in which order, and what is cancelled.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CANCELLED } from '../../www/worker/responder.js';
import { createSurveyJob } from '../../www/worker/survey-job.js';

/** An engine of which every survey takes three steps. */
function surveyEngine() {
  /** @type {string[]} */
  const said = [];
  let left = 0;
  const begin = (/** @type {string} */ what) => {
    said.push(what);
    left = 3;
  };
  const engine = {
    said,
    beginDense: () => begin('dense'),
    beginNeuron: (/** @type {number} */ neuron) => begin(`neuron ${neuron}`),
    stepSurvey: () => --left <= 0,
    predictions: () => 'classes',
    strongest: () => said.at(-1),
  };
  return { engine, job: createSurveyJob(/** @type {any} */ (engine)) };
}

/** @param {Promise<unknown>} request */
const outcome = (request) =>
  request.then(
    (result) => result,
    (error) => error.code,
  );

/** @param {{ readonly idle: boolean, work: () => void }} job */
function workOff(job) {
  for (let steps = 0; !job.idle; steps += 1) {
    assert.ok(steps < 100);
    job.work();
  }
}

test('every wish for classes is answered; of those for neurons the latest', async () => {
  const { engine, job } = surveyEngine();
  assert.ok(job.idle);
  job.work();
  const wishes = [
    job.predictions(),
    job.strongest(() => engine.beginNeuron(1)),
    job.predictions(),
    job.strongest(() => engine.beginNeuron(2)),
  ].map(outcome);
  workOff(job);
  assert.deepEqual(await Promise.all(wishes), ['classes', CANCELLED.code, 'classes', 'neuron 2']);
  assert.deepEqual(engine.said, ['dense', 'dense', 'neuron 2']);
});

test('classes come between; what they interrupt begins again', async () => {
  const { engine, job } = surveyEngine();
  const neuron = outcome(job.strongest(() => engine.beginNeuron(7)));
  job.work();
  const classes = outcome(job.predictions());
  workOff(job);
  assert.deepEqual([await classes, await neuron], ['classes', 'neuron 7']);
  assert.deepEqual(engine.said, ['neuron 7', 'dense', 'neuron 7']);
});

test('another ranking cancels classes alone, another data set all', async () => {
  const { engine, job } = surveyEngine();
  const first = [job.predictions(), job.strongest(() => engine.beginNeuron(1))].map(outcome);
  job.work();
  job.dropPredictions();
  workOff(job);
  assert.deepEqual(await Promise.all(first), [CANCELLED.code, 'neuron 1']);
  const second = [job.predictions(), job.strongest(() => engine.beginNeuron(2))].map(outcome);
  job.work();
  job.cancel();
  assert.ok(job.idle);
  assert.deepEqual(await Promise.all(second), [CANCELLED.code, CANCELLED.code]);
});

test('a fault is the answer of the wish at work; the others go on', async () => {
  const { engine, job } = surveyEngine();
  const wishes = [
    job.strongest(() => {
      throw { code: 'out-of-range', message: '' };
    }),
    job.predictions(),
  ].map(outcome);
  // As the run loop does it.
  while (!job.idle) {
    try {
      job.work();
    } catch (error) {
      job.fail(error);
    }
  }
  assert.deepEqual(await Promise.all(wishes), ['out-of-range', 'classes']);
  assert.deepEqual(engine.said, ['dense']);
});
