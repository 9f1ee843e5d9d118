// @ts-check
/**
 * Data sets from elsewhere: beside the page, from public mirrors, from the browser's cache. Nothing is
 * fetched unless the person (or the link they opened) asks.
 */

/** @import { DataFile } from '../protocol.js' */
/** @typedef {'mnist' | 'fashion'} Collection */
/** @typedef {{ file: string, index: number, count: number, done: number, total: number | null }} DownloadProgress */

export const FILES = Object.freeze([
  'train-images-idx3-ubyte.gz',
  'train-labels-idx1-ubyte.gz',
  't10k-images-idx3-ubyte.gz',
  't10k-labels-idx1-ubyte.gz',
]);

/** Public mirrors that let pages of other origins read. @type {Readonly<Record<Collection, readonly string[]>>} */
export const MIRRORS = Object.freeze({
  mnist: [
    'https://ossci-datasets.s3.amazonaws.com/mnist/',
    'https://storage.googleapis.com/cvdf-datasets/mnist/',
    'https://raw.githubusercontent.com/fgnt/mnist/master/',
  ],
  fashion: ['https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/'],
});

export const COLLECTION_NAMES = Object.freeze({ mnist: 'MNIST', fashion: 'Fashion-MNIST' });

/** SHA-256 of MNIST's four files, packed and plain. */
const MNIST_DIGESTS = new Set([
  'd15b68db5227ffbdf548098b4fe6091a9b6080010e97d2f9ab983331464d1f85',
  'e867c6895efbe4af17eefa0d68f5a582082c6bab63cf2ed41e4f3b232b29abf4',
  'ba05d2d6e06f59dd97d2d5378250478bb5c9b64296a5c2681700569121e3a2d7',
  '94088eab8a64f51a9b34cc9716f54b6548ef8b2fd16ada6d1575091b933dbf4b',
  'b61ffb6f513fd9ff8d89824731f6b4ed7863c759c33056d701efb8412469fb04',
  '65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5',
  '0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7',
  'ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2',
]);

/** @type {Readonly<Record<string, string>>} */
const MNIST_DIGEST_OF = Object.freeze({
  'train-images-idx3-ubyte.gz': 'd15b68db5227ffbdf548098b4fe6091a9b6080010e97d2f9ab983331464d1f85',
  'train-labels-idx1-ubyte.gz': 'e867c6895efbe4af17eefa0d68f5a582082c6bab63cf2ed41e4f3b232b29abf4',
  't10k-images-idx3-ubyte.gz': 'ba05d2d6e06f59dd97d2d5378250478bb5c9b64296a5c2681700569121e3a2d7',
  't10k-labels-idx1-ubyte.gz': '94088eab8a64f51a9b34cc9716f54b6548ef8b2fd16ada6d1575091b933dbf4b',
});

const CACHE = 'prunelab-data-1';
const LARGEST = 64 * 1024 * 1024;

/** What went wrong with a download; `code` is a text under `download.*`. */
export class DownloadError extends Error {
  /** @param {'address' | 'blocked' | 'status' | 'network' | 'large' | 'digest' | 'cancelled'} code @param {Record<string, string | number>} params */
  constructor(code, params) {
    super(`${code} ${JSON.stringify(params)}`);
    this.code = code;
    this.params = params;
  }
}

/**
 * SHA-256 in hexadecimal; null where the browser has none (a page not served by https or from localhost).
 * @param {ArrayBuffer} bytes
 * @returns {Promise<string | null>}
 */
