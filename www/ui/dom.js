// @ts-check
/**
 * What views that draw by themselves need of elements: to make, find and change one. All others are templates.
 */

/**
 * An element that a program draws on or measures, with its attributes; `true` is an empty one. Views are templates.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Record<string, string | number | true>} [attributes]
 * @returns {HTMLElementTagNameMap[K]}
 */
export function newElement(tag, attributes = {}) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes))
    element.setAttribute(name, value === true ? '' : String(value));
  return element;
}

/** An element of its own at the end of a place that others fill, too: a template needs one. @param {Element} place */
export function newPart(place) {
  return place.appendChild(document.createElement('div'));
}

/** Line icons, 20 x 20. */
export const PATHS = {
  play: 'M6 4l10 6-10 6z',
  pause: 'M6 4v12M14 4v12',
  stop: 'M5 5h10v10H5z',
  step: 'M5 4l8 6-8 6zM15 4v12',
  undo: 'M8 4L4 8l4 4M4 8h8a4 4 0 0 1 0 8H8',
  share: 'M8 12l4-4M7 9l-2 2a2.8 2.8 0 0 0 4 4l2-2M13 11l2-2a2.8 2.8 0 0 0-4-4L9 7',
  lesson: 'M3 5c3-1.5 5-1 7 .5 2-1.5 4-2 7-.5v11c-3-1.5-5-1-7 .5-2-1.5-4-2-7-.5zM10 5.5v11',
  download: 'M10 3v9M6 9l4 4 4-4M4 16h12',
  sun: 'M10 6.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7zM10 1.5v2M10 16.5v2M1.5 10h2M16.5 10h2M4 4l1.4 1.4M14.6 14.6L16 16M4 16l1.4-1.4M14.6 5.4L16 4',
  moon: 'M16 12.5A7 7 0 0 1 7.5 4a6.5 6.5 0 1 0 8.5 8.5z',
  auto: 'M10 3a7 7 0 1 0 0 14zM10 3a7 7 0 0 1 0 14',
  data: 'M4 5.5c0-1.4 2.7-2.5 6-2.5s6 1.1 6 2.5S13.3 8 10 8 4 6.9 4 5.5zM4 5.5v9C4 15.9 6.7 17 10 17s6-1.1 6-2.5v-9M4 10c0 1.4 2.7 2.5 6 2.5s6-1.1 6-2.5',
  close: 'M5 5l10 10M15 5L5 15',
  check: 'M4 10.5l4 4 8-9',
  runs: 'M4 5h2M9 5h7M4 10h2M9 10h7M4 15h2M9 15h7',
  network:
    'M4 5a1.5 1.5 0 1 0 .01 0zM4 12a1.5 1.5 0 1 0 .01 0zM16 8.5a1.5 1.5 0 1 0 .01 0zM5.5 6.7l9 2.8M5.5 13.2l9-2.8',
  steps: 'M3 5h4M10 5h7M3 10h9M15 10h2M3 15h2M8 15h9M7 3.5v3M12 8.5v3M5 13.5v3',
  evidence: 'M3 16.5h14M5 16V10M9 16V4M13 16V8M17 16v-3',
  flask: 'M8 3h4M8.5 3v5L4 15.5c-.5 1 0 1.5 1 1.5h10c1 0 1.5-.5 1-1.5L11.5 8V3M6.5 12.5h7',
  compress: 'M10 2v5M7.5 4.5L10 7l2.5-2.5M10 18v-5M7.5 15.5L10 13l2.5 2.5M3 10h14',
};

/**
 * Changes the words of the text node that is there: a new one would have to be laid out as a new box.
 * @param {Element} element
 * @param {string} text
 */
export function setText(element, text) {
  const node = element.firstChild;
  if (node?.nodeType === Node.TEXT_NODE && node === element.lastChild) {
    if (node.nodeValue !== text) node.nodeValue = text;
  } else if (element.textContent !== text) element.textContent = text;
}

/**
 * Only where it changes: setting the attribute again makes the browser match styles anew, of the whole page where a
 * rule asks whether something is hidden.
 * @param {HTMLElement} element
 * @param {boolean} hidden
 */
export function setHidden(element, hidden) {
  if (element.hidden !== hidden) element.hidden = hidden;
}

/**
 * An attribute that is absent when the value is null or false.
 * @param {Element} element
 * @param {string} name
 * @param {string | number | boolean | null} value
 */
export function setAttribute(element, name, value) {
  if (value === null || value === false) {
    if (element.hasAttribute(name)) element.removeAttribute(name);
    return;
  }
  const text = value === true ? '' : String(value);
  if (element.getAttribute(name) !== text) element.setAttribute(name, text);
}

/**
 * A measured number: its text for people, its full value for scripts; null is "not measured yet".
 * @param {Element} element
 * @param {string} text
 * @param {number | null} value
 */
export function setNumber(element, text, value) {
  setText(element, text);
  setAttribute(element, 'data-value', value);
}

/**
 * @template {Element} T
 * @param {string} selector
 * @param {new () => T} type
 * @param {ParentNode} [root]
 * @returns {T}
 */
export function find(selector, type, root = document) {
  const element = root.querySelector(selector);
  if (!(element instanceof type)) throw new Error(`the page has no ${selector}`);
  return element;
}
