// Splits a module that wasm-bindgen made: what a first visit calls stays in its first part, all else goes into parts that
// are fetched when they are needed. Optimises every part.   node scripts/split.mjs IN.wasm OUT_BASE
//
// Which functions a first visit calls is measured: scripts/first-visit.mjs runs one with a module that notes its calls.
// The parts share memory, table, globals and functions. A function that went away leaves a stand-in, which looks for
// it in the table, where its part puts it when it is joined, and asks for the part when it is not there
// (src/web/parts.rs). So what is misplaced is at worst fetched at a later moment than it could have been.
// Constants (texts, tables) that only functions of a part lead to go with them; LINKED tells which.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { PARTS } from '../src/web/parts.js';
import { functionNames, readConstants } from './linking.mjs';
import { bytesOf, inScratch, listed, mentions, prefixed, readForms, segment, signature, writeForms } from './wat.mjs';

/** @import { Form } from './wat.mjs' */

/** What stays though the visit does not come by: other settings of training and of charts lead there, in loops. */
const STAYS = /^\$"?<?(&?prunelab::(nn::|chart::)|isFused|dlmalloc|__wbindgen|__externref)/;
/** Which functions go into which part, by what they are called; `more` takes all others. What only a part calls goes with it.
 * @type {Record<string, RegExp>} */
const BELONGS = {
  files:
    /safetensors|prost|onnx|compact|files::network|serde_json|miniz_oxide|flate2|crc32fast|simd_adler32|data::idx|handover|(import|export)Model|loadFiles|load_files|(import|export)State/,
  more: /./,
};

const [, , source, mangled, linked, base] = process.argv;
const forms = readForms(source);
const functions = new Map(forms.filter(({ kind }) => kind === 'func').map((form) => [form.name, form]));
const names = [...functions.keys()];
const needPart = forms.map(({ text }) => /^ \(export "needPart" \(func (.*)\)\)$/.exec(text)?.[1]).find(Boolean) ?? '';
if (!functions.has(needPart)) throw new Error('the module has no needPart to fetch parts with (src/web/parts.rs)');
const visited = new Set(visit().map((number) => names[number]));
const partOf = assign();
const fixed = /** @type {Form} */ (forms.find(({ kind, name }) => kind === 'data' && name.includes('rodata')));
const { address, bytes } = bytesOf(fixed.text);
write();

