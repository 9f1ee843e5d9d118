// @ts-check
/**
 * What is filled into a sentence, such as a file's name, in an element of its own: names of any length, and those written
 * from right to left, leave the sentence as it is.
 */

/** @import { Params } from '../i18n/index.js' */
import { html } from 'lit-html';

/** The marks of an isolate (Unicode's FSI and PDI), by which it is found in the sentence. */
const MARKS = /[\u2068\u2069]/;
const EVERY_MARK = /[\u2066-\u2069\u202a-\u202e]/g;
/** The longest that is shown whole. */
const LONGEST = 160;

/** @param {string} text */
export const bare = (text) => text.replace(EVERY_MARK, '');

/** Its beginning and its end, where names differ. @param {string} text */
function shortened(text) {
  const marks = [...text];
  return marks.length <= LONGEST ? text : `${marks.slice(0, 100).join('')}\u2026${marks.slice(-50).join('')}`;
}

/**
 * @param {(params: Params) => string} word  fills a sentence
 * @param {Params} params
 */
export function isolated(word, params) {
  const marked = Object.entries(params).map(([name, value]) => {
    if (typeof value !== 'string') return [name, value];
    return [name, `\u2068${name === 'href' ? value : shortened(bare(value))}\u2069`];
  });
  const pieces = word(Object.fromEntries(marked)).split(MARKS);
  return pieces.map((piece, at) => (at % 2 ? html`<bdi>${piece}</bdi>` : piece));
}
