// The address of the page is the whole experiment: the same link, the same bits.
import { expect, LONG, QUICK, test } from './lab.js';

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

/** As a mail program sends it on. @param {string} hash */
const mailed = (hash) =>
  `${hash.replace(/[~();,:]/g, (mark) => `%${mark.charCodeAt(0).toString(16)}`).replaceAll('&', '&amp;')}&amp;utm_source=mail).`;

test('a link that came by mail shows what was sent', async ({ lab }) => {
  await lab.open(SMALL);
  await lab.value('accuracy-pruned');
  const numbers = await lab.numbers();
  await lab.reopen(mailed(SMALL) + '%3E');
  await lab.value('accuracy-pruned');
  await expect.poll(() => lab.numbers()).toEqual(numbers);
  await expect(lab.notice('link.*')).toHaveCount(0);
});

for (const [what, before] of [
  ['a network that is trained', SMALL],
  ['a run at work', LONG],
  ['a link of the last run', `${QUICK}&base=here`],
]) {
  test(`a link pasted over ${what} is opened without a word`, async ({ lab, page }) => {
    await lab.open(before, { state: before === LONG ? 'training' : 'ready' });
    const paste = (/** @type {string} */ hash) => page.evaluate((to) => void (location.hash = to), hash);
    await paste(QUICK.replace('magnitude,layer', 'wanda,row'));
    await lab.drawn();
    await lab.through('loading', () => paste(mailed(SMALL)));
    await expect(lab.ratio).toHaveAttribute('data-value', '90');
    await expect(lab.runs).toHaveCount(2);
    await lab.value('accuracy-pruned');
    await expect(lab.get('notice')).toHaveCount(0);
  });
}

test('of a link that cannot be read the rest is offered, and until then everything stays', async ({ lab, page }) => {
  await lab.open(SMALL);
  await lab.value('accuracy-pruned');
  const numbers = await lab.numbers();
  await page.evaluate((to) => (location.hash = to), `${QUICK}&colour=red`);
  const notice = lab.notice('link.part', 'colour=red');
  await expect(notice).toBeVisible();
  expect(await lab.numbers()).toEqual(numbers);
  await lab.through('training', () => notice.getByTestId('notice-action').click());
  await expect(lab.ratio).toHaveAttribute('data-value', '50');
  await expect(lab.get('notice')).toHaveCount(0);
});

test('an address of the page alone leaves the experiment as it is', async ({ lab, page }) => {
  await lab.open(SMALL);
  await lab.value('accuracy-pruned');
  const numbers = await lab.numbers();
  await page.evaluate(() => void (location.hash = 'view=compress'));
  await expect(lab.get('view')).toHaveAttribute('data-value', 'compress');
  await page.evaluate(() => void (location.hash = 'view=explore&show=classes'));
  await expect(lab.get('view')).toHaveAttribute('data-value', 'explore');
  expect(await lab.numbers()).toEqual(numbers);
  await expect(lab.runs).toHaveCount(2);
  // The whole link again.
  await expect.poll(() => page.url()).toContain('ops=');
});
