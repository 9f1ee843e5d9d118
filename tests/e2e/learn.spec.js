// Learn: the lesson beside the living stage, and the glossary at an address of its own, reached from help.
import { TERMS } from '../../www/features/glossary/model.js';
import { expect, QUICK, test } from './lab.js';

test('the glossary has its own address, is searched, and leads back to the lesson; Back and Forward work', async ({
  lab,
  page,
}) => {
  await lab.open(`${QUICK}&view=learn/glossary`);
  await expect(lab.get('term')).toHaveCount(TERMS.length);
  await expect(lab.get('lesson-panel')).toBeHidden();
  await expect(lab.get('stage')).toBeHidden();
  await lab.get('glossary-search').fill('codebook');
  const found = await lab.get('term').evaluateAll((all) => all.map(({ dataset }) => dataset.value));
  expect(found).toContain('codebook');
  expect(found.length).toBeLessThan(6);
  await lab.get('glossary-search').fill('');
  await lab.show('learn');
  await expect(lab.get('body-glossary')).toBeHidden();
  await expect.poll(() => lab.hash()).toMatch(/view=learn$/);
  await lab.show('glossary');
  await expect.poll(() => lab.hash()).toContain('view=learn/glossary');
  await page.goBack();
  await expect(lab.get('lesson-panel')).toBeVisible();
  await page.goForward();
  await expect(lab.get('body-glossary')).toBeVisible();
});

test('help leads to the term that it is about', async ({ lab }) => {
  await lab.open(QUICK);
  const panel = await lab.show('pareto');
  const link = panel.getByTestId('term-link');
  await expect(link).toHaveAttribute('data-value', 'pareto');
  await link.press('Enter');
  await expect(lab.page.locator('[data-testid=term][data-value=pareto]')).toBeFocused();
});

for (const [language, scheme, width] of /** @type {const} */ ([
  ['en', 'light', 1440],
  ['en', 'dark', 360],
  ['zh', 'dark', 1440],
  ['zh', 'light', 360],
])) {
  test(`lesson and glossary are accessible: ${language}, ${scheme}, ${width} px`, async ({ lab, page }) => {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width, height: width === 360 ? 740 : 900 });
    await page.addInitScript((chosen) => localStorage.setItem('prunelab.language', chosen), language);
    await lab.open(QUICK);
    for (const id of /** @type {const} */ (['learn', 'glossary'])) {
      await lab.show(id);
      await lab.isAccessible();
      await lab.fitsAcross();
    }
    for (const id of /** @type {const} */ (['pipeline', 'quantize', 'storage', 'pareto'])) {
      await lab.show(id);
      await lab.isAccessible();
      await lab.fitsAcross();
    }
  });
}
