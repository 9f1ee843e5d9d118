// Which constants of a linked module which functions use, out of what the linker notes down with --emit-relocs.
// Formats: https://github.com/WebAssembly/tool-conventions/blob/main/Linking.md
import { readFileSync } from 'node:fs';

/** A constant in memory. @typedef {{ address: number, size: number }} Constant */
/** @typedef {{ type: number, offset: number, symbol: number }} Relocation */

const MEMORY_ADDRESS = new Set([3, 4, 5, 11, 14, 15, 16, 17, 21, 23, 25]);
const WITH_ADDEND = new Set([...MEMORY_ADDRESS, 8, 9, 22]);
/** Kinds of symbols. */
const [DATA, SECTION] = [1, 3];
const [UNDEFINED, EXPLICIT_NAME] = [0x10, 0x40];

/** Reads numbers and names one after another. @param {Buffer} bytes */
function reader(bytes) {
  const self = {
    at: 0,
    byte: () => bytes[self.at++],
    /** LEB128; signed numbers are only skipped here, and are as long. */
    number() {
      let [value, factor] = [0, 1];
      let byte;
      do {
        byte = bytes[self.at++];
        value += (byte & 127) * factor;
        factor *= 128;
      } while (byte & 128);
      return value;
    },
    name() {
      const length = self.number();
      self.at += length;
      return bytes.toString('utf8', self.at - length, self.at);
    },
  };
  return self;
}

/** The sections of a module, custom ones by their names. @param {Buffer} bytes */
function sections(bytes) {
  const read = reader(bytes);
  read.at = 8;
  /** @type {Map<string, { start: number, body: number, end: number }>} */
  const found = new Map();
  while (read.at < bytes.length) {
    const id = read.byte();
    const length = read.number();
    const start = read.at;
    const name = id === 0 ? read.name() : String(id);
    found.set(name, { start, body: read.at, end: start + length });
    read.at = start + length;
  }
  return found;
}

/** The module without what the linker noted down. @param {Buffer} bytes */
export function withoutLinking(bytes) {
  const kept = [bytes.subarray(0, 8)];
  const read = reader(bytes);
  for (read.at = 8; read.at < bytes.length;) {
    const from = read.at;
    const id = read.byte();
    const end = read.number() + read.at;
    const name = id === 0 ? read.name() : '';
    if (!/^(linking|reloc\..*)$/.test(name)) kept.push(bytes.subarray(from, end));
    read.at = end;
  }
  return Buffer.concat(kept);
}

/** Names of a module's own functions, in order. @param {string} path */
export function functionNames(path) {
  const bytes = readFileSync(path);
  const all = sections(bytes);
  const read = reader(bytes);
  const names = all.get('name');
  const code = all.get('10');
  if (!names || !code) throw new Error(`${path} has no names of functions`);
  /** @type {Map<number, string>} */
  const named = new Map();
  for (read.at = names.body; read.at < names.end;) {
    const kind = read.byte();
    const end = read.number() + read.at;
    if (kind === 1) {
      for (let left = read.number(); left > 0; left -= 1) named.set(read.number(), read.name());
    }
    read.at = end;
  }
  read.at = code.body;
  const count = read.number();
  const first = importedFunctions(bytes, all.get('2'));
  return Array.from({ length: count }, (_, at) => named.get(first + at) ?? '');
}

/** @param {Buffer} bytes @param {{ body: number } | undefined} section */
function importedFunctions(bytes, section) {
  if (!section) return 0;
  const read = reader(bytes);
  read.at = section.body;
  let functions = 0;
  const limits = () => {
    const flags = read.number();
    read.number();
    if (flags & 1) read.number();
  };
  for (let left = read.number(); left > 0; left -= 1) {
    read.name();
    read.name();
    const kind = read.byte();
    if (kind === 0) {
      functions += 1;
      read.number();
    } else if (kind === 1) {
      read.byte();
      limits();
    } else if (kind === 2) limits();
    else if (kind === 3) read.at += 2;
    else throw new Error(`an import of kind ${kind}`);
  }
  return functions;
}

