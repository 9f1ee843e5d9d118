// What is made of parts is made once as long as they are the same.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMemo } from '../../www/util/memo.js';

test('made anew only for other parts, key by key', () => {
  const memo = createMemo();
  let made = 0;
  const make = () => {
    made += 1;
    return { made };
  };
  const [a, b, part] = [{}, {}, {}];
  const first = memo(a, [part, 1], make);
  assert.equal(memo(a, [part, 1], make), first);
  assert.notEqual(memo(b, [part, 1], make), first);
  assert.equal(memo(a, [part, 1], make), first);
  assert.notEqual(memo(a, [part, 2], make), first);
  assert.notEqual(memo(a, [{}, 2], make), first);
  assert.equal(made, 4);
});
