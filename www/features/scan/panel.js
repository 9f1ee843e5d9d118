// @ts-check
/**
 * The sensitivity scan at work. Loaded on demand.
 */

/** @import { State } from '../../state/state.js' */
/** @import { Parts } from '../contract.js' */
import { scanPanelData } from './model.js';
import { en } from './texts.en.js';
import { zh } from './texts.zh.js';
import { createScanPanel } from './view.js';

export const texts = { en, zh };
export const style = new URL('./style.css', import.meta.url);

/** @param {HTMLElement} element @param {Parts} parts */
export function mount(element, { studies, i18n, charts }) {
  const scan = createScanPanel({
    i18n,
    charts,
    onScan: studies.scan,
    onCompare: studies.compare,
    onCancelScan: () => studies.cancel('scan'),
    onCancelCompare: () => studies.cancel('compare'),
  });
  element.append(scan.element);
  return { draw: (/** @type {State} */ state) => scan.update(scanPanelData(state)), redraw: () => scan.redraw() };
}
