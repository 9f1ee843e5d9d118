// Independent work on several engines against the same work on one.
import os from 'node:os';
import { median, rounded, spread, table } from './numbers.mjs';
import { openBrowser, openPage } from './site.mjs';

const KINDS = { fineTune: 'fine-tuning at 8 ratios, an epoch each', curve: '8 curves' };

export async function measure({ site, repetitions, say }) {
  const most = Math.max(2, os.cpus().length);
  const counts = [1, 2, 3, 4, 6, 8].filter((count) => count <= most);
  const browser = await openBrowser();
  const page = await openPage(browser, `${site.url}bench/pool.html`);
  const times = counts.map(() => []);
  for (let repetition = 1; repetition <= repetitions; repetition += 1) {
    for (const [at, workers] of counts.entries()) {
      times[at].push(await page.evaluate((wish) => window.ask(wish), { workers }));
      const parts = Object.entries(times[at].at(-1)).map(([kind, seconds]) => `${kind} ${seconds.toFixed(2)} s`);
      say(`${repetition}/${repetitions} ${workers} engine${workers > 1 ? 's' : ''}: ${parts.join(', ')}`);
    }
  }
  await browser.close();
  const of = (kind, at) => times[at].map((time) => time[kind]);
  const speedup = (kind, at) => median(of(kind, 0)) / median(of(kind, at));
  const two = counts.indexOf(2);
  return {
    keys: {
      pool_speedup: rounded(speedup('fineTune', two)),
      pool_speedup_curves: rounded(speedup('curve', two)),
    },
    text: [
      '### Workers',
      '',
      `The page's pool on MNIST, 784-256-10, on ${os.cpus().length} cores.`,
      '',
      table(
        ['', 'engines', 'seconds', 'spread', 'times faster'],
        Object.entries(KINDS).flatMap(([kind, name]) =>
          counts.map((count, at) => [
            name,
            count,
            median(of(kind, at)).toFixed(2),
            spread(of(kind, at)),
            speedup(kind, at).toFixed(2),
          ]),
        ),
      ),
    ].join('\n'),
  };
}
