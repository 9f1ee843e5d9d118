// @ts-check
/** Data files on their way into the engine, piece by piece. */

/** @import { NamedFile } from '../protocol.js' */
/** @import { FileModule } from './file-module.js' */
import { DataFiles } from '../pkg/prunelab.js';

/** What a packed file begins with. */
const GZIP = [0x1f, 0x8b];
/** So many bytes of a plain file are copied into the engine at a time. */
const PIECE = 1 << 18;

/** Whether a file is packed, so that the module of files is needed to read it. @param {NamedFile} file */
export function isPacked({ bytes }) {
  const start = new Uint8Array(bytes, 0, Math.min(GZIP.length, bytes.byteLength));
  return GZIP.every((byte, at) => start[at] === byte);
}

/**
 * Reads files; throws the fault of the first that is broken.
 * @param {readonly NamedFile[]} files
 * @param {FileModule | null} more  needed where one is packed
 * @returns {DataFiles}  to be freed
 */
export function readFiles(files, more) {
  const read = new DataFiles();
  try {
    for (const file of files) readFile(read, file, more);
    return read;
  } catch (error) {
    read.free();
    throw error;
  }
}

/** @param {DataFiles} read @param {NamedFile} file @param {FileModule | null} more */
function readFile(read, file, more) {
  const bytes = new Uint8Array(file.bytes);
  if (isPacked(file)) {
    if (!more) throw new Error('the module of files is missing');
    read.begin(file.name, true);
    unpack(new more.Unpacker(file.name, bytes), (piece) => read.push(piece));
  } else {
    read.begin(file.name, false);
    for (let at = 0; at < bytes.length; at += PIECE) read.push(bytes.subarray(at, at + PIECE));
  }
  read.end();
}

/** @param {InstanceType<FileModule['Unpacker']>} unpacker @param {(piece: Uint8Array) => void} take */
function unpack(unpacker, take) {
  try {
    for (let piece = unpacker.unpack(); piece.length > 0; piece = unpacker.unpack()) take(piece);
  } finally {
    unpacker.free();
  }
}
