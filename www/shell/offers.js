// @ts-check
/**
 * The button that stands at a feature's place until it is opened.
 */

/** @import { Offer } from '../features/contract.js' */
import { h } from '../ui/dom.js';

/**
 * @param {string} id  the feature's
 * @param {Offer} offer
 * @param {() => void} onOpen
 */
export function createOffer(id, { open }, onOpen) {
  return h(
    'button',
    { type: 'button', class: 'button', 'data-testid': `${id}-open`, onclick: onOpen },
    h('span', { i18n: open }),
  );
}
