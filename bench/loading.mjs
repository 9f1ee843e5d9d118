// A first visit: from navigation to a page that answers, and to the first trained network, with files from this machine
// and over an emulated network; and what was fetched.
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { median, rounded, spread, table } from './numbers.mjs';
import { openBrowser, SITE } from './site.mjs';

/** The emulated network: bits a second, down and up, and milliseconds until an answer begins. */
const NETWORK = { bits: 10_000_000, latency: 40 };

/** Notes, on the page, when it was first drawn with its controls and when the first network had been measured. */
function watch() {
  window.visit = {};
  const note = (name, found) => {
    if (window.visit[name] === undefined && found) window.visit[name] = performance.now();
  };
  const look = () => {
    const ratio = document.querySelector('[data-testid=ratio]');
    const dense = document.querySelector('[data-testid=accuracy-dense]');
    note('interactive', ratio && document.querySelector('[data-testid=status]')?.getAttribute('data-state'));
    note('trained', dense?.getAttribute('data-value'));
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true });
}

/** @param {string} path */
function size(path) {
  const file = join(SITE, path.endsWith('/') ? `${path}index.html` : path);
  return { path, plain: statSync(file).size, gzip: gzipSync(readFileSync(file), { level: 9 }).length };
}

/** @param {string} path */
function kind(path) {
  if (path.endsWith('.wasm')) return 'wasm';
  if (path.includes('/pkg/')) return 'glue of the wasm module';
  const [, extension] = /\.(\w+)$/.exec(path) ?? [];
  return { js: 'JavaScript', css: 'CSS', svg: 'icon' }[extension ?? ''] ?? 'HTML';
}

/** Answers slowly from now on, as `NETWORK` says. @param {import('@playwright/test').Page} page */
async function slow(page) {
  const devtools = await page.context().newCDPSession(page);
  const throughput = NETWORK.bits / 8;
  await devtools.send('Network.enable');
  await devtools.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: NETWORK.latency,
    downloadThroughput: throughput,
    uploadThroughput: throughput,
  });
}

export async function measure({ site, repetitions, say }) {
  const local = await visit({ site, repetitions, say });
  site.compress(true);
  const remote = await visit({ site, repetitions, say, prepare: slow });
  site.compress(false);
  return report(local, remote);
}

/** Visits the page, one time more than `repetitions`: the first starts the browser's own helpers and does not count. */
async function visit({ site, repetitions, say, prepare = async () => {} }) {
  const browser = await openBrowser();
  const visits = [];
  let asked = [];
  for (let repetition = 0; repetition <= repetitions; repetition += 1) {
    // A context of its own has a cache of its own.
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    const page = await context.newPage();
    await page.addInitScript(watch);
    await prepare(page);
    site.forget();
    await page.goto(site.url);
    await page.waitForFunction(() => window.visit.trained !== undefined, null, { timeout: 60_000 });
    const visit = await page.evaluate(() => window.visit);
    // What is fetched later without being asked for counts, too.
    await page.waitForLoadState('networkidle');
    asked = [...new Set(site.asked())];
    await context.close();
    say(
      `${repetition}/${repetitions}: interactive ${visit.interactive.toFixed(0)} ms, trained ${visit.trained.toFixed(0)} ms`,
    );
    if (repetition > 0) visits.push(visit);
  }
  await browser.close();
  return { asked, times: ['interactive', 'trained'].map((key) => visits.map((visit) => visit[key])) };
}

/** @typedef {Awaited<ReturnType<typeof visit>>} Visits */

/** @param {Visits} local @param {Visits} remote */
function report({ asked, times }, remote) {
  const parts = asked.map(size);
  const kinds = new Set(parts.map((part) => kind(part.path)));
  const sum = (some, key) => some.reduce((all, part) => all + part[key], 0);
  const rows = [...kinds].map((name) => {
    const some = parts.filter((part) => kind(part.path) === name);
    return [name, some.length, sum(some, 'plain'), sum(some, 'gzip')];
  });
  rows.sort((a, b) => b[3] - a[3]);
  rows.push(['all', parts.length, sum(parts, 'plain'), sum(parts, 'gzip')]);
  const whole = (count) => count.toLocaleString('en-US');
  return {
    keys: {
      interactive_ms: rounded(median(times[0])),
      first_trained_ms: rounded(median(times[1])),
      first_trained_network_ms: rounded(median(remote.times[1])),
      bytes_gzip: sum(parts, 'gzip'),
    },
    text: [
      '### A first visit',
      '',
      'Built-in digits, an empty cache. Interactive: all controls are there and answer. Over the network: compressed, ' +
        `${NETWORK.bits / 1e6} Mbit/s and ${NETWORK.latency} ms, emulated for what the page itself fetches.`,
      '',
      table(
        ['from navigation to', 'files from this machine, ms', 'spread', 'over the network, ms', 'spread'],
        ['interactive', 'the first trained and measured network'].map((name, i) => [
          name,
          ...[times[i], remote.times[i]].flatMap((some) => [median(some).toFixed(0), spread(some, 0)]),
        ]),
      ),
      '',
      'What the page loads; gzip is `gzip -9` of each file.',
      '',
      table(
        ['', 'files', 'bytes', 'gzip'],
        rows.map(([name, ...counts]) => [name, ...counts.map(whole)]),
      ),
      '',
      table(
        ['file', 'bytes', 'gzip'],
        [...parts]
          .sort((a, b) => b.gzip - a.gzip)
          .slice(0, 10)
          .map(({ path, plain, gzip }) => [path, whole(plain), whole(gzip)]),
      ),
    ].join('\n'),
  };
}
