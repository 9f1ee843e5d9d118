// @ts-check
/**
 * Telling files apart by what is in them.
 */

/** @typedef {{ name: string, bytes: ArrayBuffer }} NamedBytes */

/**
 * Whether a file is a network rather than data: safetensors (a little-endian length, then a JSON header), ONNX (first
 * the field of its IR version), or ours.
 * @param {NamedBytes} file
 */
export function isNetwork({ name, bytes }) {
  if (bytes.byteLength >= 9) {
    const view = new DataView(bytes);
    const header = view.getBigUint64(0, true);
    if (view.getUint8(8) === 0x7b && header > 1n && header < 100_000_000n) return true;
    if (view.getUint8(0) === 8 || view.getUint32(0) === 0x50524e4c) return true;
  }
  return /\.(safetensors|onnx|prnl)$/i.test(name);
}

/**
 * What to call a data set of the person's own files: the first file's name without its endings.
 * @param {readonly { name: string }[]} files
 */
export function nameOf(files) {
  const first = files[0]?.name ?? 'files';
  const stem = first
    .replace(/\.gz$/i, '')
    .replace(/[-._](images|labels)?[-._]?idx\d[-._]ubyte$/i, '')
    .replace(/\.(idx\d?|bin|ubyte)$/i, '');
  return (stem || first).slice(0, 40);
}
