// What every measure needs: the page as it is shipped, a browser to open it, and an end to both.
import { createServer } from 'node:http';
import { chromium } from '@playwright/test';
import compression from 'compression';
import sirv from 'sirv';
import { browserArguments } from '../scripts/browser.mjs';
import { asArchive } from '../scripts/archives.mjs';

/** The folder that is measured as the page: what `make serve` serves. */
export const SITE = 'dist';
const PORT = Number(process.env.BENCH_PORT || 8139);
const HOST = '127.0.0.1';

/** Lets frames come as fast as they are made: a headless browser has no screen to wait for. */
export const NO_TICK = ['--disable-frame-rate-limit', '--disable-gpu-vsync'];

/** Serves the page, and below /bench/ what only the measures need. */
export async function openSite() {
  const dev = { dev: true, setHeaders: asArchive };
  const page = sirv(SITE, dev);
  const rest = sirv('.', { ...dev, setHeaders: isolated });
  /** Paths asked for since the last `forget`. @type {string[]} */
  let asked = [];
  const compressed = compression();
  let compress = false;
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://here').pathname;
    asked.push(path);
    const absent = () => response.writeHead(404).end('Not found');
    // What is measured beside the page takes single files of its sources.
    const sources = () => rest(request, response, absent);
    if (/^\/(bench|data|target)\//.test(path)) sources();
    else {
      const answer = () => page(request, response, path.startsWith('/www/') ? sources : absent);
      if (compress) compressed(request, response, answer);
      else answer();
    }
  });
  await new Promise((resolve, reject) => {
    server.once('error', reject).listen(PORT, HOST, () => resolve(undefined));
  });
  return {
    url: `http://${HOST}:${PORT}/`,
    asked: () => asked,
    forget: () => {
      asked = [];
    },
    /** Whether the page's files are sent compressed. @param {boolean} on */
    compress: (on) => {
      compress = on;
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** TensorFlow.js uses threads only in a page that is isolated from other origins. */
function isolated(response, path) {
  if (/^\/bench\/(tfjs|node_modules)/.test(path)) {
    response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
    response.setHeader('Cross-Origin-Embedder-Policy', 'require-corp');
  }
  asArchive(response, path);
}

/** @type {Set<import('@playwright/test').Browser>} */
const browsers = new Set();

/** @param {string[]} [more]  further arguments */
export async function openBrowser(more = []) {
  const browser = await chromium.launch({ executablePath: process.env.CHROME, args: [...browserArguments(), ...more] });
  browsers.add(browser);
  browser.once('disconnected', () => browsers.delete(browser));
  return browser;
}

/** Those a measure that failed has left open. */
export async function closeBrowsers() {
  for (const browser of browsers) await browser.close();
}

export const MNIST = ['train-images-idx3', 'train-labels-idx1', 't10k-images-idx3', 't10k-labels-idx1'].map(
  (name) => `data/mnist/${name}-ubyte.gz`,
);

/** A page of ours, at `path`, in a fresh context; what goes wrong on it ends the measure. */
export async function openPage(browser, url) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: 'no-preference' });
  const page = await context.newPage();
  page.on('pageerror', (error) => {
    console.error(`on the page: ${error}`);
    process.exitCode = 1;
  });
  await page.goto(url);
  return page;
}
