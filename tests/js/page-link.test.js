// What a link says of the page beside the experiment.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { splitHash, viewOf, withPage } from '../../www/shell/page-link.js';
import { FIRST_IMAGE } from '../../www/state/state.js';
import { WORKSPACES } from '../../www/state/workspaces.js';

const NAMES = {
  views: ['heatmaps', 'classes', 'images'],
  entries: [
    { id: 'scan', workspace: 'experiments' },
    { id: 'pipeline', workspace: 'compress' },
  ],
  features: ['scan', 'tune-many'],
};
const EXPERIMENT = 'data=digits,10,5,1&ops=init(4;1)';

/** Every workspace, and every entry of those that have a list. */
const PLACES = WORKSPACES.flatMap((view) => [
  { view, entries: view === 'explore' ? {} : { [view]: '' } },
  ...NAMES.entries.filter(({ workspace }) => workspace === view).map(({ id }) => ({ view, entries: { [view]: id } })),
]);

test('every workspace, entry and view of the evidence comes back from the link, and the experiment as it was', () => {
  assert.equal(PLACES.length, WORKSPACES.length + NAMES.entries.length);
  for (const place of PLACES)
    for (const evidence of NAMES.views) {
      const shown = { ...place, evidence, image: 11 };
      const { page, rest } = splitHash(withPage(EXPERIMENT, shown, NAMES), NAMES);
      assert.deepEqual([page, rest], [shown, `#${EXPERIMENT}`]);
    }
});

test('the address of an entry names its workspace and itself', () => {
  const page = { view: /** @type {const} */ ('experiments'), entries: { experiments: 'scan', compress: 'pipeline' } };
  assert.equal(viewOf(page), 'experiments/scan');
  assert.equal(viewOf({ ...page, entries: {} }), 'experiments');
  assert.equal(viewOf({ ...page, view: 'explore' }), 'explore');
});

test('at first nothing is said of the page, so that old links are as they were', () => {
  const first = { view: /** @type {const} */ ('explore'), entries: {}, evidence: NAMES.views[0], image: FIRST_IMAGE };
  assert.equal(withPage(EXPERIMENT, first, NAMES), `#${EXPERIMENT}`);
  assert.deepEqual(splitHash('', NAMES), { page: first, forms: {}, rest: '' });
  assert.equal(splitHash('#view=learn', NAMES).rest, '');
});

test('what names no workspace, entry, view or image stays in the experiment, where it is told as a fault', () => {
  const wrong = ['view=nowhere', 'view=experiments/nothing', 'view=compress/scan', 'view=explore/scan', 'show=nothing'];
  for (const part of [...wrong, 'show=classes/scan', 'view=', 'view=experiments/', 'image=0', 'image=x'])
    assert.equal(splitHash(`#${EXPERIMENT}&${part}`, NAMES).rest, `#${EXPERIMENT}&${part}`);
});

test('fields of forms come back from the link, whatever is typed into them', () => {
  const page = { view: /** @type {const} */ ('explore'), entries: {}, evidence: NAMES.views[0], image: FIRST_IMAGE };
  const forms = { 'tune-many': { ratios: '50, 90 & 97.5 %', fair: 'false' }, scan: { deep: 'a=b#c' } };
  const hash = withPage(EXPERIMENT, page, NAMES, forms);
  assert.deepEqual(splitHash(hash, NAMES), { page, forms, rest: `#${EXPERIMENT}` });
  for (const part of ['nothing.ratios=1', 'scan.=1', 'scan.deep=%E0%A4%A'])
    assert.equal(splitHash(`#${EXPERIMENT}&${part}`, NAMES).rest, `#${EXPERIMENT}&${part}`);
});
