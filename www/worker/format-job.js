// @ts-check
/**
 * A network in every file format, and by every kernel against the clock. Fetched when it is asked for.
 */

import { Formats } from '../pkg/prunelab.js';

/** @typedef {import('../pkg/prunelab.js').Engine} Engine */
/** @typedef {import('../protocol.js').FormatRow} FormatRow */
/** @typedef {import('../protocol.js').Pruning} Pruning */
/** @typedef {import('../protocol.js').SpeedRow} SpeedRow */
/** @typedef {import('../protocol.js').SpeedWish} SpeedWish */
/** @typedef {{ formats?: import('../protocol.js').FormatsResult, speed?: SpeedRow[] }} Made */

/** By number. @type {import('../protocol.js').Kernel[]} */
const KERNELS = ['dense', 'csr', 'bitmask', 'shrunk', 'twoFour', 'int8'];
const INT8 = KERNELS.indexOf('int8');
/** Files there are. */
const FILES = 16;
/** Images between two looks at the clock and at messages. */
const SLICE = 1000;

/** @param {Engine} engine @param {number} base @param {Pruning | null} prune */
const formatsOf = (engine, base, prune) => new Formats(engine, base, prune?.method ?? null, prune?.ratio ?? 0);

/**
 * One file at a step, at last the browser's own gzip of the dense one.
 * @param {Engine} engine
 * @param {number} base
 * @param {Pruning | null} prune
 * @param {Made} made
 */
export function formatsPart(engine, base, prune, made) {
  const formats = formatsOf(engine, base, prune);
  /** @type {FormatRow[]} */
  const rows = [];
  /** @type {import('../protocol.js').Agreement | null} */
  let int8 = null;
  let at = 0;
  let zipping = false;
  let done = false;
  /** @type {unknown} */
  let failed = null;

  async function zip() {
    const dense = /** @type {Uint8Array<ArrayBuffer>} */ (formats.file(0));
    const through = async (/** @type {Uint8Array<ArrayBuffer>} */ bytes, /** @type {any} */ stream) =>
      new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(stream)).arrayBuffer());
    const file = await through(dense, new CompressionStream('gzip'));
    const back = await through(file, new DecompressionStream('gzip'));
    const same = back.length === dense.length && back.every((byte, index) => byte === dense[index]);
    rows.push({
      layout: 'gzip',
      huffman: false,
      bytes: file.length,
      unfit: null,
      same,
      lossless: true,
      breakEven: null,
    });
    made.formats = { rows, density: formats.densities()[0], bitmaskBeatsCsr: Formats.bitmaskBeatsCsr(), int8 };
    formats.free();
    done = true;
  }

  return {
    get done() {
      return done;
    },
    get fraction() {
      return at / (FILES + 2);
    },
    work() {
      if (failed) throw failed;
      const row = at < FILES ? formats.write(at) : null;
      if (row) rows.push(row);
      else if (at === FILES) {
        formats.prepare(engine, INT8);
        int8 = formats.compare(engine, INT8);
      } else if (!zipping) {
        zipping = true;
        zip().catch((error) => {
          failed = error;
        });
      }
      at = Math.min(at + 1, FILES + 1);
    },
  };
}

/**
 * Group after group; in each the kernels take turns, pass after pass, so that whatever slows the machine slows all. The
 * first pass warms up and is not counted. Where the images are read sooner than in `leastMs`, a pass reads them again: the
 * clock counts in tenths of a millisecond. Then answers are compared, a kernel at a step.
 * @param {Engine} engine
 * @param {readonly number[]} bases
 * @param {{ groups: SpeedWish[][], images: number, passes: number, leastMs?: number }} wanted
 * @param {Made} made
 */
export function speedPart(engine, bases, { groups, images, passes, leastMs = 0 }, made) {
  /** @typedef {{ of: number, kind: SpeedWish['kind'], formats: Formats, unfit: any, rates: number[] }} Entry */
  /** @type {SpeedRow[]} */
  const rows = [];
  made.speed = rows;
  /** @type {Entry[]} */
  let entries = [];
  let group = 0;
  let pass = 0;
  let turn = 0;
  let from = 0;
  let read = 0;
  let ms = 0;
  let told = 0;

  /** @param {SpeedWish} wish */
  function prepare({ kind, prune, of = 0 }) {
    const formats = formatsOf(engine, bases[of], prune);
    entries.push({ of, kind, formats, unfit: formats.prepare(engine, KERNELS.indexOf(kind)) ?? null, rates: [] });
  }

  /** The kernel whose turn it is; every other pass the other way round. */
  const current = () => entries[pass % 2 === 0 ? turn : entries.length - 1 - turn];

  function slice() {
    const { formats, kind, unfit, rates } = current();
    if (!unfit) {
      const to = Math.min(images, from + SLICE);
      const start = performance.now();
      formats.run(engine, KERNELS.indexOf(kind), from, to);
      ms += performance.now() - start;
      read += to - from;
      from = to < images ? to : 0;
      if (from > 0 || ms < leastMs) return;
      if (pass > 0) rates.push((1000 * read) / ms);
    }
    from = read = ms = 0;
    turn += 1;
    if (turn < entries.length) return;
    turn = 0;
    pass += 1;
  }

  function tell() {
    const { of, kind, formats, unfit, rates } = entries[told];
    rates.sort((a, b) => a - b);
    const [density, shrunk] = formats.densities();
    rows.push({
      group,
      of,
      kind,
      density: kind === 'shrunk' ? shrunk : density,
      unfit,
      median: rates[Math.floor(rates.length / 2)] ?? 0,
      low: rates[0] ?? 0,
      high: rates.at(-1) ?? 0,
      agreement: unfit ? null : formats.compare(engine, KERNELS.indexOf(kind)),
    });
    formats.free();
    told += 1;
    if (told < entries.length) return;
    entries = [];
    pass = told = 0;
    group += 1;
  }

  return {
    get done() {
      return group === groups.length;
    },
    get fraction() {
      const share = (pass + told / Math.max(1, entries.length)) / (passes + 2);
      return Math.min(1, (group + share) / groups.length);
    },
    work() {
      const wishes = groups[group];
      if (entries.length < wishes.length) prepare(wishes[entries.length]);
      else if (pass <= passes) slice();
      else tell();
    },
  };
}
