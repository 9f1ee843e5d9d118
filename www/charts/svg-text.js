// @ts-check
import { svgElement } from '../ui/dom.js';

/** Words in a drawing. @param {number} x @param {number} y @param {string} anchor @param {string} words */
export function svgText(x, y, anchor, words) {
  const element = svgElement('text', { x, y, 'text-anchor': anchor });
  element.textContent = words;
  return element;
}
