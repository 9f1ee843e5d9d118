// TensorFlow.js in headless Chromium. It is a dependency of the bench alone and is installed when first needed.
import { execFileSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { openBrowser, openPage } from './site.mjs';

function install() {
  const done = 'bench/node_modules/.package-lock.json';
  if (existsSync(done) && statSync(done).mtimeMs >= statSync('bench/package-lock.json').mtimeMs) return;
  console.log('bench: TensorFlow.js is installed into bench/node_modules ...');
  execFileSync('npm', ['ci', '--ignore-scripts', '--no-progress', '--loglevel=error'], {
    cwd: 'bench',
    stdio: 'inherit',
  });
}

/** @param {{ url: string }} site @returns {Promise<{ name: string, ask: (wish: object) => Promise<any>, close: () => Promise<void> } | null>} */
export async function openTensorFlow(site) {
  try {
    install();
  } catch (error) {
    console.log(`bench: TensorFlow.js could not be installed, its rows are left out (${error.message})`);
    return null;
  }
  const browser = await openBrowser();
  const page = await openPage(browser, `${site.url}bench/tfjs.html`);
  const { version, backend, isolated, threads, simd, threaded } = await page.evaluate(() => window.about());
  if (backend !== 'wasm' || !isolated || !simd || !threaded) {
    throw new Error(`TensorFlow.js runs on ${backend}, isolated ${isolated}, SIMD ${simd}, threads ${threaded}`);
  }
  return {
    // It takes half of the cores at most, whatever it is told.
    name: `TensorFlow.js ${version}, WASM, SIMD, ${threads} thread${threads > 1 ? 's' : ''}`,
    ask: (wish) => page.evaluate((message) => window.ask(message), wish),
    close: () => browser.close(),
  };
}
