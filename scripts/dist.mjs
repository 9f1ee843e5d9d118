// Fills dist/: the page, its worker and the modules, minified, and the licences. Called by scripts/build-dist.
//
// esbuild joins what is loaded together into one file and leaves what is imported on demand in files of its own.
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

/** @import { Metafile, Plugin, BuildOptions } from 'esbuild' */

/** @type {BuildOptions} */
const common = { bundle: true, minify: true, charset: 'utf8', target: 'es2022', outdir: 'dist', outbase: '.' };

/**
 * Joined files lie in www/ itself, so a source's URLs of files beside it are made relative to that.
 * @type {Plugin}
 */
const urls = {
  name: 'urls',
  setup: ({ onLoad }) => {
    onLoad({ filter: /\.js$/ }, ({ path }) => {
      const url = /new URL\(\s*'([^']+)',\s*import\.meta\.url,?\s*\)/g;
      const contents = readFileSync(path, 'utf8').replace(url, (_, to) => {
        const fromRoot = relative(resolve('www'), resolve(dirname(path), to)).replaceAll('\\', '/');
        return `new URL('./${fromRoot}', import.meta.url)`;
      });
      return { contents, loader: 'js' };
    });
  },
};

rmSync('dist', { recursive: true, force: true });
mkdirSync('dist/www/pkg', { recursive: true });
const modules = ['www/pkg/prunelab_bg.wasm', 'www/pkg/prunelab_files_bg.wasm'];
const asTheyAre = ['LICENSE-MIT', 'LICENSE-APACHE', 'www/icon.svg', 'www/preview.jpg', ...modules];
for (const name of asTheyAre) cpSync(name, join('dist', name));
// GitHub Pages would otherwise run Jekyll over the files.
writeFileSync('dist/.nojekyll', '');

const { metafile } = await build({
  ...common,
  entryPoints: ['www/main.js', 'www/worker/main.js', 'www/pkg/prunelab.js'],
  format: 'esm',
  splitting: true,
  chunkNames: 'www/[name]-[hash]',
  sourcemap: 'linked',
  metafile: true,
  plugins: [urls],
});
await html(importsOf('dist/www/main.js', metafile));
report();

/** Files that a script imports at once, with all they import. @param {string} path @param {Metafile} metafile */
function importsOf(path, { outputs }) {
  /** @type {Set<string>} */
  const found = new Set();
  const open = [path];
  for (let next = open.pop(); next; next = open.pop()) {
    const imports = outputs[next].imports.filter(({ kind, path: to }) => kind === 'import-statement' && !found.has(to));
    for (const { path: to } of imports) {
      found.add(to);
      open.push(to);
    }
  }
  return [...found].map((to) => relative('dist', to).replaceAll('\\', '/'));
}

/**
 * The page with one style sheet for all that it names, hints at the scripts it will need, and the style sheets that are
 * loaded on demand.
 * @param {string[]} scripts
 */
async function html(scripts) {
  const source = readFileSync('index.html', 'utf8');
  const link = /^ *<link rel="stylesheet" href="([^"]+)">\n/gm;
  const sheets = [...source.matchAll(link)].map(([, href]) => href);
  const joined = sheets.map((href) => `@import "./${href}";`).join('\n');
  await build({
    ...common,
    stdin: { contents: joined, resolveDir: '.', loader: 'css', sourcefile: 'style.css' },
    outfile: 'dist/www/style.css',
    outdir: undefined,
  });
  const onDemand = readdirSync('www', { recursive: true })
    .map((name) => `www/${String(name).replaceAll('\\', '/')}`)
    .filter((name) => name.endsWith('.css') && !sheets.includes(name));
  await build({ ...common, entryPoints: onDemand });

  const hints = scripts.map((path) => `  <link rel="modulepreload" href="${path}">\n`).join('');
  const heads = [`  <link rel="stylesheet" href="www/style.css">\n${hints}`];
  // Previews of links need the whole address of their image, which only whoever publishes the page knows.
  const { SITE_URL } = process.env;
  const preview = SITE_URL ? new URL('www/preview.jpg', SITE_URL).href : 'www/preview.jpg';
  writeFileSync('dist/index.html', source.replace(link, () => heads.shift() ?? '').replace('www/preview.jpg', preview));
}

function report() {
  const all = readdirSync('dist', { recursive: true }).map((name) => join('dist', String(name)));
  const files = all.filter((path) => statSync(path).isFile() && !path.endsWith('.map'));
  const sum = files.reduce((total, path) => total + gzipSync(readFileSync(path), { level: 9 }).length, 0);
  console.log(`dist/: ${files.length} files, ${sum} bytes as gzip (both languages counted)`);
}
