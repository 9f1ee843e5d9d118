// @ts-check
/**
 * A network in every file format, and by every kernel against the clock. Fetched when it is asked for.
 */

import { FILES as DESCRIBED } from '../description.js';
import { Formats } from '../pkg/prunelab.js';
import { createSpeedJob } from './speed-job.js';

/** @typedef {import('../pkg/prunelab.js').Engine} Engine */
/** @typedef {import('../protocol.js').FormatRow} FormatRow */
/** @typedef {import('../protocol.js').Pruning} Pruning */
/** @typedef {import('../protocol.js').SpeedRow} SpeedRow */
/** @typedef {import('../protocol.js').SpeedWish} SpeedWish */
/** @typedef {{ formats?: import('../protocol.js').FormatsResult, speed?: SpeedRow[] }} Made */

/** By number. @type {readonly import('../protocol.js').Kernel[]} */
const KERNELS = DESCRIBED.kernels;
const INT8 = KERNELS.indexOf('int8');
/** Files there are. */
const FILES = 16;

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
 * @param {Engine} engine
 * @param {readonly number[]} bases
 * @param {{ groups: SpeedWish[][], images: number, passes: number }} wanted
 * @param {Made} made
 */
export function speedPart(engine, bases, wanted, made) {
  made.speed = [];
  return createSpeedJob(
    ({ kind, prune, of = 0 }) => {
      const formats = formatsOf(engine, bases[of], prune);
      const kernel = KERNELS.indexOf(kind);
      return {
        get density() {
          const [masked, shrunk] = formats.densities();
          return kind === 'shrunk' ? shrunk : masked;
        },
        prepare: () => formats.prepare(engine, kernel) ?? null,
        run: (from, to) => formats.run(engine, kernel, from, to),
        compare: () => formats.compare(engine, kernel),
        free: () => formats.free(),
      };
    },
    wanted,
    made.speed,
  );
}
