// Fills dist/: index.html, www/ minified file by file, the modules, the licences. Called by scripts/build-dist.
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

rmSync('dist', { recursive: true, force: true });
mkdirSync('dist');
for (const name of ['www', 'LICENSE-MIT', 'LICENSE-APACHE']) {
  cpSync(name, join('dist', name), { recursive: true, filter: (path) => !path.endsWith('.d.ts') });
}
// GitHub Pages would otherwise run Jekyll over the files.
writeFileSync('dist/.nojekyll', '');

const files = readdirSync('www', { recursive: true }).map((name) => `www/${String(name).replaceAll('\\', '/')}`);
await build({
  entryPoints: files.filter((name) => /\.(js|css)$/.test(name)),
  outdir: 'dist',
  outbase: '.',
  allowOverwrite: true,
  minify: true,
  charset: 'utf8',
  target: 'es2022',
});

// Bundled only to learn which modules the page loads at once: the browser then need not find out file by file.
const { metafile } = await build({
  entryPoints: ['www/main.js'],
  bundle: true,
  format: 'esm',
  target: 'es2022',
  metafile: true,
  write: false,
  logLevel: 'error',
});
/** @param {string} name @param {Set<string>} seen */
function reach(name, seen = new Set()) {
  if (seen.has(name)) return seen;
  seen.add(name);
  for (const { path, kind } of metafile.inputs[name].imports) if (kind === 'import-statement') reach(path, seen);
  return seen;
}
const hints = [...reach('www/main.js')].map((path) => `  <link rel="modulepreload" href="${path}">\n`);
const html = readFileSync('index.html', 'utf8').replace(/ *<link rel="modulepreload"[^>]*>\n/g, '');
writeFileSync('dist/index.html', html.replace('</head>', `${hints.join('')}</head>`));

const all = readdirSync('dist', { recursive: true }).map((name) => join('dist', String(name)));
const sizes = all.filter((path) => statSync(path).isFile()).map((path) => gzipSync(readFileSync(path)).length);
const sum = sizes.reduce((total, bytes) => total + bytes, 0);
console.log(`dist/: ${sizes.length} files, ${sum} bytes as gzip (both modules and both languages counted)`);
