// @ts-check
/**
 * Links as mail and chat programs leave them: marks percent-encoded once or more, `&amp;`, marks of the sentence at the end,
 * parts for counting visitors. Loaded when a link cannot be read as it stands. Pure: `reads` says whether a text is a link.
 */

/** @typedef {(text: string) => boolean} Reads */

/** More often no program encodes a link. */
const MOST_DECODINGS = 3;
/** What may follow a link in a sentence, and the most of it. */
const AFTER = /(?:[\s.,;:!?)>\]}"'*_/\\\u00bb\u2019\u201d\u3001\u3002\uff0c\uff09\u300d\u3011\u200b]|&(?:gt|quot);?)$/u;
const MOST_AFTER = 12;
/** Parts that count visitors. */
const COUNTING = /^(?:utm_\w*|fbclid|gclid|dclid|msclkid|igshid|yclid|mc_[ce]id|spm)(?:=|$)/i;

/**
 * The first reading of a link that is one; null when there is none.
 * @param {string} hash  with or without the leading #
 * @param {Reads} reads
 * @returns {string | null}
 */
export function mended(hash, reads) {
  for (const text of decodings(hash)) {
    let shorter = text;
    for (let cut = 0; cut <= MOST_AFTER; cut += 1) {
      const found = [shorter, `${shorter})`].find((reading) => reading && reads(reading));
      if (found) return found;
      if (!AFTER.test(shorter)) break;
      shorter = shorter.replace(AFTER, '');
    }
  }
  return null;
}

/** What a link that has no reading was meant to be: fully decoded. @param {string} hash */
export function meant(hash) {
  return [...decodings(hash)].at(-1) ?? '';
}

/**
 * What can be read of a link that cannot be as a whole: of the operations as many as can, from the first.
 * @param {string} hash
 * @param {Reads} reads
 * @param {string} data  the part to begin with where the link's own cannot be read
 * @returns {string | null}  null: nothing
 */
export function readablePart(hash, reads, data) {
  const parts = meant(hash).split('&').map(trimmed).filter(Boolean);
  const own = parts.find((part) => part.startsWith('data=') && reads(part));
  let text = own ?? data;
  let count = own ? 1 : 0;
  for (const part of parts) {
    const found = part.startsWith('data=') ? null : shortened(part).find((piece) => reads(`${text}&${piece}`));
    if (!found) continue;
    text += `&${found}`;
    count += 1;
  }
  return count > 0 ? text : null;
}

/** @param {string} hash */
function* decodings(hash) {
  let text = hash.replace(/^#+/, '');
  for (let times = 0; times <= MOST_DECODINGS; times += 1) {
    yield withoutCounting(withNames(withTeachers(text.replace(/&(?:amp;|#38;|#x26;)+/gi, '&'))));
    const decoded = decodedOnce(text);
    if (decoded === text) return;
    text = decoded;
  }
}

/** @param {string} text */
function decodedOnce(text) {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (escapes) => {
    try {
      return decodeURIComponent(escapes);
    } catch {
      return escapes;
    }
  });
}

/** @param {string} text */
function withoutCounting(text) {
  return text
    .replace(/\?(?=utm_|fbclid|gclid)/gi, '&')
    .split('&')
    .filter((part) => part && !COUNTING.test(part))
    .join('&');
}

/** Names whose marks were decoded with the rest are escaped again. @param {string} text */
function withNames(text) {
  return text
    .replace(
      /((?:^|&)data=files,)(.*?)(,[\w%-]+)(?=&(?:ops|prune|at|base|view|show|image|utm_\w+)=|$)/u,
      (_, start, name, end) => start + escaped(name) + end,
    )
    .replace(/(import\()(.*?)(;[\w%-]+;\d+\))/gu, (_, start, name, end) => start + escaped(name) + end);
}

/** A teacher's operations that were decoded with those they stand in are escaped again. @param {string} text @returns {string} */
function withTeachers(text) {
  const start = text.indexOf('distil(');
  if (start < 0) return text;
  let end = start + 'distil'.length;
  let depth = 0;
  do {
    if (text[end] === '(') depth += 1;
    if (text[end] === ')') depth -= 1;
    end += 1;
  } while (depth > 0 && end < text.length);
  const [, fields, teacher, stop] =
    /^([^(]*\([^(]*;)([^;(]*\(.*?)((?:;stop=\d+)?\))$/u.exec(text.slice(start, end)) ?? [];
  const op = fields ? fields + escaped(teacher, /[^\w-]|_/gu) + stop : text.slice(start, end);
  return text.slice(0, start) + op + withTeachers(text.slice(end));
}

/** @param {string} name @param {RegExp} [marks]  what is escaped; not what is an escape already */
function escaped(name, marks = /[^\w%-]|_/gu) {
  return name.replace(marks, (mark) =>
    Array.from(new TextEncoder().encode(mark), (byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join(
      '',
    ),
  );
}

/** @param {string} part */
function trimmed(part) {
  let text = part;
  while (AFTER.test(text) && !(text.endsWith(')') && text.includes('('))) text = text.replace(AFTER, '');
  return text;
}

/** A part, and shorter ones if it is a list of operations. @param {string} part */
function shortened(part) {
  const ops = part.split('~');
  return ops.map((_, at) => ops.slice(0, ops.length - at).join('~'));
}
