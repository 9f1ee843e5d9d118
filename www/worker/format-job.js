// @ts-check
/**
 * A network in every file format, and by every kernel against the clock. Fetched when it is asked for.
 */

import { FILES as DESCRIBED } from '../description.js';
import { createSpeedJob } from './speed-job.js';

/** @typedef {import('../pkg/prunelab.js').Engine} Engine */
/** @typedef {import('./file-module.js').FileModule} FileModule */
/** What works beside the engine: the module of files, and what data set is in use.
 * @typedef {{ files: FileModule, data: import('../protocol.js').DatasetInfo }} Beside */
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

/** Test images that are handed over at a time. */
const IMAGES = 1000;

/**
 * A network for the module of files.
 * @param {Engine} engine
 * @param {number} base
 * @param {Pruning | null} prune
 * @param {boolean} measured  for INT8
 */
const networkOf = (engine, base, prune, measured) =>
  engine.exportNetwork(base, prune?.method ?? null, prune?.ratio ?? 0, measured);

/** The tensors of a safetensors file of 32-bit floats, by their names. @param {Uint8Array} file */
function tensorsOf(file) {
  const size = Number(new DataView(file.buffer, file.byteOffset).getBigUint64(0, true));
  const { __metadata__: _, ...head } = JSON.parse(new TextDecoder().decode(file.subarray(8, 8 + size)));
  const data = file.slice(8 + size).buffer;
  return new Map(
    Object.entries(head).map(
      ([
        name,
        {
          data_offsets: [from, to],
        },
      ]) => [name, new Float32Array(data.slice(from, to))],
    ),
  );
}

/**
 * The file that PyTorch's own pruning makes, and whether its weights times its masks are the weights.
 * @param {FileModule} files
 * @param {Uint8Array} network
 * @returns {FormatRow}
 */
function torchRow(files, network) {
  const file = files.writeTorch(network);
  const torch = tensorsOf(file);
  const same = [...tensorsOf(files.writeNetwork('safetensors', network))].every(([name, values]) => {
    const stored = torch.get(name) ?? torch.get(`${name}_orig`);
    const mask = torch.get(`${name}_mask`);
    return stored?.length === values.length && values.every((value, at) => value === stored[at] * (mask?.[at] ?? 1));
  });
  return { layout: 'torch', huffman: false, bytes: file.length, unfit: null, same, lossless: true, breakEven: null };
}

/** The engine's test images, to be freed. @param {Engine} engine @param {Beside} more */
function imagesOf(engine, { files, data: { test, height, width } }) {
  const images = new files.Images(height * width);
  for (let from = 0; from < test; from += IMAGES) {
    const indices = Uint32Array.from({ length: Math.min(IMAGES, test - from) }, (_, i) => from + i);
    images.push(engine.images(true, indices));
  }
  return images;
}

/**
 * One file at a step, at last the browser's own gzip of the dense one, and PyTorch's.
 * @param {Engine} engine
 * @param {Beside} more
 * @param {number} base
 * @param {Pruning | null} prune
 * @param {Made} made
 */
export function formatsPart(engine, more, base, prune, made) {
  const { files } = more;
  const network = networkOf(engine, base, prune, true);
  const formats = new files.Formats(network);
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
    rows.push(torchRow(files, network));
    made.formats = { rows, density: formats.densities()[0], bitmaskBeatsCsr: files.Formats.bitmaskBeatsCsr(), int8 };
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
        const images = imagesOf(engine, more);
        formats.prepare(INT8);
        int8 = formats.compare(images, INT8);
        images.free();
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
 * @param {Beside} more
 * @param {readonly number[]} bases
 * @param {{ groups: SpeedWish[][], images: number, passes: number }} wanted
 * @param {Made} made
 */
export function speedPart(engine, more, bases, wanted, made) {
  const { files } = more;
  made.speed = [];
  const images = imagesOf(engine, more);
  const job = createSpeedJob(
    ({ kind, prune, of = 0, batch = Infinity }) => {
      const formats = new files.Formats(networkOf(engine, bases[of], prune, kind === 'int8'));
      const kernel = KERNELS.indexOf(kind);
      return {
        get density() {
          const [masked, shrunk] = formats.densities();
          return kind === 'shrunk' ? shrunk : masked;
        },
        prepare: () => formats.prepare(kernel) ?? null,
        run(from, to) {
          for (let at = from; at < to; at += batch) formats.run(images, kernel, at, Math.min(to, at + batch));
        },
        compare: () => formats.compare(images, kernel),
        free: () => formats.free(),
      };
    },
    wanted,
    made.speed,
  );
  return {
    get done() {
      return job.done;
    },
    get fraction() {
      return job.fraction;
    },
    work() {
      job.work();
      if (job.done) images.free();
    },
  };
}
