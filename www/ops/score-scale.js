// @ts-check
/**
 * How scores are laid out along an axis or a colour scale. Most span many powers of ten and stand by their logarithm;
 * movement has a sign of its own; shares, lengths and chance stand evenly from zero. Pure.
 */

/** @import { Score } from '../protocol.js' */
import { METHODS } from '../description.js';

/** What is drawn lies between `from` and `to`: powers of ten on a `log` scale, else scores. `largest` is a score.
 * @typedef {{ kind: 'log' | 'even' | 'signed', from: number, to: number, largest: number }} ScoreRange */

/** Share of the scores below a logarithmic scale. */
const BELOW = 0.002;

/**
 * @param {Score} score
 * @param {Float32Array} values
 * @returns {ScoreRange}
 */
export function rangeOf(score, values) {
  const sorted = values.filter((value) => Number.isFinite(value)).sort();
  const largest = sorted.at(-1) ?? 0;
  const scale = METHODS.scores.find(({ name }) => name === score)?.scale;
  if (scale === 'signed') {
    const sizes = sorted.map(Math.abs).sort();
    const to = sizes[Math.floor((sizes.length - 1) * (1 - BELOW))] || 1;
    return { kind: 'signed', from: -to, to, largest };
  }
  if (scale === 'linear') return { kind: 'even', from: 0, to: largest > 0 ? largest : 1, largest };
  const first = sorted.findIndex((value) => value > 0);
  if (first < 0) return { kind: 'log', from: -1, to: 0, largest: 1 };
  const low = Math.log10(sorted[first + Math.floor((sorted.length - first - 1) * BELOW)]);
  const high = Math.log10(largest);
  // Whole powers of ten, so that the axis begins and ends at a mark.
  return { kind: 'log', from: Math.floor(low), to: Math.max(Math.ceil(high), Math.floor(low) + 1), largest };
}

/** Where a score stands on the axis; minus infinity where it has no logarithm. @param {ScoreRange} range @param {number} score */
export function placeIn({ kind }, score) {
  return kind === 'log' ? Math.log10(Math.max(0, score)) : score;
}

/** The score at a place on the axis. @param {ScoreRange} range @param {number} place */
export function scoreAt({ kind }, place) {
  return kind === 'log' ? 10 ** place : place;
}

/**
 * Values for a colour scale about zero: 0 to 1 along the range, or -1 to 1 where scores have a sign.
 * @param {ScoreRange} range
 * @param {Float32Array} scores
 */
export function coloured(range, scores) {
  const { kind, from, to } = range;
  return scores.map((score) => {
    if (kind === 'signed') return Math.min(1, Math.max(-1, score / to));
    return Math.min(1, Math.max(0, (placeIn(range, score) - from) / (to - from)));
  });
}

/** The score at a value of the colour scale. @param {ScoreRange} range @param {number} value */
export function scoreOf(range, value) {
  return range.kind === 'signed' ? value * range.to : scoreAt(range, range.from + value * (range.to - range.from));
}
