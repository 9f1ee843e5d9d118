// Fills dist/: the page in few files, the modules, the licences. Called by scripts/build-dist.
//
// www/main.js and all that it imports become one file; what it imports on demand stays in files of its own, which take
// what they share with the page from that one file. A worker is one file, the style sheets of the first load are one.
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

/** @import { Plugin, BuildOptions } from 'esbuild' */

/** @type {BuildOptions} */
const common = {
  minify: true,
  charset: 'utf8',
  target: 'es2022',
  format: 'esm',
  sourcemap: 'linked',
  logLevel: 'warning',
};

/** All files come to lie in www/, so what a file says of places beside it is said from there. @type {Plugin} */
const places = {
  name: 'places',
  setup: ({ onLoad }) => {
    onLoad({ filter: /\.js$/ }, ({ path }) => {
      const place = /new URL\(\s*(['`])(\.[^'`]*)\1,\s*import\.meta\.url,?\s*\)/g;
      const contents = readFileSync(path, 'utf8').replace(place, (_, quote, to) => {
        const from = relative(resolve('www'), resolve(dirname(path), to)).replaceAll('\\', '/');
        return `new URL(${quote}./${from}${quote}, import.meta.url)`;
      });
      return { contents, loader: 'js' };
    });
  },
};

rmSync('dist', { recursive: true, force: true });
mkdirSync('dist/www/pkg', { recursive: true });
for (const name of ['LICENSE-MIT', 'LICENSE-APACHE', 'www/icon.svg']) cpSync(name, join('dist', name));
// GitHub Pages would otherwise run Jekyll over the files.
writeFileSync('dist/.nojekyll', '');
for (const name of readdirSync('www/pkg').filter((name) => name.endsWith('.wasm'))) {
  cpSync(join('www/pkg', name), join('dist/www/pkg', name));
}

await build({ ...common, entryPoints: ['www/pkg/prunelab.js'], outfile: 'dist/www/pkg/prunelab.js' });
for (const name of ['main.js', 'reader.js']) {
  await build({
    ...common,
    entryPoints: [`www/worker/${name}`],
    outfile: `dist/www/worker/${name}`,
    bundle: true,
    plugins: [glue('../pkg/prunelab.js')],
  });
}
const scratch = mkdtempSync(join(tmpdir(), 'prunelab-'));
try {
  await page(scratch);
} finally {
  rmSync(scratch, { recursive: true });
}
await html();
say();

/** The module's glue keeps its file: page, worker and measures share it. @param {string} path @returns {Plugin} */
function glue(path) {
  return {
    name: 'glue',
    setup: ({ onResolve }) => {
      onResolve({ filter: /\/pkg\/prunelab\.js$/ }, () => ({ path, external: true }));
    },
  };
}

/** Twice: first to learn what is shared, then to join all that is loaded at once. @param {string} folder */
async function page(folder) {
  const { metafile } = await build({
    ...common,
    entryPoints: ['www/main.js'],
    outdir: folder,
    bundle: true,
    splitting: true,
    metafile: true,
    chunkNames: '[name]-[hash]',
    plugins: [glue('./pkg/prunelab.js'), places],
  });
  const outputs = new Map(
    Object.entries(metafile.outputs)
      .filter(([path]) => path.endsWith('.js'))
      .map(([path, output]) => [basename(path), output]),
  );
  /** What a file loads at once. @param {string} name @param {Set<string>} [seen] */
  const reach = (name, seen = new Set()) => {
    seen.add(name);
    for (const { path, kind } of /** @type {import('esbuild').Metafile['outputs'][string]} */ (outputs.get(name))
      .imports) {
      const other = basename(path);
      if (kind === 'import-statement' && outputs.has(other) && !seen.has(other)) reach(other, seen);
    }
    return seen;
  };
  const atOnce = [...reach('main.js')];
  const exported = (/** @type {string} */ name) => outputs.get(name)?.exports ?? [];
  const alias = (/** @type {string} */ name, /** @type {string} */ symbol) => `${symbol}${atOnce.indexOf(name)}`;
  const lists = atOnce.map((name) => {
    const list = exported(name).map((symbol) => `${symbol} as ${alias(name, symbol)}`);
    return `export { ${list.join(', ')} } from './${name}';`;
  });
  writeFileSync(join(folder, 'all.js'), `import './main.js';\n${lists.join('\n')}\n`);
  const onDemand = [...outputs.keys()].filter((name) => !atOnce.includes(name));

  const external = ['./pkg/prunelab.js', ...onDemand.map((name) => `./${name}`)];
  const out = { ...common, bundle: true };
  await build({ ...out, external, entryPoints: [join(folder, 'all.js')], outfile: 'dist/www/main.js' });
  /** @type {Plugin} */
  const shared = {
    name: 'shared',
    setup: ({ onResolve, onLoad }) => {
      onResolve({ filter: /^\.\/main\.js$/ }, () => ({ path: './main.js', external: true }));
      onResolve({ filter: /^\.\// }, ({ path }) => {
        const name = basename(path);
        return atOnce.includes(name) ? { path: name, namespace: 'shared' } : { path, external: true };
      });
      onLoad({ filter: /./, namespace: 'shared' }, ({ path: name }) => {
        const list = exported(name).map((symbol) => `${alias(name, symbol)} as ${symbol}`);
        return { contents: `export { ${list.join(', ')} } from './main.js';`, resolveDir: folder };
      });
    },
  };
  const entryPoints = onDemand.map((name) => join(folder, name));
  await build({ ...out, entryPoints, outdir: 'dist/www', plugins: [shared] });
}

/** The page, with one style sheet for all that it names, and the style sheets that are loaded on demand. */
async function html() {
  const source = readFileSync('index.html', 'utf8');
  const link = /^ *<link rel="stylesheet" href="([^"]+)">\n/gm;
  const sheets = [...source.matchAll(link)].map(([, href]) => href);
  const joined = sheets.map((href) => `@import "./${href}";`).join('\n');
  /** @type {BuildOptions} */
  const style = { bundle: true, minify: true, charset: 'utf8', target: 'es2022' };
  await build({ ...style, stdin: { contents: joined, resolveDir: '.', loader: 'css' }, outfile: 'dist/www/style.css' });
  const later = readdirSync('www', { recursive: true })
    .map((name) => `www/${String(name).replaceAll('\\', '/')}`)
    .filter((name) => name.endsWith('.css') && !sheets.includes(name));
  await build({ ...style, entryPoints: later, outdir: 'dist', outbase: '.' });
  let first = true;
  const made = source.replace(link, (line, href) => {
    if (!first) return '';
    first = false;
    return line.replace(href, 'www/style.css');
  });
  writeFileSync('dist/index.html', made);
}

function say() {
  const all = readdirSync('dist', { recursive: true }).map((name) => join('dist', String(name)));
  const files = all.filter((path) => statSync(path).isFile() && !path.endsWith('.map'));
  const sum = files.reduce((total, path) => total + gzipSync(readFileSync(path), { level: 9 }).length, 0);
  console.log(`dist/: ${files.length} files, ${sum} bytes as gzip (both modules and both languages counted)`);
}
