// What a link says of the page beside the experiment.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { splitHash, withPage } from '../../www/shell/page-link.js';
import { FIRST_IMAGE } from '../../www/state/state.js';
import { WORKSPACES } from '../../www/state/workspaces.js';

const VIEWS = ['heatmaps', 'classes', 'images'];
const EXPERIMENT = 'data=digits,10,5,1&ops=init(4;1)';

test('every workspace and view of the evidence comes back from the link, and the experiment as it was', () => {
  for (const view of WORKSPACES)
    for (const evidence of VIEWS) {
      const { page, rest } = splitHash(withPage(EXPERIMENT, { view, evidence, image: 11 }, VIEWS), VIEWS);
      assert.deepEqual([page, rest], [{ view, evidence, image: 11 }, `#${EXPERIMENT}`]);
    }
});

test('at first nothing is said of the page, so that old links are as they were', () => {
  assert.equal(
    withPage(EXPERIMENT, { view: 'explore', evidence: VIEWS[0], image: FIRST_IMAGE }, VIEWS),
    `#${EXPERIMENT}`,
  );
  assert.deepEqual(splitHash('', VIEWS), {
    page: { view: 'explore', evidence: VIEWS[0], image: FIRST_IMAGE },
    rest: '',
  });
  assert.equal(splitHash('#view=learn', VIEWS).rest, '');
});

test('what names no workspace, view or image stays in the experiment, where it is told as a fault', () => {
  for (const part of ['view=nowhere', 'show=nothing', 'view=', 'image=0', 'image=x'])
    assert.equal(splitHash(`#${EXPERIMENT}&${part}`, VIEWS).rest, `#${EXPERIMENT}&${part}`);
});