/**
 * The constants of a linked module, and who leads to them.
 * @param {string} path  of the module as the linker wrote it
 * @returns {{ constants: Constant[], ofFunction: Map<string, Set<number>>, ofConstant: Map<number, Set<number>> }}
 *   constants by number, and those that functions (by mangled name) and other constants refer to
 */
export function readConstants(path) {
  const bytes = readFileSync(path);
  const all = sections(bytes);
  const section = (/** @type {string} */ name) => {
    const found = all.get(name);
    if (!found) throw new Error(`${path} has no section ${name}: it must be linked with --emit-relocs`);
    return found;
  };
  const read = reader(bytes);

  // Where each function stands in the code section, and each segment in the data section and in memory.
  const code = section('10');
  read.at = code.body;
  const bodies = Array.from({ length: read.number() }, () => {
    const size = read.number();
    read.at += size;
    return { from: read.at - size - code.start, end: read.at - code.start };
  });
  const data = section('11');
  read.at = data.body;
  const segments = Array.from({ length: read.number() }, () => {
    if (read.number() !== 0 || read.byte() !== 0x41) throw new Error('a segment of data that is not active');
    const address = read.number(); // addresses are below 2^31 and this is not negative: but LEB is signed here
    if (read.byte() !== 0x0b) throw new Error('a segment of data with a computed address');
    const size = read.number();
    read.at += size;
    return { address, from: read.at - size - data.start };
  });

  // Symbols.
  const linking = section('linking');
  read.at = linking.body;
  read.number();
  /** @type {({ constant: number } | null)[]} */
  const symbols = [];
  /** @type {(Constant & { from: number })[]} */
  const constants = [];
  while (read.at < linking.end) {
    const kind = read.byte();
    const end = read.number() + read.at;
    for (let left = kind === 8 ? read.number() : 0; left > 0; left -= 1) {
      const type = read.byte();
      const flags = read.number();
      /** @type {{ constant: number } | null} */
      let symbol = null;
      if (type === DATA) {
        read.name();
        if (!(flags & UNDEFINED)) {
          const { address, from } = segments[read.number()];
          const offset = read.number();
          symbol = { constant: constants.length };
          constants.push({ address: address + offset, from: from + offset, size: read.number() });
        }
      } else if (type === SECTION) read.number();
      else {
        read.number();
        if (!(flags & UNDEFINED) || flags & EXPLICIT_NAME) read.name();
      }
      symbols.push(symbol);
    }
    read.at = end;
  }

  /** @param {string} name @returns {{ offset: number, constant: number }[]} */
  function references(name) {
    const { body, end } = section(name);
    read.at = body;
    read.number();
    const found = [];
    for (let left = read.number(); left > 0; left -= 1) {
      const type = read.byte();
      const offset = read.number();
      const symbol = read.number();
      if (WITH_ADDEND.has(type)) read.number();
      const constant = MEMORY_ADDRESS.has(type) ? symbols[symbol]?.constant : undefined;
      if (constant !== undefined) found.push({ offset, constant });
    }
    if (read.at !== end) throw new Error(`${name} was not understood`);
    return found.sort((a, b) => a.offset - b.offset);
  }

  const names = functionNames(path);
  /** @type {Map<string, Set<number>>} */
  const ofFunction = new Map();
  let at = 0;
  for (const { offset, constant } of references('reloc.CODE')) {
    while (bodies[at].end <= offset) at += 1;
    if (offset < bodies[at].from) throw new Error('a reference outside every function');
    ofFunction.set(names[at], (ofFunction.get(names[at]) ?? new Set()).add(constant));
  }
  /** @type {Map<number, Set<number>>} */
  const ofConstant = new Map();
  const inOrder = constants.map((constant, number) => ({ ...constant, number })).sort((a, b) => a.from - b.from);
  for (const { offset, constant } of references('reloc.DATA')) {
    // Symbols may overlap: everything that holds the reference refers to it.
    for (const { from, size, number } of inOrder) {
      if (from > offset) break;
      if (offset < from + size) ofConstant.set(number, (ofConstant.get(number) ?? new Set()).add(constant));
    }
  }
  return { constants: constants.map(({ address, size }) => ({ address, size })), ofFunction, ofConstant };
}
