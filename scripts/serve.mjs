// Serves what ships (dist/), or another folder, to this machine only:  PORT=8080 node scripts/serve.mjs [folder]
// Data sets in data/ are found beside the page; the page is also at /dist/, as on a host that gives it a path.
// Every file is read afresh and none is cached, so a reload shows what was just built.
import { createServer } from 'node:http';
import { resolve } from 'node:path';
import sirv from 'sirv';
import { asArchive } from './archives.mjs';

const host = '127.0.0.1';
const port = Number(process.env.PORT || 8080);
/** @type {import('sirv').Options} */
const options = { dev: true, etag: true, setHeaders: asArchive };
const files = sirv(resolve(process.argv[2] ?? 'dist'), options);
/** @type {Record<string, ReturnType<typeof sirv>>} */
const below = { data: sirv(resolve('data'), options), dist: sirv(resolve('dist'), options) };

const server = createServer((request, response) => {
  const absent = () => {
    response.writeHead(404).end('Not found');
  };
  const { url = '/' } = request;
  files(request, response, () => {
    const [, name, rest] = /^\/(\w+)(\/.*)$/.exec(url) ?? [];
    const found = below[name];
    if (!found) return absent();
    request.url = rest;
    found(request, response, absent);
  });
});
server.on('error', (/** @type {NodeJS.ErrnoException} */ error) => {
  const taken = error.code === 'EADDRINUSE';
  console.error(taken ? `Port ${port} is taken. Try: make serve PORT=${port + 1}` : error.message);
  process.exit(1);
});
server.listen(port, host, () => console.log(`Prunelab is at http://${host}:${port}/ (Ctrl-C ends it)`));
