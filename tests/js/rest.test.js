// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRest } from '../../www/util/rest.js';

/** A clock that is wound by hand, with its timers. */
function clock() {
  let time = 0;
  /** @type {{ at: number, run: () => void }[]} */
  let timers = [];
  return {
    now: () => time,
    /** @param {() => void} run @param {number} ms */
    later(run, ms) {
      timers.push({ at: time + ms, run });
    },
    timers: () => timers.length,
    /** @param {number} ms */
    wind(ms) {
      for (const end = time + ms; ;) {
        const next = timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
        if (!next) {
          time = end;
          return;
        }
        timers = timers.filter((timer) => timer !== next);
        time = next.at;
        next.run();
      }
    },
  };
}

test('acts once, when nothing was touched for a while', () => {
  const { now, later, wind, timers } = clock();
  /** @type {number[]} */
  const acted = [];
  const rest = createRest({ restMs: 100, now, later }, () => acted.push(now()));
  assert.equal(rest.pending, false);
  for (let touch = 0; touch < 50; touch += 1) {
    rest.touch();
    assert.ok(rest.pending && timers() === 1, 'one timer at a time');
    wind(10);
  }
  assert.deepEqual(acted, []);
  wind(1000);
  assert.deepEqual(acted, [590]);
  assert.equal(rest.pending, false);
  rest.touch();
  wind(1000);
  assert.equal(acted.length, 2);
});

test('acts now and then while there is no rest', () => {
  const { now, later, wind } = clock();
  let acted = 0;
  const rest = createRest({ restMs: 100, everyMs: 500, now, later }, () => {
    acted += 1;
  });
  for (let touch = 0; touch < 210; touch += 1) {
    rest.touch();
    wind(10);
  }
  assert.equal(acted, 4);
});
