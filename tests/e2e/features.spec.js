// Every feature there is can be reached, with words and without.
import { FEATURES } from '../../www/shell/registry.js';
import { expect, QUICK, test, WAYS } from './lab.js';

/** @import { FeatureId } from './lab.js' */

const ids = /** @type {FeatureId[]} */ (FEATURES.map(({ id }) => id));

test('the table of ways has every feature and no other', () => {
  expect(Object.keys(WAYS).sort()).toEqual([...ids].sort());
});

test('every feature is reached by keyboard, in Chinese on a phone, too, and nothing scrolls sideways', async ({
  lab,
  page,
}) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await lab.open(QUICK);
  // What the budget game begins from.
  await lab.show('scan');
  await lab.get('scan').press('Enter');
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 800 });
    for (const id of ids) {
      await lab.show(id);
      await lab.fitsAcross();
      // Closes what lies over the page.
      if (await lab.panel(id).evaluate((panel) => panel.contains(document.activeElement)))
        await page.keyboard.press('Escape');
    }
    await lab.use('language');
  }
  await expect(page.locator('html')).toHaveAttribute('lang', /^en/);
});
