// Workspaces with a list: every entry has an address, Back and Forward go between them, keys go through the list.
import { ENTRY_WORKSPACES, entriesOf } from '../../www/shell/entries.js';
import { FEATURES } from '../../www/shell/registry.js';
import { expect, QUICK, test } from './lab.js';

/** @import { FeatureId } from './lab.js' */

const entries = entriesOf(FEATURES);
/** @param {FeatureId | string} id */
const idOf = (id) => /** @type {FeatureId} */ (id);

test('every entry is opened by its address, and a list without one by its first', async ({ lab, page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  for (const workspace of ENTRY_WORKSPACES) {
    const own = entries.filter((entry) => entry.workspace === workspace);
    await lab.reopen(`${QUICK}&view=${workspace}`);
    // Learn begins with the lesson.
    await expect(lab.panel(workspace === 'learn' ? 'learn' : idOf(own[0].id))).toBeVisible();
    for (const { id } of own) {
      await lab.reopen(`${QUICK}&view=${workspace}/${id}`);
      await expect(lab.panel(idOf(id))).toBeVisible();
      await expect(lab.get(`entry-${id}`)).toHaveAttribute('aria-current', 'page');
      await expect(lab.get('view')).toHaveAttribute('data-value', workspace);
    }
  }
});

test('back and forward go between entries, and the experiment stays', async ({ lab, page }) => {
  await lab.open(`${QUICK}&view=experiments/trap`);
  const runs = await lab.get('runs-open').getAttribute('data-value');
  await lab.get('entry-scan').click();
  await expect(lab.panel('scan')).toBeVisible();
  await lab.goToView('compress');
  await page.goBack();
  await expect(lab.panel('scan')).toBeVisible();
  await page.goBack();
  await expect(lab.panel('trap')).toBeVisible();
  await page.goForward();
  await expect(lab.panel('scan')).toBeVisible();
  await expect(lab.get('runs-open')).toHaveAttribute('data-value', String(runs));
  // A workspace that was left is found as it was.
  await lab.goToView('explore');
  await lab.goToView('experiments');
  await expect(lab.panel('scan')).toBeVisible();
});

test('arrow keys go through the list, and Enter opens', async ({ lab, page }) => {
  await lab.open(`${QUICK}&view=experiments`);
  const own = entries.filter(({ workspace }) => workspace === 'experiments');
  await lab.tabTo(`[data-testid=entry-${own[0].id}]`);
  await page.keyboard.press('ArrowDown');
  await expect(lab.get(`entry-${own[1].id}`)).toBeFocused();
  await page.keyboard.press('End');
  await expect(lab.get(`entry-${own[own.length - 1].id}`)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(lab.panel(idOf(own[own.length - 1].id))).toBeVisible();
});

test('on a phone the list leads to the entry, and a link leads back', async ({ lab, page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await lab.open(`${QUICK}&view=experiments`);
  const [first] = entries.filter(({ workspace }) => workspace === 'experiments');
  await expect(lab.panel(idOf(first.id))).toBeHidden();
  await lab.get('entry-scan').press('Enter');
  await expect(lab.panel('scan')).toBeVisible();
  await expect(lab.get('entry-scan')).toBeHidden();
  await expect(lab.get('question-scan')).toBeFocused();
  await lab.get('entry-back').filter({ visible: true }).press('Enter');
  await expect(lab.get('entry-scan')).toBeVisible();
  await page.goBack();
  await expect(lab.panel('scan')).toBeVisible();
});

test('long work is seen in the bar and stopped from elsewhere', async ({ lab, page }) => {
  await lab.open('#data=digits,6000,1000,5&ops=init(256;1)~train(adam,0.002;64;1)&view=experiments/tune-many');
  await lab.get('tune-ratios').fill('50, 60, 70, 80, 90, 95, 96, 97, 98, 99');
  await lab.get('tune-many').click();
  await expect(lab.get('entry-tune-many')).toHaveAttribute('data-state', 'running');
  await lab.goToView('explore');
  const work = page.locator('[data-testid=work][data-study=tune]');
  await expect(work).toBeVisible();
  await lab.get('stop-tune').click();
  await expect(work).toHaveCount(0);
  await lab.goToView('experiments');
  await expect(lab.get('entry-tune-many')).not.toHaveAttribute('data-state', 'running');
});
