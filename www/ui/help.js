// @ts-check
/**
 * Help on demand: what explains a field is written beside it when a person points at it or comes to it by keyboard or
 * finger, and is always there for screen readers. Escape takes it away.
 */

import { newElement } from './dom.js';

const DELAY_MS = 350;
const GAP = 10;

/** @param {HTMLElement} root  whose fields have their help beside them, not below */
export function helpOnDemand(root) {
  const tip = newElement('div', { class: 'help-tip', popover: 'manual', 'aria-hidden': 'true' });
  root.ownerDocument.body.append(tip);
  /** @type {Element | null} */
  let shown = null;
  let timer = 0;

  /** @param {EventTarget | null} target */
  const fieldOf = (target) => (target instanceof Element ? target.closest('.field, .choice') : null);

  /** @param {Element | null} field */
  function show(field) {
    clearTimeout(timer);
    const text = field?.querySelector(':scope > .help')?.textContent?.trim();
    if (!field || !text) {
      hide();
      return;
    }
    shown = field;
    tip.textContent = text;
    tip.showPopover();
    const { top, right, bottom, left } = field.getBoundingClientRect();
    const { width, height } = tip.getBoundingClientRect();
    const beside = right + GAP + width <= innerWidth;
    tip.style.left = `${beside ? right + GAP : Math.max(GAP, Math.min(left, innerWidth - width - GAP))}px`;
    tip.style.top = `${beside ? top : top - height - 4 >= 0 ? top - height - 4 : bottom + 4}px`;
  }

  function hide() {
    clearTimeout(timer);
    shown = null;
    if (tip.matches(':popover-open')) tip.hidePopover();
  }

  root.addEventListener('pointerover', (event) => {
    const field = fieldOf(event.target);
    if (event.pointerType !== 'mouse' || field === shown) return;
    clearTimeout(timer);
    if (!field) hide();
    else timer = window.setTimeout(() => show(field), shown ? 0 : DELAY_MS);
  });
  root.addEventListener('pointerleave', hide);
  root.addEventListener('focusin', (event) => show(fieldOf(event.target)));
  root.addEventListener('focusout', hide);
  root.addEventListener('scroll', hide, true);
  root.ownerDocument.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') hide();
  });
}
