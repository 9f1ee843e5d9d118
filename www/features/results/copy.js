// @ts-check
/**
 * A table as text to paste elsewhere: CSV with full numbers, Markdown and LaTeX as they are read. Pure.
 */

/** `text` as it is read, `value` in full where it is a number. @typedef {{ text: string, value: number | null }} CopiedCell */
/** `ids` name the columns for programs, `head` for people. @typedef {{ ids: readonly string[], head: readonly string[],
 *   rows: readonly (readonly CopiedCell[])[] }} Copied */

export const FORMATS = /** @type {const} */ (['csv', 'markdown', 'latex']);
/** @typedef {typeof FORMATS[number]} Format */

/** A line of values; quoted where one holds what would part it. @param {readonly string[]} values */
const csvLine = (values) =>
  values.map((value) => (/[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value)).join(',');

/** @param {Copied} table */
function csv({ ids, rows }) {
  const lines = rows.map((row) =>
    csvLine(row.map(({ text, value }) => (value === null ? blank(text) : String(value)))),
  );
  return `${[csvLine(ids), ...lines].join('\n')}\n`;
}

/** A dash says that there is nothing. @param {string} text */
const blank = (text) => (/^[\u2013\u2026]$/.test(text) ? '' : text);

/** @param {string} text */
const markdownText = (text) => text.replaceAll('\\', '\\\\').replaceAll('|', '\\|').replaceAll('\u00a0', ' ');

/** Numbers stand at the right. @param {Copied} table */
function markdown({ head, rows }) {
  const line = (/** @type {readonly string[]} */ cells) => `| ${cells.map(markdownText).join(' | ')} |`;
  const marks = head.map((_, column) => (isNumber(rows, column) ? '---:' : '---'));
  return `${[line(head), `| ${marks.join(' | ')} |`, ...rows.map((row) => line(row.map(({ text }) => text)))].join('\n')}\n`;
}

/** @param {Copied['rows']} rows @param {number} column */
const isNumber = (rows, column) => rows.some((row) => row[column].value !== null);

/** What LaTeX takes for commands, and signs that its fonts do not have. @type {Readonly<Record<string, string>>} */
const LATEX = Object.freeze({
  '\\': '\\textbackslash{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  '\u00a0': '~',
  '\u2060': '',
  '\u2013': '--',
  '\u2014': '---',
  '\u2018': '`',
  '\u2019': "'",
  '\u2026': '\\dots{}',
  '\u2212': '$-$',
  '\u00b1': '$\\pm$',
  '\u00d7': '$\\times$',
  '\u2192': '$\\rightarrow$',
  '\u03b1': '$\\alpha$',
});

/** @param {string} text */
const latexText = (text) =>
  [...text].map((sign) => LATEX[sign] ?? (/[&%$#_{}]/.test(sign) ? `\\${sign}` : sign)).join('');

/** For the package booktabs. @param {Copied} table */
function latex({ head, rows }) {
  const line = (/** @type {readonly string[]} */ cells) => `${cells.map(latexText).join(' & ')} \\\\`;
  const marks = head.map((_, column) => (isNumber(rows, column) ? 'r' : 'l')).join('');
  return `${[
    `\\begin{tabular}{${marks}}`,
    '\\toprule',
    line(head),
    '\\midrule',
    ...rows.map((row) => line(row.map(({ text }) => text))),
    '\\bottomrule',
    '\\end{tabular}',
  ].join('\n')}\n`;
}

/** @param {Copied} table @param {Format} format */
export function copied(table, format) {
  return { csv, markdown, latex }[format](table);
}