export async function sha256(bytes) {
  if (!globalThis.crypto?.subtle) return null;
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * "MNIST" when every file is one of MNIST's, else null.
 * @param {readonly DataFile[]} files
 */
export async function knownName(files) {
  for (const { blob } of files) {
    if (blob.size > LARGEST) return null;
    const digest = await sha256(await blob.arrayBuffer());
    if (digest === null || !MNIST_DIGESTS.has(digest)) return null;
  }
  return files.length > 0 ? 'MNIST' : null;
}

/**
 * Whether the data set lies beside the page.
 * @returns {Promise<boolean>}
 */
export async function isBeside() {
  try {
    const response = await fetch(`data/mnist/${FILES[0]}`, { method: 'HEAD' });
    return response.ok && !(response.headers.get('content-type') ?? '').startsWith('text/html');
  } catch {
    return false;
  }
}

/**
 * The four files beside the page.
 * @param {(progress: DownloadProgress) => void} onProgress
 * @param {AbortSignal} [signal]
 * @returns {Promise<DataFile[]>}
 */
export async function fetchBeside(onProgress, signal) {
  /** @type {DataFile[]} */
  const files = [];
  for (const [index, file] of FILES.entries()) {
    const bytes = await read(
      `data/mnist/${file}`,
      (done, total) => onProgress({ file, index, count: FILES.length, done, total }),
      signal,
    );
    files.push({ name: file, blob: new Blob([bytes]) });
  }
  return files;
}

/**
 * The files of a collection out of the browser's cache; null when not all are there.
 * @param {Collection} collection
 * @returns {Promise<DataFile[] | null>}
 */
export async function fromCache(collection) {
  const cache = await openCache();
  if (!cache) return null;
  /** @type {DataFile[]} */
  const files = [];
  for (const file of FILES) {
    const found = await cache.match(cacheKey(collection, file));
    if (!found) return null;
    files.push({ name: file, blob: await found.blob() });
  }
  return files;
}

/**
 * Fetches a collection, trying the mirrors one after another; keeps what was fetched.
 * @param {Collection} collection
 * @param {readonly string[]} mirrors
 * @param {(progress: DownloadProgress) => void} onProgress
 * @param {AbortSignal} signal
 * @returns {Promise<{ files: DataFile[], digests: { file: string, digest: string | null, checked: boolean }[] }>}
 */
export async function download(collection, mirrors, onProgress, signal) {
  const cache = await openCache();
  /** @type {DataFile[]} */
  const files = [];
  const digests = [];
  for (const [index, file] of FILES.entries()) {
    /** @param {number} done @param {number | null} total */
    const report = (done, total) => onProgress({ file, index, count: FILES.length, done, total });
    const kept = await cache?.match(cacheKey(collection, file));
    const bytes = kept ? await kept.arrayBuffer() : await fromMirrors(collection, mirrors, file, report, signal);
    const digest = await sha256(bytes);
    if (!kept) await cache?.put(cacheKey(collection, file), new Response(bytes.slice(0))).catch(() => undefined);
    files.push({ name: file, blob: new Blob([bytes]) });
    digests.push({ file, digest, checked: digest !== null && expectedDigest(collection, file) === digest });
  }
  return { files, digests };
}

/**
 * @param {Collection} collection
 * @param {readonly string[]} mirrors
 * @param {string} file
 * @param {(done: number, total: number | null) => void} report
 * @param {AbortSignal} signal
 */
async function fromMirrors(collection, mirrors, file, report, signal) {
  /** @type {DownloadError} */
  let last = new DownloadError('address', { url: '', file });
  for (const mirror of mirrors) {
    try {
      const bytes = await read(fileUrl(mirror, file), report, signal);
      const expected = expectedDigest(collection, file);
      const digest = expected === null ? null : await sha256(bytes);
      if (expected !== null && digest !== null && digest !== expected)
        throw new DownloadError('digest', { file, url: mirror, digest });
      return bytes;
    } catch (error) {
      if (!(error instanceof DownloadError) || error.code === 'cancelled') throw error;
      last = error;
    }
  }
  throw last;
}

/** @param {Collection} collection @param {string} file */
function expectedDigest(collection, file) {
  return collection === 'mnist' ? (MNIST_DIGEST_OF[file] ?? null) : null;
}

/**
 * The address of a file under a mirror.
 * @param {string} mirror
 * @param {string} file
 */
export function fileUrl(mirror, file) {
  let url;
  try {
    url = new URL(mirror);
  } catch {
    throw new DownloadError('address', { url: mirror, file });
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw new DownloadError('address', { url: mirror, file });
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  return new URL(file, url).href;
}

/** Origins this page's security policy lets it read from. @param {string} mirror @param {string} own */
export function isAllowed(mirror, own) {
  try {
    const { origin } = new URL(mirror);
    return (
      origin === own ||
      Object.values(MIRRORS)
        .flat()
        .some((known) => new URL(known).origin === origin)
    );
  } catch {
    return false;
  }
}

/**
 * @param {string} url
 * @param {(done: number, total: number | null) => void} report
 * @param {AbortSignal} [signal]
 * @returns {Promise<ArrayBuffer>}
 */
async function read(url, report, signal) {
  const place = { url, file: url.slice(url.lastIndexOf('/') + 1) };
  try {
    const response = await fetch(url, { signal, credentials: 'omit', referrerPolicy: 'no-referrer' });
    if (!response.ok) throw new DownloadError('status', { ...place, status: response.status });
    const length = Number(response.headers.get('content-length'));
    // Packed on the way, the length is not that of what arrives.
    const total = length > 0 && !response.headers.get('content-encoding') ? length : null;
    return await collect(response, (done) => report(done, total), place);
  } catch (error) {
    if (error instanceof DownloadError) throw error;
    if (signal?.aborted) throw new DownloadError('cancelled', place);
    const blocked = /^https?:/.test(url) && !isAllowed(url, globalThis.location?.origin ?? '');
    throw new DownloadError(blocked ? 'blocked' : 'network', place);
  }
}

/** @param {Response} response @param {(done: number) => void} report @param {{ url: string, file: string }} place */
async function collect(response, report, place) {
  if (!response.body) return response.arrayBuffer();
  const reader = response.body.getReader();
  /** @type {Uint8Array[]} */
  const parts = [];
  let done = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    parts.push(part.value);
    done += part.value.length;
    if (done > LARGEST) {
      await reader.cancel();
      throw new DownloadError('large', { ...place, limit: LARGEST });
    }
    report(done);
  }
  const bytes = new Uint8Array(done);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes.buffer;
}

/** @param {Collection} collection @param {string} file */
function cacheKey(collection, file) {
  return new URL(`data/cached/${collection}/${file}`, globalThis.location.href.split('#')[0]).href;
}

async function openCache() {
  try {
    return globalThis.caches ? await caches.open(CACHE) : null;
  } catch {
    return null;
  }
}
