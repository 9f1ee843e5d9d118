// Medians, spreads and tables.

/** @param {readonly number[]} values @param {number} share  0.95: the value that 95 % lie at or below */
export function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(sorted.length * share) - 1))];
}

/** @param {readonly number[]} values */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Smallest and largest, as text. @param {readonly number[]} values @param {number} [digits] */
export function spread(values, digits = 2) {
  return `${Math.min(...values).toFixed(digits)}-${Math.max(...values).toFixed(digits)}`;
}

/** To so many significant digits, for files. @param {number | null | undefined} value @param {number} [digits] */
export function rounded(value, digits = 4) {
  return value === null || value === undefined || !Number.isFinite(value) ? null : Number(value.toPrecision(digits));
}

/** A Markdown table; columns after the first stand right where `right` says so. @param {string[]} head @param {(string | number)[][]} rows */
export function table(head, rows) {
  const cells = [head, ...rows].map((row) => row.map(String));
  const widths = head.map((_, column) => Math.max(3, ...cells.map((row) => row[column].length)));
  const isNumber = head.map(
    (_, column) => column > 0 && cells.slice(1).every((row) => /^[-\d.,\s%–]*$/.test(row[column])),
  );
  const line = (row) =>
    `| ${row.map((cell, column) => (isNumber[column] ? cell.padStart(widths[column]) : cell.padEnd(widths[column]))).join(' | ')} |`;
  const rule = widths.map((width, column) => (isNumber[column] ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width)));
  return [line(cells[0]), `| ${rule.join(' | ')} |`, ...cells.slice(1).map(line)].join('\n');
}