/** Numbers of the functions a first visit calls. @returns {number[]} */
function visit() {
  return inScratch((folder) => {
    const noting = join(folder, 'noting.wasm');
    const noted = forms.map(({ kind, name, text }) =>
      kind === 'func' ? prefixed(text, `(global.set $called${names.indexOf(name)} (i32.const 1))`) : text,
    );
    const notes = names.flatMap((_, at) => [
      ` (global $called${at} (mut i32) (i32.const 0))`,
      ` (export "called:${at}" (global $called${at}))`,
    ]);
    writeForms([...noted, ...notes], noting);
    const told = execFileSync(process.execPath, [join(import.meta.dirname, 'first-visit.mjs'), noting], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    return JSON.parse(told);
  });
}

/** The part every function goes into, from 1; those that stay are not in it. @returns {Map<string, number>} */
function assign() {
  // What fetches parts must be there, with all it calls.
  const fetching = new Set([needPart]);
  for (const name of fetching) for (const other of mentions(functions.get(name)?.text ?? '')) fetching.add(other);
  const moving = names.filter((name) => !visited.has(name) && !fetching.has(name) && !STAYS.test(name));
  /** @type {Map<string, number>} */
  const parts = new Map();
  for (const name of moving) {
    const at = PARTS.findIndex((part) => BELONGS[part].test(name));
    parts.set(name, at + 1);
  }
  // Who calls whom, to take along what only one part calls.
  /** @type {Map<string, Set<string>>} */
  const callers = new Map();
  for (const { name, text } of functions.values()) {
    for (const other of mentions(text)) callers.set(other, (callers.get(other) ?? new Set()).add(name));
  }
  const last = PARTS.length;
  for (let changed = true; changed;) {
    changed = false;
    for (const name of moving) {
      if (parts.get(name) !== last) continue;
      const theirs = new Set([...(callers.get(name) ?? [])].map((caller) => parts.get(caller) ?? 0));
      const [only] = theirs;
      if (theirs.size === 1 && only !== 0 && only !== last) {
        parts.set(name, only);
        changed = true;
      }
    }
  }
  return parts;
}

/** The part a constant goes into stays out of the first, and is in every part that leads to it.
 * @returns {{ gone: { from: number, end: number }[], parts: { from: number, end: number }[][] }}  addresses */
function constants() {
  const linkedNames = functionNames(mangled);
  // Names that stand twice are wasm-bindgen's own, which lead to no constants.
  const numbers = new Map(linkedNames.map((name, at) => [name, at]));
  if (linkedNames.length !== names.length) throw new Error(`${mangled} and ${source} do not go together`);
  const { constants: all, ofFunction, ofConstant } = readConstants(linked);
  const isFixed = (/** @type {import('./linking.mjs').Constant} */ { address: from, size }) =>
    from >= address && from + size <= address + bytes.length;
  /** @param {(part: number) => boolean} is */
  const reached = (is) => {
    const found = new Set();
    const open = [...ofFunction].flatMap(([name, used]) => {
      // wasm-bindgen takes the hash off the names of what it exports; what is not found counts as staying.
      const at = numbers.get(name) ?? numbers.get(name.replace(/_[0-9a-f]{16}$/, ''));
      return is(at === undefined ? 0 : (partOf.get(names[at]) ?? 0)) ? [...used] : [];
    });
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (found.has(next)) continue;
      found.add(next);
      open.push(...(ofConstant.get(next) ?? []));
    }
    return found;
  };
  const everywhere = reached(() => true);
  const first = reached((part) => part === 0);
  all.forEach((_, number) => {
    if (!everywhere.has(number) || !isFixed(all[number])) first.add(number);
  });
  const here = new Set([...first].flatMap((number) => addresses(all[number])));
  const away = PARTS.map((_, at) => {
    const mine = [...reached((part) => part === at + 1)].flatMap((number) => addresses(all[number]));
    return ranges(mine.filter((address) => !here.has(address)));
  });
  return { gone: away.flat(), parts: away };
}

/** @param {{ address: number, size: number }} constant */
function addresses({ address, size }) {
  return Array.from({ length: size }, (_, at) => address + at);
}

/** Stretches of memory, joined where hardly anything lies between: a stretch of its own costs as much.
 * @param {number[]} places */
function ranges(places) {
  /** @type {{ from: number, end: number }[]} */
  const made = [];
  for (const place of [...new Set(places)].sort((a, b) => a - b)) {
    const last = made.at(-1);
    if (last && place === last.end) last.end += 1;
    else made.push({ from: place, end: place + 1 });
  }
  return made;
}

