// Ours: the engine in a worker of headless Chromium, one wasm thread, asked task by task (see worker.js).
import { openBrowser, openPage } from './site.mjs';

/** @param {{ url: string }} site */
export async function openOurs(site) {
  const browser = await openBrowser();
  const page = await openPage(browser, `${site.url}bench/page.html`);
  /** @param {string} task @param {object} [wish] */
  const ask = (task, wish = {}) => page.evaluate((message) => window.ask(message), { task, ...wish });
  return {
    name: `Prunelab, one thread, Chromium ${browser.version()}`,
    ask,
    close: () => browser.close(),
  };
}
