// The address of the page is the whole experiment: the same link, the same bits.
import { expect, test } from './lab.js';

const SMALL =
  '#data=digits,3000,1000,5&ops=init(48,24;11)~train(sgd,0.05,0.9,nesterov,0;32;3)&prune=magnitude,global,exact&at=0.9';

test('a reload gives the same bits', async ({ lab, page }) => {
  await lab.open(SMALL);
  await lab.value('accuracy-pruned');
  const numbers = await lab.numbers();
  await page.reload();
  await lab.reaches('ready');
  await expect.poll(() => lab.numbers()).toEqual(numbers);
});

test('the share button hands out the link', async ({ lab, page, context, baseURL }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: new URL(baseURL ?? '').origin });
  await lab.open(SMALL);
  await lab.use('share');
  await expect
    .poll(async () => {
      const copied = await page.evaluate(() => navigator.clipboard.readText());
      const shown = await page
        .locator('input, textarea')
        .evaluateAll((all) => all.map((each) => /** @type {HTMLInputElement} */ (each).value));
      return [copied, ...shown].join('\n');
    })
    .toContain('#data=digits,3000,1000,5');
});

for (const [what, hash] of [
  ['an unknown part', '#data=digits,3000,1000,5&colour=red'],
  ['an impossible number', '#data=digits,3000,1000,5&ops=init(0;1)'],
  ['nonsense', '#%E0%A4%A'],
]) {
  test(`a link with ${what} is refused with a message, and the page works`, async ({ lab }) => {
    await lab.open(hash);
    await expect(lab.notice('link.*')).toBeVisible();
    await lab.value('accuracy-dense');
  });
}
