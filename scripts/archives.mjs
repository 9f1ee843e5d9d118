/**
 * For sirv's `setHeaders`: it would declare x.gz as an encoding of x; here the archive itself is what is asked for.
 * @param {import('node:http').ServerResponse} response
 * @param {string} path
 */
export function asArchive(response, path) {
  if (!path.endsWith('.gz')) return;
  response.setHeader('Content-Encoding', 'identity');
  response.setHeader('Content-Type', 'application/gzip');
}
