// Ours: the engine in a worker of headless Chromium, one wasm thread, asked task by task (see worker.js).
import { openBrowser, openPage } from './site.mjs';

/** @param {{ url: string }} site @param {{ plain?: boolean }} [options]  `plain`: the module without fused multiply-adds */
export async function openOurs(site, { plain = false } = {}) {
  const browser = await openBrowser();
  const page = await openPage(browser, `${site.url}bench/page.html${plain ? '?plain' : ''}`);
  /** @param {string} task @param {object} [wish] */
  const ask = (task, wish = {}) => page.evaluate((message) => window.ask(message), { task, ...wish });
  const { module } = await ask('about');
  return {
    name: `Prunelab, ${module}.wasm, one thread, Chromium ${browser.version()}`,
    module,
    ask,
    close: () => browser.close(),
  };
}
