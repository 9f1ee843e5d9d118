// @ts-check
/**
 * Downloading a network as safetensors.
 */

import { h } from '../dom.js';
import { createDialog } from './dialog.js';

/**
 * @param {HTMLElement} element
 * @param {{ onExport: (atSlider: boolean) => void }} handlers
 */
export function createExportDialog(element, { onExport }) {
  /** @param {boolean} atSlider @param {string} key */
  const option = (atSlider, key) =>
    h(
      'section',
      {},
      h('h3', { i18n: `export.${key}` }),
      h('p', { class: 'help', i18n: `export.${key}.help` }),
      h('button', {
        type: 'button',
        class: 'button primary',
        i18n: 'export.save',
        onclick: () => {
          dialog.close();
          onExport(atSlider);
        },
      }),
    );
  const dialog = createDialog(
    { id: 'export-dialog', title: 'export.title' },
    h('p', { class: 'help', i18n: 'export.help' }),
    option(false, 'current'),
    option(true, 'slider'),
  );
  element.append(dialog.element);
  return { open: dialog.open };
}
