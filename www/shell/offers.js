// @ts-check
/**
 * What stands at a feature's place until it is opened: what it is about, and a button that brings it.
 */

/** @import { Offer } from '../features/contract.js' */
import { h } from '../ui/dom.js';

/**
 * @param {string} id  the feature's
 * @param {Offer} offer
 * @param {(button: HTMLButtonElement) => void} onOpen
 */
export function createOffer(id, offer, onOpen) {
  const button = h(
    'button',
    {
      type: 'button',
      class: 'button',
      'data-testid': `${id}-open`,
      'aria-describedby': offer.as === 'button' ? null : `${id}-lead`,
      onclick: () => onOpen(button),
    },
    h('span', { i18n: offer.open }),
  );
  return { button, element: around(id, offer, button) };
}

/** @param {string} id @param {Offer} offer @param {HTMLButtonElement} button @returns {HTMLElement} */
function around(id, offer, button) {
  if (offer.as === 'button') return button;
  const lead = h('p', { id: `${id}-lead`, class: 'help', i18n: offer.lead });
  if (offer.as === 'section') {
    const title = h('h3', { id: `${id}-title`, i18n: offer.title });
    return h('section', { class: 'study', 'aria-labelledby': title.id }, title, lead, button);
  }
  const title = h('h2', { id: `${id}-heading`, i18n: offer.title });
  return h(
    'section',
    { id, class: 'card area-compare', 'data-testid': `section-${id}`, 'aria-labelledby': title.id },
    h('div', { class: 'panel-head' }, title),
    lead,
    button,
  );
}
