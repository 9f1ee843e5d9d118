// Whether the frame that is measured is the right one: what it shows is read while it is on the screen and compared
// with what the page shows when it has come to rest and has been drawn anew. Not timed: reading pixels back is slow.
const MOVES = 40;

/** @param {import('@playwright/test').Page} page @param {(text: string) => void} say @returns {Promise<string>} */
export async function checkFrames(page, say) {
  await page.evaluate(() => {
    const canvas = (id) => document.querySelector(`canvas[data-testid=${id}]`);
    const pixels = (id) => {
      const { width, height } = canvas(id);
      return new Uint32Array(canvas(id).getContext('2d').getImageData(0, 0, width, height).data.buffer);
    };
    const hash = (id) => pixels(id).reduce((sum, word) => (Math.imul(sum, 31) + word) | 0, 7);
    const value = (at) => document.querySelector(at)?.getAttribute('data-value') ?? null;
    /** What the views show. */
    window.shown = () => ({
      slider: document.querySelector('[data-testid=ratio]').value,
      sparsity: value('[data-testid=sparsity]'),
      accuracy: value('[data-testid=accuracy-pruned]'),
      prediction: value('[data-testid=prediction]'),
      heatmaps: [hash('heatmap-1'), hash('heatmap-2')],
      wall: hash('wall-1-pixels'),
    });
    window.onPainted = () => {
      window.frameShown = window.shown();
    };
  });
  const slider = page.getByTestId('ratio');
  /** Everything drawn anew: there and back between the themes and the layers. */
  const anew = async () => {
    for (let press = 0; press < 3; press += 1) await page.getByTestId('theme').click();
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
  };
  for (let move = 0; move < MOVES; move += 1) {
    await slider.focus();
    const key = ['ArrowRight', 'ArrowLeft', 'PageUp', 'PageDown', 'End', 'Home'][Math.floor(6 * Math.random())];
    await page.evaluate(() => {
      window.frameShown = null;
    });
    await page.keyboard.press(key);
    await page.waitForFunction(() => window.frameShown !== null);
    const frame = await page.evaluate(() => window.frameShown);
    await page.waitForTimeout(400);
    await anew();
    const rest = await page.evaluate(() => window.shown());
    for (const part of Object.keys(rest)) {
      if (JSON.stringify(frame[part]) === JSON.stringify(rest[part])) continue;
      throw new Error(
        `${key} to ${rest.slider} %: the frame showed ${part} ${frame[part]}, at rest it is ${rest[part]}`,
      );
    }
    // The slider's own place, not the one before.
    if (Math.abs(Number(frame.sparsity) - Number(frame.slider) / 100) > 1e-4)
      throw new Error(`the slider stood at ${frame.slider} %, the frame showed a sparsity of ${frame.sparsity}`);
  }
  await page.evaluate(() => {
    window.onPainted = null;
  });
  say(`${MOVES} frames were read back and showed what the page shows at rest`);
  return `${MOVES} frames were read back: accuracy, prediction, heatmaps and tiles of each were the new ratio's.`;
}
