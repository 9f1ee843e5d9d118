// The axis of slider, curve and fate strip.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ratioAxis } from '../../www/util/ratio-axis.js';

for (const zoomed of [false, true])
  test(`${zoomed ? 'zoomed' : 'whole'}: what is written below the slider stands on lines of the chart's grid`, () => {
    const { ticks, from, at, ratioAt } = ratioAxis(zoomed);
    assert.equal(ticks[0], from);
    assert.equal(ticks.at(-1), 1);
    const step = (1 - from) / (ticks.length - 1);
    // The chart's steps are 1, 2 or 5 times a power of ten: src/chart/ticks.rs.
    const digit = step / 10 ** Math.floor(Math.log10(step) + 1e-9);
    assert.ok(
      [1, 2, 5].some((one) => Math.abs(digit - one) < 1e-9),
      `steps of ${step}`,
    );
    ticks.forEach((tick, index) => assert.ok(Math.abs(tick - (from + index * step)) < 1e-9, `${tick}`));
    for (const tick of ticks) assert.ok(Math.abs(ratioAt(at(tick)) - tick) < 1e-9);
  });
