// @ts-check
/**
 * Files that a person chose: which are networks, which data, and which neither. By what is in them; loaded with the first.
 */

/** @import { DataFile, Fault, NamedFile, NetworkFile } from '../protocol.js' */

/** The largest file that is read: what a module of 32 bits can hold beside what it makes of it. */
export const LARGEST = 2 ** 31;
/** The most files at once. */
export const MOST = 200_000;
/** So many bytes tell what a file is. */
const START = 512;

/** Names of networks whose bytes do not say so. */
const NETWORKS = /\.(safetensors|onnx|prnl|pt|pth|ckpt|h5|hdf5|keras|pkl|pickle|pb|tflite|gguf|mlmodel)$/i;
/** What gzip, IDX, NumPy and PNG files begin with. */
const DATA = [
  '\x1f\x8b',
  '\x93NUMPY',
  '\x89PNG',
  ...['\x08', '\t', '\x0b', '\f', '\r', '\x0e'].map((type) => `\0\0${type}`),
];
/** Files that systems and authors put beside others. */
const JUNK =
  /(^|\/)(\.ds_store|thumbs\.db|desktop\.ini|\._[^/]*|readme[^/]*|licen[sc]e[^/]*|\.git[^/]*)$|(^|\/)__MACOSX\//i;
/** What lies beside a network and says nothing of its weights. */
const NOTES = /\.(json|md|txt|ya?ml|log|cfg|ini|py|ipynb)$/i;
/** Weights beside an ONNX file. */
const WEIGHTS = /\.(data|onnx_data|bin|weights)$|(^|\/)[\w-]*weight[\w.-]*$/i;

/** @param {string} code @param {Record<string, string | number>} params @returns {Fault} */
const fault = (code, params) => ({ code, params, message: `${code} ${JSON.stringify(params)}` });

/**
 * Whether a file is a network rather than data: safetensors (a little-endian length, then a JSON header), ONNX (first the
 * field of its IR version), ours, PyTorch's and Keras's archives; else by its name.
 * @param {{ name: string, bytes: ArrayBuffer }} file  `bytes`: at least those it begins with
 */
export function isNetwork({ name, bytes }) {
  const start = new Uint8Array(bytes, 0, Math.min(START, bytes.byteLength));
  if (bytes.byteLength >= 9) {
    const view = new DataView(bytes);
    const header = view.getBigUint64(0, true);
    if (view.getUint8(8) === 0x7b && header > 1n && header < 100_000_000n) return true;
    if (view.getUint8(0) === 8 || view.getUint32(0) === 0x50524e4c) return true;
  }
  const text = String.fromCharCode(...start);
  if (text.startsWith('PK'))
    return /data\.pkl|metadata\.json|\.data\/serialization_id/.test(text) || NETWORKS.test(name);
  const isData = DATA.some((magic) => text.startsWith(magic));
  return NETWORKS.test(name) && !isData;
}

/**
 * Sorts files into data and networks; rejected with a fault that names the first that cannot be read.
 * @param {readonly DataFile[]} chosen
 * @param {number} seed  of what may be drawn on the networks
 * @returns {Promise<{ data: DataFile[], networks: NetworkFile[] }>}
 */
export async function sortFiles(chosen, seed) {
  if (chosen.length > MOST) throw fault('too-many-files', { count: chosen.length, max: MOST });
  const meant = chosen.filter(({ name }) => !JUNK.test(name));
  /** @type {DataFile[]} */
  const data = [];
  /** @type {DataFile[]} */
  const models = [];
  for (const file of meant) {
    const { name, blob } = file;
    if (blob.size > LARGEST) throw fault('file-too-large', { file: name, bytes: blob.size, limit: LARGEST });
    // Pictures come in tens of thousands, and are no networks.
    const isPicture = /\.png$/i.test(name) && name.includes('/');
    const bytes = isPicture ? new ArrayBuffer(0) : await read(file, START);
    (isNetwork({ name, bytes }) ? models : data).push(file);
  }
  if (!meant.length) throw fault('nothing-chosen', { count: chosen.length });
  const isOnnx = models.some(({ name }) => /\.onnx$/i.test(name));
  const beside = models.length ? data.filter(({ name }) => isOnnx && WEIGHTS.test(name)) : [];
  const images = data.filter((file) => !beside.includes(file) && !(models.length && NOTES.test(file.name)));
  const named = async (/** @type {DataFile} */ file) => ({ name: file.name, bytes: await read(file) });
  /** @type {NamedFile[]} */
  const weights = [];
  for (const file of beside) weights.push(await named(file));
  /** @type {NetworkFile[]} */
  const networks = [];
  for (const file of models)
    networks.push({ ...(await named(file)), seed, ...(weights.length && { beside: weights }) });
  return { data: images, networks };
}

/** @param {DataFile} file @param {number} [length]  from its beginning; all of it */
async function read({ name, blob }, length = blob.size) {
  try {
    return await blob.slice(0, length).arrayBuffer();
  } catch {
    throw fault('unreadable', { file: name });
  }
}

/**
 * What to call a data set of the person's own files: the folder they lie in, or the first file's name without its endings.
 * @param {readonly { name: string }[]} files
 */
export function nameOf(files) {
  const first = files[0]?.name ?? 'files';
  const [folder, ...inside] = first.split('/');
  if (inside.length && files.every(({ name }) => name.startsWith(`${folder}/`))) return folder.slice(0, 40);
  const stem = (inside.at(-1) ?? first)
    .replace(/\.(gz|zip|tgz|tar)$/i, '')
    .replace(/[-._](images|labels)?[-._]?idx\d[-._]ubyte$/i, '')
    .replace(/\.(idx\d?|bin|ubyte|tar|npz|npy|csv|png)$/i, '');
  return (stem || first).slice(0, 40);
}
