// @ts-check
/**
 * A modal dialog with a heading and a close button.
 */

import { h, icon } from './dom.js';

/**
 * @param {{ id: string, title: string }} options
 * @param {...Node} children
 */
export function createDialog({ id, title }, ...children) {
  const close = h(
    'button',
    { type: 'button', class: 'icon-button', i18nLabel: 'dialog.close', onclick: () => dialog.close() },
    icon('close'),
  );
  const dialog = h(
    'dialog',
    { id, 'data-testid': id, 'aria-labelledby': `${id}-title` },
    h('div', { class: 'dialog-head' }, h('h2', { id: `${id}-title`, i18n: title }), close),
    h('div', { class: 'dialog-body' }, ...children),
  );
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) dialog.close();
  });
  return {
    element: dialog,
    open() {
      if (!dialog.open) dialog.showModal();
    },
    close() {
      dialog.close();
    },
  };
}
