// The main path, in every engine that Playwright drives here: open, train, prune by the slider, fine-tune, share a link.
import { expect, Lab, QUICK, test } from './lab.js';

/** What the experiment below measures, the same in every engine. */
const NUMBERS = {
  'accuracy-dense': '0.909',
  'accuracy-pruned': '0.235',
  'accuracy-finetuned': '0.733',
  sparsity: '0.949996064231738',
  ratio: '95',
};

test('open, train, prune, fine-tune: the same numbers everywhere, and again from the link', async ({
  lab,
  browser,
}) => {
  await lab.open(QUICK);
  await lab.train('43');
  await lab.prune(95);
  await lab.fineTune();
  await expect.poll(() => lab.numbers()).toEqual(NUMBERS);

  // The address follows the state a moment later.
  await expect.poll(() => lab.page.url()).toContain('finetune(');
  const context = await browser.newContext();
  const other = new Lab(await context.newPage());
  await other.open(new URL(lab.page.url()).hash);
  await expect.poll(() => other.numbers()).toEqual(NUMBERS);
  await context.close();
});
