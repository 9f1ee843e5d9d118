// @ts-check
/**
 * The button that stands at a feature's place until it is opened.
 */

/** @import { Offer } from '../features/contract.js' */
/** @import { Translate } from '../i18n/index.js' */
import { setText } from '../ui/dom.js';

/**
 * @param {string} id  the feature's
 * @param {Offer} offer
 * @param {Translate} t
 * @param {() => void} onOpen
 */
export function createOffer(id, { open }, t, onOpen) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'button';
  button.dataset.testid = `${id}-open`;
  button.addEventListener('click', onOpen);
  const retext = () => setText(button, t(open));
  retext();
  return { button, retext };
}
