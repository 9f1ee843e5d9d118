// @ts-check
/**
 * Data files on their way into the engine, piece by piece: plain IDX as it is, all others through the module of foreign
 * files, which makes plain IDX of them.
 */

/** @import { DataFile, Remark } from '../protocol.js' */
/** @import { FileModule } from './file-module.js' */
import { DataFiles } from '../pkg/prunelab.js';

/** So many bytes of a plain file are read at a time. */
const PIECE = 1 << 20;

/** Whether a file begins as an IDX file of images or labels, a byte each, does. @param {Uint8Array} start */
export const isPlain = ([first, second, type, dimensions]) =>
  first === 0 && second === 0 && type === 8 && (dimensions === 1 || dimensions === 3);

/**
 * Reads files; rejected with the fault of the first that is broken.
 * @param {readonly DataFile[]} files
 * @param {{ module: () => Promise<FileModule>, signal: AbortSignal, onProgress: (done: number, total: number) => void }} parts
 *   `module` is asked for where a file is none of plain IDX
 * @returns {Promise<{ read: DataFiles, remarks: Remark[] }>}  `read` is to be freed
 */
export async function readFiles(files, { module, signal, onProgress }) {
  const read = new DataFiles();
  const total = files.reduce((sum, { blob }) => sum + blob.size, 0);
  let done = 0;
  /** @type {InstanceType<FileModule['DataReader']> | null} */
  let reader = null;
  /** @param {DataFile} file @param {number} from @param {number} to */
  async function bytesOf({ name, blob }, from, to) {
    try {
      return new Uint8Array(await blob.slice(from, to).arrayBuffer());
    } catch (error) {
      const message = String(/** @type {any} */ (error)?.message ?? error);
      throw { code: 'unreadable', params: { file: name }, message };
    } finally {
      signal.throwIfAborted();
    }
  }
  try {
    for (const file of files) {
      const { size } = file.blob;
      if (isPlain(await bytesOf(file, 0, 4))) {
        read.begin(file.name);
        for (let at = 0; at < size; at += PIECE) {
          read.push(await bytesOf(file, at, at + PIECE));
          onProgress(done + Math.min(at + PIECE, size), total);
        }
        read.end();
      } else {
        reader ??= new (await module()).DataReader();
        reader.add(file.name, await bytesOf(file, 0, size));
      }
      done += size;
      onProgress(done, total);
    }
    const remarks = reader ? handOver(reader, read) : [];
    return { read, remarks };
  } catch (error) {
    read.free();
    throw error;
  } finally {
    reader?.free();
  }
}

/** @param {InstanceType<FileModule['DataReader']>} reader @param {DataFiles} read @returns {Remark[]} */
function handOver(reader, read) {
  const remarks = reader.finish();
  for (let name = reader.name(); name !== undefined; name = reader.name()) {
    read.begin(name);
    for (let piece = reader.piece(); piece.length > 0; piece = reader.piece()) read.push(piece);
    read.end();
  }
  return remarks;
}
