// What slowing the processor through the DevTools protocol slows: the page's thread, and a worker's?
import { openBrowser, openPage } from './site.mjs';

/** How many times as long the same loop takes. @param {{ url: string }} site @param {number} rate */
export async function slowing(site, rate) {
  const browser = await openBrowser();
  const page = await openPage(browser, `${site.url}bench/loop.html`);
  const session = await page.context().newCDPSession(page);
  const before = await page.evaluate(() => window.loops());
  await session.send('Emulation.setCPUThrottlingRate', { rate });
  const after = await page.evaluate(() => window.loops());
  await browser.close();
  return { page: after.page / before.page, worker: after.worker / before.worker };
}
