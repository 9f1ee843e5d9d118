// WebAssembly as text, cut into its top-level forms: just enough to move functions from one module into another.
// The text is what wasm-dis writes: every top-level form begins on a line of its own, indented by one space.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withoutLinking } from './linking.mjs';

/** The features rustc's wasm target has on by default, and SIMD. */
const FEATURES = [
  'simd',
  'relaxed-simd',
  'bulk-memory',
  'bulk-memory-opt',
  'sign-ext',
  'mutable-globals',
  'nontrapping-float-to-int',
  'multivalue',
  'reference-types',
].map((name) => `--enable-${name}`);

const NAME = /\$(?:"(?:[^"\\]|\\.)*"|[^\s()"]+)/;
/** @typedef {{ kind: string, name: string, text: string }} Form */

/** @param {string} tool @param {string[]} args */
export function binaryen(tool, args) {
  execFileSync(tool, [...FEATURES, ...args], { stdio: ['ignore', 'inherit', 'inherit'] });
}

/** @template T @param {(folder: string) => T} work */
export function inScratch(work) {
  const folder = mkdtempSync(join(tmpdir(), 'prunelab-'));
  try {
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The forms of a module in a file. @param {string} wasm @returns {Form[]} */
export function readForms(wasm) {
  const text = inScratch((folder) => {
    const wat = join(folder, 'module.wat');
    // What the linker noted down is no part of the text, and the tool warns of it.
    const lean = join(folder, 'lean.wasm');
    writeFileSync(lean, withoutLinking(readFileSync(wasm)));
    binaryen('wasm-dis', [lean, '-o', wat]);
    return readFileSync(wat, 'utf8');
  });
  const begins = [...text.matchAll(/^ \(/gm)].map(({ index }) => index);
  begins.push(text.lastIndexOf(')'));
  return begins.slice(0, -1).map((from, at) => {
    const form = text.slice(from, begins[at + 1]).trimEnd();
    const [, kind] = /^ \((\w+)/.exec(form) ?? [];
    const head = form.slice(0, form.includes('\n') ? form.indexOf('\n') : form.length);
    // A function that is imported counts as a function, as far as its name goes.
    const inner = kind === 'import' ? (/\((?:func|memory|table|global) .*$/.exec(head)?.[0] ?? '') : head;
    return { kind, name: NAME.exec(kind === 'export' ? '' : inner)?.[0] ?? '', text: form };
  });
}

/** @param {readonly string[]} texts @param {string} wasm @param {readonly string[]} [passes] */
export function writeForms(texts, wasm, passes = []) {
  inScratch((folder) => {
    const wat = join(folder, 'module.wat');
    writeFileSync(wat, `(module\n${texts.join('\n')}\n)\n`);
    binaryen(passes.length ? 'wasm-opt' : 'wasm-as', [wat, ...passes, '-o', wasm]);
  });
}

/** Names of functions a form refers to. @param {string} text @returns {Set<string>} */
export function mentions(text) {
  const all = new RegExp(`\\((?:call|return_call|ref\\.func) (${NAME.source})`, 'g');
  return new Set([...text.matchAll(all)].map(([, name]) => name));
}

/** Names in the list of an `elem` form. @param {string} text @returns {string[]} */
export function listed(text) {
  const list = text.slice(text.indexOf(' func') + 5);
  return list.match(new RegExp(NAME.source, 'g')) ?? [];
}

/** A function's parameters and results, as its first line or its import has them. @param {string} text */
export function signature(text) {
  const head = text.slice(0, text.includes('\n') ? text.indexOf('\n') : text.length);
  const params = [...head.matchAll(/\(param (?:\$\S+ )?([^)]*)\)/g)].flatMap(([, types]) => types.trim().split(/\s+/));
  const [, result = ''] = /\(result ([^)]*)\)/.exec(head) ?? [];
  const typed = `${params.length ? ` (param ${params.join(' ')})` : ''}${result ? ` (result ${result})` : ''}`;
  return { params, typed };
}

/** The text with a statement before all others of a function. @param {string} text @param {string} statement */
export function prefixed(text, statement) {
  const lines = text.split('\n');
  let at = 1;
  while (lines[at]?.startsWith('  (local ')) at += 1;
  if (lines.length === 1) throw new Error(`a function without a body: ${text.slice(0, 80)}`);
  return [...lines.slice(0, at), `  ${statement}`, ...lines.slice(at)].join('\n');
}

/** Where an active `data` form puts what. @param {string} text */
export function bytesOf(text) {
  const [, address, escaped] = /** @type {RegExpExecArray} */ (/\(i32\.const (\d+)\) "((?:[^"\\]|\\.)*)"/s.exec(text));
  const plain = { t: 9, n: 10, r: 13, '"': 34, "'": 39, '\\': 92 };
  /** @type {number[]} */
  const bytes = [];
  for (const [, code, character] of escaped.matchAll(/\\([0-9a-fA-F]{2}|.)|([^\\])/gs)) {
    if (character !== undefined) bytes.push(...Buffer.from(character));
    else bytes.push(code.length === 2 ? parseInt(code, 16) : plain[/** @type {keyof plain} */ (code)]);
  }
  return { address: Number(address), bytes: Buffer.from(bytes) };
}

/** @param {number} address @param {Buffer} bytes */
export function segment(address, bytes) {
  return ` (data (i32.const ${address}) "${bytes.toString('hex').replace(/../g, '\\$&')}")`;
}
