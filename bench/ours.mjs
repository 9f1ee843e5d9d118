// Ours: the engine in a worker of headless Chromium, one wasm thread, asked task by task (see worker.js).
import { openBrowser, openPage } from './site.mjs';

/** @param {{ url: string }} site */
export async function openOurs(site) {
  const browser = await openBrowser();
  const page = await openPage(browser, `${site.url}bench/page.html`);
  return {
    name: `Prunelab, Chromium ${browser.version()}, one wasm thread`,
    browser: `Chromium ${browser.version()}`,
    /** @param {string} task @param {object} [wish] */
    ask: (task, wish = {}) => page.evaluate((message) => window.ask(message), { task, ...wish }),
    close: () => browser.close(),
  };
}