function write() {
  const of = (/** @type {string} */ kind) => forms.filter((form) => form.kind === kind);
  const [table] = of('table').filter(({ text }) => text.includes('funcref'));
  const [, , size] = /** @type {RegExpExecArray} */ (/ (\S+) (\d+) \d+ funcref/.exec(table.text)) ?? [];
  const imported = new Map(
    of('import')
      .filter(({ text }) => text.includes('(func '))
      .map((form) => [form.name, form]),
  );

  /** Functions one part has and another uses. @type {Set<string>} */
  const shared = new Set();
  for (const { name, text } of functions.values()) {
    const here = partOf.get(name) ?? 0;
    for (const other of mentions(text)) if ((partOf.get(other) ?? 0) !== here) shared.add(other);
  }
  for (const { text } of of('elem')) for (const name of listed(text)) if (partOf.has(name)) shared.add(name);
  for (const { text } of of('export')) {
    const [, name] = /\(func (.*)\)\)$/.exec(text) ?? [];
    if (name && partOf.has(name)) shared.add(name);
  }

  /** The place in the table of every function that is called from outside its part. @type {Map<string, number>} */
  const slots = new Map();
  let end = Number(size);
  const lists = PARTS.map((_, at) => {
    const mine = [...shared].filter((name) => partOf.get(name) === at + 1);
    const from = end;
    for (const name of mine) slots.set(name, end++);
    return { from, mine };
  });
  const grown = (/** @type {string} */ text) => text.replace(/\d+ \d+ funcref/, `${end} ${end} funcref`);

  /** @param {Form} form  the function that stands in for it */
  function standIn({ name, text }) {
    const { params, typed } = signature(text);
    const named = params.map((type, at) => ` (param $${at} ${type})`).join('');
    const result = typed.includes('(result') ? typed.slice(typed.indexOf('(result')) : '';
    const slot = `(i32.const ${slots.get(name)})`;
    return [
      ` (func ${name}${named} ${result}`,
      `  (if (ref.is_null (table.get ${table.name} ${slot})) (then (call ${needPart} (i32.const ${partOf.get(name)}))))`,
      `  (call_indirect ${table.name}${typed} ${params.map((_, at) => `(local.get $${at})`).join(' ')} ${slot})`,
      ' )',
    ].join('\n');
  }

  /** How a part names what it shares with the first. @type {Map<string, string>} */
  const labels = new Map();
  const label = (/** @type {string} */ name) => {
    if (!labels.has(name)) labels.set(name, `s${labels.size}`);
    return labels.get(name);
  };
  const { gone, parts: moved } = constants();
  const kept = Buffer.from(bytes);
  for (const { from, end: to } of gone) kept.fill(0, from - address, to - address);
  const passes = process.env.NAMES
    ? ['-O3', '-g']
    : ['-O3', '--strip-debug', '--strip-producers', '--strip-target-features'];

  PARTS.forEach((part, at) => {
    const mine = names.filter((name) => partOf.get(name) === at + 1);
    const used = new Set(mine.flatMap((name) => [...mentions(/** @type {Form} */ (functions.get(name)).text)]));
    const theirs = [...used].filter((name) => (partOf.get(name) ?? 0) !== at + 1);
    const imports = [
      ...of('memory').map(
        ({ text }) => text.replace(/^ \(memory/, ` (import "first" "${label('memory')}" (memory`) + ')',
      ),
      ...of('table').map(
        ({ name, text }) => grown(text).replace(/^ \(table/, ` (import "first" "${label(name)}" (table`) + ')',
      ),
      ...of('global').map(({ name, text }) => {
        const [, type] = /** @type {RegExpExecArray} */ (/^ \(global \S+ (\(mut \w+\)|\w+)/.exec(text));
        return ` (import "first" "${label(name)}" (global ${name} ${type}))`;
      }),
      ...theirs.map((name) => {
        const { text } = /** @type {Form} */ (functions.get(name) ?? imported.get(name));
        return ` (import "first" "${label(name)}" (func ${name}${signature(text).typed}))`;
      }),
    ];
    const { from, mine: list } = lists[at];
    const elem = ` (elem (table ${table.name}) (i32.const ${from}) func ${list.join(' ')})`;
    const bodies = mine.map((name) => /** @type {Form} */ (functions.get(name)).text);
    const joined = moved[at].reduce((/** @type {typeof gone} */ list, { from: begin, end: stop }) => {
      const last = list.at(-1);
      // What lies between is fixed as well, so it may be written again.
      if (last && begin - last.end <= 8) last.end = stop;
      else list.push({ from: begin, end: stop });
      return list;
    }, []);
    const texts = joined.map(({ from: begin, end: stop }) =>
      segment(begin, bytes.subarray(begin - address, stop - address)),
    );
    writeForms(
      [...of('type').map(({ text }) => text), ...imports, elem, ...texts, ...bodies],
      `${base}.${part}.wasm`,
      passes,
    );
  });

  const exports = [...labels].map(([name, short]) => {
    const kind =
      name === 'memory'
        ? 'memory'
        : of('table').some((one) => one.name === name)
          ? 'table'
          : of('global').some((one) => one.name === name)
            ? 'global'
            : 'func';
    return ` (export "${short}" (${kind} ${kind === 'memory' ? of('memory')[0].name : name}))`;
  });
  const rest = forms.flatMap((form) => {
    if (form === fixed) return [segment(address, kept)];
    if (form === table) return [grown(form.text)];
    if (form.kind !== 'func' || !partOf.has(form.name)) return [form.text];
    return shared.has(form.name) ? [standIn(form)] : [];
  });
  const firstFunction = rest.findIndex((text) => text.startsWith(' (func '));
  writeForms([...rest.slice(0, firstFunction), ...exports, ...rest.slice(firstFunction)], `${base}.wasm`, passes);
}
